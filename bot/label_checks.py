"""Labels and spoken words in every language: two of one question must differ (T3), and call nothing else (T5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.chat import Text
from bot.flow.menu import INTERRUPTS, interrupts_of
from bot.flow.model import Flow, QuestionStep
from bot.flow.words import fold
from bot.problems import Findings, Problem, Sentence, error, warning
from bot.texts import AUTHORITY, Texts


def check_labels(flows: Mapping[str, Flow], texts: Texts) -> list[Problem]:
    """What is wrong with labels as people read them, and with words as they type them.

    What the flow files themselves hold is told with them; here are the translations, and the program's words.
    """
    found: dict[str, Findings] = {}
    in_flows = frozenset(key for flow in flows.values() for key in flow.texts)
    for tag, registered in texts.languages.items():
        written = any(one.words for one in texts.catalogs.get(tag, {}).values())
        if registered.status != "complete" and not written:
            continue  # its labels are the Vietnamese ones
        language = _Language(flows, texts, tag, found, in_flows)
        language.check_spoken()
        for flow in flows.values():
            for step in flow.steps.values():
                if isinstance(step, QuestionStep):
                    language.check_question(flow, step)
    return [problem for findings in found.values() for problem in findings.problems]


@dataclass(slots=True)
class _Language:
    """``calls``: what may be typed, folded, and the interrupt or flow that it calls."""

    flows: Mapping[str, Flow]
    texts: Texts
    tag: str
    found: dict[str, Findings]
    in_flows: frozenset[str]
    calls: dict[str, str] = field(default_factory=dict)

    def check_spoken(self) -> None:
        """The words of interrupts, and of the flows that open on top of others."""
        for called, key in self._spoken():
            for word in self._shown(key).split(","):
                form = fold(word)
                first = self.calls.setdefault(form, called) if form else called
                if first != called and not self._is_told(key):
                    self._problem("word_taken_in", key, None, name=word.strip(), first=first)

    def check_question(self, flow: Flow, step: QuestionStep) -> None:
        """The labels under one question."""
        seen: dict[str, str] = {}
        for option in step.options:
            key, shown = option.label, self._shown(option.label)
            form = fold(shown)
            first = seen.setdefault(form, key) if form else key
            if first != key and not self._is_told(key, first):
                self._problem("labels_alike_in", key, step, first=self._shown(first), second=shown)
            called = self.calls.get(form)
            told = flow.audience == "citizen" and self._is_told(key)
            if called in (*interrupts_of(flow), *self._beside(flow)) and not told:
                self._problem("label_is_interrupt_in", key, step, name=shown, first=called)

    def _spoken(self) -> Iterator[tuple[str, str]]:
        yield from ((name, f"interrupt.{name}.words") for name in INTERRUPTS)
        yield from ((name, flow.head.text("words")) for name, flow in self.flows.items() if flow.beside)

    def _beside(self, flow: Flow) -> Iterator[str]:
        """What opens on top of this flow; nothing does while the staff are asked."""
        if flow.audience == "citizen":
            yield from (name for name, other in self.flows.items() if other.beside)

    def _is_told(self, *keys: str) -> bool:
        """In Vietnamese, what stands in the flow files was told when they were read."""
        return self.tag == AUTHORITY and self.in_flows.issuperset(keys)

    def _shown(self, key: str) -> str:
        """The words people see; empty where the text is not there, or holds what no label may hold."""
        try:
            return self.texts.own(Text(key), self.tag)
        except KeyError:
            return ""

    def _problem(self, slug: str, key: str, step: QuestionStep | None, **values: object) -> None:
        source = self.texts.sources[key]
        findings = self.found.setdefault(source.file, Findings(source.file, _SENTENCES))
        name = step.id.rpartition(".")[2] if step else None
        findings.add(slug, source.line, name, tag=self.tag, **values)


_SENTENCES: Mapping[str, Sentence] = {
    "labels_alike_in": error(
        "T3", "Bản {tag}: hai nút giống nhau: “{first}” và “{second}”.", "In {tag} two labels are alike: “{first}” and “{second}”.",
        "Đổi chữ một nút trong bản {tag}.", "Change one of them in {tag}.",
    ),
    "label_is_interrupt_in": warning(
        "T5", "Bản {tag}: nút “{name}” trùng với lời gọi {first}.", "In {tag} the label “{name}” is also a word of {first}.",
        "Đổi chữ trên nút trong bản {tag}.", "Change the label in {tag}.",
    ),
    "word_taken_in": warning(
        "T5", "Bản {tag}: “{name}” đã là lời gọi {first}.", "In {tag} “{name}” is a word of {first} already.",
        "Chọn từ khác trong bản {tag}.", "Choose another word in {tag}.",
    ),
}  # fmt: skip
