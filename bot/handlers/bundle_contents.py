"""What the bundle of one request holds: the card, all that was said, its trail, the request form and the files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from bot.chat import Text
from bot.domain.papers import Paper
from bot.domain.request import Request
from bot.handlers import cards, conversation, dossier, paper_contents, trail
from bot.handlers.house import House
from bot.store import files
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import AUTHORITY

ENDINGS: Final = {"voice": "ogg", "audio": "mp3", "photo": "jpg", "video": "mp4", "document": "bin"}


def pages(tx: Transaction, house: House, officer: Officer, request: Request) -> dict[str, str]:
    """By the name of its file, what is written."""
    return {
        **({"5-giay-to.txt": _written(house, papers)} if (papers := dossier.lines(tx, request)) else {}),
        "1-phieu.txt": _written(house, cards.full(tx, house, request, leads=True)),
        "2-loi.txt": _written(house, conversation.lines(tx, officer, request)),
        "3-cac-buoc.txt": _written(house, trail.lines(tx, request)),
    }


def form(tx: Transaction, house: House, request: Request) -> dict[str, str]:
    """The values of the request form."""
    return dict(paper_contents.values(tx, house, request, Paper.FORM))


def attached(tx: Transaction, request: Request) -> list[tuple[str, str]]:
    """The name and the digest of each file that was fetched; the names are ours, not the sender's."""
    kept = [file for file in files.of_request(tx, request.id) if file.digest]
    return [
        (f"tep-{n:02d}.{ENDINGS.get(file.kind, 'bin')}", str(file.digest))
        for n, file in enumerate(kept, start=1)
    ]


def _written(house: House, lines: Iterable[Text]) -> str:
    say = partial(house.texts.say, language=AUTHORITY)
    return "\n".join(map(say, lines)) + "\n"
