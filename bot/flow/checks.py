"""What is checked once the files are read and linked: each file for itself, within all that it calls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.flow.answer_checks import check_answers, needs
from bot.flow.condition_checks import ConditionChecks, never_changes
from bot.flow.conditions import Condition
from bot.flow.deeds import Deed
from bot.flow.drafts import Draft
from bot.flow.examined import Examined, conditions_of, examined
from bot.flow.judging import Judge
from bot.flow.linking import MAX_STEPS, Linked
from bot.flow.model import BranchStep, QuestionStep, SetStep, Step, SubmitStep
from bot.flow.part_checks import check_calls, check_part, stand_ins
from bot.flow.path_checks import check_paths
from bot.flow.person_checks import check_person
from bot.flow.question_checks import check_questions
from bot.flow.step_reader import UNREAD
from bot.flow.text_checks import check_texts
from bot.problems import Findings


def check(
    linked: Linked,
    parts: Mapping[str, Draft],
    findings: Mapping[str, Findings],
    interrupts: Mapping[str, str],
    deeds: Mapping[str, Deed],
    groups: Collection[str],
) -> None:
    """Note every problem of one file, a flow or a sub-flow."""
    inputs = stand_ins(linked.draft)
    file = examined(linked, findings, deeds, groups, parts, inputs)
    if linked.cut:
        file.problem(linked.flow.head, "flow_long", linked.draft.lines["steps"], limit=MAX_STEPS)
        return
    judge = Judge(linked.flow, file.ways, file.steps)
    check_paths(file)
    check_answers(file)
    check_questions(file)
    _check_conditions(file, judge)
    check_calls(file)
    check_texts(file, judge, interrupts)
    _check_migration(file)
    if linked.draft.part:
        check_part(file)
    elif not findings[linked.draft.file].failed:
        check_person(file)


def _check_migration(file: Examined) -> None:
    """What an older answer becomes, and what is asked again, must be a question of this flow."""
    migration = file.flow.migration
    for name in sorted({*migration.renames.values(), *migration.reasks}):
        if not isinstance(file.flow.steps.get(name), QuestionStep | SubmitStep):
            file.problem(
                file.flow.head,
                "target_missing",
                file.draft.lines["migrate"],
                name=name,
                options=file.flow.steps,
            )


# --- conditions (A2, G6) ---------------------------------------------------------------------


def _check_conditions(file: Examined, judge: Judge) -> None:
    types = ConditionChecks(file.steps, file.groups)
    for step in file.own:
        sound = [_check_type(file, types, step, condition) for condition in conditions_of(step)]
        if all(sound):
            _check_outcome(file, judge, step)
    for key, condition in _of_the_flow(file):
        line = file.draft.lines[key]
        if _check_type(file, types, file.flow.head, condition, line):
            _judge(file, judge, file.flow.head, condition, line)


def _of_the_flow(file: Examined) -> Iterator[tuple[str, Condition]]:
    for key, condition in (("quiet_when", file.flow.quiet_when), ("recap", file.flow.recap_when)):
        if condition is not None:
            yield key, condition


def _check_type(
    file: Examined, types: ConditionChecks, step: Step, condition: Condition, line: int = 0
) -> bool:
    """Is it of the right types, and about steps that are there?"""
    is_value = isinstance(step, SetStep) and condition is step.value
    troubles = [*(types.value_problems if is_value else types.problems)(condition)]
    for slug, values in troubles:
        shown = {
            **values,
            **{k: file.written(v) for k in ("step", "name") if isinstance(v := values.get(k), str)},
        }
        file.problem(step, slug, line, source=condition.source, **shown)
    return not troubles


def _check_outcome(file: Examined, judge: Judge, step: Step) -> None:
    if step.when is not None:
        _judge(file, judge, step, step.when)
    if isinstance(step, BranchStep) and step.id in file.reached:
        _check_branch(file, judge, step)


def _judge(file: Examined, judge: Judge, step: Step, condition: Condition, line: int = 0) -> bool:
    """Can it both hold and fail?"""
    at = step.id if step.id in file.reached else None
    if never_changes(condition):
        slug = "condition_constant_value"
    elif judge.always(condition):
        slug = "condition_always"
    elif judge.never(condition, at) and not _is_early(file, step, condition):
        slug = "condition_never"
    else:
        return True
    file.problem(step, slug, line, source=condition.source)
    return False


def _is_early(file: Examined, step: Step, condition: Condition) -> bool:
    """It names what was not asked yet, which was told."""
    return any(
        name in file.flow.steps and not file.passed.has(step.id, name) for name in needs(condition.expr)
    )


def _check_branch(file: Examined, judge: Judge, step: BranchStep) -> None:
    rules = [rule for rule in step.rules if rule.when != UNREAD]
    conditions = [rule.when for rule in rules if rule.when is not None]
    judged = [_judge(file, judge, step, condition) for condition in conditions]
    whole = len(conditions) == len(rules) - 1 and rules[-1].when is None
    if not whole or not all(judged):
        return  # what is wrong with it was told
    for n in judge.left_out(rules, step.id):
        when = rules[n].when
        if when is not None:
            file.problem(step, "rule_never", source=when.source)
    if len(conditions) in judge.left_out(rules, None):
        file.problem(step, "else_never", name=rules[-1].next)
