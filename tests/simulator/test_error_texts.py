"""Each error text of the Bot API is produced by the simulator, word for word, or has a reason why not (`error_texts.yaml`)."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from conformance_table import CASES
from two_clients import Refusal

from bot.simulator.clock import Clock
from bot.simulator.dispatch import call
from bot.simulator.methods import METHODS
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = pytest.mark.slow

FOLDER: Final = Path(__file__).parent
TEXTS: Final = yaml.safe_load((FOLDER / "error_texts.yaml").read_text("utf-8"))
MAI: Final = 7_000_001
WORDS: Final = {"chat_id": MAI, "text": "x"}
LAST: Final = {"chat_id": MAI, "message_id": 2}

RAW: Final[tuple[tuple[str, dict[str, Any], str], ...]] = (
    ("getYou", {}, "Not Found: method not found"),
    ("sendMessage", WORDS | {"reply_markup": "[1]"}, "Bad Request: object expected as reply markup"),
    (
        "sendMessage",
        WORDS | {"reply_markup": {"x": 1}},
        "Bad Request: can't parse reply keyboard markup JSON object",
    ),
    (
        "sendMessage",
        WORDS | {"reply_markup": {"keyboard": [1]}},
        'Bad Request: field "keyboard" must be an Array of Arrays',
    ),
    (
        "sendMessage",
        WORDS | {"reply_markup": {"keyboard": [[1]]}},
        "Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object",
    ),
    (
        "sendMessage",
        WORDS | {"reply_markup": {"inline_keyboard": [[1]]}},
        "Bad Request: can't parse inline keyboard button: InlineKeyboardButton must be an Object",
    ),
    (
        "sendMessage",
        WORDS | {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "a"}]] * 101}},
        "Bad Request: reply markup is too long",
    ),
    (
        "sendMessage",
        WORDS | {"reply_parameters": "["},
        "Bad Request: can't parse reply parameters JSON object",
    ),
    ("sendMessage", WORDS | {"reply_parameters": "[]"}, "Bad Request: object expected as reply parameters"),
    (
        "sendMessage",
        WORDS | {"entities": [{"offset": -1, "length": 1}]},
        "Bad Request: receive an entity with incorrect offset -1",
    ),
    (
        "sendMessage",
        WORDS | {"entities": [{"offset": 0, "length": -1}]},
        "Bad Request: receive an entity with incorrect length -1",
    ),
    ("sendMessage", WORDS | {"text": "\ud83c"}, "Bad Request: strings must be encoded in UTF-8"),
    ("sendLocation", {"chat_id": MAI, "longitude": 1}, "Bad Request: latitude is empty"),
    ("sendLocation", {"chat_id": MAI, "latitude": 1}, "Bad Request: longitude is empty"),
    ("editMessageText", WORDS, "Bad Request: message identifier is not specified"),
    (
        "editMessageText",
        WORDS | {"message_id": 2, "reply_markup": {"keyboard": [["x"]]}},
        "Bad Request: inline keyboard expected",
    ),
    (
        "deleteMessages",
        {"chat_id": MAI, "message_ids": "5"},
        "Bad Request: expected an Array of message identifiers",
    ),
    (
        "deleteMessages",
        {"chat_id": MAI, "message_ids": [{}]},
        "Bad Request: message identifier must be a Number",
    ),
    (
        "deleteMessages",
        {"chat_id": MAI, "message_ids": ["x"]},
        "Bad Request: can't parse message identifier as a Number",
    ),
    (
        "deleteMessages",
        {"chat_id": MAI, "message_ids": [0]},
        "Bad Request: invalid message identifier specified",
    ),
    ("sendMediaGroup", {"chat_id": MAI, "media": "["}, "Bad Request: can't parse media JSON object"),
    ("sendMediaGroup", {"chat_id": MAI, "media": {}}, "Bad Request: expected an Array of InputMedia"),
    ("sendMediaGroup", {"chat_id": MAI, "media": []}, "Bad Request: there are no messages to send"),
    (
        "sendMediaGroup",
        {"chat_id": MAI, "media": [1]},
        "Bad Request: can't parse InputMedia: expected an Object",
    ),
    (
        "sendMediaGroup",
        {"chat_id": MAI, "media": [{"type": "voice", "media": "x"}]},
        "Bad Request: can't parse InputMedia: type \"voice\" can't be used in sendMediaGroup",
    ),
    (
        "sendContact",
        {"chat_id": MAI, "phone_number": "1"},
        "Bad Request: simulator: a contact needs phone_number and first_name",
    ),
    (
        "setMessageReaction",
        LAST | {"reaction": "["},
        "Bad Request: can't parse reaction types JSON object",
    ),
    ("setMessageReaction", LAST | {"reaction": {}}, "Bad Request: expected an Array of ReactionType"),
    (
        "setMessageReaction",
        LAST | {"reaction": ["🙏"]},
        "Bad Request: can't parse ReactionType: expected an Object",
    ),
    (
        "setMessageReaction",
        LAST | {"reaction": [{"type": "paid"}]},
        "Bad Request: can't parse ReactionType: invalid reaction type specified",
    ),
    (
        "setMessageReaction",
        LAST | {"reaction": [{"type": "emoji", "emoji": ""}]},
        "Bad Request: invalid reaction type specified",
    ),
    ("setMyCommands", {"commands": "["}, "Bad Request: can't parse commands JSON object"),
    ("setMyCommands", {"commands": "{}"}, "Bad Request: expected an Array of BotCommand"),
    ("getMyCommands", {"scope": "["}, "Bad Request: can't parse BotCommandScope JSON object"),
    (
        "getMyCommands",
        {"scope": "[]"},
        "Bad Request: can't parse BotCommandScope: BotCommandScope must be an Object",
    ),
    ("setChatMenuButton", {"menu_button": "["}, "Bad Request: can't parse menu button JSON object"),
    (
        "setChatMenuButton",
        {"menu_button": "[]"},
        "Bad Request: can't parse menu button: MenuButton must be an Object",
    ),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "x"}},
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
    ),
)


@pytest.mark.parametrize(("method", "params", "text"), RAW)
async def test_what_no_library_sends_is_refused_in_telegrams_words(
    method: str, params: dict[str, Any], text: str
) -> None:
    world = World(Clock(frozen_at=1_790_000_000))
    world.person("Mai").start()
    own = {"chat_id": MAI, "text": "một"}
    await call(world, DEFAULT_TOKEN, "sendMessage", own)
    _, answer = await call(world, DEFAULT_TOKEN, method, params)
    assert answer.get("description") == text


def test_each_text_is_produced_or_has_a_reason() -> None:
    told = [*_produced_texts(), *(text for texts in TEXTS["elsewhere"].values() for text in texts)]
    missing = [text for text in TEXTS["produced"] if not any(map(partial(_fits, text), told))]
    assert missing == []


def test_each_text_that_a_row_expects_is_one_of_telegrams_or_the_simulators_own() -> None:
    known = TEXTS["produced"] + TEXTS["of the core"]
    strange = [text for text in _produced_texts() if not any(_fits(each, text) for each in known)]
    assert [text for text in strange if "simulator: " not in text] == []


def test_texts_of_methods_that_are_simulated_by_now_need_a_row() -> None:
    """Move them to `produced`, and add a row to a table."""
    late = {
        method: texts
        for methods, texts in TEXTS["of other methods"].items()
        for method in methods.split()
        if method.lower() in METHODS
    }
    assert late == {}


def test_no_text_stands_twice() -> None:
    groups = [TEXTS["produced"], TEXTS["of the core"]]
    for name in ("of other methods", "never said"):
        groups += TEXTS[name].values()
    texts = [text for group in groups for text in group]
    assert sorted(set(texts)) == sorted(texts)


def test_what_is_produced_elsewhere_is_produced_there() -> None:
    code = "".join(path.read_text("utf-8") for path in FOLDER.glob("test_*.py"))
    for test, texts in TEXTS["elsewhere"].items():
        assert f"def {test}(" in code
        assert [text for text in texts if text not in code] == []


def _produced_texts() -> set[str]:
    refusals = {case.expects.text for case in CASES if isinstance(case.expects, Refusal)}
    return refusals | {text for _, _, text in RAW}


def _fits(pattern: str, text: str) -> bool:
    """`…` in a listed text stands for what varies."""
    return re.fullmatch(".+".join(map(re.escape, pattern.split("…"))), text) is not None
