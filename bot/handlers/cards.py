"""Cards of requests for the staff: what a group may see, what everyone who can act sees, what the claimer sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.chat import Button, KeptFile, Message, Moment, Outgoing, Priority, Rows, Text, quoted, text
from bot.domain.contact import Contact
from bot.domain.numbers import show_number
from bot.domain.request import Kind, Request, says_little
from bot.flow.dates import PartialDate, date_text, from_value
from bot.flow.truth import compared
from bot.handlers import asked_lines
from bot.handlers.facts import local
from bot.handlers.house import House, choice_words, matter_words
from bot.handlers.writable import contact_of, phone_of, rule
from bot.store import consents, data_requests, files, links, messages, notes, requests, staff
from bot.store.consents import Consent
from bot.store.database import Transaction
from bot.texts import plain

NEWEST: Final = 10
"""Letters on a card."""
LISTED: Final = 20
"""Requests in one list."""
ICONS: Final = {
    "open": "📂",
    "claim": "✋",
    "not_mine": "🙅",
    "conflict": "🧷",
    "later": "⏳",
    "reply": "✍️",
    "contacted": "📞",
    "note": "📝",
    "close": "✅",
    "more": "➕",
    "transfer": "🔀",
    "release": "↩️",
    "extend": "⏳",
    "matter": "🏷️",
    "urgent": "🔴",
    "bar": "🚫",
    "file": "⚖️",
    "rights": "🔐",
    "consent": "🤝",
    "correct": "✏️",
    "reconnect": "🔗",
    "interpreter": "🗣️",
    "conversation": "📜",
    "appointment": "🗓️",
    "canned": "💬",
    "ask": "❓",
    "bundle": "📦",
    "split": "✂️",
    "duplicate": "👯",
    "counted": "🧮",
    "trail": "🧾",
    "dossier": "📋",
}
CHOICES: Final = (
    "who",
    "relation",
    "agreed",
    "person_phone",
    "own_commune",
    "read_back",
    "involved",
    "violence",
    "story",
    "papers",
    "paper_date",
    "paper_day",
    "contact",
    "held",
    "taken_away",
    "officer_sex",
    "speak",
)
"""Answers that are ids: the officer reads them in Vietnamese whatever the citizen's language."""
NOTICE: Final = ("agency", "standing")
"""The same of what an agency told."""


TO_INTERPRET: Final = ("story", "aside")
SPOKEN: Final = ("voice", "audio")
HOW: Final = ("shared", "call_time", "stranger")
"""Said of the phone, above its number: who else hears it, when to call, what to do when somebody else answers."""


def headline(house: House, request: Request) -> Text:
    """What anyone on the staff may see of a request."""
    if says_little(request):
        return text("card.little", number=show_number(request.number), office=house.office(request.branch))
    return _subject(house, request)


def _subject(house: House, request: Request) -> Text:
    return text(
        "card.urgent" if request.urgent else "card.plain",
        number=show_number(request.number),
        matter=matter_words(house, request.matter or request.kind),
        place=place_name(house, request.place),
    )


def full(tx: Transaction, house: House, request: Request, *, leads: bool) -> list[Text]:
    """Everything, for who has it in hand: safe contact first, then the citizen's own words.

    Whom the person does not want to meet only those read who hand requests out: it may be the reader.
    """
    facts = requests.facts(tx, request.id)
    to = contact_of(tx, request)
    lines = [*_at_rest(request), *_safe_contact(request, facts, to), *_out_of_hours(tx, house, to)]
    lines += [*_asked(tx, request), _subject(house, request), *how_to_call(house, facts)]
    lines += [*known(house, request, facts, no_calls=to.no_calls), *asked_lines.lines(house, facts)]
    avoid = facts.get("avoid") if leads else None
    if isinstance(avoid, dict) and avoid.get("text"):
        lines.append(_row("avoid", quoted(str(avoid["text"]))))
    if "late_hours" in facts:
        lines.append(text("card.late", hours=facts["late_hours"]))
    if request.sensitive:
        lines.append(_row("sensitive", matter_words(house, request.sensitive)))
    if request.urgency:
        lines.append(_row("urgency", text("urgency.list", reasons=reasons(request))))
    if others := [each for each in requests.open_of(tx, request.person) if each.id != request.id]:
        numbers = ", ".join(show_number(each.number) for each in others[:LISTED])
        lines.append(_row("others", quoted(numbers)))
    if linked := links.beside(tx, request.id):
        numbers = ", ".join(show_number(requests.load(tx, each).number) for each in linked)
        lines.append(_row("linked", quoted(numbers)))
    lines += [*consent_lines(tx, request), *_letters(tx, request), *_notes(tx, request)]
    lines.append(text("card.since", at=Moment(request.created_at)))
    return lines


def to_interpret(tx: Transaction, house: House, request: Request) -> list[Text]:
    """For an interpreter: which language, and the words themselves; neither name, place nor number."""
    facts = requests.facts(tx, request.id)
    speaks = compared(facts.get("speak"))
    lines = [text("interpreter.card", number=show_number(request.number))]
    lines += [_row("speak", choice_words(house, "speak", speaks))] if isinstance(speaks, str) else []
    lines += [_row(name, quoted(said)) for name, said in words(facts) if name in TO_INTERPRET]
    letters = [each for each in messages.of_request(tx, request.id) if each.author == "citizen"]
    return [*lines, *(_row("letter", quoted(letter.words or "📎")) for letter in letters[-NEWEST:])]


def spoken(tx: Transaction, request: Request, to: int) -> list[Outgoing]:
    """What she said aloud; papers and pictures tell who she is."""
    facts = requests.facts(tx, request.id)
    told = _file_rows(facts.get("story")) | {
        row for aside in facts.get("asides", ()) for row in _file_rows(aside)
    }
    told |= {
        each.file for each in messages.of_request(tx, request.id) if each.author == "citizen" and each.file
    }
    voices = [file for file in files.of_request(tx, request.id) if file.id in told and file.kind in SPOKEN]
    return [_attached(request, file, to) for file in voices]


def known(house: House, request: Request, facts: Mapping[str, Any], *, no_calls: bool = False) -> list[Text]:
    """What the person said, in its order: phones, place, chosen answers, words."""
    lines = [_row("corrected", quoted(each)) for each in facts.get("corrected", ())]
    if phone := phone_of(facts):
        # Who must not be called has no number on the card: a hurried thumb would dial it.
        lines.append(_row("phone", text("card.phone_kept") if no_calls else quoted(phone)))
    if phone := phone_of(facts, "person_phone"):
        lines.append(_row("person_phone", quoted(phone)))
    if request.place or facts.get("place"):
        where = text("card.where", place=place_name(house, request.place), said=_said(facts))
        lines.append(_row("taken_from" if request.kind is Kind.ARRESTED else "place", where))
    lines += [
        _row(name, choice_words(house, name, value))
        for name in CHOICES
        if isinstance(value := compared(facts.get(name)), str)
    ]
    lines += [_row(name, choice_words(house, name, facts[name])) for name in NOTICE if name in facts]
    lines += [_row("paper_day", date_text(day)) for day in _paper_day(facts)]
    return [*lines, *(_row(name, quoted(said)) for name, said in words(facts))]


def consent_lines(tx: Transaction, request: Request) -> list[Text]:
    """What was agreed to or not, each purpose in a line, with how and when."""
    return [
        text(
            f"consent.{state_of(each)}",
            purpose=text(f"purpose.{each.purpose}"),
            medium=text(f"medium.{each.medium}"),
            at=Moment(each.withdrawn_at or each.at, day=True),
        )
        for each in consents.of_request(tx, request.id)
    ]


def state_of(consent: Consent) -> str:
    """Given, refused, or taken back."""
    if not consent.given:
        return "refused"
    return "given" if consent.holds else "withdrawn"


def _asked(tx: Transaction, request: Request) -> Iterator[Text]:
    """What the person asked about her data."""
    for each in data_requests.of_request(tx, request.id):
        yield text("rights.waits", right=text(f"right.{each.right}"))


def _at_rest(request: Request) -> Iterator[Text]:
    if request.erased:
        yield text("card.erased")
    elif request.restricted:
        yield text("card.restricted")


def _letters(tx: Transaction, request: Request) -> Iterator[Text]:
    """What was written to and fro, the newest; what the machine said by itself is left out."""
    written = [each for each in messages.of_request(tx, request.id) if each.author != messages.MACHINE]
    if len(written) > NEWEST:
        yield text("card.earlier", count=len(written) - NEWEST)
    for letter in written[-NEWEST:]:
        name = "letter" if letter.author == "citizen" else "waiting" if letter.held else "answer"
        yield _row(name, quoted(letter.words or "📎"))


def _notes(tx: Transaction, request: Request) -> Iterator[Text]:
    """What the staff wrote for the staff."""
    for note in notes.of_request(tx, request.id):
        by = staff.load(tx, note.staff).name
        yield text("card.note", officer=by, at=Moment(note.at), words=note.words or "📎")


def reasons(request: Request) -> tuple[Text, ...]:
    """Why it is urgent."""
    return tuple(text(f"urgency.{reason}") for reason in request.urgency)


def attachments(tx: Transaction, request: Request, to: int, *, leads: bool) -> list[Outgoing]:
    """The voices, photos and papers of a request, in order; whom not to meet only those hear who lead."""
    hidden = set() if leads else withheld(tx, request)
    found = [file for file in files.of_request(tx, request.id) if file.id not in hidden]
    return [_attached(request, file, to) for file in found]


def withheld(tx: Transaction, request: Request) -> set[int]:
    """Files that tell whom not to meet."""
    return _file_rows(requests.facts(tx, request.id).get("avoid"))


def _attached(request: Request, file: files.Stored, to: int) -> Message:
    return Message(
        to,
        (text("card.file", number=show_number(request.number)),),
        file=KeptFile(file.id, file.kind),
        priority=Priority.STAFF,
        request=request.id,
        protect=True,
    )


def open_button(request: Request) -> Rows:
    """One button that opens the card."""
    return ((_button("open", request),),)


def claim_button(request: Request) -> Rows:
    """First contact by a press."""
    return ((_button("claim", request),),)


def free_buttons(request: Request) -> Rows:
    """What one can do with a request that nobody has: take it, or say why not."""
    away = ("not_mine", "conflict") if request.urgent else ("not_mine", "later", "conflict")
    return (*claim_button(request), *buttons(request, away))


def claim_list(several: Sequence[Request]) -> Rows:
    """First contact by a press, several requests in one message: a button each, with its number."""
    buttons = [
        Button(quoted(show_number(request.number)), f"claim:{request.id}", ICONS["claim"])
        for request in several
    ]
    return tuple(tuple(buttons[first : first + 2]) for first in range(0, len(buttons), 2))


def buttons(request: Request, commands: Iterable[str]) -> Rows:
    """A button for each of these commands, two in a row."""
    shown = [_button(command, request) for command in commands]
    return tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))


def _button(command: str, request: Request) -> Button:
    # To give more time twice must not be one press brought twice: the button says how often it was done.
    data = f"extend:{request.id}.{request.extended}" if command == "extend" else f"{command}:{request.id}"
    return Button(text(f"button.{command}"), data, ICONS[command])


def place_name(house: House, code: str | None) -> Text:
    """A commune by its name of today."""
    place = house.gazetteer.place(code) if code else None
    return quoted(place.label) if place else text("card.nowhere")


def how_to_call(house: House, facts: Mapping[str, Any]) -> Iterator[Text]:
    for name in HOW:
        if said := rule(house, facts, name):
            yield _row(name, said)


def _out_of_hours(tx: Transaction, house: House, to: Contact) -> Iterator[Text]:
    if not to.no_calls and not house.safe_hours.holds(to.window, local(tx.now).time()):
        yield text("card.warning.out_of_hours")


def _safe_contact(request: Request, facts: Mapping[str, Any], to: Contact) -> Iterator[Text]:
    if to.parted:
        yield text(f"card.warning.{to.parted}")
    if request.silenced:
        hushed = facts.get("contact") == "no"
        yield text("card.warning.never" if hushed else "card.warning.withdrew")
    if request.helper:
        yield text("card.warning.helper")
    if "commune_said" in facts:
        yield text("card.warning.own_commune")
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


def _paper_day(facts: Mapping[str, Any]) -> Iterator[PartialDate]:
    value = facts.get("paper_day")
    if isinstance(value, dict) and value.get("date"):
        yield from_value(value["date"])


def _file_rows(value: Any) -> set[int]:
    """The rows of the files that an answer holds."""
    return {file["id"] for file in value.get("files", ())} if isinstance(value, dict) else set()


def _said(facts: Mapping[str, Any]) -> str:
    value = facts.get("place")
    return plain(str(value.get("said") or "")) if isinstance(value, dict) else ""


def words(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the person said in her own words, each with what it was said of."""
    for name in ("name", "agency_said", "event", "reference", "story", "other_party", "pass_phrase"):
        value = facts.get(name)
        if isinstance(value, dict) and value.get("text"):
            yield name, str(value["text"])
    for aside in facts.get("asides", ()):
        if aside.get("text"):
            yield "aside", str(aside["text"])


def _row(name: str, value: Text) -> Text:
    return text("card.row", name=text(f"card.{name}"), value=value)
