"""The staff's queue of what people ask about their data. Whoever answers calls at the safe hour and first makes sure who it is.

Nothing here is done on the word of a chat; how deleting goes stands in erasing.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.data_rights import Answer, Delay, Right, Terms, terms
from bot.domain.lifecycle import ACCEPTED
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.handlers import clocks, eligibility, erasing, escalating, letters, own_copy
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import lift_row, tell
from bot.store import audit, consents, data_requests, desk, files, history, requests
from bot.store.data_requests import DataRequest
from bot.store.database import Transaction
from bot.store.staff import Officer

SHOWN: Final = 10
WAITS: Final = frozenset({Status.NEW, Status.CLAIMED})
ICONS: Final[Mapping[Right, str]] = {
    Right.VIEW: "👀",
    Right.COPY: "📄",
    Right.CORRECT: "✏️",
    Right.WITHDRAW: "✋",
    Right.RESTRICT: "⏸️",
    Right.DELETE: "🗑️",
}


# --- the queue -------------------------------------------------------------------------------


def queue(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What this one may answer, the soonest due first."""
    found = [
        (asked, request)
        for asked in data_requests.waiting(tx)
        if may(tx, officer, "rights", request := requests.load(tx, asked.request))
    ]
    if not found:
        return [tell(officer, text("rights.none"))]
    found.sort(key=lambda each: _terms(house, each[0]).answer_by or each[0].at)
    shown: list[Outgoing] = [_shown(tx, house, officer, request, asked) for asked, request in found[:SHOWN]]
    more = [tell(officer, text("rights.more", count=len(found) - SHOWN))] if len(found) > SHOWN else []
    return [*shown, *more]


def card(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """What is asked about one request, and what can be noted for who calls or comes."""
    waiting = [
        shown
        for each in data_requests.of_request(tx, request.id)
        for shown in (_shown(tx, house, officer, request, each), *_voices(tx, officer, request, each))
    ]
    says = text("rights.for_whom", number=show_number(request.number))
    rows = () if request.erased else (*_new_rows(request), *lift_row(request))
    return [*waiting, tell(officer, says, rows)]


def _shown(tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest) -> Message:
    ends = _terms(house, asked)
    until = ends.acknowledge_by if asked.acknowledged_at is None else None
    lines = [
        text("rights.line", number=show_number(request.number), right=_named(asked.right)),
        text("rights.since", at=Moment(asked.at)),
    ]
    lines += [text("rights.acknowledge_by", due=_last_day(until))] if until else []
    lines += [text("rights.due", due=_last_day(ends.answer_by))] if ends.answer_by else []
    lines += [text("rights.late")] if any(end and tx.now >= end for end in (until, ends.answer_by)) else []
    lines += [quoted(asked.words)] if asked.words else []
    return Message(
        officer.chat,
        (tuple(lines),),
        _rows(request, asked),
        priority=Priority.STAFF,
        request=request.id,
        protect=True,
    )


def _voices(tx: Transaction, officer: Officer, request: Request, asked: DataRequest) -> list[Message]:
    """What was said instead of typed."""
    sent = files.of_session(tx, asked.session) if asked.session else []
    return [
        Message(
            officer.chat,
            (text("card.file", number=show_number(request.number)),),
            file=KeptFile(file.id, file.kind),
            priority=Priority.STAFF,
            request=request.id,
            protect=True,
        )
        for file in sent
    ]


def _terms(house: House, asked: DataRequest) -> Terms:
    extended = asked.extended_at is not None
    return terms(asked.right, asked.at, house.law.deadlines, house.calendar, extended=extended)


def _last_day(end: int) -> Moment:
    return Moment(end - 1, day=True)


def _rows(request: Request, asked: DataRequest) -> Rows:
    clock = []
    if asked.acknowledged_at is None:
        clock.append(_button("rights_ack", "📨", request, asked.id))
    if asked.extended_at is None:
        clock.append(_button("rights_extend", "⏳", request, asked.id))
    end = _button("rights_done", "✅", request, asked.id), _button("rights_not_her", "🙅", request, asked.id)
    return (
        *((tuple(clock),) if clock else ()),
        end,
        (Button(text("button.open"), f"open:{request.id}", "📂"),),
    )


def _new_rows(request: Request) -> Rows:
    buttons = [
        Button(text(f"right.{right}"), f"rights_new:{request.id}.{right}", icon)
        for right, icon in ICONS.items()
    ]
    pairs = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
    return (*pairs, (Button(text("button.rights_copy"), f"rights_copy:{request.id}", "🖨️"),))


def _button(verb: str, icon: str, request: Request, row: int, more: str = "") -> Button:
    return Button(text(f"button.{verb}"), f"{verb}:{request.id}.{row}{more}", icon)


# --- its clocks ------------------------------------------------------------------------------


def note(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Somebody called or came: the officer notes what is asked, and its clock runs."""
    if given.words not in ICONS:
        raise Refused(text("press.old"))
    right = Right(given.words)
    new = data_requests.ask(tx, request.person, request.id, right)
    if new is None:
        raise Refused(text("press.noted"))
    history.append(tx, request.id, f"staff:{officer.id}", "rights_asked", f"{right}:{new}")
    clocks.started(tx, request)
    asked = _asked(tx, request, Given(str(new)))
    told = erasing.tell_noted(tx, request, officer) if right is Right.DELETE else []
    return [_shown(tx, house, officer, request, asked), *told]


def acknowledge(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The person hears that it arrived, where she may be written to; else she is told on the telephone."""
    asked = _asked(tx, request, given)
    if not data_requests.acknowledge(tx, asked.id):
        raise Refused(text("press.noted"))
    _note(tx, officer, request, "rights_acknowledged", asked)
    told = letters.notify(tx, house, request, text("data.told.acknowledged"))
    return [_kept(officer, request, "rights.acknowledged", told), *told]


def extend(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """More time is taken once, and for a reason."""
    asked = _asked(tx, request, given)
    rows = tuple(
        (Button(text(f"delay.{delay}"), f"rights_extended:{request.id}.{asked.id}-{delay}", "⏳"),)
        for delay in Delay
    )
    return [tell(officer, text("rights.why", number=show_number(request.number)), rows)]


def extended(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """The person hears the reason and the new day."""
    row, _, reason = given.words.partition("-")
    if reason not in tuple(Delay):
        raise Refused(text("press.old"))
    asked = _asked(tx, request, Given(row))
    if not data_requests.extend(tx, asked.id):
        raise Refused(text("press.noted"))
    _note(tx, officer, request, "rights_extended", asked, reason)
    end = _terms(house, replace(asked, extended_at=tx.now)).answer_by
    due = _last_day(end or tx.now)
    told = letters.notify(
        tx, house, request, text("data.told.extended", why=text(f"delay.{reason}"), due=due)
    )
    return [_kept(officer, request, "rights.extended", told, due=due), *told]


def not_her(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Somebody else held the phone: nothing is done, and from now on as little as can be is said there."""
    asked = _asked(tx, request, given)
    data_requests.end(tx, asked.id, officer.id, Answer.NOT_HER)
    requests.guard(tx, request.person)
    _note(tx, officer, request, "rights_not_her", asked)
    return [tell(officer, text("rights.not_her", number=show_number(request.number)))]


# --- doing it --------------------------------------------------------------------------------


def done(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """She was called, it is she: what is asked is done. Deleting asks once more; correcting asks for the right words."""
    asked = _asked(tx, request, given)
    return DOINGS[asked.right](tx, house, officer, request, asked)


Doing: TypeAlias = Callable[[Transaction, House, Officer, Request, DataRequest], list[Outgoing]]


def _told(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    end(tx, officer, request, asked, Answer.DONE)
    return [tell(officer, text("rights.done", number=show_number(request.number), right=_named(asked.right)))]


def _correct(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    return correct(tx, house, officer, request, Given())


def correct(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """What is right stands above what was said; her own words are not changed. Without words the next ones are taken."""
    number = show_number(request.number)
    if not given.words:
        desk.put(tx, officer.person, "correct", request.id)
        return [tell(officer, text("correct.write", number=number))]
    words = letters.checked(given)
    facts = requests.facts(tx, request.id)
    requests.set_facts(tx, request.id, {**facts, "corrected": [*facts.get("corrected", ()), words]})
    history.append(tx, request.id, f"staff:{officer.id}", "corrected", words=words)
    for asked in data_requests.of_request(tx, request.id):
        if asked.right is Right.CORRECT:
            end(tx, officer, request, asked, Answer.DONE)
    told = letters.notify(tx, house, request, text("data.told.corrected"))
    return [_kept(officer, request, "correct.kept", told), *told]


def _restrict(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    end(tx, officer, request, asked, Answer.DONE)
    _put_to_rest(tx, officer, request)
    return [tell(officer, text("rights.restricted", number=show_number(request.number)))]


def _withdraw(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    """Her consents end with the day she asked; what stood on them alone is used no more. The request is not closed."""
    consents.withdraw(tx, request.id, asked.at)
    eligibility.forget_private(tx, request.id)
    end(tx, officer, request, asked, Answer.DONE)
    if request.stage in ACCEPTED:
        return [tell(officer, text("rights.withdrawn_accepted", number=show_number(request.number)))]
    _put_to_rest(tx, officer, request)
    return [tell(officer, text("rights.withdrawn", number=show_number(request.number)))]


def _put_to_rest(tx: Transaction, officer: Officer, request: Request) -> None:
    requests.restrict(tx, request.id, tx.now)
    escalating.settle(tx, request)
    history.append(tx, request.id, f"staff:{officer.id}", "restricted")


def lift(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """She wants it used again: it waits where it waited before."""
    if not request.restricted:
        raise Refused(text("press.noted"))
    requests.restrict(tx, request.id, None)
    requests.silence(tx, request.id, None)
    history.append(tx, request.id, f"staff:{officer.id}", "restriction_lifted")
    clocks.started(tx, request)
    waits = escalating.begin(tx, house, requests.load(tx, request.id)) if request.status in WAITS else []
    return [tell(officer, text("rights.lifted", number=show_number(request.number))), *waits]


def copy(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The person's copy, for the officer to read to her or to print; noted, for it leaves the house."""
    audit.note(tx, officer.person, "copy", request.id)
    return own_copy.whole(tx, house, request, officer.chat, staff=True)


def _delete(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    return erasing.ask_sure(tx, house, officer, request, asked)


DOINGS: Final[Mapping[Right, Doing]] = {
    Right.VIEW: _told,
    Right.COPY: _told,
    Right.CORRECT: _correct,
    Right.WITHDRAW: _withdraw,
    Right.RESTRICT: _restrict,
    Right.DELETE: _delete,
}


# --- shared ----------------------------------------------------------------------------------


def end(tx: Transaction, officer: Officer, request: Request, asked: DataRequest, answer: Answer) -> None:
    """It is over, and the history says how."""
    data_requests.end(tx, asked.id, officer.id, answer)
    _note(tx, officer, request, "rights_ended", asked, answer)


def _asked(tx: Transaction, request: Request, given: Given) -> DataRequest:
    """The one that a button names, if it waits still."""
    asked = data_requests.find(tx, row_in(given.words), request.id)
    if asked is None:
        raise Refused(text("press.noted"))
    return asked


def _note(
    tx: Transaction, officer: Officer, request: Request, what: str, asked: DataRequest, more: str = ""
) -> None:
    details = ":".join(part for part in (asked.right, str(asked.id), more) if part)
    history.append(tx, request.id, f"staff:{officer.id}", what, details)


def _kept(officer: Officer, request: Request, key: str, told: list[Outgoing], **values: Moment) -> Message:
    """What was done; who may not be written to is told by the officer."""
    says = text(key, number=show_number(request.number), **values)
    return (
        tell(officer, says)
        if told
        else Message(officer.chat, ((says, text("rights.by_call")),), priority=Priority.STAFF)
    )


def _named(right: Right) -> Text:
    return text(f"right.{right}")
