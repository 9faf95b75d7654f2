"""Questions that can be answered (A3): enough options, a way out of attempts, options that mean what they say."""

from __future__ import annotations

from bot.flow.examined import Examined
from bot.flow.graph import answering_options, takes_more_than_options
from bot.flow.model import ChoiceStep, ManyStep, QuestionStep


def check_questions(examined: Examined) -> None:
    """What the file's own questions offer."""
    for step in examined.own:
        if isinstance(step, QuestionStep):
            _check_options(examined, step)
            _check_attempts(examined, step)
            if isinstance(step, ManyStep):
                _check_many(examined, step)
            if step.id in step.depends:
                examined.problem(step, "depends_itself")


def _check_options(examined: Examined, step: QuestionStep) -> None:
    if takes_more_than_options(step) and not isinstance(step, ManyStep):
        return
    offered = [option for option in step.options if not option.hint]
    if not answering_options(step):
        examined.problem(step, "no_options")
    elif len(offered) == 1 and isinstance(step, ChoiceStep | ManyStep):
        examined.problem(step, "one_option")


def _check_attempts(examined: Examined, step: QuestionStep) -> None:
    """Back to itself is no way out, unless another option leads on."""
    if step.attempts is not None and step.attempts.then == step.id and not answering_options(step):
        examined.problem(step, "attempts_round")


def _check_many(examined: Examined, step: ManyStep) -> None:
    """Options of ``many`` are ticked: they lead nowhere by themselves."""
    options = [option for option in answering_options(step) if option.label != "option.dont_know"]
    for option in options:
        if option.next:
            examined.problem(step, "many_leads", name=option.id)
    if options and step.min > len(options):
        examined.problem(step, "bounds", low=step.min, high=len(options))
    elif step.max == 0:
        examined.problem(step, "bounds", low=1, high=0)
