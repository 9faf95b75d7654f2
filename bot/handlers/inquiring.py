"""An officer asks a person besides, by questions that stand ready as a flow; the answers go into the request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.chat import Button, Outgoing, Refused, Rows, Text, text
from bot.domain.calendar import DAY_MS
from bot.domain.contact import Way
from bot.domain.numbers import show_number
from bot.domain.request import Request, Status
from bot.flow.answers import words_of
from bot.flow.conditions import StepAnswer
from bot.flow.model import Flow, SubmitStep
from bot.handlers import announcing, escalating, letters, sorting
from bot.handlers.asked_lines import FACT
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.own_deeds import Done
from bot.handlers.work import tell
from bot.handlers.writable import check_writable
from bot.store import asks, chats, files, history, requests, timers
from bot.store.asks import State
from bot.store.database import Transaction
from bot.store.inbox import SYSTEM
from bot.store.people import Person
from bot.store.sessions import Stored
from bot.store.staff import Officer

DEED: Final = "answer_officer"
"""A flow that ends with it can be asked by officers."""
SILENT: Final = "asked"
"""The timer after which the officer hears that no answer came."""
PATIENCE_MS: Final = 3 * DAY_MS
AGAIN_MS: Final = 60_000
"""A press that comes again so soon is the same press, brought twice."""


def offered(
    tx: Transaction, house: House, officer: Officer, request: Request, given: Given
) -> list[Outgoing]:
    """Which questions?"""
    check_writable(tx, house, request)
    rows: Rows = tuple(
        (Button(Text(f"{flow.id}.title"), f"ask_of:{request.id}.{flow.id}", "❓"),) for flow in askable(house)
    )
    return [tell(officer, text("asking.which", number=show_number(request.number)), rows)]


def put(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """The person is told that there is something to answer; the questions come when she opens it."""
    flow = next((each for each in askable(house) if each.id == given.words), None)
    if flow is None:
        raise Refused(text("press.old"))
    check_writable(tx, house, request)
    before = asks.waiting(tx, request.id, flow.id)
    if before and tx.now - before.at < AGAIN_MS:
        raise Refused(text("press.noted"))
    asked = asks.again(tx, before) if before else asks.add(tx, request.id, flow.id, officer.id)
    history.append(tx, request.id, f"staff:{officer.id}", "asked", flow.id)
    chat = chats.chat_of(tx, SYSTEM, private=False)
    timers.set_only(tx, SILENT, chat, tx.now + PATIENCE_MS, str(asked.id))
    says = text("citizen.asked", officer=officer.name)
    way, told = letters.notice(tx, house, request, says, letters.answer_row(asked.id), f"asked:{asked.id}")
    if way is Way.NOT:
        raise Refused(text("asking.not_sent", number=show_number(request.number)))
    key = "asking.later" if way is Way.LATER else "asking.sent"
    return [
        *told,
        tell(officer, text(key, number=show_number(request.number), title=Text(f"{flow.id}.title"))),
    ]


def ring(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """No answer came: whoever has the request in hand hears so, once."""
    asked = asks.find(tx, row)
    if asked is None or asked.state is State.ANSWERED or not asks.end(tx, asked.id, State.SILENT):
        return []
    request = requests.load(tx, asked.request)
    if request.status is Status.CLOSED:
        return []
    says = text("asking.silent", number=show_number(request.number), title=Text(f"{asked.flow}.title"))
    officer = announcing.hearer(tx, request)
    return [announcing.say(officer, request, says)] if officer else []


def askable(house: House) -> list[Flow]:
    """The flows that officers can ask."""
    return [
        flow
        for flow in house.flows.values()
        if any(isinstance(step, SubmitStep) and step.deed == DEED for step in flow.steps.values())
    ]


# --- the person ------------------------------------------------------------------------------


def to_open(tx: Transaction, house: House, person: Person, rest: str) -> asks.Ask:
    """The asking that she opens; raises Refused for one that is not hers or was answered."""
    asked = asks.find(tx, row_in(rest))
    request = requests.load(tx, asked.request) if asked else None
    if asked is None or request is None or request.person != person.id or asked.flow not in house.flows:
        raise Refused(text("press.old"))
    if asked.state is State.ANSWERED:
        raise Refused(text("press.noted"))
    if request.status is Status.CLOSED or request.at_rest:
        raise Refused(text("citizen.asked_over"))
    return asked


def answer(tx: Transaction, house: House, person: Person, stored: Stored, inputs: Mapping[str, Any]) -> Done:
    """Her answers belong to the request from now on, with the voices and pictures that came along."""
    asked = asks.of_session(tx, stored.id)
    if asked is None:
        raise Refused(text("press.old"))
    request = requests.load(tx, asked.request)
    if request.status is Status.CLOSED or request.at_rest:
        raise Refused(text("citizen.asked_over"))
    said = list(_said(house.flows[asked.flow], inputs))
    known = requests.facts(tx, request.id)
    kept = [*known.get(FACT, ()), {"flow": asked.flow, "said": said}]
    requests.set_facts(tx, request.id, {**known, FACT: kept})
    files.attach(tx, stored.id, request.id)
    asks.end(tx, asked.id, State.ANSWERED)
    history.append(tx, request.id, "citizen", "asked_answered", asked.flow, words=repr(said))
    escalating.await_answer(tx, house, request)
    officer = announcing.hearer(tx, request)
    says = text("asking.answered", number=show_number(request.number), title=Text(f"{asked.flow}.title"))
    told: list[Outgoing] = (
        [announcing.say(officer, request, says)] if officer else announcing.tell_leaders(tx, request, says)
    )
    words = " ".join(words_of(each["value"]) for each in said)
    told += sorting.look_again(tx, house, requests.load(tx, request.id), words)
    return Done({"told": text("citizen.asked_told")}, told)


def _said(flow: Flow, inputs: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each answer with its question, in the order of the flow."""
    for step in flow.steps.values():
        if isinstance(step, SubmitStep) and step.deed == DEED:
            for name, term in step.inputs.items():
                if isinstance(term, StepAnswer) and inputs.get(name) is not None:
                    yield {"step": term.step, "value": inputs[name]}
