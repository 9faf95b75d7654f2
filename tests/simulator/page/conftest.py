"""A browser and a demonstration for each file of tests of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from page_visit import PATIENT_MS, Demo, demo_in, launch
from playwright.async_api import Browser, async_playwright, expect

expect.set_options(timeout=PATIENT_MS)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    async with demo_in(tmp_path_factory.mktemp("demo")) as demo:
        yield demo
