"""Every command of the staff by every role, on requests that stand in every way to it: the table decides, nothing else."""

from __future__ import annotations

import pytest
from asked import STORY, asked
from stage import Stage

from bot.chat import Event, Message, Outgoing, Refused, Said
from bot.domain.numbers import make_number
from bot.domain.permits import Relation, Role, denied
from bot.domain.request import Action, Outcome, Request, Status
from bot.domain.request import Stage as LawStage
from bot.handlers import officer as desk
from bot.handlers.commands import PRESSED, TYPED, TYPED_ON
from bot.handlers.house import House
from bot.handlers.permission import stand
from bot.store import chats, declines, people, progress, requests, staff
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.staff import Officer


class Undone(Exception):
    """Whatever a command did is taken back, so that the next one finds the same house."""

    def __init__(self, said: list[Outgoing] | None) -> None:
        super().__init__()
        self.said = said


def hire(tx: Transaction, role: Role, number: int) -> tuple[Officer, Person]:
    person = people.meet(tx, f"telegram:{9000 + number}", f"Người {number}")
    return staff.hire(tx, person.id, role, f"Người {number}", "all"), person


def ask(tx: Transaction, row: int, sensitive: str | None = None) -> Request:
    """By somebody who helps another: every command of the table can be used on it."""
    citizen = people.meet(tx, f"telegram:77{row}", "Bà Con")
    return asked(tx, citizen.id, make_number(row), sensitive=sensitive, helper=True)


def standing(tx: Transaction, actor: Officer, other: Officer) -> list[Request]:
    """A request in every status and stage in the actor's hands, in every status in another's, in nobody's, reserved, barred to
    him, and in proceedings; an interpreter was called into one of another's."""
    found: list[Request] = []
    for place, holder in enumerate((actor, other)):
        for offset, actions in enumerate(((), (Action.CONTACT,), (Action.CONTACT, Action.CLOSE))):
            request = progress.hand(tx, ask(tx, 10 * place + offset), Action.TRANSFER, holder.id)
            for action in actions:
                request = progress.move(
                    tx, request, action, Outcome.ANSWERED if action is Action.CLOSE else None
                )
            found.append(request)
    for offset, stage in enumerate(LawStage):
        held = progress.hand(tx, ask(tx, 500 + offset), Action.TRANSFER, actor.id)
        tx.run("UPDATE requests SET stage = :stage WHERE id = :id", stage=str(stage), id=held.id)
        found.append(requests.load(tx, held.id))
    found += [ask(tx, 200), ask(tx, 300, "faith"), ask(tx, 400)]
    declines.note(tx, found[-1].id, actor.id, declines.CONFLICT, "2017:25.2.b", other.id)
    held = ask(tx, 600)
    tx.run("UPDATE requests SET custody = 'arrested' WHERE id = :id", id=held.id)
    found.append(requests.load(tx, held.id))
    if actor.role == Role.INTERPRETER:
        tx.run("UPDATE staff SET interprets = :request WHERE id = :id", request=found[3].id, id=actor.id)
    return found


def attempt(tx: Transaction, house: House, person: Person, words: str) -> list[Outgoing] | Refused | None:
    """What a typed command leads to; whatever it did is undone."""
    address = chats.address_of(tx, person.chat)
    try:
        with tx.savepoint():
            try:
                said = desk.hear(tx, house, person, Event(address, address, "", True, Said(words), "5"))
            except Refused as refused:
                return refused
            raise Undone(said)
    except Undone as undone:
        return undone.said


def shown(said: list[Outgoing] | None, chat: int, house: House) -> str:
    messages = [each for each in said or [] if isinstance(each, Message) and each.to == chat]
    lines = [
        line
        for each in messages
        for part in each.says
        for line in (part if isinstance(part, tuple) else (part,))
    ]
    return "\n".join(house.texts.say(line, "vi") for line in lines)


@pytest.mark.parametrize("role", list(Role))
async def test_a_typed_command_goes_exactly_where_the_table_permits(house: Stage, role: Role) -> None:
    seen: set[tuple[Relation, Status]] = set()

    def work(tx: Transaction) -> None:
        actor, person = hire(tx, role, 1)
        other, _ = hire(tx, Role.OFFICER, 2)
        asked = standing(tx, actor, other)
        actor = staff.load(tx, actor.id)
        for request in asked:
            stands = stand(tx, actor, request)
            seen.add((stands, request.status))
            may_read = denied("read", role, stands, request.status, request.stage) is None
            may_read = may_read or stands is Relation.INTERPRETS
            for command in TYPED_ON:
                typed = house.app.house.texts.sources[f"command.{command}.words"].vi.partition(",")[0]
                said = attempt(tx, house.app.house, person, f"{typed} {request.number}")
                permitted = denied(command, role, stands, request.status, request.stage) is None
                assert permitted is not isinstance(said, Refused), (command, stands, request.status)
                if not isinstance(said, Refused):
                    # To claim it is to have it in hand.
                    told = shown(said, actor.chat, house.app.house)
                    assert may_read or command == "claim" or STORY not in told, (command, stands)

    await house.read(work)
    assert len(seen) == {Role.INTERPRETER: 5, Role.COLLABORATOR: 10}.get(role, 9)


@pytest.mark.parametrize("role", list(Role))
async def test_a_command_without_a_request_goes_by_role(house: Stage, role: Role) -> None:
    def work(tx: Transaction) -> None:
        _, person = hire(tx, role, 1)
        for command in TYPED:
            typed = house.app.house.texts.sources[f"command.{command}.words"].vi.partition(",")[0]
            said = attempt(tx, house.app.house, person, typed)
            permitted = denied(command, role, None, None) is None
            # Whose leave is it? A number is missing, and that is said.
            missing = isinstance(said, Refused) and said.why.key == "leave.whose"
            assert permitted is (missing or not isinstance(said, Refused)), command

    await house.read(work)


@pytest.mark.parametrize("role", list(Role))
async def test_a_press_that_the_table_denies_is_refused_and_changes_nothing(house: Stage, role: Role) -> None:
    def work(tx: Transaction) -> None:
        actor, person = hire(tx, role, 1)
        other, _ = hire(tx, Role.OFFICER, 2)
        asked = standing(tx, actor, other)
        actor = staff.load(tx, actor.id)
        for request in asked:
            stands = stand(tx, actor, request)
            for verb, pressed in PRESSED.items():
                if pressed.on and denied(pressed.command, role, stands, request.status, request.stage):
                    with pytest.raises(Refused):
                        desk.press(tx, house.app.house, person, verb, f"{request.id}.1", "p")
                elif pressed.act and denied(pressed.command, role, None, None):
                    with pytest.raises(Refused):
                        desk.press(tx, house.app.house, person, verb, "1", "p")

    await house.read(work)


async def test_who_is_not_of_the_staff_presses_nothing(house: Stage) -> None:
    def work(tx: Transaction) -> None:
        stranger = people.meet(tx, "telegram:8888", "Người Lạ")
        actor, _ = hire(tx, Role.OFFICER, 1)
        other, _ = hire(tx, Role.OFFICER, 2)
        for request in standing(tx, actor, other):
            for verb in PRESSED:
                with pytest.raises(Refused) as refused:
                    desk.press(tx, house.app.house, stranger, verb, f"{request.id}.1", "p")
                assert refused.value.why.key == "staff.only"

    await house.read(work)
