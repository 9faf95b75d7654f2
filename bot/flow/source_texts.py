"""The texts of one file, gathered while its steps are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.flow.model import Risk, SourceText, text_key
from bot.problems import Findings
from bot.yaml_tree import Scalar

MAX_TEXT = 3500


@dataclass(slots=True)
class SourceTexts:
    """``texts`` grows, by key."""

    flow: str
    findings: Findings
    texts: dict[str, SourceText] = field(default_factory=dict)

    def top(self, part: str, scalar: Scalar | None, risk: Risk = "low") -> None:
        """Keep a text of the flow itself: its title, the words that open it, its recap."""
        if scalar is not None:
            self._add(f"{self.flow}.{part}", scalar, risk, "", None)

    def step(self, step: str, part: str, scalar: Scalar | None, risk: Risk, note: str) -> None:
        """Keep one text of a step."""
        if scalar is not None:
            self._add(f"{text_key(self.flow, step)}.{part}", scalar, risk, note, step)

    def _add(self, key: str, scalar: Scalar, risk: Risk, note: str, step: str | None) -> None:
        if len(scalar.text) > MAX_TEXT:
            self.findings.add("text_long", scalar.line, step, limit=MAX_TEXT)
        self.texts[key] = SourceText(scalar.text, risk, note, self.findings.file, scalar.line)
