"""``python -m bench.desk``: every list, claim and search of the desk with a million requests in the store, against a thousand.

The people of the Centre have as much in hand in both: what grows is what was done before. 1 where something takes more than
twice its time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from bench import report
from bot.app import furnish
from bot.domain.numbers import make_number
from bot.domain.request import Outcome, Stage, Status
from bot.handlers import commands
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.loading import load
from bot.settings import Settings
from bot.store import centre, finding, people, progress, requests, staff
from bot.store.database import Database, Transaction, open_database
from bot.store.staff import Officer

SMALL: Final = 1_000
LARGE: Final = 1_000_000
BAR: Final = 2.0
STAFF: Final = 13
WAITING: Final = 60
"""Requests that nobody has; each of the staff has ``IN_HAND``. All else is over."""
IN_HAND: Final = 8
BATCH: Final = 5_000
TURNS: Final = 10
TIMES: Final = 20
DAY_MS: Final = 86_400_000
MATTERS: Final = ("land", "family", "crime", "papers", "money", "other")
ENDS: Final = (Stage.RECEIVED, Stage.HANDED_OVER, Stage.REFUSED, Stage.WITHDRAWN)
NOW_MS: Final = 1_796_000_000_000


REQUEST: Final = (
    "INSERT INTO requests (id, number, kind, person, source, matter, place, branch, urgent, guarded, status, version, facts,"
    " legal_basis, flow_version, rules_version, claimed_by, claimed_at, closed_at, outcome, stage, next_actor, created_at,"
    " waits_since, urgency) VALUES (:id, :number, 'legal_aid', :person, 'telegram', :matter, :place, 'centre', :urgent, 0,"
    " :status, 1, :facts, 'consent', 'bench', 'bench', :by, CASE WHEN :by IS NULL THEN NULL ELSE :at END,"
    " CASE WHEN :status = 'closed' THEN :at END, :outcome, :stage, 'officer', :at, :at, '')"
)


SENT: Final = (
    "INSERT INTO history (request, at, actor, what, details, digest)"
    " VALUES (:request, :at, 'citizen', 'sent', 'legal_aid', :digest)"
)


class _Undone(Exception):
    """What was measured is taken back."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A store of ``size`` requests, the staff, and what one of them asks for."""

    size: int
    database: Database
    house: House
    officer: Officer
    leader: Officer

    def chance(self, tx: Transaction, status: str) -> int:
        """A request of this status, another one each time."""
        rows = tx.all("SELECT id FROM requests WHERE status = :status LIMIT 200", status=status)
        return int(random.choice(rows)["id"])


Deed = Callable[[Transaction, Desk], object]


def _typed(name: str, words: str = "", *, leads: bool = False) -> Deed:
    def deed(tx: Transaction, desk: Desk) -> object:
        return commands.TYPED[name](tx, desk.house, desk.leader if leads else desk.officer, Given(words))

    return deed


def _pressed(verb: str, data: str, *, of_place: bool = False) -> Deed:
    def deed(tx: Transaction, desk: Desk) -> object:
        act = commands.PRESSED[verb].act
        assert act is not None
        place = desk.house.places[0].code if of_place else ""
        return act(tx, desk.house, desk.officer, Given(f"{data}{place}"))

    return deed


def _on_mine(name: str) -> Deed:
    def deed(tx: Transaction, desk: Desk) -> object:
        request = progress.mine(tx, desk.officer.id)[0]
        return commands.TYPED_ON[name](tx, desk.house, desk.officer, request, Given(""))

    return deed


def _claim(tx: Transaction, desk: Desk) -> object:
    request = requests.load(tx, desk.chance(tx, "new"))
    return commands.TYPED_ON["claim"](tx, desk.house, desk.officer, request, Given(""))


def _card(tx: Transaction, desk: Desk) -> object:
    request = progress.mine(tx, desk.officer.id)[0]
    return commands.TYPED_ON["request"](tx, desk.house, desk.officer, request, Given(""))


def _by_number(tx: Transaction, desk: Desk) -> object:
    return requests.by_number(tx, make_number(random.randrange(desk.size)))


DEEDS: Final[Mapping[str, Deed]] = {
    "queue": _typed("queue"),
    "queue, coordinator": _typed("queue", leads=True),
    "in hand": _typed("mine"),
    "due by law": _typed("dues"),
    "due by law, coordinator": _typed("dues", leads=True),
    "people": _typed("people", leads=True),
    "queue, fit for me": _pressed("queue", "0.m"),
    "queue, of a commune": _pressed("queue", "0.p", of_place=True),
    "by number": _by_number,
    "find by name, in hand": _typed("search", "Vừ Thị 7"),
    "find by name, coordinator": _typed("search", "Vừ Thị 7", leads=True),
    "find by a common word, coordinator": _typed("search", "Vừ", leads=True),
    "find by telephone, coordinator": _typed("search", "0980 000 007", leads=True),
    "find by commune": _typed("search", "xã Na Sang"),
    "morning": _typed("morning"),
    "evening, coordinator": _typed("evening", leads=True),
    "who has how much": _typed("balance", leads=True),
    "open a card": _card,
    "trail": _on_mine("trail"),
    "conversation": _on_mine("conversation"),
    "claim": _claim,
}


def main() -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__)
    parser.add_argument("--large", type=int, default=LARGE, help=f"requests in the larger store ({LARGE:,})")
    parser.add_argument("--disk", type=Path, default=Path("/var/tmp"), help="where databases are made")
    chosen = parser.parse_args()
    few, many = asyncio.run(_measure(chosen.large, chosen.disk))
    report.clear_progress()
    return _told(chosen.large, few, many)


def _told(large: int, few: Mapping[str, float], many: Mapping[str, float]) -> int:
    print(f"| | ms at {SMALL:,} | ms at {large:,} | ratio |\n|---|---:|---:|---:|")
    for name in few:
        print(f"| {name} | {few[name]:.2f} | {many[name]:.2f} | {many[name] / few[name]:.2f} |")
    slow = [name for name in few if many[name] / few[name] > BAR]
    print(f"\nabove {BAR}: {', '.join(slow)}" if slow else f"\nall within {BAR} times")
    return 1 if slow else 0


async def _measure(large: int, disk: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Milliseconds of every deed in both stores, measured in turns: a machine's speed drifts."""
    async with _desk(SMALL, disk) as few, _desk(large, disk) as many:
        took: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in DEEDS}
        for turn in range(TURNS):
            report.show_progress("measuring", turn / TURNS)
            for name, deed in DEEDS.items():
                for desk, times in zip((few, many), took[name], strict=True):
                    times += await desk.database.transact(partial(_timed, desk=desk, deed=deed))
    return tuple({name: median(both[each]) for name, both in took.items()} for each in (0, 1))  # type: ignore[return-value]


def _timed(tx: Transaction, desk: Desk, deed: Deed) -> list[float]:
    """On the thread of the database, without the commit."""
    took: list[float] = []
    for _ in range(TIMES):
        with suppress(_Undone), tx.savepoint():
            start = time.perf_counter()
            deed(tx, desk)
            took.append((time.perf_counter() - start) * 1000)
            raise _Undone
    return took


@asynccontextmanager
async def _desk(size: int, disk: Path) -> AsyncIterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="hoaban-bench-", dir=disk) as name:
        folder = Path(name)
        settings = Settings(token="0:bench", data_dir=folder, secret_key_file=folder / "secret.key")
        loaded = load(settings.flows_dir, settings.locales_dir, settings.province_dir)
        url = f"sqlite:///{folder / 'hoaban.db'}"
        database = await open_database(url, settings.secret_key_file, lambda: NOW_MS)
        try:
            yield await _filled(database, furnish(settings, loaded, "bench"), size)
        finally:
            await database.close()


# --- what is in the store --------------------------------------------------------------------


async def _filled(database: Database, house: House, size: int) -> Desk:
    team = await database.transact(_team)
    places = sorted(place.code for place in house.places)
    for first in range(0, size, BATCH):
        some = range(first, min(first + BATCH, size))
        await database.transact(partial(_fill, some=some, size=size, team=team, places=places))
        report.show_progress(f"{size:,} requests", first / size)
    await database.transact(lambda tx: tx.run("ANALYZE"))
    return Desk(size, database, house, team[0], team[-1])


def _team(tx: Transaction) -> list[Officer]:
    centre.put(tx, "hotline", "0215 3 825 825")
    roles = ["officer"] * (STAFF - 1) + ["coordinator"]
    return [
        staff.hire(tx, people.meet(tx, f"bench:staff{n}", f"Cán bộ {n}").id, role, f"Cán bộ {n}", "centre")
        for n, role in enumerate(roles)
    ]


def _fill(tx: Transaction, some: range, size: int, team: Sequence[Officer], places: Sequence[str]) -> None:
    for n in some:
        person = people.meet(tx, f"bench:{n // 3}", f"Vừ Thị {n // 3}").id if n % 3 == 0 else _person(tx)
        new = tx.new_id("requests")
        facts = {
            "story": {"text": "Nhà bên lấn nương."},
            "name": {"text": f"Vừ Thị {n // 3}"},
            "phone": {"phone": f"+8498{n // 3:07d}"},
        }
        tx.run(
            REQUEST,
            id=new,
            number=make_number(n),
            person=person,
            matter=MATTERS[n % len(MATTERS)],
            place=places[n % len(places)],
            urgent=int(n % 40 == 0),
            facts=tx.seal("requests", "facts", new, json.dumps(facts)),
            at=tx.now - (size - n) * DAY_MS // 100,
            **_standing(new, size - n, team),
        )
        finding.note(tx, new, facts)
        tx.run(SENT, request=new, at=tx.now - (size - n) * DAY_MS // 100, digest=b"\0" * 32)


def _person(tx: Transaction) -> int:
    return int(tx.only("SELECT max(id) AS id FROM people")["id"])


def _standing(request: int, from_end: int, team: Sequence[Officer]) -> dict[str, object]:
    """The newest wait, those before them are in hand, all others are over."""
    by, stage, outcome = team[request % len(team)].id, Stage.RECEIVED, None
    if from_end <= WAITING:
        return {"status": Status.NEW, "by": None, "stage": stage, "outcome": outcome}
    if from_end <= WAITING + IN_HAND * len(team):
        status = Status.CLAIMED if request % 2 else Status.ANSWERED
        return {"status": status, "by": by, "stage": stage, "outcome": outcome}
    stage = ENDS[request % len(ENDS)]
    return {"status": Status.CLOSED, "by": by, "stage": stage, "outcome": Outcome.ANSWERED}


if __name__ == "__main__":
    sys.exit(main())
