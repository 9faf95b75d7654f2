"""What a citizen writes and presses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from bot.chat import (
    Button,
    Edited,
    KeptFile,
    Message,
    Outgoing,
    PressAnswer,
    Priority,
    Refused,
    Rows,
    Said,
    SentFile,
    SharedLocation,
    SharedPhone,
    Text,
    Unreadable,
    What,
    quoted,
    text,
)
from bot.domain.numbers import show_number
from bot.domain.request import Request
from bot.flow.interrupts import STATUS
from bot.flow.words import clean, fold
from bot.handlers import (
    alarming,
    announcing,
    apart,
    appointments,
    decisions,
    doubting,
    escalating,
    helping,
    inquiring,
    letters,
    mailbox,
    opinions,
    parting,
    sorting,
    staffing,
    talk,
    turns,
    voices,
    work,
)
from bot.handlers.house import House, is_open, language_names
from bot.handlers.legible import ANSWERS, can_read
from bot.handlers.showing import NEW, invites
from bot.handlers.work import tell
from bot.store import asks, history, messages, people, requests, sessions, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored
from bot.texts import AUTHORITY

COMMAND: Final = re.compile(r"/[A-Za-z0-9_]+")
Press: TypeAlias = Callable[[Transaction, House, Person, str, str], list[Outgoing]]


def hear(tx: Transaction, house: House, person: Person, what: What, message: str = "") -> list[Outgoing]:
    """Whatever a person sent in the private chat; ``message`` names it, so that its edit finds what it answered.

    The conversation on top of the others is read here, once.
    """
    if (answer := doubting.hear(tx, house, person, what)) is not None:
        return answer
    on_top = sessions.current(tx, person.id)
    if on_top is None and not is_open(tx):
        return [Message(person.chat, (text("closed.not_open", danger_numbers=house.danger_numbers),))]
    match what:
        case Said(words):
            return _said(tx, house, person, on_top, words, message)
        case SentFile():
            return _sent(tx, house, person, on_top, what, message)
        case Edited(Said(words)):
            return apart.mended(tx, house, person, words, message) or _edited(
                tx, house, person, words, message
            )
        case Edited(SentFile(caption=caption)):
            return apart.mended(tx, house, person, caption, message) or _edited(
                tx, house, person, caption, ""
            )
        case SharedPhone() | SharedLocation() | Unreadable():
            return _shared(tx, house, person, on_top, what)
        case _:
            return []


def _said(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, words: str, message: str
) -> list[Outgoing]:
    if not person.came_by and parting.says_so(house, person, words):
        return parting.not_me(tx, person)
    command, _, _ = words.partition(" ")
    if on_top is None and house.commands.get(fold(command)) == "language":
        at_work = [ask_work_language(house, person)] if staff.of_person(tx, person.id) else []
        return [*ask_language(house, person), *at_work]
    if person.language is None:
        if language := _named_language(house, words):
            return set_language(tx, house, person, language)
        if command == "/start":
            return ask_language(house, person)
        people.set_language(tx, person.id, AUTHORITY)
    if person.reads is None:
        reads = _reads(house, person, words) if on_top is None else None  # else it answers what is open
        if reads is not None:
            return _set_reads(tx, house, person, reads=reads)
        people.set_reads(tx, person.id, True)
        person = people.load(tx, person.id)
    if COMMAND.fullmatch(command):
        return _commanded(tx, house, person, on_top, command)
    if on_top is None and (flow := _opened_by(house, person, words)):
        return turns.begin(tx, house, person, flow)
    if on_top is None and _is_call(house, person, words):
        return talk.hear(tx, house, person, None, Said(words))
    if on_top is None and (closed := mailbox.still_needed(tx, house, person, words)):
        return mailbox.open_again(tx, house, person, closed)
    if request := _addressed(tx, house, person, on_top, Said(words)):
        return _add(tx, house, person, request, words, None)
    return talk.hear(tx, house, person, on_top, Said(words), message)


def _commanded(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, command: str
) -> list[Outgoing]:
    """``/start payload`` is ``/start``: a used-up invite must not hide the conversation."""
    if on_top is None and (flow := _opened_by(house, person, command)):
        return turns.begin(tx, house, person, flow)
    if _is_call(house, person, command) and (on_top or command != "/start"):
        return talk.hear(tx, house, person, on_top, Said(command))
    return turns.ask_again(tx, house, person) or turns.begin(tx, house, person)


def _is_call(house: House, person: Person, words: str) -> bool:
    """Do these words call for help, for a person, for a way out …, whatever is being asked?"""
    return fold(words) in house.calls[person.language or AUTHORITY]


def _opened_by(house: House, person: Person, words: str) -> str | None:
    """The flow that these words open by themselves."""
    call = house.calls[person.language or AUTHORITY].get(fold(words), "")
    flow = call.removeprefix("beside:")
    return flow if flow in house.flows and (call != flow or call == STATUS) else None


def _shared(
    tx: Transaction,
    house: House,
    person: Person,
    on_top: Stored | None,
    what: SharedPhone | SharedLocation | Unreadable,
) -> list[Outgoing]:
    request = _addressed(tx, house, person, on_top, what)
    match what:
        case _ if request is None:
            return talk.hear(tx, house, person, on_top, what)
        case Unreadable():
            return [Message(person.chat, (text("flow.retry.unreadable"),), NEW)]
        case SharedPhone(number=words):
            pass
        case SharedLocation(latitude, longitude):
            words = f"{latitude:.5f}, {longitude:.5f}"
    return _add(tx, house, person, request, words, None)


def _sent(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, sent: SentFile, message: str
) -> list[Outgoing]:
    if request := _addressed(tx, house, person, on_top, sent):
        file = talk.keep_file(tx, person.chat, sent.file, request=request.id)
        return _add(tx, house, person, request, sent.caption, file, sent.album)
    return talk.hear_file(tx, house, person, on_top, sent, message)


def _addressed(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, what: What
) -> Request | None:
    """The request that words belong to which answer no question: no conversation is open, or it has only begun."""
    if on_top is not None and not talk.is_beside(tx, house, person, on_top, what):
        return None
    return _open_request(tx, person)


def _edited(tx: Transaction, house: House, person: Person, words: str, message: str) -> list[Outgoing]:
    """A corrected message changes the answer it gave, or is added to what was said; either is told."""
    if not words:
        return []
    amended = talk.amend(tx, house, person, words, message)
    if amended is not None:
        return amended
    if request := _open_request(tx, person):
        return _add(tx, house, person, request, words, None, anew=False)
    return []


def _open_request(tx: Transaction, person: Person) -> Request | None:
    return next(iter(requests.open_of(tx, person.id)), None)


def _add(
    tx: Transaction,
    house: House,
    person: Person,
    request: Request,
    words: str,
    file: KeptFile | None,
    album: str | None = None,
    *,
    anew: bool = True,
) -> list[Outgoing]:
    """Words and files that come after sending belong to the newest open request; an album is acknowledged once.

    ``anew``: they were written now; an old message that is edited does not take a withdrawal back.
    """
    words = clean(words)
    if not words and file is None:
        return [Message(person.chat, (text("flow.retry.empty"),), NEW)]
    more = bool(album and messages.of_album(tx, request.id, album))
    messages.add(tx, request.id, "citizen", words, file.id if file else None, album=album)
    if anew and request.silenced:
        requests.silence(tx, request.id, None)
    escalating.await_answer(tx, house, request)
    history.append(tx, request.id, "citizen", "wrote", words=words)
    passed = [
        *letters.release(tx, requests.load(tx, request.id)),
        *_pass_on(tx, request, words, file),
        *sorting.look_again(tx, house, requests.load(tx, request.id), words),
        *helping.own_commune(tx, house, request, words),
    ]
    if more:
        return passed
    again = turns.ask_again(tx, house, person)
    says = (text("citizen.added"), *alarming.numbers(house, words))
    return [Message(person.chat, says, () if again else NEW), *passed, *again]


def _pass_on(tx: Transaction, request: Request, words: str, file: KeptFile | None) -> list[Outgoing]:
    officer = announcing.hearer(tx, request)
    if officer is None and request.restricted:
        return announcing.tell_leaders(tx, request, text("rights.wrote", number=show_number(request.number)))
    if officer is None:
        return []
    says: tuple[Text, ...] = (text("officer.from_citizen", number=show_number(request.number)),)
    says = (*says, quoted(words)) if words else says
    return [
        Message(
            officer.chat,
            says,
            work.work_buttons(tx, officer, request),
            file=file,
            priority=Priority.STAFF,
            request=request.id,
            protect=True,
        )
    ]


# --- the language ----------------------------------------------------------------------------


def ask_language(house: House, person: Person) -> list[Outgoing]:
    """Which language? Each stands there by its own name; who does not read hears each one ask, over its button."""
    rows = {
        tag: (Button(quoted(name), f"lang:{tag}", number=number),)
        for number, (tag, name) in enumerate(language_names(house.texts), start=1)
    }
    asked = Message(person.chat, (text("language.ask"),), tuple(rows.values()))
    return [asked, *invites(house, person, {tag: button for tag, (button,) in rows.items()})]


def ask_work_language(house: House, person: Person) -> Message:
    """The same to who works here, for the work: one that every text of the Centre is written in."""
    complete = (tag for tag in house.texts.languages if _is_complete(house, tag))
    rows: Rows = tuple(
        (Button(quoted(house.texts.languages[tag].autonym), f"work_lang:{tag}", "💼"),) for tag in complete
    )
    return Message(person.chat, (text("language.ask_at_work"),), rows, priority=Priority.STAFF)


def _is_complete(house: House, tag: str) -> bool:
    return tag in house.texts.languages and house.texts.languages[tag].status == "complete"


def set_language(tx: Transaction, house: House, person: Person, tag: str) -> list[Outgoing]:
    """Keep the language and go on: with the present question, or with the first."""
    people.set_language(tx, person.id, tag)
    person = people.load(tx, person.id)
    if staff.of_person(tx, person.id):
        return [Message(person.chat, (text("language.kept"),))]
    if again := turns.ask_again(tx, house, person):
        return [*can_read(house, person.chat, tag, numbered=False), *again]
    if asked := can_read(house, person.chat, tag, numbered=True):
        people.set_reads(tx, person.id, None)
        return [*asked]
    return turns.begin(tx, house, person)


def _set_reads(tx: Transaction, house: House, person: Person, *, reads: bool) -> list[Outgoing]:
    """Keep whether she reads the letters of her language, and go on."""
    people.set_reads(tx, person.id, reads)
    person = people.load(tx, person.id)
    return turns.ask_again(tx, house, person) or turns.begin(tx, house, person)


def _reads(house: House, person: Person, words: str) -> bool | None:
    """What was typed to the question whether she reads these letters; None: something else."""
    for number, answer in enumerate(ANSWERS, start=1):
        spoken = house.texts.wordings(text(f"button.{answer}"), person.language or AUTHORITY)
        if fold(words) in (str(number), *map(fold, spoken)):
            return answer == "reads"
    return None


def _named_language(house: House, words: str) -> str | None:
    for number, (tag, name) in enumerate(language_names(house.texts), start=1):
        if fold(words) in (str(number), fold(name), fold(house.texts.languages[tag].autonym)):
            return tag
    return None


# --- presses ---------------------------------------------------------------------------------


def _press_flow(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    return talk.press(tx, house, person, rest, press)


def _press_language(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    if rest not in house.texts.offered():
        raise Refused(text("press.old"))
    if not is_open(tx):
        return [PressAnswer(person.chat, press), *hear(tx, house, person, Said("/start"))]
    return [PressAnswer(person.chat, press), *set_language(tx, house, person, rest)]


def _press_letters(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    if rest not in ANSWERS:
        raise Refused(text("press.old"))
    return [PressAnswer(person.chat, press), *_set_reads(tx, house, person, reads=rest == "reads")]


def _press_work_language(
    tx: Transaction, house: House, person: Person, rest: str, press: str
) -> list[Outgoing]:
    officer = staff.of_person(tx, person.id)
    if officer is None or not _is_complete(house, rest):
        raise Refused(text("press.old"))
    staff.set_language(tx, officer.id, rest)
    return [
        PressAnswer(person.chat, press),
        tell(officer, text("language.kept_at_work")),
        staffing.menu(tx, officer),
    ]


def _press_new(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    people.set_left(tx, person.id, None)
    again = turns.ask_again(tx, house, person) or turns.begin(tx, house, person)
    return [PressAnswer(person.chat, press), *again]


def _press_go_on(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """From a reminder back to where one stood."""
    people.set_left(tx, person.id, None)
    again = turns.recap(tx, house, person) or turns.begin(tx, house, person)
    return [PressAnswer(person.chat, press), *again]


def _press_asked(tx: Transaction, house: House, person: Person, rest: str, press: str) -> list[Outgoing]:
    """She opens what an officer asked: the questions stand on top of whatever is open."""
    asked = inquiring.to_open(tx, house, person, rest)
    shown = turns.begin(tx, house, person, asked.flow)
    if begun := sessions.current(tx, person.id):
        asks.open_in(tx, asked.id, begun.id)
    return [PressAnswer(person.chat, press), *shown]


PRESSES: Final[Mapping[str, Press]] = {
    "f": _press_flow,
    "lang": _press_language,
    "letters": _press_letters,
    "work_lang": _press_work_language,
    "new": _press_new,
    "go": _press_go_on,
    "not_me": doubting.press,
    "meeting": appointments.answered,
    "asked": _press_asked,
    **voices.PRESSES,
    **mailbox.PRESSES,
    **decisions.PRESSES,
    **opinions.PRESSES,
}
