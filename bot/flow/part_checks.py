"""What a sub-flow is given and gives (G7): its inputs, by their type, and its outputs."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from bot.flow.condition_checks import ConditionChecks
from bot.flow.conditions import Condition, Constant, StepAnswer, Term
from bot.flow.drafts import Draft, InputType
from bot.flow.examined import Examined, conditions_of, names_in, questions
from bot.flow.graph import answering_options
from bot.flow.model import (
    Asking,
    CallStep,
    ChoiceStep,
    ConsentStep,
    DateStep,
    FileStep,
    NumberStep,
    Option,
    PhoneStep,
    PlaceStep,
    ReviewStep,
    SetStep,
    Step,
    SubmitStep,
    TextStep,
    is_within,
)
from bot.flow.step_reader import UNREAD_TERM

_WANTED: Final = {
    "number": ("một số", "a number"),
    "truth": ("đúng hoặc sai", "true or false"),
    "date": ("một ngày", "a date"),
    "place": ("một xã", "a place"),
    "text": ("lời chữ", "words"),
}
_OPTIONS: Final = ("một lựa chọn", "one of its options")


def stand_ins(draft: Draft) -> dict[str, Step]:
    """What stands for the inputs of a sub-flow while it is examined for itself."""
    return {name: _stand_in(draft, name, wanted) for name, wanted in draft.inputs.items()}


def _stand_in(draft: Draft, name: str, wanted: InputType) -> Step:
    line = draft.lines[f"inputs.{name}"]
    match wanted:
        case "number":
            return NumberStep(id=name, line=line, min=0, max=0)
        case "truth":
            return SetStep(id=name, line=line, value=Condition("true", Constant(True)))
        case "date":
            return DateStep(id=name, line=line)
        case "place":
            return PlaceStep(id=name, line=line)
        case str():
            return TextStep(id=name, line=line)
        case _:
            options = tuple(Option(option, option) for option in sorted(wanted))
            return ChoiceStep(id=name, line=line, options=options)


# --- the sub-flow itself ---------------------------------------------------------------------


def check_part(examined: Examined) -> None:
    """The outputs of a sub-flow are its answers, and its inputs are used."""
    draft = examined.draft
    for name, step in draft.outputs.items():
        _check_output(examined, name, step)
    used = _used_names(draft)
    for name in draft.inputs:
        if name not in used:
            line = draft.lines[f"inputs.{name}"]
            examined.problem(examined.flow.head, "input_unused", line, name=name)


def _check_output(examined: Examined, name: str, written: str) -> None:
    line = examined.draft.lines[f"outputs.{name}"]
    paths = {given: path for path, given in examined.linked.outputs.items()}
    path = paths.get(written, written)
    step, head = examined.flow.steps.get(path), examined.flow.head
    if step is None:
        if written:
            examined.problem(head, "target_missing", line, name=written, options=questions(examined))
    elif not isinstance(step, Asking | SetStep):
        examined.problem(head, "condition_not_question", line, name=written)
    elif path not in examined.reached:
        examined.problem(head, "output_never", line, name=name)


def _used_names(draft: Draft) -> set[str]:
    """The names in the conditions, inputs and texts of a file."""
    steps = draft.steps.values()
    used = {name for step in steps for name in names_in(c.expr for c in conditions_of(step))}
    for step in steps:
        if isinstance(step, CallStep | SubmitStep):
            used |= {term.step for term in step.inputs.values() if isinstance(term, StepAnswer)}
    return used.union(*draft.quoted.values())


# --- those who call it -----------------------------------------------------------------------


def check_calls(examined: Examined) -> None:
    """Every call gives what its sub-flow takes."""
    for step in examined.own:
        part = examined.parts.get(step.part) if isinstance(step, CallStep) else None
        if part is not None and isinstance(step, CallStep):
            _check_call(examined, step, part)


def _check_call(examined: Examined, call: CallStep, part: Draft) -> None:
    for name, wanted in part.inputs.items():
        term = call.inputs.get(name)
        if term is None:
            examined.problem(call, "part_input_missing", deed=part.id, name=name)
        elif term is not UNREAD_TERM:
            _check_type(examined, call, name, wanted, term)
            _check_quoted(examined, call, part, name, term)
    _check_private(examined, call)
    for name in call.inputs:
        if name not in part.inputs:
            examined.problem(call, "part_input_unknown", deed=part.id, name=name, options=part.inputs)


def _check_type(examined: Examined, call: CallStep, name: str, wanted: InputType, term: Term) -> None:
    """A subset of the options is fine; unknown names and steps without an answer are told elsewhere."""
    source = examined.steps.get(term.step) if isinstance(term, StepAnswer) else None
    if isinstance(term, StepAnswer) and not isinstance(source, Asking | SetStep):
        return
    if isinstance(wanted, str):
        if not _fits(examined.steps, term, wanted):
            vi, en = _WANTED[wanted]
            examined.problem(call, "input_type", name=name, wanted_vi=vi, wanted_en=en)
        return
    options = _options(examined.steps, term)
    if options is None:
        examined.problem(call, "input_type", name=name, wanted_vi=_OPTIONS[0], wanted_en=_OPTIONS[1])
    for given in sorted((options or set()) - wanted):
        examined.problem(call, "input_option", input=name, deed=call.part, name=given, options=wanted)


def _fits(steps: Mapping[str, Step], term: Term, wanted: str) -> bool:
    kind = ConditionChecks(steps, ()).kind_of(term)
    if wanted != "text":
        return kind == wanted
    source = _source(steps, term)
    words = isinstance(source, TextStep | PhoneStep | FileStep | ChoiceStep)
    return words or (isinstance(term, Constant) and kind == "word")


def _source(steps: Mapping[str, Step], term: Term) -> Step | None:
    return steps.get(ConditionChecks(steps, ()).source(term.step)) if isinstance(term, StepAnswer) else None


def _options(steps: Mapping[str, Step], term: Term) -> Set[str] | None:
    """The options that may be given, or None where it is no choice among options."""
    if isinstance(term, Constant):
        return {term.value} if isinstance(term.value, str) else None
    match _source(steps, term):
        case SetStep(value=value):
            return _options(steps, value.expr) if isinstance(value.expr, Constant) else None
        case ChoiceStep(provided=None) | ConsentStep() | ReviewStep() as step:
            return {option.id for option in answering_options(step)}
        case _:
            return None


def _check_quoted(examined: Examined, call: CallStep, part: Draft, name: str, term: Term) -> None:
    """An input that the sub-flow says aloud must be an answer."""
    source = examined.steps.get(term.step) if isinstance(term, StepAnswer) else None
    if not isinstance(source, Asking) and name in set().union(*part.quoted.values()):
        examined.problem(call, "input_quoted", deed=part.id, name=name)


def _check_private(examined: Examined, call: CallStep) -> None:
    """However deep it is passed on: what is private is said nowhere."""
    inner = [step for path, step in examined.flow.steps.items() if is_within(path, call.id)]
    given = {path for step in inner for path in step.names.values() if not is_within(path, call.id)}
    for path in sorted(given):
        source = examined.steps.get(path)
        if isinstance(source, Asking) and source.private:
            examined.problem(call, "input_private", deed=call.part, name=examined.written(path))
