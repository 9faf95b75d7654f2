"""What stands around the phones: the clock, the strip of Bot API calls, the shelf; and how it all looks."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import shutil

import pytest
from page_visit import CHROMIUM, MIDDLE, NARROW, NO_BROWSER, WIDE, Demo, visit
from playwright.async_api import Browser, expect

from bot.demo import ASK
from bot.demo_story import HERE, TET

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])
async def test_the_demo_looks_calm_on_wide_and_narrow_screens(
    browser: Browser, demo: Demo, size: dict[str, int], scheme: str
) -> None:
    citizen = demo.newcomer("Thào A Sử")
    await demo.play(citizen, ASK[:5])
    query = f"citizen={citizen.id}"
    async with visit(browser, demo, query, viewport=size, color_scheme=scheme, hint=True) as visitor:
        await visitor.shows("Nhờ cho ai?")
        await visitor.picture(f"demo-{size['width']}-{scheme}")
        await visitor.is_not_cut_off()
        await visitor.page.locator(".calls-head").click()
        await expect(visitor.page.locator(".call").first).to_be_visible()
        await visitor.picture(f"calls-{size['width']}-{scheme}")
        await visitor.is_not_cut_off()


async def test_on_a_narrow_screen_a_tab_counts_what_its_phone_has_not_shown(
    browser: Browser, demo: Demo
) -> None:
    citizen = demo.newcomer("Giàng A Say")
    async with visit(browser, demo, f"citizen={citizen.id}", viewport=NARROW) as visitor:
        await expect(visitor.page.locator(".phone:visible")).to_have_count(1)
        await demo.play(citizen, ASK)
        badge = visitor.tab("group").locator(".badge")
        await expect(badge).to_contain_text("1")
        await visitor.picture("unread-390")
        await visitor.tab("group").click()
        await visitor.shows("Đất, nhà, rừng", "group")
        await expect(badge).to_have_count(0)
        await expect(visitor.phone()).to_be_hidden()
        await visitor.is_not_cut_off()


async def test_a_call_is_shown_as_it_happens_and_its_curl_line_works(browser: Browser, demo: Demo) -> None:
    citizen = demo.newcomer("Vàng A Chía")
    permissions = ["clipboard-read", "clipboard-write"]
    async with visit(browser, demo, f"citizen={citizen.id}", permissions=permissions) as visitor:
        await visitor.page.locator(".calls-head").click()
        await visitor.phone().get_by_role("button", name="Bắt đầu", exact=True).click()
        row = visitor.page.locator(".call", has_text=f"chat_id: {citizen.id} · text: Nói tiếng nào?")
        await expect(row).to_contain_text("sendMessage")
        await expect(row).to_contain_text("ms")
        await row.get_by_role("button", name="Chép curl").click()
        await expect(row.get_by_role("button", name="Đã chép ✓")).to_be_visible()
        line = await visitor.page.evaluate("navigator.clipboard.readText()")
        assert line.startswith(f"curl -s '{demo.server.url}/bot1000000:SIM")

        if shutil.which("curl") is None:
            pytest.skip("needs curl, to see that the line works")
        answer = json.loads(await output_of(line))
        assert answer["ok"], answer
        await expect(visitor.phone().locator(".message .text", has_text="Nói tiếng nào?")).to_have_count(2)


async def test_a_refused_call_says_why(browser: Browser, demo: Demo) -> None:
    async with visit(browser, demo) as visitor:
        await visitor.page.locator(".calls-head").click()
        await visitor.page.evaluate(
            "fetch('/bot1000000:SIMULATOR-not-a-real-token-000000/sendMessage?chat_id=5&text=x')"
        )
        row = visitor.page.locator(".call", has_text="✗ 400").first
        await expect(row).to_contain_text("chat not found")


async def test_a_visitor_travels_in_time_to_a_reminder_and_to_tet(browser: Browser, demo: Demo) -> None:
    # Reminders keep to waking hours: an evening must not end differently from a morning.
    demo.world.clock.advance((9 - here(demo.world.clock.now()).hour) % 24 * 3600)
    citizen = demo.newcomer("Lầu A Tủa")
    await demo.play(citizen, ASK[:6])
    async with visit(browser, demo, f"citizen={citizen.id}") as visitor:
        clock = visitor.page.locator(".clock-face")
        before = demo.world.clock.now()
        await visitor.page.get_by_role("button", name="+1 giờ").click()
        await expect(clock).to_contain_text(f"{here(before + 3600):%d/%m/%Y}")
        for day in range(1, 4):
            await visitor.page.get_by_role("button", name="+1 ngày").click()
            await expect(clock).to_contain_text(f"{here(before + 3600 + day * 86_400):%d/%m/%Y}")
        await visitor.shows("Có tin mới")
        await visitor.picture("time-travel")

        tet = next(day for day in TET if day > here(before).date())
        await visitor.page.get_by_role("button", name="đến Tết").click()
        await expect(clock).to_contain_text(f"{tet:%d/%m/%Y}")
        assert here(demo.world.clock.now()).hour == 8


def here(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, HERE)


async def output_of(line: str) -> bytes:
    process = await asyncio.create_subprocess_shell(line, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return said
