"""What a native speaker says for a question: its words, and its numbered answers behind them.

A recording belongs to exactly this script: when an answer is added or a word mended, it is not played any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.flow.model import Asking, ChoiceStep, Flow, SourceText


def scripts(flows: Iterable[Flow], sources: Mapping[str, SourceText]) -> dict[str, str]:
    """By the key of each question's text what is spoken for it; what is not named here is spoken as it is written."""
    questions = (step for flow in flows for step in flow.steps.values() if isinstance(step, Asking))
    return {step.text(): _script(step, sources) for step in questions if _is_known(step, sources)}


def _is_known(step: Asking, sources: Mapping[str, SourceText]) -> bool:
    """Are all answers known before? Entries of the world would stand among the numbers."""
    provided = isinstance(step, ChoiceStep) and step.provided
    keys = {step.text(), *(option.label for option in step.options)}
    return bool(step.options) and not provided and keys <= sources.keys()


def _script(step: Asking, sources: Mapping[str, SourceText]) -> str:
    labels = (sources[option.label].vi for option in step.options)
    return "\n".join(
        [sources[step.text()].vi, *(f"{number}. {label}" for number, label in enumerate(labels, start=1))]
    )
