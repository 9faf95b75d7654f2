"""The page shows plainly what a bot forwards, pins, likes, sends as an album or writes in a topic."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from page_visit import CHROMIUM, NO_BROWSER, WIDE
from playwright.async_api import Browser, Locator, Page, expect

from bot.simulator.dispatch import call
from bot.simulator.http import serve
from bot.simulator.person import Person
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A world without a program behind the bot, and the page on the phones of two people."""

    world: World
    page: Page
    citizen: Person
    officer: Person

    async def bot(self, method: str, **params: Any) -> Any:
        status, body = await call(self.world, DEFAULT_TOKEN, method, params)
        assert status == 200, body
        return body["result"]

    def phone(self, role: str) -> Locator:
        return self.page.locator(f".phone[data-role={role}]")


@pytest_asyncio.fixture(loop_scope="module")
async def shown(browser: Browser) -> AsyncIterator[Shown]:
    world = World()
    world.bot(DEFAULT_TOKEN)
    citizen, officer = world.person("Mai"), world.person("Páo", username="officer_pao")
    citizen.start()
    server = await serve(world, port=0)
    context = await browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(server.url)
    yield Shown(world, page, citizen, officer)
    await context.close()
    await server.close()


async def test_forwards_pins_reactions_and_albums_are_shown(shown: Shown) -> None:
    chat, phone = shown.citizen.id, shown.phone("citizen")
    said = shown.citizen.send("đất nhà tôi")
    await shown.bot(
        "setMessageReaction", chat_id=chat, message_id=said, reaction=[{"type": "emoji", "emoji": "🙏"}]
    )
    await expect(phone.locator(".own .foot").filter(has_text="🙏")).to_be_visible()
    await shown.bot("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=said)
    await expect(phone.locator(".about")).to_have_text("Chuyển tiếp từ Mai")
    photos = shown.citizen.album(["photo", "photo"])
    await shown.bot("copyMessages", chat_id=chat, from_chat_id=chat, message_ids=photos)
    await expect(phone.locator(".message:not(.own) .photo")).to_have_count(2)
    await shown.bot("pinChatMessage", chat_id=chat, message_id=said)
    await expect(phone.locator(".service")).to_contain_text("ghim một tin")


async def test_topics_are_named_at_their_messages(shown: Shown) -> None:
    group = shown.world.group("Cán bộ", [shown.officer], supergroup=True)
    group.make_forum()
    group.add_bot(by=shown.officer, admin=True)
    topic = await shown.bot("createForumTopic", chat_id=group.id, name="Hồ sơ 12")
    where = {"chat_id": group.id, "message_thread_id": topic["message_thread_id"]}
    await shown.bot("sendMessage", **where, text="Yêu cầu mới")
    await shown.bot("closeForumTopic", **where)
    phone = shown.phone("officer")
    await phone.get_by_role("button", name="Cán bộ").click()
    await expect(phone.locator(".about")).to_have_text("# Hồ sơ 12")
    await expect(phone.locator(".service").nth(1)).to_have_text("Đã lập chủ đề Hồ sơ 12")
    await expect(phone.locator(".service").last).to_have_text("Đã đóng chủ đề Hồ sơ 12")
