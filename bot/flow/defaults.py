"""What holds for every flow: ``flows/_defaults.yaml``, the shared lists of options among it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, get_args

from bot.flow.model import Option, Provided, SourceText, text_key
from bot.flow.options import OptionReader
from bot.flow.source_texts import SourceTexts
from bot.flow.step_keys import is_id
from bot.problems import Findings
from bot.yaml_form import Form, read_form
from bot.yaml_tree import Scalar

FILE: Final = "_defaults.yaml"
LISTS: Final = "lists"
"""Begins the keys of the texts of shared lists; no flow may be called so."""
MISSES: Final = 3
REMIND_DAYS: Final = 2
SURVEY_DAYS: Final = 1

_TOP: Final = ("spec", "misses", "quiet_hours", "reminder", "survey", "lists")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Between these times of the day nobody is written to who did not just write; ``begin`` may be later."""

    begin: datetime.time = datetime.time(20, 0)
    end: datetime.time = datetime.time(7, 0)

    def is_quiet(self, at: datetime.time) -> bool:
        """Is it a time for silence?"""
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def next_allowed(self, at: datetime.datetime) -> datetime.datetime:
        """The first moment from ``at`` on at which one may write."""
        if not self.is_quiet(at.time()):
            return at
        morning = at.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        return morning if morning > at else morning + datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Defaults:
    """``misses``: after so many a person is offered; ``remind_days``: after so many days of silence, one reminder;
    ``survey_days``: so many days after the end it is asked how it was.
    """

    misses: int = MISSES
    quiet_hours: QuietHours = QuietHours()
    remind_days: int = REMIND_DAYS
    lists: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    texts: Mapping[str, SourceText] = field(default_factory=dict)
    survey_days: int = SURVEY_DAYS


def read_defaults(content: bytes | None, findings: Findings) -> Defaults:
    """The defaults of a file, or the program's own where there is none; problems go to ``findings``."""
    top = read_form(content, findings, _TOP) if content is not None else None
    if top is None:
        return Defaults()
    texts = SourceTexts(LISTS, findings)
    lists = _lists(top, texts)
    reminder, survey = (top.form(name, ("after_days",)) for name in ("reminder", "survey"))
    return Defaults(
        top.number("misses", 1, 20, MISSES),
        _quiet_hours(top),
        reminder.number("after_days", 1, 60, REMIND_DAYS) if reminder else REMIND_DAYS,
        lists,
        texts.texts,
        survey.number("after_days", 1, 60, SURVEY_DAYS) if survey else SURVEY_DAYS,
    )


def _quiet_hours(top: Form) -> QuietHours:
    form = top.form("quiet_hours", ("from", "to"))
    if form is None:
        return QuietHours()
    usual = QuietHours()
    return QuietHours(_time(form, "from", usual.begin), _time(form, "to", usual.end))


def _time(form: Form, key: str, otherwise: datetime.time) -> datetime.time:
    word = form.word(key, required=True)
    try:
        return datetime.datetime.strptime(word, "%H:%M").time() if word else otherwise
    except ValueError:
        form.problem("not_time", key, name=word)
        return otherwise


def _lists(top: Form, texts: SourceTexts) -> dict[str, tuple[Option, ...]]:
    form = top.form("lists", None)
    lists: dict[str, tuple[Option, ...]] = {}
    for name in form.table.entries if form else ():
        assert form is not None
        if name in get_args(Provided) or not is_id(name):
            form.problem("id_form" if not is_id(name) else "id_reserved", name, name=name)
        keep = partial(_keep, texts, name)
        lists[name] = OptionReader(form, text_key(LISTS, name), keep).read(name)
    return lists


def _keep(texts: SourceTexts, name: str, part: str, scalar: Scalar | None) -> None:
    texts.step(name, part, scalar, "medium", "")
