"""Conversations in the languages of the province as they are seen on the page: letters, order, marks. The pictures are looked at."""

from __future__ import annotations

import re

import pytest
from page_visit import CHROMIUM, NARROW, NO_BROWSER, Demo, visit
from playwright.async_api import Browser, expect

from bot import desk_jobs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_BROWSER),
]
WAY = ("1", "1", "1", "1", "Nhà bên dời cọc sang nương.")
"""The first questions: help, consent, for whom, what about, the story."""
TAI_DAM = "blt-Tavt-VN"


@pytest.mark.parametrize(
    ("tag", "picture", "draft"),
    [
        ("vi", "in-vietnamese", False),
        ("lo", "in-lao", True),
        ("mww-Latn-VN", "in-hmong", True),
    ],
)
async def test_a_conversation_in_a_language(
    browser: Browser, demo: Demo, tag: str, picture: str, draft: bool
) -> None:
    texts = demo.app.house.texts
    citizen = demo.newcomer("Giàng Thị Mỷ")
    await demo.play(citizen, ())
    async with visit(browser, demo, f"citizen={citizen.id}", viewport=NARROW) as visitor:
        await visitor.phone().get_by_role("button", name="Bắt đầu", exact=True).click()
        await visitor.press(texts.languages[tag].autonym)
        for words in WAY:
            await visitor.write(words)
        await visitor.shows(texts.sources["legal_aid.papers.text"].vi)
        asked = visitor.phone().locator(".message:not(.own)").last
        if draft:
            own = texts.catalogs[tag]["legal_aid.papers.text"].words
            await expect(asked).to_contain_text(f"⚠️ {own}")
        else:
            await expect(asked).not_to_contain_text("⚠️")
        await visitor.is_not_cut_off()
        await visitor.picture(picture)


async def test_letters_that_not_every_telephone_has_are_asked_about(browser: Browser, demo: Demo) -> None:
    texts = demo.app.house.texts
    key = desk_jobs.keys_to_make(texts, TAI_DAM, "written")[0]
    name = texts.languages[TAI_DAM].autonym
    places = re.findall(r"\{[a-z_.0-9]+\}", texts.sources[key].vi)
    async with visit(browser, demo, viewport=NARROW) as visitor:
        await visitor.tab("officer").click()
        await visitor.write("/dich", "officer")
        await visitor.press(name, "officer")
        await visitor.shows("Dịch câu này", "officer")
        await visitor.write(" ".join((name, *places)), "officer")  # its own name, the one word of it we know
        await visitor.shows("Đọc là:", "officer")

    citizen = demo.newcomer("Lò Thị Ánh")
    await demo.play(citizen, ())
    async with visit(browser, demo, f"citizen={citizen.id}", viewport=NARROW) as visitor:
        await visitor.phone().get_by_role("button", name="Bắt đầu", exact=True).click()
        await visitor.press(name)
        await visitor.shows("Đọc được chữ này không?")
        await visitor.picture("in-tai-viet")
        await visitor.press("Không, cho chữ Việt")
        await visitor.shows("không lấy tiền")
        await visitor.is_not_cut_off()
