"""``preview``: a flow tried out in a terminal; nothing is stored unless it is saved as a test, which then holds."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import shipped

from bot.__main__ import main
from bot.loading import load
from bot.rehearsal.facts import world_of
from bot.rehearsal.preview import Choice, NotThere, Preview
from bot.rehearsal.preview_words import WORDS
from bot.settings import SHIPPED

pytestmark = pytest.mark.slow

LOADED = shipped()
ANSI = "\x1b["
BARE = """spec: 1
flow: bare
title: "Thử"
steps:
  one: {ask: text_or_voice, text: "Kể gì?", options: [{id: stop, text: Thôi, next: end}]}
  never: {when: "count(one) > 7", say: "Kể nhiều lắm."}
  two: {ask: place, text: "Ở đâu?", options: [{id: here, text: Gửi chỗ đứng, share: location}]}
  end: {exit: done, text: "Xong."}
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """The shipped flows, beside which a test may save."""
    return Path(
        shutil.copytree(SHIPPED / "flows", tmp_path / "flows", ignore=shutil.ignore_patterns("tests"))
    )


def tried(flows: Path, *typed: str, step: str = "", colour: bool = False, **choice: object) -> str:
    """What is shown when this is typed."""
    out = io.StringIO()
    chosen = Choice(**{"flow": "legal_aid", "english": True, **choice})  # type: ignore[arg-type]
    own = (flows / "bare.yaml").exists()
    loaded = load(flows, SHIPPED / "locales", SHIPPED / "province") if own else LOADED
    Preview(world_of(loaded), flows, chosen, out, colour=colour).run(typed, step)
    return out.getvalue()


# --- what is shown ---------------------------------------------------------------------------


def test_it_is_marked_as_a_rehearsal_first_and_last(flows: Path) -> None:
    shown = tried(flows, english=False)

    assert shown.startswith("XEM THỬ, không gửi ai.")
    assert shown.rstrip().endswith("Không gửi gì cho ai.")
    assert tried(flows).startswith("A REHEARSAL, nothing is sent to anyone.")


def test_the_question_stands_in_a_frame_with_numbered_buttons(flows: Path) -> None:
    shown = tried(flows)

    assert "╭─ Hoa Ban\n│ Giúp việc luật, cán bộ không lấy tiền. Cần gì?\n│\n│  1 🙋 Nhờ giúp" in shown
    assert "│ [❔ Chỉ cách dùng]" in shown
    assert ANSI not in shown


def test_colours_are_used_only_where_they_are_wanted(flows: Path) -> None:
    assert ANSI in tried(flows, colour=True)


@pytest.mark.parametrize("typed", ["1", "Nhờ giúp", "nho giup", "🙋", "1 Nhờ giúp"])
def test_a_button_is_chosen_by_number_label_or_icon(flows: Path, typed: str) -> None:
    assert "Cho cán bộ ghi lời kể" in tried(flows, typed)


def test_another_language_is_spoken_from_the_start_or_from_now_on(flows: Path) -> None:
    assert "Giúp việc luật" not in tried(flows, language="en")
    assert tried(flows, ":lang en").count("╭─ Hoa Ban") == 2
    assert "There is no language “qqq”." in tried(flows, ":lang qqq")


def test_what_would_be_done_is_told_and_not_done(flows: Path) -> None:
    shown = tried(flows, "1", step="check")

    assert 'To be done: legal_aid_request (who="me"' in shown
    assert "Not done, this is a rehearsal." in shown
    assert "To be done: callback_request. Not done" in tried(flows, "5")
    assert "The conversation is over (handoff)." in tried(flows, "5")


def test_a_hint_says_something_and_the_question_stays(flows: Path) -> None:
    assert "Giữ nút micro" in tried(flows, "1", step="story")


def test_what_shares_is_shared(flows: Path) -> None:
    assert "Có ai khác xem, nghe máy này không?" in tried(flows, "Máy này", step="safe.phone")
    (flows / "bare.yaml").write_text(BARE)
    assert "The conversation is over (done)." in tried(flows, "Kể", "Gửi chỗ đứng", flow="bare")


# --- commands --------------------------------------------------------------------------------


def test_every_command_is_in_the_help_in_both_languages(flows: Path) -> None:
    known = set(Preview(world_of(LOADED), flows, Choice("legal_aid"), io.StringIO())._commands())

    for words in WORDS["help"]:
        told = set(re.findall(r":[a-z]+", words))
        assert told == {*known, ":quit"} - {":help"}
    assert ":save NAME" in tried(flows, ":help")


def test_an_unknown_or_half_typed_command_is_told(flows: Path) -> None:
    assert "There is no command :jump." in tried(flows, ":jump")
    assert ":step needs something after it." in tried(flows, ":step")


def test_quit_leaves_what_comes_after_unheard(flows: Path) -> None:
    assert "Cho cán bộ ghi" not in tried(flows, "", ":quit", "1")


def test_a_step_is_jumped_to(flows: Path) -> None:
    shown = tried(flows, ":step safe.stranger")

    assert re.search(r"Answered \d+ times to come to “safe.stranger”\.", shown)
    assert "Người khác nghe máy thì cán bộ làm gì?" in shown


def test_a_step_that_nobody_sees_or_reaches_is_told(flows: Path) -> None:
    assert "Nobody sees the step “offer”" in tried(flows, step="offer")
    assert "Nobody sees the step “my_requests.over”" in tried(flows, ":step my_requests.over")
    assert "There is no step “stori”. Did you mean “story”?" in tried(flows, ":step stori")


def test_a_step_without_a_way_is_told(flows: Path) -> None:
    (flows / "bare.yaml").write_text(BARE)

    assert "No way was found to the step “never”." in tried(flows, ":step never", flow="bare")


def test_time_goes_by_and_the_reminder_is_shown(flows: Path) -> None:
    shown = tried(flows, ":wait 3 days", ":wait soon", step="matter")

    assert "It is now 09:00 29/11/2026.\nAt 09:00 28/11/2026 the one reminder comes." in shown
    assert "Write it like :wait 3 days" in shown


def test_photos_voices_numbers_and_edits_are_sent(flows: Path) -> None:
    assert "Có giấy công an" in tried(flows, ":photo giấy xã", step="story")
    assert "Có giấy công an" in tried(flows, ":voice", step="story")
    assert "Có ai khác xem" in tried(flows, ":phone 0912345678", step="safe.phone")
    edited = tried(flows, "Nhà bên dời cọc", ":edit 5 Dời bốn bước", ":events", step="story")
    assert '["changed", "story", {"text": "Dời bốn bước", "files": []}]' in edited
    assert "Only 4 “me” lines stand before this one." in tried(flows, ":edit 9 gì", step="story")
    assert "Only 4 “me” lines" in tried(flows, ":edit 2", step="story")


def test_back_and_beginning_anew(flows: Path) -> None:
    assert tried(flows, ":back", step="matter").rstrip().count("Nhờ cho ai?") == 1
    assert tried(flows, ":new", step="matter").count("Cần gì?") == 1


def test_a_channel_of_words_alone(flows: Path) -> None:
    assert "cannot send this" in tried(flows, ":photo", channel="text")
    assert "cannot send this" in tried(flows, ":channel text", ":voice")
    assert "The channel is telegram or text." in tried(flows, ":channel zalo")


def test_resting_is_told(flows: Path) -> None:
    assert "giữ 30 ngày" in tried(flows, "để sau", step="matter")


# --- saving ----------------------------------------------------------------------------------


def test_what_happened_is_saved_as_a_test_that_holds(flows: Path) -> None:
    typed = ("Nhà bên dời cọc", "3", ":wait 3 days", "ai đó", "1", ":lang en", ":save my_land")

    shown = tried(flows, *typed, step="story")

    file = flows / "tests" / "my_land.test.yaml"
    assert f"Kept as {file}. Played again, it holds." in shown
    written = file.read_text()
    assert '  - me: "Nhà bên dời cọc"\n' in written
    assert '  - bot: {reminder: 1, not_between: ["20:00", "07:00"]}\n' in written
    assert "  - lang: en\n" in written
    assert "  outcome: open\n" in written


def test_a_file_is_never_overwritten_nor_given_a_strange_name(flows: Path) -> None:
    shown = tried(flows, ":save one", ":save one", ":save ../evil", ":save Đất")

    assert "is there already. Choose another name." in shown
    assert shown.count("A name has small letters") == 2
    assert [file.name for file in (flows / "tests").iterdir()] == ["one.test.yaml"]


def test_a_folder_that_cannot_be_written_is_told(flows: Path) -> None:
    (flows / "tests").write_text("a file")

    assert "cannot be written" in tried(flows, ":save one")


# --- the command line ------------------------------------------------------------------------


def typing(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(words))


def test_the_command_reads_what_is_piped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, "1\n:quit\n")

    assert main(["preview", "legal_aid", "--step", "consent"]) == 0

    out = capsys.readouterr().out
    assert "› 1\n" in out
    assert "Nhờ cho ai?" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["legal_ad"], "Không có cuộc trò chuyện “legal_ad”. Có phải là “legal_aid”?"),
        (["legal_aid", "--step", "stori"], "Không có bước “stori”. Có phải là “story”?"),
        (["legal_aid", "--step", "stori", "--english"], "There is no step “stori”. Did you mean “story”?"),
        (["legal_aid", "--lang", "hmong"], "Không có tiếng “hmong”."),
    ],
)
def test_what_does_not_exist_is_told_with_what_is_near(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preview", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_without_places_there_is_no_rehearsal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "province").mkdir()

    assert main(["preview", "legal_aid", "--province", str(tmp_path / "province")]) == 1
    assert "places.csv" in capsys.readouterr().err


def test_the_class_refuses_what_does_not_exist(flows: Path) -> None:
    with pytest.raises(NotThere, match="no conversation"):
        tried(flows, flow="nothing")


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot", "preview", "legal_aid", "--english"]
    started = subprocess.Popen(
        command,
        cwd=SHIPPED,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with started:
        yield started
        started.kill()


@pytest.mark.slow
def test_a_process_ends_well_with_its_input(process: subprocess.Popen[str]) -> None:
    out, err = process.communicate("1\n2\n", timeout=60)

    assert process.returncode == 0
    assert err == ""
    assert "The conversation is over (offramp)." in out


@pytest.mark.slow
def test_ctrl_c_ends_it_without_a_traceback(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert "A REHEARSAL" in process.stdout.readline()
    while "╰─" not in process.stdout.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert err == ""
