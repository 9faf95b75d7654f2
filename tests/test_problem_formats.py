"""Problems for other programs: whole, and never taken for something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.problem_formats import shown
from bot.problems import Problem

PROBLEM = Problem(
    "L3", "error", "flows/a,b.yaml", 7, "who", "Sai\n::error::x 100%", "Wrong", "Sửa", "Mend it"
)


def test_json_holds_everything_in_one_language() -> None:
    [words] = shown([PROBLEM], "json", english=True)
    assert json.loads(words) == [
        {
            "file": "flows/a,b.yaml",
            "line": 7,
            "code": "L3",
            "severity": "error",
            "step": "who",
            "says": "Wrong",
            "mend": "Mend it",
        }
    ]
    assert json.loads(shown([], "json", english=False)[0]) == []


def test_a_mark_is_one_line_and_one_command() -> None:
    [line] = shown([PROBLEM], "github", english=False)
    assert line == "::error file=flows/a%2Cb.yaml,line=7,title=L3::Sai%0A::error::x 100%25 Sửa"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_command_prints_them_and_says_by_its_code_whether_all_is_well(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", form]) == 0
    well = capsys.readouterr().out
    assert (well.strip() == "[]") == (form == "json")
    (tmp_path / "legal_aid.yaml").write_text("spec: 1\n", encoding="utf-8")
    assert main(["check", "--format", form, "--flows", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "legal_aid.yaml" in out
    if form == "json":
        assert {each["severity"] for each in json.loads(out)} >= {"error"}
    if form == "github":
        assert all(line.startswith(("::error ", "::warning ")) for line in out.splitlines())
