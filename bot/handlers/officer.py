"""What the staff write and press in their private chats. Which verb it is stands in commands.py; who may, in the permits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.chat import (
    Button,
    Edited,
    Event,
    Message,
    Outgoing,
    PressAnswer,
    Refused,
    Rows,
    Said,
    SentFile,
    quoted,
    text,
)
from bot.domain.numbers import read_number, show_number
from bot.domain.permits import WORKERS
from bot.domain.request import Request
from bot.flow.words import fold
from bot.handlers import agency, flow_desk, flow_preview, letters, parting, talk, translators, work
from bot.handlers.commands import PRESSED, TAKES_FILES, TYPED, TYPED_ON, WAITING, WAITING_ALONE
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import check
from bot.handlers.work import tell
from bot.store import desk, messages, notes, outbox, people, progress, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

NUMBER_PARTS: Final = 3
MOST: Final = 10
"""Requests to choose from, where a command named none."""


def hear(tx: Transaction, house: House, person: Person, event: Event) -> list[Outgoing] | None:
    """A command, or words that answer a card or a waiting verb; None when it is not for this desk."""
    assert isinstance(event.what, Said)
    words = event.what.text.strip()
    officer = staff.of_person(tx, person.id)
    slashed = words.startswith("/")
    if officer and parting.is_exit(house, person, words):
        desk.clear(tx, person.id)
        return None
    name, _, rest = words.partition(" ")
    if officer is None and (not slashed or fold(name) in house.calls[person.language or AUTHORITY]):
        return None
    command = house.commands.get(fold(name if slashed else words), "")
    known = command in TYPED or command in TYPED_ON
    if officer and (slashed or known):  # a command is not what a verb waited for, and ends the waiting
        desk.clear(tx, person.id)
    if known:
        given = Given(rest.strip() if slashed else "", event.message)
        return _command(tx, house, check(tx, officer, command), command, given)
    if officer is None:
        return None
    if slashed:
        return _slashed(house, officer, words)
    return _words(tx, house, officer, event, Given(words, event.message))


def hear_other(tx: Transaction, house: House, person: Person, event: Event) -> list[Outgoing] | None:
    """An edit, or a file that answers a card or a waiting verb; None when it is not for this desk."""
    officer = staff.of_person(tx, person.id)
    if officer is None:
        return None
    if isinstance(event.what, Edited):
        return _edited(tx, house, officer, event, event.what)
    pending = desk.pending(tx, officer.person)
    if isinstance(event.what, SentFile):
        return _file(tx, house, officer, event, event.what, pending)
    if pending is None or _is_album(pending):
        return None
    return [tell(officer, text("desk.words_only"))]


def press(
    tx: Transaction, house: House, person: Person, verb: str, rest: str, press_id: str
) -> list[Outgoing] | None:
    """A button of the staff; None when it is not one of theirs."""
    pressed = PRESSED.get(verb)
    if pressed is None:
        return None
    officer = check(tx, staff.of_person(tx, person.id), pressed.command)
    answer = PressAnswer(person.chat, press_id)
    if pressed.act:
        return [answer, *pressed.act(tx, house, officer, Given(rest))]
    row, _, chosen = rest.partition(".")
    request = requests.find(tx, row_in(row))
    if request is None:
        raise Refused(text("press.old"))
    check(tx, officer, pressed.command, request)
    assert pressed.on
    return [answer, *pressed.on(tx, house, officer, request, Given(chosen))]


# --- words and files -------------------------------------------------------------------------


def _command(tx: Transaction, house: House, officer: Officer, command: str, given: Given) -> list[Outgoing]:
    if command in TYPED:
        return TYPED[command](tx, house, officer, given)
    if not given.words and (held := progress.mine(tx, officer.id)) and command in PRESSED:
        return [_which(officer, command, held)]
    number, rest = _split_number(given.words)
    request = _named(tx, number)
    check(tx, officer, command, request)
    return TYPED_ON[command](tx, house, officer, request, replace(given, words=rest))


def _which(officer: Officer, command: str, held: list[Request]) -> Message:
    """A command without a number: which of those in hand? A press names it."""
    shown = [Button(quoted(show_number(each.number)), f"{command}:{each.id}", "📂") for each in held[:MOST]]
    return tell(officer, text("request.which"), tuple((button,) for button in shown))


def _words(
    tx: Transaction, house: House, officer: Officer, event: Event, given: Given
) -> list[Outgoing] | None:
    """A verb that waits for words about the same request wins over the answer to its card: a note stays a note."""
    pending = desk.pending(tx, officer.person)
    request = _answered(tx, officer, event)
    if pending and pending.verb in WAITING_ALONE and request is None:
        return _go_on_alone(tx, house, officer, pending, given)
    if pending and not _is_album(pending) and (request is None or request.id == pending.request):
        return _go_on(tx, house, officer, pending, given)
    if request:
        return _answer(tx, house, officer, request, given)
    if flow_preview.is_open(tx, officer):
        return flow_preview.hear(tx, house, officer, given.words)
    if (told := agency.hear(tx, house, officer, given.words)) is not None:
        return told
    if verb := desk.late(tx, officer.person):
        return [_too_late(tx, officer, verb)]
    return None if _converses(tx, officer) else _menu(officer)


def _too_late(tx: Transaction, officer: Officer, verb: str) -> Message:
    """What a verb waited for came after half an hour: it goes nowhere."""
    desk.clear(tx, officer.person)
    return tell(officer, text("translate.too_late" if verb in translators.VERBS else "desk.too_late"))


def _file(
    tx: Transaction,
    house: House,
    officer: Officer,
    event: Event,
    sent: SentFile,
    pending: desk.Pending | None,
) -> list[Outgoing] | None:
    """A file for the verb that waits, or for the card it answers; further pictures of an album go the same way."""
    if flow_desk.is_for_us(tx, officer, sent):
        return flow_desk.receive(tx, house, officer, sent)
    request = _answered(tx, officer, event)
    if pending and pending.verb in translators.TAKES_VOICE and request is None:
        if fault := translators.unfit(sent):
            return [tell(officer, fault)]
        kept = talk.keep_file(tx, officer.chat, sent.file)
        return _go_on_alone(tx, house, officer, pending, Given("", event.message, kept))
    waits = pending and (not _is_album(pending) or pending.details == sent.album)
    if pending and waits and (request is None or request.id == pending.request):
        return _file_for(tx, house, officer, event, sent, pending)
    if request:
        check(tx, officer, "reply", request)
        return _answer(tx, house, officer, request, _kept(tx, officer, request.id, event, sent))
    if (verb := desk.late(tx, officer.person)) in translators.TAKES_VOICE:
        return [_too_late(tx, officer, verb)]
    return None if _converses(tx, officer) else [tell(officer, text("desk.for_nobody"))]


def _file_for(
    tx: Transaction, house: House, officer: Officer, event: Event, sent: SentFile, pending: desk.Pending
) -> list[Outgoing]:
    if pending.verb not in TAKES_FILES:
        return [tell(officer, text("desk.words_only"))]
    check(tx, officer, pending.verb, requests.load(tx, pending.request))
    told = _go_on(tx, house, officer, pending, _kept(tx, officer, pending.request, event, sent))
    if sent.album:  # its other pictures come as messages of their own
        desk.put(tx, officer.person, pending.verb, pending.request, sent.album)
    return told


def _is_album(pending: desk.Pending) -> bool:
    """Is it words no longer, only the rest of an album, that is waited for?"""
    return pending.verb in TAKES_FILES and bool(pending.details)


def _kept(tx: Transaction, officer: Officer, request: int, event: Event, sent: SentFile) -> Given:
    file = talk.keep_file(tx, officer.chat, sent.file, request=request)
    return Given(sent.caption, event.message, file, sent.album)


def _answered(tx: Transaction, officer: Officer, event: Event) -> Request | None:
    """The request of the message that was answered."""
    row = outbox.request_of(tx, officer.chat, event.answers) if event.answers else None
    return requests.find(tx, row) if row else None


def _answer(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """An answer to a card goes to the person, as if by the verb «reply»; what does not fit is asked for again."""
    check(tx, officer, "reply", request)
    if fault := letters.fault_of(given):
        desk.put(tx, officer.person, "reply", request.id)
        return [tell(officer, fault)]
    desk.clear(tx, officer.person)
    return letters.send(tx, house, officer, request, given)


def _go_on(
    tx: Transaction, house: House, officer: Officer, pending: desk.Pending, given: Given
) -> list[Outgoing]:
    """What a verb waited for has come; the verb is checked again. Words that do not fit are asked for again."""
    request = requests.load(tx, pending.request)
    check(tx, officer, pending.verb, request)
    if fault := letters.fault_of(given):
        return [tell(officer, fault)]
    desk.clear(tx, officer.person)
    return WAITING[pending.verb](tx, house, officer, request, replace(given, chosen=pending.details))


def _go_on_alone(
    tx: Transaction, house: House, officer: Officer, pending: desk.Pending, given: Given
) -> list[Outgoing]:
    """The same for a verb that is about no request."""
    verb = WAITING_ALONE[pending.verb]
    assert verb.act
    check(tx, officer, verb.command)
    if fault := letters.fault_of(given):
        return [tell(officer, fault)]
    desk.clear(tx, officer.person)
    return verb.act(tx, house, officer, replace(given, chosen=pending.details))


# --- edits -----------------------------------------------------------------------------------


def _edited(
    tx: Transaction, house: House, officer: Officer, event: Event, edited: Edited
) -> list[Outgoing] | None:
    """An answer or a note that the officer mended; anything else may belong to a conversation of his own."""
    words = edited.what.text if isinstance(edited.what, Said) else edited.what.caption
    if event.message and (letter := messages.typed_in(tx, f"staff:{officer.id}", event.message)):
        request = requests.load(tx, letter.request)
        said = _retyped(house, words, request, ("reply",))
        return letters.change(tx, house, officer, letter, said)
    if event.message and (note := notes.typed_in(tx, officer.id, event.message)):
        request = requests.load(tx, note.request)
        check(tx, officer, "note", request)
        return work.mend_note(
            tx, officer, request, note, _retyped(house, words, request, ("note", "release"))
        )
    return None if _converses(tx, officer) else [tell(officer, text("desk.edit_stays"))]


def _retyped(house: House, words: str, request: Request, commands: tuple[str, ...]) -> str:
    """The new words; raises Refused where they were given to another verb or another request than before."""
    name, _, rest = words.strip().partition(" ")
    if not name.startswith("/"):
        return words
    number, said = _split_number(rest)
    if house.commands.get(fold(name)) not in commands or read_number(number) != request.number:
        raise Refused(text("edit.other"))
    return said


def _slashed(house: House, officer: Officer, words: str) -> list[Outgoing] | None:
    name, _, _ = words.partition(" ")
    if house.commands.get(fold(name)) == "language":
        return None
    if name in ("/start", "/help"):
        return _menu(officer)
    raise Refused(text("command.unknown"))


def _converses(tx: Transaction, officer: Officer) -> bool:
    """Is a conversation open in this chat, the officer's own or one that he writes down?"""
    return sessions.current(tx, officer.person) is not None or people.written_by(tx, officer.id) is not None


def _menu(officer: Officer) -> list[Outgoing]:
    new = (Button(text("button.new"), "new:", "🙋"),)
    lists = (Button(text("button.queue"), "queue:0", "📥"), Button(text("button.mine"), "mine:", "🗂️"))
    rows: Rows = (lists, new) if officer.role in WORKERS else (new,)
    return [tell(officer, text("staff.menu", officer=officer.name), rows)]


def _named(tx: Transaction, words: str) -> Request:
    number = read_number(words)
    request = requests.by_number(tx, number) if number else None
    if request is None:
        raise Refused(text("request.unknown"))
    return request


def _split_number(words: str) -> tuple[str, str]:
    """The number at the beginning (it may hold spaces), and the rest."""
    ends = [part.end() for part in re.finditer(r"\S+", words)][:NUMBER_PARTS]
    for end in reversed(ends):
        if read_number(words[:end]):
            return words[:end], words[end:].strip()
    return words, ""
