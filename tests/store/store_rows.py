"""Rows that tests of the store begin with."""

from __future__ import annotations

from asked import asked

from bot.chat import Priority, Rendered
from bot.domain.request import Request
from bot.store import inbox, outbox, people, staff
from bot.store.database import Transaction
from bot.store.inbox import Open
from bot.store.people import Person
from bot.store.staff import Officer


class Clock:
    """Time that a test sets, in milliseconds UTC."""

    def __init__(self) -> None:
        self.now = 1_790_000_000_000

    def __call__(self) -> int:
        return self.now

    def pass_by(self, *, hours: float = 0, seconds: float = 0) -> None:
        self.now += int((hours * 3_600 + seconds) * 1_000)


def citizen(tx: Transaction, number: int = 1) -> Person:
    return people.meet(tx, f"telegram:{number}", f"Vàng A {number}")


def request(tx: Transaction, person: Person, number: str = "482519K") -> Request:
    return asked(tx, person.id, number)


def officer(tx: Transaction, number: int, role: str = "officer", branch: str = "all") -> Officer:
    """One of the staff; people of these numbers ask for nothing."""
    return staff.hire(tx, citizen(tx, 100 + number).id, role, f"Lò Thị {number}", branch)


def decide(tx: Transaction, chat: int, words: str = "Cần gì?", **more: object) -> int:
    """One message in the outbox; its row."""
    outbox.add(tx, chat, Rendered(words), Priority.REPLY, **more)  # type: ignore[arg-type]
    return int(tx.only("SELECT max(id) AS id FROM outbox")["id"])


def handle_all(tx: Transaction) -> list[Open]:
    """Everything in the inbox, in the order of its chats; it is done then."""
    handled: list[Open] = []
    while found := inbox.take(tx, 9):
        for row in found:
            inbox.done(tx, row.id)
        handled += found
    return handled
