"""How a rehearsal looks in a terminal: what the bot says in a frame, its buttons below, notes beside."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Final, TextIO

from bot.chat import Text
from bot.flow.turn import Choice, Question
from bot.rehearsal.utterances import Uttered

WIDEST: Final = 88
_PLAIN: Final = "\x1b[0m"
_COLOURS: Final = {"banner": "\x1b[1;33m", "frame": "\x1b[36m", "button": "\x1b[1m", "note": "\x1b[2m"}


class Screen:
    """Writes to ``out``; with colours only where it was told to."""

    def __init__(self, out: TextIO, say: Callable[[Text, str], str], *, colour: bool) -> None:
        self._out = out
        self._say = say
        self._colour = colour

    def banner(self, words: str) -> None:
        """What stands at the top: that all this is a rehearsal."""
        self._write(self._painted("banner", words))

    def note(self, words: str) -> None:
        """Something that the bot does not say."""
        for line in words.splitlines():
            self._write(self._painted("note", line))

    def turn(self, said: list[Uttered], language: str) -> None:
        """What the bot said, in one frame."""
        lines = [*self.paragraphs(said, language), *self._buttons(_question(said), language)]
        if not lines:
            return
        self._write(self._painted("frame", "╭─ Hoa Ban"))
        for line in lines:
            self._write(f"{self._painted('frame', '│')} {line}".rstrip())
        self._write(self._painted("frame", "╰─"))

    def paragraphs(self, said: list[Uttered], language: str) -> Iterator[str]:
        """What was said, line by line; an empty one between two."""
        question = _question(said)
        texts = [one.text for one in said if one.text is not None and one.question is None]
        own = question.text if question else ()
        spoken = [text for text in texts if text not in own] + list(own)
        for number, text in enumerate(spoken):
            if number:
                yield ""
            for line in self._say(text, language).splitlines():
                yield from textwrap.wrap(line, self._width) or [""]

    def _buttons(self, question: Question | None, language: str) -> Iterator[str]:
        choices = question.choices if question else ()
        if choices:
            yield ""
        for choice in choices:
            if choice.number is not None:
                yield self._painted("button", f"{choice.number:>2} {self._label(choice, language)}")
        others = [f"[{self._label(choice, language)}]" for choice in choices if choice.number is None]
        if others:
            yield "  ".join(others)

    def _label(self, choice: Choice, language: str) -> str:
        return f"{choice.icon} {self._say(choice.label, language)}".strip()

    @property
    def _width(self) -> int:
        return min(WIDEST, shutil.get_terminal_size().columns) - 4

    def _painted(self, what: str, words: str) -> str:
        return f"{_COLOURS[what]}{words}{_PLAIN}" if self._colour else words

    def _write(self, line: str) -> None:
        self._out.write(f"{line}\n")
        self._out.flush()


def _question(said: list[Uttered]) -> Question | None:
    return next((one.question for one in reversed(said) if one.question), None)
