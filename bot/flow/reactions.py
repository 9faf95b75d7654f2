"""What can happen to a session at its waiting question: answered, shown otherwise, missed, kept beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.chat import Said, Text, text
from bot.flow.answers import filed_value, filled
from bot.flow.menu import Menu
from bot.flow.model import SKIP, ConsentStep, Flow, QuestionStep, text_key
from bot.flow.session import (
    Answered,
    Changed,
    Screen,
    Session,
    SessionEvent,
    Undone,
    Value,
    last_answer,
    with_aside,
    with_events,
    without_words,
)
from bot.flow.turn import Consent, Effect, Erase, Facts, Filed, Heard, Press
from bot.flow.walk import Way
from bot.flow.words import clean, letters

STUCK_AFTER = 3
"""Misses in a row after which a person is offered."""

KEPT_LETTERS = 3
"""Words with fewer letters are a slip of the finger."""

STORY_CHARS = 20
"""Longer words at a question of choices are a story, not a miss."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """``leading``: the words that lead to the next question are said, as the person goes forward."""

    session: Session
    says: tuple[Text, ...] = ()
    effects: tuple[Effect, ...] = ()
    notice: Text | None = None
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Here:
    """The waiting question as the person sees it."""

    flow: Flow
    session: Session
    way: Way
    step: QuestionStep
    menu: Menu
    facts: Facts


def answer(here: Here, value: Value) -> Reaction:
    """Answer the question; where the way came back to it, its loop starts afresh."""
    events: list[SessionEvent] = [*map(Undone, here.way.round), Answered(here.step.id, value)]
    session = with_events(replace(here.session, misses=0, screen=Screen(here.step.id)), events)
    if not isinstance(here.step, ConsentStep):
        return Reaction(session, leading=True)
    given = value == "yes"
    consent = Consent(here.step.purpose, here.step.id, given, own_text(here, "text"))
    if given:
        return Reaction(session, effects=(consent,), leading=True)
    return Reaction(without_words(session), effects=(consent, Erase()), leading=True)


def show(here: Here, screen: Screen) -> Reaction:
    """The same question, seen otherwise."""
    return Reaction(replace(here.session, screen=screen))


def undo(here: Here, path: str, screen: Screen) -> Reaction:
    """Take an answer back, so that its question is asked again."""
    session = replace(here.session, misses=0, screen=screen)
    return Reaction(with_events(session, [Undone(path)]))


def restore(here: Here) -> Reaction:
    """Leave a question that was opened from a review: its answer stands as before."""
    changed = Changed(here.step.id, last_answer(here.session, here.step.id))
    return Reaction(with_events(replace(here.session, misses=0, screen=Screen(here.step.id)), [changed]))


def miss(here: Here, retry: Text, said: str = "") -> Reaction:
    """An answer that does not fit: say how to answer, offer a person, or give up as the flow says."""
    misses = here.session.misses + 1
    attempts = here.step.attempts
    if attempts is not None and misses >= attempts.max:
        return replace(answer(here, None), says=(text("flow.skipped"),) if attempts.then == SKIP else ())
    stuck = (text("flow.stuck"),) if attempts is None and misses >= STUCK_AFTER else ()
    screen = here.session.screen
    if said:
        screen = Screen(here.step.id, said=said)
    return Reaction(replace(here.session, misses=misses, screen=screen), (retry, *stuck))


def retry_text(here: Here, otherwise: str) -> Text:
    return own_text(here, "retry") if here.step.retry else text(otherwise)


def own_text(here: Here, part: str) -> Text:
    return filled(here.flow, text_key(here.flow.id, here.step.id, part), here.way.answers, here.facts)


def unmatched(here: Here, words: str, retry: Text) -> Reaction:
    """Nothing said is lost: words that answer nothing are kept beside, a story without calling it a miss."""
    if len(words) > STORY_CHARS:
        return aside(here.session, here.step.id, {"text": words, "files": []}, "flow.kept_words")
    return miss(keeping(here, words), retry)


def keeping(here: Here, words: str) -> Here:
    if letters(words) < KEPT_LETTERS:
        return here
    return replace(here, session=with_aside(here.session, here.step.id, {"text": words, "files": []}))


def aside(session: Session, path: str, value: Mapping[str, Value], says: str) -> Reaction:
    return Reaction(with_aside(session, path, dict(value)), (text(says),))


def stray(session: Session, heard: Heard, path: str) -> Reaction:
    """An event for a question that is no more: its words are kept, a press does nothing."""
    match heard:
        case Press():
            return Reaction(session, notice=text("press.old"), leading=True)
        case Said(words) if letters(words) >= KEPT_LETTERS:
            return replace(
                aside(session, path, {"text": clean(words), "files": []}, "flow.kept_words"), leading=True
            )
        case Filed():
            kept = aside(session, path, filed_value(heard, clean(heard.caption)), "flow.kept")
            return replace(kept, leading=True)
        case _:
            return Reaction(session, leading=True)
