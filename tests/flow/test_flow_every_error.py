"""The flow with every error in it: what ``check`` says of each file, and that it can say everything it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from flow_talk import DEEDS

from bot.flow.deeds import Deed
from bot.flow.loader import load_flows
from bot.flow.sentences import SENTENCES
from bot.problems import Problem, Sentence

FOLDER = Path(__file__).parent / "every_error"
EXPECTED = Path(__file__).parent / "every_error.txt"
"""``file:line code kind``, as ``check`` lists them."""
HEAD = "spec: 1\nflow: {name}\ntitle: T\nsteps:\n"
END = "  end: {{exit: done, text: 'Gọi {{hotline}}'}}\n"


def files() -> dict[str, bytes]:
    """Those of the folder, and those that are too long or too strange to be kept."""
    kept = {
        file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in FOLDER.rglob("*") if file.is_file()
    }
    return kept | {name: content.encode() for name, content in _long()} | {
        "binary.yaml": b"spec: \0",
        "latin.yaml": "spec: 1\ntitle: Chào".encode("cp1258"),
        "large.yaml": b"#" * 300_000,
    }  # fmt: skip


def _long() -> Iterator[tuple[str, str]]:
    def flow(name: str, steps: str) -> tuple[str, str]:
        return f"{name}.yaml", HEAD.format(name=name) + steps + END.format()

    ask = "{{ask: text, text: '{}'}}"
    yield flow("nested", f"  a: {'[' * 12}{']' * 12}\n")
    yield flow("words", f"  a: {{say: '{'A' * 3501}'}}\n  b: {{say: '{'A' * 1025}'}}\n")
    yield flow("silent", "".join(f"  s{n}: {{say: A}}\n" for n in range(51)))
    yield flow("steps", "".join(f"  s{n}: {{say: A}}\n" for n in range(201)))
    yield flow("far", "".join(f"  q{n}: {ask.format('A')}\n" for n in range(16)))
    yield flow("calls", "".join(f"  c{n}: {{call: hundred}}\n" for n in range(6)))
    hundred = "".join(f"  q{n}: {ask.format('A')}\n" for n in range(100))
    yield "parts/hundred.yaml", HEAD.format(name="hundred") + hundred


def slug_of(problem: Problem) -> str:
    """The kind of a problem, found by its sentence."""
    found = [slug for slug, sentence in SENTENCES.items() if _says(sentence, problem)]
    assert len(found) == 1, (problem.says_en, found)
    return found[0]


def _says(sentence: Sentence, problem: Problem) -> bool:
    pattern = re.sub(r"\\\{[a-z_]+\\\}", ".*", re.escape(sentence.says_en))
    remedy = re.sub(r"\\\{[a-z_]+\\\}", ".*", re.escape(sentence.mend_en))
    return (
        sentence.code == problem.code
        and sentence.severity == problem.severity
        and re.fullmatch(pattern, problem.says_en) is not None
        and re.fullmatch(remedy, problem.mend_en) is not None
    )


def found() -> list[Problem]:
    wired = {"wired_aid": Deed(optional=frozenset({"place"}), wired=frozenset({"place"}))}
    flows, problems = load_flows(files(), interrupt_words=["giúp"], deeds=DEEDS | wired, groups=["zone_1"])
    assert flows == {}
    return problems


def test_every_error_is_listed_by_file_and_line() -> None:
    listed = [f"{one.file}:{one.line} {one.code} {slug_of(one)}" for one in found()]
    assert listed == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_everything_that_can_be_said_of_a_flow_is_said() -> None:
    assert set(SENTENCES) - {slug_of(one) for one in found()} == set()


def test_every_problem_has_its_place_and_both_languages() -> None:
    for one in found():
        assert one.line >= 1
        assert "{" not in re.sub(
            r"“\{[a-z_.]+\}”|\{ |\{hotline\}|\{name\}|\{tên\}", "", one.says_en + one.mend_en
        )
        assert one.says_vi != one.says_en
