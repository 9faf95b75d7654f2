"""Where her request stands, in five plain words through its whole life, and what she must do next."""

from __future__ import annotations

import re

from stage import Stage

from bot.domain.lifecycle import Act
from bot.simulator.person import Person
from bot.store import acts, requests
from bot.store.database import Transaction


async def do(house: Stage, number: str, act: Act) -> None:
    """An act of the law, as it stands in the store."""

    def work(tx: Transaction) -> None:
        request = requests.by_number(tx, number.replace(" ", ""))
        assert request is not None
        acts.do(tx, request, act, None, "2017")

    await house.read(work)


async def status(house: Stage, citizen: Person, number: str) -> str:
    await house.say(citizen, "/viecdanho")
    shown = await house.press(citizen, number)
    await house.press(citizen, "Xem xong")
    return shown


async def test_five_words_through_a_whole_life_each_with_what_to_do(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")

    async def reads(word: str, todo: str) -> bool:
        shown = await status(house, citizen, number)
        next_ = house.says(f"todo.{todo}", term=house.says("citizen.law.term"))
        return f"Số {number}: {word}.\n{next_}" in shown

    assert await reads("đã nhận lời", "wait")
    await house.press(officer, "Nhận liên hệ")
    assert await reads("đã nhận lời", "caller")
    await do(house, number, Act.ASK_PAPERS)
    assert await reads("chờ giấy", "papers")
    await do(house, number, Act.FILE_COMPLETE)
    assert await reads("đã nhận lời", "decision")
    await do(house, number, Act.ACCEPT)
    assert await reads("đã nhận việc", "provider")
    await do(house, number, Act.APPOINT)
    assert await reads("đang làm", "dates")
    await do(house, number, Act.BEGIN)
    assert await reads("đang làm", "dates")


async def test_who_was_accepted_in_haste_is_told_to_bring_papers_until_they_are_there(house: Stage) -> None:
    citizen = await house.citizen()
    number = await house.ask_about_land(citizen)
    await house.press(citizen, "Dặn xong")

    await do(house, number, Act.ACCEPT_URGENT)
    owed = await status(house, citizen, number)
    await do(house, number, Act.PAPERS_BROUGHT)
    brought = await status(house, citizen, number)

    assert re.search(r"đã nhận việc\.\nGiấy còn thiếu: đưa chậm nhất ngày \d\d/\d\d/\d{4}", owed)
    assert f"đã nhận việc.\n{house.says('todo.provider')}" in brought
