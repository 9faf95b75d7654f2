"""A flow, a session, an event and the facts give a turn: the session after it, what is said, what is done.

Pure: nothing here asks a clock, a file or chance, and the same arguments give the same turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.chat import Text, text
from bot.flow.answers import filled
from bot.flow.hearing import react
from bot.flow.menu import menu
from bot.flow.model import (
    ExitStep,
    Flow,
    HandoffStep,
    QuestionStep,
    SubmitStep,
    text_key,
)
from bot.flow.reactions import Here, Reaction, stray
from bot.flow.session import Answered, Moved, Observed, Screen, Session, SessionEvent, Value, with_events
from bot.flow.turn import Effect, Facts, Handoff, Heard, Press, Question, Submit, Turn
from bot.flow.walk import Way, walk

MAX_TURNS = 500
MAX_EVENTS = 2000
"""A session that reaches one of these ends, exhausted: it would grow without end."""


def start(flow: Flow, facts: Facts, given: Mapping[str, Value] | None = None) -> Turn:
    """Begin a session; ``given`` is what is known already, and is noted as observed."""
    session = Session(flow.id, flow.version)
    session = with_events(session, [Observed(name, value) for name, value in (given or {}).items()])
    return _settle(flow, Reaction(session, leading=True), facts)


def resume(flow: Flow, session: Session, heard: Heard, facts: Facts) -> Turn:
    """One event of the person. On a closed session, and for a press on an earlier question, only a notice."""
    if session.outcome:
        return Turn(session, notice=text("press.old") if isinstance(heard, Press) else None)
    if isinstance(heard, Press) and old_press(session, heard):
        return Turn(session, notice=text("press.noted"))
    session = _moved(flow, session)
    way = walk(flow, session, facts)
    if not isinstance(way.at, QuestionStep) or way.at.id != session.screen.step:
        return _settle(flow, stray(session, heard, session.screen.step), facts)
    here = Here(flow, session, way, way.at, menu(flow, way, way.at, session, facts), facts)
    if here.menu.offer() != session.offer and isinstance(heard, Press):
        return _settle(flow, Reaction(session, notice=text("press.old")), facts)
    return _settle(flow, react(here, heard), facts)


def ask_again(flow: Flow, session: Session, facts: Facts) -> Turn:
    """The present question once more, with the same turn and offer unless the world has changed them."""
    return Turn(session) if session.outcome else _settle(flow, Reaction(_moved(flow, session)), facts)


def old_press(session: Session, press: Press) -> bool:
    """A button of an earlier question of this session: it was noted then."""
    return press.turn < session.turn


def _settle(flow: Flow, reaction: Reaction, facts: Facts) -> Turn:
    """Go on from a reaction to the next question or the end, doing the deeds on the way."""
    road = _Road(flow, facts, reaction.session, [*reaction.says], [*reaction.effects], reaction.leading)
    asks = road.go()
    return Turn(road.session, tuple(road.says), asks, tuple(road.effects), reaction.notice)


@dataclass(slots=True)
class _Road:
    flow: Flow
    facts: Facts
    session: Session
    says: list[Text]
    effects: list[Effect]
    leading: bool

    def go(self) -> Question | None:
        while not self.session.outcome:
            way = walk(self.flow, self.session, self.facts)
            self.session = with_events(self.session, way.seen)
            if self.leading:
                self.says += [self._own(way, step) for step in way.lead_in]
            if isinstance(way.at, QuestionStep):
                asks = self._wait(way, way.at)
                if asks is not None:
                    return asks
            elif way.tired:
                self._exhaust()
            else:
                self._pass(way, way.at)
        self.session = replace(self.session, offer=())
        return None

    def _pass(self, way: Way, at: SubmitStep | HandoffStep | ExitStep | None) -> None:
        match at:
            case SubmitStep():
                self._submit(way, at)
            case HandoffStep():
                handoff = Handoff(at.who, self._own(way, at.id))
                self.effects.append(handoff)
                self.says.append(handoff.text)
                self._end("handoff", [Answered(at.id, True)])
            case ExitStep():
                self.says.append(self._own(way, at.id))
                self._end(at.outcome)
            case None:
                self._end("done")
            case _:
                assert_never(at)

    def _submit(self, way: Way, step: SubmitStep) -> None:
        inputs = {name: way.answers[source] for name, source in step.inputs.items() if source in way.answers}
        receipt = self._own(way, step.id, "receipt") if step.receipt else None
        self.effects.append(Submit(step.deed, step.id, inputs, receipt))
        self.says += [receipt] if receipt else []
        self.session = with_events(self.session, [Answered(step.id, True)])
        self.leading = True

    def _wait(self, way: Way, step: QuestionStep) -> Question | None:
        """Put the question; the turn grows when it, or what it offers, is another than before."""
        before = self.session
        if before.screen.step != step.id:
            self.session = replace(before, screen=Screen(step.id))
        shown = menu(self.flow, way, step, self.session, self.facts)
        if before.screen.step != step.id or shown.offer() != before.offer:
            self.session = replace(self.session, turn=before.turn + 1, offer=shown.offer())
        if self.session.turn > MAX_TURNS or len(self.session.events) > MAX_EVENTS:
            self._exhaust()
            return None
        return shown.question()

    def _exhaust(self) -> None:
        self.says.append(text("flow.too_long"))
        self._end("exhausted")

    def _end(self, outcome: str, events: Sequence[SessionEvent] = ()) -> None:
        self.session = replace(with_events(self.session, events), outcome=outcome)

    def _own(self, way: Way, step: str, part: str = "text") -> Text:
        return filled(self.flow, text_key(self.flow.id, step, part), way.answers, self.facts)


def _moved(flow: Flow, session: Session) -> Session:
    if session.version == flow.version:
        return session
    return with_events(replace(session, version=flow.version), [Moved(flow.version)])
