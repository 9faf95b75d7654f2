"""``make demo`` as a visitor meets it: one process, the seeded people, a clean end."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.slow

START_S = 60


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def demo() -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "bot", "simulate", "--demo", "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, "the demo says where to look"
        yield process, found[0]
        process.kill()


def ask(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=START_S) as answer:
        return json.load(answer)


def test_the_demo_seeds_staff_and_one_request_and_ends_when_told(
    demo: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = demo

    with urllib.request.urlopen(url, timeout=START_S) as page:
        assert b"<!doctype html>" in page.read().lower()
    state = ask(f"{url}/control/state")
    names = [user["username"] for user in state["users"]]
    assert names == ["citizen_do", "citizen_mai", "officer_son", "coordinator_duong", "head_pao", "admin_hoa"]
    (group,) = (chat["id"] for chat in state["chats"] if chat["type"] == "group")
    heard = ask(f"{url}/control/chats/{group}/messages")["messages"]
    assert "Đất, nhà, rừng" in heard[-1]["text"]
    assert "dời cọc" not in json.dumps(heard, ensure_ascii=False)
    assert ask(f"{url}/control/story")["hero"] == "citizen"

    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0


def test_a_taken_port_is_a_clear_sentence(demo: tuple[subprocess.Popen[str], str]) -> None:
    _, url = demo
    port = url.rpartition(":")[2]

    second = subprocess.run(
        [sys.executable, "-m", "bot", "simulate", "--port", port],
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )

    assert second.returncode == 1
    assert f"Port {port} is taken" in second.stderr
    assert "Traceback" not in second.stderr
