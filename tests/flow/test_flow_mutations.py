"""Whatever happens to a flow file, it is a flow that can be talked to, or a list of problems."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from flow_mutants import SAMPLES, Files, Tally, mutant, survives

from bot.flow.loader import load_flows
from bot.problems import line
from bot.settings import SHIPPED

FLOWS = SHIPPED / "flows"
MUTANTS = int(os.environ.get("MUTANTS", "1000"))


def shipped() -> dict[str, Files]:
    """Every shipped flow with all that it needs."""
    shared = {name: (FLOWS / name).read_bytes() for name in _names(FLOWS / "parts")} | {
        "_defaults.yaml": (FLOWS / "_defaults.yaml").read_bytes()
    }
    own = {file.name: file.read_bytes() for file in sorted(FLOWS.glob("[a-z]*.yaml"))}
    return {name: {name: content, **_needed(content, shared)} for name, content in own.items()}


def _names(folder: Path) -> list[str]:
    return [file.relative_to(FLOWS).as_posix() for file in sorted(folder.glob("*.yaml"))]


def _needed(content: bytes, shared: Files) -> Mapping[str, bytes]:
    """Reading what a flow does not use would only take time."""
    called = {
        name: words for name, words in shared.items() if f"call: {Path(name).stem}\n".encode() in content
    }
    listed = any(b"options_from" in words for words in (content, *called.values()))
    lists = {"_defaults.yaml": shared["_defaults.yaml"]} if listed else {}
    return {**called, **lists}


def campaign(seed: int, files: Files, times: int, tally: Tally) -> None:
    for number in range(times):
        chance = random.Random(f"{seed}.{number}")
        name, content = mutant(chance, files)
        survives(chance, {**files, name: content}, tally)


def test_the_sample_is_well_and_so_are_the_shipped_flows_one_by_one() -> None:
    for files in (*SAMPLES, *shipped().values()):
        flows, problems = load_flows(files, groups=["zone_1", "zone_2", "zone_3", "with_numbers"])
        assert [line(problem) for problem in problems if problem.severity == "error"] == []
        assert flows


@pytest.mark.slow
def test_some_mutants_are_problems_or_can_be_talked_to() -> None:
    tally = Tally()
    for files in SAMPLES:
        campaign(1, files, 125, tally)
    for files in shipped().values():
        campaign(2, files, 50 // len(shipped()) + 1, tally)
    assert tally.counts["mutants"] >= 300
    assert min(tally.counts["errors"], tally.counts["flows"], tally.counts["events"]) > 50


@pytest.mark.slow
def test_many_mutants_are_problems_or_can_be_talked_to(capsys: pytest.CaptureFixture[str]) -> None:
    """``make mutants`` breaks 10,000 files, without measuring coverage; here there are fewer."""
    tally = Tally()
    share = MUTANTS // 100
    for files in shipped().values():
        campaign(3, files, share, tally)
    for files in SAMPLES:
        campaign(4, files, (MUTANTS - share * len(shipped())) // len(SAMPLES), tally)
    with capsys.disabled():
        sys.stdout.write(f"\n{tally}\n")
    assert MUTANTS - len(SAMPLES) < tally.counts["mutants"] <= MUTANTS
