"""Numbers for those who lead: asked for, answered at once, drawn and written after it, and never with a name in them."""

from __future__ import annotations

import asyncio
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from patience import patiently, until
from PIL import Image
from stage import BEFORE, Stage, number_in

from bot import clerk
from bot.documents import requests_sheet, stats_picture
from bot.domain.reporting_period import Period
from bot.simulator.person import Person
from bot.store import housekeeping, reports, staff
from bot.store.database import Transaction
from bot.store.vault import Vault

STORY = "Nhà bên lấn nương."
PHONE = "0912 345 678"
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "TICK_S", 0.01)


@pytest.fixture
async def asked(house: Stage) -> tuple[Stage, Person, str]:
    """A coordinator, and one request about land that an officer answered."""
    coordinator = await house.hire("Lò Văn Phối", "Điều phối")
    citizen = await house.citizen("Giàng Thị Mỷ")
    await house.press(citizen, *BEFORE["Kể bằng lời, bằng chữ"])
    await house.say(citizen, STORY)
    await house.press(citizen, "Không có giấy")
    await house.say(citizen, "bản Huổi Lóng xã Na Sang", "1", PHONE)
    await house.press(citizen, "Chỉ mình dùng")
    await house.say(citizen, "Mỷ")
    await house.press(citizen, "Gửi")
    number = number_in(house.heard(citizen))
    house.advance(hours=1)
    await house.say(coordinator, f"/nhan {number}", f"/traloi {number} Mai tôi lên xã.")
    return house, coordinator, number


def cells(content: bytes | None) -> list[list[Any]]:
    assert content is not None
    book = load_workbook(BytesIO(content))
    return [list(row) for page in book for row in page.iter_rows(values_only=True)]


def files_of(who: Person) -> list[Any]:
    return [message for message in who.from_bot if message.file is not None]


async def end_of_service(house: Stage, name: str) -> None:
    def end(tx: Transaction) -> None:
        [officer] = [one for one in staff.active(tx) if one.name == name]
        tx.run("UPDATE staff SET until = :now WHERE id = :id", now=tx.now, id=officer.id)

    await house.read(end)


async def being_made(who: Person, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """An export is asked for, and its making has begun; it goes on when the event is set."""
    begun, go_on = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(*given: object) -> bytes:
        loop.call_soon_threadsafe(begun.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        return b"a workbook"

    monkeypatch.setattr(requests_sheet, "workbook", slowly)
    who.send("/xuat")
    await begun.wait()
    return go_on


# --- numbers and their picture ---------------------------------------------------------------


@pytest.mark.parametrize("command", ["/thongke", "/stats", "thống kê"])
async def test_the_numbers_come_at_once_and_the_picture_after_them(
    asked: tuple[Stage, Person, str], command: str
) -> None:
    house, coordinator, _ = asked
    before = len(coordinator.from_bot)

    await house.say(coordinator, command)

    words, picture = coordinator.from_bot[before:]
    assert "Nhận 1 việc, khẩn 0 (0%)." in words.text
    assert (
        "Nay: đã nhận, chờ cán bộ: 0 · cán bộ đang xem: 0 · cán bộ đã trả lời: 1 · đã xong: 0." in words.text
    )
    assert "Lĩnh vực: Đất, nhà, rừng: 1." in words.text
    assert "Nơi ở (không kể việc nhạy cảm): Xã Na Sang: 1." in words.text
    assert house.says("stats.expected") in words.text
    assert picture.file is not None
    assert picture.file.content is not None
    with Image.open(BytesIO(picture.file.content)) as image:
        assert image.width == stats_picture.WIDTH
    assert picture.text.startswith("Số liệu 01/")


async def test_closed_requests_are_told_by_how_they_ended(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, number = asked
    await house.say(coordinator, f"/dong {number}")
    await house.press(coordinator, "Đã trả lời xong")

    await house.say(coordinator, "/thongke")

    words = house.all_heard(coordinator)
    assert "Kết quả các việc đã đóng: Đã trả lời xong: 1." in words
    assert "Đến lúc đóng (1 việc): nửa số trong 1 ngày, chín phần mười trong 1 ngày." in words


async def test_sensitive_requests_are_a_sum_without_a_commune(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked
    danger = await house.citizen("Bà Con Khẩn")
    await house.press(danger, "Đang nguy hiểm", "Chỉ nhắn")

    await house.say(coordinator, "/thongke", "/xuat")

    words = house.all_heard(coordinator)
    assert "Lĩnh vực: Đất, nhà, rừng: 1 · Việc nhạy cảm: 1." in words
    assert "Nơi ở (không kể việc nhạy cảm): Xã Na Sang: 1." in words
    rows = cells(files_of(coordinator)[-1].file.content)
    [sensitive] = [row for row in rows if "Việc nhạy cảm" in row[:6] and len(row) > 5 and row[4]]
    assert sensitive[5] == house.says("sheet.hidden")


async def test_a_period_without_requests_is_said_and_nothing_is_drawn(
    asked: tuple[Stage, Person, str],
) -> None:
    house, coordinator, _ = asked

    for command in ("/thongke 2020", "/xuat 2020"):
        await house.say(coordinator, command)
        assert house.heard(coordinator) == "Từ 01/01/2020 đến 31/12/2020 chưa có việc nào."

    assert files_of(coordinator) == []


@pytest.mark.parametrize("command", ["/thongke", "/xuat"])
@pytest.mark.parametrize("words", ["13/2026", "tháng trước", "quý 5/2026", "15/11/2026-1/11/2026", "=1+1"])
async def test_a_period_that_is_none_is_said_and_changes_nothing(
    asked: tuple[Stage, Person, str], command: str, words: str
) -> None:
    house, coordinator, _ = asked
    before = await house.state()

    await house.say(coordinator, f"{command} {words}")

    assert house.heard(coordinator) == house.says("period.unknown")
    assert await house.state() == before


@pytest.mark.parametrize("role", ["Cán bộ trợ giúp", "Quản trị"])
@pytest.mark.parametrize("command", ["/thongke", "/xuat"])
async def test_others_of_the_staff_are_refused(house: Stage, role: str, command: str) -> None:
    other = await house.hire("Cà Văn Minh", role)
    before = await house.state()

    await house.say(other, command)

    assert house.heard(other) == house.says("staff.other_role", role=role.lower())
    assert await house.state() == before


async def test_a_citizen_is_refused(house: Stage) -> None:
    citizen = await house.citizen()

    await house.say(citizen, "/xuat")

    assert house.heard(citizen) == house.says("staff.only")


async def test_the_commands_are_told_to_those_who_may(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked
    officer = await house.hire("Cà Văn Minh")

    await house.say(coordinator, "/lenh")
    await house.say(officer, "/lenh")

    assert "/thongke" in house.heard(coordinator)
    assert "/xuat" in house.heard(coordinator)
    assert "/thongke" not in house.heard(officer)


# --- the workbook ----------------------------------------------------------------------------


async def test_the_workbook_has_a_row_a_request_and_nothing_of_people(
    asked: tuple[Stage, Person, str],
) -> None:
    house, coordinator, number = asked
    await house.say(coordinator, "/xuat")

    [sent] = files_of(coordinator)
    assert sent.file.name.endswith(".xlsx")
    header, row, *sums = cells(sent.file.content)
    assert header[0] == "Số"
    assert (row[0], row[4], row[5]) == (number, "Đất, nhà, rừng", "Xã Na Sang")
    assert row[1] is not None
    assert row[8] == "cán bộ đã trả lời"
    assert ["Nhận", None, 1] in [line[:3] for line in sums]
    everything = " ".join(str(cell) for line in (header, row, *sums) for cell in line)
    for private in (STORY, "lấn", "Giàng", "Mỷ", "Phối", "Lò", "Huổi Lóng", PHONE, "Mai tôi"):
        assert private not in everything
    assert "Đừng chuyển ra ngoài" in sent.text


async def test_each_export_is_noted(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked

    await house.say(coordinator, "/xuat")

    [noted] = await house.rows("SELECT person, details FROM audit WHERE what = 'export'")
    assert noted["person"]
    assert noted["details"].count("/") == 1


async def test_a_branch_sees_its_own(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked
    await house.read(lambda tx: tx.run("UPDATE staff SET branch = 'far' WHERE role = 'coordinator'"))

    await house.say(coordinator, "/thongke")

    assert "chưa có việc nào" in house.heard(coordinator)


# --- what comes between ----------------------------------------------------------------------


async def test_whoever_left_while_it_was_made_gets_nothing(
    asked: tuple[Stage, Person, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, coordinator, _ = asked
    go_on = await being_made(coordinator, monkeypatch)
    await end_of_service(house, "Lò Văn Phối")
    go_on.set()
    await house.idle()

    assert files_of(coordinator) == []
    assert await house.rows("SELECT id FROM reports") == []
    assert await house.rows("SELECT id FROM files WHERE state = 'kept'") == []


async def test_what_a_crash_left_half_made_is_made_again(
    asked: tuple[Stage, Person, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, coordinator, _ = asked
    begun = asyncio.Event()

    async def dies(*given: object) -> None:
        begun.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as dying:
        dying.setattr(clerk.Clerk, "_make", dies)
        coordinator.send("/xuat")
        await begun.wait()
        await house.restart()
    await house.idle()

    assert len(files_of(coordinator)) == 1
    assert await house.rows("SELECT state, starts FROM reports") == [{"state": "made", "starts": 2}]


async def test_what_crashed_three_times_is_given_up_and_said(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked

    def left_over(tx: Transaction) -> None:
        [officer] = staff.active(tx, roles=("coordinator",))
        reports.want(tx, "sheet", officer.chat, officer.person, NOVEMBER, officer.branch)
        tx.run("UPDATE reports SET starts = :starts", starts=reports.STARTS)

    await house.read(left_over)
    await house.idle()

    assert house.heard(coordinator) == house.says("report.failed")
    assert await house.rows("SELECT state FROM reports") == [{"state": "failed"}]


@pytest.mark.parametrize("fault", [ValueError, OSError])
async def test_a_fault_in_the_making_is_said_and_not_tried_for_ever(
    asked: tuple[Stage, Person, str], monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    house, coordinator, _ = asked
    tries = []

    def breaks(*given: object) -> bytes:
        tries.append(given)
        raise fault

    monkeypatch.setattr(stats_picture, "draw", breaks)
    await house.say(coordinator, "/thongke")

    assert house.heard(coordinator) == house.says("report.failed")
    assert len(tries) == 1
    assert await house.rows("SELECT state FROM reports") == [{"state": "failed"}]


async def test_the_same_wish_twice_is_made_once(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked

    def wish(tx: Transaction) -> None:
        [officer] = staff.active(tx, roles=("coordinator",))
        for _ in range(2):
            reports.want(tx, "sheet", officer.chat, officer.person, NOVEMBER, officer.branch)

    await house.read(wish)
    await house.idle()

    assert len(files_of(coordinator)) == 1


async def test_after_two_days_the_bytes_are_gone(asked: tuple[Stage, Person, str]) -> None:
    house, coordinator, _ = asked
    await house.say(coordinator, "/xuat")
    [file] = await house.rows("SELECT digest FROM files WHERE state = 'kept'")

    house.advance(hours=49)
    await house.read(housekeeping.tidy)
    house.app._fetcher.wake()
    await house.idle()

    assert await patiently(lambda: house.rows("SELECT id FROM files"), lambda rows: not rows) == []
    assert await house.rows("SELECT id FROM reports") == []
    bytes_of = house.settings.data_dir / "files" / file["digest"][:2] / file["digest"]
    await until(lambda: not bytes_of.exists())


async def test_a_report_that_was_dropped_while_it_was_made_leaves_nothing(
    asked: tuple[Stage, Person, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, coordinator, _ = asked
    go_on = await being_made(coordinator, monkeypatch)
    deleted: list[str] = []
    monkeypatch.setattr(Vault, "delete", lambda vault, digest: deleted.append(digest))
    await house.read(lambda tx: reports.drop(tx, tx.only("SELECT id FROM reports")["id"]))
    go_on.set()
    await until(lambda: deleted)
    await house.idle()

    assert files_of(coordinator) == []
    assert await house.rows("SELECT id FROM files") == []


async def test_a_public_text_tells_no_small_number_and_no_person(house: Stage) -> None:
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    await house.say(leader, "/congkhai")
    assert house.heard(leader) == house.says("public.too_few", smallest=5)

    for turn in range(6):
        await house.ask_about_land(await house.citizen(f"Bà Con {turn}"))
    await house.ask_about_land(await house.citizen("Bà Con Khác"), "Chồng tôi đánh tôi.")
    await house.say(leader, "/congkhai")

    told = house.heard(leader)
    assert house.says("public.received", count=7) in told
    assert house.says("public.rest", count=7) in told  # six and one: the one could be reckoned
    assert "Đất, nhà, rừng" not in told
    assert "Na Sang" not in told
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/congkhai")
    assert house.heard(officer) == house.says("staff.other_role", role="cán bộ trợ giúp")
