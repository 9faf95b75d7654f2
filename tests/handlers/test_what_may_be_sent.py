"""Everything that is sent later, through the real doors: what she said and what has happened × who begins × the hour.

The expectation is written out here anew, in the words of the rules; the domain's table is not asked.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import product

import pytest
from asked import asked
from stage import Stage

from bot.chat import Message, Outgoing, Refused, text
from bot.domain.contact import Parted
from bot.domain.numbers import make_number
from bot.domain.request import Action, Request
from bot.handlers import letters
from bot.handlers.house import House
from bot.handlers.letters import Given
from bot.store import messages, people, progress, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import ZONE

WORDS = "Mai tôi lên xã."
DAY = datetime.datetime(2027, 2, 5, tzinfo=ZONE)
AT = {"morning": 8, "noon": 12, "evening": 19, "night": 23}
"""Each hour lies in one of the times a person can choose, or in the quiet hours."""


@dataclass(frozen=True)
class Case:
    shared: bool
    hours: str
    silenced: bool
    helper: bool
    parted: Parted | None
    wrote_now: bool
    when: str

    @property
    def guarded(self) -> bool:
        return self.shared or self.helper


CASES = [
    Case(*each)
    for each in product(
        (False, True),
        ("", "morning", "evening", "never"),
        (False, True),
        (False, True),
        (None, *Parted),
        (False, True),
        AT,
    )
]


def expected(case: Case, kind: str) -> str:
    """What the rules say, one after another."""
    if case.silenced or case.parted:
        return "nothing"
    if case.hours == "never" and not case.wrote_now:
        return "nothing"
    if kind == "notice" and case.helper:
        return "nothing"
    waits = case.hours in ("morning", "evening") and case.when != case.hours
    if kind == "notice":
        asleep = case.when == "night" and not case.wrote_now
        waits = waits or (asleep and case.hours in ("", "never"))
    elif case.wrote_now:
        waits = False
    if waits:
        return "waits"
    return "news" if case.guarded else "words"


def furnish(tx: Transaction, row: int, case: Case, officer: Officer) -> Request:
    person = people.meet(tx, f"telegram:88{row}", "Bà Con")
    facts = {"shared": "others" if case.shared else "only_me"} | (
        {"call_time": case.hours} if case.hours else {}
    )
    made = asked(tx, person.id, make_number(row), guarded=case.guarded, facts=facts, helper=case.helper)
    if case.wrote_now:
        messages.add(tx, made.id, "citizen", "Cán bộ ơi")
    if case.silenced:
        requests.silence(tx, made.id, tx.now)
    if case.parted:
        people.part(tx, person, case.parted)
    return progress.hand(tx, requests.load(tx, made.id), Action.TRANSFER, officer.id)


def became(tx: Transaction, house: House, request: Request, said: list[Outgoing], chats: set[int]) -> str:
    """What reached the person, or waits for her."""
    sent = [each for each in said if isinstance(each, Message) and each.to in chats]
    if not sent:
        return "waits" if messages.held(tx, request.id) else "nothing"
    shown = " ".join(
        house.texts.say(part, "vi") for each in sent for part in each.says if not isinstance(part, tuple)
    )
    if house.texts.say(text("citizen.news"), "vi") == shown:
        return "news"
    return "words" if WORDS in shown else shown


@pytest.mark.parametrize("when", AT)
@pytest.mark.parametrize("kind", ["notice", "letter"])
async def test_what_may_be_sent(house: Stage, kind: str, when: str) -> None:
    house.world.clock.set(DAY.replace(hour=AT[when]).timestamp())
    rooms = house.app.house

    def work(tx: Transaction) -> None:
        person = people.meet(tx, "telegram:9001", "Cán Bộ")
        officer = staff.hire(tx, person.id, "officer", "Cán Bộ", "all")
        for row, case in enumerate((each for each in CASES if each.when == when), start=1):
            request = furnish(tx, row, case, officer)
            chat = people.meet(tx, f"telegram:88{row}", "").chat
            chats = {chat, people.load(tx, request.person).chat}
            try:
                said = (
                    letters.notify(tx, rooms, request, text("quoted", words=WORDS))
                    if kind == "notice"
                    else letters.send(tx, rooms, officer, request, Given(WORDS))
                )
            except Refused:
                said = []
            assert became(tx, rooms, request, said, chats) == expected(case, kind), case

    await house.read(work)


async def test_all_that_is_sent_later_can_be_answered_with_not_me(house: Stage) -> None:
    house.world.clock.set(DAY.replace(hour=8).timestamp())

    def work(tx: Transaction) -> None:
        person = people.meet(tx, "telegram:9001", "Cán Bộ")
        officer = staff.hire(tx, person.id, "officer", "Cán Bộ", "all")
        for row, case in enumerate((each for each in CASES if each.when == "morning"), start=1):
            request = furnish(tx, row, case, officer)
            chat = people.load(tx, request.person).chat
            for said in letters.notify(tx, house.app.house, request, text("quoted", words=WORDS)):
                assert isinstance(said, Message)
                assert said.to == chat
                assert said.buttons[-1][0].data == "not_me:"

    await house.read(work)
