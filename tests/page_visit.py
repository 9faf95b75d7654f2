"""A visitor of the demonstration: a real browser on the page, with the real bot behind it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, Locator, Page, Playwright, expect

from bot.app import App
from bot.demo import OFFICER, app_in, play, seed
from bot.demo_story import programme
from bot.simulator.http import Server, serve
from bot.simulator.person import Person
from bot.simulator.programme import Act
from bot.simulator.world import World

CHROMIUM: Final = shutil.which("chromium")
NO_BROWSER: Final = "needs Debian's chromium: apt-get install chromium"
FLAGS: Final = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync "
    "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream"
).split()
SCREENSHOTS: Final = Path("test-output")
IN_DOCS: Final = {
    "story-group": "demo",
    "story-390-dark": "story-narrow-dark",
    "desk-queue": "desk-queue",
    "desk-card": "desk-card",
    "desk-morning": "desk-morning",
    "desk-stats": "desk-stats",
    "desk-hear": "desk-hear",
    "in-vietnamese": "in-vietnamese",
    "in-lao": "in-lao",
    "in-hmong": "in-hmong",
    "in-tai-viet": "in-tai-viet",
}
WIDE: Final = {"width": 1280, "height": 860}
MIDDLE: Final = {"width": 768, "height": 1024}
NARROW: Final = {"width": 390, "height": 844}
FAST: Final = 40
QUIET_S: Final = 0.15
"""Ends an answer: among other tests the bot may pause between two messages of one."""
PATIENT_MS: Final = 20_000
"""For what takes the bot and the page many steps: two cores are shared with other tests."""


async def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, with a microphone that hums."""
    return await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@dataclass(frozen=True, slots=True)
class Demo:
    """What ``make demo`` starts: simulator, page and bot, seeded."""

    world: World
    server: Server
    app: App

    def newcomer(self, name: str) -> Person:
        """A citizen who has not written yet."""
        return self.world.person(name)

    def person_called(self, name: str) -> Person:
        """The newest person of that name."""
        user = next(user for user in reversed(self.world.users.values()) if user.first_name == name)
        return Person(self.world, user)

    async def play(self, who: Person, acts: Iterable[str]) -> None:
        """Acts as the seed has them, without the page."""
        await play(self.world, who, tuple(acts), quiet=QUIET_S)


@asynccontextmanager
async def demo_in(folder: Path) -> AsyncIterator[Demo]:
    """The demonstration, on a port of its own."""
    world = World()
    server = await serve(world, port=0, programme=programme(OFFICER))
    app = app_in(world, server.url, folder)
    await app.start()
    try:
        await seed(world, quiet=QUIET_S)
        yield Demo(world, server, app)
    finally:
        await app.stop()
        await server.close()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's page. Roles of phones: citizen, neighbour, group, officer, admin."""

    page: Page
    demo: Demo
    mishaps: list[str] = field(default_factory=list)

    def phone(self, role: str = "citizen") -> Locator:
        return self.page.locator(f".phone[data-role={role}]")

    def tab(self, role: str) -> Locator:
        return self.page.locator(f".shelf-tab[data-shows={role}]")

    @property
    def story(self) -> Locator:
        return self.page.locator("#story")

    def key(self, label: str, role: str = "citizen") -> Locator:
        """The newest button of that label, in the chat or on the reply keyboard."""
        return self.phone(role).locator(".key", has_text=label).last

    async def press(self, label: str, role: str = "citizen") -> None:
        await self.key(label, role).click(timeout=PATIENT_MS)

    async def write(self, text: str, role: str = "citizen") -> None:
        field = self.phone(role).locator("textarea")
        await field.fill(text)
        await field.press("Enter")

    async def shows(self, text: str, role: str = "citizen") -> None:
        """The newest words of that kind are on the phone's screen."""
        found = self.phone(role).locator(".message .text", has_text=text).last
        await expect(found).to_be_visible()

    async def do(self, act: Act) -> None:
        """An act of the story, by hand."""
        if act.after:
            await self.shows(act.after, act.phone)
        if act.does == "press":
            await self.press(act.what, act.phone)
        elif act.does == "send":
            await self.write(act.what, act.phone)
        elif act.does == "start":
            await self.phone(act.phone).get_by_role("button", name="Bắt đầu", exact=True).click()

    async def choose(self, kind: str, name: str, mime: str, content: bytes, role: str = "citizen") -> None:
        """Send a file from the disk."""
        field = self.phone(role).locator(f"input[data-kind={kind}]")
        await field.set_input_files({"name": name, "mimeType": mime, "buffer": content})

    async def story_is_at(self, act: int) -> None:
        """The story is about to do this act, counted from 1; looked for at every frame, because it goes on."""
        await self.page.locator(".story-place", has_text=f"{act}/").wait_for(timeout=PATIENT_MS)

    async def is_pointed_at(self, label: str, role: str = "citizen") -> None:
        """The story's hand lies on a button; looked for at every frame, because it does not stay."""
        await self.phone(role).locator(".key.pointed", has_text=label).wait_for(timeout=PATIENT_MS)

    async def story_is(self, state: str) -> None:
        """act, stopped, misfit or end."""
        await expect(self.story).to_have_attribute("data-state", state)

    async def picture(self, name: str) -> None:
        """A screenshot, when nothing flashes or slides any more; with PICTURES set, those of the docs too."""
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled", caret="hide")
        if os.environ.get("PICTURES") and name in IN_DOCS:
            shutil.copy(SCREENSHOTS / f"{name}.png", Path("docs/pictures") / f"{IN_DOCS[name]}.png")

    async def is_not_cut_off(self) -> None:
        """No scrolling sideways, and everything within the window."""
        width = await self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= await self.page.evaluate("window.innerWidth")


@asynccontextmanager
async def visit(
    browser: Browser, demo: Demo, query: str = "", *, hint: bool = False, **context: Any
) -> AsyncIterator[Visit]:
    """Open the page; errors of the page and breaches of its security policy fail the test."""
    settings = {"viewport": WIDE} | context
    opened = await browser.new_context(**settings)
    if not hint:
        await opened.add_init_script("try { localStorage.setItem('hoaban.hint', 'seen') } catch {}")
    page = await opened.new_page()
    visitor = Visit(page, demo)
    page.on("pageerror", lambda error: visitor.mishaps.append(str(error)))
    page.on("console", lambda line: visitor.mishaps.append(line.text) if "Refused to" in line.text else None)
    try:
        await page.goto(f"{demo.server.url}/?{query}")
        await expect(page.locator(".phone[data-role=citizen] .who")).not_to_have_value("new")
        yield visitor
    finally:
        await opened.close()
    assert visitor.mishaps == []
