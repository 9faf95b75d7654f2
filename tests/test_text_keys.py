"""The program's own texts and the code fit each other: every key that is named exists, and every text is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from shipped import shipped

import bot
from bot.domain.lifecycle import STEPS, Act, Need
from bot.domain.request import Kind, Stage, Status
from bot.flow.conditions import StepAnswer
from bot.flow.menu import INTERRUPTS
from bot.flow.model import Asking, Flow, SubmitStep
from bot.gateway import introduction
from bot.handlers import admin, cards, law_acts
from bot.handlers.commands import TYPED, TYPED_ON
from bot.handlers.house import COMMAND_WORDS
from bot.locales import OWN, read_locales
from bot.settings import SHIPPED

pytestmark = pytest.mark.slow

KEY: Final = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)*")
QUOTED: Final = "quoted"
"""The one key without a text: a person's own words."""

FILES: Final = sorted(file for folder in bot.__path__ for file in Path(folder).rglob("*.py"))
SPEAKING: Final = [file for file in FILES if file.parent.name in {"flow", "handlers"}]


@cache
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def own_keys() -> set[str]:
    texts, _ = read_locales({OWN: (SHIPPED / "locales" / OWN).read_bytes()}, {})
    return set(texts.sources)


OWN_KEYS: Final = own_keys()
LOADED: Final = shipped()


def test_every_key_in_the_code_has_a_text() -> None:
    named = [
        (file.relative_to(SHIPPED), pattern) for file, tree in trees().items() for pattern in _named(tree)
    ]
    missing = [(file, pattern) for file, pattern in named if not _meant(pattern)]
    assert [(file, pattern) for file, pattern in missing if not _of_a_flow(pattern)] == []


def test_every_text_is_said_somewhere() -> None:
    words = {word for tree in trees().values() for word in _words(tree)}
    patterns = {pattern for tree in trees().values() for pattern in _named(tree)}
    used = {key for pattern in patterns for key in _meant(pattern)} | (OWN_KEYS & words)
    used |= {key for key in OWN_KEYS if COMMAND_WORDS.fullmatch(key)}
    used |= {f"interrupt.{name}.words" for name in INTERRUPTS}
    assert sorted(OWN_KEYS - used) == []


def test_a_word_that_looks_like_a_key_is_one() -> None:
    heads = {key.partition(".")[0] for key in OWN_KEYS}
    words = [(file.relative_to(SHIPPED), word) for file in SPEAKING for word in _words(trees()[file])]
    keys = [(file, word) for file, word in words if "." in word and word.partition(".")[0] in heads]
    assert [(file, key) for file, key in keys if key not in OWN_KEYS] == []


def test_every_value_that_completes_a_key_has_a_text() -> None:
    assert LOADED.province.routing is not None
    needed = {f"status.{status}" for status in Status}
    needed |= {f"matter.{matter}" for matter in (*LOADED.province.routing.matters, *Kind)}
    needed |= {f"alarm.{alarm}" for alarm in admin.ALARMS}
    needed |= {f"menu.{name}" for name in introduction.COMMANDS}
    needed |= {f"law.act.{act}" for act in Act} | {f"law.stage.{stage}" for stage in Stage}
    needed |= {f"citizen.law.{act}" for act, step in STEPS.items() if step.tells}
    needed |= {f"law.write.{act}" for act in law_acts.WORDS} | {f"law.need.{need}" for need in Need}
    for name in (*TYPED, *TYPED_ON):
        needed |= {f"command.{name}.words", f"command.{name}.help"}
    for name in INTERRUPTS:
        needed |= {f"interrupt.{name}", f"interrupt.{name}.words"}
    assert sorted(needed - OWN_KEYS) == []


def test_every_answer_that_a_card_can_show_has_a_text() -> None:
    shown = {key for flow in LOADED.flows.values() for key in _on_cards(flow)}
    assert shown
    assert sorted(shown - OWN_KEYS) == []


def test_a_key_that_is_put_together_is_read_as_a_pattern() -> None:
    tree = ast.parse('text(f"card.{name}.words") + Text("a" if b else "c.d") + params.text("x") + text(key)')
    assert list(_named(tree)) == [r"card\.[a-z0-9_]+\.words", "a", r"c\.d"]


# --- helpers ---------------------------------------------------------------------------------


def _on_cards(flow: Flow) -> Iterator[str]:
    """The keys of a submit's chosen answers; an option that leads elsewhere is not sent."""
    for submit in flow.steps.values():
        inputs = submit.inputs if isinstance(submit, SubmitStep) else {}
        for name, source in inputs.items():
            asked = flow.steps[source.step] if isinstance(source, StepAnswer) else None
            if name in cards.CHOICES and isinstance(asked, Asking):
                sent = (option for option in asked.options if not option.hint and not option.next)
                yield from (f"card.{name}.{option.id}" for option in sent)


@cache
def _meant(pattern: str) -> set[str]:
    """The keys of this pattern; the person's own words are one that has no text."""
    whole = re.compile(pattern)
    return {key for key in OWN_KEYS | {QUOTED} if whole.fullmatch(key)}


@cache
def _of_a_flow(pattern: str) -> bool:
    """A key that the files of the flows bring: a flow's own title."""
    return any(re.fullmatch(pattern, key) for flow in LOADED.flows.values() for key in flow.texts)


def _named(tree: ast.AST) -> Iterator[str]:
    """Patterns of the keys that are given to ``text``, ``Text`` or ``spellings`` as they stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _takes_key(node.func):
            yield from (_pattern(key) for key in node.args[:1] for key in _chosen(key))


def _takes_key(called: ast.expr) -> bool:
    match called:
        case ast.Name(id="text" | "Text") | ast.Attribute(attr="spellings"):
            return True
        case _:
            return False


def _chosen(key: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr]:
    match key:
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_chosen(body), *_chosen(orelse))
        case ast.Constant() | ast.JoinedStr():
            yield key


def _pattern(key: ast.Constant | ast.JoinedStr) -> str:
    parts = key.values if isinstance(key, ast.JoinedStr) else [key]
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+" for part in parts
    )


def _words(tree: ast.AST) -> Iterator[str]:
    """Strings of the code that may be keys, handed on to where they are said."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
            yield node.value
