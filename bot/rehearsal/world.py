"""The small world of a rehearsal, what was done in it, and what cannot be done there."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chat import Text
from bot.flow.defaults import Defaults
from bot.flow.model import Flow
from bot.flow.session import Value
from bot.flow.turn import Facts
from bot.rehearsal.transcript import ChannelKind


@dataclass(frozen=True, slots=True)
class World:
    """``covered`` are the languages whose every path some talk must take. ``facts`` are those of a language, a channel, a time in the province and a flow; ``say`` gives the words."""

    flows: Mapping[str, Flow]
    defaults: Defaults
    languages: tuple[str, ...]
    covered: tuple[str, ...]
    facts: Callable[[str, ChannelKind, datetime.datetime, str], Facts]
    say: Callable[[Text, str], str]


class CannotAct(Exception):
    """The person cannot do this here: which sentence says why, and its values."""

    def __init__(self, slug: str, **values: object) -> None:
        super().__init__(slug)
        self.slug = slug
        self.values = values


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, and what it was given."""

    name: str
    inputs: Mapping[str, Value] = field(default_factory=dict)
