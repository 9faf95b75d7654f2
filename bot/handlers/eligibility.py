"""May this person be helped? What is known of her, judged by the law; told to the staff in full, to her with care.

The machine decides nothing: an acceptance or a written refusal of the Centre does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from bot.chat import Moment, Refused, Text, Value, quoted, text
from bot.domain.calendar import DAY_MS, date_of, midnight_ms
from bot.domain.deadlines import SUPPLEMENT, Area, Unit
from bot.domain.eligibility import (
    AGES,
    Answer,
    Circumstance,
    Clause,
    Finding,
    Judgement,
    Truth,
    asked,
    codes,
    doubtful,
    is_begun,
    of_zone,
    settled,
    to_ask,
)
from bot.domain.law import Certainty, cite
from bot.domain.numbers import show_number
from bot.domain.request import Kind, Request, says_little
from bot.flow.truth import compared
from bot.handlers import announcing
from bot.handlers.house import House
from bot.handlers.own_deeds import Done
from bot.store import history, judgements, requests
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

When: TypeAlias = Literal["receipt", "check", "acceptance"]
Known: TypeAlias = dict[Circumstance, Truth]

FACT: Final = "circumstances"
"""Under this name the facts of a request keep what was said of the circumstances, and by whom."""
CITIZEN: Final = "citizen"
PEACEFUL: Final = frozenset({"land", "papers", "money"})
"""Matters that are no case of violence in the family, unless somebody says so."""
C: TypeAlias = Circumstance
GROUPS: Final[Mapping[str, tuple[Circumstance, ...]]] = {
    "trade": (C.BUSINESS,),
    "age": AGES,
    "role": (C.ACCUSED, C.VICTIM, C.OTHER_ROLE),
    "about": (C.MERIT, C.MARTYR_KIN, C.DISASTER, C.STATE_HARM, C.OTHER_LAW),
    "people": (C.MINORITY, C.FEW_PEOPLE, C.FOREIGNER),
    "household": (C.POOR, C.NEAR_POOR),
    "money": (C.ALLOWANCE, C.SOCIAL_PENSION),
    "health": (C.DISABLED, C.AGENT_ORANGE, C.HIV, C.TRAFFICKED),
}
"""What an answer of the mini-check tells of: the circumstances chosen are so, the others of its group are not."""
PRIVATE: Final = frozenset(
    name for group in ("people", "household", "money", "health") for name in GROUPS[group]
)
"""What is asked and kept only with a consent of its own."""
UNSAID: Final = frozenset({"dont_know", "untold"})
PERHAPS_FEW: Final[Known] = {C.MINORITY: Truth.YES, C.FEW_PEOPLE: Truth.UNKNOWN}
"""Of a people of which it is not certain whether it is on the list of those of few members."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one circumstance, and by whom: the person herself, or ``staff:<row>`` who asked her."""

    truth: Truth
    by: str


# --- what is known ---------------------------------------------------------------------------


def said(tx: Transaction, request: int) -> dict[Circumstance, Said]:
    """What was said of the circumstances, and by whom."""
    kept = requests.facts(tx, request).get(FACT, {})
    return {C(name): Said(Truth[each["known"]], each["by"]) for name, each in kept.items()}


def keep(tx: Transaction, request: Request, told: Mapping[Circumstance, Truth], by: str) -> None:
    """Keep what was said now; what an officer asked and noted stands, whatever is pressed later in the chat."""
    before = said(tx, request.id)
    fresh = {
        name: Said(truth, by)
        for name, truth in told.items()
        if by != CITIZEN or name not in before or before[name].by == CITIZEN
    }
    kept = {name: {"known": each.truth.name, "by": each.by} for name, each in (before | fresh).items()}
    requests.set_facts(tx, request.id, {**requests.facts(tx, request.id), FACT: kept})
    history.append(tx, request.id, by, "circumstances", words=repr(sorted(kept.items())))


def forget_private(tx: Transaction, request: int) -> None:
    """The consent for it was taken back: what stands on it goes, whoever wrote it down."""
    facts = requests.facts(tx, request)
    kept = {name: each for name, each in facts.get(FACT, {}).items() if name not in PRIVATE}
    if kept != facts.get(FACT, {}):
        requests.set_facts(tx, request, {**facts, FACT: kept})


def known(tx: Transaction, house: House, request: Request) -> Known:
    """What was said, and what follows from the place and the matter; what was said weighs more."""
    facts = requests.facts(tx, request.id)
    derived = {
        C.HARD_AREA: _hard_area(house, request),
        C.VIOLENCE: _violence(request, compared(facts.get("violence"))),
    }
    return settled(derived | {name: each.truth for name, each in said(tx, request.id).items()})


def _hard_area(house: House, request: Request) -> Truth:
    """Where somebody was taken away to is not where he lives."""
    code = request.place if request.kind is not Kind.ARRESTED else None
    place = house.gazetteer.place(code) if code else None
    return of_zone(house.law.eligible, place.zone if place else None)


def _violence(request: Request, told: object) -> Truth:
    if told == "hurt":
        return Truth.YES
    peaceful = request.matter in PEACEFUL and request.kind is Kind.LEGAL_AID and request.sensitive is None
    return Truth.NO if told == "none" or peaceful else Truth.UNKNOWN


def to_be_asked(tx: Transaction, house: House, request: Request) -> tuple[Circumstance, ...]:
    """The circumstances on which the law of the receipt, of today or soon depends."""
    ahead = tx.now + house.law.eligible.ahead_days * DAY_MS
    return asked(house.law.eligible, [date_of(at) for at in (request.created_at, tx.now, ahead)])


# --- judging ---------------------------------------------------------------------------------


def current(tx: Transaction, house: House, request: Request) -> Judgement:
    """What is known now, by the law of the receipt and of today: the better answer."""
    return house.law.judge_since(known(tx, house, request), request.created_at, tx.now)


def judge(tx: Transaction, house: House, request: Request, moment: When) -> Judgement:
    """Judge, and keep by which version with what answer; the same twice in a row is kept once."""
    found = current(tx, house, request)
    before = next(iter(judgements.of_request(tx, request.id)[-1:]), None)
    now = (moment, found.law.id, found.answer, codes(found))
    if before is None or now != (before.moment, before.law, before.answer, before.clauses):
        judgements.add(tx, request.id, moment, law=found.law.id, answer=found.answer, clauses=codes(found))
    return found


def check_refusal(tx: Transaction, house: House, request: Request, ground: str) -> None:
    """Nobody is refused as not one of the law's persons where the law that comes will help; raises Refused."""
    if not any(each.id == ground and each.eligibility for each in house.law.grounds):
        return
    if coming := current(tx, house, request).coming:
        raise Refused(text("law.refuse_later", number=show_number(request.number), day=_first_day(coming)))
    if house.law.changes_soon(tx.now) and not said(tx, request.id):
        raise Refused(text("law.refuse_unasked", number=show_number(request.number)))


# --- told to the staff -----------------------------------------------------------------------


def lines(tx: Transaction, house: House, request: Request) -> list[Text]:
    """The answer, which clause and why, which paper proves it, by which version, what is still to be asked."""
    told, found = known(tx, house, request), current(tx, house, request)
    says = _heading(found)
    unasked = [each for each in to_be_asked(tx, house, request) if told.get(each) in (None, Truth.UNKNOWN)]
    says += [
        text("eligible.outside", clause=cite(each.id), words=quoted(each.text)) for each in found.outside
    ]
    says += [line for each in _in_order(found) if (line := _finding(house, each, told))]
    if ahead := found.coming:
        day, coming = _first_day(ahead), (_finding(house, each, told) for each in _in_order(ahead))
        says += [text("eligible.from", day=day, line=line) for line in coming if line]
    if unasked:
        says.append(text("eligible.unasked", count=len(unasked)))
    return [*says, *(_moment(each) for each in judgements.of_request(tx, request.id))]


def heading(tx: Transaction, house: House, request: Request) -> list[Text]:
    """The answer alone, and the warning where the coming law turns it."""
    return _heading(current(tx, house, request))


def _heading(found: Judgement) -> list[Text]:
    says = [text(f"eligible.is.{found.answer}", law=found.law.name)]
    return [*says, *([text("eligible.coming", day=_first_day(found.coming))] if found.coming else [])]


def _in_order(found: Judgement) -> list[Finding]:
    """What is surely so first."""
    return sorted(found.findings, key=lambda each: each.holds is not Truth.YES)


def _finding(house: House, finding: Finding, told: Known) -> Text | None:
    """A clause that holds, or one of which something is known already; of all others there is nothing to tell."""
    clause, needs = finding.clause, house.law.eligible.needs(finding.clause)
    cited, words = cite(clause.id), _words(clause)
    if finding.holds is Truth.YES:
        return text("eligible.sure", clause=cited, words=words, papers=_papers(house, clause))
    if finding.holds is Truth.NO or not is_begun(needs, told):
        return None
    if ask := to_ask(needs, told):
        return text(
            "eligible.perhaps", clause=cited, words=words, ask=_named(ask), papers=_papers(house, clause)
        )
    why = quoted(clause.left_open) if clause.left_open else _named(doubtful(needs, told))
    return text("eligible.open", clause=cited, words=words, why=why)


def _words(clause: Clause) -> Text:
    words = quoted(clause.text)
    return words if clause.certainty is Certainty.SOURCED else text("eligible.unchecked", words=words)


def _papers(house: House, clause: Clause) -> Value:
    """What proves it; what proves the means too, where they are tested."""
    if not clause.papers:
        return text("eligible.papers_unknown")
    means = (quoted(house.law.eligible.means_papers),) if clause.means and not clause.means_within else ()
    return (quoted(clause.papers), *means)


def _named(circumstances: tuple[Circumstance, ...]) -> Value:
    return tuple(text(f"circumstance.{each}") for each in circumstances)


def _moment(judged: judgements.Judged) -> Text:
    return text(
        "eligible.judged",
        at=Moment(judged.at),
        moment=text(f"eligible.moment.{judged.moment}"),
        answer=text(f"eligible.answer.{judged.answer}"),
        law=judged.law,
    )


def _first_day(judgement: Judgement) -> Moment:
    return Moment(midnight_ms(judgement.law.term.first), day=True)


# --- told to the person ----------------------------------------------------------------------


def check(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    """What she answered of herself goes to the officers; she hears likely, maybe, or who else can help."""
    request = requests.by_session(tx, stored.id)
    if request is None:
        raise Refused(text("mine.none"))
    keep(tx, request, _told_by(inputs), person.actor)
    found = judge(tx, house, request, "check")
    verdict = _verdict(tx, house, found) if _may_tell(tx, house, request, person) else text("verdict.kept")
    told = [] if person.typed_by else announcing.tell_claimer(tx, house, request)
    return Done({"verdict": verdict}, told)


def _told_by(inputs: Mapping[str, Any]) -> Known:
    """Every circumstance of every group that was answered."""
    told: Known = {}
    for name, group in GROUPS.items():
        answer = compared(inputs.get(name))
        if answer is None:
            continue
        chosen = set(answer) if isinstance(answer, tuple) else {answer}
        otherwise = Truth.UNKNOWN if chosen & UNSAID else Truth.NO
        told |= {each: Truth.YES if each in chosen else otherwise for each in group}
        told |= PERHAPS_FEW if "perhaps_few" in chosen else {}
    return settled(told)


def _may_tell(tx: Transaction, house: House, request: Request, person: Person) -> bool:
    """No verdict by a machine in danger, to a child, after violence, on a phone that others read, to a helper."""
    told = known(tx, house, request)
    grave = any(told.get(each) is Truth.YES for each in (C.CHILD, C.VIOLENCE, C.TRAFFICKED))
    watched = says_little(request) or request.helper or person.quiet
    return not (grave or watched or request.urgent) and request.kind is Kind.LEGAL_AID


def _verdict(tx: Transaction, house: House, found: Judgement) -> Text:
    """Never a bare no; what the law does not say yet an officer tells."""
    if found.answer is Answer.UNLIKELY:
        return text("verdict.unlikely", elsewhere=text("verdict.elsewhere"))
    if found.coming:
        answer, day = text("verdict.coming", day=_first_day(found.coming)), found.coming.law.term.first
    else:
        answer, day = text(f"verdict.{found.answer}"), date_of(tx.now)
    return text("verdict.told", answer=answer, papers=_papers_later(house, day))


def _papers_later(house: House, day: date) -> Text:
    """In how many working days proof may follow an acceptance of that day; what is not set yet an officer tells."""
    deadlines, units = house.law.deadlines, (Unit.WORKING_DAY,)
    usual = deadlines.in_days(SUPPLEMENT, day, units=units)
    hard = deadlines.in_days(SUPPLEMENT, day, area=Area.HARD, units=units)
    if usual is None or hard is None:
        return text("verdict.later_unknown")
    return text("verdict.later", days=usual.amount, hard_days=hard.amount)
