"""What officers do: the queue, claiming, reading, answering, closing. Every verb checks its actor, every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.chat import (
    Button,
    Edited,
    Message,
    Outgoing,
    PressAnswer,
    Priority,
    Refused,
    Rows,
    SentFile,
    text,
)
from bot.domain.numbers import read_number
from bot.domain.request import Request
from bot.flow.words import clean, fold
from bot.handlers import cards, talk, work
from bot.handlers.house import House, row_in
from bot.store import desk, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer

Verb: TypeAlias = Callable[[Transaction, House, Officer, str], list[Outgoing]]
Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]

PAGE: Final = 5
WORKERS: Final = frozenset({"officer", "coordinator", "head"})
ALL_STAFF: Final = WORKERS | {"admin"}


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the staff: the roles that may use it, what it does."""

    roles: frozenset[str]
    verb: Verb


# --- what is typed and sent ------------------------------------------------------------------


def hear(tx: Transaction, house: House, person: Person, words: str) -> list[Outgoing] | None:
    """A command, or the words that a verb waits for; None when it is not for this desk."""
    officer = staff.of_person(tx, person.id)
    slashed = words.startswith("/")
    if officer is None and not slashed:
        return None
    name, _, rest = words.strip().partition(" ")
    command = COMMANDS.get(house.commands.get(fold(name if slashed else words), ""))
    if command is not None and (officer is None or officer.role not in command.roles):
        raise Refused(text("staff.only"))
    if officer is None:
        return None
    if command is not None:
        return command.verb(tx, house, officer, rest.strip() if slashed else "")
    return _words(tx, house, officer, words)


def hear_other(
    tx: Transaction, house: House, person: Person, what: SentFile | Edited
) -> list[Outgoing] | None:
    """A file that a waiting verb takes; None when it is not for this desk."""
    officer = staff.of_person(tx, person.id)
    if officer is None or sessions.current(tx, person.id) is not None:
        return None
    if isinstance(what, Edited):
        return [work.tell(officer, text("desk.edit_stays"))]
    pending = desk.pending(tx, person.id)
    if pending is None:
        return [work.tell(officer, text("desk.for_nobody"))]
    request = work.in_hand(tx, officer, pending.request)
    file = talk.keep_file(tx, person.chat, what.file, request=request.id)
    desk.clear(tx, person.id)
    return work.send_reply(tx, house, officer, request, clean(what.caption), file)


def _words(tx: Transaction, house: House, officer: Officer, words: str) -> list[Outgoing] | None:
    if words.startswith("/"):
        return _slashed(house, officer, words)
    if pending := desk.pending(tx, officer.person):
        request = work.in_hand(tx, officer, pending.request)
        reply = work.checked(words)
        desk.clear(tx, officer.person)
        return work.send_reply(tx, house, officer, request, reply, None)
    if desk.is_late(tx, officer.person):
        desk.clear(tx, officer.person)
        return [work.tell(officer, text("desk.too_late"))]
    return None if sessions.current(tx, officer.person) else _menu(officer)


def _slashed(house: House, officer: Officer, words: str) -> list[Outgoing] | None:
    name, _, _ = words.partition(" ")
    if house.commands.get(fold(name)) == "language":
        return None
    if name in ("/start", "/help"):
        return _menu(officer)
    raise Refused(text("command.unknown"))


def _menu(officer: Officer) -> list[Outgoing]:
    new = (Button(text("button.new"), "new:", "🙋"),)
    lists = (Button(text("button.queue"), "queue:0", "📥"), Button(text("button.mine"), "mine:", "🗂️"))
    rows: Rows = (lists, new) if officer.role in WORKERS else (new,)
    return [work.tell(officer, text("staff.menu", officer=officer.name), rows)]


# --- commands --------------------------------------------------------------------------------


def _queue(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    offset = row_in(rest) if rest else 0
    branch = None if officer.branch == "all" else officer.branch
    found = requests.queue(tx, branch=branch, limit=PAGE + 1, offset=offset)
    if not found:
        return [work.tell(officer, text("queue.empty"))]
    shown: list[Outgoing] = [
        work.tell(officer, cards.headline(house, request), cards.claim_button(request))
        for request in found[:PAGE]
    ]
    if len(found) > PAGE:
        more = ((Button(text("button.more"), f"queue:{offset + PAGE}", "⬇️"),),)
        shown.append(work.tell(officer, text("queue.more"), more))
    return shown


def _mine_list(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    found = requests.mine(tx, officer.id)
    if not found:
        return [work.tell(officer, text("mine.empty"))]
    return [
        work.tell(officer, cards.headline(house, request), cards.open_button(request)) for request in found
    ]


def _show(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return work.card(tx, house, officer, _named(tx, rest))


def _claim_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return work.claim(tx, house, officer, _named(tx, rest))


def _reply_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    number, words = _split_number(rest)
    request = work.in_hand(tx, officer, _named(tx, number).id)
    if not words:
        return work.wait_for_reply(tx, officer, request)
    return work.send_reply(tx, house, officer, request, work.checked(words), None)


def _close_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return work.ask_close(officer, work.in_hand(tx, officer, _named(tx, rest).id))


def _cancel(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    desk.clear(tx, officer.person)
    return [work.tell(officer, text("desk.cleared"))]


def _commands(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    lines = [
        text(f"command.{name}.help") for name, command in COMMANDS.items() if officer.role in command.roles
    ]
    if officer.role == "admin":
        lines += [text("command.invite.help"), text("command.set_up.help"), text("command.again.help")]
    return [Message(officer.chat, (text("command.list"), tuple(lines)), priority=Priority.STAFF)]


COMMANDS: Final[Mapping[str, Command]] = {
    "queue": Command(WORKERS, _queue),
    "mine": Command(WORKERS, _mine_list),
    "request": Command(WORKERS, _show),
    "claim": Command(WORKERS, _claim_command),
    "reply": Command(WORKERS, _reply_command),
    "close": Command(WORKERS, _close_command),
    "cancel": Command(WORKERS, _cancel),
    "commands": Command(ALL_STAFF, _commands),
}


# --- who and which ---------------------------------------------------------------------------


def _named(tx: Transaction, words: str) -> Request:
    number = read_number(words)
    request = requests.by_number(tx, number) if number else None
    if request is None:
        raise Refused(text("request.unknown"))
    return request


def _split_number(words: str) -> tuple[str, str]:
    """The number at the beginning (it may hold spaces), and the rest."""
    parts = words.split()
    for taken in range(min(3, len(parts)), 0, -1):
        if read_number(" ".join(parts[:taken])):
            return " ".join(parts[:taken]), " ".join(parts[taken:])
    return words, ""


# --- presses ---------------------------------------------------------------------------------


def _press(verb: Callable[[Transaction, House, Officer, Request], list[Outgoing]]) -> Press:
    """A press that names a request: only for those who work with requests."""

    def pressed(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
        officer = _worker(tx, person)
        request = requests.find(tx, row_in(rest))
        if request is None:
            raise Refused(text("press.old"))
        return [PressAnswer(person.chat, press), *verb(tx, house, officer, request)]

    return pressed


def _worker(tx: Transaction, person: Person) -> Officer:
    officer = staff.of_person(tx, person.id)
    if officer is None or officer.role not in WORKERS:
        raise Refused(text("staff.only"))
    return officer


def _press_queue(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    return [PressAnswer(person.chat, press), *_queue(tx, house, _worker(tx, person), rest)]


def _press_mine(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    return [PressAnswer(person.chat, press), *_mine_list(tx, house, _worker(tx, person), rest)]


def _reply_verb(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    return work.wait_for_reply(tx, officer, work.in_hand(tx, officer, request.id))


def _close_verb(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    return work.ask_close(officer, work.in_hand(tx, officer, request.id))


def _closed_verb(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    return work.close(tx, house, officer, work.in_hand(tx, officer, request.id))


PRESSES: Final[Mapping[str, Press]] = {
    "queue": _press_queue,
    "mine": _press_mine,
    "claim": _press(work.claim),
    "open": _press(work.card),
    "reply": _press(_reply_verb),
    "close": _press(_close_verb),
    "closed": _press(_closed_verb),
}
