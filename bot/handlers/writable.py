"""May one write to the person about a request, and may one call? What she said is obeyed until she herself writes again."""

from __future__ import annotations

from bot.chat import Refused, Text, text
from bot.domain.phones import show_phone
from bot.domain.request import Request
from bot.store import messages, people, requests
from bot.store.database import Transaction


def may_contact(tx: Transaction, request: Request) -> bool:
    """May anybody make the first step? Not after «đừng gọi, đừng nhắn» or a withdrawal, nor of what is only kept."""
    if request.silenced or request.at_rest:
        return False
    if requests.facts(tx, request.id).get("call_time") != "never":
        return True
    return any(letter.author == "citizen" for letter in messages.of_request(tx, request.id))


def may_write(tx: Transaction, request: Request) -> bool:
    """Nor, in the chat, after the quick exit, or where there is no chat."""
    person = people.load(tx, request.person)
    return person.came_by is None and not person.left and may_contact(tx, request)


def check_writable(tx: Transaction, request: Request) -> None:
    """Raises Refused with the reason why nothing may be sent."""
    if may_write(tx, request):
        return
    if people.load(tx, request.person).came_by:
        raise Refused(text("reply.no_chat", ways=ways(tx, request)))
    if request.silenced:
        raise Refused(text("reply.withdrew"))
    raise Refused(text("reply.left" if people.load(tx, request.person).left else "reply.never"))


def ways(tx: Transaction, request: Request) -> Text:
    """How else the person can be reached, as far as she allowed it."""
    facts = requests.facts(tx, request.id)
    phone = facts.get("phone")
    number = show_phone(phone["phone"]) if isinstance(phone, dict) and phone.get("phone") else ""
    if request.silenced or facts.get("call_time") == "never" or facts.get("contact") == "message":
        return text("undelivered.no_call")
    return text("undelivered.phone", phone=number) if number else text("undelivered.no_phone")
