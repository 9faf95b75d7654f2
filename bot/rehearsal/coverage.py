"""What the transcripts take: every step that is met and every option that is chosen, and what none of them does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.flow.model import Asking, ExitStep, Flow, HandoffStep, PhoneStep, PlaceStep, SayStep, SubmitStep
from bot.flow.session import Answered, Changed, Session
from bot.flow.truth import compared


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """A step by the key of its texts (``part.step``), so that a sub-flow counts once, and an option of it or ""."""

    step: str
    option: str


def chosen(flow: Flow, session: Session) -> set[Taken]:
    """The options that this session chose, also those taken back since."""
    found: set[Taken] = set()
    for event in session.events:
        if isinstance(event, Answered | Changed) and isinstance(step := flow.steps.get(event.path), Asking):
            ids = {option.id for option in step.options}
            found |= {Taken(step.key, id_) for id_ in _ids(event) if id_ in ids}
    if session.screen.kind == "edit":
        found.add(Taken(flow.steps[session.screen.step].key, "edit"))
    return found


def shared(flow: Flow, session: Session) -> set[Taken]:
    """The option whose button shared what was just shared."""
    answered = (
        flow.steps.get(event.path) for event in reversed(session.events) if isinstance(event, Answered)
    )
    step = next((step for step in answered if isinstance(step, PhoneStep | PlaceStep)), None)
    if step is None:
        return set()
    return {Taken(step.key, option.id) for option in step.options if option.share}


def all_of(flow: Flow) -> Iterator[tuple[str, Taken]]:
    """Everything that can be taken in a flow, and the file it stands in."""
    for step in flow.steps.values():
        if isinstance(step, Asking | SayStep | HandoffStep | SubmitStep) or (
            isinstance(step, ExitStep) and not step.silent
        ):
            yield step.file, Taken(step.key, "")
        if isinstance(step, Asking):
            yield from ((step.file, Taken(step.key, one.id)) for one in step.options if not one.talk)


def named(missing: Iterable[Taken]) -> list[str]:
    """How they are told beside the file they stand in: a step that is never met without its options."""
    missing = set(missing)
    return [
        ".".join([one.step.rpartition(".")[2], *([one.option] if one.option else [])])
        for one in sorted(missing)
        if not one.option or Taken(one.step, "") not in missing
    ]


def _ids(event: Answered | Changed) -> tuple[str, ...]:
    value = compared(event.value)
    several = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in several if isinstance(one, str))
