"""What an act of the law asks for before it is done: choices by press, then words. Only what the law of the day allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.chat import Button, Refused, Rows, Text, quoted, text
from bot.domain.grounds import GroundOf
from bot.domain.lifecycle import Act, AidForm, Custody
from bot.domain.numbers import show_number
from bot.domain.permits import WORKERS, Role
from bot.domain.request import Request
from bot.handlers import eligibility
from bot.handlers.house import House, ground_words
from bot.handlers.permission import able
from bot.store import leaves, staff
from bot.store.database import Transaction
from bot.store.staff import Officer

BETWEEN: Final = ","
"""Between what was chosen, in a press and in what waits for words."""
SURE: Final = "sure"
WHY_AT_ONCE: Final = ("hearing", "limit", "counsel", "notice", "head")
"""When a request is accepted before its papers are there (law, Đ30(4); circular 12/2018, Đ6(1)): a hearing or a limitation
in less than five working days, counsel that must be appointed, a notice of an agency; or the head allows it, to avert harm."""


@dataclass(frozen=True, slots=True)
class Option:
    """``code`` goes into the press."""

    code: str
    words: Text
    icon: str


Options: TypeAlias = Callable[[Transaction, House, Request], Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One question with its options; ``when``: only after this was chosen."""

    ask: str
    options: Options
    when: str = ""


def _forms(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
    return [Option(form, text(f"law.form.{form}"), "⚖️") for form in AidForm]


def _custody(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
    return [Option(held, text(f"law.custody.{held}"), "👮") for held in Custody]


def _providers(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
    """Who works here and is not kept from it by a conflict of interest; why somebody is missing is not told.

    What is urgent does not rest with who is away.
    """
    found = able(tx, staff.active(tx, roles=WORKERS, branch=request.branch), request)
    away = {one.id for one in found if leaves.until(tx, one.id)}
    return [
        Option(str(one.id), text("law.away", officer=one.name) if one.id in away else quoted(one.name), "👔")
        for one in found
        if not (request.urgent and one.id in away)
    ]


def _grounds(of: GroundOf) -> Options:
    def options(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
        return [Option(ground.id, ground_words(ground), "⚖️") for ground in house.law.grounds_at(of, tx.now)]

    return options


def _why_at_once(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
    return [Option(why, text(f"law.at_once.{why}"), "⏱️") for why in WHY_AT_ONCE]


def _sure(tx: Transaction, house: House, request: Request) -> Sequence[Option]:
    return [Option(SURE, text("law.sure"), "✅")]


CHOICES: Final[Mapping[Act, tuple[Choice, ...]]] = {
    Act.ACCEPT: (
        Choice("law.ask.form", _forms),
        Choice("law.ask.custody", _custody, when=AidForm.PROCEEDINGS),
    ),
    Act.ACCEPT_URGENT: (
        Choice("law.ask.form", _forms),
        Choice("law.ask.custody", _custody, when=AidForm.PROCEEDINGS),
        Choice("law.ask.at_once", _why_at_once),
    ),
    Act.REFUSE: (Choice("law.ask.refuse", _grounds(GroundOf.REFUSAL)),),
    Act.APPOINT: (Choice("law.ask.provider", _providers),),
    Act.CHANGE_PROVIDER: (Choice("law.ask.change", _grounds(GroundOf.CONFLICT)),),
    Act.DISCONTINUE: (Choice("law.ask.discontinue", _grounds(GroundOf.DISCONTINUATION)),),
    Act.WITHDRAW: (Choice("law.ask.withdraw", _sure),),
    Act.HAND_OVER: (Choice("law.ask.hand_over", _sure),),
}
"""By act: what is chosen, in order. What is not in force today is not offered, and not taken from an old button."""


def split(chosen: str) -> tuple[str, ...]:
    """What was chosen so far."""
    return tuple(chosen.split(BETWEEN)) if chosen else ()


def open_choice(act: Act, chosen: tuple[str, ...]) -> Choice | None:
    """The next question; None when all is chosen."""
    wanted = [
        choice for choice in CHOICES.get(act, ()) if not choice.when or chosen[:1] in ((), (choice.when,))
    ]
    return wanted[len(chosen)] if len(chosen) < len(wanted) else None


def check_chosen(
    tx: Transaction, house: House, officer: Officer, request: Request, act: Act, chosen: tuple[str, ...]
) -> None:
    """Every choice must be one that can be made now, by this one; raises Refused: a button may be older than the law."""
    for place, code in enumerate(chosen):
        choice = open_choice(act, chosen[:place])
        if choice is None or code not in {each.code for each in choice.options(tx, house, request)}:
            raise Refused(text("press.old"))
        if act is Act.REFUSE:
            eligibility.check_refusal(tx, house, request, code)
        if officer.role == Role.COLLABORATOR and code == AidForm.PROCEEDINGS:
            raise Refused(text("request.outside", number=show_number(request.number)))
        if officer.role != Role.HEAD and any(each.head for each in house.law.grounds if each.id == code):
            raise Refused(text("law.head_only", number=show_number(request.number)))


def rows(
    tx: Transaction, house: House, request: Request, act: Act, choice: Choice, chosen: tuple[str, ...]
) -> Rows:
    """The options as buttons."""
    return tuple(
        (Button(option.words, f"{act}:{request.id}.{BETWEEN.join((*chosen, option.code))}", option.icon),)
        for option in choice.options(tx, house, request)
    )
