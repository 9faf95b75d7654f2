"""The officers' desk as they see it on the page: queue, card, a lapse, the numbers of a month. The pictures are looked at."""

from __future__ import annotations

import pytest
from page_visit import CHROMIUM, NARROW, NO_BROWSER, PATIENT_MS, Demo, visit
from patience import patiently
from playwright.async_api import Browser, expect

from bot.demo import ASK, COORDINATOR

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]


async def test_an_officer_sees_the_queue_and_the_card(browser: Browser, demo: Demo) -> None:
    for name in ("Sùng Thị Chà", "Hờ A Lử"):
        await demo.play(demo.newcomer(name), ASK)
    async with visit(browser, demo, viewport=NARROW) as visitor:
        await visitor.tab("officer").click()
        await visitor.write("/hangcho", "officer")
        await visitor.shows("việc đang chờ", "officer")
        await expect(visitor.key("Lọc", "officer")).to_be_visible()
        await visitor.picture("desk-queue")
        await visitor.press("Mở xem", "officer")
        await expect(visitor.key("Vướng, phải từ chối", "officer")).to_be_visible()
        await visitor.press("Nhận liên hệ", "officer")
        await visitor.shows("Lời kể:", "officer")
        await visitor.picture("desk-card")
        await visitor.press("Cách khác", "officer")
        await expect(visitor.key("Huỷ nhận", "officer")).to_be_visible()
        await visitor.is_not_cut_off()
        await visitor.write("/sang", "officer")
        await visitor.shows("Chưa ai nhận, hợp với mình", "officer")
        await visitor.picture("desk-morning")
        await visitor.is_not_cut_off()


async def test_a_coordinator_sees_what_lapsed_and_the_numbers_of_the_month(
    browser: Browser, demo: Demo
) -> None:
    async with visit(browser, demo, f"officer={COORDINATOR}", viewport=NARROW) as visitor:
        await visitor.tab("officer").click()
        await visitor.write("/truc", "officer")
        await expect(visitor.key("Lò Văn Sơn", "officer")).to_be_visible()
        await visitor.write("/thongke", "officer")
        await visitor.shows("Hình vẽ sẽ tới ở đây", "officer")
        picture = visitor.phone("officer").locator(".message:not(.own) img.photo").last
        await expect(picture).to_be_visible()
        await visitor.picture("desk-stats")
        await visitor.write("/xuat", "officer")
        await expect(visitor.phone("officer").locator(".message", has_text=".xlsx").last).to_be_visible()


async def listened_to(demo: Demo) -> None:
    """The clerk has heard a recording; nobody is told of one that is fit."""
    await patiently(
        lambda: demo.app.database.transact(demo.app._house_now),
        lambda house: house.texts.spoken,
        PATIENT_MS / 1000,
    )


async def test_a_language_is_recorded_heard_and_played_on_the_page(browser: Browser, demo: Demo) -> None:
    async with visit(browser, demo) as visitor:
        await visitor.tab("officer").click()
        await visitor.write("/thuam", "officer")
        await visitor.press("Tôi đồng ý", "officer")
        await visitor.press("Khơ Mú", "officer")
        await visitor.shows("Nói câu này bằng tiếng ấy", "officer")
        await visitor.picture("desk-record")
        microphone = visitor.phone("officer").locator(".mic")
        await microphone.click()
        await expect(visitor.phone("officer").locator(".recording")).to_have_text("0:02")
        await microphone.click()
        await visitor.shows("Đã nhận.", "officer")
        await listened_to(demo)

        await visitor.tab("admin").click()
        await visitor.write("/thuam", "admin")
        await visitor.press("Tôi đồng ý", "admin")
        await visitor.press("Khơ Mú", "admin")
        await visitor.shows("kể lại bằng tiếng Việt", "admin")
        await expect(visitor.phone("admin").locator(".message .voice")).to_have_count(1)
        await visitor.write("Bấm để nói tiếng Khơ Mú.", "admin")
        await visitor.picture("desk-hear")
        await visitor.press("Đúng ý", "admin")
        await visitor.shows("Đã ghi. Cảm ơn.", "admin")

    newcomer = demo.newcomer("Lường Thị Pọm")
    await demo.play(newcomer, ())
    async with visit(browser, demo, f"citizen={newcomer.id}") as visitor:
        await visitor.phone().get_by_role("button", name="Bắt đầu", exact=True).click()
        await expect(visitor.phone().locator(".message .voice")).to_have_count(1)
        await visitor.picture("language-by-voice")
        await visitor.is_not_cut_off()
