"""What the Centre set about itself in the chat: its phone, the staff group and how its topics part it, where to go in a flood;
and the day of the last night on which what had its time was let go. Sealed like all else."""

from __future__ import annotations

from typing import Final

from bot.store.database import Transaction

ROWS: Final = {
    "hotline": 1,
    "staff_chat": 2,
    "shelter": 3,
    "retention": 4,
    "topics": 5,
    "totp_step": 6,
    "desk_work": 7,
}
"""A fixed row number for each name, which the sealing is bound to."""


def get(tx: Transaction, name: str) -> str | None:
    """A setting of the Centre, None until it is set."""
    row = tx.one("SELECT value FROM centre WHERE name = :name", name=name)
    return tx.open("centre", "value", ROWS[name], row["value"]) if row else None


def put(tx: Transaction, name: str, value: str) -> None:
    """Set it."""
    tx.run(
        "INSERT INTO centre (name, row, value) VALUES (:name, :row, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = :value",
        name=name,
        row=ROWS[name],
        value=tx.seal("centre", "value", ROWS[name], value),
    )


def staff_chat(tx: Transaction) -> int | None:
    """The row of the officers' group, None where there is none."""
    value = get(tx, "staff_chat")
    return int(value) if value else None


def clear(tx: Transaction, name: str) -> None:
    """Unset it."""
    tx.run("DELETE FROM centre WHERE name = :name", name=name)
