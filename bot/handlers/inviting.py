"""Coming in by an invite: a link that works once, and lets nobody in before somebody saw who used it."""

from __future__ import annotations

import base64
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, Text, text
from bot.domain.numbers import show_number
from bot.domain.permits import WORKERS, Role, may_provide
from bot.domain.request import Request, Status
from bot.handlers import announcing, staffing
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit, history, people, progress, requests, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Invite, Officer

BITS: Final = 128
ADMIN: Final = ("admin",)


def link(
    tx: Transaction, house: House, by: Person, role: str, name: str, branch: str, request: int | None = None
) -> str:
    """A new invite, as the link that is handed on; ``request``: the one that an interpreter is called into."""
    chance = house.chance(BITS).to_bytes(BITS // 8, "big")
    token = base64.urlsafe_b64encode(chance).decode().rstrip("=")
    staff.invite(tx, token, role, name, branch, by.id, request)
    audit.note(tx, by.id, "invite", request, details=role)
    return f"https://t.me/{house.username}?start={token}"


def use(tx: Transaction, house: House, person: Person, token: str) -> list[Outgoing]:
    """The link was pressed: it is used up, and whoever pressed it waits until somebody says that it is the right one."""
    invite = staff.use_invite(tx, token, person.id)
    if invite is None:
        raise Refused(text("invite.invalid"))
    _check_fits(tx, invite, person)
    if person.language is None:
        people.set_language(tx, person.id, "vi")
    audit.note(tx, person.id, "invite_used", invite.request, details=invite.role)
    says = text("invite.confirm", account=people.name(tx, person.id), officer=invite.name, role=_role(invite))
    asked = [
        Message(one.chat, (says,), _buttons(invite, one), priority=Priority.STAFF)
        for one in _deciders(tx, invite)
    ]
    return [Message(person.chat, (text("invite.wait"),)), *asked]


def admit(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """An administrator saw the name, and it is the right one."""
    return _settled(tx, house, officer, row_in(given.words), lets_in=True)


def turn_away(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """It is not."""
    return _settled(tx, house, officer, row_in(given.words), lets_in=False)


def call_in(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Who has the request in hand says so of the interpreter whom he invited."""
    return _settled(tx, house, officer, row_in(given.words), lets_in=True, request=request.id)


def send_away(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Or that it is not the right one."""
    return _settled(tx, house, officer, row_in(given.words), lets_in=False, request=request.id)


def _settled(
    tx: Transaction, house: House, by: Officer, row: int, *, lets_in: bool, request: int | None = None
) -> list[Outgoing]:
    invite = staff.settle(tx, row, by.person, lets_in=lets_in)
    if invite is None or (request is not None and invite.request != request):
        raise Refused(text("press.old"))
    newcomer = people.load(tx, invite.used_by)
    audit.note(tx, by.person, "let_in" if lets_in else "turned_away", invite.request, details=invite.role)
    if not lets_in:
        told = Message(newcomer.chat, (text("invite.refused"),))
        return [tell(by, text("invite.turned_away", officer=invite.name)), told]
    if invite.request is not None and requests.load(tx, invite.request).status is Status.CLOSED:
        raise Refused(text("request.closed", number=show_number(requests.load(tx, invite.request).number)))
    _check_fits(tx, invite, newcomer)
    return _welcome(tx, house, by, invite, newcomer)


def _welcome(tx: Transaction, house: House, by: Officer, invite: Invite, person: Person) -> list[Outgoing]:
    officer = staff.hire(tx, person.id, invite.role, invite.name, invite.branch, invite.request)
    audit.note(tx, person.id, "joined", invite.request, details=invite.role)
    if officer.role not in WORKERS:
        staff.set_duty(tx, officer.id, on=False)
    # What his role may not have any more goes back.
    lost = [
        request
        for request in progress.mine(tx, officer.id)
        if officer.role not in WORKERS or not may_provide(Role(officer.role), request)
    ]
    freed = staffing.hand_back(tx, house, officer, by, lost)
    hello = Message(person.chat, (_hello(tx, officer),), _first_row(officer), priority=Priority.STAFF)
    told = text("invite.used", officer=officer.name, role=_role(invite))
    return [tell(by, told), hello, staffing.menu(tx, officer), *_others(tx, invite, by, told), *freed]


def _hello(tx: Transaction, officer: Officer) -> Text:
    if officer.interprets is None:
        return text("invite.welcome", officer=officer.name, role=text(f"role.{officer.role}"))
    request = requests.load(tx, officer.interprets)
    history.append(tx, request.id, f"staff:{officer.id}", "interpreter_in")
    return text("interpreter.welcome", officer=officer.name, number=show_number(request.number))


def _first_row(officer: Officer) -> Rows:
    if officer.interprets is None:
        return ()
    return ((Button(text("button.open"), f"open:{officer.interprets}", "📂"),),)


def _others(tx: Transaction, invite: Invite, by: Officer, says: Text) -> list[Outgoing]:
    return [
        Message(one.chat, (says,), priority=Priority.STAFF)
        for one in _deciders(tx, invite)
        if one.id != by.id
    ]


def _deciders(tx: Transaction, invite: Invite) -> list[Officer]:
    """Every administrator; of an interpreter also who has the request in hand, or invited him."""
    admins = staff.active(tx, roles=ADMIN)
    if invite.request is None:
        return admins
    claimer = announcing.claimer(tx, requests.load(tx, invite.request))
    inviter = staff.of_person(tx, invite.by)
    nearer = {one.id: one for one in (claimer, inviter) if one is not None}
    return [*nearer.values(), *(one for one in admins if one.id not in nearer)]


def _buttons(invite: Invite, to: Officer) -> Rows:
    """Administrators answer for every invite; the others for their request's."""
    yes, no, row = ("admit", "turn_away", str(invite.id))
    if to.role not in ADMIN:
        yes, no, row = ("call_in", "send_away", f"{invite.request}.{invite.id}")
    return (
        (Button(text("button.let_in"), f"{yes}:{row}", "✅"),),
        (Button(text("button.turn_away"), f"{no}:{row}", "⛔"),),
    )


def _check_fits(tx: Transaction, invite: Invite, person: Person) -> None:
    """The only administrator stays one; who works here already interprets nothing as a stranger."""
    here = staff.of_person(tx, person.id)
    admins = [admin.person for admin in staff.active(tx, roles=ADMIN)]
    if invite.role not in ADMIN and admins == [person.id]:
        raise Refused(text("invite.only_admin"))
    if invite.request is not None and here is not None:
        raise Refused(text("interpreter.of_the_staff"))


def _role(invite: Invite) -> Text:
    return text(f"role.{invite.role}")
