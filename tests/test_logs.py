"""The log holds ids and codes: tokens, words in exceptions and what libraries quote never get in."""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot import logs

TOKEN = "7123456789:AAF-x_y" + "z" * 28
WORDS = "Chồng đánh"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as the command line sets it up, at its loudest; all is put back afterwards."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    with warnings.catch_warnings():
        logs.set_up("DEBUG")
        yield out
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def fail_with(words: str) -> None:
    raise ValueError(words)


def test_tokens_are_taken_out_of_every_line(log: io.StringIO) -> None:
    logging.getLogger("bot.x").debug("calling %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in log.getvalue()
    assert "<token>" in log.getvalue()


def test_an_exception_is_told_by_kind_and_place_without_its_message(log: io.StringIO) -> None:
    try:
        fail_with(WORDS)
    except ValueError:
        logging.getLogger("bot.x").exception("a loop broke")
    assert WORDS not in log.getvalue()
    assert "ValueError at test_logs.py:" in log.getvalue()


@pytest.mark.parametrize("name", logs.TALKATIVE)
def test_libraries_that_quote_bodies_are_silenced(log: io.StringIO, name: str) -> None:
    logging.getLogger(f"{name}.inside").info("body: %s", WORDS)
    assert log.getvalue() == ""


def test_an_answer_that_ptb_cannot_read_is_not_quoted(log: io.StringIO) -> None:
    with pytest.raises(TelegramError):
        BaseRequest.parse_json_payload(f'{{"ok": true, "text": "{WORDS}'.encode())
    assert log.getvalue() == ""


def test_what_nobody_caught_is_told_without_words(log: io.StringIO) -> None:
    error = ValueError(WORDS)
    sys.excepthook(ValueError, error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(WORDS), None)
    logs.loop_exception(None, {"exception": error, "message": WORDS})
    logs.loop_exception(None, {"message": WORDS})
    assert WORDS not in log.getvalue()
    assert "stopped: ValueError" in log.getvalue()
    assert log.getvalue().count("unhandled:") == 2
