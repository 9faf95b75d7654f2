"""What stands on a paper of the law: what is known of a request, in Vietnamese words; what is not known stays empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from bot.chat import FileKind, Moment, Text, quoted, text
from bot.documents.shapes import Card
from bot.domain.calendar import date_of, midnight_ms
from bot.domain.deadlines import COMPLAINT_FIRST, COMPLAINT_SECOND, SUPPLEMENT, Area, Period, Unit
from bot.domain.lifecycle import Act, AidForm
from bot.domain.numbers import show_number
from bot.domain.papers import ACTS, FIELDS, Paper, clause_name
from bot.domain.phones import show_phone
from bot.domain.request import Kind, Request
from bot.flow.answers import words_of
from bot.flow.truth import compared
from bot.handlers.house import House, choice_words, ground_words
from bot.handlers.report_contents import Say
from bot.store import acts, centre, files, requests
from bot.store.database import Transaction
from bot.texts import AUTHORITY

TICKS: Final[Mapping[bool, str]] = {False: "☐", True: "☒"}
FIELDS_OF_LAW: Final = frozenset({"land", "family", "crime", "papers", "money"})
"""Of the matters, those that are a field of law; how urgent it is, or that somebody wants to be called, is none."""
COUNTED: Final[tuple[FileKind, ...]] = ("photo", "document", "voice", "audio", "video")
BLANK: Final = "........"
UNBROKEN: Final = str.maketrans({" ": "\u00a0"})


def values(tx: Transaction, house: House, request: Request, paper: Paper) -> dict[str, str]:
    """Every placeholder that the template of this paper may name."""
    say = partial(house.texts.say, language=AUTHORITY)
    known = {**_common(tx, house, request, say), **_people(tx, house, request, say)}
    if paper is Paper.FORM:
        known |= {**_story(tx, request, say), **_ticks(request)}
    else:
        known |= _act(tx, house, request, paper, say)
    return {name: known.get(name, "") for name in FIELDS[paper].known}


def card(tx: Transaction, house: House, request: Request) -> Card:
    """Number, telephone and the way to the bot: it may lie about anywhere, so nothing of the matter and no name."""
    say = partial(house.texts.say, language=AUTHORITY)
    hotline = centre.get(tx, "hotline") or ""
    lines = (
        say(text("citizen.card.number", number=show_number(request.number))),
        say(text("citizen.card.hotline", hotline=hotline)),
    )
    hint = say(text("citizen.card.hint", bot=house.username))
    return Card(say(text("citizen.card.title")), lines, f"https://t.me/{house.username}", hint)


def done(tx: Transaction, request: Request, paper: Paper) -> acts.Done | None:
    """The newest act that a notice tells of."""
    found = [act for kind in ACTS.get(paper, ()) if (act := acts.last(tx, request.id, kind))]
    return max(found, key=lambda act: act.id, default=None)


# --- who and where ---------------------------------------------------------------------------


def _common(tx: Transaction, house: House, request: Request, say: Say) -> dict[str, str]:
    return {
        "number": show_number(request.number).translate(UNBROKEN),
        "centre": house.centre_name,
        "office": house.office(request.branch),
        "hotline": (centre.get(tx, "hotline") or "").translate(UNBROKEN),
        "matter": say(text(f"matter.{request.matter}")) if request.matter in FIELDS_OF_LAW else "",
    }


def _people(tx: Transaction, house: House, request: Request, say: Say) -> dict[str, str]:
    """Who asks and who is to be helped; of these the chat knows what people are called, not what their papers say."""
    facts = requests.facts(tx, request.id)
    if request.kind is Kind.NOTICE:
        return _named_by_agency(facts, say)
    called = _called(facts.get("name"), say)
    where, phone = _where(house, request, facts, say), _phone(facts, "phone")
    if not _for_another(request):
        them = {"name": called, "address": where, "phone": phone}
        return {
            **{f"{who}_{name}": value for who in ("applicant", "person") for name, value in them.items()},
            "applicant_relation": say(text("paper.self")),
        }
    held = request.kind is Kind.ARRESTED
    return {
        "applicant_name": called,
        "applicant_phone": phone,
        "applicant_relation": _relation(house, facts, say, held=held),
        "person_name": words_of(facts.get("story")) if held else "",
        "person_address": "" if held else where,
        "person_phone": _phone(facts, "person_phone"),
    }


def _named_by_agency(facts: Mapping[str, Any], say: Say) -> dict[str, str]:
    """Police, procuracy or court told of somebody; where he is held is not where he lives."""
    return {
        "applicant_name": words_of(facts.get("agency_said")),
        "applicant_relation": say(text("paper.agency")),
        "person_name": words_of(facts.get("name")),
    }


def _for_another(request: Request) -> bool:
    return request.helper or request.kind is Kind.ARRESTED


def _called(value: Any, say: Say) -> str:
    called = words_of(value)
    return say(text("paper.called", name=called)) if called else ""


def _relation(house: House, facts: Mapping[str, Any], say: Say, *, held: bool) -> str:
    relation = "relative" if held else compared(facts.get("relation"))
    return say(choice_words(house, "relation", relation)) if isinstance(relation, str) else ""


def _where(house: House, request: Request, facts: Mapping[str, Any], say: Say) -> str:
    place = house.gazetteer.place(request.place) if request.place else None
    value = facts.get("place")
    said = str(value.get("said") or "") if isinstance(value, dict) else ""
    if place and said and said != place.title:
        return say(text("paper.where", said=said, place=place.title))
    return place.title if place else said


def _phone(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    number = value.get("phone") if isinstance(value, dict) else None
    return show_phone(number).translate(UNBROKEN) if number else ""


# --- what is asked ---------------------------------------------------------------------------


def _story(tx: Transaction, request: Request, say: Say) -> dict[str, str]:
    """The person's own words, in their order; what was sent with them is counted, not described."""
    facts = requests.facts(tx, request.id)
    said = [] if request.kind is Kind.ARRESTED else [words_of(facts.get("story"))]
    said += [words_of(aside) for aside in facts.get("asides", ())]
    return {
        "story": "\n".join(filter(None, said)),
        "attached": ", ".join(_attached(tx, request, facts, say)),
    }


def _attached(tx: Transaction, request: Request, facts: Mapping[str, Any], say: Say) -> Iterator[str]:
    if request.kind is Kind.NOTICE:
        reference, body = words_of(facts.get("reference")), words_of(facts.get("agency_said"))
        yield say(text("paper.notice", reference=reference or BLANK, body=body))
    avoid = facts.get("avoid")
    withheld = {file["id"] for file in avoid.get("files", ())} if isinstance(avoid, dict) else set()
    sent = Counter(file.kind for file in files.of_request(tx, request.id) if file.id not in withheld)
    for kind in COUNTED:
        if sent[kind]:
            yield say(text(f"paper.attached.{kind}", count=sent[kind]))


def _ticks(request: Request) -> dict[str, str]:
    """The form of aid is ticked once it is decided, never before: on paper the person chooses."""
    return {f"tick_{form}": TICKS[request.form == form] for form in AidForm}


# --- what was done ---------------------------------------------------------------------------


def _act(tx: Transaction, house: House, request: Request, paper: Paper, say: Say) -> dict[str, str]:
    """What an act says; nothing while there is none, and the paper stays a draft to be written by hand."""
    act = done(tx, request, paper)
    accepted = done(tx, request, Paper.ACCEPTANCE)
    at = act.at if act else tx.now
    known = {
        "code": accepted.reference if accepted else "",
        "form": say(text(f"law.form.{request.form}")) if request.form else "",
        **_answers(house, at, say),
    }
    if accepted and accepted.act is Act.ACCEPT_URGENT:
        known |= {"urgent": "x", "papers_term": _papers_term(house, accepted.at, say)}
    if act is None:
        return known
    law = next((version.name for version in house.law.versions if version.id == act.law), "")
    ground = next((ground for ground in house.law.grounds if ground.id == act.ground), None)
    return {
        **known,
        "on": say(text("paper.on", at=Moment(act.at, day=True))),
        "law": law,
        "ground": say(ground_words(ground)) if ground else "",
        "clause": clause_name(act.ground),
        "words": say(quoted(act.words)) if act.words else "",
    }


def _answers(house: House, at: int, say: Say) -> dict[str, str]:
    """How soon a complaint is answered, by the law of this instant (ms UTC), and until which day that law is known."""
    deadlines, day = house.law.deadlines, date_of(at)
    found = {"first_answer": COMPLAINT_FIRST, "second_answer": COMPLAINT_SECOND}
    return {
        name: _until(period, say) for name, id_ in found.items() if (period := deadlines.in_days(id_, day))
    }


def _papers_term(house: House, at: int, say: Say) -> str:
    """Both terms, where the law has two: which of them holds is for the officer to say."""
    deadlines, day = house.law.deadlines, date_of(at)
    usual = deadlines.in_days(SUPPLEMENT, day)
    hard = deadlines.in_days(SUPPLEMENT, day, area=Area.HARD)
    if not usual or not hard:
        return ""
    return say(text("paper.papers_term", usual=_length(usual), hard=_length(hard)))


def _until(period: Period, say: Say) -> str:
    """A complaint is answered by the law of its own day: what is known only to a certain day is said so."""
    if period.term.last is None:
        return say(_length(period))
    last = Moment(midnight_ms(period.term.last), day=True)
    return say(text("paper.term_until", term=_length(period), last=last))


def _length(period: Period) -> Text:
    key = "paper.working_days" if period.unit is Unit.WORKING_DAY else "paper.days"
    return text(key, count=period.amount)
