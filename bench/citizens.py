"""Virtual citizens in a closed loop: each waits for the answer to one step before the next, walk after walk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from bench.api import Api, Heard
from bench.walk import Press, Say, Step

FIRST_ID: Final = 10_000_000
WAIT_S: Final = 5.0
"""Who waited this long, and four times as long as everybody of late, waits in vain."""
RECENT: Final = 1000


class WrongAnswer(Exception):
    """The bot did not say what the walk expects: its speed would mean nothing."""


@dataclass(slots=True)
class Citizen:
    """Where one citizen stands: before the answer to ``step``, since when (0: waits for nothing)."""

    chat: int
    step: int = 0
    since: float = 0.0
    newest: Heard | None = None


class Crowd:
    """Citizens who walk the same way through one bot. Times are seconds of the steady clock."""

    def __init__(self, citizens: int, walk: Sequence[Step]) -> None:
        self.api = Api(self._hear)
        self._walk = walk
        self._citizens = {FIRST_ID + n: Citizen(FIRST_ID + n) for n in range(citizens)}
        self.waits: list[float] = []
        """How long each answered step took, in the order of the answers."""
        self._wrong: WrongAnswer | None = None
        self._resting = False
        self._held: list[Citizen] = []

    def set_out(self, seconds: float) -> None:
        """Let them begin, spread over this time, so that they do not walk in step."""
        loop = asyncio.get_running_loop()
        for place, citizen in enumerate(self._citizens.values()):
            loop.call_later(seconds * place / len(self._citizens), self._act, citizen)

    def rest(self) -> None:
        """Whoever is answered from now on waits."""
        self._resting = True

    @property
    def rests(self) -> bool:
        """Has everybody been answered?"""
        return len(self._held) == len(self._citizens)

    def go_on(self) -> None:
        """All who wait take their next step."""
        self._resting = False
        held, self._held = self._held, []
        for citizen in held:
            self._act(citizen)

    def check(self) -> None:
        """Raises WrongAnswer when somebody heard what the walk does not expect, or hears nothing."""
        if self._wrong is None:
            self._look_for_the_forgotten()
        if self._wrong is not None:
            raise self._wrong

    def _look_for_the_forgotten(self) -> None:
        usual = max(self.waits[-RECENT:], default=0.0)
        limit = time.perf_counter() - max(WAIT_S, 4 * usual)
        for citizen in self._citizens.values():
            if citizen.since and citizen.since < limit:
                self._give_up(citizen, "nothing")

    def _act(self, citizen: Citizen) -> None:
        citizen.since = time.perf_counter()
        act = self._walk[citizen.step].act
        match act:
            case Say(words):
                self.api.say(citizen.chat, words)
            case Press(index):
                self._press(citizen, index)
            case _:
                assert_never(act)

    def _press(self, citizen: Citizen, index: int) -> None:
        data = citizen.newest.press_data(index) if citizen.newest else None
        if citizen.newest is None or data is None:
            self._give_up(citizen, f"no button {index}")
        else:
            self.api.press(citizen.newest, data)

    def _hear(self, heard: Heard) -> None:
        citizen = self._citizens[heard.chat]
        step = self._walk[citizen.step]
        if step.hears in heard.text:
            self._answered(citizen, heard)
        elif step.before is None or step.before not in heard.text:
            self._give_up(citizen, heard.text)

    def _answered(self, citizen: Citizen, heard: Heard) -> None:
        self.waits.append(time.perf_counter() - citizen.since)
        citizen.newest = heard
        citizen.step = (citizen.step + 1) % len(self._walk)
        if self._resting:
            citizen.since = 0.0
            self._held.append(citizen)
        else:
            self._act(citizen)

    def _give_up(self, citizen: Citizen, heard: str) -> None:
        step = self._walk[citizen.step]
        self._wrong = self._wrong or WrongAnswer(
            f"Step {citizen.step + 1} of the walk ({step.act}) should be answered with"
            f" «{step.hears}», but there came «{heard[:200]}». Do bench/walk.py and flows/ still agree?"
        )
