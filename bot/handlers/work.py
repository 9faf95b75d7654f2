"""Working one request: claim, read, answer, note, close. Who may is checked before, against the table of permits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Refused, Rows, Text, text
from bot.domain.lifecycle import UNDECIDED
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.request import Action, Kind, Outcome, Request, Stage
from bot.handlers import announcing, cards, escalating, letters, surveys
from bot.handlers.dismissing import end_all_interpreting
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.permission import able, check, may
from bot.handlers.writable import check_writable
from bot.store import (
    audit,
    desk,
    history,
    leaves,
    notes,
    people,
    progress,
    requests,
    sessions,
    staff,
)
from bot.store.database import Transaction
from bot.store.staff import Officer

AT_HAND: Final = ("reply", "contacted", "note", "file", "close")
"""The buttons under a card; the others stand behind «more»."""
BEHIND: Final = (
    "canned", "ask", "transfer", "release", "extend", "not_mine", "conflict", "matter", "urgent", "bar", "consent", "rights", "interpreter",
    "appointment", "conversation", "trail", "bundle", "split", "duplicate", "counted", "dossier",
)  # fmt: skip
PARTED: Final = ("reconnect",)
"""Under a card while the chat the person wrote from is not taken for hers."""
OUTCOMES: Final[Mapping[str, str]] = {
    Outcome.ANSWERED: "💬",
    Outcome.REFERRED: "➡️",
    Outcome.UNREACHABLE: "📵",
    Outcome.DUPLICATE: "👯",
}
"""How first contact can end without an act of the law, in the order in which they are offered, with their icons."""


# --- taking and reading ----------------------------------------------------------------------


def claim(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """First contact, not appointment. One wins; who comes later hears who has it. Who is away claims nothing."""
    if until := leaves.until(tx, officer.id):
        raise Refused(text("claim.on_leave", day=Moment(until - 1, day=True)))
    if not progress.claim(tx, request.id, officer.id):
        check(tx, officer, "claim", requests.load(tx, request.id))
        raise Refused(text("press.old"))
    claimed = requests.load(tx, request.id)
    history.append(tx, request.id, f"staff:{officer.id}", "claimed")
    waits = escalating.begin(tx, house, claimed)
    return [
        *card(tx, house, officer, claimed, given),
        *announcing.taken(tx, house, claimed, officer),
        *letters.notify(tx, house, claimed, text("citizen.claimed", officer=officer.name)),
        *waits,
    ]


def open_card(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The card, and in the history that it was opened, where it tells more than its headline."""
    if may(tx, officer, "read", request):
        history.append(tx, request.id, f"staff:{officer.id}", "opened")
    return card(tx, house, officer, request, given)


def card(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What this officer may see of it: everything in hand, the headline of all else; an interpreter what is to be interpreted."""
    if officer.interprets is not None:
        return _to_interpret(tx, house, officer, request)
    if not may(tx, officer, "read", request):
        rows = cards.free_buttons(request) if may(tx, officer, "claim", request) else ()
        return [announcing.invitation(house, request, officer.chat, rows)]
    audit.note(tx, officer.person, "read", request.id)
    leads = officer.role in LEADERS
    shown = Message(
        officer.chat,
        (tuple(cards.full(tx, house, request, leads=leads)),),
        work_buttons(tx, officer, request),
        priority=Priority.STAFF,
        request=request.id,
        protect=True,
    )
    return [shown, *cards.attachments(tx, request, officer.chat, leads=leads)]


def _to_interpret(tx: Transaction, house: House, officer: Officer, request: Request) -> list[Outgoing]:
    """Nothing that tells who she is or how she is reached."""
    history.append(tx, request.id, f"staff:{officer.id}", "interpreter_read")
    audit.note(tx, officer.person, "read", request.id)
    shown = Message(
        officer.chat,
        (tuple(cards.to_interpret(tx, house, request)),),
        cards.buttons(request, ("note",)),
        priority=Priority.STAFF,
        request=request.id,
        protect=True,
    )
    return [shown, *cards.spoken(tx, request, officer.chat)]


def work_buttons(tx: Transaction, officer: Officer, request: Request) -> Rows:
    """What this officer can do with it now: the daily verbs, and one button for the rest."""
    parted = PARTED if people.load(tx, request.person).parted else ()
    daily = [command for command in ("claim", *AT_HAND, *parted) if may(tx, officer, command, request)]
    more = ["more"] if any(may(tx, officer, command, request) for command in BEHIND) else []
    return (*lift_row(request), *cards.buttons(request, [*daily, *more]))


def lift_row(request: Request) -> Rows:
    """The way back, once she wants what is kept at rest to be used again."""
    if not request.restricted or request.erased:
        return ()
    return ((Button(text("button.rights_lift"), f"rights_lift:{request.id}", "▶️"),),)


def more(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The verbs of rarer days."""
    rows = cards.buttons(request, [command for command in BEHIND if may(tx, officer, command, request)])
    return [tell(officer, text("more.ask", number=show_number(request.number)), rows)]


# --- writing ---------------------------------------------------------------------------------


def reply(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Words and files go to the person; without any, the next ones of this officer will."""
    check_writable(tx, house, request)
    if given.words or given.file:
        return letters.send(tx, house, officer, request, given)
    key = "reply.write_helper" if request.helper else "reply.write"
    return _ask(tx, officer, request, "reply", text(key, number=show_number(request.number)))


def note(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Words for the staff alone; without any, the next ones of this officer."""
    number = show_number(request.number)
    if not (given.words or given.file):
        return _ask(tx, officer, request, "note", text("note.write", number=number))
    words = letters.checked(given)
    file = given.file.id if given.file else None
    notes.add(tx, request.id, officer.id, "note", words, file, given.origin)
    history.append(tx, request.id, f"staff:{officer.id}", "noted", words=words)
    claimer = announcing.hearer(tx, request) if officer.interprets is not None else None
    told = [announcing.line(claimer, request, "officer.interpreted")] if claimer else []
    return [tell(officer, text("note.kept", number=number, words=words or "📎")), *told]


def mend_note(
    tx: Transaction, officer: Officer, request: Request, note: notes.Note, words: str
) -> list[Outgoing]:
    """Its author edited it; that it changed stays in the history."""
    file = KeptFile(note.file, "document") if note.file else None
    said = letters.checked(Given(words, file=file))
    notes.change(tx, note.id, said)
    history.append(tx, request.id, f"staff:{officer.id}", "note_edited", f"note:{note.id}", words=said)
    return [tell(officer, text("note.edited", number=show_number(request.number)))]


def contacted(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The first contact was made by telephone or face to face."""
    met = progress.move(tx, request, Action.CONTACT)
    escalating.settle(tx, met)
    history.append(tx, request.id, f"staff:{officer.id}", "contacted")
    return [letters.echo(officer, request, text("contacted.kept", number=show_number(request.number)))]


def _ask(tx: Transaction, officer: Officer, request: Request, verb: str, says: Text) -> list[Outgoing]:
    """The next words or file of this officer belong to the verb."""
    desk.put(tx, officer.person, verb, request.id)
    return [tell(officer, says)]


# --- closing and opening again ---------------------------------------------------------------


def close(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """How did it end? The press that answers closes it."""
    outcomes = _outcomes(request)
    rows = tuple(
        (Button(text(f"outcome.{outcome}"), f"closed:{request.id}.{outcome}", icon),)
        for outcome, icon in outcomes.items()
    )
    key = "close.ask" if outcomes is OUTCOMES else "close.ask_notice"
    return [tell(officer, text(key, number=show_number(request.number)), rows)]


def _outcomes(request: Request) -> Mapping[str, str]:
    """A notice of an agency is decided by an act of the law (Đ31(3)), or is in hand under another number."""
    if request.kind is Kind.NOTICE and request.stage in UNDECIDED:
        return {Outcome.DUPLICATE: OUTCOMES[Outcome.DUPLICATE]}
    return OUTCOMES


def closed(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Close it with this outcome, and say so to the person, who can say that she still needs help."""
    if given.words not in _outcomes(request):
        raise Refused(text("press.old"))
    outcome = Outcome(given.words)
    ended = progress.move(tx, request, Action.CLOSE, outcome)
    gone = settle_end(tx, house, ended, outcome)
    history.append(tx, request.id, f"staff:{officer.id}", "closed", outcome)
    done = text("close.done", number=show_number(request.number), outcome=text(f"outcome.{outcome}"))
    return [
        tell(officer, done),
        *letters.notify(tx, house, ended, text(f"citizen.closed.{outcome}"), letters.end_buttons(request)),
        *gone,
    ]


def reopen(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """The person still needs help: to who had it last and is at work, else into the queue.

    What was refused or stopped goes to whoever takes it, and those who lead hear so: it is looked at with other eyes.
    """
    history.append(tx, request.id, "citizen", "reopened")
    last = next((one for one in staff.present(tx) if one.id == request.claimed_by), None)
    free = progress.hand(tx, request, Action.REOPEN, None)
    if request.stage in (Stage.REFUSED, Stage.DISCONTINUED):
        says = text("officer.reopened", number=show_number(request.number))
        return [*announcing.tell_leaders(tx, free, says), *escalating.open_up(tx, house, free)]
    if last is None or not _may_have(tx, last, request):
        return escalating.open_up(tx, house, free)
    again = progress.hand(tx, free, Action.TRANSFER, last.id)
    waits = escalating.begin(tx, house, again)
    return [announcing.line(last, again, "officer.reopened"), *waits]


def _may_have(tx: Transaction, officer: Officer, request: Request) -> bool:
    return officer.role in WORKERS and able(tx, [officer], request) != []


def settle_end(tx: Transaction, house: House, request: Request, outcome: Outcome) -> list[Outgoing]:
    """The desk is done with it: nothing waits, the talk that sent it ends, nobody interprets, and later it is asked how it was."""
    escalating.settle(tx, request)
    _end_conversation(tx, request)
    surveys.plan(tx, house, request, outcome)
    return end_all_interpreting(tx, request)


def _end_conversation(tx: Transaction, request: Request) -> None:
    """The talk that sent it ends: what is said from now on must not go into a request that nobody works on any more."""
    session = requests.session_of(tx, request.id)
    if session is not None and sessions.find_open(tx, session):
        sessions.erase(tx, session, "closed")


def tell(officer: Officer, says: Text, rows: Rows = ()) -> Message:
    """A line to one of the staff."""
    return Message(officer.chat, (says,), rows, priority=Priority.STAFF)
