"""Deleting a request for good, by two presses of an officer who has spoken with the person. What the law keeps is handed to the head.

Nobody makes a request vanish alone: what staff noted a leader carries out, another than who noted it; and who leads
hears of every erasure.
"""

from __future__ import annotations

from bot.chat import Button, Outgoing, Refused, Text, text
from bot.domain.data_rights import Answer, Hold, Right
from bot.domain.lifecycle import Act, stage_after
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, Role
from bot.domain.request import Request
from bot.domain.retention import Kept
from bot.handlers import announcing, letters
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.privacy import span_words
from bot.handlers.work import tell
from bot.store import acts, audit, data_requests, erasure, history
from bot.store.data_requests import DataRequest
from bot.store.database import Transaction
from bot.store.staff import Officer


def ask_sure(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest
) -> list[Outgoing]:
    """The first press: what goes and what stays, and one button; or why it may not go."""
    _check_second(tx, officer, request, asked)
    if held := erasure.hold(tx, request.id):
        return _refuse(tx, house, officer, request, asked, held)
    rows = ((Button(text("button.rights_sure"), f"rights_sure:{request.id}.{asked.id}", "🗑️"),),)
    return [tell(officer, text("rights.sure", number=show_number(request.number)), rows)]


def erase(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The second press. It is asked anew whether anything holds it: the file may have been accepted meanwhile."""
    asked = data_requests.find(tx, row_in(given.words), request.id)
    if asked is None or asked.right is not Right.DELETE:
        raise Refused(text("press.noted"))
    _check_second(tx, officer, request, asked)
    if held := erasure.hold(tx, request.id):
        return _refuse(tx, house, officer, request, asked, held)
    who = f"staff:{officer.id}"
    if stage_after(request.stage, Act.WITHDRAW):  # who wants all of it deleted asks for nothing any more
        request = acts.do(
            tx, request, Act.WITHDRAW, officer.id, house.law.version_at(tx.now).id, details="deleted"
        )
    told = _goodbye(tx, house, request)
    data_requests.end(tx, asked.id, officer.id, Answer.DONE)
    history.append(tx, request.id, who, "rights_ended", f"{Right.DELETE}:{asked.id}:{Answer.DONE}")
    gone = erasure.erase_request(tx, request.id, who)
    audit.note(tx, officer.person, "erased", request.id, details=str(gone.total()))
    number = show_number(request.number)
    leaders = [each for each in announcing.leaders(tx, request) if each.id != officer.id]
    heard = [tell(each, text("rights.erased_told", number=number, officer=officer.name)) for each in leaders]
    return [*told, tell(officer, text("rights.erased", number=number)), *heard]


def tell_noted(tx: Transaction, request: Request, officer: Officer) -> list[Outgoing]:
    """One of the staff noted that the person wants it deleted: the leaders hear who, for one of them must do it."""
    says = text("rights.noted_delete", number=show_number(request.number), officer=officer.name)
    return [
        announcing.say(each, request, says)
        for each in announcing.leaders(tx, request)
        if each.id != officer.id
    ]


def _check_second(tx: Transaction, officer: Officer, request: Request, asked: DataRequest) -> None:
    """What was not asked in the chat is seen by two; raises Refused."""
    noted_by = data_requests.noted_by(tx, asked)
    if noted_by is not None and (officer.role not in LEADERS or noted_by == officer.id):
        raise Refused(text("rights.second", number=show_number(request.number)))


def _goodbye(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """Decided before all goes. Where words wait behind a button nothing could be opened any more: there the call has told it."""
    if request.guarded:
        return []
    span = span_words(house.retention.spans[Kept.BACKUPS])
    return letters.notify(tx, house, request, text("data.told.deleted", span=span))


def _refuse(
    tx: Transaction, house: House, officer: Officer, request: Request, asked: DataRequest, held: Hold
) -> list[Outgoing]:
    """With its reason, in words to the person; the head decides on the rest."""
    data_requests.end(tx, asked.id, officer.id, Answer.REFUSED)
    about_us = held is Hold.COMPLAINT  # it may be about who asks here: only the head and she learn of it
    details = f"{Right.DELETE}:{asked.id}:{Answer.REFUSED}" + ("" if about_us else f":{held}")
    history.append(tx, request.id, f"staff:{officer.id}", "rights_ended", details)
    number, why = show_number(request.number), text(f"hold.{held}")
    told = letters.notify(tx, house, request, text("data.told.refused", why=why))
    says = (
        text("rights.refused_unsaid", number=number)
        if about_us
        else text("rights.refused", number=number, why=why)
    )
    return [
        tell(officer, says),
        *told,
        *_tell_head(tx, request, officer, why),
    ]


def _tell_head(tx: Transaction, request: Request, officer: Officer, why: Text) -> list[Outgoing]:
    says = text("rights.for_head", number=show_number(request.number), why=why)
    heads = [each for each in announcing.leaders(tx, request) if each.role == Role.HEAD]
    if not heads:
        return announcing.tell_leaders(tx, request, says)
    return [announcing.say(each, request, says) for each in heads if each.id != officer.id]
