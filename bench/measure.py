"""One round: both bots alive side by side, loaded in turns, slice by slice, and the figures of each.

A machine's speed drifts within seconds (other guests of the host, heat), so runs one after the other would compare
two machines. The bot whose turn it is not has nothing to do and costs nothing.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.child import Child
from bench.citizens import Crowd
from bench.machine import cpu_of_all
from bench.subjects import Subject

START_S: Final = 30.0
WARM_UP_S: Final = 2.0
LEAD_IN_S: Final = 0.3
"""Of each slice, not counted: until everybody walks again."""
SLICE_S: Final = 1.5
TICK_S: Final = 0.05


class NotMeasured(Exception):
    """The round came to nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many citizens, how long for each bot, and the folder on a disk where databases are made."""

    citizens: int
    seconds: float
    disk: Path


@dataclass(frozen=True, slots=True)
class Sample:
    """What a bot showed. How many cores were used: by it, by us who make the load, by everything else."""

    steps_s: float
    cpu_ms: float
    p50_ms: float
    p95_ms: float
    calls_step: float
    cores: float
    our_cores: float
    other_cores: float


@dataclass(frozen=True, slots=True)
class Slice:
    """Some seconds under load: what was counted in them. CPU is in seconds."""

    seconds: float
    waits: Sequence[float]
    calls: int
    cpu: float
    our_cpu: float
    all_cpu: float


@dataclass(frozen=True, slots=True)
class Running:
    """A bot, its crowd, and its slices so far."""

    child: Child
    crowd: Crowd
    slices: list[Slice] = field(default_factory=list)


async def compare(subjects: Sequence[Subject], load: Load, tell: Callable[[float], None]) -> list[Sample]:
    """One round; ``tell`` hears how much is done, from 0 to 1. Raises NotMeasured or WrongAnswer."""
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(_running(subject, load)) for subject in subjects]
        for each in running:
            await _warm_up(each)
        turns = max(1, round(load.seconds / SLICE_S))
        for turn in range(turns):
            # There and back: a machine that slows down steadily slows both down.
            for each in running if turn % 2 == 0 else reversed(running):
                await _take_slice(each, load.seconds / turns)
            tell((turn + 1) / turns)
        return [_sample(each.slices) for each in running]


@asynccontextmanager
async def _running(subject: Subject, load: Load) -> AsyncIterator[Running]:
    crowd = Crowd(load.citizens, subject.walk)
    root = await crowd.api.start()
    try:
        with tempfile.TemporaryDirectory(prefix="hoaban-bench-", dir=load.disk) as name:
            folder = Path(name)
            environment = subject.environment(root) | dict(await subject.prepare(folder))
            child = Child(subject.module, environment, folder / "log.txt")
            try:
                yield Running(child, crowd)
            finally:
                child.kill()
    finally:
        await crowd.api.stop()


async def _warm_up(running: Running) -> None:
    until = time.perf_counter() + START_S
    while not running.crowd.api.polled.is_set():
        if not running.child.lives or time.perf_counter() > until:
            raise NotMeasured(f"The bot did not start.\n{running.child.last_words()}")
        with suppress(TimeoutError):
            await asyncio.wait_for(running.crowd.api.polled.wait(), TICK_S)
    running.crowd.set_out(WARM_UP_S / 2)
    await _pass(running, WARM_UP_S)
    await _rest(running)


async def _take_slice(running: Running, seconds: float) -> None:
    crowd = running.crowd
    crowd.go_on()
    await _pass(running, LEAD_IN_S)
    before, steps = _count(running), len(crowd.waits)
    await _pass(running, seconds)
    after, waits = _count(running), crowd.waits[steps:]
    await _rest(running)
    spent, calls, cpu, our_cpu, all_cpu = (b - a for a, b in zip(before, after, strict=True))
    running.slices.append(Slice(spent, waits, int(calls), cpu, our_cpu, all_cpu))


async def _rest(running: Running) -> None:
    running.crowd.rest()
    while not running.crowd.rests:
        await _pass(running, TICK_S)


async def _pass(running: Running, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        await asyncio.sleep(min(TICK_S, left))
        running.crowd.check()
        if not running.child.lives:
            raise NotMeasured(f"The bot died under load.\n{running.child.last_words()}")


def _count(running: Running) -> tuple[float, int, float, float, float]:
    """All counters at this moment, in the order of Slice."""
    calls = running.crowd.api.calls
    sent = calls.total() - calls["getupdates"]
    return time.perf_counter(), sent, running.child.cpu_seconds(), time.process_time(), cpu_of_all()


def _sample(slices: Sequence[Slice]) -> Sample:
    waits = sorted(wait for each in slices for wait in each.waits)
    if not waits:
        raise NotMeasured("No step was answered in the measured time.")
    seconds = sum(each.seconds for each in slices)
    cpu = sum(each.cpu for each in slices)
    our_cpu = sum(each.our_cpu for each in slices)
    all_cpu = sum(each.all_cpu for each in slices)
    return Sample(
        steps_s=len(waits) / seconds,
        cpu_ms=cpu / len(waits) * 1000,
        p50_ms=waits[len(waits) // 2] * 1000,
        p95_ms=waits[len(waits) * 95 // 100] * 1000,
        calls_step=sum(each.calls for each in slices) / len(waits),
        cores=cpu / seconds,
        our_cores=our_cpu / seconds,
        other_cores=max(0.0, all_cpu - cpu - our_cpu) / seconds,
    )
