"""The simulator's page in a real browser: what a person types, presses, records and sees on the two phones."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from page_visit import CHROMIUM, NARROW, NO_BROWSER, SCREENSHOTS, WIDE
from playwright.async_api import Browser, Locator, Page, expect

from bot.simulator.http import serve
from bot.simulator.person import Person
from bot.simulator.samples import PHOTO, silence
from bot.simulator.tokens import DEFAULT_TOKEN
from bot.simulator.world import World

Json = dict[str, Any]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]


@dataclass(frozen=True, slots=True)
class Echo:
    """A bot of a few lines, which knows the simulator by HTTP only, as any bot does."""

    http: aiohttp.ClientSession
    url: str

    async def run(self) -> None:
        """Answer everything, until cancelled."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await self.answer(update)

    async def answer(self, update: Json) -> None:
        if "callback_query" in update:
            await self.answer_press(update["callback_query"])
        elif "edited_message" in update:
            edited = update["edited_message"]
            await self.say(edited, f"Đã sửa: {edited['text']}")
        elif "message" in update:
            await self.answer_message(update["message"])

    async def answer_message(self, message: Json) -> None:
        if "voice" in message:
            await self.say(message, f"Nghe {message['voice']['duration']} giây")
        elif "photo" in message:
            size = message["photo"][-1]["file_size"]
            await self.say(message, f"Xem ảnh {size} byte: {message.get('caption', '')}")
        elif "document" in message:
            await self.say(message, f"Xem {message['document']['file_name']}")
        elif "contact" in message:
            own = message["contact"].get("user_id") == message["from"]["id"]
            await self.say(message, "Số của chính mình" if own else "Số người khác", remove_keyboard=True)
        elif "location" in message:
            await self.say(message, f"Vĩ độ {message['location']['latitude']:.1f}")
        elif message.get("text") == "/start":
            await self.say(message, "Chào bà con. Chọn đi.", inline_keyboard=CHOICES)
        elif message.get("text") == "số máy":
            await self.say(message, "Gửi số máy?", keyboard=PHONE_KEYS, resize_keyboard=True)
        elif "text" in message:
            await self.say(message, f"Nghe thấy: {message['text']}")

    async def answer_press(self, press: Json) -> None:
        loud = press["data"] == "loud"
        await self.call(
            "answerCallbackQuery", callback_query_id=press["id"], text="Đã ghi ✓", show_alert=loud
        )
        await self.call(
            "editMessageText",
            chat_id=press["message"]["chat"]["id"],
            message_id=press["message"]["message_id"],
            text=f"Đã chọn: {press['data']}",
        )

    async def say(self, message: Json, text: str, **markup: object) -> None:
        reply_markup = {"reply_markup": markup} if markup else {}
        await self.call("sendMessage", chat_id=message["chat"]["id"], text=text, **reply_markup)

    async def call(self, method: str, **parameters: object) -> Any:
        async with self.http.post(f"{self.url}/bot{DEFAULT_TOKEN}/{method}", json=parameters) as response:
            body = await response.json()
        assert body["ok"], body
        return body["result"]


CHOICES = [
    [{"text": "Ghi nhỏ", "callback_data": "quiet"}, {"text": "Báo to", "callback_data": "loud"}],
    [{"text": "ꪼꪕꪒꪾ", "callback_data": "tai"}, {"text": "ພາສາລາວ", "callback_data": "lao"}],
]
PHONE_KEYS = [[{"text": "Gửi số của mình", "request_contact": True}], [{"text": "Không gửi"}]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A served world with an echoing bot and two people, and the page open on their two phones."""

    page: Page
    url: str
    world: World
    citizen: Person
    officer: Person

    def phone(self, role: str = "citizen") -> Locator:
        return self.page.locator(f".phone[data-role={role}]")

    def button(self, name: str) -> Locator:
        return self.phone().get_by_role("button", name=name, exact=True)

    async def write(self, text: str) -> None:
        field = self.phone().locator("textarea")
        await field.fill(text)
        await field.press("Enter")

    async def shows(self, text: str, role: str = "citizen") -> None:
        await expect(self.phone(role).locator(".message .text").filter(has_text=text).last).to_be_visible()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    world = World()
    world.bot(DEFAULT_TOKEN)
    citizen, officer = world.person("Lò Thị Mai"), world.person("Giàng A Páo", username="officer_pao")
    server = await serve(world, port=0)
    context = await browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    page = await context.new_page()
    mishaps: list[str] = []
    page.on("pageerror", lambda error: mishaps.append(str(error)))
    page.on("console", lambda line: mishaps.append(line.text) if "Security Policy" in line.text else None)
    async with aiohttp.ClientSession() as http:
        bot = asyncio.create_task(Echo(http, server.url).run())
        await page.goto(server.url)
        await expect(page.locator(".who").first).to_have_value(str(citizen.id))
        yield Stage(page, server.url, world, citizen, officer)
        bot.cancel()
        with suppress(asyncio.CancelledError):
            await bot
    await context.close()
    await server.close()
    assert mishaps == []


async def test_the_start_button_of_an_empty_chat_begins_it(stage: Stage) -> None:
    await stage.button("Bắt đầu").click()
    await stage.shows("Chào bà con.")
    await expect(stage.phone().locator(".empty")).to_be_hidden()


@pytest.mark.parametrize("words", ["Mất đất ở bản Nà Tấu", "ສະບາຍດີ", "ꪼꪕꪒꪾ", "<img src=x onerror=alert(1)>"])
async def test_typed_words_of_any_script_stay_words(stage: Stage, words: str) -> None:
    await stage.write(words)
    await stage.shows(f"Nghe thấy: {words}")
    await expect(stage.phone().locator(".messages img")).to_have_count(0)
    await expect(stage.phone().locator(".own .ticks.read")).to_have_count(1)


async def test_a_pressed_button_shows_a_short_answer_and_the_edited_message(stage: Stage) -> None:
    await stage.write("/start")
    await stage.button("Ghi nhỏ").click()
    await expect(stage.phone().locator(".toast")).to_have_text("Đã ghi ✓")
    await stage.shows("Đã chọn: quiet")
    await expect(stage.phone().locator(".message", has_text="Đã chọn: quiet")).to_contain_text("đã sửa")
    await expect(stage.button("Ghi nhỏ")).to_have_count(0)


async def test_an_alert_waits_until_it_is_closed(stage: Stage) -> None:
    await stage.write("/start")
    await stage.button("Báo to").click()
    alert = stage.phone().get_by_role("alertdialog")
    await expect(alert).to_contain_text("Đã ghi ✓")
    await stage.page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()


async def test_the_reply_keyboard_sends_its_words_and_the_own_number(stage: Stage) -> None:
    await stage.write("số máy")
    await stage.button("Không gửi").click()
    await stage.shows("Nghe thấy: Không gửi")
    await stage.button("Gửi số của mình").click()
    await stage.shows("Số của chính mình")
    await expect(stage.phone().locator(".keyboard")).to_be_hidden()


async def test_a_place_is_shared_from_the_menu(stage: Stage) -> None:
    await stage.phone().locator(".attach summary").click()
    await stage.button("Chỗ đang đứng").click()
    await stage.shows("Vĩ độ 21.4")


async def test_a_voice_note_from_a_file_arrives_with_its_length(stage: Stage) -> None:
    await choose(stage, "voice", "tieng-noi.ogg", "audio/ogg", silence(3))
    await stage.shows("Nghe 3 giây")
    player = stage.phone().locator(".own .voice")
    await player.get_by_role("button", name="Nghe", exact=True).click()
    await expect(player.get_by_role("button", name="Dừng nghe")).to_be_visible()


async def test_the_microphone_records_a_voice_note(stage: Stage) -> None:
    await stage.button("Ghi tiếng nói").click()
    await expect(stage.phone().locator(".recording")).to_have_text("0:01")
    await stage.button("Dừng và gửi tiếng nói").click()
    heard = stage.phone().locator(".message .text").filter(has_text=re.compile(r"Nghe [1-9]\d* giây"))
    await expect(heard.last).to_be_visible()  # where much is going on a second is a longer one
    await stage.phone().locator(".own .voice").get_by_role("button", name="Nghe", exact=True).click()
    await expect(stage.button("Dừng nghe")).to_be_visible()


async def test_a_photo_is_shown_with_the_words_typed_beside_it(stage: Stage) -> None:
    await stage.phone().locator("textarea").fill("Giấy của xã")
    await choose(stage, "photo", "giay.jpg", "image/jpeg", PHOTO)
    await stage.shows(f"Xem ảnh {len(PHOTO)} byte: Giấy của xã")
    await expect(stage.phone().locator(".own img.photo")).to_have_js_property("naturalWidth", 1)
    await expect(stage.phone().locator("textarea")).to_have_value("")


async def test_a_document_is_named(stage: Stage) -> None:
    await choose(stage, "document", "quyet-dinh.pdf", "application/pdf", b"%PDF-1.4")
    await stage.shows("Xem quyet-dinh.pdf")
    await expect(stage.phone().get_by_role("link", name="quyet-dinh.pdf")).to_be_visible()


async def test_a_sent_message_is_edited(stage: Stage) -> None:
    await stage.write("xã Thanh Nua")
    await stage.shows("Nghe thấy: xã Thanh Nua")
    await stage.phone().locator(".own").hover()
    await stage.button("Sửa tin này").click()
    await stage.write("xã Thanh Nưa")
    await stage.shows("Đã sửa: xã Thanh Nưa")
    await expect(stage.phone().locator(".own").first).to_contain_text("đã sửa")


async def test_a_refusal_of_the_simulator_is_told_and_the_words_stay(stage: Stage) -> None:
    stage.citizen.block()
    await stage.write("còn đó không?")
    await expect(stage.phone().get_by_role("alert")).to_contain_text("Chưa làm được")
    await expect(stage.phone().locator("textarea")).to_have_value("còn đó không?")


async def test_the_phones_belong_to_two_people(stage: Stage) -> None:
    await stage.write("chuyện riêng")
    await stage.shows("Nghe thấy: chuyện riêng")
    await expect(stage.phone("officer").locator(".message")).to_have_count(0)
    await expect(stage.phone("officer").locator(".who")).to_have_value(str(stage.officer.id))


async def test_another_person_takes_the_phone_and_the_address_remembers(stage: Stage) -> None:
    await stage.phone().locator(".who").select_option(label="+ Thêm người khác…")
    await stage.phone().get_by_label("Tên người mới").fill("Vừ Mí Sử")
    await stage.button("Thêm").click()
    chosen = stage.phone().locator(".who option:checked")
    await expect(chosen).to_have_text("Vừ Mí Sử")
    await stage.page.reload()
    await expect(chosen).to_have_text("Vừ Mí Sử")


async def test_an_empty_world_asks_for_its_first_person(stage: Stage) -> None:
    stage.world.reset()
    await expect(stage.phone().locator(".newcomer")).to_contain_text("Chưa có ai")
    await stage.phone().get_by_label("Tên người mới").fill("Quàng Thị Ơn")
    await stage.button("Thêm").click()
    await expect(stage.button("Bắt đầu")).to_be_visible()


async def test_the_bot_is_seen_writing(stage: Stage) -> None:
    await stage.write("/start")
    await stage.shows("Chào bà con.")
    async with aiohttp.ClientSession() as http:
        bot = Echo(http, stage.url)
        await bot.call("sendChatAction", chat_id=stage.citizen.id, action="typing")
        await expect(stage.phone().locator(".under")).to_have_text("đang viết…")
        await bot.call("sendMessage", chat_id=stage.citizen.id, text="Xong.")
    await expect(stage.phone().locator(".under")).to_have_text("máy trả lời")


async def test_a_group_of_the_holder_opens_beside_the_private_chat(stage: Stage) -> None:
    group = stage.world.group("Cán bộ Trung tâm", [stage.officer])
    group.add_bot(by=stage.officer)
    await stage.phone("officer").get_by_role("button", name="Cán bộ Trung tâm").click()
    await expect(stage.phone("officer").locator(".service")).to_contain_text("vào nhóm")
    await expect(stage.phone().locator(".tabs")).to_be_hidden()


async def test_the_page_speaks_english_when_asked(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="English").click()
    await expect(stage.page.get_by_text("Nobody outside can read it.")).to_be_visible()
    await expect(stage.button("Start")).to_be_visible()


async def test_a_lost_connection_is_told_and_found_again(stage: Stage) -> None:
    lost = stage.page.get_by_text("Mất nối với máy mô phỏng")
    await stage.page.route("**/control/stream", lambda route: route.abort())
    await stage.page.reload()
    await expect(lost).to_be_visible()
    await stage.page.unroute("**/control/stream")
    await expect(lost).to_be_hidden(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_nothing_is_cut_off_on_wide_and_narrow_screens(stage: Stage, size: Json, scheme: Any) -> None:
    await stage.page.emulate_media(color_scheme=scheme)
    await stage.page.set_viewport_size(size)  # type: ignore[arg-type]
    await stage.write("ສະບາຍດີ – ꪼꪕꪒꪾ – Điện Biên " + "dài" * 40)
    await choose(stage, "voice", "tieng-noi.ogg", "audio/ogg", silence(3))
    await stage.write("số máy")
    await stage.shows("Gửi số máy?")
    await stage.write("/start")
    await stage.shows("Chào bà con.")
    picture = SCREENSHOTS / f"page-{size['width']}-{scheme}.png"
    await stage.page.screenshot(path=picture, full_page=True)
    assert await stage.page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def choose(stage: Stage, kind: str, name: str, mime: str, content: bytes) -> None:
    field = stage.phone().locator(f"input[data-kind={kind}]")
    await field.set_input_files({"name": name, "mimeType": mime, "buffer": content})
