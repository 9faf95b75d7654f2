"""What people thought when it was over: a face is pressed, words may follow; those who lead read sums, and words without names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import KeptFile, Message, Moment, Outgoing, PressAnswer, Priority, Refused, Text, quoted, text
from bot.domain.reporting_period import Period
from bot.handlers import turns
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.surveys import ICONS, SURVEY
from bot.handlers.work import tell
from bot.store import audit, files, requests, surveys
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.store.surveys import Face, Opinion

Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]

FEWEST: Final = 5
"""Fewer faces than these are told to nobody: they would be the faces of known people."""
LISTED: Final = 20


def _press_face(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """A face is kept, the first one; then there may be words."""
    row, _, face = rest.partition(".")
    request = requests.find(tx, row_in(row))
    if request is None or request.person != person.id or face not in [*Face]:
        raise Refused(text("press.old"))
    if not surveys.add(tx, request.id, Face(face)):
        return [PressAnswer(person.chat, press, text("press.noted"))]
    unhappy = [Message(person.chat, (text("after.unhappy"),))] if face == Face.BAD else []
    return [PressAnswer(person.chat, press), *unhappy, *turns.begin(tx, house, person, SURVEY)]


# --- for those who lead ----------------------------------------------------------------------


def in_words(tx: Transaction, period: Period) -> Text:
    """How many of each face in a period, in the whole Centre: never by officer, never by branch."""
    counts = surveys.totals(tx, period.start_ms, period.end_ms)
    total = sum(counts.values())
    if total < FEWEST:
        return text("stats.faces_few", fewest=FEWEST)
    faces = tuple(text("stats.face", icon=ICONS[face], count=counts[face]) for face in Face)
    return text("stats.faces", count=total, list=faces)


def opinions(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What was said in words and by voice; of whom, and of which request, is not told."""
    found = surveys.opinions(tx, LISTED)
    audit.note(tx, officer.person, "opinions_read")
    if not found:
        return [tell(officer, text("opinions.none"))]
    lines = tuple(_line(each) for each in found)
    shown = Message(officer.chat, (text("opinions.list"), lines), priority=Priority.STAFF, protect=True)
    return [shown, *(voice for each in found for voice in _voices(tx, officer, each))]


def _line(said: Opinion) -> Text:
    words = quoted(said.words) if said.words else text("opinions.voice")
    return text("opinions.line", icon=ICONS[said.face], at=Moment(said.at, day=True), words=words)


def _voices(tx: Transaction, officer: Officer, said: Opinion) -> list[Outgoing]:
    kept = files.of_session(tx, said.session) if said.session is not None else []
    says = (text("opinions.file", icon=ICONS[said.face]),)
    return [
        Message(officer.chat, says, file=KeptFile(each.id, each.kind), priority=Priority.STAFF, protect=True)
        for each in kept
    ]


PRESSES: Final[Mapping[str, Press]] = {"face": _press_face}
