"""What happens by itself: timers that ring, files that could not be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.chat import Message, Outgoing, text
from bot.handlers import (
    absence,
    announcing,
    appointments,
    clocks,
    complaints,
    decisions,
    doubting,
    escalating,
    inquiring,
    letters,
    mornings,
    surveys,
    waiting,
    writable,
)
from bot.handlers.house import House
from bot.store import files, people
from bot.store.database import Transaction


def ring(tx: Transaction, house: House, kind: str, details: str) -> list[Outgoing]:
    """A timer is due. One of a kind that only a newer version sets is let pass."""
    timer = TIMERS.get(kind)
    return timer(tx, house, int(details)) if timer else []


def file_lost(tx: Transaction, file: int) -> list[Outgoing]:
    """Say honestly that a file did not come through, to who sent it; not to who left in haste."""
    chat = files.load(tx, file).chat
    person = people.of_chat(tx, chat)
    return [] if person and person.left else [Message(chat, (text("file.lost"),))]


TIMERS: Final[Mapping[str, Callable[[Transaction, House, int], list[Outgoing]]]] = {
    waiting.REMIND: waiting.remind,
    waiting.END: waiting.end,
    escalating.WAIT: escalating.ring,
    announcing.DIGEST: announcing.digest,
    absence.LEAVE: absence.leave_begins,
    clocks.CLOCK: clocks.ring,
    clocks.PAPERS: clocks.remind_papers,
    complaints.DUE: complaints.ring,
    surveys.SURVEY: surveys.ring,
    letters.HELD: letters.ring,
    appointments.RECALL: appointments.ring,
    inquiring.SILENT: inquiring.ring,
    mornings.MORNING: mornings.ring,
    mornings.EVENING: mornings.ring_evening,
    letters.DECIDED: decisions.ring,
    writable.DOUBT: doubting.ring,
}
"""By kind: what a timer does; its details are a number: the row it is about, or a time."""
