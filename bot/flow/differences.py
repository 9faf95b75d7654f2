"""What is different between two versions of a flow, one thing at a time, for whoever must say yes to it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.flow.model import Asking, BranchStep, Flow, Option, Point, Step
from bot.flow.versions import asks_alike

TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Difference:
    """``what`` is one of the codes below; ``step`` as the file names it, empty for the flow itself; ``before`` and
    ``after`` are words of the flow, ids, or conditions."""

    what: str
    step: str
    before: str = ""
    after: str = ""
    path: str = ""
    """The step in the linked old flow, where people may stand."""


CODES: Final = (
    "flow_added", "step_added", "step_removed", "step_renamed", "kind", "text", "words", "option_added", "option_removed",
    "option_text", "option_next", "when", "next", "branch", "rules", "order", "flow_text", "kept_days",
)  # fmt: skip


def differences(old: Flow | None, new: Flow) -> tuple[Difference, ...]:
    """Every difference, in the order of the new file; a sub-flow that is called twice is told once."""
    if old is None:
        return (Difference("flow_added", "", after=_said(new, f"{new.id}.title")),)
    found = [*_of_the_flow(old, new), *_of_steps(old, new)]
    return tuple(
        {(each.what, each.step, each.before, each.after): each for each in reversed(found)}.values()
    )[::-1]


def _of_the_flow(old: Flow, new: Flow) -> Iterator[Difference]:
    for part in ("title", "words", "recap"):
        key = f"{new.id}.{part}"
        if _said(old, key) != _said(new, key):
            yield Difference("flow_text", "", _said(old, key), _said(new, key))
    if old.answers_kept_days != new.answers_kept_days:
        yield Difference("kept_days", "", str(old.answers_kept_days), str(new.answers_kept_days))


def _of_steps(old: Flow, new: Flow) -> Iterator[Difference]:
    renamed = {now: before for before, now in new.migration.renames.items() if before in old.steps}
    for path, step in new.steps.items():
        before = old.steps.get(renamed.get(path, path))
        if before is None:
            yield Difference("step_added", _name(step), after=_said(new, step.text()))
            continue
        if path in renamed:
            yield Difference("step_renamed", _name(step), _name(before), _name(step), before.id)
        yield from _of_one(old, new, before, step)
    kept = {renamed.get(path, path) for path in new.steps}
    for path, step in old.steps.items():
        if path not in kept:
            yield Difference("step_removed", _name(step), _said(old, step.text()), path=path)
    both = [path for path in old.steps if path in new.steps]
    if both != [path for path in new.steps if path in old.steps]:
        yield Difference("order", "")


def _of_one(old: Flow, new: Flow, before: Step, after: Step) -> Iterator[Difference]:
    name, at = _name(after), before.id
    if type(before) is not type(after):
        yield Difference("kind", name, type(before).__name__, type(after).__name__, at)
        return
    found = [*_words(old, new, before, after), *_options(old, new, before, after)]
    conditions = [step.when.source if step.when else "" for step in (before, after)]
    if conditions[0] != conditions[1]:
        found.append(Difference("when", name, conditions[0], conditions[1], at))
    if before.next != after.next:
        found.append(Difference("next", name, before.next or "", after.next or "", at))
    if isinstance(before, BranchStep) and isinstance(after, BranchStep) and before.rules != after.rules:
        found.append(Difference("branch", name, path=at))
    elif not asks_alike(before, after) and not any(each.what.startswith("option") for each in found):
        found.append(Difference("rules", name, path=at))
    yield from found


def _words(old: Flow, new: Flow, before: Step, after: Step) -> Iterator[Difference]:
    """Its question, and what else it says; the words on its buttons are told with the options."""
    was, now = _texts(old, before), _texts(new, after)
    for part in dict.fromkeys((*was, *now)):
        if was.get(part) != now.get(part):
            what = TEXT if part == TEXT else "words"
            yield Difference(what, _name(after), was.get(part, ""), now.get(part, ""), before.id)


def _options(old: Flow, new: Flow, before: Step, after: Step) -> Iterator[Difference]:
    if not (isinstance(before, Asking) and isinstance(after, Asking)):
        return
    was, now = _by_id(before.options), _by_id(after.options)
    for id_, option in was.items():
        if id_ not in now:
            yield Difference("option_removed", _name(after), _said(old, option.label), path=before.id)
    for id_, option in now.items():
        label = _said(new, option.label)
        if id_ not in was:
            yield Difference("option_added", _name(after), after=label, path=before.id)
            continue
        if (said := _said(old, was[id_].label)) != label:
            yield Difference("option_text", _name(after), said, label, before.id)
        if was[id_].next != option.next:
            yield Difference("option_next", _name(after), label, option.next or "", before.id)


def _by_id(options: tuple[Option, ...]) -> Mapping[str, Option]:
    return {option.id: option for option in options}


def _texts(flow: Flow, step: Point) -> dict[str, str]:
    """By part, without the words on buttons."""
    parts = (key.removeprefix(f"{step.key}.") for key in flow.texts if key.startswith(f"{step.key}."))
    return {part: _said(flow, step.text(part)) for part in parts if not part.startswith(("opt.", "hint."))}


def _said(flow: Flow, key: str) -> str:
    return flow.texts[key].vi if key in flow.texts else ""


def _name(step: Point) -> str:
    """As its file names it."""
    return step.key.partition(".")[2] or step.id
