"""What a turn says and asks → messages: its words, its buttons, and the way on when it is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.chat import Button, Message, Outgoing, Priority, Rows, Text, Value, text
from bot.flow.model import Option
from bot.flow.session import Session, answers
from bot.flow.turn import Choice, Question, Turn
from bot.handlers.house import House, flow_of
from bot.store.people import Person
from bot.store.sessions import Stored

NEW: Final[Rows] = ((Button(text("button.new"), "new:", "🙋"),),)
"""The beginning, one press away."""

INVITES: Final = "language.invite"
"""Spoken in each language, over the button that chooses it."""


def show(
    house: House,
    person: Person,
    stored: Stored,
    before: Session | None,
    turn: Turn,
    values: Mapping[str, Value],
    *,
    last: bool,
) -> list[Outgoing]:
    """What the person sees of a turn; ``before`` is how the session stood, ``last``: it ended, and no other one waits beneath."""
    says = tuple(_filled(said, values) for said in turn.says)
    settle = before is not None and _shares(house, before) and not _asks_to_share(turn.asks)
    settle = settle and (turn.asks is not None or bool(says))
    if turn.asks is None:
        if not says:
            return []
        rows = _last_rows(house, turn.session) if last and not settle else ()
        return [Message(person.chat, says, rows, settle=settle)]
    asked = question(person, stored, turn.asks, values)
    spoken = invites(house, person, _languages(stored, turn))
    if settle:
        return [Message(person.chat, says or (_settled(before, turn.session),), settle=True), asked, *spoken]
    return [replace(asked, says=(*says, *asked.says)), *spoken]


def invites(house: House, person: Person, buttons: Mapping[str, Button]) -> list[Message]:
    """A list of languages is heard too: each asks for itself, over its own button; not on a poor line."""
    return [
        Message(person.chat, (), ((button,),), plays=INVITES, tongue=tag)
        for tag, button in buttons.items()
        if not person.low_data and house.texts.recording(INVITES, tag)
    ]


def _languages(stored: Stored, turn: Turn) -> dict[str, Button]:
    """The languages that a question offers, where it is the one for a language."""
    if turn.asks is None or turn.session.screen.kind != "language":
        return {}
    return {
        str(offer.value): _button(stored, index, choice, {})
        for index, (offer, choice) in enumerate(zip(turn.session.offer, turn.asks.choices, strict=True))
        if offer.kind == "language"
    }


def _button(stored: Stored, index: int, choice: Choice, values: Mapping[str, Value]) -> Button:
    token = f"f:{stored.id}.{stored.session.turn}.{index}"
    return Button(_filled(choice.label, values), token, choice.icon, choice.number, choice.share is not None)


def _settled(before: Session | None, after: Session) -> Text:
    """Something must be said with which the channel's own keyboard goes away."""
    answered = before is not None and len(answers(after)) > len(answers(before))
    return text("talk.noted") if answered else text("talk.back")


def _last_rows(house: House, session: Session) -> Rows:
    """When the conversation is over its beginning stays one press away; not after a quick exit."""
    over = session.outcome and session.outcome != "left"
    return NEW if over and flow_of(house, session).audience == "citizen" else ()


def question(person: Person, stored: Stored, asks: Question, values: Mapping[str, Value]) -> Message:
    """A question with its buttons; what stands under every question stands in pairs below them."""
    own: list[Button] = []
    tail: list[Button] = []
    for index, choice in enumerate(asks.choices):
        button = _button(stored, index, choice, values)
        if choice.number is None:
            tail.append(button)
        else:
            own.append(button)
    return Message(
        person.chat,
        tuple(_filled(part, values) for part in asks.text),
        (*_in_rows(own, 3 if asks.layout == "grid3" else 1), *_in_rows(tail, 2)),
        share=next((choice.share for choice in asks.choices if choice.share), None),
        priority=Priority.REPLY,
    )


def _in_rows(buttons: list[Button], width: int) -> Rows:
    return tuple(tuple(buttons[first : first + width]) for first in range(0, len(buttons), width))


def _filled(said: Text, values: Mapping[str, Value]) -> Text:
    return Text(said.key, {**values, **said.values})


def _shares(house: House, session: Session) -> bool:
    """Did the question before show the channel's own keyboard, which must go away now?"""
    step = flow_of(house, session).steps.get(session.screen.step)
    options: Iterable[Option] = getattr(step, "options", ())
    return session.screen.kind == "question" and any(option.share for option in options)


def _asks_to_share(asks: Question | None) -> bool:
    return asks is not None and any(choice.share for choice in asks.choices)
