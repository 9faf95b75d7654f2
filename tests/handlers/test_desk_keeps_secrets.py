"""Whatever the staff type and press, in whatever order: nobody is shown what the table forbids, and no note reaches a person.

Each run is a random walk of all roles through the real desk: commands, buttons that were shown to somebody (also to another),
forged presses, plain words. A failure names the seed and the steps.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from asked import asked
from stage import Stage

from bot.chat import Event, Message, Outgoing, Refused, Said
from bot.domain.numbers import make_number
from bot.domain.permits import Role
from bot.handlers import officer as desk
from bot.handlers.commands import PRESSED, TYPED, TYPED_ON
from bot.handlers.house import House
from bot.handlers.permission import may
from bot.store import centre, chats, declines, messages, notes, people, requests, staff
from bot.store.database import Transaction
from bot.store.engine import RaceLost
from bot.store.people import Person

STEPS = 150
REQUESTS = 5
OPTIONS = (
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "yes",
    "no",
    "answered",
    "none",
    "land",
    "female",
    "any",
    "a",
    "2017:25.2.b",
    "sure",
)


@dataclass
class Walk:
    """The desk with everybody at it, and what was said to whom."""

    tx: Transaction
    house: House
    seed: int
    chance: random.Random
    people: list[Person]
    citizens: list[int]
    rows: list[int]
    group: int
    shown: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)

    def step(self, number: int) -> None:
        """One act of one of them; then everything that it led to is looked at."""
        who = self.chance.choice(self.people)
        act = self.chance.choice(
            (self._command, self._command, self._button, self._button, self._forged, self._words)
        )
        before = self._readers()
        said = self._tried(act(who, number), who)
        self._look(said, before)

    # --- acts

    def _command(self, who: Person, number: int) -> str:
        name = self.chance.choice([*TYPED, *TYPED_ON])
        typed = self.house.texts.sources[f"command.{name}.words"].vi.partition(",")[0]
        request = requests.load(self.tx, self.chance.choice(self.rows))
        words = f" LỜI-{number}." if self.chance.random() < 0.5 else ""
        return f"{typed} {request.number}{words}" if name in TYPED_ON else f"{typed}{words}"

    def _button(self, who: Person, number: int) -> str:
        return f"▶{self.chance.choice(self.shown)}" if self.shown else self._words(who, number)

    def _forged(self, who: Person, number: int) -> str:
        return (
            f"▶{self.chance.choice([*PRESSED])}:{self.chance.choice(self.rows)}.{self.chance.choice(OPTIONS)}"
        )

    def _words(self, who: Person, number: int) -> str:
        return f"LỜI-{number}."

    def _tried(self, act: str, who: Person) -> list[Outgoing]:
        self.steps.append(f"{people.name(self.tx, who.id)}: {act}")
        address = chats.address_of(self.tx, who.chat)
        try:
            with self.tx.savepoint():
                if act.startswith("▶"):
                    verb, _, rest = act[1:].partition(":")
                    return desk.press(self.tx, self.house, who, verb, rest, "p") or []
                event = Event(address, address, "", True, Said(act), str(len(self.steps)))
                return desk.hear(self.tx, self.house, who, event) or []
        except (Refused, RaceLost):
            return []

    # --- what must hold

    def _readers(self) -> set[tuple[int, int]]:
        """Who (a chat) may read which request now; an interpreter the words of his."""
        found = set()
        for person in self.people:
            if officer := staff.of_person(self.tx, person.id):
                for row in self.rows:
                    request = requests.load(self.tx, row)
                    if officer.interprets == row or may(self.tx, officer, "read", request):
                        found.add((person.chat, row))
        return found

    def _look(self, said: list[Outgoing], before: set[tuple[int, int]]) -> None:
        told = [each for each in said if isinstance(each, Message)]
        allowed = before | self._readers()
        written = {row: self._notes(row) for row in self.rows}
        for message in told:
            self.shown += [button.data for row in message.buttons for button in row if not button.share]
            words = self._words_of(message)
            for row in self.rows:
                secret = any(each in words for each in (f"CHUYỆN-{row}.", f"TÊN-{row}."))
                if secret and message.to not in self.citizens:
                    assert (message.to, row) in allowed, self._story(message, f"request {row}")
                for note in written[row]:
                    if note in words:
                        assert message.to not in self.citizens, self._story(message, "a note to a citizen")
                        assert (message.to, row) in allowed, self._story(message, f"a note of {row}")
        assert all(
            letter.words not in written[row]
            for row in self.rows
            for letter in messages.of_request(self.tx, row)
            if letter.words
        ), self._story(None, "a note became a letter")

    def _notes(self, row: int) -> set[str]:
        return {note.words for note in notes.of_request(self.tx, row) if "LỜI-" in note.words}

    def _words_of(self, message: Message) -> str:
        lines = [line for part in message.says for line in (part if isinstance(part, tuple) else (part,))]
        labels = [button.label for row in message.buttons for button in row]
        return "\n".join(self.house.texts.say(line, "vi") for line in (*lines, *labels))

    def _story(self, message: Message | None, what: str) -> str:
        to = f"chat {message.to}: {self._words_of(message)[:300]}" if message else ""
        return "\n".join([f"seed {self.seed}: {what}", to, *self.steps[-12:]])


def walk_of(tx: Transaction, house: House, seed: int) -> Walk:
    staffed = [people.meet(tx, f"telegram:{9000 + n}", f"Người {n}") for n in range(9)]
    roles = (
        Role.OFFICER,
        Role.OFFICER,
        Role.LAWYER,
        Role.COLLABORATOR,
        Role.COORDINATOR,
        Role.HEAD,
        Role.ADMIN,
        Role.TRANSLATOR,
    )
    hired = [
        staff.hire(tx, person.id, role, f"Người {n}", "all")
        for n, (person, role) in enumerate(zip(staffed, roles, strict=False))
    ]
    rows, citizens = [], []
    for n in range(REQUESTS):
        citizen = people.meet(tx, f"telegram:{7000 + n % 4}", "Bà Con")  # one of them asked twice
        citizens.append(citizen.chat)
        sensitive = "faith" if n == 3 else "violence" if n == 4 else None
        row = asked(tx, citizen.id, make_number(n + 10), sensitive=sensitive, helper=n == 2).id
        requests.set_facts(
            tx, row, {"story": {"text": f"CHUYỆN-{row}."}, "name": {"text": f"TÊN-{row}."}, "speak": "mong"}
        )
        rows.append(row)
    declines.note(tx, rows[0], hired[1].id, declines.CONFLICT, "2017:25.2.b", hired[4].id)
    staff.hire(tx, staffed[8].id, Role.INTERPRETER, "Người 8", "all", rows[1])
    group = chats.chat_of(tx, "telegram:-100", private=False)
    centre.put(tx, "staff_chat", str(group))
    return Walk(tx, house, seed, random.Random(seed), staffed, citizens, rows, group)


@pytest.mark.parametrize("seed", range(10))
async def test_no_walk_shows_anybody_what_the_table_forbids(house: Stage, seed: int) -> None:
    def work(tx: Transaction) -> int:
        walk = walk_of(tx, house.app.house, seed)
        for number in range(STEPS):
            walk.step(number)
        return len(walk.shown)

    assert await house.read(work) > 50


async def test_a_desk_that_leaks_is_caught(house: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test can fail: a card that shows everything to everybody, a note that goes to the person."""
    monkeypatch.setattr("bot.handlers.work.may", lambda *_: True)

    def work(tx: Transaction) -> None:
        walk = walk_of(tx, house.app.house, 0)
        for number in range(STEPS * 3):
            walk.step(number)

    with pytest.raises(AssertionError, match="seed 0: request"):
        await house.read(work)
