"""The deeds that flows submit, carried out in the turn's transaction. Their table is flow/deeds.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.chat import Outgoing, Refused, text
from bot.domain import urgency
from bot.domain.calendar import date_of
from bot.domain.numbers import make_number, show_number
from bot.domain.phones import show_phone
from bot.domain.request import Kind, Request, weightier
from bot.domain.routing import route
from bot.domain.urgency import Urgency
from bot.flow.answers import words_of
from bot.flow.session import asides
from bot.flow.truth import compared
from bot.handlers import (
    announcing,
    clocks,
    complaints,
    eligibility,
    escalating,
    helping,
    inquiring,
    inviting,
    my_data,
    own_deeds,
    sides,
    sorting,
    surveys,
    wishes,
)
from bot.handlers.house import House, flow_of
from bot.handlers.own_deeds import Done
from bot.store import audit, centre, consents, files, history, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

NUMBER_BITS: Final = 64
TRIES: Final = 50
ROUTED_AS: Final = {Kind.ARRESTED: "arrested", Kind.CALLBACK: "callback"}


def perform(
    tx: Transaction, house: House, person: Person, stored: Stored, deed: str, inputs: Mapping[str, Any]
) -> Done:
    """Carry out a deed by its name."""
    return DOINGS[deed](tx, house, person, stored, inputs)


# --- requests --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sending:
    """How a deed makes or grows a request, besides what was answered."""

    kind: Kind
    matter: str | None = None
    urgency: tuple[Urgency, ...] = ()
    guarded: bool = False
    helper: bool = False


def _legal_aid(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    reasons = urgency.joined(_of_paper(tx, house, inputs), _of_violence(inputs))
    guarded = inputs.get("shared") in ("others", "unknown") or inputs.get("violence") in ("hurt", "untold")
    helper = inputs.get("who") == "other"
    sending = _Sending(Kind.LEGAL_AID, _chosen(inputs.get("matter")), reasons, guarded or helper, helper)
    done = _send(tx, house, person, stored, inputs, sending)
    return replace(done, clears=sessions.started_at(tx, stored.id)) if helper else done


def _urgent(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    matter = _chosen(inputs.get("matter")) or "danger"
    reason = urgency.OF_MATTER.get(matter, Urgency.DANGER)
    return _send(tx, house, person, stored, inputs, _Sending(Kind.URGENT, matter, (reason,), guarded=True))


def _arrested(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    child = urgency.speaks_of_child(words_of(inputs.get("story")))
    reasons = (Urgency.DETAINED, *((Urgency.CHILD,) if child else ()))
    return _send(tx, house, person, stored, inputs, _Sending(Kind.ARRESTED, "crime", reasons))


def _callback(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    return _send(tx, house, person, stored, {**inputs, "wanted": "call"}, _Sending(Kind.CALLBACK))


def _of_paper(tx: Transaction, house: House, inputs: Mapping[str, Any]) -> tuple[Urgency, ...]:
    """How near the date on the paper is."""
    day = inputs.get("paper_day")
    said = day.get("date") if isinstance(day, dict) else None
    found = urgency.of_paper(inputs.get("paper_date"), said, date_of(tx.now), house.calendar)
    return (found,) if found else ()


def _of_violence(inputs: Mapping[str, Any]) -> tuple[Urgency, ...]:
    return (Urgency.TOLD_VIOLENCE,) if inputs.get("violence") == "hurt" else ()


def _send(
    tx: Transaction,
    house: House,
    person: Person,
    stored: Stored,
    inputs: Mapping[str, Any],
    sending: _Sending,
) -> Done:
    """One request a session: the first time it is made and announced, then it grows."""
    known = {**_known(inputs), "asides": _said_beside(house, stored)}
    before = requests.by_session(tx, stored.id)
    if before is None:
        request, outgoing = _create(tx, house, person, stored, known, sending)
    else:
        request, outgoing = _grow(tx, house, before, known, sending, person.actor)
    if not is_apart(house, stored):
        files.attach(tx, stored.id, request.id)
        consents.attach(tx, stored.id, request.id)
    outgoing += helping.own_commune(tx, house, request, " ".join(map(words_of, _words(known))))
    outgoing += sides.look(tx, requests.load(tx, request.id))
    return Done({"request_no": show_number(request.number), "office": house.office(request.branch)}, outgoing)


def _create(
    tx: Transaction, house: House, person: Person, stored: Stored, known: Mapping[str, Any], sending: _Sending
) -> tuple[Request, list[Outgoing]]:
    place = _place(known)
    reasons = urgency.joined(sending.urgency, _told(house, known))
    request = requests.create(
        tx,
        number=new_number(tx, house),
        kind=sending.kind,
        person=person.id,
        session=stored.id,
        source=person.source,
        matter=sending.matter,
        place=place,
        branch=_branch(house, sending.kind, sending.matter, place, bool(reasons)),
        urgent=bool(reasons),
        guarded=sending.guarded or person.quiet,
        facts=known,
        flow_version=stored.session.version,
        rules_version=house.law.version_at(tx.now).id,
        helper=sending.helper,
        sensitive=_sensitive(house, known),
        urgency=reasons,
    )
    history.append(tx, request.id, person.actor, "sent", str(sending.kind), words=repr(sorted(known.items())))
    eligibility.judge(tx, house, request, "receipt")
    told = escalating.open_up(tx, house, request)
    clocks.watch(tx, house, request, told=True)  # who hears that it waits need not be told again
    return request, announcing.to_writer(person, request, told) if person.typed_by else told


def _grow(
    tx: Transaction, house: House, before: Request, known: Mapping[str, Any], sending: _Sending, actor: str
) -> tuple[Request, list[Outgoing]]:
    """What comes later is added: nothing that was known is forgotten, nothing urgent becomes less so."""
    kind = weightier(before.kind, sending.kind)
    matter, place = sending.matter or before.matter, _place(known) or before.place
    reasons = urgency.joined(before.urgency, sending.urgency, _told(house, known))
    urgent = before.urgent or bool(reasons)
    request = requests.grow(
        tx,
        before,
        {**requests.facts(tx, before.id), **known},
        kind=kind,
        matter=matter,
        place=place,
        branch=_branch(house, kind, matter, place, urgent),
        urgent=urgent,
        guarded=before.guarded or sending.guarded,
        helper=before.helper or sending.helper,
        sensitive=sorting.weightier(before.sensitive, _sensitive(house, known)),
        urgency=reasons,
    )
    history.append(tx, request.id, actor, "added", words=repr(sorted(known.items())))
    told = sorting.changed(tx, house, before, request)
    return request, told if request.claimed_by is None or told else announcing.tell_claimer(
        tx, house, request
    )


def _sensitive(house: House, known: Mapping[str, Any]) -> str | None:
    return sorting.sensitive(house, _words(known))


def _told(house: House, known: Mapping[str, Any]) -> frozenset[Urgency]:
    return sorting.told(house, _words(known))


def _words(known: Mapping[str, Any]) -> tuple[Any, ...]:
    return (known.get("story"), *known.get("asides", ()))


def _branch(house: House, kind: Kind, matter: str | None, place: str | None, urgent: bool) -> str:
    return route(house.routing, ROUTED_AS.get(kind) or matter, place, urgent)


def _known(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if value is not None}


def _chosen(value: Any) -> str | None:
    """The option of a choice."""
    chosen = compared(value)
    return chosen if isinstance(chosen, str) else None


def grow(tx: Transaction, house: House, stored: Stored) -> list[Outgoing]:
    """What is said beside the questions after sending belongs to the request too, at once."""
    request = requests.by_session(tx, stored.id)
    if request is None or is_apart(house, stored):
        return []
    facts = requests.facts(tx, request.id)
    said = _said_beside(house, stored)
    files.attach(tx, stored.id, request.id)
    if said == facts.get("asides"):
        return []
    requests.set_facts(tx, request.id, {**facts, "asides": said})
    history.append(tx, request.id, "citizen", "added", words=repr(said))
    words = " ".join(words_of(value) for value in said)
    told = announcing.tell_claimer(tx, house, request)
    told += sorting.look_again(tx, house, requests.load(tx, request.id), words)
    return [*told, *helping.own_commune(tx, house, request, words)]


def is_apart(house: House, stored: Stored) -> bool:
    """Does what is said in this conversation go to no request?"""
    return flow_of(house, stored.session).apart


def _said_beside(house: House, stored: Stored) -> list[Any]:
    """What was said beside the questions; of a talk apart nothing."""
    return [] if is_apart(house, stored) else [aside.value for aside in asides(stored.session)]


def take_back(tx: Transaction, stored: Stored) -> None:
    """Consent was refused after a call was wished for: the wish stays, what was said and sent goes."""
    request = requests.by_session(tx, stored.id)
    if request is None:
        return
    requests.set_facts(tx, request.id, {**requests.facts(tx, request.id), "asides": []})
    history.append(tx, request.id, "citizen", "took_back")
    files.detach(tx, request.id)


def _place(inputs: Mapping[str, Any]) -> str | None:
    value = inputs.get("place")
    code = value.get("place") if isinstance(value, dict) else None
    return code if isinstance(code, str) else None


def new_number(tx: Transaction, house: House) -> str:
    """A number that no request has."""
    for _ in range(TRIES):
        number = make_number(house.chance(NUMBER_BITS))
        if requests.by_number(tx, number) is None:
            return number
    raise LookupError("no free request number was found")


# --- the house -------------------------------------------------------------------------------


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
    name, branch = inputs["name"]["text"], house.routing.otherwise
    return Done({"link": inviting.link(tx, house, person, inputs["role"], name, branch)}, [])


def _check_admin(tx: Transaction, person: Person) -> None:
    """A conversation may be older than the role of who began it."""
    officer = staff.of_person(tx, person.id)
    if officer is None or officer.role != "admin":
        raise Refused(text("staff.only"))


DOINGS: Final[Mapping[str, Callable[[Transaction, House, Person, Stored, Mapping[str, Any]], Done]]] = {
    "legal_aid_request": _legal_aid,
    "urgent_request": _urgent,
    "arrested_request": _arrested,
    "callback_request": _callback,
    "add_to_request": wishes.add,
    "check_eligibility": eligibility.check,
    "my_requests": own_deeds.my_requests,
    "request_status": own_deeds.request_status,
    "find_request": own_deeds.find_request,
    "settings": own_deeds.settings,
    "hush": own_deeds.hush,
    "withdraw": own_deeds.withdraw,
    "complaint": complaints.complain,
    "money_report": complaints.report_money,
    "opinion": surveys.opine,
    "privacy_notice": my_data.privacy_notice,
    "data_right": my_data.data_right,
    "set_up_centre": _set_up_centre,
    "invite_staff": _invite_staff,
    "answer_officer": inquiring.answer,
}
