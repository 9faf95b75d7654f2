"""A turn → the things the bot said in it, each by the names that a transcript may give it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.chat import Text
from bot.flow.model import Asking, ExitStep, Flow, HandoffStep, QuestionStep, SayStep, Step, SubmitStep
from bot.flow.session import Answered, Session
from bot.flow.turn import Question, Turn
from bot.rehearsal.coverage import Taken
from bot.rehearsal.transcript import Bot

RETRIES: Final = ("flow.retry.", "flow.place.unknown", "flow.place.again", "flow.too_long_text")
"""The program's own words for an answer that does not fit begin so."""


@dataclass(frozen=True, slots=True)
class Uttered:
    """One thing the bot said. ``names``: how a transcript may call it, the usual one first.

    ``needed``: a transcript must list it. ``taken``: the steps whose text it may be. ``question`` stands where it
    waits for an answer. A reminder has no ``text``, its sender words it, but a time ``at`` which it comes.
    """

    names: tuple[Bot, ...]
    needed: bool
    text: Text | None = None
    question: Question | None = None
    taken: tuple[Taken, ...] = ()
    at: datetime.datetime | None = None


Index: TypeAlias = Mapping[str, tuple[tuple[Bot, Taken], ...]]
"""The key of a text of a flow → what it is in a transcript, and what is taken where it is said."""


def index(flow: Flow, prefix: str = "") -> Index:
    """What each text of the flow is; ``prefix`` stands before the paths of a flow that lies on top of another."""
    found: dict[str, list[tuple[Bot, Taken]]] = {}
    for step in flow.steps.values():
        for key, bot, option in _texts(step, prefix):
            found.setdefault(key, []).append((bot, Taken(step.key, option)))
    return {key: tuple(bots) for key, bots in found.items()}


def utterances(
    known: Index, flow: Flow, before: Session | None, turn: Turn, prefix: str = ""
) -> list[Uttered]:
    """Everything said in this turn, in its order."""
    path = turn.session.screen.step
    said = [_said(known, text, prefix, path) for text in turn.says]
    if turn.notice is not None:
        said.insert(0, Uttered((Bot("notice", turn.notice.key),), False, turn.notice))
    return [*said, *_asked(flow, before, turn, prefix)] if turn.asks else said


def _texts(step: Step, prefix: str) -> Iterator[tuple[str, Bot, str]]:
    path = f"{prefix}{step.id}"
    match step:
        case SayStep() | HandoffStep() | ExitStep():
            yield step.text(), Bot("step", path), ""
        case SubmitStep():
            yield step.text("receipt"), Bot("step", path), ""
        case _ if isinstance(step, Asking):
            yield step.text(), Bot("step", path), ""
            yield step.text("retry"), Bot("retry", path), ""
            hints = [option for option in step.options if option.hint]
            yield from (
                (option.hint or "", Bot("hint", f"{path}.{option.id}"), option.id) for option in hints
            )
        case _:
            pass


def _said(known: Index, text: Text, prefix: str, path: str) -> Uttered:
    own = known.get(text.key)
    if own:
        return Uttered(tuple(bot for bot, _ in own), True, text, taken=tuple(taken for _, taken in own))
    names = [Bot("says", text.key)]
    if text.key.startswith(RETRIES):
        names.append(Bot("retry", f"{prefix}{path}"))
    return Uttered(tuple(names), False, text)


def _asked(flow: Flow, before: Session | None, turn: Turn, prefix: str) -> Iterable[Uttered]:
    """What the screen says; the question itself is needed unless it stood there before, unanswered."""
    asks, screen = turn.asks, turn.session.screen
    assert asks is not None
    step = flow.steps[screen.step]
    assert isinstance(step, QuestionStep)
    if screen.kind == "recap":
        named = "named" if asks.text[0].key == flow.head.text("recap") else "plain"
        recap = Uttered((Bot("recap", named), Bot("recap", "")), True, asks.text[0], asks)
        return [recap, *_beside(asks, asks.text[0].key)]
    own = step.text()
    beside = _beside(asks, own)
    if screen.kind not in ("question", "list"):
        return [*beside[:-1], Uttered(beside[-1].names, False, beside[-1].text, asks)]
    text = next(text for text in asks.text if text.key == own)
    needed = screen.kind == "question" and _is_new(before, turn.session)
    names = (Bot("step", f"{prefix}{screen.step}"),)
    return [*beside, Uttered(names, needed, text, asks, (Taken(step.key, ""),))]


def _beside(asks: Question, own: str) -> list[Uttered]:
    """What the screen says besides."""
    return [Uttered((Bot("says", text.key),), False, text) for text in asks.text if text.key != own]


def _is_new(before: Session | None, after: Session) -> bool:
    """Another question than before, or the same after something was answered."""
    if before is None or before.screen.step != after.screen.step:
        return True
    return any(
        isinstance(event, Answered) and not (isinstance(event.value, dict) and event.value.get("more"))
        for event in after.events[len(before.events) :]
    )
