"""Checks every verb of the staff against the one table of permits, each time anew; says why where it is refused."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat import Refused, Text, text
from bot.domain.numbers import show_number
from bot.domain.permits import Denial, Relation, Role, denied, may_provide, relation, usable
from bot.domain.request import Request, Status
from bot.store import declines, leaves, staff
from bot.store.database import Transaction
from bot.store.staff import Officer


def check(tx: Transaction, officer: Officer | None, command: str, request: Request | None = None) -> Officer:
    """The officer, who may; raises Refused with the reason otherwise."""
    if officer is None:
        raise Refused(text("staff.only"))
    stands = stand(tx, officer, request) if request else None
    denial = _denied(command, officer, stands, request)
    if denial:
        raise Refused(_why(tx, officer, command, denial, stands, request))
    if request and not usable(command, request):
        key = "request.erased" if request.erased else "request.restricted"
        raise Refused(text(key, number=show_number(request.number)))
    return officer


def may(tx: Transaction, officer: Officer, command: str, request: Request | None = None) -> bool:
    """Is it permitted?"""
    if request and not usable(command, request):
        return False
    stands = stand(tx, officer, request) if request else None
    return _denied(command, officer, stands, request) is None


def _denied(
    command: str, officer: Officer, stands: Relation | None, request: Request | None
) -> Denial | None:
    if request is None:
        return denied(command, Role(officer.role), None, None)
    return denied(command, Role(officer.role), stands, request.status, request.stage)


def stand(tx: Transaction, officer: Officer, request: Request) -> Relation:
    """How the officer stands to a request."""
    barred = declines.is_barred(tx, request.id, officer.id)
    staff_row = officer.id
    if request.claimed_by is not None and request.claimed_by in leaves.covered_by(tx, officer.id):
        staff_row = (
            request.claimed_by
        )  # he stands in: what the other has in hand is his while the leave lasts
    return relation(request, staff_row, Role(officer.role), barred=barred, interprets=officer.interprets)


def able(
    tx: Transaction, found: Iterable[Officer], request: Request, *, willing: bool = False
) -> list[Officer]:
    """Those who can have it in hand: no conflict, and the law lets their role; ``willing``: nor did they decline it."""
    kept = declines.declined(tx, request.id) if willing else declines.barred(tx, request.id)
    return [one for one in found if one.id not in kept and may_provide(Role(one.role), request)]


def _why(
    tx: Transaction,
    officer: Officer,
    command: str,
    denial: Denial,
    stands: Relation | None,
    request: Request | None,
) -> Text:
    if request is None or denial is Denial.ROLE:
        return text("staff.other_role", role=text(f"role.{officer.role}"))
    number = show_number(request.number)
    if Role(officer.role) is Role.INTERPRETER and stands is not Relation.INTERPRETS:
        return text("request.unknown")
    if request.status is Status.CLOSED:
        return text("request.closed", number=number)
    # One sentence for both: who is kept from a request must not learn why.
    if stands in (Relation.BARRED, Relation.RESERVED):
        return text("request.handed_out", number=number)
    if stands is Relation.OUTSIDE:
        return text("request.outside", number=number)
    if command == "claim" and request.claimed_by is not None:
        return _in_hand(tx, request, stands, number)
    if denial is Denial.RELATION:
        return text("request.not_yours", number=number)
    if denial is Denial.STAGE:
        return text("law.not_now", number=number, stage=text(f"law.stage.{request.stage}"))
    return text("request.not_now", number=number, status=text(f"status.{request.status}"))


def _in_hand(tx: Transaction, request: Request, stands: Relation | None, number: str) -> Text:
    if stands is Relation.MINE:
        return text("claim.yours", number=number)
    assert request.claimed_by is not None
    return text("claim.taken", number=number, officer=staff.load(tx, request.claimed_by).name)
