"""People as we meet them: one private chat each, a name as the channel tells it, a language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.chat import Address
from bot.domain.contact import Parted
from bot.store.chats import chat_of
from bot.store.database import Transaction
from bot.store.engine import Row


@dataclass(frozen=True, slots=True)
class Person:
    """``language`` is None until it was chosen.

    ``voice``: recordings are played by themselves; ``low_data``: no files unless asked for; ``quiet``: what is said
    says no more than that there is news. ``left``: the quick exit was taken, and nothing is sent until they write.
    ``came_by``: how the Centre knows somebody who has no chat with it: nothing can be sent. ``typed_by``: the row of
    staff who wrote down what such a person said.
    ``reads``: she can read the letters of her language, on this telephone; None while that is asked. If not, Vietnamese is
    shown and her language is spoken.
    ``parted``: whoever holds the chat they wrote from (``parted_from``) is not taken for them any more, and no chat is theirs.
    """

    id: int
    chat: int
    language: str | None
    voice: bool = False
    low_data: bool = False
    quiet: bool = False
    left: bool = False
    came_by: CameBy | None = None
    typed_by: int | None = None
    parted: Parted | None = None
    parted_from: int | None = None
    reads: bool | None = True

    @property
    def reading(self) -> str:
        """The language in which what is written is shown to her."""
        return self.language if self.language and self.reads is not False else SPOKEN

    @property
    def source(self) -> str:
        """How what she asks came to the Centre."""
        return self.came_by or "telegram"

    @property
    def actor(self) -> str:
        """Who acts, in the history, when she answers."""
        return f"staff:{self.typed_by}" if self.typed_by else "citizen"


CameBy: TypeAlias = Literal["counter", "phone", "agency"]
COLUMNS: Final = (
    "id, chat, language, voice, low_data, quiet, left_at, came_by, typed_by, parted_why, parted_from, reads"
)
NOWHERE: Final = "nowhere"
"""Instead of a channel: an address that is none."""
SPOKEN: Final = "vi"
"""The language in which the staff write down what was said."""
SETTINGS: Final = ("voice", "low_data", "quiet")


def meet(tx: Transaction, address: Address, name: str) -> Person:
    """The person behind a private chat, made on first sight."""
    return meet_in(tx, chat_of(tx, address), name)


def meet_in(tx: Transaction, chat: int, name: str) -> Person:
    """The same, where the row of the chat is known."""
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


def write_down(
    tx: Transaction, came_by: CameBy, typed_by: int, name: str = "", language: str | None = None
) -> Person:
    """Somebody who has no chat with us, as this row of staff writes it down. The address reaches nobody."""
    new = tx.new_id("people")
    tx.run(
        "INSERT INTO people (id, chat, name, language, created_at, came_by, typed_by)"
        " VALUES (:id, :chat, :name, :language, :now, :came_by, :typed_by)",
        id=new,
        chat=chat_of(tx, f"{NOWHERE}:{new}"),
        name=tx.seal("people", "name", new, name),
        language=language or SPOKEN,
        now=tx.now,
        came_by=came_by,
        typed_by=typed_by,
    )
    return load(tx, new)


def written_by(tx: Transaction, staff: int) -> Person | None:
    """Whom this row of staff writes down now: a conversation about her is open."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM people WHERE typed_by = :staff"
        " AND EXISTS (SELECT 1 FROM sessions WHERE person = people.id AND outcome = '') ORDER BY id DESC LIMIT 1",
        staff=staff,
    )
    return _person(row) if row else None


def of_session(tx: Transaction, session: int) -> Person | None:
    """Whose conversation this is, or was."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM people WHERE id = (SELECT person FROM sessions WHERE id = :session)",
        session=session,
    )
    return _person(row) if row else None


def of_chat(tx: Transaction, chat: int) -> Person | None:
    """Whose private chat this is."""
    row = tx.one(f"SELECT {COLUMNS} FROM people WHERE chat = :chat", chat=chat)
    return _person(row) if row else None


def load(tx: Transaction, person: int) -> Person:
    """A person by row."""
    return _person(tx.only(f"SELECT {COLUMNS} FROM people WHERE id = :person", person=person))


def set_language(tx: Transaction, person: int, language: str) -> None:
    """The one owner of a person's language."""
    tx.run(
        "UPDATE people SET language = :language, reads = 1 WHERE id = :person",
        language=language,
        person=person,
    )


def set_reads(tx: Transaction, person: int, reads: bool | None) -> None:
    """Can she read the letters of her language? None: she was asked."""
    tx.run(
        "UPDATE people SET reads = :reads WHERE id = :person",
        reads=None if reads is None else int(reads),
        person=person,
    )


def set_setting(tx: Transaction, person: int, name: str, *, on: bool) -> None:
    """Keep one of SETTINGS."""
    assert name in SETTINGS
    tx.run(f"UPDATE people SET {name} = :value WHERE id = :person", value=int(on), person=person)


def set_left(tx: Transaction, person: int, at: int | None) -> None:
    """Note when the quick exit was taken; None: they are back."""
    tx.run("UPDATE people SET left_at = :at WHERE id = :person", at=at, person=person)


def part(tx: Transaction, person: Person, why: Parted) -> None:
    """Whoever writes from this chat from now on is somebody new; all that was asked stays with who asked it.

    By construction nothing of the old can be reached from the chat: it belongs to a person behind another one.
    """
    tx.run(
        "UPDATE people SET chat = :nowhere, parted_from = :chat, parted_why = :why, left_at = :now WHERE id = :id",
        nowhere=chat_of(tx, f"{NOWHERE}:{person.id}"),
        chat=person.chat,
        why=str(why),
        now=tx.now,
        id=person.id,
    )
    new = meet_in(tx, person.chat, name(tx, person.id))
    tx.run(
        "UPDATE people SET language = :language, quiet = :quiet, left_at = :now WHERE id = :id",
        language=person.language if why is Parted.LEFT else None,
        quiet=int(person.quiet),
        now=tx.now,
        id=new.id,
    )
    # Who guesses must not get more tries by it.
    tx.run("UPDATE tries SET person = :new WHERE person = :old", new=new.id, old=person.id)


def disown(tx: Transaction, chat: int) -> None:
    """Whoever holds this chat is none of those who left from it in haste before."""
    why = str(Parted.NOT_ME)
    tx.run("UPDATE people SET parted_why = :why WHERE parted_from = :chat", why=why, chat=chat)


def has_begun(tx: Transaction, person: int) -> bool:
    """Did this person ever say or ask anything here?"""
    row = tx.one(
        "SELECT 1 FROM sessions WHERE person = :person UNION ALL SELECT 1 FROM requests WHERE person = :person LIMIT 1",
        person=person,
    )
    return row is not None


def parted_from(tx: Transaction, chat: int) -> list[Person]:
    """Who wrote from this chat before somebody said or did what parted them from it, the newest first."""
    rows = tx.all(f"SELECT {COLUMNS} FROM people WHERE parted_from = :chat ORDER BY id DESC", chat=chat)
    return [_person(row) for row in rows]


def wrote_at(tx: Transaction, person: int) -> int | None:
    """When the person last said something (ms UTC), in a conversation or about a request."""
    at: int | None = tx.only(
        "SELECT max(at) AS at FROM (SELECT max(asked_at) AS at FROM sessions WHERE person = :person UNION ALL"
        " SELECT max(messages.at) FROM messages JOIN requests ON requests.id = messages.request"
        " WHERE requests.person = :person AND author = 'citizen') AS said",
        person=person,
    )["at"]
    return at


def _person(row: Row) -> Person:
    return Person(
        row["id"],
        row["chat"],
        row["language"],
        bool(row["voice"]),
        bool(row["low_data"]),
        bool(row["quiet"]),
        row["left_at"] is not None,
        row["came_by"],
        row["typed_by"],
        Parted(row["parted_why"]) if row["parted_why"] else None,
        row["parted_from"],
        None if row["reads"] is None else bool(row["reads"]),
    )


def name(tx: Transaction, person: int) -> str:
    """The name as the channel told it; empty when it was deleted."""
    row = tx.only("SELECT name FROM people WHERE id = :person", person=person)
    return tx.open("people", "name", person, row["name"]) if row["name"] is not None else ""
