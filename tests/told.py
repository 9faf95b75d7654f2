"""What people saw, written down for people to read: test-output/law/*.md."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from stage import Stage

from bot.simulator.person import Person
from bot.store import acts, history
from bot.store.database import Transaction
from bot.texts import ZONE

FOLDER: Final = Path(__file__).parents[1] / "test-output" / "law"


async def write_down(
    house: Stage, name: str, title: str, people: dict[str, Person], papers: list[str]
) -> None:
    """Each person's chat, the papers, and the history of every request, in one page."""
    lines = [f"# {title}", ""]
    for who, person in people.items():
        lines += [f"## {who}", "", *(_line(who, each) for each in person.chat), ""]
    for number, paper in enumerate(papers, start=1):
        lines += [f"## Giấy {number}", "", "```", paper.strip(), "```", ""]
    for row in await house.rows("SELECT id, number, stage, status, rules_version FROM requests ORDER BY id"):
        heading = f"## Lịch sử {row['number']}: {row['status']}, {row['stage']}, luật {row['rules_version']}"
        lines += [heading, "", *await house.read(partial(_history, request=row["id"])), ""]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.md").write_text("\n".join(lines), "utf-8")


def _line(who: str, message: Any) -> str:
    at = datetime.datetime.fromtimestamp(message.date, ZONE).strftime("%d/%m %H:%M")
    speaker = "Hoa Ban" if message.from_bot else who
    said = (message.text or ("📎" if message.file else "")).replace("\n", " / ")
    return f"- {at} **{speaker}**: {said}" + (f" [{' | '.join(message.labels)}]" if message.labels else "")


def _history(tx: Transaction, request: int) -> list[str]:
    grounds = {done.at: done for done in acts.of_request(tx, request)}
    lines = []
    for row in history.of_request(tx, request):
        at = datetime.datetime.fromtimestamp(row["at"] / 1000, ZONE).strftime("%d/%m %H:%M")
        law = f" (luật {grounds[row['at']].law})" if row["at"] in grounds else ""
        lines.append(f"- {at} {row['actor']} {row['what']} {row['details']}{law}")
    return lines
