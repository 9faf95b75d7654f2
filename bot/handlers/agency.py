"""A notice of police, procuracy or court: typed in one line, said back, mended, then a request that everybody who leads
hears of at once. Until it is said to be right it is nobody's request."""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from bot.chat import Button, Message, Outgoing, Refused, Rows, Text, quoted, text
from bot.domain.lifecycle import Custody
from bot.domain.notice_words import BODIES, EXAMPLE, NAMELESS, Agency, Standing
from bot.domain.notices import Notice, Part, amended, hours_late, named, read_notice, write_notice
from bot.domain.numbers import show_number
from bot.domain.place_search import find
from bot.domain.request import Kind, Request
from bot.domain.routing import route
from bot.domain.spelling import fold
from bot.domain.urgency import Urgency, joined
from bot.handlers import announcing, cards, clocks, deeds, escalating
from bot.handlers.facts import local
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, notice_drafts, people, requests
from bot.store.database import Transaction
from bot.store.notice_drafts import Draft
from bot.store.staff import Officer
from bot.texts import ZONE

LONGEST: Final = 500
"""Characters of a line."""
MOST_UNKNOWN: Final = 5
MATTER: Final = "crime"
"""By this matter a notice finds its branch."""
LINE: Final = "line"
UNTIMED: Final = "untimed"
DAYS_AGO: Final = {"today": 0, "yesterday": 1}
ICONS: Final = {
    Agency.POLICE: "👮",
    Agency.PROCURACY: "🏛️",
    Agency.COURT: "⚖️",
    Agency.BORDER: "🛂",
    Agency.OTHER: "❓",
    Standing.HELD: "🔴",
    Standing.DETAINED: "🏢",
    Standing.ACCUSED: "🚶",
    Standing.VICTIM: "🤕",
}
SAYABLE: Final = {Part.NAME: "👤", Part.PLACE: "📍", Part.BODY: "🏛️", Part.REFERENCE: "🔢"}
"""What an unknown part can be said to be."""


def notice(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A line, or without one: how it is typed, and the next words are the line."""
    notice_drafts.drop(tx, officer.person)
    draft = Draft(tx.now // 1000 % 1_000_000_000, LINE, _packed(Notice()))
    if given.words:
        return _heard(tx, house, officer, draft, given.words)
    notice_drafts.keep(tx, officer.person, draft.number, LINE, draft.body)
    return [tell(officer, text("notice.how", example=quoted(EXAMPLE)))]


def hear(tx: Transaction, house: House, officer: Officer, words: str) -> list[Outgoing] | None:
    """Words that answer what was asked about a notice; None where none are waited for."""
    draft = notice_drafts.of_person(tx, officer.person)
    return _heard(tx, house, officer, draft, words) if draft and draft.asks else None


def press(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A button under a question or under what was understood: ``number.part.value``."""
    number, _, said = given.words.partition(".")
    draft = notice_drafts.of_person(tx, officer.person)
    if draft is None or number != str(draft.number):
        raise Refused(text("press.old"))
    told, untimed = _unpacked(draft.body)
    what, _, value = said.partition(".")
    if what == "right" and _missing(told, untimed) is None:
        return _send(tx, house, officer, told)
    if what == "fix":
        notice_drafts.keep(tx, officer.person, draft.number, LINE, draft.body)
        return [tell(officer, text("notice.fix", line=quoted(write_notice(told))))]
    if what == Part.AT and value == UNTIMED:
        return _next(tx, house, officer, draft.number, told, untimed=True, now=_now(tx))
    return _next(
        tx, house, officer, draft.number, _chosen(told, what, value, _now(tx)), untimed, now=_now(tx)
    )


# --- what is known and what is asked ---------------------------------------------------------


def _now(tx: Transaction) -> datetime.datetime:
    """The province's clock, to the minute."""
    return local(tx.now).replace(tzinfo=None, second=0, microsecond=0)


def _heard(tx: Transaction, house: House, officer: Officer, draft: Draft, words: str) -> list[Outgoing]:
    if len(words) > LONGEST:
        raise Refused(text("notice.too_long", max=LONGEST))
    before, untimed = _unpacked(draft.body)
    said = read_notice(words, _now(tx), lambda part: _is_commune(house, part))
    if draft.asks == Part.NAME and said == Notice(name=said.name, rest=said.rest):
        said = Notice(name=" ".join(words.split()))
    if len(said.rest) > MOST_UNKNOWN or said == Notice():
        raise Refused(text("notice.unread"))
    return _next(tx, house, officer, draft.number, amended(before, said), untimed, now=_now(tx))


def _is_commune(house: House, part: str) -> bool:
    return any(fold(place.name) == fold(part) for place in house.gazetteer.places)


def _chosen(told: Notice, what: str, value: str, now: datetime.datetime) -> Notice:
    """With what a button said; raises Refused for what none of ours says."""
    match what:
        case Part.BODY if value in set(Agency):
            return amended(told, Notice(body=BODIES[Agency(value)], rest=told.rest))
        case Part.STANDING if value in set(Standing):
            return amended(told, Notice(standing=Standing(value), rest=told.rest))
        case Part.NAME:
            return amended(told, Notice(name=NAMELESS, rest=told.rest))
        case Part.AT if value in DAYS_AGO:
            day = now.date() - datetime.timedelta(days=DAYS_AGO[value])
            return amended(told, Notice(day=day, rest=told.rest))
        case "is" if told.rest and value in SAYABLE:
            return named(told, Part(value), told.rest[0]) or told
        case "drop" if told.rest:
            return amended(told, Notice(rest=told.rest[1:]))
        case _:
            raise Refused(text("press.old"))


def _missing(told: Notice, untimed: bool) -> str | None:
    """What must be asked before all is said back; the place and the number may be missing."""
    asks = (
        ("rest", bool(told.rest)),
        (Part.BODY, not told.body),
        (Part.STANDING, told.standing is None),
        (Part.NAME, not told.name),
        (Part.AT, told.day is None and not untimed),
    )
    return next((str(part) for part, needed in asks if needed), None)


def _next(
    tx: Transaction,
    house: House,
    officer: Officer,
    number: int,
    told: Notice,
    untimed: bool,
    *,
    now: datetime.datetime,
) -> list[Outgoing]:
    """The next question, or all of it said back."""
    asks = _missing(told, untimed)
    notice_drafts.keep(tx, officer.person, number, asks or LINE, _packed(told, untimed=untimed))
    if asks is None:
        rows: Rows = ((_button(number, "right", "✅"), _button(number, "fix", "✏️")),)
        return [Message(officer.chat, _echo(house, told, now), rows)]
    says = text(f"notice.ask.{asks}", words=quoted(told.rest[0]) if told.rest else "")
    return [tell(officer, says, _answers(number, asks))]


def _answers(number: int, asks: str) -> Rows:
    match asks:
        case Part.BODY:
            return _rows(number, asks, Agency)
        case Part.STANDING:
            return _rows(number, asks, Standing)
        case Part.NAME:
            return ((_answer(number, asks, "unknown", "❓"),),)
        case Part.AT:
            days = (_answer(number, asks, "today", "🔴"), _answer(number, asks, "yesterday", "🟠"))
            return (days, (_answer(number, asks, "untimed", "❓"),))
        case _:
            parts = [_answer(number, "is", part, icon) for part, icon in SAYABLE.items()]
            return (tuple(parts[:2]), tuple(parts[2:]), (_button(number, "drop", "🗑️"),))


def _rows(number: int, asks: str, kinds: type[Agency] | type[Standing]) -> Rows:
    return tuple((_answer(number, asks, kind, ICONS[kind]),) for kind in kinds)


def _button(number: int, deed: str, icon: str) -> Button:
    return Button(text(f"notice.button.{deed}"), f"notice:{number}.{deed}", icon)


def _answer(number: int, part: str, value: str, icon: str) -> Button:
    return Button(text(f"notice.button.{part}.{value}"), f"notice:{number}.{part}.{value}", icon)


def _echo(house: House, told: Notice, now: datetime.datetime) -> tuple[Text, ...]:
    assert told.agency
    assert told.standing
    missing = text("notice.missing")
    says = text(
        "notice.echo",
        body=quoted(told.body),
        agency=text(f"card.agency.{told.agency}"),
        standing=text(f"card.standing.{told.standing}"),
        name=quoted(told.name),
        at=quoted(_when(told)) if told.day else missing,
        place=_where(house, told),
        reference=quoted(told.reference) if told.reference else missing,
    )
    return (says, *_late(told, now))


def _where(house: House, told: Notice) -> Text:
    """What was typed, and the commune that the request will have."""
    code = _place(house, told)
    place = house.gazetteer.place(code) if code else None
    if place is None:
        key = "notice.place_unknown" if told.place else "notice.missing"
        return text(key, **({"said": quoted(told.place)} if told.place else {}))
    if told.place:
        return text("notice.place_said", said=quoted(told.place), place=quoted(place.label))
    return text("notice.place_of_body", place=quoted(place.label))


def _late(told: Notice, now: datetime.datetime) -> tuple[Text, ...]:
    """The agency's own duty (law, Đ31(3)): said where it is late, by the time that the notice names."""
    hours = hours_late(told, now)
    assert told.standing
    return () if hours is None else (text("notice.late", hours=hours, term=told.standing.agency_hours),)


def _when(told: Notice) -> str:
    clock = f" {told.clock:%H:%M}" if told.clock else ""
    return f"{told.day:%d/%m/%Y}{clock}" if told.day else ""


# --- sending ---------------------------------------------------------------------------------


def _send(tx: Transaction, house: House, officer: Officer, told: Notice) -> list[Outgoing]:
    notice_drafts.drop(tx, officer.person)
    request = _create(tx, house, officer, told)
    opened = escalating.open_up(tx, house, request)
    clocks.watch(tx, house, request, told=True)  # the invitations say it
    reached = {each.to for each in opened if isinstance(each, Message)}
    leads = [each for each in announcing.leaders(tx, request) if each.chat not in reached | {officer.chat}]
    number = show_number(request.number)
    kept = announcing.invitation(house, request, officer.chat, cards.free_buttons(request))
    return [
        tell(officer, text("notice.kept", number=number)),
        *([] if officer.chat in reached else [kept]),
        *opened,
        *announcing.invite(house, request, leads),
    ]


def _create(tx: Transaction, house: House, officer: Officer, told: Notice) -> Request:
    assert told.standing
    place = _place(house, told)
    person = people.write_down(tx, "agency", officer.id, told.name)
    request = requests.create(
        tx,
        number=deeds.new_number(tx, house),
        kind=Kind.NOTICE,
        person=person.id,
        session=None,
        source="agency",
        matter=None,
        place=place,
        branch=route(house.routing, MATTER, place, True),
        urgent=True,
        guarded=False,
        facts=_facts(told, place, _now(tx)),
        flow_version="",
        rules_version=house.law.version_at(tx.now).id,
        urgency=joined(
            (Urgency.NOTICE,), () if told.standing.custody is Custody.NONE else (Urgency.DETAINED,)
        ),
    )
    event = int(told.at.replace(tzinfo=ZONE).timestamp() * 1000) if told.at else None
    requests.note_notice(tx, request.id, custody=told.standing.custody, notice_at=tx.now, event_at=event)
    actor, said = f"staff:{officer.id}", f"{told.agency} {told.standing}"
    history.append(tx, request.id, actor, "notice", said, words=write_notice(told))
    return requests.load(tx, request.id)


def _place(house: House, told: Notice) -> str | None:
    """The commune, where the words name one and no other; where none is named, the one in the agency's own name."""
    if told.place:
        found = {match.place.code for match in find(house.gazetteer, told.place)}
    else:
        found = _named_in(house, told.body)
    return found.pop() if len(found) == 1 else None


def _named_in(house: House, body: str) -> set[str]:
    """The communes whose whole name stands in it: of a body nothing is guessed, «CA tỉnh» lies in none."""
    words = f" {fold(body)} "
    named = {
        name: place.code for place in house.gazetteer.places if (name := f" {fold(place.name)} ") in words
    }
    return {
        code for name, code in named.items() if not any(name != other and name in other for other in named)
    }


def _facts(told: Notice, place: str | None, now: datetime.datetime) -> dict[str, Any]:
    known: dict[str, Any] = {"agency": str(told.agency), "standing": str(told.standing)}
    words = {"name": told.name, "agency_said": told.body, "event": _when(told), "reference": told.reference}
    known |= {name: {"text": said} for name, said in words.items() if said}
    if told.place:
        known["place"] = {"place": place, "said": told.place}
    if (hours := hours_late(told, now)) is not None:
        known["late_hours"] = hours
    return known


# --- how it is kept while it is typed --------------------------------------------------------


def _packed(told: Notice, *, untimed: bool = False) -> str:
    fields = {
        "body": told.body,
        "standing": told.standing,
        "name": told.name,
        "day": told.day.isoformat() if told.day else None,
        "clock": told.clock.isoformat() if told.clock else None,
        "place": told.place,
        "reference": told.reference,
        "rest": told.rest,
    }
    return json.dumps({**fields, UNTIMED: untimed}, ensure_ascii=False)


def _unpacked(body: str) -> tuple[Notice, bool]:
    kept = json.loads(body)
    untimed = bool(kept.pop(UNTIMED))
    told = Notice(
        **kept
        | {
            "standing": Standing(kept["standing"]) if kept["standing"] else None,
            "day": datetime.date.fromisoformat(kept["day"]) if kept["day"] else None,
            "clock": datetime.time.fromisoformat(kept["clock"]) if kept["clock"] else None,
            "rest": tuple(kept["rest"]),
        }
    )
    return told, untimed
