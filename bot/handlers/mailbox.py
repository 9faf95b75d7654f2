"""What a citizen opens: letters that wait behind a button, and a closed request that is needed still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import KeptFile, Message, Outgoing, PressAnswer, Refused, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.flow.words import fold
from bot.handlers import announcing, letters, work
from bot.handlers.house import House, row_in
from bot.store import files, messages, requests
from bot.store.database import Transaction
from bot.store.people import Person
from bot.texts import AUTHORITY

Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]


def still_needed(tx: Transaction, house: House, person: Person, words: str) -> Request | None:
    """The newest closed request of who says in words that help is needed still."""
    spoken = house.texts.wordings(text("still.words"), person.language or AUTHORITY)
    if fold(words) not in {fold(each) for wording in spoken for each in wording.split(",")}:
        return None
    closed = (
        each
        for each in requests.of_person(tx, person.id)
        if each.status is Status.CLOSED and not each.at_rest
    )
    return next(closed, None)


def _press_read(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """A reply that waited behind «Có tin mới» until the person herself opened it."""
    letter = messages.load(tx, row_in(rest))
    request = requests.load(tx, letter.request) if letter else None
    if letter is None or request is None or request.person != person.id:
        raise Refused(text("press.old"))
    together = messages.of_album(tx, request.id, letter.album) if letter.album else [letter]
    shown = [_opened(tx, person, request, each) for each in together]
    return [PressAnswer(person.chat, press), *shown]


def _opened(tx: Transaction, person: Person, request: Request, letter: messages.Letter) -> Message:
    """A letter as it stands now; under the notice of an end one can say that help is needed still."""
    file = files.load(tx, letter.file) if letter.file else None
    return Message(
        person.chat,
        (*letters.from_whom(tx, letter), *((quoted(letter.words),) if letter.words else ())),
        letters.rows_under(request, letter),
        file=KeptFile(file.id, file.kind) if file else None,
        handle=letters.handle(letter.id),
    )


def _press_still(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """«I still need help»: pressed by whose request it is."""
    request = requests.find(tx, row_in(rest))
    if request is None or request.person != person.id or request.helper or request.at_rest:
        raise Refused(text("press.old"))
    if request.status is not Status.CLOSED:
        return [PressAnswer(person.chat, press, text("press.noted"))]
    return [PressAnswer(person.chat, press), *open_again(tx, house, person, request)]


def open_again(tx: Transaction, house: House, person: Person, request: Request) -> list[Outgoing]:
    """The closed request opens again, and she hears so; who asked for somebody else learns nothing of how it goes."""
    if request.helper:
        says = text("officer.helper_asks", number=show_number(request.number))
        return [Message(person.chat, (text("citizen.added"),)), *announcing.tell_leaders(tx, request, says)]
    requests.silence(tx, request.id, None)
    told = work.reopen(tx, house, requests.load(tx, request.id))
    return [Message(person.chat, (text("citizen.reopened"),)), *told]


PRESSES: Final[Mapping[str, Press]] = {"read": _press_read, "still": _press_still}
