"""The demonstration by hand: what a visitor presses, says and sends on the phones, with the real bot behind them."""

from __future__ import annotations

import pytest
from page_visit import CHROMIUM, NO_BROWSER, Demo, visit
from playwright.async_api import Browser, expect

from bot.demo import ASK
from bot.demo_story import ACTS, ANSWERED
from bot.simulator.samples import PHOTO

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]

STORY = ASK.index("▶ Không có giấy") - 1
"""Where the seed's citizen tells what happened."""


async def test_four_phones_and_the_group_are_there_and_the_group_shows_a_card(
    browser: Browser, demo: Demo
) -> None:
    async with visit(browser, demo) as visitor:
        await expect(visitor.page.locator(".shelf-tab")).to_have_count(5)
        for role, name in (
            ("citizen", "Vừ A Dơ"),
            ("neighbour", "Giàng Thị Mai"),
            ("officer", "Lò Văn Sơn"),
            ("admin", "Quàng Thị Hoa"),
        ):
            await expect(visitor.phone(role).locator(".who option:checked")).to_have_text(name)
        await visitor.shows("Đất, nhà, rừng", "group")
        await expect(visitor.phone("group").locator(".who option:checked")).to_have_text("Lò Văn Sơn")
        await visitor.tab("admin").click()
        await visitor.shows("Đã ghi nhóm.", "admin")
        await expect(visitor.tab("admin")).to_have_attribute("aria-pressed", "true")


async def test_a_request_is_asked_claimed_and_answered_by_hand(browser: Browser, demo: Demo) -> None:
    citizen = demo.newcomer("Sùng Thị Chà")
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        for act in ACTS:
            await visitor.do(act)
        await visitor.shows(ANSWERED)
        await visitor.shows("Lò Văn Sơn đã nhận", "group")
        await visitor.picture("demo-by-hand")


async def test_a_voice_note_recorded_on_the_page_is_heard_by_the_officer(
    browser: Browser, demo: Demo
) -> None:
    citizen = demo.newcomer("Lò Thị Inh")
    await demo.play(citizen, ASK[:STORY])
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        microphone = visitor.phone().locator(".mic")
        await microphone.click()
        await expect(visitor.phone().locator(".recording")).to_have_text("0:01")
        await microphone.click()
        await visitor.press("Kể ở trên rồi")
        await visitor.shows("Có giấy công an")
        await demo.play(citizen, ASK[STORY + 1 :])

        await visitor.press("Nhận liên hệ", "group")
        player = visitor.phone("officer").locator(".message .voice").last
        await player.get_by_role("button", name="Nghe", exact=True).click()
        await expect(player.get_by_role("button", name="Dừng nghe")).to_be_visible()


async def test_photos_go_both_ways(browser: Browser, demo: Demo) -> None:
    citizen = demo.newcomer("Quàng Văn Pản")
    await demo.play(citizen, ASK[:STORY])
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        await visitor.choose("photo", "coc.jpg", "image/jpeg", PHOTO)
        await visitor.press("Kể ở trên rồi")
        await visitor.shows("Có giấy công an")
        await demo.play(citizen, ASK[STORY + 1 :])

        await visitor.press("Nhận liên hệ", "group")
        shown = visitor.phone("officer").locator(".message:not(.own) img.photo").last
        await expect(shown).to_have_js_property("naturalWidth", 1)
        await visitor.press("Trả lời", "officer")
        await visitor.shows("Viết lời cho người nhờ", "officer")
        await visitor.choose("photo", "mau-don.jpg", "image/jpeg", PHOTO, "officer")
        received = visitor.phone().locator(".message:not(.own) img.photo").last
        await expect(received).to_have_js_property("naturalWidth", 1)


async def test_an_officer_answers_by_replying_to_a_card(browser: Browser, demo: Demo) -> None:
    citizen = demo.newcomer("Hờ A Lử")
    await demo.play(citizen, ASK)
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        await visitor.press("Nhận liên hệ", "group")
        await visitor.shows("Lời kể:", "officer")
        card = visitor.phone("officer").locator(".message", has_text="Lời kể:").last
        await card.hover()
        await card.get_by_role("button", name="Trả lời tin này").click()
        await expect(visitor.phone("officer").locator(".intent")).to_contain_text("Trả lời tin")
        await visitor.write("Tôi đã đọc.", "officer")
        own = visitor.phone("officer").locator(".own", has_text="Tôi đã đọc.").last
        await expect(own.locator(".quote")).to_contain_text("Số")


async def test_the_whole_page_is_used_by_keyboard_alone(browser: Browser, demo: Demo) -> None:
    citizen = demo.newcomer("Mùa Thị Sông")
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        keyboard, focused = visitor.page.keyboard, visitor.page.locator(":focus")

        async def tab_to(words: str) -> None:
            for _ in range(45):
                await keyboard.press("Tab")
                if words in (await focused.text_content() or await focused.get_attribute("aria-label") or ""):
                    return
            raise AssertionError(f"the Tab key never comes to {words}")

        for words in ("Xem câu chuyện", "+1 giờ", "English", "Nhóm cán bộ", "Bắt đầu"):
            await tab_to(words)
        await keyboard.press("Enter")
        await visitor.shows("Nói tiếng nào?")
        await visitor.phone().locator(".messages").focus()
        await tab_to("Tiếng Việt")
        await keyboard.press("Enter")
        await visitor.shows("Cần gì?")

        await visitor.phone().locator(".messages").focus()
        await keyboard.press("ArrowUp")
        await expect(focused).to_contain_text("Cần gì?")
        await keyboard.press("ArrowRight")
        await keyboard.press("ArrowLeft")
        await keyboard.press("r")
        await expect(visitor.phone().locator(".intent")).to_contain_text("Đây là máy trả lời")
        await expect(focused).to_have_attribute("aria-label", "Viết tin nhắn")
        await keyboard.press("Escape")
        await expect(visitor.phone().locator(".intent")).to_be_hidden()
        await keyboard.type("Nhờ giúp")
        await keyboard.press("Enter")
        await visitor.shows("Cho cán bộ ghi lời kể")
