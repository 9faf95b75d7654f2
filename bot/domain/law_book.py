"""The law as one installation knows it: everything of the folder ``province/law``, read. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.calendar import date_of
from bot.domain.grounds import Ground, GroundOf, in_force
from bot.domain.law import LawVersion, version_on


@dataclass(frozen=True, slots=True)
class LawBook:
    """``versions`` in the order of their days, without a gap; ``grounds`` of all versions."""

    versions: tuple[LawVersion, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def version_at(self, at_ms: int) -> LawVersion:
        """The version in force at an instant (ms UTC), by the province's clock."""
        return version_on(self.versions, date_of(at_ms))

    def grounds_at(self, of: GroundOf, at_ms: int) -> tuple[Ground, ...]:
        """The grounds of one kind at an instant (ms UTC)."""
        return in_force(self.grounds, of, date_of(at_ms))
