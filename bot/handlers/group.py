"""Groups: the staff's own, and every other one, which is left. Nothing personal is ever said here."""

from __future__ import annotations

from bot.chat import Button, Event, Leave, Message, Outgoing, Priority, Refused, Rows, text
from bot.handlers import admin, announcing
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.topics import WAYS, topics_of, way_of
from bot.handlers.work import tell
from bot.store import audit, centre, people, progress, staff, topics
from bot.store.database import Transaction
from bot.store.staff import Officer


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


# --- topics ----------------------------------------------------------------------------------


def parted(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """How the group is parted into topics, and the other ways."""
    if centre.staff_chat(tx) is None:
        return [tell(officer, text("topics.no_group"))]
    rows: Rows = tuple(
        (Button(text(f"button.topics.{way}"), f"topics_by:{way}", icon),) for way, icon in WAYS.items()
    )
    return [tell(officer, text("topics.ask", way=text(f"topics.{way_of(tx)}")), rows)]


def part(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """From now on so. Every topic greets at once: whoever looks sees whether the group can have them."""
    chat, way = centre.staff_chat(tx), given.words
    if chat is None or way not in WAYS:
        raise Refused(text("press.old"))
    centre.put(tx, "topics", way)
    topics.forget(tx, chat)
    audit.note(tx, officer.person, "topics", details=way)
    return [
        tell(officer, text(f"topics.kept.{way}")),
        *(
            Message(chat, (text("topics.here", title=topic.title),), priority=Priority.STAFF, topic=topic)
            for topic in topics_of(house, way)
        ),
    ]
