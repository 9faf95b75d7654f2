"""Messages of talks that stand apart, edited after their end: they must reach nobody but those the talk was for."""

from __future__ import annotations

from bot.chat import Message, Outgoing, text
from bot.flow.words import clean
from bot.handlers.complaints import tell_heads
from bot.handlers.house import House
from bot.store import complaints, sessions, surveys
from bot.store.database import Transaction
from bot.store.people import Person


def mended(tx: Transaction, house: House, person: Person, words: str, message: str) -> list[Outgoing] | None:
    """What was told apart grows by the new words; None where the message belongs to no such talk that is over."""
    flows = {id_ for id_, flow in house.flows.items() if flow.apart}
    session = sessions.told_in(tx, person.id, flows, message)
    if session is None:
        return None
    words, made = clean(words), complaints.by_session(tx, session)
    if not words:
        return []
    if made is None:
        surveys.mend(tx, session, words)
        return [Message(person.chat, (text("apart.edited"),))]
    complaints.add_words(tx, made, words)
    told = tell_heads(tx, text("charge.grew", row=made.id), made)
    return [Message(person.chat, (text("apart.edit_kept"),)), *told]
