"""The choices under a question: what each means, its page, and what may be typed instead of pressing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from bot.chat import Text, text
from bot.flow.model import Flow, Layout
from bot.flow.session import Offered
from bot.flow.turn import Choice, Facts, Question
from bot.flow.words import Meant, fold, pick

PAGE: Final = 6
"""Choices on one screen; more are turned like pages. One alone is left for no further page: the button that turns
would take as much room."""
GRID: Final = 15
"""The same where three stand in a row: pictures, for who does not read."""

INTERRUPTS: Final = (
    "help",
    "back",
    "repeat",
    "listen",
    "language",
    "restart",
    "later",
    "human",
    "status",
    "quick_exit",
    "delete",
)
"""What may be said at any question, checked before the question itself but after its options."""

STAFF_INTERRUPTS: Final = ("help", "back", "repeat", "language", "restart")
"""In conversations of the staff."""

ICONS: Final = {
    "help": "❔",
    "back": "↩️",
    "repeat": "🔁",
    "listen": "🔊",
    "language": "🌐",
    "restart": "🔄",
    "later": "⏸️",
    "human": "📞",
    "status": "🔎",
    "quick_exit": "🚪",
    "delete": "🗑️",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A choice and what it means."""

    offered: Offered
    label: Text
    icon: str = ""
    number: int | None = None
    share: Literal["phone", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """``shown`` is on the screen; ``hidden`` stands on other pages and can only be typed."""

    says: tuple[Text, ...]
    shown: tuple[Entry, ...]
    hidden: tuple[Entry, ...] = ()
    layout: Layout = "auto"

    def question(self) -> Question:
        """What the person sees."""
        choices = (Choice(e.label, e.icon, e.number, e.share) for e in self.shown)
        return Question(self.says, tuple(choices), self.layout)

    def offer(self) -> tuple[Offered, ...]:
        """What a press can mean."""
        return tuple(entry.offered for entry in self.shown)

    @property
    def own(self) -> tuple[Entry, ...]:
        """Without the interrupts that stand under every question."""
        entries = (*self.shown, *self.hidden)
        return tuple(entry for entry in entries if entry.number is not None or entry.offered.kind == "page")


def interrupts_of(flow: Flow) -> tuple[str, ...]:
    """What may be said at any question of this flow."""
    return STAFF_INTERRUPTS if flow.audience == "staff" else INTERRUPTS


def typed_choice(menu: Menu, typed: str, flow: Flow, facts: Facts) -> Offered | None:
    """The choice these words mean: by number, icon or label. An option wins over an interrupt."""
    own = menu.own
    found = pick(typed, [Meant(facts.wordings(e.label), e.icon, e.number) for e in own])
    if found is not None:
        return own[found].offered
    called = facts.calls.get(fold(typed), "")
    if called.startswith("beside:"):
        return Offered("beside", called.removeprefix("beside:")) if flow.audience == "citizen" else None
    return Offered("interrupt", called) if called in interrupts_of(flow) else None


def typed_numbers(typed: str) -> list[int]:
    """Several numbers at once: “1, 3”; empty when anything else stands there."""
    parts = typed.replace(",", " ").replace(";", " ").split()
    return [int(part) for part in parts] if all(p.isdecimal() and len(p) < 4 for p in parts) else []


def numbered(entries: Iterable[Entry]) -> list[Entry]:
    """With the numbers that may be typed instead."""
    return [Entry(e.offered, e.label, e.icon, number, e.share) for number, e in enumerate(entries, start=1)]


@cache
def interrupt(name: str) -> Entry:
    """The button of an interrupt: there are eleven, and some stand under every question."""
    return Entry(Offered("interrupt", name), text(f"interrupt.{name}"), ICONS[name])


def paged(says: Iterable[Text], entries: Sequence[Entry], page: int, layout: Layout = "auto") -> Menu:
    """One page of the entries; a page that is no more is the last one."""
    size = GRID if layout == "grid3" else PAGE
    if len(entries) <= size + 1:
        return Menu(tuple(says), tuple(entries), (), layout)
    page = min(page, (len(entries) - 1) // size)
    first, last = page * size, (page + 1) * size
    turns = []
    if first:
        turns.append(Entry(Offered("page", page - 1), text("flow.less"), "◀️"))
    if last < len(entries):
        turns.append(Entry(Offered("page", page + 1), text("flow.more"), "▶️"))
    hidden = (*entries[:first], *entries[last:])
    return Menu(tuple(says), (*entries[first:last], *turns), hidden, layout)
