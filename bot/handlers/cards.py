"""Cards of requests for the staff: what a group may see, what everyone who can act sees, what the claimer sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Rows, Text, quoted, text
from bot.domain.numbers import show_number
from bot.domain.phones import show_phone
from bot.domain.request import Request, Status, says_little
from bot.flow.truth import compared
from bot.handlers.house import House
from bot.store import centre, files, messages, outbox, people, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import plain

LEADERS: Final = ("coordinator", "head")
CHOICES: Final = (
    "who",
    "relation",
    "agreed",
    "person_phone",
    "involved",
    "violence",
    "story",
    "papers",
    "paper_date",
    "shared",
    "call_time",
    "stranger",
    "contact",
    "held",
    "taken_away",
    "officer_sex",
    "speak",
)
"""Answers that are ids: the officer reads them in Vietnamese whatever the citizen's language."""


def announce(tx: Transaction, house: House, request: Request) -> list[Message]:
    """Tell who can act: the group with a card that names nobody, else each officer; an urgent one the leaders too."""
    group = centre.staff_chat(tx)
    told = [group] if group else []
    if request.urgent:
        told += leaders(tx, request.branch) or ([] if group else _everyone(tx, request.branch))
    elif not group:
        told += _everyone(tx, request.branch)
    if not told:
        return [_nobody(request, admin) for admin in staff.active(tx, roles=("admin",))]
    return [_invitation(house, request, chat) for chat in dict.fromkeys(told)]


def _nobody(request: Request, admin: Officer) -> Message:
    """People are told «đã báo cán bộ»: while there is no officer yet, an administrator must hear it."""
    says = text("alarm.nobody", number=show_number(request.number))
    return Message(admin.chat, (says,), priority=Priority.STAFF)


def tell_claimer(tx: Transaction, house: House, request: Request) -> list[Outgoing]:
    """More became known of a request that somebody has in hand already."""
    officer = claimer(tx, request)
    if officer is None:
        return []
    return [
        Message(
            officer.chat,
            (text("card.grew", number=show_number(request.number)),),
            open_button(request),
            priority=Priority.STAFF,
        )
    ]


def grown(tx: Transaction, house: House, before: Request, request: Request) -> list[Outgoing]:
    """More became known: the claimer hears of it; where nobody has it yet, the cards say what it is now."""
    if request.claimed_by is not None:
        return tell_claimer(tx, house, request)
    if headline(house, before) == headline(house, request):
        return []
    handle = _handle(request)
    known = outbox.chats_with(tx, handle)
    edits = [replace(_invitation(house, request, chat), edits=handle) for chat in known]
    new = [] if before.urgent == request.urgent else announce(tx, house, request)
    return [*edits, *(message for message in new if message.to not in known)]


def tell_leaders(tx: Transaction, request: Request, key: str) -> list[Outgoing]:
    """A line to those who hand requests out."""
    says = text(key, number=show_number(request.number))
    rows = open_button(request)
    return [Message(chat, (says,), rows, priority=Priority.STAFF) for chat in leaders(tx, request.branch)]


def taken(tx: Transaction, house: House, request: Request, by: Officer) -> list[Outgoing]:
    """Every copy of the card now says who has it."""
    says = text("card.taken", number=show_number(request.number), officer=by.name)
    handle = _handle(request)
    return [
        Message(chat, (says,), handle=handle, edits=handle, priority=Priority.STAFF)
        for chat in outbox.chats_with(tx, handle)
    ]


def headline(house: House, request: Request) -> Text:
    """What anyone on the staff may see of a request."""
    if says_little(request):
        return text("card.little", number=show_number(request.number), office=house.office(request.branch))
    return _subject(house, request)


def _subject(house: House, request: Request) -> Text:
    return text(
        "card.urgent" if request.urgent else "card.plain",
        number=show_number(request.number),
        matter=_matter(request),
        place=_place_name(house, request.place),
    )


def full(tx: Transaction, house: House, request: Request, *, leads: bool) -> list[Text]:
    """Everything, for who has it in hand: safe contact first, then the citizen's own words.

    Whom the person does not want to meet only those read who hand requests out: it may be the reader.
    """
    facts = requests.facts(tx, request.id)
    lines = [*_safe_contact(request, facts), _subject(house, request)]
    lines += [_row("phone", quoted(phone)) for phone in _phone(facts, "phone")]
    lines += [_row("person_phone", quoted(phone)) for phone in _phone(facts, "person_phone")]
    if request.place or facts.get("place"):
        lines.append(
            _row("place", text("card.where", place=_place_name(house, request.place), said=_said(facts)))
        )
    lines += [
        _row(name, text(f"card.{name}.{value}"))
        for name in CHOICES
        if isinstance(value := compared(facts.get(name)), str)
    ]
    lines += [_row(name, quoted(words)) for name, words in _words(facts)]
    avoid = facts.get("avoid") if leads else None
    if isinstance(avoid, dict) and avoid.get("text"):
        lines.append(_row("avoid", quoted(str(avoid["text"]))))
    letters = (letter for letter in messages.of_request(tx, request.id) if letter.author != messages.MACHINE)
    lines += [_row("letter", quoted(letter.words or "📎")) for letter in letters]
    lines.append(text("card.since", at=Moment(request.created_at)))
    return lines


def attachments(tx: Transaction, request: Request, to: int, *, leads: bool) -> list[Outgoing]:
    """The voices, photos and papers of a request, in order; whom not to meet only those hear who lead."""
    withheld = set() if leads else _file_rows(requests.facts(tx, request.id).get("avoid"))
    return [
        Message(
            to,
            (text("card.file", number=show_number(request.number)),),
            file=KeptFile(file.id, file.kind),
            priority=Priority.STAFF,
            protect=True,
        )
        for file in files.of_request(tx, request.id)
        if file.id not in withheld
    ]


def open_button(request: Request) -> Rows:
    """One button that opens the card."""
    return ((Button(text("button.open"), f"open:{request.id}", "📂"),),)


def work_buttons(request: Request) -> Rows:
    """What the claimer can do."""
    if request.status is Status.CLOSED:
        return ()
    return (
        (
            Button(text("button.reply"), f"reply:{request.id}", "✍️"),
            Button(text("button.close"), f"close:{request.id}", "✅"),
        ),
    )


def claim_button(request: Request) -> Rows:
    """First contact by a press."""
    return ((Button(text("button.claim"), f"claim:{request.id}", "✋"),),)


def may_write(tx: Transaction, request: Request) -> bool:
    """«Đừng gọi, đừng nhắn», a withdrawal and the quick exit are obeyed until the person herself writes again."""
    if request.silenced or people.load(tx, request.person).left:
        return False
    if requests.facts(tx, request.id).get("call_time") != "never":
        return True
    return any(letter.author == "citizen" for letter in messages.of_request(tx, request.id))


def claimer(tx: Transaction, request: Request) -> Officer | None:
    """Who has it in hand and still works here; nobody else is told anything."""
    return None if request.claimed_by is None else staff.at_work(tx, request.claimed_by)


def _invitation(house: House, request: Request, chat: int) -> Message:
    return Message(
        chat,
        (headline(house, request),),
        claim_button(request),
        priority=Priority.STAFF,
        handle=_handle(request),
    )


def _handle(request: Request) -> str:
    return f"card.{request.id}"


def leaders(tx: Transaction, branch: str) -> list[int]:
    """The chats of the coordinators and the head."""
    return [officer.chat for officer in staff.active(tx, roles=LEADERS, branch=branch)]


def _everyone(tx: Transaction, branch: str) -> list[int]:
    return [officer.chat for officer in staff.active(tx, roles=("officer", *LEADERS), branch=branch)]


def _matter(request: Request) -> Text:
    return text(f"matter.{request.matter or request.kind}")


def _place_name(house: House, code: str | None) -> Text:
    place = house.gazetteer.place(code) if code else None
    return quoted(place.label) if place else text("card.nowhere")


def _safe_contact(request: Request, facts: Mapping[str, Any]) -> Iterator[Text]:
    if request.silenced:
        yield text("card.warning.withdrew")
    if request.helper:
        yield text("card.warning.helper")
    if compared(facts.get("involved")) in ("involved", "untold"):
        yield text("card.warning.involved")
    if compared(facts.get("person_phone")) == "danger":
        yield text("card.warning.person")
    if facts.get("call_time") == "never" or facts.get("contact") == "message":
        yield text("card.warning.never" if facts.get("call_time") == "never" else "card.warning.message_only")
    elif facts.get("shared") in ("others", "unknown"):
        yield text("card.warning.shared")
    if facts.get("violence") in ("hurt", "untold"):
        yield text("card.warning.violence")


def _phone(facts: Mapping[str, Any], name: str) -> Iterator[str]:
    value = facts.get(name)
    if isinstance(value, dict) and value.get("phone"):
        yield show_phone(value["phone"])


def _file_rows(value: Any) -> set[int]:
    """The rows of the files that an answer holds."""
    return {file["id"] for file in value.get("files", ())} if isinstance(value, dict) else set()


def _said(facts: Mapping[str, Any]) -> str:
    value = facts.get("place")
    return plain(str(value.get("said") or "")) if isinstance(value, dict) else ""


def _words(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("name", "story", "other_party"):
        value = facts.get(name)
        if isinstance(value, dict) and value.get("text"):
            yield name, str(value["text"])
    for aside in facts.get("asides", ()):
        if aside.get("text"):
            yield "aside", str(aside["text"])


def _row(name: str, value: Text) -> Text:
    return text("card.row", name=text(f"card.{name}"), value=value)
