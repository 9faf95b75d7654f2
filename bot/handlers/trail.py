"""What happened to a request, who did it and when, from its chain of codes; and who opened what, for the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.lifecycle import Act
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS
from bot.domain.reporting_period import read_reporting_period
from bot.domain.request import Outcome, Request
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.staffing import by_row
from bot.handlers.work import tell
from bot.store import audit, history, requests, staff
from bot.store.database import Transaction
from bot.store.engine import Row
from bot.store.staff import Officer

PAGE: Final = 12
LATEST: Final = 20
WITHHELD: Final = frozenset({"conflict", "conflict_agreed", "unbarred", "may_be_sides"})
"""What only leaders may know: who is kept from a request and why, and that there is another side."""


def trail(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The newest of it, and whether nothing was changed or taken out."""
    audit.note(tx, officer.person, "trail_read", request.id)
    return [_page(tx, officer, request, 0)]


def turn(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Older or newer, in the same message."""
    shown = _page(tx, officer, request, row_in(given.words))
    return [replace(shown, edits=shown.handle)]


def _page(tx: Transaction, officer: Officer, request: Request, offset: int) -> Message:
    leads = officer.role in LEADERS
    links = [link for link in history.of_request(tx, request.id) if leads or link["what"] not in WITHHELD]
    links.reverse()
    said = tuple(_line(tx, link) for link in links[offset : offset + PAGE])
    whole = text("trail.whole" if history.is_whole(tx, request.id) else "trail.broken")
    older = Button(text("button.older"), f"trail_page:{request.id}.{offset + PAGE}", "⬇️")
    newer = Button(text("button.newer"), f"trail_page:{request.id}.{max(0, offset - PAGE)}", "⬆️")
    turns = (*((newer,) if offset else ()), *((older,) if offset + PAGE < len(links) else ()))
    return Message(
        officer.chat,
        (text("trail.of", number=show_number(request.number)), said, whole),
        (turns,) if turns else (),
        priority=Priority.STAFF,
        handle=f"trail.{request.id}",
        protect=True,
    )


def lines(tx: Transaction, request: Request) -> list[Text]:
    """All of it, oldest first, and whether it is whole; for leaders."""
    whole = text("trail.whole" if history.is_whole(tx, request.id) else "trail.broken")
    return [*(_line(tx, link) for link in history.of_request(tx, request.id)), whole]


def _line(tx: Transaction, link: Row) -> Text:
    return text("trail.line", at=Moment(link["at"]), who=_who(tx, link["actor"]), what=_what(tx, link))


def _who(tx: Transaction, actor: str) -> Text:
    kind, _, row = actor.partition(":")
    return quoted(staff.load(tx, int(row)).name) if kind == "staff" else text(f"trail.who.{kind}")


def _what(tx: Transaction, link: Row) -> Text:
    what, details = link["what"], link["details"]
    if what in set(Act):
        return text(f"law.act.{what}")
    more = MORE.get(what)
    said = text(f"trail.{what}")
    return text("trail.with", what=said, more=more(tx, details)) if more and details else said


def _named(tx: Transaction, details: str) -> Text:
    """The one of the staff whose row it is, among other codes."""
    row = next((code.removeprefix("staff:") for code in details.split() if code.startswith("staff:")), "")
    return quoted(staff.load(tx, int(row)).name if row.isdigit() else "")


def _numbered(tx: Transaction, details: str) -> Text:
    return quoted(show_number(requests.load(tx, int(details.removeprefix("request:"))).number))


def _ended(tx: Transaction, details: str) -> Text:
    return text(f"outcome.{details}") if details in set(Outcome) else quoted(details)


MORE: Final[Mapping[str, Callable[[Transaction, str], Text]]] = {
    "transferred": _named,
    "handed_back": _named,
    "given_back": _named,
    "conflict": _named,
    "conflict_agreed": _named,
    "unbarred": _named,
    "interpreter_out": _named,
    "may_be_sides": _numbered,
    "split": _numbered,
    "split_from": _numbered,
    "duplicate": _numbered,
    "duplicate_of_this": _numbered,
    "closed": _ended,
}
"""What the details of a link tell besides."""


# --- who opened what -------------------------------------------------------------------------


def looked(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """By name, how often requests were opened in a period: a record that is there, no accusation."""
    period = read_reporting_period(given.words, tx.now)
    if period is None:
        raise Refused(text("period.unknown"))
    found = audit.openings(tx, period.start_ms, period.end_ms)
    if not found:
        return [tell(officer, text("looked.nothing"))]
    lines = tuple(
        text("looked.line", officer=each.name, times=each.times, count=each.requests, at=Moment(each.last))
        for each in found
    )
    rows: Rows = tuple((Button(quoted(each.name), f"looked_at:{each.staff}", "👁️"),) for each in found)
    return [Message(officer.chat, (text("looked.head"), lines), rows, priority=Priority.STAFF, protect=True)]


def looked_at(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The newest openings of one of them: numbers and times."""
    whom = by_row(tx, given.words)
    audit.note(tx, officer.person, "looked", details=f"staff:{whom.id}")
    lines = tuple(
        text("looked.at", number=show_number(requests.load(tx, request).number), at=Moment(at))
        for request, at in audit.newest_openings(tx, whom.person, LATEST)
    )
    says = (text("looked.of", officer=whom.name), lines)
    return [Message(officer.chat, says, priority=Priority.STAFF, protect=True)]
