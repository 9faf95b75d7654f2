"""After the end: three faces, once, a day later; words or a voice for those who lead; never where it could hurt."""

from __future__ import annotations

import pytest
from asked import asked
from stage import Stage, at_hour, fresh

from bot.simulator.person import Person
from bot.store import requests, surveys
from bot.store.database import Transaction

ASK = "Việc xong rồi. Thấy được giúp thế nào?"


async def served(house: Stage, officer: Person, outcome: str = "Đã trả lời xong") -> tuple[Person, str]:
    """A request that was answered and closed."""
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")
    await house.say(officer, f"/nhan {number}", f"/dagap {number}", f"/dong {number}")
    await house.press(officer, outcome)
    return citizen, number


async def test_a_day_later_three_faces_and_a_voice_that_only_leaders_hear(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    coordinator = await weekday.hire("Quàng Văn Pọm", "Điều phối")
    citizen, number = await served(weekday, officer)
    before, unread = len(officer.from_bot), len(coordinator.from_bot)
    await weekday.later(hours=23)
    assert ASK not in weekday.all_heard(citizen)
    await weekday.later(hours=2)
    assert weekday.heard(citizen) == ASK
    assert [label[0] for label in citizen.last.labels] == ["🙂", "😐", "🙁", "🙅"]

    await weekday.press(citizen, "🙂")
    assert "Muốn nói thêm gì không?" in weekday.heard(citizen)
    citizen.voice(b"OggS thanks")
    await weekday.idle()

    assert "Chỉ giám đốc, điều phối đọc" in weekday.all_heard(citizen)
    await weekday.say(coordinator, "/ykien")
    heard = fresh(coordinator, unread)
    assert "🙂" in heard
    assert number not in heard
    assert "Lò Thị Hoa" not in heard
    assert [m.file.content for m in coordinator.from_bot if m.file] == [b"OggS thanks"]
    assert "không thuộc vai" in await weekday.say(officer, "/ykien")
    assert [m.file for m in officer.from_bot[before:] if m.file] == []


async def test_it_is_asked_once_and_one_face_counts(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer)
    await weekday.later(days=1, hours=1)
    await weekday.press_twice(citizen, "🙁")
    assert weekday.all_heard(citizen).count("/khieunai") == 1
    await weekday.press(citizen, "Không nói thêm")

    await weekday.say(citizen, "vẫn cần giúp")
    await weekday.say(officer, "/viec")
    await weekday.press(officer, "Mở xem", "Đã gặp", "Đóng việc", "Đã trả lời xong")
    await weekday.later(days=4)

    assert weekday.all_heard(citizen).count(ASK) == 1
    assert await weekday.rows("SELECT face FROM surveys") == [{"face": "bad"}]


async def test_who_needs_help_again_is_not_asked_how_it_was(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer)

    await weekday.press(citizen, "Vẫn cần giúp")
    await weekday.later(days=3)

    assert ASK not in weekday.all_heard(citizen)


async def test_nobody_is_asked_at_night(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    at_hour(weekday, 21)
    citizen, _ = await served(weekday, officer)

    await weekday.later(days=1, hours=1)
    assert ASK not in weekday.all_heard(citizen)
    await weekday.later(hours=10)

    assert ASK in weekday.all_heard(citizen)


@pytest.mark.parametrize(
    "column",
    ["guarded = 1", "silenced_at = 1", "helper = 1", "sensitive = 'hiv'", "urgent = 1", "kind = 'arrested'"],
)
async def test_it_is_never_asked_where_it_could_hurt(weekday: Stage, column: str) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer)
    await weekday.read(lambda tx: tx.run(f"UPDATE requests SET {column}"))

    await weekday.later(days=3)

    assert ASK not in weekday.all_heard(citizen)


@pytest.mark.parametrize("outcome", ["Không gặp được", "Trùng việc khác"])
async def test_who_was_not_served_is_not_asked(weekday: Stage, outcome: str) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer, outcome)

    await weekday.later(days=3)

    assert ASK not in weekday.all_heard(citizen)


async def test_who_left_in_haste_or_reads_along_is_not_asked(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer)
    before = len(citizen.from_bot)
    await weekday.say(citizen, "/thoat")

    await weekday.later(days=3)

    assert ASK not in fresh(citizen, before)


async def test_leaders_see_sums_of_the_whole_centre_and_no_sum_of_a_few(weekday: Stage) -> None:
    head = await weekday.hire("Vàng A Chứ", "Giám đốc")
    officer = await weekday.hire("Lò Thị Hoa")
    citizen, _ = await served(weekday, officer)
    await weekday.later(days=1, hours=1)
    await weekday.press(citizen, "🙂")
    await weekday.say(head, "/thongke 2026")
    few = len(head.from_bot)
    assert weekday.says("stats.faces_few", fewest=5) in weekday.all_heard(head)

    def more(tx: Transaction) -> None:
        known = requests.of_person(tx, tx.only("SELECT person FROM requests")["person"])[0]
        for count, face in enumerate(
            (surveys.Face.GOOD, surveys.Face.GOOD, surveys.Face.MIDDLING, surveys.Face.BAD)
        ):
            other = asked(tx, known.person, f"10000{count}A", facts={})
            surveys.add(tx, other.id, face)

    await weekday.read(more)
    await weekday.say(head, "/thongke 2026")

    many = fresh(head, few)
    assert "Sau khi xong, 5 người: 🙂 3 · 😐 1 · 🙁 1." in many
    assert "Lò Thị Hoa" not in many


async def test_words_that_were_edited_later_stay_with_the_leaders(weekday: Stage) -> None:
    officer = await weekday.hire("Lò Thị Hoa")
    head = await weekday.hire("Vàng A Chứ", "Giám đốc")
    citizen, _ = await served(weekday, officer)
    await weekday.later(days=1, hours=1)
    await weekday.press(citizen, "😐")
    said = citizen.send("Đợi lâu.")
    await weekday.idle()
    before = len(officer.from_bot)

    kept = await weekday.mend(citizen, said, "Đợi lâu quá.")

    assert kept == weekday.says("apart.edited")
    assert fresh(officer, before) == ""
    assert "Đợi lâu quá." in await weekday.say(head, "/ykien")
