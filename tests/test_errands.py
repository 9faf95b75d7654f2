"""What the command line asks of an installation: the flows that run, into a folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from shipped import FLOWS, shipped

from bot.__main__ import main
from bot.library import Library
from bot.store import releases
from bot.store.database import Transaction, open_database


async def _published(folder: Path) -> None:
    """An installation in which one file was changed in the chat."""
    database = await open_database(
        f"sqlite:///{folder / 'hoaban.db'}", folder / "secret.key", lambda: 1_790_000_000_000
    )

    def work(tx: Transaction) -> None:
        Library(lambda _: shipped()).open(tx, shipped())
        files = {**shipped().files, "money.yaml": b"spec: 1\n"}
        releases.add(tx, files, {}, origin=releases.FROM_CHAT)

    await database.transact(work)
    await database.close()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


async def test_the_flows_that_run_are_written_where_they_differ(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await _published(installed)
    out = installed / "out"

    def export() -> list[str]:
        assert main(["flows", "--export", str(out)]) == 0
        return capsys.readouterr().out.split()

    assert len(await asyncio.to_thread(export)) == len(shipped().files)
    assert (out / "money.yaml").read_bytes() == b"spec: 1\n"
    assert (out / "parts" / "earlier.yaml").read_bytes() == (FLOWS / "parts" / "earlier.yaml").read_bytes()
    (out / "money.yaml").write_text("other")
    assert await asyncio.to_thread(export) == [str(out / "money.yaml")]


def test_without_a_database_it_is_said(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "--export", str(installed / "out")]) == 2
    assert "There is no database" in capsys.readouterr().err
