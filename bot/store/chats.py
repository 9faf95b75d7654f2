"""Where chats are reached. All else names a chat by its row: addresses identify people and are sealed."""

from __future__ import annotations

from bot.chat import Address
from bot.store.database import Transaction


def chat_of(tx: Transaction, address: Address, *, private: bool = True) -> int:
    """The row of this address, made on first sight."""
    digest = tx.digest("address", address)
    row = tx.one("SELECT id FROM chats WHERE address_digest = :digest", digest=digest)
    if row:
        return int(row["id"])
    new = tx.new_id("chats")
    tx.run(
        "INSERT INTO chats (id, address_digest, address, private) VALUES (:id, :digest, :address, :private)",
        id=new,
        digest=digest,
        address=tx.seal("chats", "address", new, address),
        private=int(private),
    )
    return new


def address_of(tx: Transaction, chat: int) -> Address:
    """Where this chat is reached."""
    row = tx.only("SELECT address FROM chats WHERE id = :chat", chat=chat)
    return tx.open("chats", "address", chat, row["address"])


def move(tx: Transaction, chat: int, address: Address) -> None:
    """The chat goes on under another address (a group became a supergroup).

    The new address may have been heard from already and have a row: what waits there comes here.
    """
    taken = tx.one(
        "SELECT id FROM chats WHERE address_digest = :digest AND id <> :chat",
        digest=tx.digest("address", address),
        chat=chat,
    )
    if taken:
        _give_up(tx, taken["id"], chat)
    tx.run(
        "UPDATE chats SET address_digest = :digest, address = :address WHERE id = :chat",
        digest=tx.digest("address", address),
        address=tx.seal("chats", "address", chat, address),
        chat=chat,
    )


def _give_up(tx: Transaction, row: int, chat: int) -> None:
    """This row is found by its address no more; it keeps it, so that what was decided for it arrives."""
    tx.run("UPDATE inbox SET chat = :chat WHERE chat = :row AND state = 'open'", chat=chat, row=row)
    tx.run(
        "UPDATE chats SET address_digest = :digest WHERE id = :row",
        digest=tx.digest("given up", str(row)),
        row=row,
    )


def set_blocked(tx: Transaction, chat: int, at: int | None) -> None:
    """Note since when we may not write to this chat; None: we may again."""
    tx.run("UPDATE chats SET blocked_at = :at WHERE id = :chat", at=at, chat=chat)


def is_private(tx: Transaction, chat: int) -> bool:
    """Is it one person's chat (a group otherwise)?"""
    row = tx.one("SELECT private FROM chats WHERE id = :chat", chat=chat)
    return bool(row and row["private"])


def is_group(tx: Transaction, chat: int) -> bool:
    """Is it a group that we know?"""
    row = tx.one("SELECT private FROM chats WHERE id = :chat", chat=chat)
    return bool(row and not row["private"])
