"""Finding a request: by its number or code, a telephone number, words of a name, a commune.

Words find only what an officer has in hand; leaders find all that they may see. That somebody searched is noted, never for what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.finding import asked
from bot.domain.numbers import read_number, show_number
from bot.domain.permits import LEADERS
from bot.domain.place_search import find
from bot.domain.request import Request
from bot.domain.spelling import segments
from bot.handlers import cards, work
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import check, may
from bot.handlers.work import tell
from bot.store import audit, desk, finding, lookups, progress, requests
from bot.store.database import Transaction
from bot.store.staff import Officer

PAGE: Final = 6
HANDLE: Final = "found"
LONGEST: Final = 100


def search(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What was typed behind the command, or is typed next."""
    if not given.words:
        desk.put(tx, officer.person, "search", None)
        return [tell(officer, text("search.how"))]
    words = given.words[:LONGEST]
    if number := read_number(words):
        return _one(tx, house, officer, requests.by_number(tx, number))
    if coded := [each for each in lookups.by_code(tx, words.strip()) if may(tx, officer, "read", each)]:
        return [_listed(house, officer, coded, ())]
    if place := _place(house, words):
        return [_of_place(tx, house, officer, place, 0)]
    return _by_words(tx, house, officer, words)


def more_of_place(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A further page of a commune, in the same message."""
    offset, _, place = given.words.partition(".")
    if house.gazetteer.place(place) is None:
        raise Refused(text("press.old"))
    return [replace(_of_place(tx, house, officer, place, row_in(offset)), edits=HANDLE)]


def _one(tx: Transaction, house: House, officer: Officer, request: Request | None) -> list[Outgoing]:
    if request is None:
        raise Refused(text("request.unknown"))
    check(tx, officer, "request", request)
    return work.open_card(tx, house, officer, request, Given())


def _by_words(tx: Transaction, house: House, officer: Officer, words: str) -> list[Outgoing]:
    """A telephone number or a name. The newest only: who must turn pages must say more."""
    wanted = asked(words)
    if wanted is None:
        raise Refused(text("search.unclear"))
    kind, runs = wanted
    audit.note(tx, officer.person, "searched", details=str(kind))
    if officer.role in LEADERS:
        rows = finding.newest(tx, kind, runs, limit=PAGE * 5, offset=0)
        seen = (requests.load(tx, row) for row in rows)
        found = [each for each in seen if may(tx, officer, "read", each)]
    else:
        mine = {each.id: each for each in progress.mine(tx, officer.id)}
        found = [mine[row] for row in finding.among(tx, kind, runs, mine)]
    if not found:
        return [tell(officer, text("search.none" if officer.role in LEADERS else "search.none_mine"))]
    return [_listed(house, officer, found[:PAGE], (), more=len(found) > PAGE)]


def _place(house: House, words: str) -> str | None:
    """A commune is meant where its unit word stands before it and nothing is doubtful: a name may be a person's."""
    if not any(segment.marker in ("commune", "town") for segment in segments(words)):
        return None
    matches = find(house.gazetteer, words)
    return matches[0].place.code if len(matches) == 1 else None


def _of_place(tx: Transaction, house: House, officer: Officer, place: str, offset: int) -> Message:
    leads = officer.role in LEADERS
    found = lookups.of_place(tx, place, branch=officer.branch, tells=not leads, limit=PAGE + 1, offset=offset)
    seen = [each for each in found[:PAGE] if may(tx, officer, "request", each)]
    turns = (
        *(
            (Button(text("button.back_page"), f"place:{max(0, offset - PAGE)}.{place}", "⬆️"),)
            if offset
            else ()
        ),
        *((Button(text("button.next"), f"place:{offset + PAGE}.{place}", "⬇️"),) if len(found) > PAGE else ()),
    )
    if not seen and not offset:
        return tell(officer, text("search.none"))
    return _listed(house, officer, seen, turns)


def _listed(
    house: House, officer: Officer, several: list[Request], turns: tuple[Button, ...], *, more: bool = False
) -> Message:
    lines: list[Text] = [
        text("search.line", card=cards.headline(house, each), status=text(f"status.{each.status}"))
        for each in several
    ]
    rows: Rows = tuple(
        (Button(quoted(show_number(each.number)), f"open:{each.id}", "📂"),) for each in several
    )
    says = (text("search.found"), tuple(lines), *((text("search.more"),) if more else ()))
    return Message(
        officer.chat, says, (*rows, *((turns,) if turns else ())), priority=Priority.STAFF, handle=HANDLE
    )
