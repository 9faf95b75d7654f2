"""The deeds that flows submit, carried out in the turn's transaction. Their table is flow/deeds.py."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.chat import Outgoing, Refused, Text, Value, text
from bot.domain.numbers import make_number, show_number
from bot.domain.phones import show_phone
from bot.domain.request import Kind, Request, says_little
from bot.domain.routing import route
from bot.flow.session import asides
from bot.handlers import cards
from bot.handlers.house import House
from bot.store import audit, centre, files, history, requests, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

INVITE_BITS: Final = 128
NUMBER_BITS: Final = 64
TRIES: Final = 50
ROUTED_AS: Final = {Kind.ARRESTED: "arrested", Kind.CALLBACK: "callback"}


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed gives to the texts of the flow, and what it sends to others."""

    gives: Mapping[str, Value]
    outgoing: list[Outgoing]


def perform(
    tx: Transaction, house: House, person: Person, stored: Stored, deed: str, inputs: Mapping[str, Any]
) -> Done:
    """Carry out a deed by its name."""
    return DOINGS[deed](tx, house, person, stored, inputs)


def _legal_aid(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    soon = inputs.get("paper_date") in ("now", "week")
    guarded = inputs.get("shared") in ("others", "unknown") or inputs.get("violence") in ("hurt", "untold")
    return _send(tx, house, person, stored, Kind.LEGAL_AID, inputs, urgent=soon, guarded=guarded)


def _known(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in inputs.items() if value is not None}


def _urgent(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    return _send(
        tx,
        house,
        person,
        stored,
        Kind.URGENT,
        {"matter": "danger", **_known(inputs)},
        urgent=True,
        guarded=True,
    )


def _arrested(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    return _send(
        tx, house, person, stored, Kind.ARRESTED, {**inputs, "matter": "crime"}, urgent=True, guarded=False
    )


def _callback(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    return _send(tx, house, person, stored, Kind.CALLBACK, inputs, urgent=False, guarded=False)


def _send(
    tx: Transaction,
    house: House,
    person: Person,
    stored: Stored,
    kind: Kind,
    inputs: Mapping[str, Any],
    *,
    urgent: bool,
    guarded: bool,
) -> Done:
    """One request a session: the first time it is made and announced, then it grows."""
    place = _place(inputs)
    matter = inputs.get("matter")
    branch = route(house.routing, ROUTED_AS.get(kind) or matter, place, urgent)
    known = {**inputs, "asides": [aside.value for aside in asides(stored.session)]}
    request = requests.by_session(tx, stored.id)
    if request is None:
        request = requests.create(
            tx,
            number=_new_number(tx, house),
            kind=kind,
            person=person.id,
            session=stored.id,
            source="telegram",
            matter=matter,
            place=place,
            branch=branch,
            urgent=urgent,
            guarded=guarded,
            facts=known,
            flow_version=stored.session.version,
            rules_version=house.rules_version,
        )
        history.append(tx, request.id, "citizen", "sent", str(kind), words=repr(sorted(inputs.items())))
        outgoing = cards.announce(tx, house, request)
    else:
        request = requests.grow(
            tx, request, known, matter=matter, place=place, branch=branch, guarded=guarded
        )
        history.append(tx, request.id, "citizen", "added", words=repr(sorted(inputs.items())))
        outgoing = cards.tell_claimer(tx, house, request)
    files.attach(tx, stored.id, request.id)
    office = house.office(branch)
    return Done({"request_no": show_number(request.number), "office": office}, outgoing)


def grow(tx: Transaction, house: House, stored: Stored) -> list[Outgoing]:
    """What is said beside the questions after sending belongs to the request too, at once."""
    request = requests.by_session(tx, stored.id)
    if request is None:
        return []
    facts = requests.facts(tx, request.id)
    said = [aside.value for aside in asides(stored.session)]
    files.attach(tx, stored.id, request.id)
    if said == facts.get("asides"):
        return []
    requests.set_facts(tx, request.id, {**facts, "asides": said})
    history.append(tx, request.id, "citizen", "added", words=repr(said))
    return cards.tell_claimer(tx, house, request)


def _place(inputs: Mapping[str, Any]) -> str | None:
    value = inputs.get("place")
    code = value.get("place") if isinstance(value, dict) else None
    return code if isinstance(code, str) else None


def _new_number(tx: Transaction, house: House) -> str:
    for _ in range(TRIES):
        number = make_number(house.chance(NUMBER_BITS))
        if requests.by_number(tx, number) is None:
            return number
    raise LookupError("no free request number was found")


def _my_requests(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """On a shared phone, or in a sensitive matter, nothing is shown: the list could kill the request."""
    asked = requests.of_person(tx, person.id)
    if not asked:
        return Done({"requests": text("mine.none")}, [])
    if any(says_little(request) for request in asked):
        return Done({"requests": text("mine.guarded")}, [])
    shown = [_line(request) for request in asked[:5]]
    words = "\n".join(house.texts.say(line, person.language or "vi") for line in shown)
    return Done({"requests": words}, [])


def _line(request: Request) -> Text:
    return text("mine.line", number=show_number(request.number), status=text(f"status.{request.status}"))


def _set_up_centre(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    _check_admin(tx, person)
    hotline = show_phone(inputs["phone"]["phone"])
    centre.put(tx, "hotline", hotline)
    audit.note(tx, person.id, "set_up", details="hotline")
    return Done({"hotline": hotline}, [])


def _invite_staff(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    _check_admin(tx, person)
    token = _token(house.chance(INVITE_BITS))
    staff.invite(tx, token, inputs["role"], inputs["name"]["text"], house.routing.otherwise, person.id)
    audit.note(tx, person.id, "invite", details=inputs["role"])
    return Done({"link": f"https://t.me/{house.username}?start={token}"}, [])


def _check_admin(tx: Transaction, person: Person) -> None:
    """A conversation may be older than the role of who began it."""
    officer = staff.of_person(tx, person.id)
    if officer is None or officer.role != "admin":
        raise Refused(text("staff.only"))


def _token(chance: int) -> str:
    """128 bits in the letters that a deep link takes."""
    return base64.urlsafe_b64encode(chance.to_bytes(INVITE_BITS // 8, "big")).decode().rstrip("=")


DOINGS: Final[Mapping[str, Callable[[Transaction, House, Person, Stored, Mapping[str, Any]], Done]]] = {
    "legal_aid_request": _legal_aid,
    "urgent_request": _urgent,
    "arrested_request": _arrested,
    "callback_request": _callback,
    "my_requests": _my_requests,
    "set_up_centre": _set_up_centre,
    "invite_staff": _invite_staff,
}
