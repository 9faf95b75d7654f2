"""The shapes of answers: which value fits which step, where it leads, and how it is read back.

choice: option id, ``{"option", "shown"}`` from a provided list, or ``{"text", "files"}`` when other content was
accepted · many: ``{"chosen"}`` · text: ``{"text"}``, with voice ``{"text", "files"}`` · number: ``{"number",
"about"}`` · date: ``{"date"}`` · place: ``{"place", "said", "files"}`` · phone: ``{"phone", "own"}`` · file:
``{"files", "text"}`` · an option of a question that is no choice: ``{"option"}`` · consent: yes, no · review:
send, drop · given up: None. Files are ``{"id", "kind"}``. ``"more": True``: still being gathered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from bot.chat import Text, quoted, text
from bot.chat import Value as Placed
from bot.flow.dates import date_text, from_value
from bot.flow.model import (
    SKIP,
    Asking,
    ChoiceStep,
    ConsentStep,
    DateStep,
    FileStep,
    Flow,
    ManyStep,
    NumberStep,
    Option,
    PhoneStep,
    PlaceStep,
    Point,
    QuestionStep,
    ReviewStep,
    TextStep,
)
from bot.flow.session import Value
from bot.flow.truth import compared
from bot.flow.turn import Facts, Filed

MORE = "more"


def option_value(step: QuestionStep, option: str) -> Value:
    """The answer that choosing this option gives."""
    return option if isinstance(step, ChoiceStep | ConsentStep | ReviewStep) else {"option": option}


def filed_value(filed: Filed, caption: str) -> dict[str, Value]:
    """A file with the words below it."""
    return {"text": caption, "files": [{"id": filed.file, "kind": filed.kind}]}


def joined(value: Value, filed: Filed, caption: str) -> dict[str, Value] | None:
    """An answer with one more file; None when it is not of that shape."""
    if not isinstance(value, dict) or not isinstance(files := value.get("files"), list):
        return None
    words = {"text": _lines(value["text"], caption)} if "text" in value else {}
    return {**value, **words, "files": [*files, *_files(filed)]}


def _lines(before: Value, caption: str) -> str:
    return "\n".join(part for part in (before, caption) if isinstance(part, str) and part)


def recaptioned(value: Value, caption: str) -> dict[str, Value] | None:
    """An answer of files with other words below one; below several, these words too. None when it has no files."""
    if not isinstance(value, dict) or not (files := gathered(value, "files")):
        return None
    key = "said" if "place" in value else "text"
    before = value.get(key) if len(files) > 1 else ""
    return {**value, key: _lines(before, caption)}


def _files(filed: Filed) -> list[Value]:
    return [{"id": filed.file, "kind": filed.kind}]


def gathered(value: Value, key: str) -> list[Value]:
    """What a question that takes several has got so far."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def words_of(value: object) -> str:
    """What was said in words in an answer; empty where nothing was."""
    words = value.get("text") if isinstance(value, dict) else None
    return words if isinstance(words, str) else ""


def option_of(step: Asking, value: Value) -> Option | None:
    """The option of the step that this answer chose."""
    chosen = compared(value)
    for option in step.options:
        if option.id == chosen:
            return option
    return None


def fits(step: QuestionStep, value: Value) -> bool:
    """Whether the step is answered by this; an older version of the flow may have asked otherwise."""
    if value is None:
        return step.attempts is not None
    if not isinstance(value, dict):
        return isinstance(step, ChoiceStep | ConsentStep | ReviewStep) and option_of(step, value) is not None
    if value.get(MORE):
        return False
    if "option" in value:
        return option_of(step, value) is not None or (
            isinstance(step, ChoiceStep) and step.provided is not None
        )
    # A number, a date, a telephone may also be said by voice.
    spoken = "files" in value and isinstance(step, NumberStep | DateStep | PhoneStep)
    return not value or spoken or _content(step) in value


def target(step: QuestionStep, value: Value) -> str | None:
    """The step that an answer leads to; None when the flow ends there."""
    if value is None and step.attempts is not None and step.attempts.then != SKIP:
        return step.attempts.then
    option = option_of(step, value)
    return (option.next if option else None) or step.next or step.following


def read_back(step: QuestionStep, value: Value, facts: Facts) -> Text:
    """An answer as it is shown to who gave it; a private one only as a count.

    An option instead of words of one's own (“Chưa muốn nói”) gives nothing private away.
    """
    option = option_of(step, value)
    by_option = isinstance(step, ChoiceStep | ConsentStep | ReviewStep | ManyStep)
    if step.private and (by_option or option is None):
        return _private(value)
    if option is not None:
        return Text(option.label)
    return _shown(step, value if isinstance(value, dict) else {}, facts)


def filled(step: Point, key: str, flow: Flow, answers: Mapping[str, Value], facts: Facts) -> Text:
    """A text of the flow with its ``{answer.step}`` placeholders; what else it names is the caller's."""
    source = flow.texts.get(key)
    names = _ANSWER.findall(source.vi) if source else []
    return Text(key, {f"answer.{name}": _named(flow, step, name, answers, facts) for name in names})


def named_answers(words: str) -> list[str]:
    """The steps whose answers a text names."""
    return _ANSWER.findall(words)


_ANSWER = re.compile(r"\{answer\.([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")


def _private(value: Value) -> Text:
    content = value if isinstance(value, dict) else {}
    words = content.get("text") or content.get("said")
    length = len(words) if isinstance(words, str) else 0
    files = len(gathered(value, "files"))
    if length and files:
        return text("review.private", chars=length, files=files)
    if files:
        return text("review.private_files", files=files)
    return text("review.private_words", chars=length) if length else text("review.kept")


def _shown(step: QuestionStep, content: Mapping[str, Value], facts: Facts) -> Text:
    if isinstance(shown := content.get("shown"), str):
        return quoted(shown)
    if isinstance(chosen := content.get("chosen"), list):
        labels = tuple(Text(option.label) for option in step.options if option.id in chosen)
        return text("answer.many", chosen=labels) if labels else text("answer.none")
    if isinstance(number := content.get("number"), int):
        return text("answer.about" if content.get("about") else "answer.number", number=number)
    if isinstance(date := content.get("date"), dict):
        return date_text(from_value(date))
    if isinstance(place := content.get("place"), str):
        return quoted(_place_label(place, facts))
    if isinstance(phone := content.get("phone"), str):
        return quoted(facts.show_phone(phone))
    return _words_and_files(content)


def _words_and_files(content: Mapping[str, Value]) -> Text:
    words, files = content.get("text") or content.get("said"), content.get("files")
    count = len(files) if isinstance(files, list) else 0
    if isinstance(words, str) and words:
        return text("review.words_files", words=quoted(words), files=count) if count else quoted(words)
    return text("review.files", files=count) if count else text("answer.none")


def _content(step: QuestionStep) -> str:
    """The key that an answer in the person's own words has."""
    match step:
        case TextStep() | ChoiceStep():
            return "text"
        case ManyStep():
            return "chosen"
        case NumberStep():
            return "number"
        case DateStep():
            return "date"
        case PlaceStep():
            return "place"
        case PhoneStep():
            return "phone"
        case FileStep():
            return "files"
        case ConsentStep() | ReviewStep():
            return "option"
        case _:
            assert_never(step)


def _named(flow: Flow, asker: Point, name: str, answers: Mapping[str, Value], facts: Facts) -> Placed:
    path = asker.names.get(name, name)
    step = flow.steps.get(path)
    value = answers.get(path)
    if value is None or not isinstance(step, QuestionStep):
        return text("answer.none")
    return read_back(step, value, facts)


def _place_label(code: str, facts: Facts) -> str:
    return next((place.label for place in facts.all_places if place.code == code), code)
