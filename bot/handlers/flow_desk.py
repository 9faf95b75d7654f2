"""Administrators and the flows: which run, one of them as a file, a changed one sent back and checked. What becomes of it:
flow_approval.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, SentFile, Text, quoted, text
from bot.domain.calendar import date_of
from bot.domain.reporting_period import Period
from bot.flow.drafts import PARTS
from bot.flow.drawing import Figures, drawn
from bot.flow.step_keys import is_id
from bot.handlers import flow_preview, talk
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import audit, proposals, releases, reports, sessions, staff, unsent
from bot.store.database import Transaction
from bot.store.proposals import Proposal
from bot.store.staff import Officer
from bot.texts import AUTHORITY

ENDING: Final = ".yaml"
LARGEST: Final = 256 * 1024
"""Bytes of a flow file; the reader takes no more."""
VERSIONS: Final = 5
DRAWN_DAYS: Final = 90
"""Of so many days the drawing tells who left where."""
DIFFERENCES: Final = 25
SHARED: Final = "_defaults"


# --- what runs -------------------------------------------------------------------------------


def flows(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Every flow and how many are in the middle of it; with a name, that one."""
    if given.words:
        return one(tx, house, officer, given)
    running = releases.newest(tx)
    open_ones = Counter(row for row in sessions.open_flows(tx))
    paths = releases.paths(tx, running)
    lines = tuple(_listed(house, path, open_ones) for path in paths)
    buttons = [Button(quoted(_name(path)), f"flow:{_name(path)}", "📄") for path in paths]
    rows: Rows = tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))
    says = (text("flows.head", release=running), lines, text("flows.how"))
    return [Message(officer.chat, says, rows, priority=Priority.STAFF)]


def one(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """One of them: its file, its versions, where people stand; with the name of a step, tried out from there."""
    name, _, at = given.words.strip().partition(" ")
    if at and name in house.flows:
        return flow_preview.step(tx, house, officer, name, at.strip())
    path = _path_of(tx, given.words.strip().removesuffix(ENDING))
    if path is None:
        raise Refused(text("flows.unknown", name=given.words.strip()[:40]))
    reports.want_flow(tx, path, officer.chat, officer.person)
    if house.draws and _name(path) in house.flows:
        reports.want_drawing(tx, _name(path), officer.chat, officer.person)
    found = releases.with_file(tx, path, VERSIONS)
    lines = tuple(_version(tx, release) for release, _ in found)
    rows: Rows = tuple(
        (Button(text("button.flow_back", release=release.id), f"flow_back:{release.id}.{_name(path)}", "⏪"),)
        for release, _ in found[1:]
    )
    if _name(path) in house.flows and house.try_out:
        rows = ((Button(text("button.flow_try"), f"flow_try:{_name(path)}", "👀"),), *rows)
    says: list[Text | tuple[Text, ...]] = [text("flows.one", name=_name(path)), lines]
    says += [*_people(tx, _name(path)), text("flows.send_back")]
    return [Message(officer.chat, tuple(says), rows, priority=Priority.STAFF)]


def _people(tx: Transaction, flow: str) -> list[tuple[Text, ...]]:
    """By question, how many are at it now."""
    at = where_people_are(tx, flow)
    if not at:
        return []
    return [tuple(text("flows.at", step=step, count=count) for step, count in at.most_common())]


def drawing(tx: Transaction, house: House, flow: str) -> str:
    """A flow in DOT, with who is where now, and where people left it in the last months."""
    until = date_of(tx.now)
    left = unsent.of_period(tx, flow, Period(until - timedelta(DRAWN_DAYS), until))
    figures = Figures(where_people_are(tx, flow), {tally.key: tally.count for tally in left.at})
    return drawn(house.flows[flow], figures)


def where_people_are(tx: Transaction, flow: str) -> Counter[str]:
    """The questions at which somebody stands."""
    return Counter(stored.session.screen.step for stored in sessions.open_in(tx, flow))


def _listed(house: House, path: str, open_ones: Mapping[str, int]) -> Text:
    name = _name(path)
    if name == SHARED:
        return text("flows.shared", name=name)
    if path.startswith(PARTS):
        return text("flows.part", name=name)
    title = quoted(house.texts.say(text(f"{name}.title"), AUTHORITY))
    return text("flows.line", name=name, title=title, count=open_ones.get(name, 0))


def _version(tx: Transaction, release: releases.Release) -> Text:
    at = Moment(release.at)
    if release.author is None:
        return text("flows.version_folder", release=release.id, at=at)
    key = "flows.version" if release.approver is not None else "flows.version_alone"
    return text(
        key,
        release=release.id,
        at=at,
        author=who(tx, release.author),
        approver=who(tx, release.approver) if release.approver is not None else quoted(""),
        note=quoted(release.note or "–"),
    )


def who(tx: Transaction, person: int) -> Text:
    """The name of one of the staff, of those that are gone too."""
    found = staff.of_person(tx, person) or staff.last_of_person(tx, person)
    return quoted(found.name) if found else text("flows.somebody")


# --- a file comes back -----------------------------------------------------------------------


def is_for_us(tx: Transaction, officer: Officer, sent: SentFile) -> bool:
    """Did an administrator send a file of a flow?"""
    name = (sent.file.name or "").casefold()
    return sent.file.kind == "document" and name.endswith((ENDING, ".yml")) and may(tx, officer, "flows")


def receive(tx: Transaction, house: House, officer: Officer, sent: SentFile) -> list[Outgoing]:
    """It is fetched and checked; nothing is published yet."""
    name = PurePosixPath(sent.file.name or "").name
    if not name.endswith(ENDING):
        raise Refused(text("flows.yml", name=name.rpartition(".")[0][:40] + ENDING))
    if sent.file.size is not None and sent.file.size > LARGEST:
        raise Refused(text("flows.too_large"))
    stem = name.removesuffix(ENDING)
    if stem != SHARED and not is_id(stem):
        raise Refused(text("flows.name", name=stem[:40]))
    path = _path_of(tx, stem) or f"{stem}{ENDING}"
    file = talk.keep_file(tx, officer.chat, sent.file)
    proposals.add(tx, path, officer.person, officer.chat, file=file.id, note=sent.caption[:200])
    audit.note(tx, officer.person, "flow_sent", details=stem)
    return [tell(officer, text("flows.checking", name=stem))]


def back(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """An older content of a file is to be published again: checked like any other."""
    row, _, name = given.words.partition(".")
    path, release = _path_of(tx, name), row_in(row)
    source = releases.source_in(tx, release, path) if path else None
    if path is None or source is None:
        raise Refused(text("press.old"))
    note = house.texts.say(text("flows.back_note", release=release), AUTHORITY)
    new = proposals.add(tx, path, officer.person, officer.chat, source=source, note=note)
    reports.want_proposal(tx, new, officer.chat, officer.person)
    audit.note(tx, officer.person, "flow_sent", details=name)
    return [tell(officer, text("flows.checking", name=name))]


def checked(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The clerk has read it: who sent it hears what is wrong, or what is different and what can be done now."""
    proposal = proposals.find(tx, row)
    officer = staff.of_person(tx, proposal.author) if proposal else None
    if proposal is None or officer is None or not may(tx, officer, "flows"):
        return []
    name = _name(proposal.path)
    if proposal.state == proposals.BROKEN:
        errors = problem_lines(proposal.report["errors"], english=_reads_english(officer))
        says = (text("flows.broken", name=name), errors, text("flows.explain"))
        return [Message(officer.chat, says, priority=Priority.STAFF)]
    if proposal.report.get("same"):
        proposals.move(tx, row, proposals.DROPPED)
        return [tell(officer, text("flows.same", name=name))]
    return [shown(tx, officer, proposal, choices(proposal))]


def shown(tx: Transaction, officer: Officer, proposal: Proposal, rows: Rows) -> Message:
    """What is different, what is worth a look, whom it meets."""
    report, english = proposal.report, _reads_english(officer)
    says: list[Text | tuple[Text, ...]] = [
        text("flows.checked", name=_name(proposal.path)),
        _differences(tx, report),
    ]
    warnings = [*problem_lines(report["warnings"], english=english), *map(quoted, report["rehearsals"])]
    says += [(text("flows.warnings"), *warnings)] if warnings else []
    says.append(text("flows.everybody" if proposal.moves_all else "flows.pinned"))
    handle = f"proposal.{proposal.id}"
    return Message(officer.chat, tuple(says), rows, priority=Priority.STAFF, handle=handle)


def choices(proposal: Proposal) -> Rows:
    """What its author can do with it."""
    everybody = "flows_pinned" if proposal.moves_all else "flows_everybody"
    return (
        (Button(text("button.flow_try"), f"flow_tryout:{proposal.id}", "👀"),),
        (Button(text("button.flow_ask"), f"flow_ask:{proposal.id}", "✅"),),
        (Button(text(f"button.{everybody}"), f"{everybody}:{proposal.id}", "⏩"),),
        (Button(text("button.flow_drop"), f"flow_drop:{proposal.id}", "🗑️"),),
    )


def problem_lines(found: list[list[str]], *, english: bool) -> tuple[Text, ...]:
    """As the check writes them."""
    return tuple(quoted(each[1 if english else 0]) for each in found)


def _differences(tx: Transaction, report: Mapping[str, Any]) -> tuple[Text, ...]:
    found = report["differences"]
    people = {flow: where_people_are(tx, flow) for flow in {each[0] for each in found}}
    lines = [_difference(each, people[each[0]]) for each in found[:DIFFERENCES]]
    if len(found) > DIFFERENCES:
        lines.append(text("flows.more", count=len(found) - DIFFERENCES))
    return tuple(lines)


def _difference(found: list[str], people: Mapping[str, int]) -> Text:
    _, what, step, before, after, path = found
    told = text(f"flows.diff.{what}", step=step, before=before or "–", after=after or "–")
    count = people.get(path, 0)
    return text("flows.diff_people", told=told, count=count) if count else told


def _reads_english(officer: Officer) -> bool:
    return officer.language == "en"


def _path_of(tx: Transaction, name: str) -> str | None:
    """The file of this name among those that run."""
    return next((path for path in releases.paths(tx, releases.newest(tx)) if _name(path) == name), None)


def _name(path: str) -> str:
    return PurePosixPath(path).stem
