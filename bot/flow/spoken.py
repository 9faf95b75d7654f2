"""What a native speaker says for a question: its words, and its numbered answers behind them; and each answer alone that is
read back before something is sent.

A recording belongs to exactly this script: when an answer is added or a word mended, it is not played any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.flow.model import Asking, ChoiceStep, Flow, ReviewStep, SourceText


def scripts(flows: Iterable[Flow], sources: Mapping[str, SourceText]) -> dict[str, str]:
    """By the key of each question's text what is spoken for it, and each answer that a review reads back; what is not named
    here is spoken as it is written, or with its question."""
    flows = tuple(flows)
    questions = (step for flow in flows for step in flow.steps.values() if isinstance(step, Asking))
    spoken = {step.text(): _script(step, sources) for step in questions if _is_known(step, sources)}
    return spoken | {
        label: sources[label].vi for flow in flows for label in _read_back(flow) if label in sources
    }


def _read_back(flow: Flow) -> Iterator[str]:
    """The keys of the answers that some review of a flow may read back aloud."""
    for review in flow.steps.values():
        if isinstance(review, ReviewStep):
            for step in flow.steps.values():
                named = review.steps is None or step.id in review.steps
                if named and isinstance(step, ChoiceStep) and not step.sensitive and not step.private:
                    yield from (option.label for option in step.options)


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
