"""The law as one installation knows it: everything of the folder ``province/law``, read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.calendar import date_of
from bot.domain.deadlines import Deadlines
from bot.domain.eligibility import Eligibility, Judgement, Known, judge_since
from bot.domain.grounds import Ground, GroundOf, in_force
from bot.domain.law import LawVersion, version_on
from bot.domain.lifecycle import Act
from bot.domain.provisions import Provision, provision_of


@dataclass(frozen=True, slots=True)
class LawBook:
    """``versions`` in the order of their days, without a gap; ``grounds`` and ``provisions`` of all versions;
    ``eligible``: who may be helped."""

    versions: tuple[LawVersion, ...] = ()
    grounds: tuple[Ground, ...] = ()
    provisions: tuple[Provision, ...] = ()
    eligible: Eligibility = field(default_factory=Eligibility)
    deadlines: Deadlines = field(default_factory=Deadlines)

    def version_at(self, at_ms: int) -> LawVersion:
        """The version in force at an instant (ms UTC), by the province's clock."""
        return version_on(self.versions, date_of(at_ms))

    def grounds_at(self, of: GroundOf, at_ms: int) -> tuple[Ground, ...]:
        """The grounds of one kind at an instant (ms UTC)."""
        return in_force(self.grounds, of, date_of(at_ms))

    def judge_since(self, known: Known, received_ms: int, at_ms: int) -> Judgement:
        """What is known now, by the law of its receipt and by that of an instant (ms UTC): the better answer."""
        days = date_of(received_ms), date_of(at_ms)
        return judge_since(self.eligible, self.versions, known, *days)

    def changes_soon(self, at_ms: int) -> bool:
        """Does another version begin so soon after an instant (ms UTC) that nobody is told a no that it may turn?"""
        day = date_of(at_ms)
        until = day + timedelta(days=self.eligible.ahead_days)
        return any(day < version.term.first <= until for version in self.versions)

    def provision_at(self, act: Act, at_ms: int) -> Provision | None:
        """What an act at an instant (ms UTC) stands on; None for a step that is the Centre's own."""
        return provision_of(self.provisions, act, date_of(at_ms))
