"""Groups: the staff's own, and every other one, which is left. Nothing personal is ever said here."""

from __future__ import annotations

from bot.chat import Button, Event, Leave, Message, Outgoing, Priority, text
from bot.handlers import admin, announcing
from bot.handlers.house import House
from bot.store import centre, people, progress, staff
from bot.store.database import Transaction


def added(tx: Transaction, house: House, event: Event, chat: int, title: str) -> list[Outgoing]:
    """Somebody added us: an administrator is asked whether this is the staff's group; for others we leave."""
    if chat == centre.staff_chat(tx):
        return [Message(chat, (text("group.hello"),), priority=Priority.STAFF)]
    who = people.meet(tx, event.sender, event.name) if event.sender else None
    officer = staff.of_person(tx, who.id) if who else None
    if officer is None or officer.role != "admin":
        return [Message(chat, (text("group.leaving"),)), Leave(chat)]
    rows = ((Button(text("button.use_group"), f"group:{chat}", "👥"),),)
    return [Message(officer.chat, (text("group.use", title=title),), rows, priority=Priority.STAFF)]


def removed(tx: Transaction, house: House, chat: int) -> list[Outgoing]:
    """We were removed: cards go to each officer from now on."""
    if centre.staff_chat(tx) != chat:
        return []
    centre.clear(tx, "staff_chat")
    waiting = progress.waiting(tx, 0)
    cards = [card for request in waiting for card in announcing.announce(tx, house, request)]
    return [*admin.alarm(tx, house, "no_group"), *cards]


def hear(tx: Transaction, house: House, event: Event, chat: int, words: str) -> list[Outgoing]:
    """In the staff's group only commands concern us, and they are answered in private; another group is left."""
    if centre.staff_chat(tx) != chat:
        return [Message(chat, (text("group.leaving"),)), Leave(chat)]
    if not words.startswith("/"):
        return []
    if event.sender is None:
        return [Message(chat, (text("group.anonymous"),), priority=Priority.STAFF)]
    return [Message(chat, (text("group.private_only"),), priority=Priority.STAFF)]
