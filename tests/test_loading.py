"""Loading: the shipped folders are whole, and what is wrong with others is listed instead of raised."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.loading import load
from bot.settings import SHIPPED

FOLDERS = ("flows", "locales", "province")


@pytest.fixture
def copy(tmp_path: Path) -> dict[str, Path]:
    """The shipped folders, to be broken."""
    return {name: Path(shutil.copytree(SHIPPED / name, tmp_path / name)) for name in FOLDERS}


def errors(copy: dict[str, Path]) -> str:
    return "\n".join(load(copy["flows"], copy["locales"], copy["province"]).errors)


def test_what_is_shipped_loads_whole() -> None:
    loaded = load(*(SHIPPED / name for name in FOLDERS))

    assert loaded.errors == ()
    assert set(loaded.flows) == {
        "legal_aid",
        "status",
        "settings",
        "contacts",
        "rights",
        "set_up",
        "invite",
    }
    assert loaded.texts is not None
    assert loaded.contacts is not None
    assert loaded.gazetteer is not None
    assert loaded.routing is not None
    assert loaded.first_look == ""


@pytest.mark.parametrize(
    "name", ["places.csv", "old_places.csv", "routing.yaml", "contacts.yaml", "promises.yaml"]
)
def test_a_missing_file_of_the_province_is_named(copy: dict[str, Path], name: str) -> None:
    (copy["province"] / name).unlink()

    assert name in errors(copy)


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"a: &a [*a]", b"- x"])
@pytest.mark.parametrize("name", ["routing.yaml", "contacts.yaml", "promises.yaml", "places.csv"])
def test_a_broken_file_of_the_province_is_named(copy: dict[str, Path], name: str, content: bytes) -> None:
    (copy["province"] / name).write_bytes(content)

    assert name in errors(copy)


def test_every_problem_is_listed_at_once(copy: dict[str, Path]) -> None:
    (copy["flows"] / "one.yaml").write_bytes(b"")
    (copy["flows"] / "two.yml").write_bytes(b"spec: 1")
    (copy["province"] / "routing.yaml").write_text("- x")

    found = errors(copy)

    assert all(name in found for name in ("one.yaml:1:", "two.yml:1:", "routing.yaml"))


def test_a_file_that_is_no_flow_is_left_alone(copy: dict[str, Path]) -> None:
    (copy["flows"] / "README.md").write_text("notes")
    (copy["flows"] / "folder.yaml").mkdir()

    assert errors(copy) == ""


def test_a_promise_of_the_centre_is_read(copy: dict[str, Path]) -> None:
    promises = copy["province"] / "promises.yaml"
    promises.write_text(promises.read_text().replace("days: none", 'days: "2"'))

    assert load(copy["flows"], copy["locales"], copy["province"]).first_look == "2"
