"""What a report says: sums and requests → lines of a message, a picture, two sheets. Names of things, never of people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from bot.chat import Moment, Text, quoted, text
from bot.documents.shapes import Bars, Columns, Dots, Picture, Sheet
from bot.documents.shapes import Value as Cell
from bot.domain.clocks import Kept
from bot.domain.numbers import show_number
from bot.domain.reporting_period import Period
from bot.domain.request import Status
from bot.domain.stats import SENSITIVE, Entry, Stats, Unsent, to_first_contact
from bot.flow.model import text_key
from bot.handlers.house import INTAKE, House, deadline_key, ground_key, matter_words
from bot.texts import ZONE

Counted: TypeAlias = tuple[Text, int]
Say: TypeAlias = Callable[[Text], str]

HOUR_MS: Final = 3_600_000
QUESTIONS: Final = 8
"""So many of the questions at which people left are told."""
COLUMNS: Final = (
    "number", "received", "source", "kind", "matter", "place", "branch", "urgent", "status", "outcome",
    "claimed", "contact", "closed", "hours",
)  # fmt: skip


def first(period: Period) -> Moment:
    """Its first day, to be shown."""
    return Moment(period.start_ms, day=True)


def last(period: Period) -> Moment:
    """Its last day, to be shown."""
    return Moment(period.end_ms - 1, day=True)


def in_words(house: House, stats: Stats, left: Unsent, period: Period) -> tuple[Text, ...]:
    """The numbers, a line each; ``left``: of the intake."""
    listed = (_listed(key, counted) for key, counted in _groups(house, stats) if counted)
    return (_title(period), _received(stats), *listed, *_durations(house, stats, period), *_left(house, left))


def picture(
    house: House, stats: Stats, kept: Iterable[Kept], left: Unsent, period: Period, say: Say
) -> Picture:
    """The numbers to be drawn; ``kept``: how the deadlines of the law were; ``left``: where people left the intake."""
    groups = dict(_groups(house, stats))
    bars = [
        _bars(say(text("stats.by_matter")), groups["matter"], say),
        _bars(say(text("stats.by_place")), groups["place"], say, ends_in_rest=bool(stats.other_places)),
        _bars(say(text("stats.by_left", count=left.count, begun=left.begun)), _questions(house, left), say),
    ]
    return Picture(
        say(_title(period)),
        tuple(say(line) for line in (_received(stats), *_durations(house, stats, period), *map(_kept, kept))),
        Columns(
            say(text("stats.by_week")),
            tuple(say(text(f"status.{status}")) for status in Status),
            tuple((f"{week.first.day}/{week.first.month}", week.counts) for week in stats.weeks),
        ),
        tuple(chart for chart in bars if chart.rows),
        _map(house, stats, say),
    )


def sheets(
    house: House, entries: Iterable[Entry], stats: Stats, kept: Iterable[Kept], period: Period, say: Say
) -> tuple[Sheet, ...]:
    """A line a request, the sums, and how the deadlines of the law were kept."""
    header = tuple(say(text(f"sheet.{name}")) for name in COLUMNS)
    rows = tuple(_row(house, entry, say) for entry in entries)
    sums = tuple(_sums(house, stats, period, say))
    sums_header = tuple(say(text(f"sheet.{name}")) for name in ("group", "what", "count"))
    return (
        Sheet(say(text("sheet.requests")), header, rows),
        Sheet(say(text("sheet.totals")), sums_header, sums),
        deadlines(kept, say),
    )


def deadlines(kept: Iterable[Kept], say: Say) -> Sheet:
    """A line a deadline of the law: how often in time, late, not over yet."""
    header = tuple(say(text(f"sheet.{name}")) for name in ("deadline", "within", "late", "running"))
    rows = tuple(
        (say(text(deadline_key(each.deadline))), each.within, each.late, each.running) for each in kept
    )
    return Sheet(say(text("sheet.deadlines")), header, rows)


# --- sums ------------------------------------------------------------------------------------


def _groups(house: House, stats: Stats) -> Iterator[tuple[str, list[Counted]]]:
    """By what is counted: the names and how many, the most frequent first."""
    yield "status", [(text(f"status.{each.key}"), each.count) for each in stats.statuses]
    yield "outcome", [(_outcome(house, each.key), each.count) for each in stats.outcomes]
    yield (
        "refusal",
        [(_named(house, text(ground_key(each.key)), each.key), each.count) for each in stats.refusals],
    )
    yield "matter", [(matter_of(house, each.key), each.count) for each in stats.matters]
    places = [(_place(house, each.key), each.count) for each in stats.places]
    rest = [(text("stats.other_places"), stats.other_places)] if stats.other_places else []
    yield "place", [*places, *rest]


def _title(period: Period) -> Text:
    return text("stats.title", first=first(period), last=last(period))


def _listed(key: str, counted: Sequence[Counted]) -> Text:
    return text(f"stats.{key}", list=_tallied(counted))


def _tallied(counted: Sequence[Counted]) -> tuple[Text, ...]:
    return tuple(text("stats.tally", name=name, count=count) for name, count in counted)


def _bars(title: str, counted: Sequence[Counted], say: Say, *, ends_in_rest: bool = False) -> Bars:
    return Bars(title, tuple((say(name), count) for name, count in counted), ends_in_rest)


def _left(house: House, left: Unsent) -> Iterator[Text]:
    if left.count:
        yield text("stats.left", count=left.count, begun=left.begun, list=_tallied(_questions(house, left)))


def _questions(house: House, left: Unsent) -> list[Counted]:
    """The questions at which most people left, in the words in which they are asked."""
    asked = ((f"{text_key(INTAKE, tally.key)}.text", tally) for tally in left.at[:QUESTIONS])
    return [(_named(house, text(key), tally.key), tally.count) for key, tally in asked]


def _map(house: House, stats: Stats, say: Say) -> Dots | None:
    """Every commune whose place is known, those without requests too."""
    counts = {tally.key: tally.count for tally in stats.everywhere}
    dots = [
        (place.name, *place.at, counts.get(place.code, 0)) for place in house.gazetteer.places if place.at
    ]
    return Dots(say(text("stats.on_map")), tuple(dots)) if any(count for *_, count in dots) else None


def _received(stats: Stats) -> Text:
    return text("stats.received", count=stats.received, urgent=stats.urgent, share=stats.urgent_share)


def _durations(house: House, stats: Stats, period: Period) -> Iterator[Text]:
    """How long people waited; whether the calendar that counted it is an expected one."""
    if spread := stats.first_contact:
        median, most = _hours(spread.median), _hours(spread.most)
        yield text("stats.first_contact", count=spread.count, median=median, most=most)
    if spread := stats.until_closed:
        yield text("stats.until_closed", count=spread.count, median=spread.median, most=spread.most)
    if stats.first_contact and not _is_sure(house, period):
        yield text("stats.expected")


def _kept(kept: Kept) -> Text:
    what = text(deadline_key(kept.deadline))
    return text("stats.kept", what=what, within=kept.within, late=kept.late, running=kept.running)


def _is_sure(house: House, period: Period) -> bool:
    return house.calendar.is_sure(period.start_ms, period.end_ms - 1)


def _hours(ms: int) -> Text:
    """Hours and tenths."""
    tenths = round(10 * ms / HOUR_MS)
    return text("stats.hours", whole=tenths // 10, tenth=tenths % 10)


def _sums(house: House, stats: Stats, period: Period, say: Say) -> Iterator[tuple[Cell, ...]]:
    yield say(text("sheet.all")), "", stats.received
    yield say(text("sheet.urgent")), "", stats.urgent
    for group, counted in _groups(house, stats):
        yield from ((say(text(f"sheet.{group}")), say(name), count) for name, count in counted)
    if spread := stats.first_contact:
        yield say(text("sheet.hours")), say(text("sheet.median")), round(spread.median / HOUR_MS, 1)
        yield say(text("sheet.hours")), say(text("sheet.most")), round(spread.most / HOUR_MS, 1)
    if spread := stats.until_closed:
        yield say(text("sheet.days")), say(text("sheet.median")), spread.median
        yield say(text("sheet.days")), say(text("sheet.most")), spread.most
    if not _is_sure(house, period):
        yield say(text("stats.expected")), "", None


# --- one request -----------------------------------------------------------------------------


def _row(house: House, entry: Entry, say: Say) -> tuple[Cell, ...]:
    contact = to_first_contact(entry, house.calendar)
    return (
        show_number(entry.number),
        _at(entry.created_at),
        say(_named(house, text(f"source.{entry.source}"), entry.source)),
        say(text(f"matter.{entry.kind}")),
        say(matter_of(house, entry.shown_matter)),
        # Beside its matter the commune of a sensitive request could be a name.
        say(text("sheet.hidden") if entry.is_sensitive else _place(house, entry.place)),
        house.office(entry.branch),
        say(text("sheet.yes")) if entry.urgent else "",
        say(text(f"status.{entry.status}")),
        say(_outcome(house, entry.outcome)) if entry.closed_at else "",
        _at(entry.claimed_at),
        _at(entry.first_reply_at),
        _at(entry.closed_at),
        None if contact is None else round(contact / HOUR_MS, 1),
    )


def _at(ms: int | None) -> datetime | None:
    """The time on the province's clock; spreadsheets know no zones."""
    return None if ms is None else datetime.fromtimestamp(ms // 1000, ZONE).replace(tzinfo=None)


# --- names -----------------------------------------------------------------------------------


def matter_of(house: House, matter: str) -> Text:
    """A matter in words; all sensitive ones are one."""
    return text("stats.sensitive") if matter == SENSITIVE else matter_words(house, matter)


def _outcome(house: House, outcome: str | None) -> Text:
    return _named(house, text(f"outcome.{outcome}"), outcome) if outcome else text("stats.no_outcome")


def _place(house: House, code: str | None) -> Text:
    if code is None:
        return text("card.nowhere")
    place = house.gazetteer.place(code)
    return quoted(place.title if place else code)


def _named(house: House, name: Text, code: str) -> Text:
    """The words for a code, or the code itself where a newer program or another province brought it."""
    return name if name.key in house.texts.sources else quoted(code)
