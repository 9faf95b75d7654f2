"""Which answer a message or an album of the person gave: noted, so that what comes later finds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.flow.answers import filed_value, gathered, joined
from bot.flow.model import FileStep, Flow
from bot.flow.reactions import Here, Reaction
from bot.flow.session import (
    Answered,
    Changed,
    Observed,
    Session,
    answers,
    observations,
    with_aside,
    with_events,
)
from bot.flow.turn import Filed, Heard
from bot.flow.words import clean

ALBUM: Final = "album."
BY: Final = "by."


def noted(here: Here, reaction: Reaction, heard: Heard, message: str) -> Reaction:
    """The reaction, with what this message and its album answered; a place that still waits for a yes, too.

    What was typed on a list on top of the question would mean something else below it, and is not noted.
    """
    step = here.step.id
    new = reaction.session.events[len(here.session.events) :]
    answered = any(isinstance(event, Answered | Changed) and event.path == step for event in new)
    now = reaction.session.screen
    answered = answered or (now.kind == "found" and now.said != here.screen.said)
    notes = []
    if message and answered and here.screen.kind == "question":
        notes.append(Observed(f"{BY}{message}", step))
    if isinstance(heard, Filed) and heard.album:
        notes.append(Observed(f"{ALBUM}{heard.album}", step))
    return replace(reaction, session=with_events(reaction.session, notes)) if notes else reaction


def answered_by(session: Session, message: str) -> str | None:
    """The question that this message answered."""
    return _step(session, f"{BY}{message}")


def album_path(session: Session, filed: Filed) -> str | None:
    """The question at which the first picture of this album was sent."""
    return _step(session, f"{ALBUM}{filed.album}") if filed.album else None


def into_album(flow: Flow, session: Session, path: str, filed: Filed) -> Session:
    """The pictures of one album are one answer, told by its first; beside the answers where that gave none."""
    step, given = flow.steps.get(path), answers(session).get(path)
    caption = clean(filed.caption)
    is_full = isinstance(step, FileStep) and len(gathered(given, "files")) >= step.max
    value = None if is_full else joined(given, filed, caption)
    if value is None:
        return with_aside(session, path, filed_value(filed, caption))
    return with_events(session, [Changed(path, value)])


def _step(session: Session, name: str) -> str | None:
    path = observations(session).get(name)
    return path if isinstance(path, str) else None
