"""The command line: exit codes, and problems of folders as lines that name file and line."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import SHIPPED

LINE = re.compile(r"\S+:\d+: [A-Z]\d+ .+\. .+")
STEP = '  one:\n    ask: text\n    text: "Kể gì?"\n  end:\n    exit: done\n    text: "Xong."\n'
HEAD = 'spec: 1\nflow: bad\ntitle: "Thử"\nsteps:\n'

BROKEN = {
    "empty": b"",
    "only spaces": b" \n\n",
    "binary": bytes(range(256)) * 16,
    "not UTF-8": HEAD.encode() + STEP.encode("utf-16-le"),
    "five megabytes": (HEAD + "# " + "a" * 5 * 1024 * 1024).encode(),
    "an alias": (HEAD + STEP.replace("one:", "one: &a", 1) + "  two: *a\n").encode(),
    "an alias bomb": b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nsteps: *c\n",
    "a duplicate key": (HEAD + STEP + STEP).encode(),
    "an unknown key": (HEAD + STEP.replace("ask: text", "ask: text\n    colour: red")).encode(),
    "a cycle": (HEAD + '  one:\n    say: "A"\n    next: two\n  two:\n    say: "B"\n    next: one\n').encode(),
    "a tag": (HEAD + STEP.replace('"Kể gì?"', "!!python/name:os.system x")).encode(),
    "no YAML": b"steps: [unclosed\n",
    "a list": b"- a\n- b\n",
}


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """The shipped flows, to which a test adds its own."""
    return Path(shutil.copytree(SHIPPED / "flows", tmp_path / "flows"))


@pytest.mark.slow
def test_what_is_shipped_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert re.search(r"\d+ flows", capsys.readouterr().out)


def test_broken_flows_are_named_with_file_and_line(flows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, content in enumerate(BROKEN.values()):
        (flows / f"bad_{number}.yaml").write_bytes(content)

    assert main(["check", "--flows", str(flows)]) == 1

    out = capsys.readouterr().out
    for number, fault in enumerate(BROKEN):
        told = [line for line in out.splitlines() if f"bad_{number}.yaml:" in line]
        assert told, (fault, out)
        assert all(LINE.match(line) for line in told), (fault, told)


def test_a_flow_whose_name_ends_in_yml_is_named(flows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (flows / "bad.yml").write_text(HEAD + STEP)

    assert main(["check", "--flows", str(flows)]) == 1

    assert "bad.yml:1: L0 Tên tệp kết thúc bằng .yml. Đổi tên thành bad.yaml." in capsys.readouterr().out


def test_problems_are_said_in_english_on_wish(flows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (flows / "bad.yaml").write_bytes(b"")

    assert main(["check", "--english", "--flows", str(flows)]) == 1

    assert "bad.yaml:1: L0 The file is empty." in capsys.readouterr().out


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "t4"]) == 0
    assert capsys.readouterr().out.startswith("T4  Câu bà con khó nghe\n")

    assert main(["check", "--explain", "all", "--english"]) == 0
    assert "\nG4  A dead end\n" in capsys.readouterr().out


def test_an_unknown_code_is_two_and_the_nearest_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "R9"]) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Không có mã “R9”. Có phải là: R1? Xem mọi mã: --explain all.\n"


def test_a_broken_province_is_named_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    province = Path(shutil.copytree(SHIPPED / "province", tmp_path / "province"))
    (province / "routing.yaml").write_text("a: &x b\n")

    assert main(["check", "--province", str(province)]) == 1

    assert re.search(r"routing\.yaml:\d+: ", capsys.readouterr().out)


def test_a_broken_catalog_is_named_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locales = Path(shutil.copytree(SHIPPED / "locales", tmp_path / "locales"))
    (locales / "en" / "bot.po").write_text('msgctxt "a\nmsgid "\n')

    assert main(["check", "--locales", str(locales)]) == 1

    assert re.search(r"locales/en/bot\.po:\d+: T1 ", capsys.readouterr().out)


@pytest.mark.slow
def test_warnings_count_as_errors_on_wish(tmp_path: Path) -> None:
    locales = Path(shutil.copytree(SHIPPED / "locales", tmp_path / "locales"))
    (locales / "en" / "bot.po").unlink()

    assert main(["check", "--locales", str(locales)]) == 0
    assert main(["check", "--strict", "--locales", str(locales)]) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["check", "--flows", "/does/not/exist"], ["check", "--loud"], ["run", "now"]]
)
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", ""),
        ("TELEGRAM_BOT_TOKEN", "no token"),
        ("TELEGRAM_API_URL", "ftp://127.0.0.1"),
        ("TELEGRAM_RATE", "fast"),
        ("DATABASE_URL", "mysql://x"),
        ("ADMINS", "me"),
        ("STAFF_CHAT", "12"),
        ("FLOWS_DIR", "/does/not/exist"),
        ("WEBHOOK_URL", "http://example.vn"),
    ],
)
def test_a_wrong_setting_is_two_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:abc")
    monkeypatch.setenv(name, value)

    assert main(["run"]) == 2

    said = capsys.readouterr().err
    assert name in said
    assert "1:abc" not in said


def test_health_is_one_without_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    assert main(["health"]) == 1


@pytest.mark.parametrize(
    ("age_s", "poll_age_s", "code"), [(0, 1.0, 0), (600, 1.0, 1), (0, 600.0, 1), (0, None, 1)]
)
def test_health_is_well_only_while_the_bot_lives_and_reaches_telegram(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age_s: float, poll_age_s: float | None, code: int
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    sign = {"at": time.time() - age_s, "poll_age_s": poll_age_s}
    (tmp_path / "health.json").write_text(json.dumps(sign))

    assert main(["health"]) == code


def test_health_is_one_when_the_sign_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "health.json").write_text("{")

    assert main(["health"]) == 1
