"""Where one person stands in one flow: a list of events whose fold is the answers.

Nothing is removed from the list but by ``without_words``, when a person refuses consent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias, assert_never, get_args

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
"""What JSON can hold, without fractions."""

ASIDE = "aside."


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered, or a deed was done (True), or given up after misses (None)."""

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class Undone:
    """An answer was taken back, to be asked again."""

    path: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer was put right without being asked again."""

    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class Observed:
    """Something seen of the world, or said aside; replay reads it here and never asks the world again."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Moved:
    """The session goes on with another version of its flow."""

    version: str


SessionEvent: TypeAlias = Answered | Undone | Changed | Observed | Moved

OfferedKind: TypeAlias = Literal[
    "option",
    "listed",
    "toggle",
    "done",
    "interrupt",
    "beside",
    "page",
    "place",
    "again",
    "keep",
    "edit",
    "mend",
    "close",
    "afresh",
    "call_back",
    "language",
    "delete_yes",
    "hear",
]
ScreenKind: TypeAlias = Literal[
    "question", "found", "list", "edit", "recap", "help", "human", "language", "delete", "hear"
]
"""A question, or what was opened on top of it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What pressing one button means."""

    kind: OfferedKind
    value: str | int = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the person looks at: a question, or a list of choices opened on top of it.

    ``said`` are the words a place was looked for with; ``listed`` the (id, label) pairs that were found, or that
    the world provided, and were offered. ``mending``: an answer that stands is being changed.
    """

    step: str = ""
    kind: ScreenKind = "question"
    page: int = 0
    said: str = ""
    listed: tuple[tuple[str, str], ...] = ()
    mending: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """``turn`` counts the questions put; ``offer`` is what a press on the present one can mean.

    ``misses`` counts answers in a row that did not fit. ``outcome`` is "" while the session is open.
    """

    flow: str
    version: str
    events: tuple[SessionEvent, ...] = ()
    turn: int = 0
    offer: tuple[Offered, ...] = ()
    misses: int = 0
    outcome: str = ""
    screen: Screen = Screen()


def answers(session: Session) -> dict[str, Value]:
    """The answers that stand, by step, also those of steps no longer on the way."""
    folded: dict[str, Value] = {}
    for event in session.events:
        match event:
            case Answered(path, value) | Changed(path, value):
                folded[path] = value
            case Undone(path):
                folded.pop(path, None)
            case Observed() | Moved():
                pass
            case _:
                assert_never(event)
    return folded


def acts(session: Session) -> int:
    """How often something was answered, changed or taken back so far."""
    return sum(isinstance(event, Answered | Changed | Undone) for event in session.events)


def last_whole(session: Session, path: str) -> Value:
    """The latest answer to a step that was not still being gathered, whether it was taken back since or not."""
    given = (
        e.value for e in reversed(session.events) if isinstance(e, Answered | Changed) and e.path == path
    )
    return next((value for value in given if not (isinstance(value, dict) and value.get("more"))), None)


def observations(session: Session) -> dict[str, Value]:
    """What was seen of the world, by name; the first sight stands."""
    seen: dict[str, Value] = {}
    for event in session.events:
        if isinstance(event, Observed):
            seen.setdefault(event.name, event.value)
    return seen


def asides(session: Session) -> tuple[Observed, ...]:
    """What was said or sent where it answered nothing, as ``{"text": …, "files": […]}``, oldest first."""
    return tuple(e for e in session.events if isinstance(e, Observed) and _is_aside(e))


def with_events(session: Session, events: Iterable[SessionEvent]) -> Session:
    """The session after these events too."""
    new = tuple(events)
    return replace(session, events=(*session.events, *new)) if new else session


def with_aside(session: Session, path: str, value: Value) -> Session:
    """Keep what was said at ``path`` without answering it."""
    name = f"{ASIDE}{path}."
    number = 1 + sum(event.name.startswith(name) for event in asides(session))
    return with_events(session, [Observed(f"{name}{number}", value)])


def without_words(session: Session) -> Session:
    """The same way through the flow, without anything the person said or sent in their own words."""
    kept = (_wordless(event) for event in session.events if not _is_aside(event))
    return replace(session, events=tuple(kept), screen=Screen(session.screen.step))


def without_answer(session: Session, path: str) -> Session:
    """The same way through the flow, without the words that answered this step."""
    kept = (
        replace(event, value={"text": ""})
        if isinstance(event, Answered | Changed) and event.path == path
        else event
        for event in session.events
    )
    return replace(session, events=tuple(kept))


def to_json(session: Session) -> str:
    """The session as one line of JSON; ``from_json`` gives an equal one back."""
    screen = session.screen
    record = {
        "flow": session.flow,
        "version": session.version,
        "events": [_event_to_list(event) for event in session.events],
        "turn": session.turn,
        "offer": [[offered.kind, offered.value] for offered in session.offer],
        "misses": session.misses,
        "outcome": session.outcome,
        "screen": [screen.step, screen.kind, screen.page, screen.said, screen.listed, screen.mending],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str) -> Session:
    """The session that ``to_json`` wrote; anything else is a bug of the caller and raises."""
    record: dict[str, Any] = json.loads(line)
    step, kind, page, said, listed, mending = record["screen"]
    return Session(
        flow=record["flow"],
        version=record["version"],
        events=tuple(_event_from_list(event) for event in record["events"]),
        turn=record["turn"],
        offer=tuple(Offered(kind, value) for kind, value in record["offer"]),
        misses=record["misses"],
        outcome=record["outcome"],
        screen=Screen(
            step,
            # A list that this program no longer opens: the question itself stands beneath it.
            kind if kind in get_args(ScreenKind) else "question",
            page,
            said,
            tuple((one, label) for one, label in listed),
            mending,
        ),
    )


def _is_aside(event: SessionEvent) -> bool:
    return isinstance(event, Observed) and event.name.startswith(ASIDE)


def _wordless(event: SessionEvent) -> SessionEvent:
    if isinstance(event, Answered | Changed) and isinstance(event.value, dict):
        option = event.value.get("option")
        return replace(event, value={"option": option} if option else {})
    return event


def _event_to_list(event: SessionEvent) -> list[Value]:
    match event:
        case Answered(path, value):
            return ["answered", path, value]
        case Undone(path):
            return ["undone", path]
        case Changed(path, value):
            return ["changed", path, value]
        case Observed(name, value):
            return ["observed", name, value]
        case Moved(version):
            return ["moved", version]
        case _:
            assert_never(event)


_EVENTS: Mapping[str, type[SessionEvent]] = {
    "answered": Answered,
    "undone": Undone,
    "changed": Changed,
    "observed": Observed,
    "moved": Moved,
}


def _event_from_list(row: list[Any]) -> SessionEvent:
    kind, *fields = row
    return _EVENTS[kind](*fields)
