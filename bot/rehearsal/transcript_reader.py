"""Bytes of ``flows/tests/NAME.test.yaml`` → a transcript, or every problem in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Final, get_args

from bot.chat import FileKind
from bot.flow.conditions import FACTS
from bot.flow.defaults import QuietHours
from bot.problems import Findings
from bot.rehearsal.transcript import (
    CLOCK,
    Again,
    Bot,
    ChannelKind,
    Deed,
    Doing,
    Edits,
    Ending,
    Files,
    Line,
    Location,
    Number,
    Phone,
    Sends,
    Speaks,
    Strange,
    Tap,
    Transcript,
    Wait,
    Wanted,
    Words,
)
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Node, Row, Scalar

MAX_LINES: Final = 500
MAX_FILES: Final = 20
LONGEST_WAIT: Final = datetime.timedelta(days=400)

_TOP: Final = ("flow", "lang", "channel", "clock", "facts", "note", "chat", "expect")
_LINE: Final = ("bot", "me", "wait", "lang")
_BOT: Final = ("retry", "hint", "says", "notice", "recap", "reminder")
_ME: Final = (
    "tap", "number", "press_again", "photos", "phone", "location", "unreadable", "edit", *get_args(FileKind)
)  # fmt: skip
_TAPS: Final[Mapping[str, str]] = {
    "place": "place",
    "listed": "listed",
    "language": "language",
    "mend": "mend",
    "open": "beside",
    "option": "option",
    "interrupt": "interrupt",
}
"""How a tap may say which kind of button is meant, and the kind of the offer."""
_PAGES: Final = ("page_next", "page_back")
_EXPECT: Final = ("answers", "no_request", "deeds", "outcome", "says_nothing_of")
_WAIT: Final = re.compile(r"(\d{1,4}) +(\S+)")
_UNITS: Final = {
    **dict.fromkeys(("week", "weeks", "tuần"), datetime.timedelta(weeks=1)),
    **dict.fromkeys(("day", "days", "ngày"), datetime.timedelta(days=1)),
    **dict.fromkeys(("hour", "hours", "giờ"), datetime.timedelta(hours=1)),
    **dict.fromkeys(("minute", "minutes", "phút"), datetime.timedelta(minutes=1)),
}


def read_transcript(file: str, content: bytes, findings: Findings) -> Transcript | None:
    """The transcript in this file; None after an error. The findings must know the sentences of transcripts."""
    top = read_form(content, findings, _TOP)
    if top is None:
        return None
    transcript = Transcript(
        file,
        top.word("flow", required=True),
        _languages(top),
        top.one_of("channel", get_args(ChannelKind), "telegram"),
        _clock(top),
        top.word("note"),
        tuple(_Chat(top).lines()),
        _ending(top),
        top.table.lines,
        top.several("facts", FACTS),
    )
    return None if findings.failed else transcript


def read_wait(words: str) -> datetime.timedelta | None:
    """``3 days``, ``2 giờ``; None for anything else."""
    found = _WAIT.fullmatch(words)
    unit = _UNITS.get(found[2]) if found else None
    if found is None or unit is None or not datetime.timedelta() < int(found[1]) * unit <= LONGEST_WAIT:
        return None
    return int(found[1]) * unit


# --- the top ---------------------------------------------------------------------------------


def _languages(top: Form) -> tuple[str, ...]:
    if isinstance(top.table.entries.get("lang"), Row):
        return tuple(scalar.text for scalar in top.scalars("lang", required=True)) or ("vi",)
    return (top.word("lang") or "vi",)


def _clock(top: Form) -> datetime.datetime:
    word = top.word("clock")
    try:
        at = datetime.datetime.fromisoformat(word) if word else CLOCK
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None:
        top.problem("clock", "clock", name=word)
        return CLOCK
    return at


# --- the chat --------------------------------------------------------------------------------


class _Chat:
    """Its lines; ``Edits`` may name only a line of the person that stands before."""

    def __init__(self, top: Form) -> None:
        self._top = top
        self._mine = 0

    def lines(self) -> Iterator[Line]:
        for node in self._top.rows("chat", limit=MAX_LINES, required=True):
            form = self._top.inner("chat", node, _LINE)
            what = self._what(form) if form and _is_one(form, _LINE) else None
            if what is not None:
                yield Line(node.line, what)

    def _what(self, form: Form) -> Bot | Doing | Wait | Speaks | None:
        if "bot" in form.table.entries:
            return _bot(form)
        if "me" in form.table.entries:
            doing = self._me(form)
            self._mine += 1
            return doing
        if "lang" in form.table.entries:
            return Speaks(form.word("lang"))
        time = read_wait(form.word("wait"))
        if time is None:
            form.problem("wait", "wait", name=form.word("wait"))
        return Wait(time) if time else None

    def _me(self, form: Form) -> Doing | None:
        if isinstance(form.table.entries["me"], Scalar):
            return Words(form.word("me"))
        inner = form.form("me", (*_ME, "own"))
        if inner is None or not _is_one(inner, _ME):
            return None
        if "edit" in inner.table.entries:
            return self._edit(inner)
        return _doing(inner)

    def _edit(self, form: Form) -> Edits | None:
        edit = form.form("edit", ("line", "to"))
        if edit is None:
            return None
        line = edit.number("line", 1, MAX_LINES, 0)
        if not 0 < line <= self._mine:
            edit.problem("edit_line", "line", mine=self._mine)
        return Edits(line, edit.word("to", required=True))


def _is_one(form: Form, keys: tuple[str, ...]) -> bool:
    """Does exactly one of the keys stand here?"""
    one = len(form.table.entries.keys() & set(keys)) == 1
    if not one:
        form.problem("not_one", keys=", ".join(keys))
    return one


def _bot(form: Form) -> Bot | None:
    if isinstance(form.table.entries["bot"], Scalar):
        return Bot("step", form.word("bot"))
    inner = form.form("bot", (*_BOT, "not_between"))
    if inner is None or not _is_one(inner, _BOT):
        return None
    entries = inner.table.entries
    if "recap" in entries:
        name = inner.one_of("recap", ("true", "named", "plain"), "true")
        return Bot("recap", "" if name == "true" else name)
    if "reminder" in entries:
        return Bot("reminder", str(inner.number("reminder", 1, 9, 1)), _not_between(inner))
    for kind in ("retry", "hint", "says"):
        if kind in entries:
            return Bot(kind, inner.word(kind))
    return Bot("notice", inner.word("notice"))


def _not_between(form: Form) -> QuietHours | None:
    times = form.scalars("not_between")
    if not times:
        return None
    try:
        begin, end = (datetime.time.fromisoformat(scalar.text) for scalar in times)
    except ValueError:
        form.problem("not_between", "not_between")
        return None
    return QuietHours(begin, end)


def _doing(form: Form) -> Doing | None:
    [verb] = form.table.entries.keys() & set(_ME)
    match verb:
        case "tap":
            return _tap(form)
        case "number":
            return Number(form.number("number", 1, 99, 1))
        case "press_again":
            form.flag("press_again")
            return Again()
        case "photos":
            return Sends("photo", count=form.number("photos", 2, MAX_FILES, 2))
        case "phone":
            return Phone(form.word("phone"), form.flag("own"))
        case "location":
            return _location(form)
        case "unreadable":
            return Strange(form.word("unreadable"))
        case _:
            kind = next(kind for kind in get_args(FileKind) if kind == verb)
            return Sends(kind, form.word(verb, empty=True))


def _tap(form: Form) -> Tap | None:
    if isinstance(form.table.entries["tap"], Scalar):
        word = form.word("tap")
        return Tap(word.removeprefix("page_"), "page") if word in _PAGES else Tap(word)
    inner = form.form("tap", tuple(_TAPS))
    if inner is None or not _is_one(inner, tuple(_TAPS)):
        return None
    [key] = inner.table.entries
    return Tap(inner.word(key), _TAPS[key])


def _location(form: Form) -> Location | None:
    word = form.word("location")
    try:
        latitude, longitude = (float(part) for part in word.split(","))
    except ValueError:
        form.problem("location", "location", name=word)
        return None
    return Location(latitude, longitude)


# --- the end ---------------------------------------------------------------------------------


def _ending(top: Form) -> Ending:
    form = top.form("expect", _EXPECT)
    if form is None:
        return Ending()
    answers = form.form("answers", None)
    deeds = None
    if "deeds" in form.table.entries:
        found = (_deed(form, node) for node in form.rows("deeds"))
        deeds = tuple(deed for deed in found if deed)
    return Ending(
        _wanted(answers) if answers else {},
        form.flag("no_request"),
        deeds,
        form.word("outcome"),
        tuple(scalar.text for scalar in form.scalars("says_nothing_of")),
        {
            **form.table.lines,
            **({f"answers.{k}": n for k, n in answers.table.lines.items()} if answers else {}),
        },
    )


def _deed(form: Form, node: Node) -> Deed | None:
    if isinstance(node, Scalar):
        return Deed(node.line, node.text)
    inner = form.inner("deeds", node, None)
    if inner is None or len(inner.table.entries) != 1:
        form.findings.add("deed_shape", node.line)
        return None
    [name] = inner.table.entries
    inputs = inner.form(name, None)
    return Deed(node.line, name, _wanted(inputs)) if inputs else None


def _wanted(form: Form) -> dict[str, Wanted]:
    found = {name: _wanted_one(form, name, node) for name, node in form.table.entries.items()}
    return {name: wanted for name, wanted in found.items() if wanted is not None}


def _wanted_one(form: Form, name: str, node: Node) -> Wanted | None:
    if isinstance(node, Scalar):
        return form.word(name)
    if isinstance(node, Row):
        return tuple(scalar.text for scalar in form.scalars(name))
    inner = form.form(name, ("files",))
    return Files(inner.number("files", 1, MAX_FILES, 1)) if inner else None
