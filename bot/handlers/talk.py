"""Leads a person through a flow: what was said, sent, pressed or edited goes to the session that it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.chat import (
    File,
    KeptFile,
    Message,
    Outgoing,
    PressAnswer,
    Refused,
    Said,
    SentFile,
    SharedLocation,
    SharedPhone,
    Text,
    What,
    text,
)
from bot.flow import engine
from bot.flow.model import ChoiceStep
from bot.flow.session import answers, asides, with_aside
from bot.flow.turn import Facts, Filed, Heard, Press
from bot.flow.waiting import PRESS_LASTS
from bot.handlers import turns, wishes
from bot.handlers.facts import facts
from bot.handlers.house import INTAKE, House, flow_of
from bot.handlers.showing import NEW
from bot.store import files, requests, sessions
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored

TOKEN: Final = re.compile(r"(\d{1,18})\.(\d{1,9})\.(\d{1,4})")
LARGEST: Final = 20 * 1024 * 1024
"""Bytes."""
DAY_MS: Final = int(PRESS_LASTS.total_seconds() * 1000)


def hear(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, heard: Heard, message: str = ""
) -> list[Outgoing]:
    """Something was said; with no session ``on_top``, one begins and keeps the words. ``message`` names it."""
    stored, lead = _present(tx, house, person, on_top)
    return _resume(tx, house, person, stored, heard, message, lead)


def _present(
    tx: Transaction, house: House, person: Person, on_top: Stored | None
) -> tuple[Stored, tuple[Text, ...]]:
    """The open session, or one that begins now, with the words that lead into it."""
    if on_top is not None:
        return on_top, ()
    flow = house.flows[INTAKE]
    begun = engine.start(flow, facts(tx, house, person, flow))
    return turns.opened(tx, house, person, begun.session), begun.says


def amend(tx: Transaction, house: House, person: Person, words: str, message: str) -> list[Outgoing] | None:
    """A message was edited: the answer it gave is changed, or its words are added to what was said.

    None where no conversation is open that could keep them.
    """
    for stored in sessions.open_ones(tx, person.id):
        flow = flow_of(house, stored.session)
        turn = engine.amend(flow, stored.session, Said(words), facts(tx, house, person, flow), message)
        if turn is not None:
            _uncovered(tx, person, stored.id, stored.session.turn)
            return turns.take(tx, house, person, stored, turn)
    if (told := wishes.mend_withheld(tx, person, message, words)) is not None:
        return told
    keeper = turns.keeper(tx, house, person)
    return None if keeper is None else _keep_aside(tx, house, person, keeper, words)


def _keep_aside(tx: Transaction, house: House, person: Person, keeper: Stored, words: str) -> list[Outgoing]:
    """Keep words that answer nothing (a corrected message), say so, and ask again."""
    session = with_aside(keeper.session, keeper.session.screen.step, {"text": words, "files": []})
    told = turns.keep_said(tx, house, keeper, session)
    kept = text("apart.edit_kept" if flow_of(house, session).apart else "talk.edit_kept")
    return [Message(person.chat, (kept,)), *turns.ask_again(tx, house, person), *told]


def is_beside(tx: Transaction, house: House, person: Person, stored: Stored, what: What) -> bool:
    """Would this answer nothing of a conversation that has only begun, or that only offers choices after sending?

    The same where a flow that tells of something stands alone; on top of a draft, the draft keeps it. What is said apart
    stays there.
    """
    session = stored.session
    if flow_of(house, session).apart:
        return False
    looking = flow_of(house, session).beside is not None
    if looking and turns.keeper(tx, house, person) is not None:
        return False
    begun = looking or (session.flow == INTAKE and not answers(session))
    waiting = flow_of(house, session).steps.get(session.screen.step)
    sent = isinstance(waiting, ChoiceStep) and requests.by_session(tx, stored.id) is not None
    if begun and not isinstance(what, Said):
        return True
    if sent and isinstance(what, SharedPhone | SharedLocation):
        return True
    if not (begun or sent) or not isinstance(what, Said | SentFile):
        return False
    heard = what if isinstance(what, Said) else Filed(0, what.file.kind, what.caption)
    turn = engine.resume(flow_of(house, session), session, heard, _facts(tx, house, person, stored))
    return len(asides(turn.session)) > len(asides(session))


def press(tx: Transaction, house: House, person: Person, token: str, press_id: str) -> list[Outgoing]:
    """A button of a question: of the present one, of an earlier one, or of a session that is over."""
    found = TOKEN.fullmatch(token)
    if found is None:
        raise Refused(text("press.old"))
    if person.left:  # pressed twice in haste: after the quick exit nothing comes
        return [PressAnswer(person.chat, press_id)]
    session, turn, index = (int(part) for part in found.groups())
    stored = _uncovered(tx, person, session, turn)
    if stored is None:
        return _press_after_the_end(tx, person, session, turn, press_id)
    if stored.id != session or tx.now - stored.asked_at > DAY_MS:
        return [_answer(person, press_id, "press.old"), *turns.recap(tx, house, person)]
    flow = flow_of(house, stored.session)
    outcome = engine.resume(
        flow,
        stored.session,
        Press(turn, index),
        facts(tx, house, person, flow),
        onto=turns.onto(tx, house, stored.session),
    )
    said = turns.take(tx, house, person, stored, outcome)
    return [PressAnswer(person.chat, press_id, outcome.notice), *said]


def _uncovered(tx: Transaction, person: Person, session: int, turn: int) -> Stored | None:
    """The open session that a press is for: what was opened on top of it is closed. Else the one on top.

    A press on an earlier question than the present one of that session closes nothing.
    """
    open_ones = sessions.open_ones(tx, person.id)
    beneath = next((stored for stored in open_ones if stored.id == session), None)
    if beneath is None:
        return open_ones[0] if open_ones else None
    if beneath.session.turn != turn:
        return beneath
    for stored in open_ones[: open_ones.index(beneath)]:
        sessions.erase(tx, stored.id, "left")
    return beneath


def _press_after_the_end(
    tx: Transaction, person: Person, session: int, turn: int, press_id: str
) -> list[Outgoing]:
    """The last question's button pressed twice was noted; any other of a finished conversation is old."""
    end = sessions.ended(tx, person.id, session)
    if end and end.session.turn == turn and tx.now - end.asked_at < DAY_MS:
        return [_answer(person, press_id, "press.noted")]
    return [_answer(person, press_id, "press.old"), Message(person.chat, (text("press.begin"),), NEW)]


def keep_file(
    tx: Transaction, chat: int, file: File, *, session: int | None = None, request: int | None = None
) -> KeptFile:
    """Have a file fetched soon; raises Refused for one that Telegram does not give to a bot."""
    if file.size is not None and file.size > LARGEST:
        raise Refused(text("file.too_big"))
    return KeptFile(files.want(tx, chat, session, file, request), file.kind)


def hear_file(
    tx: Transaction, house: House, person: Person, on_top: Stored | None, sent: SentFile, message: str
) -> list[Outgoing]:
    """A file for the present conversation; with none open, one begins."""
    stored, lead = _present(tx, house, person, on_top)
    keeper = turns.keeper(tx, house, person) or stored
    file = keep_file(tx, person.chat, sent.file, session=keeper.id)
    filed = Filed(file.id, file.kind, sent.caption, sent.album or "")
    return _resume(tx, house, person, stored, filed, message, lead)


def _resume(
    tx: Transaction,
    house: House,
    person: Person,
    stored: Stored,
    heard: Heard,
    message: str,
    lead: tuple[Text, ...],
) -> list[Outgoing]:
    told = _facts(tx, house, person, stored)
    flow, newer = flow_of(house, stored.session), turns.onto(tx, house, stored.session)
    turn = engine.resume(flow, stored.session, heard, told, message, newer)
    turn, grown = turns.hand_down(tx, house, person, stored, turn)
    if turn.session.outcome != "left":  # who leaves quickly sees nothing of us
        turn = replace(turn, says=(*lead, *turn.says))
    return [*turns.take(tx, house, person, stored, turn), *grown]


def _facts(tx: Transaction, house: House, person: Person, stored: Stored) -> Facts:
    return facts(tx, house, person, flow_of(house, stored.session), stored.asked_at)


def _answer(person: Person, press_id: str, key: str) -> PressAnswer:
    return PressAnswer(person.chat, press_id, text(key))
