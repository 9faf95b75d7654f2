"""A changed flow is published: a second person says yes, or the one administrator there is says it twice (TOTP)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from bot.chat import Button, Outgoing, Refused, Rows, text
from bot.domain.permits import ADMINS, HEAD
from bot.handlers import flow_desk
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import audit, centre, desk, proposals, releases, reports, staff
from bot.store.database import Transaction
from bot.store.proposals import Proposal
from bot.store.staff import Officer

APPROVERS: Final = ADMINS | HEAD
CODE: Final = "flow_code"
"""The verb that waits for six digits."""
USED: Final = "totp_step"
"""The newest step of time whose code was used: none serves twice."""


# --- its author ------------------------------------------------------------------------------


def everybody(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Whoever is in the middle moves at once: for urgent law."""
    return _choose(tx, officer, given, moves_all=True)


def pinned(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Whoever is in the middle moves only when nothing is lost."""
    return _choose(tx, officer, given, moves_all=False)


def _choose(tx: Transaction, officer: Officer, given: Given, *, moves_all: bool) -> list[Outgoing]:
    proposal = _own(tx, officer, given, proposals.CHECKED)
    proposals.move_everybody(tx, proposal.id, moves_all=moves_all)
    now = replace(proposal, moves_all=moves_all)
    shown = flow_desk.shown(tx, officer, now, flow_desk.choices(now))
    return [replace(shown, edits=shown.handle)]


def ask(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Somebody else must say yes; where there is nobody else, six digits."""
    proposal = _own(tx, officer, given, proposals.CHECKED)
    name = _name(proposal)
    others = [one for one in staff.present(tx, roles=APPROVERS) if one.person != officer.person]
    if not others and house.second_factor is None:
        raise Refused(text("flows.nobody"))
    proposals.move(tx, proposal.id, proposals.ASKED)
    if not others:
        desk.put(tx, officer.person, CODE, None, str(proposal.id))
        return [tell(officer, text("flows.code", name=name))]
    rows: Rows = (
        (Button(text("button.flow_try"), f"flow_tryout:{proposal.id}", "👀"),),
        (Button(text("button.flow_approve"), f"flow_approve:{proposal.id}", "✅"),),
        (Button(text("button.flow_refuse"), f"flow_refuse:{proposal.id}", "⛔"),),
    )
    asked: list[Outgoing] = []
    for one in others:
        asked.append(
            tell(one, text("flows.asked", name=name, author=officer.name, note=proposal.note or "–"))
        )
        asked.append(replace(flow_desk.shown(tx, one, proposal, rows), handle=None))
    return [tell(officer, text("flows.waits", name=name)), *asked]


def drop(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """It is not to be published after all."""
    proposal = _own(tx, officer, given, *proposals.OPEN)
    proposals.move(tx, proposal.id, proposals.DROPPED)
    return [tell(officer, text("flows.dropped", name=_name(proposal)))]


def code(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The six digits of the one administrator there is."""
    proposal = _own(tx, officer, Given(given.chosen), proposals.ASKED)
    step = house.second_factor(given.words, tx.now) if house.second_factor else None
    if step is None or step <= int(centre.get(tx, USED) or 0):
        proposals.move(tx, proposal.id, proposals.CHECKED)
        return [tell(officer, text("flows.code_wrong"))]
    centre.put(tx, USED, str(step))
    return _publish(tx, officer, proposal, None)


# --- who says yes ----------------------------------------------------------------------------


def approve(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Yes: it runs from the next turn on."""
    return _publish(tx, officer, _anothers(tx, officer, given), officer.person)


def refuse(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """No."""
    proposal = _anothers(tx, officer, given)
    proposals.move(tx, proposal.id, proposals.DROPPED)
    audit.note(tx, officer.person, "flow_refused", details=_name(proposal))
    told = [
        tell(one, text("flows.refused", name=_name(proposal), approver=officer.name))
        for one in _author(tx, proposal)
    ]
    return [tell(officer, text("flows.dropped", name=_name(proposal))), *told]


def _publish(tx: Transaction, officer: Officer, proposal: Proposal, approver: int | None) -> list[Outgoing]:
    running = releases.newest(tx)
    if running != proposal.base:
        return _stale(tx, officer, proposal, running)
    assert proposal.source is not None
    files = {**releases.files(tx, running), proposal.path: releases.source(tx, proposal.source)}
    new = releases.add(
        tx,
        files,
        proposal.report["versions"],
        origin=proposal.origin,
        author=proposal.author,
        approver=approver,
        note=proposal.note,
        moves_all=proposal.moves_all,
    )
    proposals.move(tx, proposal.id, proposals.PUBLISHED)
    audit.note(tx, officer.person, "flow_published", details=f"release:{new}")
    says = text(
        "flows.published", name=_name(proposal), release=new, author=flow_desk.who(tx, proposal.author)
    )
    heard = {one.person: one for one in (*_author(tx, proposal), officer, *staff.present(tx, roles=ADMINS))}
    return [tell(one, says) for one in heard.values()]


def _stale(tx: Transaction, officer: Officer, proposal: Proposal, running: int) -> list[Outgoing]:
    """Somebody published meanwhile: the same file is to be mended anew; another one, and this is checked upon it."""
    was, now = (releases.source_in(tx, release, proposal.path) for release in (proposal.base, running))
    if was != now:
        proposals.move(tx, proposal.id, proposals.DROPPED)
        says = text("flows.stale", name=_name(proposal), release=running)
    else:
        reports.want_proposal(tx, proposal.id, proposal.chat, proposal.author)
        says = text("flows.again", name=_name(proposal), release=running)
    heard = {one.person: one for one in (*_author(tx, proposal), officer)}
    return [tell(one, says) for one in heard.values()]


def _own(tx: Transaction, officer: Officer, given: Given, *states: str) -> Proposal:
    proposal = proposals.find(tx, row_in(given.words))
    if proposal is None or proposal.author != officer.person or proposal.state not in states:
        raise Refused(text("press.old"))
    return proposal


def _anothers(tx: Transaction, officer: Officer, given: Given) -> Proposal:
    """Nobody says yes to his own."""
    proposal = proposals.find(tx, row_in(given.words))
    if proposal is None or proposal.state != proposals.ASKED:
        raise Refused(text("press.old"))
    if proposal.author == officer.person:
        raise Refused(text("flows.own"))
    return proposal


def _author(tx: Transaction, proposal: Proposal) -> list[Officer]:
    found = staff.of_person(tx, proposal.author)
    return [found] if found else []


def _name(proposal: Proposal) -> str:
    return PurePosixPath(proposal.path).stem
