"""Sealed values open in their own place, with their own key, and nowhere else."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.sealing import KeyProblem, Sealing, load_keys, read_keys
from bot.store.vault import Vault

OLD = "1 " + base64.b64encode(b"a" * 32).decode()
NEW = "2 " + base64.b64encode(b"b" * 32).decode()


@pytest.fixture
def sealing() -> Sealing:
    return read_keys(OLD)


@given(words=st.text())
def test_words_open_as_they_were_sealed(words: str) -> None:
    sealing = read_keys(OLD)
    if any("\ud800" <= letter <= "\udfff" for letter in words):
        return
    sealed = sealing.seal("people", "name", 7, words)
    assert sealing.open("people", "name", 7, sealed) == words
    assert len(words) < 4 or words.encode() not in sealed


def test_equal_words_look_different(sealing: Sealing) -> None:
    assert sealing.seal("people", "name", 7, "Lò") != sealing.seal("people", "name", 7, "Lò")


@pytest.mark.parametrize("place", [("people", "name", 8), ("people", "story", 7), ("staff", "name", 7)])
def test_a_moved_value_does_not_open(sealing: Sealing, place: tuple[str, str, int]) -> None:
    sealed = sealing.seal("people", "name", 7, "Lò Thị Hoa")
    with pytest.raises(KeyProblem, match="wrong key or moved data"):
        sealing.open(*place, sealed)


@pytest.mark.parametrize("change", [b"", b"\x01", b"\x01" + b"x" * 40, b"\x09" + b"x" * 40])
def test_a_broken_value_does_not_open(sealing: Sealing, change: bytes) -> None:
    with pytest.raises(KeyProblem):
        sealing.open("people", "name", 7, change)


def test_after_a_rotation_the_old_opens_and_the_new_seals(sealing: Sealing) -> None:
    sealed = sealing.seal("people", "name", 7, "Lò Thị Hoa")
    rotated = read_keys(f"# keys\n{OLD}\n\n{NEW}\n")
    assert rotated.open("people", "name", 7, sealed) == "Lò Thị Hoa"
    fresh = rotated.seal("people", "name", 7, "Lò Thị Hoa")
    assert (sealed[0], fresh[0]) == (1, 2)
    assert rotated.digest("phone", "+84912345678") == sealing.digest("phone", "+84912345678")
    with pytest.raises(KeyProblem, match="which the key file lacks"):
        sealing.open("people", "name", 7, fresh)


def test_digests_find_equal_words_of_one_purpose_and_need_the_key(sealing: Sealing) -> None:
    assert sealing.digest("phone", "0912") == sealing.digest("phone", b"0912")
    assert sealing.digest("phone", "0912") != sealing.digest("address", "0912")
    assert sealing.digest("phone", "0912") != read_keys(NEW).digest("phone", "0912")


@pytest.mark.parametrize(
    "text", ["", "# nothing", "1 c2hvcnQ=", "one " + OLD[2:], "1 !!!", "0 " + OLD[2:], "256 " + OLD[2:]]
)
def test_a_key_file_that_cannot_serve_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "secret.key"
    file.write_text(text)
    with pytest.raises(KeyProblem, match="cannot be read"):
        load_keys(file, may_create=True)


def test_a_new_key_is_made_for_the_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "secret.key"
    made = load_keys(file, may_create=True)
    assert file.stat().st_mode & 0o777 == 0o600
    again = load_keys(file, may_create=False)
    assert again.open("a", "b", 1, made.seal("a", "b", 1, "ơn")) == "ơn"


def test_the_vault_keeps_equal_content_once_sealed_and_gives_it_back(
    tmp_path: Path, sealing: Sealing
) -> None:
    vault = Vault(tmp_path, sealing)
    content = "Giấy mời của công an xã".encode() * 50
    digest = vault.keep(content)
    assert vault.keep(content) == digest
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "Giấy mời".encode() not in file.read_bytes()
    assert vault.read(digest) == content
    vault.delete(digest)
    vault.delete(digest)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


async def test_equal_content_can_be_kept_by_many_at_once(tmp_path: Path, sealing: Sealing) -> None:
    vault = Vault(tmp_path, sealing)
    content = b"x" * 200_000
    for _ in range(20):
        digests = await asyncio.gather(*(asyncio.to_thread(vault.keep, content) for _ in range(4)))
        assert len(set(digests)) == 1
        assert vault.read(digests[0]) == content
        vault.delete(digests[0])
