"""Every transcript below ``flows/tests`` is played, and what none of them takes is told (V3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.flow.model import Flow
from bot.loading import Loaded
from bot.problems import Findings, Problem, line
from bot.rehearsal.coverage import Taken, all_of, named
from bot.rehearsal.facts import world_of
from bot.rehearsal.playing import play
from bot.rehearsal.transcript import SUFFIX
from bot.rehearsal.transcript_reader import read_transcript
from bot.rehearsal.transcript_sentences import SENTENCES
from bot.rehearsal.world import World

TESTS: Final = "tests"
LARGEST: Final = 256 * 1024
NAMED: Final = 12
"""So many are named, the rest are counted."""


def check_transcripts(world: World, flows_dir: Path) -> list[Problem]:
    """What the transcripts find, and what no transcript takes, by file."""
    found: list[Problem] = []
    taken: dict[str, set[Taken]] = {language: set() for language in world.covered}
    for file in _files(flows_dir / TESTS):
        findings = Findings(str(file), SENTENCES)
        for language, some in _played(file, world, findings).items():
            taken.setdefault(language, set()).update(some)
        found += findings.problems
    return [*found, *_not_taken(world.flows, {tag: taken[tag] for tag in world.covered}, flows_dir)]


def transcript_problems(loaded: Loaded, flows_dir: Path) -> list[Problem]:
    """What the talks kept as tests say. Nothing is played while flows or places hold errors."""
    if loaded.errors or loaded.texts is None or loaded.province.gazetteer is None:
        return []
    return list(check_transcripts(world_of(loaded), flows_dir))


def transcript_lines(
    loaded: Loaded, flows_dir: Path, *, english: bool = False
) -> tuple[list[str], list[str]]:
    """The same as it is printed: errors, and warnings."""
    found = transcript_problems(loaded, flows_dir)
    errors = [line(problem, english=english) for problem in found if problem.severity == "error"]
    return errors, [line(problem, english=english) for problem in found if problem.severity == "warning"]


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.y*ml") if file.is_file())


def _played(file: Path, world: World, findings: Findings) -> Mapping[str, set[Taken]]:
    if not file.name.endswith(SUFFIX):
        findings.add("name_suffix", 1, name=f"{file.name.split('.', 1)[0]}{SUFFIX}")
        return {}
    with file.open("rb") as handle:
        transcript = read_transcript(str(file), handle.read(LARGEST), findings)
    return play(transcript, world, findings) if transcript else {}


def _not_taken(flows: Mapping[str, Flow], taken: Mapping[str, set[Taken]], flows_dir: Path) -> list[Problem]:
    """One line a file and language; steps of a part stand in the file of the part."""
    wanted: dict[str, set[Taken]] = defaultdict(set)
    for flow in flows.values():
        if flow.audience == "citizen":
            for file, one in all_of(flow):
                wanted[file].add(one)
    problems: list[Problem] = []
    for file in sorted(wanted):
        findings = Findings(str(flows_dir / file), SENTENCES)
        for language, some in taken.items():
            missing = named(wanted[file] - some)
            if missing:
                findings.add("not_taken", 1, tag=language, names=_listed(missing))
        problems += findings.problems
    return problems


def _listed(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" (+{more})" if more > 0 else "")
