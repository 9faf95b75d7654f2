"""The shapes of answers: which value fits which step, where it leads, and how it is read back.

choice: option id, or ``{"text", "files"}`` when other content was accepted · text: ``{"text"}``, with
voice ``{"text", "files"}`` · place: ``{"place", "said", "files"}`` · phone: ``{"phone"}`` · an option of
a text, place or phone question: ``{"option"}`` · consent: yes, no · review: send, drop · given up: None.
Files are ``{"id", "kind"}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from bot.chat import Text, quoted
from bot.chat import Value as Placed
from bot.flow.model import (
    SKIP,
    Asking,
    ChoiceStep,
    ConsentStep,
    Flow,
    Option,
    PhoneStep,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    TextStep,
    text_key,
)
from bot.flow.session import Value
from bot.flow.truth import chosen
from bot.flow.turn import Facts, Filed


def option_value(step: QuestionStep, option: str) -> Value:
    """The answer that choosing this option gives."""
    return {"option": option} if isinstance(step, TextStep | PlaceStep | PhoneStep) else option


def filed_value(filed: Filed, caption: str) -> dict[str, Value]:
    """A file with the words below it."""
    return {"text": caption, "files": [{"id": filed.file, "kind": filed.kind}]}


def option_of(step: Asking, value: Value) -> Option | None:
    """The option of the step that this answer chose."""
    return next((option for option in step.options if option.id == chosen(value)), None)


def fits(step: QuestionStep, value: Value) -> bool:
    """Whether the step could have got this answer; an older version of the flow may have asked otherwise."""
    if value is None:
        return step.attempts is not None
    if isinstance(value, dict):
        if "option" in value:
            return option_of(step, value) is not None
        return not value or _content(step) in value
    return not isinstance(step, TextStep | PlaceStep | PhoneStep) and option_of(step, value) is not None


def target(step: QuestionStep, value: Value) -> str | None:
    """The step that an answer leads to; None when the flow ends there."""
    if value is None and step.attempts is not None and step.attempts.then != SKIP:
        return step.attempts.then
    option = option_of(step, value)
    return (option.next if option else None) or step.next or step.following


def read_back(flow: Flow, step: QuestionStep, value: Value, facts: Facts) -> Text:
    """An answer as it is shown to who gave it; a private one only as a count.

    An option instead of words of one's own (“Chưa muốn nói”) gives nothing private away.
    """
    content = value if isinstance(value, dict) else {}
    words, files = content.get("text") or content.get("said"), content.get("files")
    count = len(files) if isinstance(files, list) else 0
    option = option_of(step, value)
    if step.private and not (isinstance(step, TextStep) and option):
        length = len(words) if isinstance(words, str) else 0
        return Text("review.private", {"chars": length, "files": count})
    if option is not None:
        return Text(text_key(flow.id, step.id, f"opt.{option.id}"))
    if isinstance(place := content.get("place"), str):
        return quoted(_place_label(place, facts))
    if isinstance(phone := content.get("phone"), str):
        return quoted(facts.show_phone(phone))
    if isinstance(words, str) and words:
        return (
            Text("review.words_files", {"words": quoted(words), "files": count}) if count else quoted(words)
        )
    return Text("review.files", {"files": count}) if count else Text("answer.none")


def filled(flow: Flow, key: str, answers: Mapping[str, Value], facts: Facts) -> Text:
    """A text of the flow with its ``{answer.step}`` placeholders; what else it names is the caller's."""
    source = flow.texts.get(key)
    names = _ANSWER.findall(source.vi) if source else []
    return Text(key, {f"answer.{name}": _named(flow, name, answers, facts) for name in names})


_ANSWER = re.compile(r"\{answer\.([a-z][a-z0-9_]*)\}")


def _content(step: QuestionStep) -> str:
    """The key that an answer in the person's own words has."""
    match step:
        case TextStep() | ChoiceStep():
            return "text"
        case PlaceStep():
            return "place"
        case PhoneStep():
            return "phone"
        case ConsentStep() | ReviewStep():
            return "option"
        case _:
            assert_never(step)


def _named(flow: Flow, name: str, answers: Mapping[str, Value], facts: Facts) -> Placed:
    step = flow.steps.get(name)
    value = answers.get(name)
    if value is None or not isinstance(step, Asking):
        return Text("answer.none")
    return read_back(flow, step, value, facts)


def _place_label(code: str, facts: Facts) -> str:
    return next((place.label for place in facts.all_places if place.code == code), code)
