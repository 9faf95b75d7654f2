"""Working one request: claim, read, answer, close. Each verb checks what its actor has in hand, every time."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, KeptFile, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.phones import show_phone
from bot.domain.request import Action, Request, after
from bot.flow.words import clean
from bot.handlers import cards
from bot.handlers.house import House
from bot.store import audit, desk, history, messages, people, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

READERS: Final = frozenset({"coordinator", "head"})
"""Who may open a request that another has in hand; each look is noted."""
LONGEST: Final = 3000
"""Characters of an answer."""


def claim(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    """First contact, not appointment. One wins; who comes later hears who has it."""
    if not requests.claim(tx, request.id, officer.id):
        raise Refused(_why_not_claimed(tx, officer, requests.load(tx, request.id)))
    claimed = requests.load(tx, request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "claimed")
    return [
        *card(tx, house, officer, claimed),
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


def card(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    """What this officer may see of it: everything in hand, the headline of all else."""
    if request.claimed_by != officer.id and officer.role not in READERS:
        buttons = cards.claim_button(request) if request.claimed_by is None else ()
        return [tell(officer, cards.headline(house, request), buttons)]
    audit.note(tx, officer.person, "read", request.id)
    mine = request.claimed_by == officer.id
    buttons = cards.work_buttons(request) if mine else ()
    leads = officer.role in READERS
    lines = tuple(cards.full(tx, house, request, leads=leads))
    shown = Message(officer.chat, (lines,), buttons, priority=Priority.STAFF, protect=True)
    return [shown, *cards.attachments(tx, request, officer.chat, leads=leads)]


def wait_for_reply(tx: Transaction, officer: Officer, request: Request) -> list[Outgoing]:
    """The next words of this officer go to the person."""
    _check_writable(tx, request)
    desk.put(tx, officer.person, "reply", request.id)
    key = "reply.write_helper" if request.helper else "reply.write"
    return [tell(officer, text(key, number=show_number(request.number)))]


def send_reply(
    tx: Transaction, house: House, officer: Officer, request: Request, words: str, file: KeptFile | None
) -> list[Outgoing]:
    """Keep an answer and send it; the officer reads what was sent, and to whom."""
    status = after(request.status, Action.ANSWER)
    if status is None:
        raise Refused(text("request.closed", number=show_number(request.number)))
    _check_writable(tx, request)
    letter = messages.add(tx, request.id, f"staff:{officer.id}", words, file.id if file else None)
    requests.set_status(tx, request, status)
    history.append(tx, request.id, f"staff:{officer.id}", "replied", words=words)
    person = people.load(tx, request.person)
    return [
        _reply(request, person, officer, letter, words, file),
        tell(officer, text("reply.sent", number=show_number(request.number), words=words or "📎")),
    ]


def _check_writable(tx: Transaction, request: Request) -> None:
    if not cards.may_write(tx, request):
        raise Refused(_why_not_writable(tx, request))


def _why_not_writable(tx: Transaction, request: Request) -> Text:
    if request.silenced:
        return text("reply.withdrew")
    return text("reply.left" if people.load(tx, request.person).left else "reply.never")


def _reply(
    request: Request, person: Person, officer: Officer, letter: int, words: str, file: KeptFile | None
) -> Message:
    if request.guarded:
        return _news(request, person.chat, letter)
    says = (text("citizen.reply", officer=officer.name), *((quoted(words),) if words else ()))
    if file and person.low_data:  # the file costs data: it comes when it is asked for
        return Message(person.chat, (*says, text("citizen.file_waits")), _read(letter), about=request.id)
    return Message(person.chat, says, file=file, about=request.id)


def ask_close(officer: Officer, request: Request) -> list[Outgoing]:
    """Closing is asked twice."""
    rows = ((Button(text("button.close_sure"), f"closed:{request.id}", "✅"),),)
    return [tell(officer, text("close.sure", number=show_number(request.number)), rows)]


def close(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    """Close it, and say so to the person."""
    status = after(request.status, Action.CLOSE)
    if status is None:
        raise Refused(text("request.closed", number=show_number(request.number)))
    requests.set_status(tx, request, status)
    _end_conversation(tx, request)
    history.append(tx, request.id, f"staff:{officer.id}", "closed")
    return [
        tell(officer, text("close.done", number=show_number(request.number))),
        *_tell_citizen(tx, house, request, text("citizen.closed")),
    ]


def _end_conversation(tx: Transaction, request: Request) -> None:
    """What is said from now on must not go into a request that nobody works on any more."""
    session = requests.session_of(tx, request.id)
    if session is not None and sessions.find_open(tx, session):
        sessions.erase(tx, session, "closed")


def _tell_citizen(tx: Transaction, house: House, request: Request, says: Text) -> list[Outgoing]:
    """A notice that says no more than the person allowed; to a helper nothing of how it goes."""
    if request.helper or not cards.may_write(tx, request):
        return []
    person = people.load(tx, request.person)
    if not request.guarded:
        return [Message(person.chat, (says,), about=request.id)]
    words = house.texts.say(says, person.language or AUTHORITY)
    return [_news(request, person.chat, messages.add(tx, request.id, messages.MACHINE, words))]


def _news(request: Request, to: int, letter: int) -> Message:
    """On a phone that others read the words wait behind a button: a preview shows only that there is news."""
    return Message(to, (text("citizen.news"),), _read(letter), about=request.id)


def _read(letter: int) -> Rows:
    return ((Button(text("button.read"), f"read:{letter}", "👁️"),),)


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
    return [tell(officer, text(f"undelivered.{why}", number=show_number(found.number), ways=ways))]


# --- what every verb needs ---------------------------------------------------------------------


def in_hand(tx: Transaction, officer: Officer, request: int) -> Request:
    """The request, if it is this officer who has it in hand."""
    found = requests.load(tx, request)
    if found.claimed_by != officer.id:
        raise Refused(text("request.not_yours", number=show_number(found.number)))
    return found


def checked(words: str) -> str:
    """Words fit to be sent: some, and not too many."""
    reply = clean(words)
    if not reply:
        raise Refused(text("reply.empty"))
    if len(reply) > LONGEST:
        raise Refused(text("reply.too_long", max=LONGEST))
    return reply


def tell(officer: Officer, says: Text, rows: Rows = ()) -> Message:
    """A line to one of the staff."""
    return Message(officer.chat, (says,), rows, priority=Priority.STAFF)
