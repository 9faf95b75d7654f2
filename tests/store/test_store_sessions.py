"""Sessions: one open one a person, and none that holds its person fast."""

from __future__ import annotations

import pytest

from bot.flow.session import Session
from bot.store import people, sessions
from bot.store.database import Database, Transaction


async def test_a_session_that_does_not_open_is_closed_so_that_the_person_can_begin_anew(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def spoil(tx: Transaction) -> int:
        person = people.meet(tx, "telegram:7", "Vàng Thị Sua").id
        stored = sessions.open_one(tx, person, Session("legal_aid", "v1"))
        tx.run("UPDATE sessions SET body = :body WHERE id = :id", body=b"\x01spoilt", id=stored.id)
        return person

    person = await database.transact(spoil)

    assert await database.transact(lambda tx: sessions.current(tx, person)) is None
    again = await database.transact(lambda tx: sessions.open_one(tx, person, Session("legal_aid", "v1")))
    assert (await database.transact(lambda tx: sessions.current(tx, person))) == again
    assert "does not open" in caplog.text
