"""What can happen to a session at its waiting question: answered, changed, shown otherwise, missed, kept beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.chat import Said, Text, text
from bot.flow.answers import filed_value, filled
from bot.flow.menu import Menu
from bot.flow.model import SKIP, ConsentStep, Flow, QuestionStep
from bot.flow.session import (
    Answered,
    Changed,
    Screen,
    ScreenKind,
    Session,
    SessionEvent,
    Undone,
    Value,
    last_whole,
    with_aside,
    with_events,
    without_words,
)
from bot.flow.turn import CallBack, Consent, Effect, Erase, Facts, Filed, Heard, Press
from bot.flow.walk import Way, walk
from bot.flow.words import clean, letters

KEPT_LETTERS = 3
"""Words with fewer letters are a slip of the finger."""

STORY_CHARS = 20
"""Longer words at a question of choices are a story, not a miss."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """``leading``: the words that lead to the next question are said, as the person goes forward.

    ``rests``: nothing is asked now.
    """

    session: Session
    says: tuple[Text, ...] = ()
    effects: tuple[Effect, ...] = ()
    notice: Text | None = None
    leading: bool = False
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """The waiting question as the person sees it."""

    flow: Flow
    session: Session
    way: Way
    step: QuestionStep
    menu: Menu
    facts: Facts

    @property
    def screen(self) -> Screen:
        """What is open on top of the question."""
        return self.session.screen

    def text(self, part: str) -> Text:
        """One of the question's own texts."""
        return filled(self.step, self.step.text(part), self.flow, self.way.answers, self.facts)


def answer(here: Here, value: Value) -> Reaction:
    """Answer the question; where the way came back to it, its loop starts afresh."""
    if here.screen.mending:
        return change(here, value)
    session = with_events(
        replace(here.session, misses=0, screen=Screen(here.step.id)), _answered(here, value)
    )
    if not isinstance(here.step, ConsentStep):
        return Reaction(session, leading=True)
    given = value == "yes"
    consent = Consent(here.step.purpose, here.step.id, given, here.text("text"))
    if given or _agreed(here):
        return Reaction(session, effects=(consent,), leading=True)
    return Reaction(without_words(session), effects=(consent, Erase()), leading=True)


def _agreed(here: Here) -> bool:
    """Was another consent given on the way? Who then says no to a further purpose takes nothing back."""
    return any(
        isinstance(here.flow.steps[path], ConsentStep) and given == "yes"
        for path, given in here.way.answers.items()
        if path != here.step.id
    )


def _answered(here: Here, value: Value) -> list[SessionEvent]:
    return [*map(Undone, here.way.round), Answered(here.step.id, value)]


def gather(here: Here, value: Mapping[str, Value], *says: Text) -> Reaction:
    """Keep what a question has got so far; it waits for more."""
    session = replace(here.session, misses=0, screen=closed(here))
    so_far: dict[str, Value] = {**value, "more": True}
    events = [Changed(here.step.id, so_far)] if here.screen.mending else _answered(here, so_far)
    return Reaction(with_events(session, events), says)


def change(here: Here, value: Value) -> Reaction:
    """Another answer in the place of one that stands: only what depends on it is asked again, and is told why."""
    before = last_whole(here.session, here.step.id)
    stood = _way_with(here, before)
    events: list[SessionEvent] = [Changed(here.step.id, value)]
    if value != before:
        events += map(Undone, _dependants(here, stood))
    session = with_events(replace(here.session, misses=0, screen=Screen(here.step.id)), events)
    after = walk(here.flow, session, here.facts).at
    if after is stood.at:
        return Reaction(session)
    because = text("edit.because", question=here.text("text"))
    return Reaction(session, (because,) if isinstance(after, QuestionStep) else (), leading=True)


def _way_with(here: Here, value: Value) -> Way:
    """The way where the question has this answer: as it stood, even while another one is still being gathered."""
    return walk(here.flow, with_events(here.session, [Changed(here.step.id, value)]), here.facts)


def _dependants(here: Here, stood: Way) -> list[str]:
    """The answered questions that name the changed answer, or those that name these, in the order of the way."""
    changed = {here.step.id}
    for path in stood.trail:
        step = here.flow.steps[path]
        if isinstance(step, QuestionStep) and changed & {*step.depends, *step.names.values()}:
            changed.add(path)
    return [path for path in stood.trail if path in changed and path != here.step.id]


def show(here: Here, screen: Screen) -> Reaction:
    """The same question, seen otherwise."""
    return Reaction(replace(here.session, screen=screen))


def opened(here: Here, kind: ScreenKind) -> Screen:
    """A list of choices on top of the question."""
    return replace(here.screen, kind=kind, page=0)


def closed(here: Here) -> Screen:
    """The question itself again."""
    return Screen(here.step.id, listed=here.screen.listed, mending=here.screen.mending)


def undo(here: Here, path: str) -> Reaction:
    """Take an answer back, so that its question is asked again."""
    session = replace(here.session, misses=0, screen=Screen(path))
    return Reaction(with_events(session, [Undone(path)]))


def leave(here: Here) -> Reaction:
    """Leave a question that was opened to change its answer: it stands as before."""
    session = replace(here.session, misses=0, screen=Screen())
    if here.way.at is None or here.way.at.id != here.step.id:
        return Reaction(session)
    return Reaction(with_events(session, [Changed(here.step.id, last_whole(session, here.step.id))]))


def miss(here: Here, retry: Text, said: str = "") -> Reaction:
    """An answer that does not fit: say how to answer, offer a person, or give up as the flow says."""
    misses = here.session.misses + 1
    attempts = here.step.attempts
    if attempts is not None and misses >= attempts.max and not here.screen.mending:
        return replace(answer(here, None), says=(text("flow.skipped"),) if attempts.then == SKIP else ())
    offered = attempts is None and misses >= here.flow.misses and here.flow.audience == "citizen"
    stuck = (text("flow.stuck"),) if offered else ()
    screen = replace(closed(here), said=said) if said else here.screen
    return Reaction(replace(here.session, misses=misses, screen=screen), (retry, *stuck))


def retry_text(here: Here, otherwise: str) -> Text:
    """The question's own words for an answer that does not fit, or the program's."""
    return here.text("retry") if here.step.retry else text(otherwise)


def unmatched(here: Here, words: str, retry: Text) -> Reaction:
    """Nothing said is lost: words that answer nothing are kept beside, a story without calling it a miss."""
    if len(words) > STORY_CHARS:
        return aside(here.session, here.step.id, {"text": words, "files": []}, "flow.kept_words")
    return miss(keeping(here, words), retry)


def keeping(here: Here, words: str) -> Here:
    """Here, with these words kept beside the question."""
    if letters(words) < KEPT_LETTERS:
        return here
    return replace(here, session=with_aside(here.session, here.step.id, {"text": words, "files": []}))


def spoken_beside(here: Here, filed: Filed) -> Reaction:
    """A voice where a press was waited for is kept; who can only speak is handed to a person."""
    misses = here.session.misses + 1
    kept = with_aside(here.session, here.step.id, filed_value(filed, clean(filed.caption)))
    if misses < here.flow.misses or here.flow.audience == "staff":
        return Reaction(replace(kept, misses=misses), (text("flow.kept_voice"),))
    return Reaction(replace(kept, misses=0), (text("flow.passed_on"),), effects=(CallBack(),))


def aside(session: Session, path: str, value: Mapping[str, Value], says: str) -> Reaction:
    """Keep beside the question what answers nothing, and say so."""
    return Reaction(with_aside(session, path, dict(value)), (text(says),))


def stray(session: Session, heard: Heard, path: str) -> Reaction:
    """An event for a question that is no more: its words are kept, a press does nothing."""
    match heard:
        case Press():
            return Reaction(session, notice=text("press.old"), leading=True)
        case Said(words) if letters(words) >= KEPT_LETTERS:
            kept = aside(session, path, {"text": clean(words), "files": []}, "flow.kept_words")
            return replace(kept, leading=True)
        case Filed():
            kept = aside(session, path, filed_value(heard, clean(heard.caption)), "flow.kept")
            return replace(kept, leading=True)
        case _:
            return Reaction(session, leading=True)
