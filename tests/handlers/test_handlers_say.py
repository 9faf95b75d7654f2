"""Every text that the program names exists, in every shape a handler can make of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.domain.request import Kind, Status
from bot.flow.model import Asking, Option
from bot.handlers.admin import ALARMS
from bot.handlers.cards import CHOICES
from bot.handlers.officer import COMMANDS
from bot.loading import Loaded, load
from bot.settings import SHIPPED

STEPS = {
    "contact": "u_call",
    "held": "d_where",
    "taken_away": "d_when",
}
"""The step that asks for an input, where it is called otherwise."""


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(SHIPPED / "flows", SHIPPED / "locales", SHIPPED / "province")


def named_keys() -> set[str]:
    """The first argument of every ``text("…")`` in the program."""
    keys = set()
    for file in sorted((SHIPPED / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    keys.add(key.value)
    return keys


def sources(loaded: Loaded) -> set[str]:
    assert loaded.texts is not None
    return set(loaded.texts.sources)


def test_every_text_that_code_names_exists(loaded: Loaded) -> None:
    assert len(named_keys()) > 60
    assert named_keys() - sources(loaded) == set()


def test_every_answer_an_officer_may_read_has_its_words(loaded: Loaded) -> None:
    flow = loaded.flows["legal_aid"]
    needed = set()
    for name in CHOICES:
        step = flow.steps[STEPS.get(name, name)]
        assert isinstance(step, Asking)
        needed |= {
            f"card.{name}.{option.id}" for option in step.options if not option.hint and option.id != "no"
        }
        needed.add(f"card.{name}")

    assert needed - sources(loaded) == set()


def test_every_matter_kind_status_alarm_role_and_command_has_its_words(loaded: Loaded) -> None:
    flow = loaded.flows["legal_aid"]
    matters = {option.id for name in ("matter", "u_what") for option in asked(flow.steps[name])}
    needed = {f"matter.{matter}" for matter in matters} | {f"matter.{kind}" for kind in Kind}
    needed |= {f"status.{status}" for status in Status} | {f"alarm.{what}" for what in ALARMS}
    needed |= {f"role.{role}" for role in ("officer", "coordinator", "head", "admin")}
    needed |= {f"command.{name}.{part}" for name in COMMANDS for part in ("words", "help")}

    assert needed - sources(loaded) == set()


def asked(step: object) -> tuple[Option, ...]:
    assert isinstance(step, Asking)
    return step.options


def test_no_prose_for_people_stands_in_handlers() -> None:
    vietnamese = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
    for file in sorted(Path(SHIPPED / "bot" / "handlers").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        said = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
        ]
        assert [words for words in said if vietnamese & set(words.lower())] == [], file.name
