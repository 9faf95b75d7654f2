"""A session goes on with another version of its flow: every answer keeps its place, or it is said that it is asked again.

Pure. When it moves, and which version is in force, is the caller's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.chat import text
from bot.flow.answers import fits
from bot.flow.model import ConsentStep, Flow, QuestionStep, Step, SubmitStep
from bot.flow.reactions import Reaction
from bot.flow.session import (
    Answered,
    Changed,
    Moved,
    Screen,
    Session,
    SessionEvent,
    Undone,
    Value,
    acts,
    answers,
    with_aside,
    with_events,
)
from bot.flow.turn import Facts
from bot.flow.walk import walk


@dataclass(frozen=True, slots=True)
class Onward:
    """The version that new sessions begin with. ``force``: a session moves even where an answer finds no place."""

    flow: Flow
    force: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """A session on the new version. ``again``: steps of it that are asked once more; ``homeless``: steps of the old one whose
    answers the new one has no place for; ``sent``: a deed is done that the new one does not know, so it may never move."""

    session: Session
    again: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()
    sent: bool = False

    @property
    def is_whole(self) -> bool:
        """Does everything that was answered find its place?"""
        return not (self.again or self.homeless or self.sent)


def carry(old: Flow, new: Flow, session: Session, facts: Facts) -> Carried:
    """The session as it would stand on the new version."""
    renames = new.migration.renames if new.migration.is_for(session.version) else {}
    reasks = new.migration.reasks if new.migration.is_for(session.version) else frozenset()
    standing, again, homeless, sent = answers(session), [], [], False
    for path in walk(old, session, facts).trail:
        now, step = renames.get(path, path), new.steps.get(renames.get(path, path))
        before = old.steps[path]
        if isinstance(before, SubmitStep):
            sent = sent or not (isinstance(step, SubmitStep) and step.deed == before.deed)
        elif step is None:
            homeless.append(path)
        elif now in reasks or not _same(before, step, standing.get(path)):
            again.append(now)
    moved = replace(
        session,
        version=new.version,
        events=tuple(_renamed(event, renames) for event in session.events),
        screen=_screen(session.screen, renames, new),
    )
    moved = with_events(moved, [*(Undone(path) for path in again), Moved(new.version)])
    return Carried(moved, tuple(again), tuple(homeless), sent)


def onward(old: Flow, to: Onward, before: Session, reaction: Reaction, facts: Facts) -> tuple[Flow, Reaction]:
    """The flow by which a reaction goes on, and the reaction there: the new one once something was answered and all of it
    finds its place, or at once where it must."""
    session = reaction.session
    if session.outcome or reaction.rests or not (to.force or acts(session) > acts(before)):
        return old, reaction
    carried = carry(old, to.flow, session, facts)
    if carried.sent or not (to.force or carried.is_whole):
        return old, reaction
    says = () if carried.is_whole else (text("flow.moved"),)
    kept = _kept_words(session, carried)
    return to.flow, replace(reaction, session=kept, says=(*reaction.says, *says))


def _same(before: Step, after: Step, value: Value) -> bool:
    """Is it the same question, answered by this?"""
    if type(before) is not type(after):
        return False
    if isinstance(before, ConsentStep) and isinstance(after, ConsentStep):
        return before.purpose == after.purpose
    return not isinstance(after, QuestionStep) or fits(after, value)


def _kept_words(session: Session, carried: Carried) -> Session:
    """Words and files that answered a question which is gone are kept as said beside: nothing a person told is lost."""
    standing, moved = answers(session), carried.session
    for path in carried.homeless:
        value = standing.get(path)
        if isinstance(value, dict) and (value.get("text") or value.get("files")):
            said: dict[str, Value] = {"text": value.get("text", ""), "files": value.get("files", [])}
            moved = with_aside(moved, moved.screen.step, said)
    return moved


def _renamed(event: SessionEvent, renames: Mapping[str, str]) -> SessionEvent:
    match event:
        case Answered(path) | Changed(path) | Undone(path) if path in renames:
            return replace(event, path=renames[path])
        case _:
            return event


def _screen(screen: Screen, renames: Mapping[str, str], new: Flow) -> Screen:
    step = renames.get(screen.step, screen.step)
    return replace(screen, step=step) if step in new.steps else Screen(step)
