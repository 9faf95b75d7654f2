"""A question of which several options may be chosen: ticked one by one, or typed as “1, 3”."""

from __future__ import annotations

from collections.abc import Set

from bot.chat import Text, text
from bot.flow.answers import gathered
from bot.flow.menu import Menu, typed_choice, typed_numbers
from bot.flow.model import ManyStep
from bot.flow.reactions import Here, Reaction, change, gather, miss
from bot.flow.screens import so_far
from bot.flow.session import Value


def toggle(here: Here, ids: Set[str]) -> Reaction:
    """Choose these, or take them back where they were chosen; too few or too many is said."""
    assert isinstance(here.step, ManyStep)
    before = {one for one in gathered(so_far(here.session, here.step), "chosen") if isinstance(one, str)}
    chosen = _in_order(here.step, before ^ ids)
    says = [_bounds(here.step)] if chosen and not _is_enough(here.step, chosen) else []
    return gather(here, {"chosen": chosen}, *says)


def chosen_anew(here: Here, words: str) -> Reaction | None:
    """Just these, whatever was chosen before; None when the words name none."""
    assert isinstance(here.step, ManyStep)
    offered = typed_choice(here.menu, words, here.flow, here.facts)
    one = {str(offered.value)} if offered is not None and offered.kind == "toggle" else set()
    chosen = _in_order(here.step, one or typed_options(here.menu, words))
    if not chosen:
        return None
    enough = _is_enough(here.step, chosen)
    return change(here, {"chosen": chosen}) if enough else miss(here, _bounds(here.step))


def typed_options(menu: Menu, words: str) -> set[str]:
    """The options that numbers mean, where several may be chosen; none when one of them means none."""
    by_number = {entry.number: entry.offered.value for entry in menu.own if entry.offered.kind == "toggle"}
    numbers = typed_numbers(words)
    return {str(by_number[n]) for n in numbers} if by_number.keys() >= set(numbers) else set()


def _in_order(step: ManyStep, ids: Set[str]) -> list[Value]:
    return [option.id for option in step.options if option.id in ids]


def _is_enough(step: ManyStep, chosen: list[Value]) -> bool:
    return step.min <= len(chosen) <= step.max


def _bounds(step: ManyStep) -> Text:
    return text("flow.retry.many", min=step.min, max=step.max)
