"""JSON Schemas of the flow files, for editors that help while one types; made from the very tables the reader uses.

An editor sees less than ``check``: names, types, what is missing. ``make pages`` writes them anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args

from bot.flow.condition_reader import MAX_CHARS
from bot.flow.deeds import DEEDS
from bot.flow.drafts import INPUT_TYPES, MAX_STEPS, PART_KEYS, TOP_KEYS
from bot.flow.model import Audience, Content, Layout, Outcome, Provided, Risk, Validator
from bot.flow.options import MAX_ICON, MAX_OPTIONS
from bot.flow.question_steps import ALLOWED, MAX_FILES, MAX_NUMBER
from bot.flow.step_keys import ASKS, COMMON, ID, KINDS, SHARES

Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"


def _one(words: Iterable[str], says: str = "") -> Schema:
    return {"enum": [*words], **({"description": says} if says else {})}


def _number(low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


def _words(says: str = "") -> Schema:
    return {"type": "string", "minLength": 1, **({"description": says} if says else {})}


def _table(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }


_NAME: Final[Schema] = {"type": "string", "pattern": f"^{ID}$"}
_PATH: Final[Schema] = {
    "type": "string",
    "pattern": r"^[a-z][a-z0-9_.]*$",
    "description": "tên một bước / the name of a step",
}
_CONDITION: Final[Schema] = {**_words("điều kiện / a condition"), "maxLength": MAX_CHARS}
_ICON: Final[Schema] = {"type": "string", "maxLength": MAX_ICON}
_FLAG: Final[Schema] = {"type": "boolean"}
_TERM: Final[Schema] = {"type": ["string", "integer", "boolean"]}
_RULES: Final[Schema] = {
    "type": "array",
    "maxItems": MAX_OPTIONS,
    "items": {
        "anyOf": [
            _table({"when": _CONDITION, "next": _PATH}, ("when", "next")),
            _table({"else": _PATH}, ("else",)),
        ]
    },
}


def _option(share: Iterable[str] = ()) -> Schema:
    shares = {"share": _one(share)} if share else {}
    own = {"id": _NAME, "icon": _ICON, "text": _words(), "next": _PATH, "hint": _words(), **shares}
    return _table(own, ("id", "text"))


def _options(share: Iterable[str] = ()) -> Schema:
    return {"type": "array", "maxItems": MAX_OPTIONS, "items": _option(share)}


def _fixed(*more: str) -> Schema:
    shapes = {"hint": _words(), "next": _PATH}
    return _table({"icon": _ICON, "text": _words(), **{key: shapes[key] for key in more}}, ("text", *more))


KEYS: Final[Schema] = {
    "when": _CONDITION,
    "risk": _one(get_args(Risk), "dịch sai thì hại tới đâu / how much a wrong translation harms"),
    "note": _words("lời dặn người dịch / for translators"),
    "next": _PATH,
    "text": _words(),
    "options": _options(),
    "options_from": {"type": "string", "examples": [*get_args(Provided)]},
    "allow": {"type": "array", "items": _one(ALLOWED)},
    "private": _FLAG,
    "retry": _words(),
    "attempts": _table({"max": _number(1, 20), "then": _PATH}, ("max",)),
    "before_consent": _one(("urgent",)),
    "sensitive": _FLAG,
    "depends": {"type": "array", "items": _PATH},
    "accept": {"type": "array", "items": _one(get_args(Content))},
    "layout": _one(get_args(Layout)),
    "min": _number(0, MAX_NUMBER),
    "max": _number(0, MAX_NUMBER),
    "max_chars": _number(1, 4000),
    "valid": _one(get_args(Validator)),
    "yes": _fixed(),
    "no": _fixed(),
    "more": _fixed("hint"),
    "if_no": _PATH,
    "with": {"type": "object", "additionalProperties": _TERM},
    "receipt": _words(),
    "send": _fixed(),
    "edit": _fixed(),
    "drop": _fixed("next"),
    "say": _words(),
    "ask": _one(ASKS),
    "consent": _words("mục đích / the purpose"),
    "set": _CONDITION,
    "branch": _RULES,
    "goto": _PATH,
    "call": _NAME,
    "submit": _one(DEEDS),
    "handoff": _one(DEEDS),
    "exit": _one(get_args(Outcome)),
    "review": {"anyOf": [_one(("all",)), {"type": "array", "items": _PATH}]},
}
"""What may stand under each key of a step."""
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "ask": ("text",),
    "consent": ("text", "yes", "no", "if_no"),
    "handoff": ("text",),
    "review": ("text", "send", "edit", "drop"),
}
TOP: Final[Schema] = {
    "spec": _one(("1",)) | {"enum": [1, "1"]},
    "flow": _NAME,
    "title": _words(),
    "start": _NAME,
    "for": _one(get_args(Audience)),
    "answers_kept_days": _number(1, 365),
    "quiet_when": _CONDITION,
    "recap": _table({"text": _words(), "when": _CONDITION}, ("text", "when")),
    "beside": _table({"icon": _ICON, "words": _words()}, ("icon", "words")),
    "apart": _FLAG,
    "migrate": _table(
        {
            "from": {"type": "array", "items": _words()},
            "rename": {"type": "object", "additionalProperties": _PATH},
            "reask": {"type": "array", "items": _PATH},
        }
    ),
    "steps": {
        "type": "object",
        "minProperties": 1,
        "maxProperties": MAX_STEPS,
        "propertyNames": _NAME,
        "additionalProperties": {"$ref": "#/definitions/step"},
    },
    "inputs": {
        "type": "object",
        "additionalProperties": {"anyOf": [_one(INPUT_TYPES), {"type": "array", "items": _words()}]},
    },
    "outputs": {"type": "object", "additionalProperties": _PATH},
}
"""What may stand at the top of a file."""


def _step(kind: str, ask: str = "") -> Schema:
    """One kind of step, of ``ask`` one kind of question."""
    keys = (kind, *COMMON, *KINDS[kind], *(ASKS[ask] if ask else ()))
    own = {key: KEYS[key] for key in keys}
    if ask:
        own["ask"] = {"const": ask}
        own["options"] = _options(SHARES.get(ask, ()))
        if "max" in own:
            most = {"many": MAX_OPTIONS, "file": MAX_FILES}.get(ask, MAX_NUMBER)
            own |= {key: _number(0, most) for key in ("min", "max") if key in own}
    return _table(own, (kind, *REQUIRED.get(kind, ())))


def steps() -> dict[str, Schema]:
    """Every kind of step by a name."""
    asked = {f"ask_{ask}": _step("ask", ask) for ask in ASKS}
    return {**asked, **{kind: _step(kind) for kind in KINDS if kind != "ask"}}


def _file(title: str, keys: Iterable[str], required: Iterable[str]) -> Schema:
    kinds = steps()
    return {
        "$schema": DRAFT,
        "title": title,
        **_table({key: TOP[key] for key in keys}, required),
        "definitions": {
            **kinds,
            "step": {"anyOf": [{"$ref": f"#/definitions/{name}"} for name in kinds]},
        },
    }


def schemas() -> dict[str, Schema]:
    """By the name of its file."""
    time = {"type": "string", "pattern": r"^\d{1,2}:\d\d$"}
    days = _table({"after_days": _number(1, 60)})
    defaults = {
        "spec": TOP["spec"],
        "misses": _number(1, 20),
        "quiet_hours": _table({"from": time, "to": time}, ("from", "to")),
        "reminder": days,
        "survey": days,
        "lists": {"type": "object", "propertyNames": _NAME, "additionalProperties": _options()},
    }
    return {
        "flow.schema.json": _file("flows/*.yaml", TOP_KEYS, ("spec", "flow", "title", "steps")),
        "part.schema.json": _file("flows/parts/*.yaml", PART_KEYS, ("spec", "flow", "steps")),
        "defaults.schema.json": {"$schema": DRAFT, "title": "flows/_defaults.yaml", **_table(defaults)},
    }


def written(schema: Schema) -> str:
    """As it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(folder: Path) -> None:
    """Write them all."""
    folder.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(written(schema), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
