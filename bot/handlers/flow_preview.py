"""A flow tried out in an administrator's own chat: the real engine, clearly marked, touching nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, quoted, text
from bot.handlers.house import INTAKE, House, Tried, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import previews, proposals, releases, reports
from bot.store.database import Transaction
from bot.store.previews import Preview
from bot.store.staff import Officer
from bot.texts import AUTHORITY

LANGUAGES: Final = ":lang"
CHANNEL: Final = {"telegram": ":channel text", "text": ":channel telegram"}
MOST_BUTTONS: Final = 20


def try_running(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The flow as it runs."""
    if given.words not in house.flows:
        raise Refused(text("press.old"))
    return _begin(tx, house, officer, Preview(given.words, 0, AUTHORITY))


def try_proposal(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The flow as it would be."""
    proposal = proposals.find(tx, row_in(given.words))
    if proposal is None or proposal.source is None or proposal.state not in proposals.OPEN:
        raise Refused(text("press.old"))
    told = [each[0] for each in proposal.report.get("differences", ())]
    flow = next(iter([PurePosixPath(proposal.path).stem] if proposal.path.count("/") == 0 else []), "")
    flow = flow if flow in proposal.report["versions"] else next(iter(told), INTAKE)
    return _begin(tx, house, officer, Preview(flow, proposal.id, AUTHORITY))


def step(tx: Transaction, house: House, officer: Officer, name: str, at: str) -> list[Outgoing]:
    """The running flow, at once at one of its steps."""
    return _begin(tx, house, officer, Preview(name, 0, AUTHORITY, (f":step {at}",)))


def is_open(tx: Transaction, officer: Officer) -> bool:
    """Does he try a flow out?"""
    return previews.open_one(tx, officer.person) is not None


def hear(tx: Transaction, house: House, officer: Officer, words: str) -> list[Outgoing]:
    """What he types is what a person would."""
    preview = previews.open_one(tx, officer.person)
    if preview is None:
        raise Refused(text("press.old"))
    return _go_on(tx, house, officer, preview, words)


def pressed(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A button of the question that waits."""
    preview = previews.open_one(tx, officer.person)
    at, _, count = given.words.partition(".")
    if preview is None or str(len(preview.typed)) != at:
        raise Refused(text("press.old"))
    choices = _played(tx, house, officer, preview).choices
    n = row_in(count)
    if n >= len(choices):
        raise Refused(text("press.old"))
    return _go_on(tx, house, officer, preview, choices[n][0])


def other_language(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The same question in another language."""
    preview = _open(tx, officer)
    spoken = house.texts.offered()
    now = next(
        (words.partition(" ")[2] for words in reversed(preview.typed) if words.startswith(LANGUAGES)),
        preview.language,
    )
    following = spoken[(spoken.index(now) + 1) % len(spoken)] if now in spoken else AUTHORITY
    return _go_on(tx, house, officer, preview, f"{LANGUAGES} {following}")


def other_channel(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """By words alone, or with buttons again; from the beginning."""
    preview = _open(tx, officer)
    plain = next((words for words in reversed(preview.typed) if words in CHANNEL.values()), CHANNEL["text"])
    return _go_on(
        tx, house, officer, preview, CHANNEL["text" if plain == CHANNEL["telegram"] else "telegram"]
    )


def keep(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The talk so far as a test, as a file."""
    preview = _open(tx, officer)
    reports.want_transcript(tx, preview.flow, officer.chat, officer.person)
    return [tell(officer, text("preview.kept", name=preview.flow))]


def stop(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """Enough."""
    previews.close(tx, officer.person)
    return [tell(officer, text("preview.over"))]


def transcript(tx: Transaction, house: House, officer: Officer) -> str:
    """The talk that is open, as a test."""
    preview = previews.open_one(tx, officer.person)
    if preview is None:
        return ""
    saving = replace(preview, typed=(*preview.typed, f":save {preview.flow}"))
    return _played(tx, house, officer, saving).transcript


def _open(tx: Transaction, officer: Officer) -> Preview:
    preview = previews.open_one(tx, officer.person)
    if preview is None:
        raise Refused(text("press.old"))
    return preview


def _begin(tx: Transaction, house: House, officer: Officer, preview: Preview) -> list[Outgoing]:
    if house.try_out is None:
        raise Refused(text("preview.none"))
    previews.put(tx, officer.person, preview)
    return [_shown(tx, house, officer, preview)]


def _go_on(tx: Transaction, house: House, officer: Officer, preview: Preview, words: str) -> list[Outgoing]:
    if len(preview.typed) >= previews.MOST:
        return stop(tx, house, officer, Given())
    now = replace(preview, typed=(*preview.typed, words))
    previews.put(tx, officer.person, now)
    return [_shown(tx, house, officer, now)]


def _shown(tx: Transaction, house: House, officer: Officer, preview: Preview) -> Message:
    played = _played(tx, house, officer, preview)
    at = len(preview.typed)
    plain = _is_plain(preview)
    own: Rows = tuple(
        (Button(quoted(label), f"try:{at}.{n}"),)
        for n, (_, label) in enumerate(played.choices[:MOST_BUTTONS])
    )
    listed = tuple(
        quoted(f"{typed}. {label}" if typed.isdigit() else label) for typed, label in played.choices
    )
    says = (
        text("preview.mark", name=preview.flow),
        quoted(played.says),
        *((listed,) if plain and listed else ()),
    )
    ways: Rows = (
        (
            Button(text("button.try_language"), "try_language:", "🌐"),
            Button(text("button.try_channel"), "try_channel:", "⌨️"),
        ),
        (
            Button(text("button.try_keep"), "try_keep:", "💾"),
            Button(text("button.try_stop"), "try_stop:", "⏹️"),
        ),
    )
    return Message(officer.chat, says, (*(() if plain else own), *ways), priority=Priority.STAFF)


def _is_plain(preview: Preview) -> bool:
    last = next((words for words in reversed(preview.typed) if words.startswith(":channel")), "")
    return last == CHANNEL["telegram"]


def _played(tx: Transaction, house: House, officer: Officer, preview: Preview) -> Tried:
    assert house.try_out is not None
    in_english = officer.language == "en"
    return house.try_out(_files(tx, preview), preview.flow, preview.language, preview.typed, in_english)


def _files(tx: Transaction, preview: Preview) -> Mapping[str, bytes]:
    proposal = proposals.find(tx, preview.proposal) if preview.proposal else None
    if proposal is None or proposal.source is None:
        return releases.files(tx, releases.newest(tx))
    return {**releases.files(tx, proposal.base), proposal.path: releases.source(tx, proposal.source)}
