"""What a heard event does to a session at its waiting question. The engine then finds the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from bot.chat import Said, SharedLocation, SharedPhone, Text, Unreadable, text
from bot.flow.answers import MORE, filed_value, filled, gathered, joined, option_value
from bot.flow.interrupts import afresh, call_back, delete, interrupted, open_beside, play, speak
from bot.flow.menu import typed_choice
from bot.flow.model import (
    ChoiceStep,
    ConsentStep,
    FileStep,
    ManyStep,
    Option,
    PhoneStep,
    PlaceStep,
    ReviewStep,
)
from bot.flow.reactions import (
    Here,
    Reaction,
    answer,
    aside,
    closed,
    gather,
    keeping,
    miss,
    opened,
    retry_text,
    show,
    spoken_beside,
    unmatched,
)
from bot.flow.reading import SPOKEN, read_words, takes
from bot.flow.screens import so_far
from bot.flow.session import Offered, Screen, answers
from bot.flow.several import toggle, typed_options
from bot.flow.turn import Filed, Heard, Press
from bot.flow.words import clean

LISTS = ("edit", "recap", "help", "human", "language", "delete", "hear")
"""Screens on which only a choice is understood."""


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
    screen, value = here.screen, str(offered.value)
    match offered.kind:
        case "option":
            return _option(here, next(o for o in here.step.options if o.id == value))
        case "listed":
            shown = next((label for id_, label in screen.listed if id_ == value), value)
            return answer(here, {"option": value, "shown": shown})
        case "toggle":
            return toggle(here, {value})
        case "done":
            return _done(here)
        case "interrupt":
            return interrupted(here, value)
        case "beside":
            return open_beside(here, value)
        case "page":
            opens = isinstance(here.step, PlaceStep) and screen.kind == "question"
            return show(here, replace(screen, kind="list" if opens else screen.kind, page=int(offered.value)))
        case "place":
            return answer(here, {"place": value, "said": screen.said, "files": []})
        case "keep":
            return answer(here, {"place": None, "said": screen.said, "files": []})
        case "again":
            return miss(here, text("flow.place.again"), screen.said)
        case "edit":
            return show(here, opened(here, "edit"))
        case "mend":
            return show(here, Screen(value, mending=True))
        case "close":
            return show(here, closed(here))
        case "afresh":
            return afresh(here)
        case "call_back":
            return call_back(here)
        case "language":
            return speak(here, value)
        case "delete_yes":
            return delete(here)
        case "hear":
            return play(here)
        case _:
            assert_never(offered.kind)


def _option(here: Here, option: Option) -> Reaction:
    if option.hint:
        hint = filled(here.step, option.hint, here.flow, here.way.answers, here.facts)
        return Reaction(here.session, (hint,))
    if option.share:
        return Reaction(here.session, (text(f"flow.share.{option.share}"),))
    return answer(here, option_value(here.step, option.id))


def _done(here: Here) -> Reaction:
    value = so_far(here.session, here.step)
    if isinstance(here.step, ManyStep):
        return answer(here, {"chosen": gathered(value, "chosen")})
    assert isinstance(value, dict), "only what has files can be done"
    return answer(here, {key: part for key, part in value.items() if key != MORE})


# --- words -----------------------------------------------------------------------------------


def _said(here: Here, words: str) -> Reaction:
    if not words:
        return miss(here, retry_text(here, "flow.retry.empty"))
    offered = typed_choice(here.menu, words, here.flow, here.facts)
    if offered is not None:
        return _choose(here, offered)
    if _comes_back(here):
        kept = keeping(here, words)
        says = () if kept is here else (text("flow.kept_words"),)
        return replace(show(kept, opened(here, "recap")), says=says)
    if here.screen.kind in LISTS:
        return unmatched(here, words, text("flow.retry.choice"))
    if isinstance(here.step, PlaceStep):
        return _place(here, words)
    if ids := typed_options(here.menu, words):
        return toggle(here, ids)
    read = read_words(here.step, words, here.facts)
    return answer(here, dict(read)) if isinstance(read, Mapping) else _unread(here, words, read)


def _comes_back(here: Here) -> bool:
    """After long, in the middle: where one stood is said first."""
    return here.facts.away and here.screen.kind != "recap" and bool(answers(here.session))


def _unread(here: Here, words: str, why: Text) -> Reaction:
    """Too much, or out of bounds: it is said how to mend it. Anything else may be a story at the wrong place."""
    if why.values:
        return miss(here, why)
    return unmatched(here, words, here.text("retry") if here.step.retry else why)


def _place(here: Here, words: str) -> Reaction:
    found = here.facts.find_places(words)
    if not found:
        return miss(keeping(here, words), retry_text(here, "flow.place.unknown"), words)
    places = tuple((place.code, place.label) for place in found)
    return show(here, replace(opened(here, "found"), said=words, listed=places))


# --- files and shared things -----------------------------------------------------------------


def _filed(here: Here, filed: Filed) -> Reaction:
    caption = clean(filed.caption)
    value = filed_value(filed, caption)
    if _comes_back(here):
        kept = aside(here.session, here.step.id, value, "flow.kept")
        return replace(kept, session=replace(kept.session, screen=opened(here, "recap")))
    if here.screen.kind in LISTS or filed.kind not in takes(here.step):
        beside = filed.kind in SPOKEN and isinstance(
            here.step, ChoiceStep | ManyStep | ConsentStep | ReviewStep
        )
        return spoken_beside(here, filed) if beside else aside(here.session, here.step.id, value, "flow.kept")
    if isinstance(here.step, FileStep):
        return _one_more(here, here.step, filed)
    if isinstance(here.step, PlaceStep):
        return answer(here, {"place": None, "said": caption, "files": value["files"]})
    return answer(here, value)


def _one_more(here: Here, step: FileStep, filed: Filed) -> Reaction:
    before = so_far(here.session, step)
    if len(gathered(before, "files")) >= step.max:
        kept = filed_value(filed, clean(filed.caption))
        return aside(here.session, step.id, kept, "flow.kept")
    caption = clean(filed.caption)
    return gather(here, joined(before, filed, caption) or filed_value(filed, caption))


def _phone(here: Here, shared: SharedPhone) -> Reaction:
    if not isinstance(here.step, PhoneStep):
        return miss(here, text("flow.retry.unreadable"))
    if not shared.own:
        return Reaction(here.session, (text("flow.phone.not_own"),))
    number = here.facts.read_phone(shared.number)
    if number is None:
        return miss(here, text("flow.retry.phone"))
    return answer(here, {"phone": number, "own": True})


def _location(here: Here, shared: SharedLocation) -> Reaction:
    if not isinstance(here.step, PlaceStep) or all(o.share != "location" for o in here.step.options):
        return miss(here, text("flow.retry.unreadable"))
    point = f"{shared.latitude:.5f}, {shared.longitude:.5f}"
    return answer(here, {"place": None, "said": point, "files": []})
