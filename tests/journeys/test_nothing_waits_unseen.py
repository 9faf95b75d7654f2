"""Of everything that can wait for somebody of the Centre there is a timer: a table over the kinds of waiting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from stage import Stage
from test_citizen_complains import complain
from test_citizen_in_danger import in_danger
from test_own_data import asked as right_asked

from bot.handlers import appointments, clocks, complaints, escalating, inquiring
from bot.simulator.person import Person


async def free(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    await house.ask_about_land(await house.citizen())


async def urgent(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    await house.press(await in_danger(house), "Chỉ nhắn")


async def claimed(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.ask_about_land(await house.citizen())
    await house.press(officer, "Nhận liên hệ")


async def awaited(house: Stage) -> None:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/traloi {number} Mai tôi lên.")
    await house.read(lambda tx: tx.run("DELETE FROM timers WHERE kind = 'wait'"))
    await house.say(citizen, "Mai mấy giờ?")


async def notice(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/thongbao CA tỉnh; tạm giữ; Giàng A B; hôm nay 7:30; xã Nậm Kè")
    await house.press(officer, "Đúng")


async def right(house: Stage) -> None:
    await right_asked(house, ("Xoá việc đã gửi", "Xin xoá"))


async def complaint(house: Stage) -> None:
    await house.hire("Vàng A Páo", "Giám đốc")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await house.say(citizen, "/khieunai")
    await house.press(citizen, number)
    await complain(house, citizen)


async def question(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/hoi {number}")
    await house.press(officer, "Lúc nào gặp được")
    return officer, citizen, number


async def meeting(house: Stage) -> tuple[Person, Person, str]:
    officer, citizen = await house.hire("Lò Thị Hoa"), await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(officer, "Nhận liên hệ")
    await house.say(officer, f"/hen {number}")
    await house.press(officer, "Thứ năm", "09:30", "Uỷ ban xã")
    return officer, citizen, number


async def answered_question(house: Stage) -> None:
    officer, citizen, number = await question(house)
    await met(house, officer, number)
    await house.press(citizen, "Trả lời", "Buổi sáng", "Không dặn gì")


async def refused_meeting(house: Stage) -> None:
    officer, citizen, number = await meeting(house)
    await met(house, officer, number)
    await house.press(citizen, "Không đến được")


async def met(house: Stage, officer: Person, number: str) -> None:
    """From now on only what she says next can wait."""
    await house.say(officer, f"/dagap {number}")
    await house.read(lambda tx: tx.run("DELETE FROM timers WHERE kind = 'wait'"))


@pytest.mark.parametrize(
    ("happens", "kinds"),
    [
        (free, {escalating.WAIT}),
        (urgent, {escalating.WAIT}),
        (claimed, {escalating.WAIT}),
        (awaited, {escalating.WAIT}),
        (notice, {escalating.WAIT, clocks.CLOCK}),
        (right, {clocks.CLOCK}),
        (complaint, {complaints.DUE}),
        (question, {inquiring.SILENT}),
        (meeting, {appointments.RECALL}),
        (answered_question, {escalating.WAIT}),
        (refused_meeting, {escalating.WAIT}),
    ],
)
async def test_there_is_a_timer(
    weekday: Stage, happens: Callable[[Stage], Awaitable[object]], kinds: set[str]
) -> None:
    await happens(weekday)

    rows = await weekday.rows("SELECT kind, due_at FROM timers")
    assert kinds <= {row["kind"] for row in rows}
    assert all(row["due_at"] > 0 for row in rows)
