"""Answers that stand ready: chosen by the officer, read in Vietnamese before they go, sent in the person's own language."""

from __future__ import annotations

from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.handlers import letters
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.handlers.work import tell
from bot.handlers.writable import check_writable
from bot.store import history, messages, people
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer
from bot.texts import AUTHORITY

PREFIX: Final = "canned."
AGAIN_MS: Final = 60_000
"""A press that comes again so soon is the same press, brought twice."""


def offered(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """All of them, where something may be sent at all."""
    check_writable(tx, house, request)
    shown = [Button(text(f"canned.{name}"), f"canned_of:{request.id}.{name}", "💬") for name in names(house)]
    says = text("ready.ask", number=show_number(request.number))
    return [tell(officer, says, tuple((button,) for button in shown))]


def chosen(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """How it reads, and in which language it goes."""
    check_writable(tx, house, request)
    answer = _answer(house, given.words)
    language = people.load(tx, request.person).reading
    shown = house.texts.say(answer, language)
    says: list[Text] = [text("ready.preview", number=show_number(request.number), words=answer)]
    if shown != house.texts.say(answer, AUTHORITY):
        name = house.texts.languages[language].told
        says.append(text("ready.in_language", language=quoted(name), words=quoted(shown)))
    rows: Rows = (
        (Button(text("button.send_canned"), f"canned_send:{request.id}.{given.words}", "📨"),),
        (Button(text("button.other_canned"), f"canned:{request.id}", "↩️"),),
    )
    return [Message(officer.chat, tuple(says), rows, priority=Priority.STAFF, request=request.id)]


def sent(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """As the officer's own answer: by the policy of texts in her language; the key and the words shown are in the history."""
    answer = _answer(house, given.words)
    person = people.load(tx, request.person)
    language = person.reading
    words = house.texts.say(answer, language)
    last = next(reversed(messages.of_request(tx, request.id)), None)
    if last and last.words == words and last.author == f"staff:{officer.id}" and tx.now - last.at < AGAIN_MS:
        raise Refused(text("press.noted"))
    told = letters.send(tx, house, officer, request, Given(words))
    history.append(tx, request.id, f"staff:{officer.id}", "canned", f"{answer.key} {language}", words)
    return [*told, *_heard(person, answer, words, told)]


def _heard(person: Person, answer: Text, words: str, told: list[Outgoing]) -> list[Outgoing]:
    """Who wants to be spoken to hears it too, where its words go to her chat now; not on a poor line, nor
    where others must not know."""
    if not person.voice or person.low_data or person.quiet:
        return []
    shown = [
        one
        for one in told
        if isinstance(one, Message) and one.to == person.chat and quoted(words) in one.said
    ]
    return [Message(person.chat, (), plays=answer.key)] if shown else []


def names(house: House) -> list[str]:
    """In the order in which they stand in the file."""
    return [key.removeprefix(PREFIX) for key in house.texts.sources if key.startswith(PREFIX)]


def _answer(house: House, name: str) -> Text:
    """The answer that a button names; raises Refused where there is none."""
    if name not in names(house):
        raise Refused(text("press.old"))
    return text(f"canned.{name}")
