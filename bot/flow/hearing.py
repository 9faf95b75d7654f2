"""What a heard event does to a session at its waiting question. The engine then finds the next one."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.chat import Said, SharedLocation, SharedPhone, Unreadable, text
from bot.flow.answers import filed_value, option_value
from bot.flow.menu import can_go_back, typed_choice
from bot.flow.model import (
    ChoiceStep,
    ConsentStep,
    Content,
    Option,
    PhoneStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    TextStep,
)
from bot.flow.reactions import (
    Here,
    Reaction,
    answer,
    aside,
    keeping,
    miss,
    own_text,
    restore,
    retry_text,
    show,
    undo,
    unmatched,
)
from bot.flow.session import Offered, Screen, Value, answers
from bot.flow.turn import Filed, Heard, Press, Restart
from bot.flow.words import clean


def react(here: Here, heard: Heard) -> Reaction:
    """What the person's event does."""
    match heard:
        case Press():
            return _press(here, heard)
        case Said(words):
            return _said(here, clean(words))
        case Filed():
            return _filed(here, heard)
        case SharedPhone():
            return _phone(here, heard)
        case SharedLocation():
            return _location(here, heard)
        case Unreadable():
            return miss(here, text("flow.retry.unreadable"))
        case _:
            assert_never(heard)


# --- presses and choices ---------------------------------------------------------------------


def _press(here: Here, press: Press) -> Reaction:
    offer = here.session.offer
    if press.turn != here.session.turn or not 0 <= press.index < len(offer):
        return Reaction(here.session, notice=text("press.old"))
    return _choose(here, offer[press.index])


def _choose(here: Here, offered: Offered) -> Reaction:
    screen = here.session.screen
    match offered.kind:
        case "option":
            return _option(here, next(o for o in here.step.options if o.id == offered.value))
        case "interrupt":
            return _INTERRUPTS[str(offered.value)](here)
        case "page":
            opens = isinstance(here.step, PlaceStep) and screen.kind == "question"
            kind = "list" if opens else screen.kind
            return show(here, replace(screen, kind=kind, page=int(offered.value)))
        case "place":
            return answer(here, {"place": offered.value, "said": screen.said, "files": []})
        case "keep":
            return answer(here, {"place": None, "said": screen.said, "files": []})
        case "again":
            return miss(here, text("flow.place.again"), screen.said)
        case "edit":
            return show(here, replace(screen, kind="edit", page=0))
        case "undo":
            path = str(offered.value)
            return undo(here, path, Screen(path, mending=True))
        case "close":
            return show(here, Screen(here.step.id))
        case "restart_yes":
            return _restarted(here)
        case _:
            assert_never(offered.kind)


def _option(here: Here, option: Option) -> Reaction:
    if option.hint:
        return Reaction(here.session, (own_text(here, f"hint.{option.id}"),))
    if option.share:
        return Reaction(here.session, (text(f"flow.share.{option.share}"),))
    return answer(here, option_value(here.step, option.id))


# --- interrupts ------------------------------------------------------------------------------


def _help(here: Here) -> Reaction:
    return Reaction(here.session, (text("flow.help"),))


def _human(here: Here) -> Reaction:
    return Reaction(here.session, (text("flow.human"),))


def _repeat(here: Here) -> Reaction:
    return Reaction(here.session)


def _back(here: Here) -> Reaction:
    if here.session.screen.kind != "question":
        return show(here, Screen(here.step.id))
    if here.session.screen.mending:
        return restore(here)
    if not can_go_back(here.flow, here.way):
        return Reaction(here.session, (text("flow.back.nowhere"),))
    return undo(here, here.way.trail[-1], Screen(here.step.id))


def _restart(here: Here) -> Reaction:
    if not answers(here.session):
        return _restarted(here)
    return show(here, Screen(here.step.id, "restart"))


def _restarted(here: Here) -> Reaction:
    return Reaction(replace(here.session, outcome="restarted"), effects=(Restart(),))


_INTERRUPTS = {"help": _help, "back": _back, "repeat": _repeat, "human": _human, "restart": _restart}


# --- words -----------------------------------------------------------------------------------


def _said(here: Here, words: str) -> Reaction:
    if not words:
        return miss(here, retry_text(here, "flow.retry.empty"))
    offered = typed_choice(here.menu, words, here.facts)
    if offered is not None:
        return _choose(here, offered)
    if here.session.screen.kind in {"edit", "restart"}:
        return unmatched(here, words, text("flow.retry.choice"))
    match here.step:
        case TextStep():
            return _words(here, here.step, words)
        case PlaceStep():
            return _place(here, words)
        case PhoneStep():
            return _number(here, words)
        case ChoiceStep() if "text" in here.step.accept:
            return answer(here, {"text": words, "files": []})
        case ChoiceStep() | ConsentStep() | ReviewStep():
            return unmatched(here, words, retry_text(here, "flow.retry.choice"))
        case _:
            assert_never(here.step)


def _words(here: Here, step: TextStep, words: str) -> Reaction:
    if len(words) > step.max_chars:
        return miss(here, text("flow.too_long_text", max=step.max_chars))
    value: dict[str, Value] = {"text": words}
    return answer(here, {**value, "files": []} if step.voice else value)


def _place(here: Here, words: str) -> Reaction:
    found = here.facts.find_places(words)
    if not found:
        return miss(keeping(here, words), retry_text(here, "flow.place.unknown"), words)
    places = tuple((place.code, place.label) for place in found)
    return show(here, Screen(here.step.id, "found", said=words, places=places))


def _number(here: Here, words: str) -> Reaction:
    number = here.facts.read_phone(words)
    if number is None:
        return unmatched(here, words, retry_text(here, "flow.retry.phone"))
    return answer(here, {"phone": number})


# --- files and shared things -----------------------------------------------------------------


def _filed(here: Here, filed: Filed) -> Reaction:
    caption = clean(filed.caption)
    value = filed_value(filed, caption)
    if here.session.screen.kind in {"edit", "restart"} or filed.kind not in _taken(here.step):
        return aside(here.session, here.step.id, value, "flow.kept")
    if isinstance(here.step, PlaceStep):
        return answer(here, {"place": None, "said": caption, "files": value["files"]})
    return answer(here, value)


def _taken(step: QuestionStep) -> frozenset[Content]:
    match step:
        case TextStep():
            return _FILES if step.voice else frozenset()
        case ChoiceStep():
            return step.accept
        case PlaceStep():
            return _SPOKEN
        case PhoneStep() | ConsentStep() | ReviewStep():
            return frozenset()
        case _:
            assert_never(step)


_SPOKEN: frozenset[Content] = frozenset({"voice", "audio"})
_FILES: frozenset[Content] = frozenset({"voice", "audio", "photo", "video", "document"})


def _phone(here: Here, shared: SharedPhone) -> Reaction:
    if not isinstance(here.step, PhoneStep):
        return miss(here, text("flow.retry.unreadable"))
    if not shared.own:
        return Reaction(here.session, (text("flow.phone.not_own"),))
    number = here.facts.read_phone(shared.number)
    return miss(here, text("flow.retry.phone")) if number is None else answer(here, {"phone": number})


def _location(here: Here, shared: SharedLocation) -> Reaction:
    if not isinstance(here.step, PlaceStep) or all(o.share != "location" for o in here.step.options):
        return miss(here, text("flow.retry.unreadable"))
    point = f"{shared.latitude:.5f}, {shared.longitude:.5f}"
    return answer(here, {"place": None, "said": point, "files": []})
