"""Deeds about one's own requests and one's own settings: status, finding again, withdrawing. Their table is in deeds.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.chat import Message, Outgoing, Refused, Text, Value, text
from bot.domain.data_rights import Right
from bot.domain.numbers import read_number, show_number
from bot.domain.request import Request
from bot.domain.standing import seen
from bot.flow.answers import words_of
from bot.flow.truth import compared
from bot.flow.words import fold
from bot.handlers import asking, clocks, letters
from bot.handlers.facts import may_show, status_line
from bot.handlers.house import House
from bot.store import acts, audit, centre, history, people, requests, sessions, tries
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

SHOWN: Final = 5
MOST_TRIES: Final = 5
"""Wrong numbers or words a day; whoever guesses must not find what another person asked."""
MOST_PICTURES: Final = 2
"""Wrong pictures for one request, until it is opened or an officer has spoken with the person."""
ON: Final = {"voice": "always", "low_data": "save", "quiet": "little"}
"""The option of the settings that turns each on."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed gives to the texts of the flow, and what it sends to others.

    ``clears``: what the chat shows from then (ms UTC) on is taken away: a helper's chat keeps nothing.
    """

    gives: Mapping[str, Value]
    outgoing: list[Outgoing]
    clears: int | None = None


# --- status ----------------------------------------------------------------------------------


def my_requests(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """On a shared phone, or in a sensitive matter, nothing is shown: the list could kill the request."""
    asked = requests.of_person(tx, person.id)
    if not asked:
        return Done({"requests": text("mine.none")}, [])
    if any(request.helper for request in asked):
        return Done({"requests": text("mine.helper")}, [])
    if not all(may_show(request, person) for request in asked):
        return Done({"requests": text("mine.guarded")}, [])
    language = person.reading
    words = "\n".join(house.texts.say(status_line(request), language) for request in asked[:SHOWN])
    return Done({"requests": words}, [])


def request_status(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """Where one request stands and what comes next; only for whose it is."""
    chosen = compared(inputs["request"])
    request = requests.find(tx, int(chosen)) if isinstance(chosen, str) and chosen.isdigit() else None
    if request is None or request.person != person.id or not may_show(request, person):
        return Done({"status": text("mine.guarded")}, [])
    return Done({"status": _status(tx, house, request)}, [])


def _status(tx: Transaction, house: House, request: Request) -> Text:
    """Where it stands, and what the person must do next; until when, where the law says so."""
    shown = seen(request.status, request.stage, owes_papers=acts.owes_papers(tx, request.id))
    todo = text(f"todo.{shown.todo}", term=clocks.papers_term(tx, house, request))
    return text("mine.status", line=status_line(request), next=todo)


def find_request(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """By number and private word or picture; without a number, what was asked from this very chat before it was left.

    Which of the two was wrong is not told.
    """
    hotline = centre.get(tx, "hotline") or ""
    if tries.count_today(tx, person.id) >= MOST_TRIES:
        return Done({"found": text("find.too_often", hotline=hotline)}, [])
    meant, picture = _meant(tx, person, words_of(inputs["number"])), compared(inputs.get("picture"))
    secret = fold(words_of(inputs.get("word")))
    if isinstance(picture, str):
        secret = picture_word(picture)
        meant = [each for each in meant if requests.misses(tx, each.id) < MOST_PICTURES]
    request = next((each for each in meant if requests.opens_with(tx, each.id, secret)), None)
    if request is None:
        tries.note(tx, person.id)
        told = _missed(tx, meant) if picture else []
        return Done({"found": text("find.wrong", hotline=hotline)}, told)
    requests.forget_misses(tx, request.id)
    told = [] if request.person == person.id or person.came_by else _move(tx, house, request, person)
    return Done({"found": _status(tx, house, request)}, told)


def picture_word(picture: str) -> str:
    """A picture as the word it stands for; in capitals, as no folded word is, so that none can be typed instead."""
    return f"PICTURE {picture}"


def _meant(tx: Transaction, person: Person, said: str) -> list[Request]:
    """The request of this number; without one, those that were asked from this chat before it was left."""
    if not said:
        before = people.parted_from(tx, person.chat)
        return [each for one in before for each in requests.of_person(tx, one.id)]
    number = read_number(said)
    named = requests.by_number(tx, number) if number else None
    return [named] if named else []


def _missed(tx: Transaction, meant: list[Request]) -> list[Outgoing]:
    """Of twelve pictures two may be wrong, not more: who guesses would find it in a few days. Then only an officer opens it."""
    told: list[Outgoing] = []
    for request in meant:
        if requests.note_miss(tx, request.id) >= MOST_PICTURES and requests.has_word(tx, request.id):
            history.append(tx, request.id, "machine", "locked")
            told += asking.tell_staff(
                tx, request, text("officer.guessed", number=show_number(request.number))
            )
    return told


def _move(tx: Transaction, house: House, request: Request, person: Person) -> list[Outgoing]:
    """The request follows the person to this phone, or comes back to it; who has it in hand hears of it.

    What is open on the old phone ends there: it could still set another private word.
    """
    for stored in sessions.open_ones(tx, request.person):
        sent = requests.by_session(tx, stored.id)
        if sent is not None and sent.id == request.id:
            sessions.erase(tx, stored.id, "moved")
    before = people.load(tx, request.person)
    requests.give(tx, request.id, person.id)
    history.append(tx, request.id, "citizen", "moved", f"person:{request.person} person:{person.id}")
    audit.note(tx, person.id, "found", request.id)
    key = "officer.opened_again" if before.parted_from == person.chat else "officer.moved"
    told = asking.tell_staff(tx, request, text(key, number=show_number(request.number)))
    return [*told, *letters.release(tx, requests.load(tx, request.id))]


# --- settings --------------------------------------------------------------------------------


def settings(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """Language, voice, low data, quiet mode: each only where it was answered."""
    language = compared(inputs.get("language"))
    if isinstance(language, str):
        if language not in house.texts.offered():
            raise Refused(text("press.old"))
        people.set_language(tx, person.id, language)
    for name, on in ON.items():
        if (chosen := compared(inputs.get(name))) is not None:
            people.set_setting(tx, person.id, name, on=chosen == on)
            if name == "quiet" and chosen == on:
                requests.guard(tx, person.id)
    return Done({}, [])


# --- withdrawing -----------------------------------------------------------------------------


def withdraw(
    tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]
) -> Done:
    """Messages about the request stop, staff is told; the request is not closed by it."""
    open_ones = requests.open_of(tx, person.id)
    told = [message for request in open_ones for message in asking.ask(tx, request, Right.WITHDRAW)]
    return Done({"withdrawn": text("withdraw.told" if open_ones else "mine.none")}, told)


def ask_deletion(tx: Transaction, house: House, person: Person) -> list[Outgoing]:
    """What was sent is not deleted by a chat that somebody else may hold: a person asks first, at a safe hour."""
    open_ones = requests.open_of(tx, person.id)
    told = [message for request in open_ones for message in asking.ask(tx, request, Right.DELETE)]
    return [Message(person.chat, (text("withdraw.told"),)), *told] if open_ones else []


def hush(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    """«Không ai gọi, không ai nhắn»: kept for everything that is open, until she writes; staff hears it."""
    told: list[Outgoing] = []
    for request in requests.open_of(tx, person.id):
        requests.set_facts(tx, request.id, {**requests.facts(tx, request.id), "contact": "no"})
        told += asking.silence(tx, request, "hushed")
    return Done({}, told)
