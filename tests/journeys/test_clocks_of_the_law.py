"""The clocks of the law tick over Tết and through the night: who hears what, when, and never twice."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from stage import Stage, fresh, number_in
from test_at_the_counter import written_down
from test_officer_works import one_request
from test_own_data import look

from bot.demo import ADMIN
from bot.domain.lifecycle import Act
from bot.flow.defaults import QuietHours
from bot.handlers import clocks
from bot.simulator.person import Person
from bot.store import acts, history, requests
from bot.store.database import Transaction
from bot.texts import ZONE


def instant(when: str) -> float:
    """``2027-02-03 16:30`` on the province's clock."""
    return datetime.datetime.fromisoformat(when).replace(tzinfo=ZONE).timestamp()


async def travel(house: Stage, when: str) -> None:
    """Jump to this time; what was to happen on the way happens now."""
    house.world.clock.set(instant(when))
    await house.later()


async def opened(house: Stage, when: str) -> tuple[Person, Person, Person, Person, str]:
    """At this time: a head, a coordinator, an officer who has met a citizen, and her request's number."""
    house.world.clock.set(instant(when))
    await house.open_house(ADMIN)
    head = await house.hire("Vàng A Páo", "Giám đốc")
    leader = await house.hire("Quàng Thị Dung", "Điều phối")
    officer, citizen, number = await one_request(house)
    await house.press(officer, "Nhận liên hệ", "Đã gặp, đã gọi")
    return head, leader, officer, citizen, number


async def accept(
    house: Stage, officer: Person, number: str, form: str, *held: str, urgent: bool = False
) -> None:
    await house.say(officer, f"/hoso {number}")
    await house.press(officer, *(("Thụ lý ngay",) if urgent else ("Hồ sơ đủ", "Thụ lý")), form, *held)
    if urgent:
        await house.press(officer, "Giám đốc cho")
    await house.say(officer, "TT.TGTT.02.2027")


async def appoint(house: Stage, head: Person, number: str) -> None:
    await house.say(head, f"/hoso {number}")
    await house.press(head, "Cử người", "Lò Thị Hoa")
    await house.say(head, "12/QĐ-TGPL")


def heard(*people: Person) -> list[int]:
    """How much each has been told."""
    return [len(who.from_bot) for who in people]


def alarms(who: Person, since: int = 0) -> list[str]:
    """What this one was told of clocks."""
    return [
        line
        for line in fresh(who, since).splitlines()
        if line.startswith(("⏰ Việc", "🔴 Việc")) and "hạn" in line
    ]


# --- over Tết --------------------------------------------------------------------------------


async def test_three_working_days_from_the_eve_of_tet_end_on_the_fifteenth(stage: Stage) -> None:
    head, leader, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    line = "⏳ Giám đốc: cử người trợ giúp, bằng văn bản của giám đốc, hết ngày 15/02/2027 (dự kiến). Còn hạn. Luật TGPL Điều 31(2)"
    assert line in stage.all_heard(officer)
    people = (head, leader, officer)
    before = heard(*people)

    await travel(stage, "2027-02-12 07:29")  # Tết is over, the office is shut still
    assert heard(*people) == before
    await travel(stage, "2027-02-12 07:30")
    soon = f"⏰ Việc {number} sắp đến hạn, hết ngày 15/02/2027 (dự kiến): cử người trợ giúp, bằng văn bản của giám đốc. Luật TGPL Điều 31(2)"
    assert [alarms(who, since) for who, since in zip(people, before, strict=True)] == [[soon], [], [soon]]
    await travel(stage, "2027-02-15 07:29")
    assert alarms(head) == [soon]
    await travel(stage, "2027-02-15 07:30")
    assert [len(alarms(who)) for who in people] == [2, 0, 2]
    await travel(stage, "2027-02-16 07:29")
    assert len(alarms(head)) == 2
    await travel(stage, "2027-02-16 07:30")

    late = f"🔴 Việc {number} quá hạn, hết ngày 15/02/2027 (dự kiến): cử người trợ giúp, bằng văn bản của giám đốc. Luật TGPL Điều 31(2)"
    assert [alarms(who)[-1] for who in people] == [late] * 3
    await travel(stage, "2027-03-16 09:00")
    assert [len(alarms(who)) for who in people] == [3, 1, 3]


async def test_twelve_hours_for_somebody_arrested_on_mung_hai_ring_at_night(stage: Stage) -> None:
    head, leader, officer, citizen, number = await opened(stage, "2027-02-07 20:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt, tạm giữ", urgent=True)
    accepted = stage.world.clock.now()
    due = datetime.datetime.fromtimestamp(accepted + 12 * 3600, ZONE)
    assert f"sắp đến hạn, trước {due:%H:%M} 08/02/2027: cử người" in alarms(head)[0]
    told = len(citizen.from_bot)

    await travel(stage, f"{due - datetime.timedelta(hours=3, minutes=2):%Y-%m-%d %H:%M}")
    assert len(alarms(head)) == 1
    await travel(
        stage, f"{due - datetime.timedelta(hours=2, minutes=58):%Y-%m-%d %H:%M}"
    )  # five in the morning
    assert [len(alarms(who)) for who in (head, leader, officer)] == [2, 0, 2]
    assert "đến hạn, trước" in alarms(head)[1]
    await travel(stage, f"{due + datetime.timedelta(minutes=1):%Y-%m-%d %H:%M}")

    assert [len(alarms(who)) for who in (head, leader, officer)] == [3, 1, 3]
    assert alarms(leader)[0].startswith("🔴")
    assert len(citizen.from_bot) == told


async def test_who_is_appointed_in_time_is_not_alarmed(stage: Stage) -> None:
    head, leader, officer, _, number = await opened(stage, "2027-02-07 20:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt, tạm giữ", urgent=True)
    await appoint(stage, head, number)
    await stage.say(officer, f"/hoso {number}")
    assert "✅ Giám đốc: cử người trợ giúp" in stage.heard(officer)
    assert "Đã làm kịp" in stage.heard(officer)

    await travel(stage, "2027-02-09 08:00")

    assert [len(alarms(who)) for who in (head, leader, officer)] == [1, 0, 1]


# --- the papers of the person ----------------------------------------------------------------


async def test_papers_may_follow_in_ten_working_days_where_life_is_hard_and_she_is_told(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    assert (
        "Còn thiếu giấy cho thấy mình được giúp: đưa chậm nhất ngày 14/12/2026, cán bộ nói lại cho chắc."
        in stage.heard(citizen)
    )
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-10 16:00")  # the answer is due in days of every kind
    assert len(citizen.from_bot) == told
    await travel(stage, "2026-12-11 07:30")

    assert (
        "Giấy còn thiếu: đưa chậm nhất ngày 14/12/2026, cán bộ nói lại cho chắc. Chưa có thì nói với cán bộ."
        in fresh(citizen, told)
    )
    assert number not in fresh(citizen, told)
    assert "đưa thêm giấy cho thấy được giúp" in stage.all_heard(officer)
    await travel(stage, "2026-12-14 09:00")
    await travel(stage, "2026-12-16 09:00")
    assert len(citizen.from_bot) == told + 1
    assert [each for each in alarms(officer) if "đưa thêm giấy" in each][-1].startswith("🔴")


async def test_papers_that_are_brought_end_it(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Tạm giam", urgent=True)
    await stage.say(officer, f"/hoso {number}")
    await stage.press(officer, "Giấy đã bổ sung")
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-15 09:00")

    assert len(citizen.from_bot) == told
    assert not any("đưa thêm giấy" in each for each in alarms(officer))


async def test_on_a_shared_phone_the_reminder_waits_behind_a_button(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await stage.read(lambda tx: tx.run("UPDATE requests SET guarded = 1"))
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-11 07:30")

    assert "Giấy" not in fresh(citizen, told)
    assert await stage.press(citizen, "Mở xem")
    assert "Giấy còn thiếu" in stage.heard(citizen)


async def test_the_reminder_waits_for_her_hours_and_is_not_given_when_the_papers_came(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await stage.read(lambda tx: requests.set_facts(tx, 1, {**requests.facts(tx, 1), "call_time": "evening"}))
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    await travel(stage, "2026-12-10 18:30")
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-11 07:30")
    assert any("đưa thêm giấy" in each for each in alarms(officer))
    await stage.say(officer, f"/hoso {number}")
    await stage.press(officer, "Giấy đã bổ sung")
    await travel(stage, "2026-12-11 18:30")

    assert "Giấy còn thiếu" not in fresh(citizen, told)


async def test_the_reminder_comes_in_her_hours(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await stage.read(lambda tx: requests.set_facts(tx, 1, {**requests.facts(tx, 1), "call_time": "evening"}))
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    await travel(stage, "2026-12-10 18:30")
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-11 07:30")
    assert fresh(citizen, told) == ""
    await travel(stage, "2026-12-11 18:30")

    assert "Giấy còn thiếu" in fresh(citizen, told)


async def test_the_family_of_somebody_arrested_is_not_reminded(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Tạm giam", urgent=True)
    await stage.read(lambda tx: tx.run("UPDATE requests SET kind = 'arrested'"))
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-11 07:30")

    assert len(citizen.from_bot) == told
    assert any("đưa thêm giấy" in each for each in alarms(officer))


async def test_who_wants_no_messages_is_not_reminded(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    await stage.read(lambda tx: requests.silence(tx, 1, tx.now))
    told = len(citizen.from_bot)

    await travel(stage, "2026-12-11 07:30")

    assert len(citizen.from_bot) == told
    assert any("đưa thêm giấy" in each for each in alarms(officer))


async def test_in_the_quiet_hours_she_is_told_in_the_morning(stage: Stage) -> None:
    _, _, officer, _, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)
    stage.world.clock.set(instant("2026-12-11 06:00"))
    night = QuietHours(datetime.time(5), datetime.time(11))
    house = replace(stage.app.house, defaults=replace(stage.app.house.defaults, quiet_hours=night))

    def remind(tx: Transaction) -> int:
        return len(clocks.remind_papers(tx, house, 1))

    assert await stage.read(remind) == 0
    [row] = await stage.rows("SELECT due_at FROM timers WHERE kind = :kind", kind=clocks.PAPERS)
    assert row["due_at"] == instant("2026-12-11 11:00") * 1000
    stage.world.clock.set(instant("2026-12-11 11:00"))
    assert await stage.read(remind) == 1
    stage.world.clock.set(instant("2026-12-15 12:00"))
    assert await stage.read(remind) == 0  # it is too late to tell her that


async def test_where_the_new_law_says_nothing_nobody_is_told_a_day(stage: Stage) -> None:
    _, _, officer, citizen, number = await opened(stage, "2027-01-04 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật", urgent=True)

    assert "Còn thiếu giấy cho thấy mình được giúp: Mấy ngày thì cán bộ nói." in stage.heard(citizen)
    await stage.say(officer, f"/hoso {number}")
    assert "❔ Bà con: đưa thêm giấy cho thấy được giúp. Chưa biết thời hạn" in stage.heard(officer)
    told = len(citizen.from_bot)
    await travel(stage, "2027-03-01 09:00")
    assert len(citizen.from_bot) == told
    assert alarms(officer) == []


# --- nothing is lost, nothing comes twice ----------------------------------------------------


async def test_a_restart_and_a_clock_that_jumps_back_lose_nothing_and_repeat_nothing(stage: Stage) -> None:
    head, _, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    await travel(stage, "2027-02-12 08:00")
    await stage.restart()
    await travel(stage, "2027-02-10 08:00")
    await travel(stage, "2027-02-12 08:00")
    assert len(alarms(head)) == 1
    await travel(stage, "2027-02-15 08:00")
    await travel(stage, "2027-02-12 08:00")
    await stage.restart()
    await stage.say(officer, f"/hoso {number}")
    await travel(stage, "2027-02-15 09:00")

    assert len(alarms(head)) == 2
    await travel(stage, "2027-02-16 08:00")
    assert len(alarms(head)) == 3


async def test_a_calendar_that_is_mended_meanwhile_is_obeyed(stage: Stage, tmp_path: Path) -> None:
    head, _, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    province = tmp_path / "province"
    shutil.copytree(stage.settings.province_dir, province)
    calendar = province / "calendar.yaml"
    calendar.write_text(calendar.read_text("utf-8").replace("4/2-10/2", "4/2-7/2"), "utf-8")
    await travel(stage, "2027-02-04 16:01")
    stage.settings = replace(stage.settings, province_dir=province)
    await stage.restart()

    for when in ("2027-02-05 16:02", "2027-02-06 16:03", "2027-02-07 16:04", "2027-02-08 16:05"):
        await travel(stage, when)
    assert alarms(head) == []
    await travel(stage, "2027-02-09 07:30")

    assert "sắp đến hạn, hết ngày 10/02/2027" in alarms(head)[0]


async def test_a_bot_that_was_off_tells_only_how_it_stands_now_and_not_at_night(stage: Stage) -> None:
    head, leader, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    await stage.stop()
    stage.world.clock.set(instant("2027-02-19 23:00"))
    stage.app = stage._new_app()
    await stage.start()
    await stage.later()
    assert alarms(head) == []

    await travel(stage, "2027-02-22 07:30")

    assert [len(alarms(who)) for who in (head, leader, officer)] == [1, 1, 1]
    assert alarms(head)[0].startswith("🔴")


async def test_the_history_keeps_that_a_deadline_passed(stage: Stage) -> None:
    _, _, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    for day in ("12", "15", "16"):
        await travel(stage, f"2027-02-{day} 08:00")

    rows = await stage.read(lambda tx: history.of_request(tx, 1))
    told = [row["details"] for row in rows if row["what"] == "deadline"]
    assert told == ["assign due_soon", "assign due_today", "assign overdue"]


async def test_the_timer_of_a_request_that_is_gone_rings_in_vain(stage: Stage) -> None:
    def ring(tx: Transaction) -> int:
        return len(clocks.ring(tx, stage.app.house, 99)) + len(clocks.remind_papers(tx, stage.app.house, 99))

    assert await stage.read(ring) == 0


# --- who hears it ----------------------------------------------------------------------------


async def test_what_nobody_has_in_hand_is_told_to_those_who_lead(stage: Stage) -> None:
    head, leader, officer, _, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật")
    await stage.say(officer, "/nghi 30/11-31/12")

    await travel(stage, "2026-12-09 09:00")

    assert [len(alarms(who)) for who in (head, leader, officer)] == [1, 1, 0]
    assert "trả lời tư vấn bằng văn bản" in alarms(leader)[0]


async def test_where_nobody_leads_an_administrator_hears_it(stage: Stage) -> None:
    stage.world.clock.set(instant("2026-11-30 09:00"))
    await stage.open_house(ADMIN)
    officer, _, number = await one_request(stage)
    await stage.press(officer, "Nhận liên hệ", "Đã gặp, đã gọi")
    await accept(stage, officer, number, "Tư vấn pháp luật")
    await stage.say(officer, "/nghi 30/11-31/12")

    await travel(stage, "2026-12-09 09:00")

    assert stage.says("alarm.no_leader", number=number) in stage.all_heard(stage.admin)


async def test_who_is_kept_from_it_by_a_conflict_hears_nothing_of_it(stage: Stage) -> None:
    head, leader, officer, _, number = await opened(stage, "2027-02-03 16:00")
    await stage.say(leader, f"/vuong {number}")
    await stage.press(leader, "có thể không khách quan")
    await accept(stage, officer, number, "Tham gia tố tụng", "Không bị giữ")
    since = len(leader.from_bot)

    await travel(stage, "2027-02-16 08:00")

    assert alarms(leader, since) == []
    assert len(alarms(head)) == 1
    assert await stage.say(leader, "/han") == stage.says("clock.list.none")


# --- the notice of an agency -----------------------------------------------------------------


async def test_a_notice_is_to_be_accepted_and_somebody_appointed_at_once_at_tet_too(stage: Stage) -> None:
    stage.world.clock.set(instant("2027-02-06 23:00"))
    await stage.open_house(ADMIN)
    head = await stage.hire("Vàng A Páo", "Giám đốc")
    leader = await stage.hire("Quàng Thị Dung", "Điều phối")
    officer = await stage.hire("Lò Thị Hoa")
    await stage.say(officer, "/thongbao CA tỉnh; tạm giữ; Giàng A Dơ; hôm nay 22:30; xã Nậm Kè; số 123/TB")
    await stage.press(officer, "Đúng")
    number = number_in(stage.all_heard(officer).replace(", số ", ", Số: "))
    people = (head, leader, officer)
    assert [alarms(who) for who in people] == [[], [], []]  # the invitations said it
    assert await stage.say(leader, "/han") == (
        f"⏰ Đến hạn:\n{number}: nhận việc ngay theo thông báo của cơ quan, làm ngay"
    )
    await stage.press(officer, "Nhận liên hệ", "Đã gặp, đã gọi")

    await stage.later(hours=2, minutes=5)  # one o'clock in the morning of mùng 2
    late = (
        f"🔴 Việc {number} quá hạn, làm ngay: nhận việc ngay theo thông báo của cơ quan. Luật TGPL Điều 31(3)"
    )
    assert [alarms(who) for who in people] == [[late]] * 3
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt, tạm giữ", urgent=True)

    now = f"⏰ Việc {number} đến hạn, làm ngay: cử người trợ giúp, bằng văn bản của giám đốc. Luật TGPL Điều 31(3)"
    assert [alarms(who)[1:] for who in people] == [[now], [], [now]]
    await stage.later(hours=2, minutes=5)
    assert [len(alarms(who)) for who in people] == [3, 2, 3]
    await appoint(stage, head, number)
    since = heard(*people)
    await stage.later(days=2)
    assert [alarms(who, before) for who, before in zip(people, since, strict=True)] == [[], [], []]


async def test_what_the_desk_closes_undecided_owes_nothing(stage: Stage) -> None:
    stage.world.clock.set(instant("2026-11-30 09:00"))
    await stage.open_house(ADMIN)
    leader = await stage.hire("Quàng Thị Dung", "Điều phối")
    officer = await stage.hire("Lò Thị Hoa")
    await stage.say(officer, "/thongbao CA tỉnh; tạm giữ; Giàng A Dơ; hôm nay 08:30; xã Nậm Kè; số 123/TB")
    await stage.press(officer, "Đúng")
    number = number_in(stage.all_heard(officer).replace(", số ", ", Số: "))
    await stage.press(officer, "Nhận liên hệ", "Đã gặp, đã gọi")
    await stage.say(officer, f"/dong {number}")
    await stage.press(officer, "Trùng việc khác")

    await stage.later(days=1)

    assert [alarms(who) for who in (leader, officer)] == [[], []]
    assert await stage.say(leader, "/han") == stage.says("clock.list.none")


async def test_what_she_wants_not_used_is_paused_and_goes_on_where_she_allows_it(stage: Stage) -> None:
    head, _, officer, _, number = await opened(stage, "2026-12-10 09:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt")
    await stage.read(lambda tx: requests.restrict(tx, 1, tx.now))
    before = heard(head, officer)

    await stage.later(days=1)

    assert [alarms(who, since) for who, since in zip((head, officer), before, strict=True)] == [[], []]
    assert await stage.say(head, "/han") == stage.says("clock.list.none")
    await stage.say(officer, f"/quyencua {number}")
    await stage.press(officer, "Cho dùng lại")
    assert alarms(head, before[0])


async def test_at_the_counter_it_is_said_at_once_whether_the_papers_are_enough(stage: Stage) -> None:
    """Only there: of what is sent by people themselves no law says how soon."""
    stage.world.clock.set(instant("2026-11-30 09:00"))
    await stage.open_house(ADMIN)
    leader = await stage.hire("Quàng Thị Dung", "Điều phối")
    officer = await stage.hire("Lò Thị Hoa")
    number = await written_down(stage, officer)
    await stage.press(officer, "Dặn xong", "Mình lo việc này")
    assert f"{number}: nói ngay đủ giấy hay còn thiếu giấy gì, làm ngay" in await stage.say(officer, "/han")

    await stage.later(hours=2, minutes=5)

    late = f"🔴 Việc {number} quá hạn, làm ngay: nói ngay đủ giấy hay còn thiếu giấy gì. Luật TGPL Điều 30(2)"
    assert [alarms(who) for who in (leader, officer)] == [[late]] * 2
    await stage.say(officer, f"/hoso {number}")
    await stage.press(officer, "Hồ sơ đủ")
    assert await stage.say(officer, "/han") == stage.says("clock.list.none")


# --- rights over data ------------------------------------------------------------------------


async def test_what_she_asks_about_her_data_is_acknowledged_in_two_working_days(stage: Stage) -> None:
    head, leader, officer, citizen, number = await opened(stage, "2027-02-02 09:00")
    await stage.press(citizen, "Dặn xong")
    await look(stage, citizen, "Xoá việc đã gửi", "Xin xoá")
    people = (head, leader, officer)
    assert await stage.say(officer, "/han") == stage.says("clock.list.none")

    await travel(stage, "2027-02-03 07:30")
    what = "báo đã nhận yêu cầu về chuyện riêng. NĐ 356/2025 Điều 5"
    soon = f"⏰ Việc {number} sắp đến hạn, hết ngày 11/02/2027 (dự kiến): {what}"
    assert [alarms(who) for who in people] == [[], [], [soon]]
    assert officer.last.labels == ["📂 Mở xem", "🔐 Chuyện riêng"]
    await travel(stage, "2027-02-11 07:30")
    await travel(stage, "2027-02-12 07:30")

    late = f"🔴 Việc {number} quá hạn, hết ngày 11/02/2027 (dự kiến): {what}"
    assert [alarms(who)[-1] for who in people] == [late] * 3
    assert "xoá chuyện riêng, hết ngày 22/02/2027" in await acknowledged(stage, officer, number)
    assert "báo đã nhận" not in await stage.say(officer, "/han")


async def acknowledged(house: Stage, officer: Person, number: str) -> str:
    """The officer says that it arrived; the law card then."""
    await house.say(officer, f"/quyencua {number}")
    await house.press(officer, "Đã báo nhận")
    return await house.say(officer, f"/hoso {number}")


# --- /han ------------------------------------------------------------------------------------


async def test_what_is_due_stands_in_one_message(stage: Stage) -> None:
    _, leader, officer, _, number = await opened(stage, "2026-11-30 09:00")
    assert await stage.say(officer, "/han") == "Không có việc nào quá hạn hay sắp đến hạn."
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt, tạm giữ", urgent=True)
    await travel(stage, "2026-12-14 10:00")

    said = await stage.say(officer, "hạn")

    assert said == (
        f"🔴 Quá hạn:\n{number}: cử người trợ giúp, bằng văn bản của giám đốc, {_hour(said)}\n\n"
        f"⏰ Đến hạn:\n{number}: đưa thêm giấy cho thấy được giúp, hết ngày 14/12/2026 (dự kiến)"
    )
    assert await stage.say(leader, "/han") == said
    other = await stage.hire("Cà Văn Minh")
    assert await stage.say(other, "/han") == stage.says("clock.list.none")


def _hour(said: str) -> str:
    return said.split("giám đốc, ")[1].split("\n")[0]


async def test_many_are_cut_to_the_most_pressing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    head, _, officer, _, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tham gia tố tụng", "Bị bắt, tạm giữ", urgent=True)
    await travel(stage, "2026-12-14 10:00")
    monkeypatch.setattr("bot.handlers.dues.MOST", 1)

    said = await stage.say(head, "/han")

    assert "đưa thêm giấy" not in said
    assert "Còn 1 việc nữa." in said


async def test_after_the_end_the_file_is_due_though_the_request_is_closed(stage: Stage) -> None:
    head, _, officer, _, number = await opened(stage, "2026-11-30 09:00")
    await accept(stage, officer, number, "Tư vấn pháp luật")
    await appoint(stage, head, number)
    await stage.say(officer, f"/hoso {number}")
    await stage.press(officer, "Bắt đầu thực hiện", "Kết thúc")
    await stage.say(officer, "Đã trả lời bằng văn bản.")

    await travel(stage, "2026-12-30 09:00")

    assert "nộp tập giấy tờ của việc cho Trung tâm" in alarms(officer)[-1]
    assert "nộp tập giấy tờ" in await stage.say(officer, "/han")
    await stage.say(officer, f"/hoso {number}")
    await stage.press(officer, "Nộp hồ sơ", "Đúng, ghi lại")
    assert await stage.say(officer, "/han") == stage.says("clock.list.none")


async def test_an_act_that_is_noted_later_counts_from_when_it_was_done(stage: Stage) -> None:
    await opened(stage, "2026-12-10 09:00")
    house = stage.app.house

    def note(tx: Transaction) -> list[str]:
        request = requests.load(tx, 1)
        done_at = int(instant("2026-12-01 08:00") * 1000)
        request = acts.do(tx, request, Act.ACCEPT_URGENT, 3, "2017", at=done_at)
        return [str(clock.state) for clock in clocks.of_request(tx, house, request)]

    assert await stage.read(note) == ["running"]  # ten working days, since Na Sang is in zone III
