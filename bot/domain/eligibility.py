"""Who may be helped, judged by the law of a day from what is known of a person: yes, no, or not known. Pure.

The persons whom the law names are dated data (``law/eligible.yaml``, read in eligibility_reader.py). What nobody said
is unknown, and the unknown is never a no. What the law itself leaves open is never more than a maybe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final, TypeAlias, assert_never

from bot.domain.law import Certainty, LawVersion, Term, version_on


class Circumstance(StrEnum):
    """What can be known of a person and her matter, in the order in which an officer asks."""

    BUSINESS = "business"
    """The matter is one of business or commerce (law, Đ27): of the matter, not of the person."""
    CHILD = "child"
    TEEN = "teen"
    """From 16 to under 18."""
    ELDER = "elder"
    MERIT = "merit"
    MARTYR_KIN = "martyr_kin"
    POOR = "poor"
    NEAR_POOR = "near_poor"
    ALLOWANCE = "allowance"
    SOCIAL_PENSION = "social_pension"
    """Trợ cấp hưu trí xã hội: whether it is a monthly social allowance is an open question."""
    MINORITY = "minority"
    FEW_PEOPLE = "few_people"
    HARD_AREA = "hard_area"
    DISABLED = "disabled"
    AGENT_ORANGE = "agent_orange"
    HIV = "hiv"
    ACCUSED = "accused"
    VICTIM = "victim"
    OTHER_ROLE = "other_role"
    """Reported, proposed for prosecution, held urgently, a witness, diverted, or in prison."""
    LOW_INCOME = "low_income"
    TRAFFICKED = "trafficked"
    """A victim, being found out to be one, or under 18 and with one."""
    VIOLENCE = "violence"
    DISASTER = "disaster"
    STATE_HARM = "state_harm"
    FOREIGNER = "foreigner"
    OTHER_LAW = "other_law"


class Truth(IntEnum):
    """Ordered, so that the least of several is «all of them» and the greatest «any»."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class Answer(StrEnum):
    """What is told of eligibility; only an acceptance or a written refusal of the Centre decides."""

    UNLIKELY = "unlikely"
    MAYBE = "maybe"
    LIKELY = "likely"


Known: TypeAlias = Mapping[Circumstance, Truth]
"""What is not in it is unknown."""

ANSWERS: Final = {Truth.NO: Answer.UNLIKELY, Truth.UNKNOWN: Answer.MAYBE, Truth.YES: Answer.LIKELY}
WEIGHT: Final = tuple(Answer)

# --- whom the law names ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Is:
    """This circumstance."""

    circumstance: Circumstance


@dataclass(frozen=True, slots=True)
class Open:
    """This circumstance, of which the law leaves open whether it is enough: even a yes is only a maybe."""

    circumstance: Circumstance


@dataclass(frozen=True, slots=True)
class Every:
    """All of these."""

    parts: tuple[Who, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One of these at least."""

    parts: tuple[Who, ...]


Who: TypeAlias = "Is | Open | Every | Some"


@dataclass(frozen=True, slots=True)
class Clause:
    """One kind of persons of Article 7 for a time, or one kind of matters outside the scope.

    ``words`` are plain ones, ``text`` the law's; ``papers`` prove it (empty: not known, an officer tells). ``means``:
    only with financial difficulty; ``means_within``: the papers prove that too. ``left_open``: what the law does not say yet.
    """

    id: str
    words: str
    text: str
    who: Who
    term: Term
    certainty: Certainty
    papers: str = ""
    means: bool = False
    means_within: bool = False
    left_open: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """A people of «dân tộc thiểu số rất ít người», and how sure that is."""

    name: str
    term: Term
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The file ``law/eligible.yaml``. ``means`` is financial difficulty, ``means_papers`` what proves it.

    In the zones ``certain`` the whole place is especially difficult, in ``by_village`` the village decides.
    ``ahead_days``: so long before a change of the law nobody is told a no that it turns.
    """

    clauses: tuple[Clause, ...] = ()
    outside: tuple[Clause, ...] = ()
    means: Who = Some(())
    means_papers: str = ""
    peoples: tuple[People, ...] = ()
    sensitive: frozenset[Circumstance] = frozenset()
    certain: frozenset[str] = frozenset()
    by_village: frozenset[str] = frozenset()
    ahead_days: int = 0

    def needs(self, clause: Clause) -> Who:
        """Everything that a person of this clause must be."""
        return Every((clause.who, self.means)) if clause.means else clause.who

    def peoples_from(self, day: date) -> tuple[People, ...]:
        """The peoples on the list of a day, or of one to come."""
        return tuple(each for each in self.peoples if each.term.last is None or day <= each.term.last)


# --- judging ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause, and whether the person is one whom it names."""

    clause: Clause
    holds: Truth


@dataclass(frozen=True, slots=True)
class Judgement:
    """By which version of the law, with what answer; a finding a clause, and the matters outside the scope that it is.

    ``coming``: by today's version it would be unlikely; this is what the coming one says, so nobody is told a no.
    """

    law: LawVersion
    answer: Answer
    findings: tuple[Finding, ...]
    outside: tuple[Clause, ...] = ()
    coming: Judgement | None = None


def judge(rules: Eligibility, versions: Sequence[LawVersion], known: Known, day: date) -> Judgement:
    """By the law of a day; an unlikely that a version close ahead turns is a maybe."""
    now = _judged(rules, version_on(versions, day), known, day)
    ahead = _ahead(versions, day, rules.ahead_days) if now.answer is Answer.UNLIKELY else None
    if ahead is None:
        return now
    then = _judged(rules, ahead, known, ahead.term.first)
    return now if then.answer is Answer.UNLIKELY else replace(now, answer=Answer.MAYBE, coming=then)


def judge_since(
    rules: Eligibility, versions: Sequence[LawVersion], known: Known, received: date, day: date
) -> Judgement:
    """What is known now, by the law of the day of receipt and by that of this day: the better."""
    return better(judge(rules, versions, known, received), judge(rules, versions, known, day))


def better(first: Judgement, second: Judgement) -> Judgement:
    """The one with the better answer; of two equal ones the second, which is the newer."""
    return max(second, first, key=lambda one: WEIGHT.index(one.answer))


def truth(who: Who, known: Known) -> Truth:
    """Is a person of whom this is known such a one?"""
    match who:
        case Is(circumstance):
            return known.get(circumstance, Truth.UNKNOWN)
        case Open(circumstance):
            return min(Truth.UNKNOWN, known.get(circumstance, Truth.UNKNOWN))
        case Every(parts):
            return min((truth(part, known) for part in parts), default=Truth.YES)
        case Some(parts):
            return max((truth(part, known) for part in parts), default=Truth.NO)
        case _:
            assert_never(who)


def named(who: Who) -> Iterator[Circumstance]:
    """The circumstances that it names, in their order."""
    match who:
        case Is(circumstance) | Open(circumstance):
            yield circumstance
        case Every(parts) | Some(parts):
            for part in parts:
                yield from named(part)
        case _:
            assert_never(who)


def to_ask(who: Who, known: Known) -> tuple[Circumstance, ...]:
    """What is still unknown of it."""
    open_ones = (each for each in named(who) if known.get(each, Truth.UNKNOWN) is Truth.UNKNOWN)
    return tuple(dict.fromkeys(open_ones))


def doubtful(who: Who, known: Known) -> tuple[Circumstance, ...]:
    """What is known to be so, and may still not be enough."""
    match who:
        case Open(circumstance):
            return (circumstance,) if known.get(circumstance) is Truth.YES else ()
        case Is():
            return ()
        case Every(parts) | Some(parts):
            return tuple(dict.fromkeys(each for part in parts for each in doubtful(part, known)))
        case _:
            assert_never(who)


def is_begun(who: Who, known: Known) -> bool:
    """Is one of its circumstances known to be so?"""
    return any(known.get(each) is Truth.YES for each in named(who))


def asked(rules: Eligibility, days: Iterable[date]) -> tuple[Circumstance, ...]:
    """The circumstances on which anything depends on these days, in the order in which they are asked."""
    clauses = [
        clause for day in days for clause in (*rules.outside, *rules.clauses) if clause.term.covers(day)
    ]
    found = {each for clause in clauses for each in named(rules.needs(clause))}
    return tuple(circumstance for circumstance in Circumstance if circumstance in found)


def _judged(rules: Eligibility, law: LawVersion, known: Known, day: date) -> Judgement:
    findings = tuple(
        Finding(clause, truth(rules.needs(clause), known))
        for clause in rules.clauses
        if clause.term.covers(day)
    )
    outside = tuple(
        each for each in rules.outside if each.term.covers(day) and truth(each.who, known) is Truth.YES
    )
    best = max((finding.holds for finding in findings), default=Truth.NO)
    return Judgement(law, Answer.UNLIKELY if outside else ANSWERS[best], findings, outside)


def _ahead(versions: Sequence[LawVersion], day: date, days: int) -> LawVersion | None:
    """The version that begins next, if it does so within these days."""
    until = day + timedelta(days=days)
    return next((version for version in versions if day < version.term.first <= until), None)


# --- what follows from what is known ---------------------------------------------------------

AGES: Final = (Circumstance.CHILD, Circumstance.TEEN, Circumstance.ELDER)


def settled(known: Known) -> dict[Circumstance, Truth]:
    """With what follows of itself: one is of one age, and a people of few is a minority."""
    found = dict(known)
    if age := next((age for age in AGES if known.get(age) is Truth.YES), None):
        found |= {other: Truth.NO for other in AGES if other is not age}
    if known.get(Circumstance.FEW_PEOPLE) is Truth.YES:
        found[Circumstance.MINORITY] = Truth.YES
    elif known.get(Circumstance.MINORITY) is Truth.NO:
        found[Circumstance.FEW_PEOPLE] = Truth.NO
    return found


def codes(judgement: Judgement) -> str:
    """What holds or may hold, for keeping: ``2017:7.2=yes 2017:7.6=maybe``, and what the coming version adds."""
    every = (*judgement.findings, *(judgement.coming.findings if judgement.coming else ()))
    names = {Truth.YES: "yes", Truth.UNKNOWN: "maybe"}
    found = [f"{each.clause.id}={names[each.holds]}" for each in every if each.holds is not Truth.NO]
    return " ".join([*(f"{clause.id}=outside" for clause in judgement.outside), *found])


def of_zone(rules: Eligibility, zone: str | None) -> Truth:
    """Is it an especially difficult area? In other zones than the certain ones the village decides."""
    return Truth.YES if zone in rules.certain else Truth.UNKNOWN
