"""A question of a flow file → a question of the model: the kinds of ``ask``, ``consent`` and ``review``."""

from __future__ import annotations

from typing import Final, get_args

from bot.flow.model import (
    DONT_KNOW,
    SKIP,
    TALK,
    Attempts,
    ChoiceStep,
    ConsentStep,
    Content,
    DateStep,
    FileStep,
    Layout,
    ManyStep,
    NumberStep,
    Option,
    PhoneStep,
    PlaceStep,
    Provided,
    QuestionStep,
    ReviewStep,
    TextStep,
    Validator,
)
from bot.flow.options import MAX_OPTIONS
from bot.flow.step_keys import ASKS, SHARES
from bot.flow.step_reader import Head, StepReader
from bot.yaml_tree import Scalar

MAX_NUMBER: Final = 999_999_999
MAX_FILES: Final = 20
ALLOWED: Final = (DONT_KNOW, TALK)
FILES: Final[tuple[Content, ...]] = ("photo", "document", "voice", "audio", "video")


class _Asking(Head):
    """The fields that every ask has."""

    options: tuple[Option, ...]
    attempts: Attempts | None
    retry: bool
    private: bool
    sensitive: bool
    urgent: bool
    depends: tuple[str, ...]


# --- ask -------------------------------------------------------------------------------------


def ask(reader: StepReader) -> QuestionStep:
    """``ask: choice`` and its kin; a kind that does not exist is read as a choice, with a problem."""
    form = reader.form
    reader.text()
    common = _asking(reader)
    match form.one_of("ask", tuple(ASKS), "choice"):
        case "text" | "text_or_voice" | "voice" as kind:
            return _spoken(reader, common, kind)
        case "many":
            low, high = _bounds(reader, MAX_OPTIONS)
            return ManyStep(**common, min=low, max=high, layout=_layout(reader))
        case "number":
            low, high = _bounds(reader, MAX_NUMBER)
            return NumberStep(**common, min=low, max=high)
        case "date":
            return DateStep(**common)
        case "place":
            return PlaceStep(**common)
        case "phone":
            return PhoneStep(**common)
        case "file":
            accept = form.several("accept", FILES) or frozenset[Content](("photo", "document"))
            return FileStep(**common, accept=accept, max=form.number("max", 1, MAX_FILES, 10))
        case _:
            accept = form.several("accept", get_args(Content))
            return ChoiceStep(**common, accept=accept, provided=_provided(reader), layout=_layout(reader))


def _spoken(reader: StepReader, common: _Asking, kind: str) -> TextStep:
    return TextStep(
        **common,
        words=kind != "voice",
        voice=kind != "text",
        max_chars=reader.form.number("max_chars", 1, 4000, 2000),
        valid=reader.form.one_of("valid", get_args(Validator), None),
    )


def _layout(reader: StepReader) -> Layout:
    return reader.form.one_of("layout", get_args(Layout), "auto")


def _bounds(reader: StepReader, limit: int) -> tuple[int, int]:
    least, most = reader.form.number("min", 0, limit, 0), reader.form.number("max", 0, limit, limit)
    if least > most:
        reader.form.problem("bounds", "min", low=least, high=most)
    return least, most


def _provided(reader: StepReader) -> Provided | None:
    name = reader.form.word("options_from")
    return next((provided for provided in get_args(Provided) if provided == name), None)


def _asking(reader: StepReader) -> _Asking:
    form = reader.form
    urgent = form.one_of("before_consent", ("urgent",), "")
    return _Asking(
        **reader.head,
        options=_options(reader),
        attempts=_attempts(reader),
        retry=reader.retry(),
        private=form.flag("private"),
        sensitive=form.flag("sensitive"),
        urgent=urgent == "urgent",
        depends=tuple(scalar.text for scalar in form.scalars("depends")),
    )


def _options(reader: StepReader) -> tuple[Option, ...]:
    """Those of a shared list, those written here, those that ``allow`` adds."""
    listed = _listed(reader)
    seen = {option.id for option in listed}
    own = reader.options(SHARES.get(reader.form.word("ask"), ())).read("options", seen)
    allowed = reader.form.several("allow", ALLOWED)
    options = (*listed, *own, *(_ALLOW[name] for name in ALLOWED if name in allowed))
    if len(options) > MAX_OPTIONS:
        reader.form.problem("too_many", "options", key="options", limit=MAX_OPTIONS)
    return options[:MAX_OPTIONS]


def _listed(reader: StepReader) -> tuple[Option, ...]:
    name = reader.form.word("options_from")
    if not name or name in get_args(Provided):
        if name and reader.form.word("ask") != "choice":
            reader.form.problem("provided_kind", "options_from", name=name)
        return ()
    if name not in reader.lists:
        known = [*reader.lists, *get_args(Provided)]
        reader.form.problem("value_unknown", "options_from", key="options_from", name=name, options=known)
    return reader.lists.get(name, ())


def _attempts(reader: StepReader) -> Attempts | None:
    form = reader.form.form("attempts", ("max", "then"))
    if form is None:
        return None
    form.scalar("max", required=True)
    then = form.word("then")
    if not then:
        form.problem("attempts_no_way")
    return Attempts(form.number("max", 1, 20, 3), then or SKIP)


_ALLOW: Final = {
    DONT_KNOW: Option(DONT_KNOW, "option.dont_know", "❓"),
    TALK: Option(TALK, "option.talk", "📞", talk=True),
}

# --- consent, review -------------------------------------------------------------------------


def consent(reader: StepReader) -> ConsentStep:
    """Yes, no, and perhaps more to hear before that."""
    reader.text()
    no = reader.form.word("if_no", required=True) or None
    options = [reader.fixed("yes"), reader.fixed("no", target=no), reader.fixed("more", required=False)]
    return ConsentStep(
        **reader.head,
        purpose=reader.form.word("consent"),
        options=tuple(option for option in options if option),
        retry=reader.retry(),
    )


def review(reader: StepReader) -> ReviewStep:
    """The read-back before something is sent."""
    reader.text()
    options = [reader.fixed("send"), reader.fixed("edit"), reader.fixed("drop")]
    whole = isinstance(reader.form.table.entries["review"], Scalar)
    if whole:
        reader.form.one_of("review", ("all",), "all")
    steps = None if whole else tuple(scalar.text for scalar in reader.form.scalars("review"))
    return ReviewStep(
        **reader.head,
        steps=steps,
        options=tuple(option for option in options if option),
        retry=reader.retry(),
    )
