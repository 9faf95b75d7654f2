"""Two requests of one person: a second matter is parted off, or one is the same as the other."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Outgoing, Refused, Rows, quoted, text
from bot.domain import urgency
from bot.domain.numbers import show_number
from bot.domain.request import Action, Kind, Outcome, Request, says_little
from bot.handlers import clocks, deeds, eligibility, letters, sorting, work
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import declines, desk, history, links, progress, requests
from bot.store.database import Transaction
from bot.store.staff import Officer

KNOWN: Final = frozenset(
    "name phone person_phone shared call_time stranger contact place speak officer_sex avoid who relation agreed".split()
)
"""What is true of the person whatever the matter: it goes along. The story does not."""


# --- parting ---------------------------------------------------------------------------------


def split(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """A second matter was told: in a few words, which?"""
    number = show_number(request.number)
    if not given.words:
        desk.put(tx, officer.person, "split", request.id)
        return [tell(officer, text("split.write", number=number))]
    words = letters.checked(given)
    made = _parted(tx, house, officer, request, words)
    history.append(tx, request.id, f"staff:{officer.id}", "split", f"request:{made.id}")
    history.append(tx, made.id, f"staff:{officer.id}", "split_from", f"request:{request.id}", words)
    says = text("citizen.split", number=show_number(made.number))
    return [
        tell(officer, text("split.done", number=number, other=show_number(made.number))),
        *work.card(tx, house, officer, made, given),
        *letters.notify(tx, house, made, says),
    ]


def _parted(tx: Transaction, house: House, officer: Officer, request: Request, words: str) -> Request:
    """It is in the hands of who parted it off, who has met the person already."""
    known = requests.facts(tx, request.id)
    story = {"text": words}
    urgent = urgency.joined(sorting.told(house, (story,)))
    made = requests.create(
        tx,
        number=deeds.new_number(tx, house),
        kind=Kind.LEGAL_AID,
        person=request.person,
        session=None,
        source=requests.origin(tx, request.id)[0],
        matter="other",
        place=request.place,
        branch=request.branch,
        urgent=bool(urgent),
        guarded=request.guarded or says_little(request),
        facts={**{name: known[name] for name in KNOWN & known.keys()}, "story": story},
        flow_version="split",
        rules_version=house.law.version_at(tx.now).id,
        helper=request.helper,
        sensitive=sorting.weightier(request.sensitive, sorting.sensitive(house, (story,))),
        urgency=urgent,
    )
    links.add(tx, made.id, request.id, "split")
    declines.take_along(tx, request.id, made.id)
    if request.silenced:
        requests.silence(tx, made.id, tx.now)
    eligibility.judge(tx, house, made, "receipt")
    held = progress.hand(tx, made, Action.TRANSFER, officer.id)
    met = progress.move(tx, held, Action.CONTACT)
    clocks.watch(tx, house, met, told=True)
    return requests.load(tx, met.id)


# --- the same --------------------------------------------------------------------------------


def duplicate(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Of which other open request of this person is it the same?"""
    others = _others(tx, officer, request)
    if not others:
        return [tell(officer, text("duplicate.none", number=show_number(request.number)))]
    rows: Rows = tuple(
        (Button(quoted(show_number(each.number)), f"same:{request.id}.{each.id}", "👯"),) for each in others
    )
    return [tell(officer, text("duplicate.ask", number=show_number(request.number)), rows)]


def same(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """It is closed for that; what was said in it is read with the other from now on."""
    row = row_in(given.words)
    kept = next((each for each in _others(tx, officer, request) if each.id == row), None)
    if kept is None:
        raise Refused(text("press.old"))
    links.add(tx, request.id, kept.id, "duplicate")
    declines.take_along(tx, request.id, kept.id)
    closed = progress.move(tx, request, Action.CLOSE, Outcome.DUPLICATE)
    gone = work.settle_end(tx, house, closed, Outcome.DUPLICATE)
    progress.take_along(tx, kept.id)
    history.append(tx, request.id, f"staff:{officer.id}", "duplicate", f"request:{kept.id}")
    history.append(tx, kept.id, f"staff:{officer.id}", "duplicate_of_this", f"request:{request.id}")
    done = text("duplicate.done", number=show_number(request.number), other=show_number(kept.number))
    return [tell(officer, done), *gone]


def _others(tx: Transaction, officer: Officer, request: Request) -> list[Request]:
    """Only among those that he may read: one who is kept from another must not learn of it here. What leaders hand out is not
    put beside what anybody may take."""
    return [
        each
        for each in requests.open_of(tx, request.person)
        if each.id != request.id and each.reserved == request.reserved and may(tx, officer, "read", each)
    ]
