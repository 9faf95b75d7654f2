"""One turn of the engine: keep the session, do what it asks for, show what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.chat import Clear, Message, Outgoing, Text, Value, text
from bot.domain.calendar import DAY_MS
from bot.domain.data_rights import Medium
from bot.flow import engine
from bot.flow.conditions import StepAnswer
from bot.flow.model import FileStep, Flow, SubmitStep
from bot.flow.moving import Onward
from bot.flow.session import Observed, Session, asides, with_aside, without_answer
from bot.flow.turn import (
    CallBack,
    Consent,
    Effect,
    Erase,
    Handoff,
    Open,
    Play,
    QuickExit,
    Remind,
    Restart,
    Speak,
    Submit,
    Turn,
    Withdraw,
)
from bot.handlers import alarming, deeds, own_deeds, parting, wishes
from bot.handlers.facts import facts
from bot.handlers.house import CALL_BACK, INTAKE, House, flow_of, provided
from bot.handlers.legible import can_read
from bot.handlers.nearby import near
from bot.handlers.showing import show
from bot.handlers.waiting import wait
from bot.store import consents, files, people, requests, sessions, unsent
from bot.store.database import Transaction
from bot.store.people import Person
from bot.store.sessions import Stored
from bot.texts import AUTHORITY

ERASED: Final = ("withdrawn", "restarted", "left")
"""Endings after which no words are kept in the session."""


def begin(tx: Transaction, house: House, person: Person, flow: str = INTAKE) -> list[Outgoing]:
    """Open a session of this flow at its first question, on top of what is open."""
    turn = engine.start(house.flows[flow], facts(tx, house, person, house.flows[flow]))
    return take(tx, house, person, None, turn)


def opened(tx: Transaction, house: House, person: Person, session: Session) -> Stored:
    """Keep a session that begins; it is waited for."""
    stored = sessions.open_one(tx, person.id, session)
    wait(tx, house, person, stored)
    return stored


def ask_again(tx: Transaction, house: House, person: Person) -> list[Outgoing]:
    """The present question once more; nothing when there is none."""
    return _with_current(tx, house, person, engine.ask_again)


def recap(tx: Transaction, house: House, person: Person) -> list[Outgoing]:
    """Where the person stood, and whether to go on; nothing when nowhere."""
    return _with_current(tx, house, person, engine.recap)


def keeper(tx: Transaction, house: House, person: Person) -> Stored | None:
    """The open conversation that keeps what is said beside its questions; not one that only tells of something."""
    open_ones = sessions.open_ones(tx, person.id)
    return next((one for one in open_ones if _keeps(flow_of(house, one.session))), None)


def _keeps(flow: Flow) -> bool:
    return flow.apart or flow.beside is None


def _asking(tx: Transaction, house: House, person: Person) -> Stored | None:
    """The open conversation that asks for help: neither apart nor on top of another."""
    open_ones = sessions.open_ones(tx, person.id)
    flows = ((one, flow_of(house, one.session)) for one in open_ones)
    return next((one for one, flow in flows if not flow.apart and flow.beside is None), None)


def keep_said(tx: Transaction, house: House, stored: Stored, session: Session) -> list[Outgoing]:
    """Keep how a session stands with more that was said beside; who has its request in hand hears of it."""
    sessions.save(tx, stored.id, session)
    return deeds.grow(tx, house, replace(stored, session=session))


def hand_down(
    tx: Transaction, house: House, person: Person, stored: Stored, turn: Turn
) -> tuple[Turn, list[Outgoing]]:
    """What is said beside a flow that stands on top belongs to the conversation beneath."""
    said = asides(turn.session)[len(asides(stored.session)) :]
    beneath = keeper(tx, house, person) if said else None
    if beneath is None or beneath.id == stored.id:
        return turn, []
    session = _with_said(beneath.session, said)
    kept = tuple(event for event in turn.session.events if event not in said)
    told = keep_said(tx, house, beneath, session)
    return replace(turn, session=replace(turn.session, events=kept)), told


def onto(tx: Transaction, house: House, session: Session) -> Onward | None:
    """The newer version with which a session of an older one goes on; it must, once its time as a draft has passed."""
    older, current = house.older.get((session.flow, session.version)), house.flows.get(session.flow)
    if older is None or current is None:
        return None
    return Onward(current, older.forced or tx.now - older.since > current.answers_kept_days * DAY_MS)


def take(tx: Transaction, house: House, person: Person, stored: Stored | None, turn: Turn) -> list[Outgoing]:
    """Keep what the turn did, do what it asks for, and say what it says."""
    before = stored.session if stored else None
    stored = _keep(tx, house, person, stored, turn)
    done = _Doing(tx, house, person, stored, erases=Erase() in turn.effects)
    for effect in turn.effects:
        done.carry_out(effect)
    if before is not None and turn.session != before and not done.staff:
        done.staff += deeds.grow(tx, house, stored)
    added = (*_called_for(house, before, turn.session), *_costs(house, person, before, turn))
    turn = replace(turn, says=(*turn.says, *added))
    last = person.came_by is None and turn.asks is None and sessions.current(tx, person.id) is None
    values = provided(tx, house, near(tx, house, person, turn.session)) | done.values
    shown = show(house, person, stored, before, turn, values, last=last)
    _forget(tx, stored, turn.session)
    return [
        *done.before,
        *_played(person, turn),
        *shown,
        *done.staff,
        *_after(tx, house, person, stored, done),
    ]


def _played(person: Person, turn: Turn) -> list[Outgoing]:
    """Who wants to be spoken to hears what is said and asked, as far as it was recorded and may be heard by anybody near.

    A file costs money and time on a poor line: with little data only what is pressed for is played.
    """
    wanted = person.voice and not person.low_data and person.came_by is None
    if not wanted or not turn.aloud or any(isinstance(effect, Play) for effect in turn.effects):
        return []
    asked = turn.asks.text if turn.asks else ()
    return [Message(person.chat, (), plays=said.key) for said in (*turn.says, *turn.read_back, *asked)]


def _called_for(house: House, before: Session | None, session: Session) -> tuple[Text, ...]:
    """Whom to call, where what was just said tells of danger; not to who leaves."""
    if session.outcome in ERASED or flow_of(house, session).audience == "staff":
        return ()
    return alarming.numbers(house, alarming.just_said(before, session))


def _costs(house: House, person: Person, before: Session | None, turn: Turn) -> tuple[Text, ...]:
    """On a poor line it is said that pictures cost, before they are taken."""
    at = turn.session.screen.step
    if not person.low_data or turn.asks is None or (before is not None and before.screen.step == at):
        return ()
    step = flow_of(house, turn.session).steps.get(at)
    return (text("citizen.photos_cost"),) if isinstance(step, FileStep) and "photo" in step.accept else ()


def _with_current(tx: Transaction, house: House, person: Person, ask: Callable[..., Turn]) -> list[Outgoing]:
    stored = sessions.current(tx, person.id)
    if stored is None:
        return []
    flow, session = flow_of(house, stored.session), stored.session
    turn = ask(flow, session, facts(tx, house, person, flow), onto(tx, house, session))
    return take(tx, house, person, stored, turn)


def _keep(tx: Transaction, house: House, person: Person, stored: Stored | None, turn: Turn) -> Stored:
    if stored is None:
        return opened(tx, house, person, turn.session)
    if turn.asks is not None or turn.session != stored.session:
        sessions.save(tx, stored.id, turn.session)
    return replace(stored, session=turn.session)


def _forget(tx: Transaction, stored: Stored, session: Session) -> None:
    """A session that ended without being sent leaves no words, only at which question it was; of a new beginning not even that."""
    if session.outcome in ERASED:
        files.erase(tx, stored.id)
        sessions.erase(tx, stored.id, session.outcome)
        if session.outcome != "restarted":
            unsent.note(tx, stored)


def _after(tx: Transaction, house: House, person: Person, stored: Stored, done: _Doing) -> list[Outgoing]:
    """What follows a turn: the flow that opens, the one beneath that is asked again, a new beginning."""
    if done.opens:
        return begin(tx, house, person, done.opens)
    if not stored.session.outcome or stored.session.outcome == "left":
        return []
    if sessions.current(tx, person.id) is not None:
        return recap(tx, house, person) if done.restarts else ask_again(tx, house, person)
    flow = flow_of(house, stored.session)
    if not _keeps(flow) and asides(stored.session):
        return _begin_with(tx, house, person, stored)
    return begin(tx, house, person, INTAKE if flow.beside else flow.id) if done.restarts else []


def _begin_with(tx: Transaction, house: House, person: Person, stored: Stored) -> list[Outgoing]:
    """What was said beside a flow that stood alone is not lost: the intake begins with it."""
    asked = begin(tx, house, person)
    begun = sessions.open_ones(tx, person.id)[0]
    files.move(tx, stored.id, begun.id)
    sessions.save(tx, begun.id, _with_said(begun.session, asides(stored.session)))
    return asked


def _with_said(session: Session, said: Iterable[Observed]) -> Session:
    for aside in said:
        session = with_aside(session, session.screen.step, aside.value)
    return session


# --- what a turn asks to be done -------------------------------------------------------------


@dataclass(slots=True)
class _Doing:
    """Carries effects out. ``values`` go into the texts of the turn, ``before`` and ``staff`` are sent.

    ``erases``: what was said goes, not only a further purpose is refused.
    """

    tx: Transaction
    house: House
    person: Person
    stored: Stored
    erases: bool
    values: dict[str, Value] = field(default_factory=dict)
    before: list[Outgoing] = field(default_factory=list)
    staff: list[Outgoing] = field(default_factory=list)
    opens: str = ""
    restarts: bool = False

    def carry_out(self, effect: Effect) -> None:
        """Do one of them, in the turn's transaction."""
        match effect:
            case Submit():
                self._deed(effect.deed, effect.inputs)
                self._forget_word(effect)
            case Handoff():
                self._deed(effect.who, {})
            case CallBack():
                self._call_back()
            case Consent():
                self._record(effect)
            case Erase():
                files.erase(self.tx, self.stored.id)
            case Withdraw():
                self.staff += own_deeds.ask_deletion(self.tx, self.house, self.person)
            case Speak():
                people.set_language(self.tx, self.person.id, effect.language)
                if self.person.came_by is None:  # else an officer has the telephone in hand
                    self.before += can_read(self.house, self.person.chat, effect.language, numbered=False)
            case Play():
                self.before.append(Message(self.person.chat, (), plays=effect.text.key))
            case Open():
                self.opens = effect.flow
            case Restart():
                self.restarts = True
            case QuickExit():
                self._leave()
            case Remind():
                pass  # every draft is waited for anyhow

    def _deed(self, name: str, inputs: Mapping[str, object]) -> None:
        done = deeds.perform(self.tx, self.house, self.person, self.stored, name, inputs)
        self.values |= done.gives
        if done.clears is not None and self.person.came_by is None:
            self.before.append(Clear(self.person.chat, done.clears))
        self.staff += done.outgoing

    def _call_back(self) -> None:
        """One wish to be found: where something else stands on top, it belongs to the conversation beneath."""
        on_top, self.stored = self.stored, _asking(self.tx, self.house, self.person) or self.stored
        self._deed(CALL_BACK, {})
        self.stored = on_top

    def _forget_word(self, submit: Submit) -> None:
        """A private word or picture opens a request from any phone: after its digest was kept it stands nowhere."""
        step = flow_of(self.house, self.stored.session).steps[submit.step]
        for name in wishes.SECRETS & submit.inputs.keys():
            term = step.inputs.get(name) if isinstance(step, SubmitStep) else None
            if isinstance(term, StepAnswer):
                self.stored = replace(self.stored, session=without_answer(self.stored.session, term.step))
                sessions.save(self.tx, self.stored.id, self.stored.session)

    def _record(self, consent: Consent) -> None:
        language = self.person.reading
        request = requests.by_session(self.tx, self.stored.id)
        texts, key = self.house.texts, consent.text.key
        heard = None if self.person.came_by else texts.recording(key, self.person.language or AUTHORITY)
        consents.record(
            self.tx,
            self.person.id,
            self.stored.id,
            consent.purpose,
            given=consent.given,
            text_key=key,
            text_digest=texts.digest(consent.text, language),
            language=language,
            medium=Medium.SPOKEN if self.person.came_by else Medium.TEXT,
            request=request.id if request else None,
            state=None if language == AUTHORITY else texts.state(key, language),
            voice=heard.sha256 if heard else None,
        )
        if not consent.given and self.erases:
            deeds.take_back(self.tx, self.stored)

    def _leave(self) -> None:
        """The chat is cleared before anything else is shown there."""
        for outgoing in parting.leave(self.tx, self.person):
            (self.before if isinstance(outgoing, Clear) else self.staff).append(outgoing)
