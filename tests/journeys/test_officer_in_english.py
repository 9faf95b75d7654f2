"""An officer who reads English: whatever language the person used, codes, options and our own words come in hers."""

from __future__ import annotations

import re
import unicodedata

from stage import Stage

from bot.simulator.person import Person

HER_WORDS = "Nhà bên lấn nương."
NAMES = (
    "Lò Thị Hoa", "Cà Văn Minh", "Quản Trị", "Bản Huổi Lóng", "bản Huổi Lóng", "Xã Na Sang", "xã Na Sang", "Na Sang", "Huổi Lóng",
    "Trung tâm Trợ giúp pháp lý nhà nước tỉnh Điện Biên", "Điện Biên", HER_WORDS, "Tiếng Việt", "Lá ngón",
)  # fmt: skip
"""What is nobody's to translate."""
THE_LAW = ("Luật Trợ giúp pháp lý", "❔ Điều ", "✅ Điều ")
"""The law is quoted as it stands: its names, clauses and papers have no official English."""
VIETNAMESE = re.compile("[\u0300-\u036f\u031b]|đ", re.IGNORECASE)


def vietnamese(words: str) -> list[str]:
    """Lines that hold Vietnamese letters beside names and the law."""
    for name in NAMES:
        words = words.replace(name, "")
    lines = [line for line in words.split("\n") if not any(law in line for law in THE_LAW)]
    return [line for line in lines if VIETNAMESE.search(unicodedata.normalize("NFD", line))]


async def english(house: Stage, name: str, role: str = "Cán bộ trợ giúp") -> Person:
    officer = await house.hire(name, role)
    await house.say(officer, "/language")
    await house.press(officer, "English")
    return officer


async def test_her_whole_day_at_the_desk_is_in_english(weekday: Stage) -> None:
    house = weekday
    officer = await english(house, "Lò Thị Hoa")
    await house.hire("Cà Văn Minh")
    since = len(officer.from_bot)
    number = await house.ask_about_land(await house.citizen(), HER_WORDS)

    for words in (
        "/queue",
        "/mine",
        "/dues",
        "/counter",
        "/leave",
        "/me",
        "/commands",
        "/datarights",
        "/privacy",
        "/find",
        "/morning",
    ):
        await house.say(officer, words)
        await house.say(officer, "/cancel")
    await house.say(officer, f"/claim {number}")
    for words in (
        "/request",
        "/note",
        "/transfer",
        "/conflict",
        "/matter",
        "/urgent",
        "/file",
        "/eligibility",
        "/rightsof",
        "/consent",
        "/conversation",
        "/audit",
        "/appointment",
        "/ready",
        "/ask",
        "/interpreter",
    ):
        await house.say(officer, f"{words} {number}")
        await house.say(officer, "/cancel")
    await house.say(officer, f"/reply {number} I come tomorrow.", f"/close {number}")

    shown = officer.from_bot[since:]
    assert len(shown) > 25
    told = "\n".join(message.text for message in shown)
    labels = "\n".join(label for message in shown for label in message.labels)
    toasts = "\n".join(toast.text for toast in officer.toasts)
    assert vietnamese(told) == []
    assert vietnamese(labels) == []
    assert vietnamese(toasts) == []


async def test_a_coordinator_too(weekday: Stage) -> None:
    house = weekday
    leader = await english(house, "Lò Thị Hoa", "Điều phối")
    await house.hire("Cà Văn Minh")
    since = len(leader.from_bot)
    number = await house.ask_about_land(await house.citizen(), HER_WORDS)
    for words in (
        "/people",
        "/balance",
        "/evening",
        "/queue",
        "/duty",
        "/disaster",
        "/stats",
        "/opinions",
        "/leaveof",
        f"/bar {number}",
        f"/transfer {number}",
    ):
        await house.say(leader, words)
        await house.say(leader, "/cancel")

    shown = leader.from_bot[since:]
    assert vietnamese("\n".join(message.text for message in shown)) == []
    assert vietnamese("\n".join(label for message in shown for label in message.labels)) == []
