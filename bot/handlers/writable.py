"""May one write to the person about a request, when, and may one call? What she said is obeyed until she herself writes again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from bot.chat import Refused, Text, text
from bot.domain.contact import Calling, Contact, Parted, Sending, Way, calling, way
from bot.domain.phones import show_phone
from bot.domain.request import Kind, Request
from bot.domain.safe_hours import HOURS
from bot.handlers.facts import local
from bot.handlers.house import House, choice_words
from bot.store import messages, people, requests, timers
from bot.store.database import Transaction
from bot.store.people import Person

JUST_MS: Final = 15 * 60_000
"""So long after her last words the phone is taken to be in her hand still."""
DOUBT: Final = "not_me"
"""The timer that runs while somebody is asked whether «not me» was meant."""
DOUBT_MS: Final = 60 * 60_000
IN_DANGER: Final = frozenset({Kind.URGENT, Kind.ARRESTED})
"""Who called for help at night waits for an answer at night."""


def contact_of(tx: Transaction, request: Request) -> Contact:
    """What she said of how she may be reached, and what has happened since."""
    facts = requests.facts(tx, request.id)
    person = people.load(tx, request.person)
    return Contact(
        hours=_chosen(facts, "call_time"),
        wrote=messages.did_write(tx, request.id),
        shared=_chosen(facts, "shared") in ("others", "unknown"),
        words_only=_chosen(facts, "contact") in ("message", "no"),
        silenced=request.silenced or request.at_rest,
        helper=request.helper and not requests.helper_may_hear(tx, request.id),
        guarded=request.guarded,
        chatless=person.came_by is not None,
        doubted=is_doubted(tx, person),
        parted=person.parted or (Parted.LEFT if person.left else None),
    )


def is_doubted(tx: Transaction, person: Person) -> bool:
    """Is whoever holds the phone being asked whether «not me» was meant? Until then nothing goes there."""
    return timers.is_set(tx, DOUBT, person.chat)


def way_now(tx: Transaction, house: House, request: Request, sending: Sending) -> Way:
    """How this goes to her now."""
    to = contact_of(tx, request)
    return way(sending, to, in_hours=due_at(tx, house, request, sending, to) <= tx.now)


def due_at(tx: Transaction, house: House, request: Request, sending: Sending, to: Contact) -> int:
    """From when on it may reach her (ms UTC), where it may at all.

    What the machine begins keeps to her hours and to the quiet ones; an officer's letter to her hours, unless she
    has just written.
    """
    return due_to(tx, house, request.person, sending, to, in_danger=request.kind in IN_DANGER)


def due_to(
    tx: Transaction, house: House, person: int, sending: Sending, to: Contact, *, in_danger: bool = False
) -> int:
    """The same for what is about no request."""
    if to.doubted:
        return tx.now + DOUBT_MS
    wrote = people.wrote_at(tx, person)
    just = wrote is not None and tx.now - wrote < JUST_MS
    if to.window and not (just and sending is Sending.LETTER):
        return _next_in(house, to.window, tx.now, quiet=sending is Sending.NOTICE)
    if to.window or sending is Sending.LETTER or just or in_danger:
        return tx.now
    return _ms(house.defaults.quiet_hours.next_allowed(local(tx.now)))


def may_contact(tx: Transaction, request: Request) -> bool:
    """May anybody make the first step? Not after «đừng gọi, đừng nhắn» or a withdrawal, nor of what is only kept."""
    return contact_of(tx, request).first_step


def may_write(tx: Transaction, request: Request) -> bool:
    """Nor, in the chat, where there is none, after the quick exit, or when whoever holds the phone said «not me»."""
    to = contact_of(tx, request)
    return to.first_step and not to.parted and not to.chatless and not to.doubted


def check_writable(tx: Transaction, house: House, request: Request) -> None:
    """Raises Refused with the reason why nothing may be sent."""
    to = contact_of(tx, request)
    if to.chatless:
        raise Refused(text("reply.no_chat", ways=ways(tx, house, request)))
    if request.silenced:
        raise Refused(text("reply.withdrew"))
    if to.parted:
        raise Refused(text(f"reply.{to.parted}"))
    if to.doubted:
        raise Refused(text("reply.doubted"))
    if not to.first_step:
        raise Refused(text("reply.never"))


# --- calling ---------------------------------------------------------------------------------


def ways(tx: Transaction, house: House, request: Request) -> Text:
    """How else the person can be reached: a call only where she allowed one, and as she allowed it."""
    facts = requests.facts(tx, request.id)
    number = phone_of(facts)
    match calling(contact_of(tx, request)):
        case Calling.NOT:
            return text("undelivered.no_call")
        case _ if not number:
            return text("undelivered.no_phone")
        case Calling.CAREFULLY:
            return text("undelivered.phone_carefully", phone=number, rules=call_rules(house, facts))
        case Calling.FREELY:
            return text("undelivered.phone", phone=number)


def phone_of(facts: Mapping[str, Any], name: str = "phone") -> str:
    """The number that was given, as people write it; empty where none."""
    phone = facts.get(name)
    return show_phone(phone["phone"]) if isinstance(phone, dict) and phone.get("phone") else ""


def call_rules(house: House, facts: Mapping[str, Any]) -> tuple[Text, ...]:
    """In which hours to call, and what to do when another person answers."""
    rules = (rule(house, facts, name) for name in ("call_time", "stranger"))
    return tuple(each for each in rules if each)


def rule(house: House, facts: Mapping[str, Any], name: str) -> Text | None:
    """One thing that she said of her phone, in words."""
    chosen = _chosen(facts, name)
    if not chosen:
        return None
    said = choice_words(house, name, chosen)
    return (
        text("card.hours", hours=said, span=house.safe_hours.shown(chosen))
        if name == "call_time" and chosen in HOURS
        else said
    )


# --- when ------------------------------------------------------------------------------------


def _next_in(house: House, window: str, now: int, *, quiet: bool) -> int:
    """The first moment in both her hours and the waking ones; loading has seen to it that there is one."""
    at = house.safe_hours.next_in(window, local(now))
    while quiet and (awake := house.defaults.quiet_hours.next_allowed(at)) != at:
        at = house.safe_hours.next_in(window, awake)
    return max(now, _ms(at))


def _chosen(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def _ms(at: datetime.datetime) -> int:
    return int(at.timestamp() * 1000)
