"""A transcript → the file it would be read from."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Final, assert_never

from bot.flow.model import ChoiceStep, ManyStep
from bot.flow.truth import compared
from bot.flow.walk import walk
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import (
    OPEN,
    Again,
    Bot,
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

_PLAIN: Final = re.compile(r"[a-z][a-z0-9_./-]*")
_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))
_KINDS: Final = {"beside": "open"}
"""Kinds of buttons that a transcript calls otherwise."""


def written(bot: Bot) -> str:
    """What the bot says, as it stands after ``bot:``."""
    match bot.kind:
        case "step":
            return bot.name
        case "recap":
            return f"{{recap: {bot.name or 'true'}}}"
        case "reminder" if bot.not_between is not None:
            begin, end = bot.not_between.begin, bot.not_between.end
            return f'{{reminder: {bot.name}, not_between: ["{begin:%H:%M}", "{end:%H:%M}"]}}'
        case _:
            return f"{{{bot.kind}: {bot.name}}}"


def to_yaml(transcript: Transcript) -> str:
    """The whole file."""
    languages = ", ".join(transcript.languages)
    head = [
        f"flow: {transcript.flow}",
        f"lang: {languages if len(transcript.languages) == 1 else f'[{languages}]'}",
        *([f"channel: {transcript.channel}"] if transcript.channel != "telegram" else []),
        f'clock: "{transcript.clock:%Y-%m-%d %H:%M}"',
        *([f"facts: [{', '.join(sorted(transcript.facts))}]"] if transcript.facts else []),
        *([f"note: {_word(transcript.note)}"] if transcript.note else []),
        "chat:",
    ]
    chat = [f"  - {_line(line)}" for line in transcript.chat]
    return "\n".join([*head, *chat, *_ending(transcript), ""])


def ending_of(stage: Rehearsal) -> Ending:
    """How a rehearsal stands now, for a test: what was chosen, done and how it ended, but nobody's own words."""
    given = walk(stage.flow, stage.session, stage.facts()).answers
    chosen = {
        path: compared(given[path])
        for path in given
        if isinstance(stage.flow.steps.get(path), ChoiceStep | ManyStep)
    }
    answers: dict[str, Wanted] = {}
    for path, one in chosen.items():
        if isinstance(one, str):
            answers[path] = one
        elif isinstance(one, tuple):
            answers[path] = tuple(str(each) for each in one)
    deeds = tuple(Deed(0, done.name) for done in stage.done)
    return Ending(answers, deeds=deeds, outcome=stage.session.outcome or OPEN)


def wait_written(time: datetime.timedelta) -> str:
    """``3 days``: in the largest unit that gives it whole."""
    seconds = int(time.total_seconds())
    unit, length = next((one for one in _UNITS if seconds % one[1] == 0), _UNITS[-1])
    count = max(1, seconds // length)
    return f"{count} {unit}{'s' if count > 1 else ''}"


def _line(line: Line) -> str:
    match line.what:
        case Bot():
            return f"bot: {written(line.what)}"
        case Wait(time):
            return f"wait: {wait_written(time)}"
        case Speaks(language):
            return f"lang: {language}"
        case _:
            return f"me: {_doing(line.what)}"


def _doing(doing: Doing) -> str:
    match doing:
        case Words(words):
            return json.dumps(words, ensure_ascii=False)
        case Number(number):
            return f"{{number: {number}}}"
        case Tap():
            return f"{{tap: {_tap(doing)}}}"
        case Again():
            return "{press_again: true}"
        case Sends(_, _, count) if count > 1:
            return f"{{photos: {count}}}"
        case Sends(kind, caption, _):
            return f"{{{kind}: {_word(caption)}}}"
        case Phone(number, own):
            return f"{{phone: {_word(number)}{', own: true' if own else ''}}}"
        case Location(latitude, longitude):
            return f'{{location: "{latitude}, {longitude}"}}'
        case Strange(what):
            return f"{{unreadable: {_word(what)}}}"
        case Edits(line, words):
            return f"{{edit: {{line: {line}, to: {_word(words)}}}}}"
        case _:
            assert_never(doing)


def _tap(tap: Tap) -> str:
    if tap.kind == "page":
        return f"page_{tap.value}"
    value = _word(tap.value)
    return f"{{{_KINDS.get(tap.kind, tap.kind)}: {value}}}" if tap.kind else value


def _ending(transcript: Transcript) -> Iterator[str]:
    ending = transcript.ending
    lines = []
    if ending.answers:
        lines.append("  answers:")
        lines += [f"    {step}: {_wanted(wanted)}" for step, wanted in ending.answers.items()]
    if ending.no_request:
        lines.append("  no_request: true")
    if ending.deeds and any(deed.inputs for deed in ending.deeds):
        lines.append("  deeds:")
        lines += [f"    - {_deed(deed)}" for deed in ending.deeds]
    elif ending.deeds is not None:
        lines.append(f"  deeds: [{', '.join(deed.name for deed in ending.deeds)}]")
    if ending.outcome:
        lines.append(f"  outcome: {ending.outcome}")
    if ending.says_nothing_of:
        lines.append(f"  says_nothing_of: [{', '.join(map(_word, ending.says_nothing_of))}]")
    yield from ["expect:", *lines] if lines else []


def _deed(deed: Deed) -> str:
    given = ", ".join(f"{name}: {_wanted(wanted)}" for name, wanted in deed.inputs.items())
    return f"{deed.name}: {{{given}}}" if given else deed.name


def _wanted(wanted: Wanted) -> str:
    match wanted:
        case Files(count):
            return f"{{files: {count}}}"
        case tuple():
            return f"[{', '.join(map(_word, wanted))}]"
        case _:
            return _word(wanted)


def _word(word: str) -> str:
    """Plain where YAML reads it as it stands, else in double quotes."""
    return word if _PLAIN.fullmatch(word) else json.dumps(word, ensure_ascii=False)
