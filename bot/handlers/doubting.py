"""«Đây không phải tôi» was pressed: all stops at once, and one question is asked, for a thumb slips. Only the yes parts.

While the question stands nothing goes to the chat and nothing old is shown there. Nobody answers: after an hour it was meant.
"""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, Outgoing, PressAnswer, Refused, Rows, Said, What, text
from bot.flow.words import Meant, pick
from bot.handlers import alarming, letters, parting
from bot.handlers.house import House
from bot.handlers.showing import NEW
from bot.handlers.writable import DOUBT, DOUBT_MS, is_doubted
from bot.store import people, requests, staff, timers
from bot.store.database import Transaction
from bot.store.people import Person
from bot.texts import AUTHORITY

ICONS: Final = {"yes": "🗑️", "no": "↩️"}
LABELS: Final = {"yes": text("button.not_me_yes"), "no": text("button.not_me_no")}
ASKS: Final[Rows] = tuple((Button(LABELS[each], f"not_me:{each}", icon),) for each, icon in ICONS.items())


def press(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """The button under what comes later, or an answer to the question; one brought twice finds nothing more to do."""
    if staff.of_person(tx, person.id):
        raise Refused(text("not_me.staff"))
    answered = PressAnswer(person.chat, press)
    if rest in ICONS:
        return [answered, *(_answer(tx, house, person, rest) if is_doubted(tx, person) else ())]
    if person.left or is_doubted(tx, person):
        return [answered]
    timers.set_only(tx, DOUBT, person.chat, tx.now + DOUBT_MS, str(person.id))
    return [answered, Message(person.chat, (text("not_me.ask"),), ASKS)]


def hear(tx: Transaction, house: House, person: Person, what: What) -> list[Outgoing] | None:
    """Whatever is sent while the question stands is an answer to it, or it is asked again; None where it does not stand.

    The quick exit and the very words «not me» do what they always do.
    """
    if not is_doubted(tx, person):
        return None
    words = what.text if isinstance(what, Said) else ""
    if parting.is_exit(house, person, words) or parting.says_so(house, person, words):
        return None
    language = person.language or AUTHORITY
    meant = [Meant(house.texts.wordings(LABELS[each], language), icon) for each, icon in ICONS.items()]
    if (found := pick(words, meant)) is not None:
        return _answer(tx, house, person, list(ICONS)[found])
    return [Message(person.chat, (text("not_me.ask"), *alarming.numbers(house, words)), ASKS)]


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """Nobody answered: the phone may lie in other hands."""
    person = people.load(tx, row)
    return [] if person.parted or staff.of_person(tx, row) else parting.not_me(tx, person)


def _answer(tx: Transaction, house: House, person: Person, answer: str) -> list[Outgoing]:
    """Yes parts and clears; no puts everything back, what waited comes in her hours, and nobody is told."""
    if answer == "yes":
        return parting.not_me(tx, person)
    timers.forget(tx, DOUBT, person.chat)
    waited = [each for mine in requests.of_person(tx, person.id) for each in letters.ring(tx, house, mine.id)]
    return [Message(person.chat, (text("not_me.kept"),), NEW), *waited]
