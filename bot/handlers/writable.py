"""May one write to the person about a request, and may one call? What she said is obeyed until she herself writes again."""

from __future__ import annotations

from bot.chat import Refused, text
from bot.domain.request import Request
from bot.store import messages, people, requests
from bot.store.database import Transaction


def may_contact(tx: Transaction, request: Request) -> bool:
    """May anybody make the first step? Not after «đừng gọi, đừng nhắn» or a withdrawal."""
    if request.silenced:
        return False
    if requests.facts(tx, request.id).get("call_time") != "never":
        return True
    return any(letter.author == "citizen" for letter in messages.of_request(tx, request.id))


def may_write(tx: Transaction, request: Request) -> bool:
    """Nor, in the chat, after the quick exit."""
    return not people.load(tx, request.person).left and may_contact(tx, request)


def check_writable(tx: Transaction, request: Request) -> None:
    """Raises Refused with the reason why nothing may be sent."""
    if may_write(tx, request):
        return
    if request.silenced:
        raise Refused(text("reply.withdrew"))
    raise Refused(text("reply.left" if people.load(tx, request.person).left else "reply.never"))
