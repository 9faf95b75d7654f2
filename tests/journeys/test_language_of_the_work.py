"""Who works at the Centre has two languages: one for the work, one for what is asked as a citizen."""

from __future__ import annotations

from stage import Stage

from bot.simulator.person import Person


async def works_in(house: Stage, officer: Person, autonym: str) -> None:
    await house.say(officer, "/tieng")
    await house.press(officer, f"💼 {autonym}")


async def test_the_work_changes_its_language_and_the_citizen_keeps_hers(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await works_in(house, officer, "English")
    assert "changed" in house.heard(officer)

    await house.say(officer, "/viec")
    assert house.heard(officer) == house.says("mine.empty", "en")
    row = (
        await house.rows(
            "SELECT staff.language AS work, people.language AS own FROM staff JOIN people ON people.id = person"
        )
    )[-1]
    assert row == {"work": "en", "own": "vi"}


async def test_what_an_officer_chooses_as_a_citizen_does_not_touch_the_work(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/tieng")
    await house.press(officer, house.app.house.texts.languages["lo"].autonym)
    await house.say(officer, "/viec")
    assert "⚠️" not in house.heard(officer)
    rows = await house.rows("SELECT language FROM staff ORDER BY id DESC LIMIT 1")
    assert rows == [{"language": "vi"}]


async def test_only_who_works_here_is_asked_and_heard(house: Stage) -> None:
    await house.hire("Lò Thị Hoa")
    citizen = await house.citizen()
    await house.say(citizen, "/tieng")
    assert house.says("language.ask_at_work") not in house.all_heard(citizen)
    await house.forge(citizen, "work_lang:en")
    assert house.toast(citizen) == house.says("press.old")
    assert await house.rows("SELECT DISTINCT language FROM staff") == [{"language": "vi"}]


async def test_a_language_that_is_no_whole_one_is_refused(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await house.say(officer, "/tieng")
    for tag in ("lo", "xx", ""):
        await house.forge(officer, f"work_lang:{tag}")
    rows = await house.rows("SELECT DISTINCT language FROM staff")
    assert rows == [{"language": "vi"}]


async def test_a_reply_of_an_officer_at_work_in_english_reaches_her_in_hers(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await works_in(house, officer, "English")
    citizen = await house.citizen()
    await house.ask_about_land(citizen)
    await house.press(officer, house.says("button.claim", "en"))
    assert "You" not in house.heard(citizen)
    assert house.says("citizen.claimed", officer="Lò Thị Hoa") in house.heard(citizen)


async def test_a_short_answer_to_a_press_is_in_the_language_of_the_work(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await works_in(house, officer, "English")
    await house.forge(officer, "nonsense:1")
    assert house.toast(officer) == house.says("press.old", "en")


async def test_her_own_conversation_stays_in_her_own_language(house: Stage) -> None:
    officer = await house.hire("Lò Thị Hoa")
    await works_in(house, officer, "English")
    await house.forge(officer, "new:")
    assert house.says("legal_aid.menu.text", "vi").split("\n")[0] in house.all_heard(officer)
