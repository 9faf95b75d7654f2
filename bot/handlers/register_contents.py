"""The report to the Ministry in one sheet: what became of cases in a period, in all and by office.

The form of the Ministry (Mẫu 12) was not seen: the sheet holds what circular 12/2018/TT-BTP, Điều 7, and circular
11/2014/TT-BTP, Điều 8, name, to be copied into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat import Text, quoted, text
from bot.documents.shapes import Sheet, Value
from bot.domain.law import cite
from bot.domain.publishing import SMALLEST, published
from bot.domain.register import Case, Part, counted_by, of_part
from bot.domain.reporting_period import Period
from bot.domain.stats import tallies
from bot.handlers.house import House, ground_key
from bot.handlers.report_contents import Say, first, last, matter_of

UNNOTED: Final = "unnoted"


@dataclass(frozen=True, slots=True)
class Register:
    """All that a report is made of. ``simple``: the branches of questions answered at once."""

    cases: Sequence[Case]
    simple: Sequence[str]
    period: Period


def sheet(house: House, register: Register, say: Say) -> Sheet:
    """The sheet, ready to be written."""
    offices = sorted({case.branch for case in register.cases} | {*register.simple})
    shown = offices if len(offices) > 1 else []
    header = (*(say(text(f"sheet.{name}")) for name in ("group", "what", "total")), *map(house.office, shown))
    rows = (
        (say(group), say(what), count, *counts)
        for group, what, count, *counts in _rows(house, register, shown)
    )
    remarks = ("register.draft", "register.sealed")
    title = say(text("register.title", first=first(register.period), last=last(register.period)))
    told = ((title, "", None), *((say(text(each, smallest=SMALLEST)), "", None) for each in remarks))
    return Sheet(say(text("register.sheet")), header, (*rows, *told))


def _rows(
    house: House, register: Register, offices: Sequence[str]
) -> Iterator[tuple[Text, Text, Value, *tuple[Value, ...]]]:
    parts = {part: of_part(register.cases, register.period, part) for part in Part}
    everything = text("register.cases")
    for part in Part:
        yield everything, text(f"register.{part}"), len(parts[part]), *_by(parts[part], offices)
    simple = [register.simple.count(office) for office in offices]
    yield text("register.simple"), text("register.simple.answered"), len(register.simple), *simple
    accepted, refused = parts[Part.ACCEPTED], parts[Part.REFUSED]
    for group, found, key, name in _groups(house, accepted, refused):
        for tally in counted_by(found, key):
            these = [case for case in found if tally.key in key(case)]
            yield text(f"register.by.{group}"), name(tally.key), tally.count, *_by(these, offices)
    yield from _sealed(house, accepted)


def _groups(
    house: House, accepted: Sequence[Case], refused: Sequence[Case]
) -> tuple[tuple[str, Sequence[Case], Callable[[Case], tuple[str, ...]], Callable[[str], Text]], ...]:
    """What may be told of every office: the group, its cases, what each case counts as, how that is called."""
    return (
        ("ground", refused, lambda case: (case.ground,), lambda ground: text(ground_key(ground))),
        (
            "form",
            accepted,
            lambda case: (case.form or UNNOTED,),
            lambda form: _or_unnoted(form, text(f"law.form.{form}")),
        ),
        ("matter", accepted, lambda case: (case.matter,), lambda matter: matter_of(house, matter)),
        (
            "sex",
            accepted,
            lambda case: (case.counted.sex or UNNOTED,),
            lambda sex: _or_unnoted(sex, text(f"register.sex.{sex}")),
        ),
    )


def _sealed(house: House, accepted: Sequence[Case]) -> Iterator[tuple[Text, Text, Value, *tuple[Value, ...]]]:
    """What is sensitive of people: of the whole Centre only, and never a small number."""
    clauses = [each for each in counted_by(accepted, lambda case: case.clauses) if each.count >= SMALLEST]
    for tally in clauses:
        yield text("register.by.clause"), quoted(cite(tally.key)), tally.count
    told = published(tallies(_minority(case) for case in accepted))
    for each in told.shown if told else ():
        yield (
            text("register.by.minority"),
            _or_unnoted(each.key, text(f"register.minority.{each.key}")),
            each.count,
        )
    if told and told.rest:
        yield text("register.by.minority"), text("register.rest"), told.rest


def _or_unnoted(key: str, name: Text) -> Text:
    return text("register.unnoted") if key == UNNOTED else name


def _minority(case: Case) -> str:
    return {True: "yes", False: "no", None: UNNOTED}[case.counted.minority]


def _by(found: Iterable[Case], offices: Sequence[str]) -> tuple[int, ...]:
    listed = [case.branch for case in found]
    return tuple(listed.count(office) for office in offices)
