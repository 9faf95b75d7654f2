"""After the end: one short question with three faces, once. Who reads what is said to it: opinions.py."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from bot.chat import Button, Outgoing, Rows, text
from bot.domain.request import Kind, Outcome, Request, Status
from bot.flow.answers import words_of
from bot.flow.session import asides
from bot.handlers import letters
from bot.handlers.facts import local, may_show
from bot.handlers.house import House
from bot.handlers.own_deeds import Done
from bot.store import history, people, requests, surveys, timers
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored
from bot.store.surveys import Face

SURVEY: Final = "survey"
"""The timer, and the flow that asks for words."""
ASKED: Final = "survey_asked"
AFTER: Final = frozenset({Outcome.ANSWERED, Outcome.ENDED, Outcome.REFERRED})
"""After these ends it is asked: somebody was served."""
KINDS: Final = frozenset({Kind.LEGAL_AID, Kind.CALLBACK})
ICONS: Final[Mapping[Face, str]] = {Face.GOOD: "🙂", Face.MIDDLING: "😐", Face.BAD: "🙁"}


def plan(tx: Transaction, house: House, request: Request, outcome: Outcome) -> None:
    """It has ended: the question comes some days later, in the hours in which one may write."""
    if outcome not in AFTER or not _may_ask(tx, request):
        return
    _wait(tx, house, request, datetime.timedelta(days=house.defaults.survey_days))


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """How was it? Once, and only where nothing speaks against it now either."""
    request = requests.find(tx, row)
    if request is None or request.status is not Status.CLOSED or not _may_ask(tx, request):
        return []
    if house.defaults.quiet_hours.is_quiet(local(tx.now).time()):  # it rang late, after the bot was down
        _wait(tx, house, request, datetime.timedelta())
        return []
    asked = letters.notify(tx, house, request, text("after.ask"), _faces(request))
    if asked:
        history.append(tx, request.id, "machine", ASKED)
    return asked


def _wait(tx: Transaction, house: House, request: Request, span: datetime.timedelta) -> None:
    """One timer a request, in the hours in which one may write to people."""
    due = house.defaults.quiet_hours.next_allowed(local(tx.now) + span)
    chat = people.load(tx, request.person).chat
    timers.set_only(tx, SURVEY, chat, int(due.timestamp() * 1000), str(request.id))


def _may_ask(tx: Transaction, request: Request) -> bool:
    """Not where others read, not where it hurts, not who wants quiet, and not twice."""
    person = people.load(tx, request.person)
    shown = may_show(request, person) and not request.silenced and not person.left and not person.came_by
    if not shown or request.urgent or request.kind not in KINDS:
        return False
    return all(link["what"] != ASKED for link in history.of_request(tx, request.id))


def _faces(request: Request) -> Rows:
    """One row of three."""
    return (tuple(Button(text(f"face.{face}"), f"face:{request.id}.{face}", ICONS[face]) for face in Face),)


# --- the answer ------------------------------------------------------------------------------


def opine(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    """Words or a voice beside the face."""
    said = [inputs.get("words"), *(aside.value for aside in asides(stored.session))]
    words = "\n".join(each for each in map(words_of, said) if each)
    surveys.say(tx, person.id, stored.id, words)
    return Done({"told": text("after.told")}, [])
