"""Every text that the program names exists, in every shape a handler can make of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from shipped import shipped

from bot.domain.request import Kind, Status
from bot.flow.conditions import StepAnswer
from bot.flow.model import Asking, Flow, Option, SubmitStep
from bot.handlers.admin import ALARMS
from bot.handlers.cards import CHOICES, HOW
from bot.handlers.commands import TYPED, TYPED_ON
from bot.loading import Loaded
from bot.settings import SHIPPED
from bot.texts import placeholders


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return shipped()


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
    for name in (*CHOICES, *HOW):
        questions = list(asked_for(flow, name))
        assert questions, name
        options = [option for question in questions for option in question.options if not option.hint]
        needed |= {f"card.{name}", *(f"card.{name}.{option.id}" for option in options)}

    assert needed - sources(loaded) == set()


def asked_for(flow: Flow, name: str) -> Iterator[Asking]:
    """The questions whose answers a deed is given under this name."""
    for submit in flow.steps.values():
        source = submit.inputs.get(name) if isinstance(submit, SubmitStep) else None
        if isinstance(source, StepAnswer) and isinstance(question := flow.steps[source.step], Asking):
            yield question


def test_every_text_that_a_handler_fills_gets_all_that_it_names(loaded: Loaded) -> None:
    """A text within another text is not filled by the flow: who names it must give it everything."""
    assert loaded.texts is not None
    lacking = []
    for file in sorted((SHIPPED / "bot" / "handlers").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for key in spoken(node):
                given = {keyword.arg for keyword in node.keywords}  # type: ignore[attr-defined]
                wanted = placeholders(loaded.texts.sources[key].vi)
                lacking += [(file.name, key)] if wanted - given else []
    assert lacking == []


def spoken(node: ast.AST) -> Iterator[str]:
    """The keys that a call of ``text`` gives as they stand."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
        key = node.args[0]
        for each in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def test_every_matter_kind_status_alarm_role_and_command_has_its_words(loaded: Loaded) -> None:
    flow = loaded.flows["legal_aid"]
    matters = {option.id for name in ("matter", "u_what") for option in asked(flow.steps[name])}
    needed = {f"matter.{matter}" for matter in matters} | {f"matter.{kind}" for kind in Kind}
    needed |= {f"status.{status}" for status in Status} | {f"alarm.{what}" for what in ALARMS}
    needed |= {f"role.{role}" for role in ("officer", "coordinator", "head", "admin")}
    needed |= {f"command.{name}.{part}" for name in (*TYPED, *TYPED_ON) for part in ("words", "help")}

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
