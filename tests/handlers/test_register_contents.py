"""The sheet of the Ministry's report: sums by office that agree with the whole, and of what is sensitive no small number."""

from __future__ import annotations

import random
from datetime import date
from functools import partial
from typing import Final

import pytest

from bot.app import furnish, load_all
from bot.documents.shapes import Sheet
from bot.domain.calendar import DAY_MS
from bot.domain.publishing import SMALLEST
from bot.domain.register import Case, Counted, Part
from bot.domain.reporting_period import Period
from bot.handlers.house import House
from bot.handlers.register_contents import Register, sheet
from bot.settings import Settings

HALF: Final = Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def house() -> House:
    return furnish(Settings(""), load_all(Settings("")), "hoaban_bot")


def some(chance: random.Random) -> Case:
    accepted = HALF.start_ms + chance.randrange(-60, 180) * DAY_MS
    over = chance.choice((None, accepted + chance.randrange(90) * DAY_MS))
    return Case(
        chance.choice(("all", "muong_nhe")),
        chance.choice(("land", "family", "sensitive")),
        chance.choice((None, "advice", "proceedings")),
        chance.choice(((), ("2017:7.2",), ("2017:7.2", "2017:7.6"))),
        Counted(chance.choice((None, "woman", "man")), chance.choice((None, True, True, False))),
        accepted_at=accepted,
        over_at=over,
        how=None if over is None else Part.ENDED,
    )


def shown(house: House, cases: list[Case], simple: list[str]) -> Sheet:
    return sheet(house, Register(cases, simple, HALF), partial(house.texts.say, language="vi"))


def test_the_offices_add_up_to_the_whole(house: House) -> None:
    chance = random.Random(5)
    refused = Case("all", "land", refused_at=HALF.start_ms, ground="2017:30.3.a")
    found = shown(house, [some(chance) for _ in range(120)] + [refused], ["all", "all", "muong_nhe"])
    assert len(found.header) == 5
    by_office = [row for row in found.rows if len(row) == 5]
    assert {row[0] for row in by_office} == {
        "Vụ việc", "Việc", "Không thụ lý vì", "Thụ lý, theo hình thức", "Thụ lý, theo lĩnh vực", "Thụ lý, theo giới"
    }  # fmt: skip
    for _, _, total, *offices in by_office:
        assert total == sum(offices)  # type: ignore[arg-type]
    accepted = next(row[2] for row in by_office if row[1] == "thụ lý trong kỳ")
    for group in ("hình thức", "lĩnh vực", "giới"):
        assert sum(row[2] for row in by_office if row[0] == f"Thụ lý, theo {group}") == accepted  # type: ignore[misc]


def test_of_what_is_sensitive_no_small_number_is_told_and_none_by_office(house: House) -> None:
    few = [
        Case("all", "land", "advice", ("2017:7.8",), Counted("woman", n < 2), accepted_at=HALF.start_ms)
        for n in range(SMALLEST - 1)
    ]
    many = [
        Case("all", "land", "advice", ("2017:7.2",), Counted("man", minority=True), accepted_at=HALF.start_ms)
        for _ in range(9)
    ]
    found = shown(house, few + many, ["muong_nhe"])
    told = [row for row in found.rows if row[0] in ("Thụ lý, theo diện", "Thụ lý, người dân tộc thiểu số")]
    assert {len(row) for row in told} == {3}
    assert [row[2] for row in told if row[0] == "Thụ lý, theo diện"] == [9]
    assert all(row[2] >= SMALLEST for row in told)  # type: ignore[operator]


def test_it_says_that_it_is_a_draft(house: House) -> None:
    [*_, title, draft, _] = shown(house, [], []).rows
    assert title[0] == "Báo cáo vụ việc 01/01/2026 – 30/06/2026"
    assert "Bản nháp" in str(draft[0])
    assert shown(house, [], []).header == ("Đếm theo", "Mục", "Cả Trung tâm")
