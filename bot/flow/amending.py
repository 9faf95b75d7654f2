"""A message of the person was edited: the answer that it gave becomes another, or the new words are kept beside it."""

from __future__ import annotations

from dataclasses import replace

from bot.chat import Said, text
from bot.flow.answers import recaptioned
from bot.flow.hearing import react
from bot.flow.model import ConsentStep, Flow, ManyStep, QuestionStep, ReviewStep
from bot.flow.reactions import Here, Reaction, change
from bot.flow.session import Changed, Session, answers
from bot.flow.several import chosen_anew
from bot.flow.walk import Way
from bot.flow.words import clean


def is_changeable(flow: Flow, way: Way, step: QuestionStep) -> bool:
    """An answer since the last deed, consent apart, may be changed by editing a message."""
    if isinstance(step, ConsentStep | ReviewStep) or step.id not in way.trail:
        return False
    after = way.trail[way.trail.index(step.id) :]
    return all(isinstance(flow.steps[path], QuestionStep) for path in after)


def amended(here: Here, said: Said, before: Session) -> Reaction:
    """What the edited message does to its answer, and says; what does not fit leaves all as it was, but is kept."""
    reaction = _reread(here, clean(said.text)) or react(here, said)
    after = reaction.session
    if answers(after).get(here.step.id) != answers(before).get(here.step.id):
        return replace(reaction, says=(text("edit.changed"), *reaction.says))
    if after.screen.kind == "found":
        return reaction
    kept = replace(after, screen=before.screen, misses=before.misses)
    new = after.events[len(before.events) :]
    same = any(isinstance(event, Changed) and event.path == here.step.id for event in new)
    return replace(reaction, session=kept, says=() if same else (text("edit.kept"), *reaction.says))


def _reread(here: Here, words: str) -> Reaction | None:
    """Words below a file, or several options at once; None for all that is read as when it was sent."""
    value = recaptioned(answers(here.session)[here.step.id], words)
    if value is not None:
        return change(here, value)
    return chosen_anew(here, words) if isinstance(here.step, ManyStep) else None
