"""``python -m bench``: steps a second of the whole bot against a bare echo in the same run; 1 below the bar."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from bench import report
from bench.citizens import WrongAnswer
from bench.measure import Load, NotMeasured, compare
from bench.report import Round
from bench.subjects import BOT, ECHO


def main() -> int:
    """Measure and print; returns the exit code."""
    chosen = _parser().parse_args()
    try:
        rounds = asyncio.run(_measure_all(chosen.rounds, Load(chosen.citizens, chosen.seconds, chosen.disk)))
    except (NotMeasured, WrongAnswer) as problem:
        report.clear_progress()
        print(problem, file=sys.stderr)
        return 1
    except asyncio.CancelledError:  # SIGINT and its like
        report.clear_progress()
        return 130
    report.clear_progress()
    print(report.table(rounds), *report.warnings(rounds), report.verdict(rounds), sep="\n")
    return 0 if report.ratio(rounds) >= report.BAR else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="The whole bot against a bare python-telegram-bot echo."
    )
    parser.add_argument("--rounds", type=_whole, default=3, help="fresh starts of both bots (3)")
    parser.add_argument("--citizens", type=_whole, default=200, help="who all ask at once (200)")
    parser.add_argument(
        "--seconds", type=_seconds, default=6.0, help="measured time of each bot in a round (6)"
    )
    # /tmp is often memory; the standard has /var/tmp survive a restart, so it is a disk.
    parser.add_argument("--disk", type=_folder, default=Path("/var/tmp"), help="where databases are made")
    return parser


async def _measure_all(rounds: int, load: Load) -> list[Round]:
    task = asyncio.current_task()
    assert task is not None
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, task.cancel)
    return [await _round(number, rounds, load) for number in range(rounds)]


async def _round(number: int, rounds: int, load: Load) -> Round:
    def tell(done: float) -> None:
        report.show_progress(f"round {number + 1} of {rounds}", (number + done) / rounds)

    tell(0.0)
    bot, echo = await compare((BOT, ECHO), load, tell)
    return Round(bot, echo)


def _whole(words: str) -> int:
    number = int(words)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1")
    return number


def _seconds(words: str) -> float:
    number = float(words)
    if not 0.5 <= number <= 600:
        raise argparse.ArgumentTypeError("must be from 0.5 to 600")
    return number


def _folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {name}")
    return folder


if __name__ == "__main__":
    sys.exit(main())
