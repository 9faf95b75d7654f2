"""The options of a question, or of a shared list, as they stand in a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.flow.model import Option
from bot.flow.step_keys import RESERVED_OPTIONS, is_id
from bot.yaml_form import Form
from bot.yaml_tree import Scalar

MAX_OPTIONS: Final = 40
MAX_ICON: Final = 8


@dataclass(frozen=True, slots=True)
class OptionReader:
    """Reads options under a key of ``form``; ``keep`` takes their texts by part, ``key`` begins the texts' keys."""

    form: Form
    key: str
    keep: Callable[[str, Scalar | None], None]
    share: Sequence[Literal["phone", "location"]] = ()

    def read(self, name: str, taken: Collection[str] = ()) -> tuple[Option, ...]:
        """All of them; those without an id, or with one that is ``taken``, are left out, with a problem."""
        return tuple(self._options(name, taken))

    def option(self, form: Form, id_: str) -> Option:
        """One option, its texts kept."""
        self.keep(f"opt.{id_}", form.scalar("text", required=True))
        self.keep(f"hint.{id_}", hint := form.scalar("hint"))
        icon = form.word("icon")
        if len(icon) > MAX_ICON:
            form.problem("icon_long", "icon", name=icon, limit=MAX_ICON)
        share = form.one_of("share", self.share, None) if self.share else None
        hint_key = f"{self.key}.hint.{id_}" if hint else None
        return Option(id_, f"{self.key}.opt.{id_}", icon, form.word("next") or None, hint_key, share)

    def _options(self, name: str, taken: Collection[str]) -> Iterator[Option]:
        known = ("id", "icon", "text", "next", "hint", *(("share",) if self.share else ()))
        seen = set(taken)
        for node in self.form.rows(name, limit=MAX_OPTIONS):
            form = self.form.inner(name, node, known)
            id_ = form.word("id", required=True) if form else ""
            if form is None or not id_ or self._is_twice(form, id_, seen):
                continue
            self._check(form, id_)
            yield self.option(form, id_)

    def _is_twice(self, form: Form, id_: str, seen: set[str]) -> bool:
        if id_ in seen:
            form.problem("option_twice", "id", name=id_)
            return True
        seen.add(id_)
        return False

    def _check(self, form: Form, id_: str) -> None:
        if not is_id(id_) or id_ in RESERVED_OPTIONS:
            form.problem("id_reserved" if id_ in RESERVED_OPTIONS else "id_form", "id", name=id_)
        if {"hint", "next"} <= form.table.entries.keys():
            form.problem("hint_and_next", "next", name=id_)
        if {"share", "next"} <= form.table.entries.keys():
            form.problem("share_and_next", "next", name=id_)
