"""Who of the staff hears of a request, and in which words: the group, those who can act, who has it in hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Moment, Outgoing, Priority, Rows, Text, Topic, text
from bot.domain.numbers import show_number
from bot.domain.permits import LEADERS, WORKERS
from bot.domain.request import Request
from bot.handlers import cards
from bot.handlers.house import House
from bot.handlers.permission import able
from bot.handlers.topics import topic_of
from bot.store import centre, declines, leaves, outbox, progress, staff, timers
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer

DIGEST: Final = "digest"
MINUTE_MS: Final = 60_000
MOST_A_MINUTE: Final = 15
"""Single messages to a group; Telegram takes 20 a minute, and what people press needs some of them."""


def announce(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """A request waits: the group sees a card that names nobody; without a group each officer who can act does.

    An urgent one, and one that only leaders hand out, goes to nobody but those whom the ladder names; one that may wait for
    the day goes to the others as any request does.
    """
    if request.reserved:
        return []
    if group := centre.staff_chat(tx):
        return _to_group(tx, house, request, group)
    if request.urgent and not request.by_day:
        return []
    found = able(tx, staff.present(tx, roles=WORKERS, branch=request.branch), request, willing=True)
    return invite(house, request, [one for one in found if not (request.urgent and one.on_duty)])


def invite(
    house: House, request: Request, officers: Iterable[Officer], *, waiting: bool = False
) -> list[Outgoing]:
    """The headline and the buttons of a request that nobody has, to each in private; ``waiting``: and since when."""
    return [
        invitation(house, request, officer.chat, cards.free_buttons(request), waiting=waiting)
        for officer in officers
    ]


def invite_head(house: House, request: Request, heads: Iterable[Officer], *, waiting: bool) -> list[Outgoing]:
    """The head may let what is urgent be accepted at once (law, Đ30(4)): the law card is one press away."""
    rows = (*cards.free_buttons(request), *cards.buttons(request, ("file",)))
    shown = (invitation(house, request, head.chat, rows, waiting=waiting) for head in heads)
    return [replace(message, says=(*message.says, text("urgency.head"))) for message in shown]


def invitation(house: House, request: Request, chat: int, rows: Rows, *, waiting: bool = False) -> Message:
    """A card that anybody of the staff may see."""
    since = (text("card.waits", at=Moment(request.waits_since)),) if waiting else ()
    return Message(
        chat,
        (cards.headline(house, request), *since),
        rows,
        priority=Priority.STAFF,
        handle=handle(request),
        request=request.id,
    )


def in_hand(house: House, request: Request, chat: int) -> Message:
    """The headline of what somebody has in hand; that the person waits for an answer stands below."""
    says = (cards.headline(house, request), *((text("mine.awaited"),) if request.awaited else ()))
    return Message(chat, (says,), cards.open_button(request), priority=Priority.STAFF, request=request.id)


def to_writer(person: Person, request: Request, told: Sequence[Outgoing]) -> list[Outgoing]:
    """What is told of a request that one of the staff wrote down; in the writer's own chat, whether to take it."""
    rows: Rows = ((Button(text("button.here"), f"here:{request.id}", "✋"),),)
    says = text("counter.kept", number=show_number(request.number))
    mine = Message(
        person.chat,
        (says,),
        rows,
        priority=Priority.STAFF,
        handle=handle(request),
        request=request.id,
    )
    return [*(each for each in told if each.to != person.chat), mine]


def taken(tx: Transaction, house: House, request: Request, by: Officer) -> list[Outgoing]:
    """Every copy of the card now says who has it."""
    says = text("card.taken", number=show_number(request.number), officer=by.name)
    name = handle(request)
    group = centre.staff_chat(tx)
    return [
        Message(
            chat,
            (says,),
            handle=name,
            edits=name,
            priority=Priority.STAFF,
            request=request.id,
            topic=topic_of(tx, house, request) if chat == group else None,
        )
        for chat in _readers(tx, request)
    ]


def _readers(tx: Transaction, request: Request) -> list[int]:
    """The chats that hold its card and may see what becomes of it: the group, and whoever works here and is not barred."""
    barred = declines.barred(tx, request.id)
    found = staff.active(tx, roles=WORKERS)
    may_see = {officer.chat for officer in found if officer.id not in barred} | {centre.staff_chat(tx)}
    return [chat for chat in outbox.chats_with(tx, handle(request)) if chat in may_see]


def grown(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """Nobody has it yet and it is something else now: every card says so."""
    if cards.headline(house, before) == cards.headline(house, request):
        return []
    name, group = handle(request), centre.staff_chat(tx)
    edits: list[Outgoing] = []
    for chat in _readers(tx, request):
        rows = cards.claim_button(request) if chat == group else cards.free_buttons(request)
        shown = invitation(house, request, chat, () if request.reserved else rows)
        topic = topic_of(tx, house, request) if chat == group else None
        edits.append(replace(shown, edits=name, topic=topic))
    return edits


def tell_claimer(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """More became known of a request that somebody has in hand already."""
    officer = hearer(tx, request)
    return [] if officer is None else [line(officer, request, "card.grew")]


def tell_leaders(tx: Transaction, request: Request, says: Text) -> list[Outgoing]:
    """A line to those who hand requests out; where there are none, an administrator hears that somebody is needed."""
    told: list[Outgoing] = [say(officer, request, says) for officer in leaders(tx, request)]
    return told or tell_admins(tx, text("alarm.no_leader", number=show_number(request.number)))


def tell_admins(tx: Transaction, says: Text) -> list[Outgoing]:
    """A line to every administrator; never more of a request than its number."""
    return [
        Message(admin.chat, (says,), priority=Priority.STAFF) for admin in staff.active(tx, roles=("admin",))
    ]


def line(officer: Officer, request: Request, key: str) -> Message:
    """A line about a request, and the button that opens it."""
    return say(officer, request, text(key, number=show_number(request.number)))


def say(officer: Officer, request: Request, says: Text) -> Message:
    """The same, in words of its own."""
    return Message(
        officer.chat, (says,), cards.open_button(request), priority=Priority.STAFF, request=request.id
    )


def leaders(tx: Transaction, request: Request) -> list[Officer]:
    """The coordinators and the head who may know of it: not who is kept from it by a conflict."""
    barred = declines.barred(tx, request.id)
    found = staff.active(tx, roles=LEADERS, branch=request.branch)
    return [officer for officer in found if officer.id not in barred]


def claimer(tx: Transaction, request: Request) -> Officer | None:
    """Who has it in hand and still works here; nobody else is told anything."""
    return None if request.claimed_by is None else staff.at_work(tx, request.claimed_by)


def hearer(tx: Transaction, request: Request) -> Officer | None:
    """Who is told of it now: who has it in hand, or whoever stands in for him while he is away."""
    holder = claimer(tx, request)
    if holder is None or leaves.until(tx, holder.id) is None:
        return holder
    substitute = substitute_of(tx, holder)
    return substitute if substitute and able(tx, [substitute], request) else holder


def substitute_of(tx: Transaction, away: Officer) -> Officer | None:
    """Who has accepted to stand in for him now, and is there himself."""
    row = leaves.substitute_of(tx, away.id)
    return staff.at_work(tx, row) if row is not None and leaves.until(tx, row) is None else None


def handle(request: Request) -> str:
    """By this name every copy of its card is found again."""
    return f"card.{request.id}"


# --- the group -------------------------------------------------------------------------------


def _to_group(tx: Transaction, house: House, request: Request, group: int) -> list[Outgoing]:
    """One card, or, when many come at once, a place in the list that follows within a minute."""
    if outbox.count_since(tx, group, tx.now - MINUTE_MS) < MOST_A_MINUTE:
        card = invitation(house, request, group, cards.claim_button(request))
        return [replace(card, topic=topic_of(tx, house, request))]
    if not timers.is_set(tx, DIGEST, group):
        timers.set_timer(tx, DIGEST, group, tx.now + MINUTE_MS, str(tx.now))
    return []


def digest(tx: Transaction, house: House, since: int) -> list[Outgoing]:
    """One message a topic for all that waits from ``since`` (ms UTC) and has had no card in the group since it waits."""
    group = centre.staff_chat(tx)
    if group is None:
        return []
    waiting = [
        request
        for request in progress.waiting(tx, since)
        if not request.reserved and (outbox.newest_at(tx, group, handle(request)) or 0) < request.waits_since
    ]
    topics = {request.id: topic_of(tx, house, request) for request in waiting}
    by_code: dict[str, list[Request]] = {}
    for request in waiting:
        topic = topics[request.id]
        by_code.setdefault(topic.code if topic else "", []).append(request)
    return [
        _several(house, group, topics[several[0].id], several[start : start + cards.LISTED], len(several))
        for several in by_code.values()
        for start in range(0, len(several), cards.LISTED)
    ]


def _several(house: House, group: int, topic: Topic | None, some: Sequence[Request], count: int) -> Message:
    return Message(
        group,
        (text("group.several", count=count), tuple(cards.headline(house, each) for each in some)),
        cards.claim_list(some),
        priority=Priority.STAFF,
        topic=topic,
    )
