"""What may be said at any question: help, back, repeat, listen, language, restart, later, human, status, exit, delete.

Each comes back to the same question, which is then asked once more, or lets it rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.chat import text
from bot.flow.model import SubmitStep
from bot.flow.reactions import Here, Reaction, closed, leave, opened, show, undo
from bot.flow.screens import can_go_back, is_hushed, said_back
from bot.flow.session import Screen, answers, asides, without_words
from bot.flow.turn import CallBack, Effect, Erase, Open, Play, QuickExit, Remind, Restart, Speak, Withdraw

STATUS: Final = "status"
"""The flow that tells of one's requests."""


def interrupted(here: Here, name: str) -> Reaction:
    """What an interrupt does here."""
    return _INTERRUPTS[name](here)


def open_beside(here: Here, flow: str) -> Reaction:
    """Another flow opens on top of this one."""
    return Reaction(replace(here.session, screen=closed(here)), effects=(Open(flow),), rests=True)


def afresh(here: Here) -> Reaction:
    """Leave all that was said, and begin anew."""
    return Reaction(replace(here.session, outcome="restarted"), effects=(Restart(),))


def call_back(here: Here) -> Reaction:
    """An officer is told that this person wants to be found; the question stays."""
    says = (text("flow.human.called"),)
    return Reaction(replace(here.session, screen=closed(here)), says, effects=(CallBack(),))


def speak(here: Here, language: str) -> Reaction:
    """In another language from now on: lists of the world are read anew."""
    screen = Screen(here.step.id, mending=here.screen.mending)
    return Reaction(replace(here.session, screen=screen), effects=(Speak(language),))


def play(here: Here) -> Reaction:
    """The question is heard, a review with its answers, then asked once more; where nobody recorded it that is said."""
    session = replace(here.session, screen=closed(here))
    if not here.facts.recorded(here.step.text()):
        return Reaction(session, (text("flow.listen.none"),))
    heard = (*said_back(here.flow, here.way, here.step), here.text("text"))
    return Reaction(session, effects=tuple(map(Play, heard)))


def delete(here: Here) -> Reaction:
    """The draft goes; what was sent already only a person may delete, who asks first."""
    sent = any(isinstance(here.flow.steps[path], SubmitStep) for path in here.way.trail)
    effects: tuple[Effect, ...] = (Withdraw(),) if sent else (Erase(), Withdraw())
    session = replace(here.session if sent else without_words(here.session), outcome="withdrawn")
    return Reaction(session, (text("flow.delete.done"),), effects)


def _help(here: Here) -> Reaction:
    return show(here, opened(here, "help"))


def _human(here: Here) -> Reaction:
    return show(here, opened(here, "human"))


def _repeat(here: Here) -> Reaction:
    return show(here, closed(here))


def _listen(here: Here) -> Reaction:
    """What others in the room must not hear is played only after it was asked who is near."""
    hushed = here.facts.recorded(here.step.text()) and is_hushed(here.way, here.step)
    return show(here, opened(here, "hear")) if hushed else play(here)


def _language(here: Here) -> Reaction:
    return show(here, opened(here, "language"))


def _back(here: Here) -> Reaction:
    if here.screen.kind != "question":
        return show(here, closed(here))
    if here.screen.mending:
        return leave(here)
    if not can_go_back(here.flow, here.way):
        return Reaction(here.session, (text("flow.back.nowhere"),))
    return undo(here, here.way.trail[-1])


def _restart(here: Here) -> Reaction:
    """A flow that only tells of something is left without asking, as one where nothing was said."""
    nothing_said = not answers(here.session) and not asides(here.session)
    at_once = nothing_said or here.flow.beside is not None
    return afresh(here) if at_once else show(here, opened(here, "recap"))


def _later(here: Here) -> Reaction:
    kept = text("flow.later", days=here.flow.answers_kept_days)
    return Reaction(replace(here.session, screen=closed(here)), (kept,), effects=(Remind(),), rests=True)


def _status(here: Here) -> Reaction:
    return open_beside(here, STATUS)


def _quick_exit(here: Here) -> Reaction:
    return Reaction(replace(here.session, outcome="left"), (text("flow.quick_exit"),), effects=(QuickExit(),))


def _delete(here: Here) -> Reaction:
    return show(here, opened(here, "delete"))


_INTERRUPTS: Final[Mapping[str, Callable[[Here], Reaction]]] = {
    "help": _help,
    "back": _back,
    "repeat": _repeat,
    "listen": _listen,
    "language": _language,
    "restart": _restart,
    "later": _later,
    "human": _human,
    "status": _status,
    "quick_exit": _quick_exit,
    "delete": _delete,
}
