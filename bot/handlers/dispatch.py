"""One row of the inbox → the handler it is for. Who acts is looked up here, each time anew."""

from __future__ import annotations

from bot.chat import (
    AddedToGroup,
    Blocked,
    Event,
    GroupMoved,
    Message,
    Outgoing,
    PressAnswer,
    Pressed,
    Reached,
    Refused,
    Said,
    text,
)
from bot.handlers import (
    admin,
    citizen,
    clock,
    counter,
    decisions,
    escalating,
    flow_desk,
    group,
    letters,
    officer,
    parting,
    reports,
    translators,
)
from bot.handlers.house import House
from bot.handlers.writable import is_doubted
from bot.store import chats, desk, people, requests
from bot.store.database import Transaction
from bot.store.inbox import Open
from bot.store.people import Person
from bot.texts import plain


def handle(tx: Transaction, house: House, row: Open) -> list[Outgoing]:
    """What this row leads to. Raises Refused with what to say, anything else for a bug."""
    match row.kind:
        case "update":
            event = house.parse(row.raw)
            return _event(tx, house, row, event) if event else []
        case "timer":
            return clock.ring(tx, house, row.raw["kind"], row.raw["details"])
        case "file":
            return clock.file_lost(tx, row.raw["file"])
        case "undelivered":
            return letters.undelivered(tx, house, row.raw["request"], row.raw["why"])
        case "unreached":
            return escalating.hurry(tx, house, requests.load(tx, row.raw["request"]))
        case "alarm":
            return admin.alarm(tx, house, row.raw["what"])
        case "report":
            return reports.ready(tx, house, row.raw["report"])
        case "proposal":
            return flow_desk.checked(tx, house, row.raw["proposal"])
        case "recording":
            return translators.heard(tx, house, row.raw["recording"])


def refuse(tx: Transaction, house: House, row: Open, refused: Refused) -> list[Outgoing]:
    """Say why it did not go: to the one who asked, in the chat or as the answer to a press."""
    event = house.parse(row.raw) if row.kind == "update" else None
    if event is None:
        return []
    if event.sender and event.private:
        # Whatever was refused, the next words must not go where the ones before were to go.
        desk.clear(tx, people.meet(tx, event.sender, plain(event.name)).id)
    if isinstance(event.what, Pressed) and event.sender:
        asker = people.meet(tx, event.sender, plain(event.name))
        return [PressAnswer(asker.chat, event.what.press, refused.why)]
    return [Message(row.chat, (refused.why,))]


def apologise(tx: Transaction, house: House, row: Open) -> list[Outgoing]:
    """A bug: the person hears that it is ours and that the words are kept; the administrators hear the row."""
    told: list[Outgoing] = [*admin.alarm(tx, house, "turn")]
    if row.kind == "update" and chats.is_private(tx, row.chat):
        told.insert(0, Message(row.chat, (text("sorry"),)))
    return told


def _event(tx: Transaction, house: House, row: Open, event: Event) -> list[Outgoing]:
    if not event.private:
        return _in_group(tx, house, row, event)
    if event.sender is None:
        return []
    # A private chat is its person's: the row was stored under their address.
    person = people.meet_in(tx, row.chat, plain(event.name))
    match event.what:
        case Reached():
            chats.set_blocked(tx, person.chat, None)
            return []
        case Blocked():
            chats.set_blocked(tx, person.chat, tx.now)
            return []
        case Pressed():
            return _pressed(tx, house, person, event.what)
        case _:
            answer = _private(tx, house, _back(tx, person), event)
            return [*answer, *parting.came_back(tx, person)]


def _back(tx: Transaction, person: Person) -> Person:
    """Who left by the quick exit and writes again may be written to again; a second press in haste is no such word."""
    if not person.left:
        return person
    people.set_left(tx, person.id, None)
    return people.load(tx, person.id)


def _private(tx: Transaction, house: House, person: Person, event: Event) -> list[Outgoing]:
    """Staff verbs first, where the one who writes is staff; else the conversation."""
    if isinstance(event.what, Said):
        if (answer := admin.hear(tx, house, person, event.what.text)) is not None:
            return answer
        if (answer := officer.hear(tx, house, person, event)) is not None:
            return answer
    elif (answer := officer.hear_other(tx, house, person, event)) is not None:
        return answer
    if (answer := decisions.hear(tx, house, person, event)) is not None:
        return answer
    return citizen.hear(tx, house, counter.speaker(tx, person), event.what, event.message or "")


def _pressed(tx: Transaction, house: House, person: Person, pressed: Pressed) -> list[Outgoing]:
    verb, _, rest = pressed.data.partition(":")
    desk.clear(tx, person.id)  # a press ends what waited for words
    if verb != "not_me" and is_doubted(tx, person):
        raise Refused(text("not_me.ask"))
    if verb in citizen.PRESSES:
        speaks = counter.presser(tx, person, rest.partition(".")[0]) if verb == "f" else person
        return citizen.PRESSES[verb](tx, house, speaks, rest, pressed.press)
    if (answer := officer.press(tx, house, person, verb, rest, pressed.press)) is not None:
        return answer
    raise Refused(text("press.old"))


def _in_group(tx: Transaction, house: House, row: Open, event: Event) -> list[Outgoing]:
    match event.what:
        case GroupMoved(to):
            chats.move(tx, row.chat, to)
            return []
        case AddedToGroup(title):
            return group.added(tx, house, event, row.chat, plain(title, 60))
        case Blocked():
            return group.removed(tx, house, row.chat)
        case Pressed() if event.sender:
            return _pressed(tx, house, people.meet(tx, event.sender, plain(event.name)), event.what)
        case Said(words):
            return group.hear(tx, house, event, row.chat, words)
        case _:
            return []
