"""A flow, a session, an event and the facts give a turn: the session after it, what is said, what is done.

Pure: nothing here asks a clock, a file or chance, and the same arguments give the same turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from bot.chat import Said, Text, text
from bot.flow.amending import amended, is_changeable
from bot.flow.answers import filled
from bot.flow.conditions import Constant, StepAnswer, Term
from bot.flow.hearing import react
from bot.flow.menu import Menu
from bot.flow.model import (
    ExitStep,
    Flow,
    HandoffStep,
    QuestionStep,
    Step,
    SubmitStep,
)
from bot.flow.moving import Onward, onward
from bot.flow.reactions import Here, Reaction, stray
from bot.flow.screens import is_hushed, listed, menu, said_back
from bot.flow.sent import album_path, answered_by, into_album, noted
from bot.flow.session import (
    Answered,
    Moved,
    Observed,
    Screen,
    Session,
    SessionEvent,
    Value,
    acts,
    answers,
    with_events,
)
from bot.flow.turn import Effect, Facts, Filed, Handoff, Heard, Press, Question, Submit, Turn
from bot.flow.walk import Way, walk

MAX_TURNS: Final = 500
MAX_EVENTS: Final = 2000
"""A session that reaches one of these ends, exhausted: it would grow without end."""


def start(flow: Flow, facts: Facts, given: Mapping[str, Value] | None = None) -> Turn:
    """Begin a session; ``given`` is what is known already, and is noted as observed."""
    session = Session(flow.id, flow.version)
    session = with_events(session, [Observed(name, value) for name, value in (given or {}).items()])
    return _settle(flow, Reaction(session, leading=True), session, facts)


def resume(
    flow: Flow,
    session: Session,
    heard: Heard,
    facts: Facts,
    message: str = "",
    onto: Onward | None = None,
) -> Turn:
    """One event of the person. On a closed session, and for a press on an earlier question, only a notice.

    ``message`` names what was sent, so that a later edit of it finds the answer it gave. ``onto``: a newer version, by which
    it goes on once the event was understood as the person saw the question.
    """
    if session.outcome:
        return Turn(session, notice=text("press.old") if isinstance(heard, Press) else None)
    if isinstance(heard, Press) and old_press(session, heard):
        return Turn(session, notice=text("press.noted"))
    session = _moved(flow, session)
    if isinstance(heard, Filed) and (path := album_path(session, heard)) is not None:
        return Turn(into_album(flow, session, path, heard))
    reaction = _reacted(flow, session, heard, facts, message)
    going, reaction = onward(flow, onto, session, reaction, facts) if onto else (flow, reaction)
    return _settle(going, reaction, session, facts)


def _reacted(flow: Flow, session: Session, heard: Heard, facts: Facts, message: str) -> Reaction:
    here = _here(flow, session, facts)
    if here is None:
        return stray(session, heard, session.screen.step)
    if here.menu.offer() != session.offer and isinstance(heard, Press):
        return Reaction(session, notice=text("press.old"))
    return noted(here, react(here, heard), heard, message)


def amend(flow: Flow, session: Session, said: Said, facts: Facts, message: str) -> Turn | None:
    """A message was edited: the answer it gave is changed. None where it gave none that can be changed still."""
    session = _moved(flow, session)
    way = walk(flow, session, facts)
    path = answered_by(session, message) or ""
    if session.screen.step == path and session.screen.kind == "found" and not session.outcome:
        return resume(flow, session, said, facts, message)  # it is still being asked which place was meant
    step = flow.steps.get(path)
    if session.outcome or not isinstance(step, QuestionStep) or not is_changeable(flow, way, step):
        return None
    awake = replace(facts, away=False)
    mended = replace(session, screen=Screen(step.id, listed=listed(step, way, facts), mending=True))
    here = Here(flow, mended, way, step, menu(flow, way, step, mended, awake), awake)
    return _settle(flow, amended(here, said, session), session, facts)


def ask_again(flow: Flow, session: Session, facts: Facts, onto: Onward | None = None) -> Turn:
    """The present question once more, with the same turn and offer unless the world has changed them."""
    if session.outcome:
        return Turn(session)
    return _settle(*_begun_on(flow, session, facts, onto), session, facts)


def recap(flow: Flow, session: Session, facts: Facts, onto: Onward | None = None) -> Turn:
    """Where the person stood, and whether to go on or to begin anew; with nothing answered, the question itself."""
    if session.outcome or not answers(session):
        return ask_again(flow, session, facts, onto)
    flow, reaction = _begun_on(flow, session, facts, onto)
    shown = replace(reaction.session, screen=replace(reaction.session.screen, kind="recap", page=0))
    return _settle(flow, replace(reaction, session=shown), session, facts)


def _begun_on(flow: Flow, session: Session, facts: Facts, onto: Onward | None) -> tuple[Flow, Reaction]:
    """Where nothing was said only a session that must move goes on with the newer version."""
    reaction = Reaction(_moved(flow, session))
    return onward(flow, onto, session, reaction, facts) if onto else (flow, reaction)


def old_press(session: Session, press: Press) -> bool:
    """A button of an earlier question of this session: it was noted then."""
    return press.turn < session.turn


# --- where one stands ------------------------------------------------------------------------


def _here(flow: Flow, session: Session, facts: Facts) -> Here | None:
    """The waiting question; None when it is another than the person saw."""
    way = walk(flow, session, facts)
    step = _waiting(flow, session, way)
    if not isinstance(step, QuestionStep) or step.id != session.screen.step:
        return None
    return Here(flow, session, way, step, menu(flow, way, step, session, facts), facts)


def _waiting(flow: Flow, session: Session, way: Way) -> Step | None:
    """The question that waits: the first without an answer, or an answered one that was opened to change it."""
    if session.screen.mending and session.screen.step in way.trail:
        return flow.steps[session.screen.step]
    return way.at


# --- going on --------------------------------------------------------------------------------


def _settle(flow: Flow, reaction: Reaction, before: Session, facts: Facts) -> Turn:
    """Go on from a reaction to the next question or the end, doing the deeds on the way."""
    if reaction.rests:
        return Turn(_resting(before, reaction.session), reaction.says, effects=reaction.effects)
    road = _Road(
        flow, facts, before, reaction.session, [*reaction.says], [*reaction.effects], reaction.leading
    )
    asks = road.go()
    return Turn(
        road.session, tuple(road.says), asks, tuple(road.effects), reaction.notice, road.aloud, road.read_back
    )


def _resting(before: Session, session: Session) -> Session:
    """What was pressed on a list is gone with it, so that a second press does nothing."""
    if before.screen.kind == "question":
        return session
    return replace(session, turn=before.turn + 1, offer=())


@dataclass(slots=True)
class _Road:
    flow: Flow
    facts: Facts
    before: Session
    session: Session
    says: list[Text]
    effects: list[Effect]
    leading: bool
    aloud: bool = False
    read_back: tuple[Text, ...] = ()

    def go(self) -> Question | None:
        while not self.session.outcome:
            way = walk(self.flow, self.session, self.facts)
            self.aloud = not way.quiet
            self.session = with_events(self.session, way.seen)
            if self.leading:
                self.says += [self._own(way, self.flow.steps[step]) for step in way.lead_in]
            at = _waiting(self.flow, self.session, way)
            if isinstance(at, QuestionStep):
                asks = self._wait(way, at)
                if asks is not None:
                    return asks
            elif way.tired:
                self._exhaust()
            else:
                assert at is None or isinstance(at, SubmitStep | HandoffStep | ExitStep)
                self._pass(way, at)
        self.session = replace(self.session, offer=())
        return None

    def _pass(self, way: Way, at: SubmitStep | HandoffStep | ExitStep | None) -> None:
        match at:
            case SubmitStep():
                self._submit(way, at)
            case HandoffStep():
                handoff = Handoff(at.who, self._own(way, at))
                self.effects.append(handoff)
                self.says.append(handoff.text)
                self._end("handoff", [Answered(at.id, True)])
            case ExitStep():
                self.says += [] if at.silent else [self._own(way, at)]
                self._end(at.outcome)
            case None:
                self._end("done")
            case _:
                assert_never(at)

    def _submit(self, way: Way, step: SubmitStep) -> None:
        inputs = {name: _given(term, way) for name, term in step.inputs.items() if _is_known(term, way)}
        receipt = self._own(way, step, "receipt") if step.receipt else None
        self.effects.append(Submit(step.deed, step.id, inputs, receipt))
        self.says += [receipt] if receipt else []
        self.session = with_events(self.session, [Answered(step.id, True)])
        self.leading = True

    def _wait(self, way: Way, step: QuestionStep) -> Question | None:
        """Put the question; the turn grows when it, or what it offers, is another than before."""
        if self.session.screen.step != step.id:
            self.session = replace(self.session, screen=Screen(step.id))
        self._list(way, step)
        shown = menu(self.flow, way, step, self.session, self.facts)
        self.aloud = not is_hushed(way, step)
        self.read_back = said_back(self.flow, way, step)
        if self._is_new(shown):
            self.session = replace(self.session, turn=self.before.turn + 1, offer=shown.offer())
        if self.session.turn > MAX_TURNS or len(self.session.events) > MAX_EVENTS:
            self._exhaust()
            return None
        return shown.question()

    def _is_new(self, shown: Menu) -> bool:
        """Another question, another list on top of it, or the same after something was answered."""
        then, now = self.before, self.session
        return (
            shown.offer() != then.offer
            or (now.screen.step, now.screen.kind) != (then.screen.step, then.screen.kind)
            or acts(now) > acts(then)
        )

    def _list(self, way: Way, step: QuestionStep) -> None:
        """Entries of a provided list are read once, and stand as they were offered."""
        screen = self.session.screen
        if screen.kind == "question" and not screen.listed and (found := listed(step, way, self.facts)):
            self.session = replace(self.session, screen=replace(screen, listed=found))

    def _exhaust(self) -> None:
        self.says.append(text("flow.too_long"))
        self._end("exhausted")

    def _end(self, outcome: str, events: Sequence[SessionEvent] = ()) -> None:
        self.session = replace(with_events(self.session, events), outcome=outcome)

    def _own(self, way: Way, step: Step, part: str = "text") -> Text:
        return filled(step, step.text(part), self.flow, way.answers, self.facts)


def _is_known(term: Term, way: Way) -> bool:
    return not isinstance(term, StepAnswer) or term.step in way.answers


def _given(term: Term, way: Way) -> Value:
    """What a deed is given."""
    if isinstance(term, StepAnswer):
        return way.answers[term.step]
    assert isinstance(term, Constant), "the reader lets nothing else through"
    return term.value


def _moved(flow: Flow, session: Session) -> Session:
    if session.version == flow.version:
        return session
    return with_events(replace(session, version=flow.version), [Moved(flow.version)])
