"""Leads a person through a flow: wakes the session, asks the engine, does what it asks for, shows what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.chat import (
    Button,
    File,
    KeptFile,
    Message,
    Outgoing,
    PressAnswer,
    Priority,
    Refused,
    Rows,
    Said,
    Text,
    Value,
    What,
    text,
)
from bot.domain.phones import read_line, read_phone, show_phone
from bot.domain.place_search import find
from bot.flow import engine
from bot.flow.model import Flow
from bot.flow.session import (
    Changed,
    Observed,
    Session,
    answers,
    asides,
    observations,
    with_aside,
    with_events,
)
from bot.flow.session import (
    Value as Answer,
)
from bot.flow.turn import (
    Consent,
    Erase,
    Facts,
    Filed,
    Handoff,
    Heard,
    PlaceFound,
    Press,
    Question,
    Restart,
    Submit,
    Turn,
)
from bot.flow.words import clean
from bot.handlers import deeds
from bot.handlers.house import INTAKE, SET_UP, House, provided
from bot.store import consents, files, sessions
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored
from bot.texts import AUTHORITY

TOKEN: Final = re.compile(r"(\d{1,18})\.(\d{1,9})\.(\d{1,4})")
NEW: Final[Rows] = ((Button(text("button.new"), "new:", "🙋"),),)
"""The beginning, one press away."""
LARGEST: Final = 20 * 1024 * 1024
"""Bytes."""
ALBUM: Final = "album."
DAY_MS: Final = 24 * 3_600_000
ERASED: Final = ("withdrawn", "restarted")


def begin(tx: Transaction, house: House, person: Person, flow: str = INTAKE) -> list[Outgoing]:
    """Open a session of this flow at its first question."""
    turn = engine.start(house.flows[flow], facts(house, person, flow))
    return _take_turn(tx, house, person, None, turn)


def hear(tx: Transaction, house: House, person: Person, heard: Heard) -> list[Outgoing]:
    """Something was said; with no session open, one begins and keeps the words."""
    stored = sessions.current(tx, person.id)
    if stored is None:
        begun = begin(tx, house, person)
        stored = sessions.current(tx, person.id)
        return begun if stored is None else _resume(tx, house, person, stored, heard)
    return _resume(tx, house, person, stored, heard)


def hear_file(
    tx: Transaction, house: House, person: Person, stored: Stored, filed: Filed, album: str | None
) -> list[Outgoing]:
    """A file; the pictures of one album are one answer, told by its first."""
    session = stored.session
    path = observations(session).get(f"{ALBUM}{album}") if album else None
    if isinstance(path, str):
        sessions.save(tx, stored.id, _into(session, path, filed))
        deeds.grow(tx, house, replace(stored, session=_into(session, path, filed)))
        return []
    asked = session.screen.step
    said = _resume(tx, house, person, stored, filed)
    after = sessions.current(tx, person.id)
    if album and after is not None and after.id == stored.id:
        sessions.save(tx, after.id, with_events(after.session, [Observed(f"{ALBUM}{album}", asked)]))
    return said


def _into(session: Session, path: str, filed: Filed) -> Session:
    """The session with this file beside those of the answer at ``path``, or kept aside where none is."""
    entry: Answer = {"id": filed.file, "kind": filed.kind}
    answer = answers(session).get(path)
    files_so_far = answer.get("files") if isinstance(answer, dict) else None
    if isinstance(answer, dict) and isinstance(files_so_far, list):
        return with_events(session, [Changed(path, {**answer, "files": [*files_so_far, entry]})])
    return with_aside(session, path, {"text": clean(filed.caption), "files": [entry]})


def is_beside(house: House, person: Person, stored: Stored, what: What) -> bool:
    """Would these words answer nothing of a conversation that has only begun?"""
    session = stored.session
    if answers(session) or session.flow != INTAKE:
        return False
    if not isinstance(what, Said):
        return True
    turn = engine.resume(_flow(house, session), session, what, facts(house, person, session.flow))
    return len(asides(turn.session)) > len(asides(session))


def press(tx: Transaction, house: House, person: Person, token: str, press_id: str) -> list[Outgoing]:
    """A button of a question: of the present one, of an earlier one, or of a session that is over."""
    found = TOKEN.fullmatch(token)
    if found is None:
        raise Refused(text("press.old"))
    session, turn, index = (int(part) for part in found.groups())
    stored = sessions.current(tx, person.id)
    if stored is None:
        return _press_after_the_end(tx, person, session, turn, press_id)
    if stored.id != session or tx.now - stored.asked_at > DAY_MS:
        return [_answer(person, press_id, "press.old"), *ask_again(tx, house, person)]
    outcome = engine.resume(
        _flow(house, stored.session),
        stored.session,
        Press(turn, index),
        facts(house, person, stored.session.flow),
    )
    said = _take_turn(tx, house, person, stored, outcome)
    return [PressAnswer(person.chat, press_id, outcome.notice), *said]


def _press_after_the_end(
    tx: Transaction, person: Person, session: int, turn: int, press_id: str
) -> list[Outgoing]:
    """The last question's button pressed twice was noted; any other of a finished conversation is old."""
    end = sessions.ended(tx, person.id, session)
    if end and end.session.turn == turn and tx.now - end.asked_at < DAY_MS:
        return [_answer(person, press_id, "press.noted")]
    return [_answer(person, press_id, "press.old"), Message(person.chat, (text("press.begin"),), NEW)]


def ask_again(tx: Transaction, house: House, person: Person) -> list[Outgoing]:
    """The present question once more; nothing when there is none."""
    stored = sessions.current(tx, person.id)
    if stored is None:
        return []
    turn = engine.ask_again(
        _flow(house, stored.session), stored.session, facts(house, person, stored.session.flow)
    )
    return _take_turn(tx, house, person, stored, turn)


def keep_aside(tx: Transaction, house: House, person: Person, stored: Stored, words: str) -> list[Outgoing]:
    """Keep words that answer nothing (a corrected message), say so, and ask again."""
    session = with_aside(stored.session, stored.session.screen.step, {"text": words, "files": []})
    sessions.save(tx, stored.id, session)
    return [Message(person.chat, (text("talk.edit_kept"),)), *ask_again(tx, house, person)]


def keep_file(
    tx: Transaction, chat: int, file: File, *, session: int | None = None, request: int | None = None
) -> KeptFile:
    """Have a file fetched soon; raises Refused for one that Telegram does not give to a bot."""
    if file.size is not None and file.size > LARGEST:
        raise Refused(text("file.too_big"))
    return KeptFile(files.want(tx, chat, session, file, request), file.kind)


def facts(house: House, person: Person, flow: str) -> Facts:
    """The world as the engine may see it. The Centre's own line may be a short or a free number."""
    language = person.language or AUTHORITY

    def find_places(words: str) -> tuple[PlaceFound, ...]:
        return tuple(PlaceFound(match.place.code, match.label) for match in find(house.gazetteer, words))

    return Facts(
        wordings=lambda what: house.texts.wordings(what, language),
        find_places=find_places,
        all_places=house.places,
        read_phone=read_line if flow == SET_UP else read_phone,
        values={"open_now": False},
        show_phone=show_phone,
    )


def _flow(house: House, session: Session) -> Flow:
    return house.flows[session.flow]


def _resume(tx: Transaction, house: House, person: Person, stored: Stored, heard: Heard) -> list[Outgoing]:
    turn = engine.resume(
        _flow(house, stored.session), stored.session, heard, facts(house, person, stored.session.flow)
    )
    return _take_turn(tx, house, person, stored, turn)


def _take_turn(
    tx: Transaction, house: House, person: Person, stored: Stored | None, turn: Turn
) -> list[Outgoing]:
    before = stored.session if stored else None
    stored = _keep(tx, person, stored, turn)
    values, staff = _carry_out(tx, house, person, stored, turn)
    if before is not None and turn.session != before and not staff:
        staff = deeds.grow(tx, house, stored)
    shown = _show(house, person, stored, before, turn, provided(tx, house) | values)
    _forget(tx, stored, turn.session)
    if any(isinstance(effect, Restart) for effect in turn.effects):
        return [*shown, *staff, *begin(tx, house, person, turn.session.flow)]
    return [*shown, *staff]


def _keep(tx: Transaction, person: Person, stored: Stored | None, turn: Turn) -> Stored:
    if stored is None:
        return sessions.open_one(tx, person.id, turn.session)
    if turn.asks is not None or turn.session != stored.session:
        sessions.save(tx, stored.id, turn.session)
    return replace(stored, session=turn.session)


def _forget(tx: Transaction, stored: Stored, session: Session) -> None:
    """A session that ended without being sent leaves no words."""
    if session.outcome in ERASED:
        files.erase(tx, stored.id)
        sessions.erase(tx, stored.id, session.outcome)


def _carry_out(
    tx: Transaction, house: House, person: Person, stored: Stored, turn: Turn
) -> tuple[dict[str, Value], list[Outgoing]]:
    values: dict[str, Value] = {}
    outgoing: list[Outgoing] = []
    for effect in turn.effects:
        match effect:
            case Submit():
                done = deeds.perform(tx, house, person, stored, effect.deed, effect.inputs)
            case Handoff():
                done = deeds.perform(tx, house, person, stored, effect.who, {})
            case Consent():
                _record(tx, house, person, stored, effect)
                continue
            case Erase():
                files.erase(tx, stored.id)
                continue
            case Restart():
                continue
        values |= done.gives
        outgoing += done.outgoing
    return values, outgoing


def _record(tx: Transaction, house: House, person: Person, stored: Stored, consent: Consent) -> None:
    language = person.language or AUTHORITY
    consents.record(
        tx,
        person.id,
        stored.id,
        consent.purpose,
        given=consent.given,
        text_key=consent.text.key,
        text_digest=house.texts.digest(consent.text, language),
        language=language,
    )


def _show(
    house: House,
    person: Person,
    stored: Stored,
    before: Session | None,
    turn: Turn,
    values: Mapping[str, Value],
) -> list[Outgoing]:
    says = tuple(_filled(said, values) for said in turn.says)
    settle = before is not None and _shares(house, before) and not _asks_to_share(turn.asks)
    settle = settle and (turn.asks is not None or bool(says))
    if turn.asks is None:
        if not says:
            return []
        last = Message(person.chat, says, () if settle else _after(turn.session), settle=settle)
        return [last]
    question = _question(person, stored, turn.asks, values)
    if settle:
        return [Message(person.chat, says or (_settled(before, turn.session),), settle=True), question]
    return [replace(question, says=(*says, *question.says))]


def _settled(before: Session | None, after: Session) -> Text:
    """Something must be said with which the channel's own keyboard goes away."""
    answered = before is not None and len(answers(after)) > len(answers(before))
    return text("talk.noted") if answered else text("talk.back")


def _after(session: Session) -> Rows:
    """When the conversation is over its beginning stays one press away."""
    if session.flow != INTAKE or not session.outcome:
        return ()
    return NEW


def _question(person: Person, stored: Stored, asks: Question, values: Mapping[str, Value]) -> Message:
    rows: list[tuple[Button, ...]] = []
    tail: list[Button] = []
    for index, choice in enumerate(asks.choices):
        token = f"f:{stored.id}.{stored.session.turn}.{index}"
        button = Button(
            _filled(choice.label, values), token, choice.icon, choice.number, choice.share is not None
        )
        if choice.number is None:
            tail.append(button)
        else:
            rows.append((button,))
    buttons = (*rows, tuple(tail)) if tail else tuple(rows)
    share = next((choice.share for choice in asks.choices if choice.share), None)
    return Message(
        person.chat,
        tuple(_filled(part, values) for part in asks.text),
        buttons,
        share=share,
        priority=Priority.REPLY,
    )


def _filled(said: Text, values: Mapping[str, Value]) -> Text:
    return Text(said.key, {**values, **said.values})


def _shares(house: House, session: Session) -> bool:
    """Did the question before show the channel's own keyboard, which must go away now?"""
    step = _flow(house, session).steps.get(session.screen.step)
    options: Iterable[object] = getattr(step, "options", ())
    return any(getattr(option, "share", None) for option in options)


def _asks_to_share(asks: Question | None) -> bool:
    return asks is not None and any(choice.share for choice in asks.choices)


def _answer(person: Person, press_id: str, key: str) -> PressAnswer:
    return PressAnswer(person.chat, press_id, text(key))
