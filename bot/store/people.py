"""People as we meet them: one private chat each, a name as the channel tells it, a language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat import Address
from bot.store.chats import chat_of
from bot.store.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Person:
    """``language`` is None until it was chosen."""

    id: int
    chat: int
    language: str | None


def meet(tx: Transaction, address: Address, name: str) -> Person:
    """The person behind a private chat, made on first sight."""
    chat = chat_of(tx, address)
    if found := of_chat(tx, chat):
        return found
    new = tx.new_id("people")
    tx.run(
        "INSERT INTO people (id, chat, name, created_at) VALUES (:id, :chat, :name, :now)",
        id=new,
        chat=chat,
        name=tx.seal("people", "name", new, name),
        now=tx.now,
    )
    return Person(new, chat, None)


def of_chat(tx: Transaction, chat: int) -> Person | None:
    """Whose private chat this is."""
    row = tx.one("SELECT id, chat, language FROM people WHERE chat = :chat", chat=chat)
    return _person(row) if row else None


def load(tx: Transaction, person: int) -> Person:
    """A person by row."""
    return _person(tx.only("SELECT id, chat, language FROM people WHERE id = :person", person=person))


def set_language(tx: Transaction, person: int, language: str) -> None:
    """The one owner of a person's language."""
    tx.run("UPDATE people SET language = :language WHERE id = :person", language=language, person=person)


def _person(row: Row) -> Person:
    return Person(row["id"], row["chat"], row["language"])


def name(tx: Transaction, person: int) -> str:
    """The name as the channel told it."""
    row = tx.only("SELECT name FROM people WHERE id = :person", person=person)
    return tx.open("people", "name", person, row["name"])
