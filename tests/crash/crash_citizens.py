"""Citizens who walk the whole intake by themselves, each at her own pace, and what must be true of it afterwards."""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from patience import until

from bot.simulator.model import Message
from bot.simulator.person import Person
from bot.simulator.world import World

TAKEN_AWAY = "Đã ghi ✓"
"""What stands between two questions when the reply keyboard goes."""
NUMBER = re.compile(r"Số: (\d{3} \d{3} [A-Z])")


@dataclass(frozen=True, slots=True)
class Step:
    """What the bot asks, and what is done then: words are typed, a label after ▶ is pressed."""

    asked: str
    answer: str


class Citizen:
    """One person with two words of her own that must never be lost."""

    def __init__(self, world: World, number: int, chance: random.Random) -> None:
        self.person: Person = world.person(f"Vàng Thị {number}")
        self.story = f"Nhà bên lấn nương, dấu KE-{number:04d}-{chance.getrandbits(32):08x}"
        self.later = f"Hôm qua lại sang, dấu THEM-{number:04d}-{chance.getrandbits(32):08x}"
        self._chance = chance
        self._listened = 0
        self.steps = (
            Step("", "/start"),
            Step("Nói tiếng nào?", "▶Tiếng Việt"),
            Step("Cần gì?", "▶Nhờ giúp"),
            Step("ghi lời kể", "▶Đồng ý ghi"),
            Step("Nhờ cho ai?", "▶Cho mình"),
            Step("Chuyện gì?", "▶Đất, nhà"),
            Step("Kể bằng lời", self.story),
            Step("Có giấy công an", "▶Không có giấy"),
            Step("Đang ở xã nào", "bản Huổi Lóng xã Na Sang"),
            Step("Có phải chỗ này", "1"),
            Step("Cán bộ gọi số nào?", "▶Không có máy"),
            Step("Có ai khác xem", "▶Chỉ mình dùng"),
            Step("Gọi tên gì", "▶Chưa muốn nói"),
            Step("Gửi cho cán bộ nhé?", "▶Gửi"),
            Step("Số: ", self.later),
            Step("Đã đưa thêm cho cán bộ.", ""),
            Step("Muốn dặn thêm gì không?", "▶Dặn xong"),
            Step("Có gì thêm thì nhắn ở đây", ""),
        )

    async def walk(self) -> None:
        """From the first word to the last; waits for each question as long as it takes."""
        for step in self.steps:
            await self._hear(step.asked)
            await asyncio.sleep(self._chance.random() * 0.05)
            if step.answer.startswith("▶"):
                self.person.press(step.answer[1:])
            elif step.answer:
                self.person.send(step.answer)

    async def _hear(self, words: str) -> None:
        """Until it is said, after what was heard before; more may have been said since."""

        def found() -> list[int]:
            said = self.from_bot[self._listened :]
            return [place for place, message in enumerate(said, start=1) if words in message.words]

        if words:
            await until(found, 120)
            self._listened += found()[0]

    @property
    def heard(self) -> str:
        said = self.from_bot
        return said[-1].words if said else ""

    @property
    def from_bot(self) -> list[Message]:
        return [message for message in self.person.room.messages.values() if message.sender.is_bot]

    @property
    def number(self) -> str:
        found = NUMBER.search("\n".join(message.words for message in self.from_bot))
        assert found is not None
        return found[1]

    def assert_straight_on(self) -> None:
        """Every question came, in order, and none that was answered came back."""
        said = (message.words for message in self.from_bot if message.words != TAKEN_AWAY)
        questions = [words for words, _ in groupby(said)]
        expected = [step.asked for step in self.steps[1:]]
        assert len(questions) == len(expected), questions
        assert all(part in words for part, words in zip(expected, questions, strict=True)), questions


def repeats(messages: list[Message]) -> list[int]:
    """When a bot's message came that says the same as the one before (by the world's count of changes)."""
    return [
        after.text_seq
        for before, after in pairwise(messages)
        if before.words == after.words and before.inline == after.inline
    ]
