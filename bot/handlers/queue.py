"""The queue: what waits for a first contact, sieved and page by page in one message that changes in place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.calendar import date_of, midnight_ms
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.domain.sieve import NAMED, By, Sieve, read_sieve
from bot.handlers import announcing, cards
from bot.handlers.house import House, matter_words, row_in
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.store import history, laters, progress
from bot.store.database import Transaction
from bot.store.staff import Officer

PAGE: Final = 5
HANDLE: Final = "queue"
ICONS: Final = {
    By.ALL: "📥",
    By.MINE: "🏠",
    By.URGENT: "🔴",
    By.LONGEST: "⏳",
    By.PLACE: "📍",
    By.MATTER: "🏷️",
    By.LANGUAGE: "🗣️",
}


def queue(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What waits, from its beginning; a single one as its card."""
    found = progress.queue(tx, officer, Sieve(), limit=2, offset=0)
    if not found:
        return [tell(officer, text("queue.empty"))]
    if len(found) == 1:
        return [announcing.invitation(house, found[0], officer.chat, cards.free_buttons(found[0]))]
    return [_page(tx, house, officer, Sieve(), 0)]


def page(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A page of it, in the message that holds the list; from the menu a new list."""
    offset, _, data = given.words.partition(".")
    if not data and row_in(offset) == 0:
        return queue(tx, house, officer, Given())
    sieve = read_sieve(data)
    if sieve is None or not _is_known(house, sieve):
        raise Refused(text("press.old"))
    return [replace(_page(tx, house, officer, sieve, row_in(offset)), edits=HANDLE)]


def sieves(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """By what it can be sieved; where that looks for something: for what of that which waits now."""
    if not given.words:
        rows: Rows = tuple((_by(each),) for each in By)
        return [replace(_in_place(officer, text("queue.sieve"), rows), edits=HANDLE)]
    by = next((each for each in NAMED if each == given.words), None)
    if by is None:
        raise Refused(text("press.old"))
    codes = progress.waiting_codes(tx, officer, by)
    shown = [
        Button(name_of(house, Sieve(by, code)), f"queue:0.{Sieve(by, code).data}", ICONS[by])
        for code in codes
    ]
    rows = tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))
    says = text("queue.sieve" if codes else "queue.sieve_empty")
    return [replace(_in_place(officer, says, (*rows, (_by(By.ALL),))), edits=HANDLE)]


def later(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Not shown to this one before the office opens on another day; an urgent one is put off by nobody."""
    if request.urgent:
        raise Refused(text("later.urgent", number=show_number(request.number)))
    until = house.calendar.next_open(midnight_ms(date_of(tx.now) + datetime.timedelta(days=1)))
    laters.put_off(tx, officer.id, request.id, until)
    history.append(tx, request.id, f"staff:{officer.id}", "later")
    return [tell(officer, text("later.done", number=show_number(request.number), at=Moment(until)))]


def _is_known(house: House, sieve: Sieve) -> bool:
    """Is there such a place, matter or language? A modified client can send anything."""
    match sieve.by:
        case By.PLACE:
            return house.gazetteer.place(sieve.code) is not None
        case By.MATTER:
            return sieve.code in house.routing.matters
        case By.LANGUAGE:
            return f"card.speak.{sieve.code}" in house.texts.sources
    return True


def name_of(house: House, sieve: Sieve) -> Text:
    """What is looked for, in words."""
    match sieve.by:
        case By.PLACE:
            return cards.place_name(house, sieve.code)
        case By.MATTER:
            return matter_words(house, sieve.code)
        case By.LANGUAGE:
            return text(f"card.speak.{sieve.code}")
    return text(f"queue.by.{sieve.by}")


def _page(tx: Transaction, house: House, officer: Officer, sieve: Sieve, offset: int) -> Message:
    count = progress.in_queue(tx, officer, sieve)
    found = progress.queue(tx, officer, sieve, limit=PAGE, offset=offset)
    head = text("queue.head", count=count, sieve=name_of(house, sieve))
    rows = (*_claims(found), _turns(sieve, offset, count))
    return _in_place(officer, head, rows, tuple(lines(house, found, offset)))


def lines(house: House, several: Sequence[Request], offset: int) -> list[Text]:
    """Numbered headlines, each with since when it waits."""
    return [
        text("queue.line", n=offset + n, card=cards.headline(house, request), at=Moment(request.waits_since))
        for n, request in enumerate(several, start=1)
    ]


def _claims(several: Sequence[Request]) -> Rows:
    return tuple(
        (
            Button(quoted(show_number(request.number)), f"claim:{request.id}", "✋"),
            Button(text("button.open"), f"open:{request.id}", "📂"),
        )
        for request in several
    )


def _turns(sieve: Sieve, offset: int, count: int) -> tuple[Button, ...]:
    """Back, on, and another sieve."""
    back = Button(text("button.back_page"), f"queue:{max(0, offset - PAGE)}.{sieve.data}", "⬆️")
    on = Button(text("button.next"), f"queue:{offset + PAGE}.{sieve.data}", "⬇️")
    other = Button(text("button.sieve"), "sieve:", "🔎")
    return (*((back,) if offset else ()), *((on,) if offset + PAGE < count else ()), other)


def _by(by: By) -> Button:
    data = f"sieve:{by}" if by in NAMED else f"queue:0.{by}"
    return Button(text(f"queue.by.{by}"), data, ICONS[by])


def _in_place(officer: Officer, says: Text, rows: Rows, below: tuple[Text, ...] = ()) -> Message:
    return Message(
        officer.chat,
        (says, below) if below else (says,),
        rows,
        priority=Priority.STAFF,
        handle=HANDLE,
    )
