"""The law as dated data: its versions (``law/versions.yaml``), how sure a fact is, and from when to when it holds. Pure.

What changes on a day of the law changes in these files, never in code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.sentences import SENTENCES
from bot.problems import Findings, Problem
from bot.yaml_form import Form, read_form

DATED: Final = ("from", "to", "source", "certainty")
"""The keys of a row that says from when to when it holds, where it stands, and how sure that is."""
VERSION_ID: Final = re.compile(r"\d{4}")
CLAUSE: Final = re.compile(r"\d{4}:[0-9a-z]{1,4}(\.[0-9a-z]{1,4}){0,4}")
"""A clause with its version: ``2027:7.10``, ``2017:7.7.dd`` (đ is written dd). A string, never a number."""

_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Certainty(StrEnum):
    """How sure a fact of the law is. Of what is UNKNOWN nobody is told a guess: an officer will tell."""

    SOURCED = "sourced"
    EXPECTED = "expected"
    UNCHECKED = "unchecked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Term:
    """From the first day to the last, both included; ``last`` None: until it is changed."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Does it hold on this day?"""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One version of the Law on Legal Aid, as it is in force for a time."""

    id: str
    name: str
    term: Term
    certainty: Certainty


def cite(clause: str) -> str:
    """A clause as the Vietnamese law is cited: ``2017:30.3.dd`` → «Điều 30 khoản 3 điểm đ»."""
    parts = clause.partition(":")[2].replace("dd", "đ").split(".")
    named = zip(("Điều", "khoản", "điểm"), parts, strict=False)
    return " ".join(f"{name} {part}" for name, part in named if part)


def version_on(versions: Sequence[LawVersion], day: date) -> LawVersion:
    """The version in force on a day; before the first one, the first. The reader leaves no gap between them."""
    in_force = (version for version in versions if version.term.covers(day))
    return next(in_force, versions[0])


def read_versions(content: bytes, name: str) -> tuple[tuple[LawVersion, ...], list[Problem]]:
    """The versions in the order of their days, and all that is wrong."""
    findings = Findings(name, SENTENCES)
    top = read_form(content, findings, ("versions",))
    versions: list[LawVersion] = []
    for node in top.rows("versions", required=True) if top else ():
        row = top.inner("versions", node, ("id", "name", *DATED)) if top else None
        if row and (version := _version(row)):
            _check_follows(row, versions, version)
            versions.append(version)
    return () if findings.failed else tuple(versions), list(findings.problems)


def _version(row: Form) -> LawVersion | None:
    id_, name, term, certainty = row.word("id", required=True), row.word("name", required=True), *dated(row)
    if id_ and not VERSION_ID.fullmatch(id_):
        row.problem("version_id", "id", name=id_)
    return LawVersion(id_, name, term, certainty) if id_ and name and term else None


def _check_follows(row: Form, before: Sequence[LawVersion], version: LawVersion) -> None:
    """Each version begins the day after the one before ends, and only the last has no end."""
    if not before:
        return
    ended = before[-1].term.last
    if ended is None or ended.toordinal() + 1 != version.term.first.toordinal():
        row.problem("version_gap", "from", name=before[-1].id)


def dated(row: Form) -> tuple[Term | None, Certainty]:
    """From when to when a row holds, and how sure it is; its source must stand there too."""
    row.word("source", required=True)
    certainty = row.one_of("certainty", tuple(Certainty), Certainty.UNKNOWN, required=True)
    first, last = day_of(row, "from", required=True), day_of(row, "to")
    if first and last and last < first:
        row.problem("term_turned", "to")
    return Term(first, last) if first else None, certainty


def day_of(row: Form, key: str, *, required: bool = False) -> date | None:
    """A day written ``1/1/2027``."""
    words = row.word(key, required=required)
    found = _DAY.fullmatch(words)
    if found:
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            found = None
    if words:
        row.problem("law_day", key, name=words)
    return None
