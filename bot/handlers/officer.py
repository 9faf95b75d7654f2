"""What officers do: the queue, claiming, reading, answering, closing. Every verb checks its actor, every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.chat import (
    Button,
    Edited,
    KeptFile,
    Message,
    Outgoing,
    PressAnswer,
    Priority,
    Refused,
    Rows,
    SentFile,
    Text,
    quoted,
    text,
)
from bot.domain.numbers import read_number, show_number
from bot.domain.phones import show_phone
from bot.domain.request import Action, Request, after
from bot.flow.words import clean, fold
from bot.handlers import cards, talk
from bot.handlers.house import House, row_in
from bot.store import audit, desk, history, messages, people, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

Verb: TypeAlias = Callable[[Transaction, House, Officer, str], list[Outgoing]]
Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]

PAGE: Final = 5
WORKERS: Final = frozenset({"officer", "coordinator", "head"})
ALL_STAFF: Final = WORKERS | {"admin"}
READERS: Final = frozenset({"coordinator", "head"})
"""Who may open a request that another has in hand; each look is noted."""
LONGEST: Final = 3000


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
        return [_tell(officer, text("desk.edit_stays"))]
    pending = desk.pending(tx, person.id)
    if pending is None:
        return [_tell(officer, text("desk.for_nobody"))]
    request = _mine(tx, officer, pending.request)
    file = talk.keep_file(tx, person.chat, what.file, request=request.id)
    desk.clear(tx, person.id)
    return _send_reply(tx, house, officer, request, clean(what.caption), file)


def _words(tx: Transaction, house: House, officer: Officer, words: str) -> list[Outgoing] | None:
    if words.startswith("/"):
        return _slashed(house, officer, words)
    if pending := desk.pending(tx, officer.person):
        request = _mine(tx, officer, pending.request)
        reply = _checked(words)
        desk.clear(tx, officer.person)
        return _send_reply(tx, house, officer, request, reply, None)
    if desk.is_late(tx, officer.person):
        desk.clear(tx, officer.person)
        return [_tell(officer, text("desk.too_late"))]
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
    work = (Button(text("button.queue"), "queue:0", "📥"), Button(text("button.mine"), "mine:", "🗂️"))
    rows: Rows = (work, new) if officer.role in WORKERS else (new,)
    return [_tell(officer, text("staff.menu", officer=officer.name), rows)]


# --- commands --------------------------------------------------------------------------------


def _queue(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    offset = row_in(rest) if rest else 0
    branch = None if officer.branch == "all" else officer.branch
    found = requests.queue(tx, branch=branch, limit=PAGE + 1, offset=offset)
    if not found:
        return [_tell(officer, text("queue.empty"))]
    shown: list[Outgoing] = [
        _tell(officer, cards.headline(house, request), cards.claim_button(request))
        for request in found[:PAGE]
    ]
    if len(found) > PAGE:
        more = ((Button(text("button.more"), f"queue:{offset + PAGE}", "⬇️"),),)
        shown.append(_tell(officer, text("queue.more"), more))
    return shown


def _mine_list(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    found = requests.mine(tx, officer.id)
    if not found:
        return [_tell(officer, text("mine.empty"))]
    return [_tell(officer, cards.headline(house, request), cards.open_button(request)) for request in found]


def _show(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return _card(tx, house, officer, _named(tx, rest))


def _claim_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return _claim(tx, house, officer, _named(tx, rest))


def _reply_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    number, words = _split_number(rest)
    request = _mine(tx, officer, _named(tx, number).id)
    if not words:
        return _wait_for_reply(tx, officer, request)
    return _send_reply(tx, house, officer, request, _checked(words), None)


def _close_command(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    return _ask_close(officer, _mine(tx, officer, _named(tx, rest).id))


def _cancel(tx: Transaction, house: House, officer: Officer, rest: str) -> list[Outgoing]:
    desk.clear(tx, officer.person)
    return [_tell(officer, text("desk.cleared"))]


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


# --- verbs -----------------------------------------------------------------------------------


def _claim(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    """First contact, not appointment. One wins; who comes later hears who has it."""
    if not requests.claim(tx, request.id, officer.id):
        raise Refused(_why_not_claimed(tx, officer, requests.load(tx, request.id)))
    claimed = requests.load(tx, request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "claimed")
    return [
        *_card(tx, house, officer, claimed),
        *cards.taken(tx, house, claimed, officer),
        *_tell_citizen(tx, house, claimed, text("citizen.claimed", officer=officer.name)),
    ]


def _why_not_claimed(tx: Transaction, officer: Officer, request: Request) -> Text:
    number = show_number(request.number)
    if request.claimed_by == officer.id:
        return text("claim.yours", number=number)
    if request.claimed_by is None:
        return text("claim.closed", number=number)
    return text("claim.taken", number=number, officer=staff.load(tx, request.claimed_by).name)


def _card(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    if request.claimed_by != officer.id and officer.role not in READERS:
        buttons = cards.claim_button(request) if request.claimed_by is None else ()
        return [_tell(officer, cards.headline(house, request), buttons)]
    audit.note(tx, officer.person, "read", request.id)
    mine = request.claimed_by == officer.id
    buttons = cards.work_buttons(request) if mine else ()
    card = Message(
        officer.chat, (tuple(cards.full(tx, house, request)),), buttons, priority=Priority.STAFF, protect=True
    )
    return [card, *cards.attachments(tx, request, officer.chat)]


def _wait_for_reply(tx: Transaction, officer: Officer, request: Request) -> list[Outgoing]:
    _check_writable(tx, request)
    desk.put(tx, officer.person, "reply", request.id)
    return [_tell(officer, text("reply.write", number=show_number(request.number)))]


def _send_reply(
    tx: Transaction, house: House, officer: Officer, request: Request, words: str, file: KeptFile | None
) -> list[Outgoing]:
    status = after(request.status, Action.ANSWER)
    if status is None:
        raise Refused(text("request.closed", number=show_number(request.number)))
    _check_writable(tx, request)
    letter = messages.add(tx, request.id, f"staff:{officer.id}", words, file.id if file else None)
    requests.set_status(tx, request, status)
    history.append(tx, request.id, f"staff:{officer.id}", "replied", words=words)
    to = people.load(tx, request.person).chat
    return [
        _reply(request, to, officer, letter, words, file),
        _tell(officer, text("reply.sent", number=show_number(request.number), words=words or "📎")),
    ]


def _check_writable(tx: Transaction, request: Request) -> None:
    if not cards.may_write(tx, request):
        raise Refused(text("reply.never"))


def _reply(
    request: Request, to: int, officer: Officer, letter: int, words: str, file: KeptFile | None
) -> Message:
    if request.guarded:
        return _news(request, to, letter)
    says = (text("citizen.reply", officer=officer.name), *((quoted(words),) if words else ()))
    return Message(to, says, file=file, about=request.id)


def _ask_close(officer: Officer, request: Request) -> list[Outgoing]:
    rows = ((Button(text("button.close_sure"), f"closed:{request.id}", "✅"),),)
    return [_tell(officer, text("close.sure", number=show_number(request.number)), rows)]


def _close(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    status = after(request.status, Action.CLOSE)
    if status is None:
        raise Refused(text("request.closed", number=show_number(request.number)))
    requests.set_status(tx, request, status)
    history.append(tx, request.id, f"staff:{officer.id}", "closed")
    return [
        _tell(officer, text("close.done", number=show_number(request.number))),
        *_tell_citizen(tx, house, request, text("citizen.closed")),
    ]


def _tell_citizen(tx: Transaction, house: House, request: Request, says: Text) -> list[Outgoing]:
    """A notice that says no more than the person allowed."""
    if not cards.may_write(tx, request):
        return []
    person = people.load(tx, request.person)
    if not request.guarded:
        return [Message(person.chat, (says,), about=request.id)]
    words = house.texts.say(says, person.language or AUTHORITY)
    return [_news(request, person.chat, messages.add(tx, request.id, messages.MACHINE, words))]


def _news(request: Request, to: int, letter: int) -> Message:
    """On a phone that others read the words wait behind a button: a preview shows only that there is news."""
    rows = ((Button(text("button.read"), f"read:{letter}", "👁️"),),)
    return Message(to, (text("citizen.news"),), rows, about=request.id)


def undelivered(tx: Transaction, house: House, request: int, why: str) -> list[Outgoing]:
    """What did not reach the person comes back to who wrote it, with the other ways to reach her."""
    found = requests.load(tx, request)
    facts = requests.facts(tx, request)
    phone = facts.get("phone")
    number = show_phone(phone["phone"]) if isinstance(phone, dict) and phone.get("phone") else ""
    ways = text("undelivered.phone", phone=number) if number else text("undelivered.no_phone")
    history.append(tx, request, "machine", "undelivered", why)
    officer = cards.claimer(tx, found)
    if officer is None:
        return []
    return [_tell(officer, text(f"undelivered.{why}", number=show_number(found.number), ways=ways))]


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


def _mine(tx: Transaction, officer: Officer, request: int) -> Request:
    found = requests.load(tx, request)
    if found.claimed_by != officer.id:
        raise Refused(text("request.not_yours", number=show_number(found.number)))
    return found


def _checked(words: str) -> str:
    reply = clean(words)
    if not reply:
        raise Refused(text("reply.empty"))
    if len(reply) > LONGEST:
        raise Refused(text("reply.too_long", max=LONGEST))
    return reply


def _tell(officer: Officer, says: Text, rows: Rows = ()) -> Message:
    return Message(officer.chat, (says,), rows, priority=Priority.STAFF)


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
    return _wait_for_reply(tx, officer, _mine(tx, officer, request.id))


def _close_verb(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    return _ask_close(officer, _mine(tx, officer, request.id))


def _closed_verb(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    return _close(tx, house, officer, _mine(tx, officer, request.id))


PRESSES: Final[Mapping[str, Press]] = {
    "queue": _press_queue,
    "mine": _press_mine,
    "claim": _press(_claim),
    "open": _press(_card),
    "reply": _press(_reply_verb),
    "close": _press(_close_verb),
    "closed": _press(_closed_verb),
}
