"""The story that plays itself: to its end, interrupted, gone on with, and begun again."""

from __future__ import annotations

import pytest
from page_visit import CHROMIUM, FAST, NARROW, NO_BROWSER, Demo, visit
from playwright.async_api import Browser, expect

from bot.demo import ASK
from bot.demo_story import ACTS, ANSWERED, THANKED, WOMEN
from bot.simulator.http import serve
from bot.simulator.world import World

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]

HELP = next(at for at, act in enumerate(ACTS, 1) if act.what == "Nhờ giúp")
SLOW_ENOUGH = 2  # to be caught in the middle of an act


async def test_the_story_plays_to_its_end_and_begins_again_with_somebody_new(
    browser: Browser, demo: Demo
) -> None:
    async with visit(browser, demo, f"speed={FAST}") as visitor:
        await visitor.page.get_by_role("button", name="Xem câu chuyện").click()
        await visitor.story_is("end")
        await visitor.shows(ANSWERED)
        await visitor.shows(THANKED, "officer")
        first = await visitor.phone().locator(".who option:checked").text_content()
        assert first == WOMEN[0]
        await visitor.picture("story-end")

        await visitor.page.get_by_role("button", name="Kể lại từ đầu").click()
        await expect(visitor.phone().locator(".who option:checked")).to_have_text(WOMEN[1])


async def test_the_story_is_interrupted_gone_on_with_by_hand_and_told_on(
    browser: Browser, demo: Demo
) -> None:
    async with visit(browser, demo, f"speed={SLOW_ENOUGH}") as visitor:
        await visitor.page.get_by_role("button", name="Xem câu chuyện").click()
        await visitor.story_is_at(HELP)
        await visitor.page.keyboard.press("Escape")
        await visitor.story_is("stopped")
        await expect(visitor.story).to_contain_text("Bấm tay tiếp ngay từ đây")

        await visitor.press("Nhờ giúp")
        await visitor.press("Đồng ý ghi")
        await visitor.shows("Nhờ cho ai?")
        hero = demo.person_called(WOMEN[0])
        await demo.play(hero, ASK[ASK.index("▶ Cho mình") :])
        await visitor.page.get_by_role("button", name="Kể nhanh, kể chậm").click()
        await visitor.page.get_by_role("button", name="Kể tiếp").click()
        await visitor.is_pointed_at("Nhận liên hệ", "group")
        await visitor.picture("story-group")
        await expect(visitor.story).to_contain_text("Không tên, không lời kể")
        await visitor.shows("Lời kể:", "officer")

        await visitor.phone("officer").locator("textarea").click()
        await visitor.story_is("stopped")


async def test_who_took_another_turn_is_told_so_and_begins_again(browser: Browser, demo: Demo) -> None:
    async with visit(browser, demo, f"speed={SLOW_ENOUGH}") as visitor:
        await visitor.page.get_by_role("button", name="Xem câu chuyện").click()
        await visitor.story_is_at(2)
        await visitor.press("English")
        await visitor.story_is("stopped")
        await visitor.shows("What do you need?")
        await visitor.page.get_by_role("button", name="Kể tiếp").click()
        await visitor.story_is("misfit")
        await expect(visitor.story).to_contain_text("rẽ lối khác")
        await visitor.page.get_by_role("button", name="Kể lại từ đầu").click()
        await visitor.story_is_at(2)


async def test_a_finger_shows_what_is_about_to_be_pressed_and_captions_speak_english(
    browser: Browser, demo: Demo
) -> None:
    async with visit(browser, demo, "lang=en", viewport=NARROW, color_scheme="dark") as visitor:
        await visitor.page.get_by_role("button", name="Play the story").click()
        await expect(visitor.story).to_contain_text("She is afraid")
        await visitor.is_pointed_at("Tiếng Việt")
        await visitor.picture("story-390-dark")
        await visitor.is_not_cut_off()


async def test_who_wants_no_motion_sees_no_letter_by_letter(browser: Browser, demo: Demo) -> None:
    async with visit(browser, demo, f"speed={FAST}", reduced_motion="reduce") as visitor:
        written: list[str] = []
        await visitor.page.expose_function("note", lambda words: written.append(words))
        await visitor.page.evaluate(
            """() => {
                const field = document.querySelector(".phone[data-role=citizen] textarea");
                const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
                Object.defineProperty(field, "value", {
                    get: () => value.get.call(field),
                    set: (words) => { value.set.call(field, words); if (words) note(words); },
                });
            }"""
        )
        await visitor.page.get_by_role("button", name="Xem câu chuyện").click()
        await visitor.shows("Có giấy công an")
        assert written
        assert set(written) <= {act.what for act in ACTS if act.does == "send"}


async def test_a_simulator_without_a_story_offers_none(browser: Browser) -> None:
    world = World()
    world.bot()
    world.person("Lò Thị Mai")
    server = await serve(world, port=0)
    page = await browser.new_page()
    await page.goto(server.url)
    await expect(page.locator(".phone[data-role=citizen] .who option:checked")).to_have_text("Lò Thị Mai")
    await expect(page.locator("#story-begin")).to_be_hidden()
    await expect(page.locator(".shelf")).to_be_hidden()
    await page.close()
    await server.close()
