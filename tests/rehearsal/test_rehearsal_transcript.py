"""Transcripts as files: what may stand in one, what is wrong with one, and that what is written is read back."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from rehearsal_stage import read

from bot.flow.defaults import QuietHours
from bot.rehearsal.transcript import (
    CLOCK,
    Again,
    Bot,
    Deed,
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
    Words,
)
from bot.rehearsal.transcript_reader import read_wait
from bot.rehearsal.transcript_writer import to_yaml, wait_written

NIGHT = QuietHours(datetime.time(20), datetime.time(7))
CHAT = (
    Bot("step", "safe.shared"),
    Words("Nhà bên: “dời” cọc"),
    Tap("land"),
    Tap("next", "page"),
    Tap("03127", "place"),
    Tap("7", "listed"),
    Tap("contacts", "beside"),
    Bot("retry", "safe.phone"),
    Number(2),
    Again(),
    Sends("voice"),
    Sends("photo", "giấy xã"),
    Sends("photo", count=3),
    Sends("document"),
    Phone("0912 345 678", own=True),
    Phone("0912 345 678"),
    Location(21.38, 103.02),
    Strange("sticker"),
    Edits(1, "lời mới"),
    Bot("hint", "story.speak"),
    Bot("says", "flow.kept"),
    Bot("notice", "press.noted"),
    Bot("recap", "named"),
    Bot("recap", ""),
    Wait(datetime.timedelta(days=3)),
    Bot("reminder", "1", NIGHT),
    Bot("reminder", "1"),
    Speaks("en"),
)
ENDING = Ending(
    {"who": "me", "wants": ("a", "b"), "photos": Files(2), "age": "30"},
    no_request=True,
    deeds=(Deed(0, "legal_aid_request", {"matter": "land", "paper_photos": Files(2)}), Deed(0, "erase")),
    outcome="done",
    says_nothing_of=("dời cọc",),
)


def bare(transcript: Transcript) -> Transcript:
    """Without the lines of the file."""
    ending = replace(
        transcript.ending,
        lines={},
        deeds=transcript.ending.deeds and tuple(replace(deed, line=0) for deed in transcript.ending.deeds),
    )
    chat = tuple(replace(line, line=0) for line in transcript.chat)
    return replace(transcript, lines={}, chat=chat, ending=ending)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"languages": ("vi", "en"), "channel": "text", "note": "Thử: một"},
        {"ending": Ending()},
        {"ending": Ending(deeds=())},
        {"ending": Ending(deeds=(Deed(0, "erase"),))},
    ],
)
def test_what_is_written_is_read_back(changes: dict[str, object]) -> None:
    written = Transcript(
        "x.test.yaml",
        "t",
        chat=tuple(Line(0, what) for what in CHAT),
        ending=ENDING,
        facts=frozenset({"disaster", "on_duty"}),
    )
    written = replace(written, **changes)  # type: ignore[arg-type]

    transcript, problems = read(to_yaml(written))

    assert problems == []
    assert transcript is not None
    assert bare(transcript) == written


def test_what_is_not_said_has_its_usual_value() -> None:
    transcript, _ = read("flow: t\nchat:\n  - bot: one\n")

    assert transcript == Transcript(
        "x.test.yaml", "t", chat=(Line(3, Bot("step", "one")),), lines={"flow": 1, "chat": 2}
    )
    assert transcript.clock == CLOCK


@pytest.mark.parametrize("words", ["1 day", "3 days", "2 hours", "90 minutes", "25 hours"])
def test_a_wait_is_written_as_it_is_read(words: str) -> None:
    time = read_wait(words)
    assert time is not None
    assert wait_written(time) == words


def test_weeks_and_vietnamese_units_are_understood() -> None:
    assert read_wait("2 weeks") == read_wait("14 ngày") == datetime.timedelta(days=14)
    assert read_wait("5 giờ") == datetime.timedelta(hours=5)
    assert read_wait("10 phút") == datetime.timedelta(minutes=10)


def test_a_wait_shorter_than_a_minute_is_written_as_one() -> None:
    assert wait_written(datetime.timedelta(seconds=20)) == "1 minute"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "x.test.yaml:1: L0 "),
        ("chat:\n  - bot: a\n", "x.test.yaml:1: L7 “flow” is missing."),
        ("flow: t\n", "x.test.yaml:1: L7 “chat” is missing."),
        ("flow: t\ncolour: red\nchat: [{bot: a}]\n", "x.test.yaml:2: L3 There is no key “colour” here."),
        ("flow: t\nchannel: zalo\nchat: [{bot: a}]\n", "x.test.yaml:2: L3 “channel” cannot be “zalo”."),
        ("flow: t\nclock: noon\nchat: [{bot: a}]\n", "x.test.yaml:2: V3 “noon” is no date and time."),
        ('flow: t\nclock: "2026-11-26 09:00+07:00"\nchat: [{bot: a}]\n', "x.test.yaml:2: V3 "),
        ("flow: t\nchat: [bot]\n", "x.test.yaml:2: L7 “chat” must be a map."),
        ("flow: t\nchat:\n  - {bot: a, me: b}\n", "x.test.yaml:3: V3 A line has exactly one of: bot, me, wait, lang."),
        ("flow: t\nchat:\n  - bot: [a]\n", "x.test.yaml:3: L7 “bot” must be a map."),
        ("flow: t\nchat:\n  - bot: {retry: a, says: b}\n", "x.test.yaml:3: V3 A line has exactly one of: retry"),
        ("flow: t\nchat:\n  - bot: {recap: twice}\n", "x.test.yaml:3: L3 “recap” cannot be “twice”."),
        ('flow: t\nchat:\n  - bot: {reminder: 1, not_between: ["20:00"]}\n', "x.test.yaml:3: V3 not_between takes two"),
        ("flow: t\nchat:\n  - me: [a]\n", "x.test.yaml:3: L7 “me” must be a map."),
        ("flow: t\nchat:\n  - me: {}\n", "x.test.yaml:3: V3 A line has exactly one of: tap"),
        ("flow: t\nchat:\n  - me: {tap: [a]}\n", "x.test.yaml:3: L7 “tap” must be a map."),
        ("flow: t\nchat:\n  - me: {tap: {place: a, listed: b}}\n", "x.test.yaml:3: V3 A line has exactly one of: place"),
        ("flow: t\nchat:\n  - me: {location: here}\n", "x.test.yaml:3: V3 “here” is no point on the map."),
        ("flow: t\nchat:\n  - me: {edit: 1}\n", "x.test.yaml:3: L7 “edit” must be a map."),
        ("flow: t\nchat:\n  - me: {edit: {line: 1, to: a}}\n", "x.test.yaml:3: V3 Only 0 “me” lines stand before"),
        ("flow: t\nchat:\n  - wait: a while\n", "x.test.yaml:3: V3 It is not clear how long to wait: “a while”."),
        ("flow: t\nchat:\n  - wait: 9999 days\n", "x.test.yaml:3: V3 It is not clear how long"),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  deeds: [[a]]\n", "x.test.yaml:4: L7 “deeds” must be a map."),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  deeds: [{a: {b: c}, d: {}}]\n", "x.test.yaml:4: V3 A deed is a name"),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  deeds: [{a: b}]\n", "x.test.yaml:4: L7 “a” must be a map."),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  answers: {a: {b: c}}\n", "x.test.yaml:4: L3 There is no key “b” here."),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  answers: {a: {files: many}}\n", "x.test.yaml:4: L7 “files” must be a number"),
        ("flow: t\nchat: [{bot: a}]\nexpect:\n  answers: {a: \"\"}\n", "x.test.yaml:4: L7 “a” is empty."),
        ("flow: t\nchat: [{bot: a}]\nexpect: done\n", "x.test.yaml:3: L7 “expect” must be a map."),
        ("flow: t\nlang: []\nchat: [{bot: a}]\n", "x.test.yaml:2: L7 “lang” is empty."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(content: str, told: str) -> None:
    transcript, problems = read(content)

    assert transcript is None
    assert any(problem.startswith(told) for problem in problems), problems
