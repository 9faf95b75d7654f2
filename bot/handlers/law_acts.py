"""The acts of the law about a request: asked for step by step, done once, told to whom they concern. The law card.

Which act can follow which stands in domain/lifecycle.py; who may do it, in the permits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from bot.chat import Button, Message, Moment, Outgoing, Priority, Refused, Rows, Text, quoted, text
from bot.domain.law import cite
from bot.domain.lifecycle import STEPS, Act, AidForm, Custody, possible
from bot.domain.numbers import show_number
from bot.domain.papers import paper_of
from bot.domain.register import Counted
from bot.domain.request import Action, Request, Status
from bot.handlers import (
    announcing,
    clocks,
    counting,
    dossier,
    eligibility,
    escalating,
    law_choices,
    law_told,
    letters,
    papers,
    work,
)
from bot.handlers.house import House
from bot.handlers.law_choices import split
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.store import acts, declines, desk, history, progress, register, requests, staff
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.texts import AUTHORITY

VerbOn: TypeAlias = Callable[[Transaction, House, Officer, Request, Given], list[Outgoing]]
SHOWN: Final = 8
"""Acts on a card, the newest."""
LONGEST_REFERENCE: Final = 60
"""Characters of a code in the register or of the number of a decision."""
WORDS: Final[Mapping[Act, str]] = {
    Act.ASK_PAPERS: "words",
    Act.ACCEPT: "reference",
    Act.ACCEPT_URGENT: "reference",
    Act.REFUSE: "words",
    Act.APPOINT: "reference",
    Act.END: "words",
    Act.DISCONTINUE: "words",
    Act.REFER: "words",
}
"""The acts that need words after the choices, and what the words are: reasons, or the number of a paper."""
ICONS: Final[Mapping[Act, str]] = {
    Act.ASK_PAPERS: "📄",
    Act.FILE_COMPLETE: "🗂️",
    Act.ACCEPT: "📒",
    Act.ACCEPT_URGENT: "🔴",
    Act.PAPERS_BROUGHT: "📎",
    Act.REFUSE: "⛔",
    Act.APPOINT: "🖋️",
    Act.BEGIN: "▶️",
    Act.CHANGE_PROVIDER: "🔁",
    Act.END: "🏁",
    Act.HAND_OVER: "📦",
    Act.WITHDRAW: "✋",
    Act.DISCONTINUE: "⏹️",
    Act.REFER: "➡️",
    Act.LOOK_ANEW: "🔄",
}


# --- the card --------------------------------------------------------------------------------


def card(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
    """Where it stands in law, what was done, and what can be done next by this one of the staff."""
    says = (
        text("law.card", number=show_number(request.number)),
        *_standing(tx, request),
        *eligibility.heading(tx, house, request),
        *dossier.line(tx, request),
        *clocks.lines(tx, house, request),
    )
    done = tuple(_line(tx, house, each) for each in acts.of_request(tx, request.id)[-SHOWN:])
    return [
        Message(
            officer.chat,
            ((*says, *done),),
            _buttons(tx, officer, request),
            priority=Priority.STAFF,
            request=request.id,
            protect=True,
        )
    ]


def _standing(tx: Transaction, request: Request) -> Iterator[Text]:
    yield text("law.at", stage=text(f"law.stage.{request.stage}"))
    if code := requests.official_code(tx, request.id):
        yield text("law.code", code=code)
    if request.form:
        yield text("law.form", form=text(f"law.form.{request.form}"))
    if request.custody and request.custody != Custody.NONE:
        yield text("law.custody", custody=text(f"law.custody.{request.custody}"))


def _line(tx: Transaction, house: House, done: acts.Done) -> Text:
    """One act: the day, what, by whom, and the ground or number that makes it valid."""
    by = staff.load(tx, done.staff).name if done.staff else house.texts.say(text("law.machine"), AUTHORITY)
    provision = house.law.provision_at(done.act, done.at)
    stands = cite(done.ground) or (provision.words if provision else "")
    why = next((each for each in split(done.details) if each in law_choices.WHY_AT_ONCE), "")
    reason = house.texts.say(text(f"law.at_once.{why}"), AUTHORITY) if why else ""
    whom = staff.load(tx, int(done.details)).name if done.act is Act.APPOINT else ""
    parts = [part for part in (whom, done.reference, stands, reason, done.words) if part]
    more = quoted(" · ".join(parts))
    key = "law.done_more" if parts else "law.done"
    return text(key, at=Moment(done.at), act=text(f"law.act.{done.act}"), officer=by, more=more)


def _buttons(tx: Transaction, officer: Officer, request: Request) -> Rows:
    shown = [
        Button(text(f"law.act.{act}"), f"{act}:{request.id}", ICONS[act])
        for act in possible(request.stage)
        if may(tx, officer, act, request)
    ]
    shown.append(Button(text("button.eligibility"), f"eligibility:{request.id}", "🧭"))
    shown.append(Button(text("button.dossier"), f"dossier:{request.id}", "📋"))
    return tuple(tuple(shown[first : first + 2]) for first in range(0, len(shown), 2))


# --- doing it --------------------------------------------------------------------------------


def pressed(act: Act) -> VerbOn:
    """What a press of this act leads to: the next question, the words that are wanted, or the act itself."""

    def on(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
        chosen = split(given.words)
        law_choices.check_chosen(tx, house, officer, request, act, chosen)
        if choice := law_choices.open_choice(act, chosen):
            return [_ask(tx, house, officer, request, act, choice, chosen)]
        if act in WORDS:
            desk.put(tx, officer.person, act, request.id, given.words)
            return [tell(officer, text(f"law.write.{act}", number=show_number(request.number)))]
        return _do(tx, house, officer, request, act, chosen, Given())

    return on


def told(act: Act) -> VerbOn:
    """What the words lead to that this act had waited for."""

    def on(tx: Transaction, house: House, officer: Officer, request: Request, given: Given) -> list[Outgoing]:
        chosen = split(given.chosen)
        law_choices.check_chosen(tx, house, officer, request, act, chosen)
        return _do(tx, house, officer, request, act, chosen, given)

    return on


def _ask(
    tx: Transaction,
    house: House,
    officer: Officer,
    request: Request,
    act: Act,
    choice: law_choices.Choice,
    chosen: tuple[str, ...],
) -> Message:
    rows = law_choices.rows(tx, house, request, act, choice, chosen)
    number = show_number(request.number)
    if not rows:
        raise Refused(text("transfer.nobody", number=number))
    return tell(officer, text(choice.ask, number=number), rows)


def _do(
    tx: Transaction,
    house: House,
    officer: Officer,
    request: Request,
    act: Act,
    chosen: tuple[str, ...],
    given: Given,
) -> list[Outgoing]:
    """Note the act, let follow what follows from it, tell the person and whoever must act next; show the card."""
    words = letters.checked(given) if act in WORDS else ""
    is_reference = WORDS.get(act) == "reference"
    if is_reference and len(words) > LONGEST_REFERENCE:
        raise Refused(text("reply.too_long", max=LONGEST_REFERENCE))
    ground = next((code for code in chosen if ":" in code), "")
    moved = acts.do(
        tx,
        request,
        act,
        officer.id,
        house.law.version_at(tx.now).id,
        ground=ground,
        details=law_choices.BETWEEN.join(code for code in chosen if code != ground),
        reference=words if is_reference else "",
        words="" if is_reference else words,
    )
    history.append(tx, request.id, f"staff:{officer.id}", act, law_choices.BETWEEN.join(chosen), words)
    followed, outgoing = FOLLOWS.get(act, _nothing)(tx, house, officer, moved, chosen, words)
    now, gone = _close(tx, house, followed, act)
    if paper := paper_of(act):
        papers.want(tx, house, officer, now, paper)
    return [
        *card(tx, house, officer, now, given),
        *outgoing,
        *law_told.tell_person(tx, house, officer, now, act),
        *law_told.tell_next(tx, officer, now, act),
        *clocks.go_on(tx, house, now),
        *gone,
    ]


def _close(tx: Transaction, house: House, request: Request, act: Act) -> Followed:
    """An act that ends it in law ends it on the desk too."""
    outcome = STEPS[act].closes
    if outcome is None or request.status is Status.CLOSED:
        return request, []
    closed = progress.move(tx, request, Action.CLOSE, outcome)
    gone = work.settle_end(tx, house, closed, outcome)
    return requests.load(tx, closed.id), gone


# --- what follows from an act ----------------------------------------------------------------

Followed: TypeAlias = tuple[Request, list[Outgoing]]
Follow: TypeAlias = Callable[[Transaction, House, Officer, Request, tuple[str, ...], str], Followed]


def _nothing(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    return request, []


def _papers_asked(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    """What is asked for stands on the list of papers, to be ticked off."""
    dossier.want(tx, officer, request, words)
    return request, []


def _accepted(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    """The form of aid and the custody decide which clocks run; the code is that of the official register."""
    form, custody = chosen[0], chosen[1] if chosen[0] == AidForm.PROCEEDINGS else str(Custody.NONE)
    requests.accept(tx, request.id, form=form, custody=custody, code=words)
    eligibility.judge(tx, house, request, "acceptance")
    unknown = register.counted(tx, request.id) == Counted()
    return requests.load(tx, request.id), [counting.ask(officer, request)] if unknown else []


def _appointed(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    """Whoever was appointed has it in hand from now on; who had it before hears so."""
    provider = staff.load(tx, int(chosen[0]))
    before = announcing.claimer(tx, request)
    if before and before.id == provider.id:
        told = [] if provider.id == officer.id else [announcing.line(provider, request, "law.appointed")]
        return request, [*told]
    moved = progress.hand(tx, request, Action.TRANSFER, provider.id)
    escalating.begin(tx, house, moved)
    moved = requests.load(tx, request.id)
    said: list[Outgoing] = [announcing.line(provider, moved, "law.appointed")]
    if before and before.id != officer.id:
        said.append(tell(before, text("officer.gone", number=show_number(request.number))))
    return moved, said


def _changed(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    """Whoever was appointed is let go, and kept from it by the ground; somebody else must be appointed."""
    before = announcing.claimer(tx, request)
    if request.claimed_by is not None:
        declines.note(tx, request.id, request.claimed_by, declines.CONFLICT, chosen[0], officer.id)
    free = progress.hand(tx, request, Action.RELEASE, None)
    said = escalating.open_up(tx, house, free)
    if before and before.id != officer.id:
        said = [tell(before, text("officer.gone", number=show_number(request.number))), *said]
    return requests.load(tx, request.id), said


def _anew(
    tx: Transaction, house: House, officer: Officer, request: Request, chosen: tuple[str, ...], words: str
) -> Followed:
    """A new matter: what was said at the acceptance of the old one holds no more; what was closed waits for whoever takes it."""
    requests.forget_acceptance(tx, request.id)
    if request.status is not Status.CLOSED:
        return requests.load(tx, request.id), []
    free = progress.hand(tx, requests.load(tx, request.id), Action.REOPEN, None)
    said = escalating.open_up(tx, house, free)
    return requests.load(tx, request.id), said


FOLLOWS: Final[Mapping[Act, Follow]] = {
    Act.ASK_PAPERS: _papers_asked,
    Act.ACCEPT: _accepted,
    Act.ACCEPT_URGENT: _accepted,
    Act.APPOINT: _appointed,
    Act.CHANGE_PROVIDER: _changed,
    Act.LOOK_ANEW: _anew,
}


def replaced(
    tx: Transaction, house: House, by: Officer, request: Request, ground: str
) -> tuple[Request, list[Outgoing]]:
    """An appointed one leaves it (a conflict, out of the staff): somebody else must be appointed, and the person hears so."""
    if Act.CHANGE_PROVIDER not in possible(request.stage):
        return request, []
    law = house.law.version_at(tx.now).id
    changed = acts.do(tx, request, Act.CHANGE_PROVIDER, by.id, law, ground=ground)
    clocks.watch(tx, house, changed)
    return changed, law_told.tell_person(tx, house, by, changed, Act.CHANGE_PROVIDER)
