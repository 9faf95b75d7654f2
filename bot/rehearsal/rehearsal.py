"""One conversation in a world of its own, whose clock stands still until somebody waits. Nothing leaves it.

It does what the handlers do around the engine: flows on top of flows, restarts, presses that come too late, the one
reminder, drafts that are forgotten.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import assert_never

from bot.chat import Said, SharedLocation, SharedPhone, Text, Unreadable, text
from bot.flow import engine
from bot.flow.model import Flow
from bot.flow.session import Session, with_aside
from bot.flow.turn import (
    CallBack,
    Consent,
    Effect,
    Erase,
    Facts,
    Filed,
    Handoff,
    Heard,
    Open,
    Play,
    Press,
    Question,
    QuickExit,
    Remind,
    Restart,
    Speak,
    Submit,
    Turn,
    Withdraw,
)
from bot.flow.waiting import AWAY, PRESS_LASTS, draft_ends, may_remind, reminder_due
from bot.rehearsal.coverage import Taken, chosen, shared
from bot.rehearsal.finding import find_button, typed_instead
from bot.rehearsal.transcript import (
    Again,
    Bot,
    ChannelKind,
    Doing,
    Edits,
    Location,
    Number,
    Phone,
    Sends,
    Sent,
    Strange,
    Tap,
    Words,
)
from bot.rehearsal.utterances import Index, Uttered, index, utterances
from bot.rehearsal.world import CannotAct, Done, World


@dataclass(slots=True)
class _Open:
    """A session that is open, and what it showed last."""

    flow: Flow
    session: Session
    asked_at: datetime.datetime
    shown: Question | None = None
    reminded: bool = False


class Rehearsal:
    """``now`` is the time in the province; ``done`` and ``aloud`` grow: what was done, what was said, in words.

    ``true``: facts of the world that hold; where numbers of communes are set, every commune has some.
    """

    def __init__(
        self,
        world: World,
        flow: str,
        language: str,
        channel: ChannelKind,
        now: datetime.datetime,
        true: frozenset[str] = frozenset(),
    ) -> None:
        self.world = world
        self._true = true
        self.language = language
        self.channel = channel
        self.now = now
        self.done: list[Done] = []
        self.aloud: list[str] = []
        self.taken: set[Taken] = set()
        self._main = flow
        self._stack: list[_Open] = []
        self._ended: Session | None = None
        self._pressed: Press | None = None
        self._acts = 0
        self._files = 0
        self._indexes: dict[str, Index] = {}

    # --- what can be seen

    @property
    def flow(self) -> Flow:
        """The flow of the question that waits, or the one that was begun."""
        return self._stack[-1].flow if self._stack else self.world.flows[self._main]

    @property
    def session(self) -> Session:
        """The session that waits, or the last one that ended."""
        session = self._stack[-1].session if self._stack else self._ended
        assert session is not None, "a rehearsal begins before it is looked at"
        return session

    @property
    def shown(self) -> Question | None:
        """The question that waits; None when all is over."""
        return self._stack[-1].shown if self._stack else None

    @property
    def acts(self) -> int:
        """How many things the person did."""
        return self._acts

    def facts(self) -> Facts:
        """The world as it is now."""
        facts = self.world.facts(self.language, self.channel, self.now, self.flow.id)
        values = {**facts.values, **dict.fromkeys(self._true, True)}
        groups = dict(facts.groups)
        if "near_listed" in self._true:
            groups["with_numbers"] = frozenset(place.code for place in facts.all_places)
        away = bool(self._stack) and self.now - self._stack[-1].asked_at >= AWAY
        return replace(facts, away=away, values=values, groups=groups)

    # --- what can happen

    def begin(self) -> list[Uttered]:
        """The person comes."""
        return self._start(self._main)

    def act(self, doing: Doing) -> list[Uttered]:
        """The person does something; raises CannotAct."""
        self._acts += 1
        try:
            return self._act(doing)
        except CannotAct:
            self._acts -= 1
            raise

    def _act(self, doing: Doing) -> list[Uttered]:
        if isinstance(doing, Sends | Phone | Location | Strange) and self.channel == "text":
            raise CannotAct("no_files")
        if isinstance(doing, Again):
            return self._press_again()
        if isinstance(doing, Edits):
            return self._edit(doing)
        if not self._stack:
            return self._return(doing)
        said: list[Uttered] = []
        for heard in self._heard(doing):
            said += self._hear(heard)
        if isinstance(doing, Phone | Location):
            self.taken |= shared(self.world.flows[self.session.flow], self.session)
        return said

    def wait(self, time: datetime.timedelta) -> list[Uttered]:
        """Time goes by; perhaps the person is reminded, perhaps what she began is forgotten."""
        self.now += time
        if not self._stack:
            return []
        top = self._stack[-1]
        ends = draft_ends(top.asked_at, top.flow.answers_kept_days)
        said = self._remind(top, min(self.now, ends))
        if ends <= self.now:
            self._stack.clear()
            self._ended = replace(top.session, outcome="expired")
        return said

    def speak(self, language: str) -> list[Uttered]:
        """The person goes on in another language; the question is put again."""
        self.language = language
        return self._ask_again() if self._stack else []

    # --- doing

    def _heard(self, doing: Sent) -> list[Heard]:
        match doing:
            case Words(words):
                return [Said(words)]
            case Number(number):
                return [Said(str(number))]
            case Tap():
                return [self._tap(doing)]
            case Sends(kind, caption, count):
                album = f"album{self._acts}" if count > 1 else ""
                return [self._filed(Filed(0, kind, caption, album)) for _ in range(count)]
            case Phone(number, own):
                return [SharedPhone(number, own)]
            case Location(latitude, longitude):
                return [SharedLocation(latitude, longitude)]
            case Strange(what):
                return [Unreadable(what)]
            case _:
                assert_never(doing)

    def _filed(self, filed: Filed) -> Filed:
        self._files += 1
        return replace(filed, file=self._files)

    def _tap(self, tap: Tap) -> Heard:
        top = self._stack[-1]
        found = find_button(top.session, tap)
        if found is None:
            word = typed_instead(top.flow, self.facts(), tap)
            if word is None:
                shown = ", ".join(str(offered.value or offered.kind) for offered in top.session.offer)
                raise CannotAct("no_button", name=tap.value, shown=shown or "–")
            return Said(word)
        if self.channel == "text" and top.shown is not None:
            choice = top.shown.choices[found]
            return Said(str(choice.number or self.facts().wordings(choice.label)[0]))
        self._pressed = Press(top.session.turn, found)
        return self._pressed

    def _hear(self, heard: Heard) -> list[Uttered]:
        if not self._stack:
            return []
        top, facts = self._stack[-1], self.facts()
        if isinstance(heard, Press) and self.now - top.asked_at > PRESS_LASTS:
            return self._recap(text("press.old"))
        # A press is no message that could be edited later.
        message = "" if isinstance(heard, Press) else f"m{self._acts}"
        return self._take(engine.resume(top.flow, top.session, heard, facts, message))

    def _press_again(self) -> list[Uttered]:
        if self._pressed is None:
            raise CannotAct("no_press")
        if self._stack:
            return self._hear(self._pressed)
        assert self._ended is not None
        key = "press.noted" if self._ended.turn == self._pressed.turn else "press.old"
        return [Uttered((Bot("notice", key),), False, text(key))]

    def _edit(self, edit: Edits) -> list[Uttered]:
        if not self._stack:
            raise CannotAct("is_over")
        top = self._stack[-1]
        turn = engine.amend(top.flow, top.session, Said(edit.words), self.facts(), f"m{edit.line}")
        if turn is not None:
            return self._take(turn)
        kept = with_aside(top.session, top.session.screen.step, {"text": edit.words, "files": []})
        back = engine.ask_again(top.flow, kept, self.facts())
        return self._take(replace(back, says=(text("talk.edit_kept"), *back.says)))

    def _return(self, doing: Sent) -> list[Uttered]:
        """Whoever writes after the end begins anew, and what is written is heard."""
        if isinstance(doing, Tap):
            raise CannotAct("is_over")
        self._start(self._main)
        said = [one for heard in self._heard(doing) for one in self._hear(heard)]
        return [replace(one, needed=one.needed or one.question is not None) for one in said]

    # --- what comes of it

    def _start(self, flow: str) -> list[Uttered]:
        begun = self.world.flows[flow]
        self._stack.append(_Open(begun, Session(flow, begun.version), self.now))
        return self._take(engine.start(begun, self.facts()), new=True)

    def _ask_again(self) -> list[Uttered]:
        top = self._stack[-1]
        return self._take(engine.ask_again(top.flow, top.session, self.facts()))

    def _recap(self, notice: Text | None = None) -> list[Uttered]:
        top = self._stack[-1]
        return self._take(replace(engine.recap(top.flow, top.session, self.facts()), notice=notice))

    def _take(self, turn: Turn, *, new: bool = False) -> list[Uttered]:
        top = self._stack[-1]
        before = None if new else top.session
        prefix = "" if top.flow.id == self._main else f"{top.flow.id}/"
        known = self._indexes.setdefault(top.flow.id, index(top.flow, prefix))
        said = utterances(known, top.flow, before, turn, prefix)
        if turn.session != top.session or turn.asks is not None:
            top.asked_at = self.now
        self.taken |= chosen(top.flow, turn.session) | {one for each in said for one in each.taken}
        top.session = turn.session
        top.shown = turn.asks or top.shown
        for effect in turn.effects:
            self._note(effect)
        self._speak_aloud(said)
        return [*said, *self._go_on(turn)]

    def _note(self, effect: Effect) -> None:
        match effect:
            case Submit(deed, step, inputs):
                self.taken.add(Taken(self.flow.steps[step].key, ""))
                self.done.append(Done(deed, inputs))
            case Handoff(who):
                self.done.append(Done(who))
            case CallBack():
                self.done.append(Done("call_back"))
            case Erase():
                self.done.append(Done("erase"))
            case Withdraw():
                self.done.append(Done("withdraw"))
            case QuickExit():
                self.done.append(Done("quick_exit"))
            case Speak(language):
                self.language = language
            case Consent() | Play() | Open() | Remind() | Restart():
                pass
            case _:
                assert_never(effect)

    def _go_on(self, turn: Turn) -> list[Uttered]:
        """The flow that opens on top, the one below the one that ended, or a new beginning."""
        opened = next((effect.flow for effect in turn.effects if isinstance(effect, Open)), None)
        if opened is not None:
            return self._start(opened) if opened in self.world.flows else self._ask_again()
        if not turn.session.outcome:
            return []
        self._stack.pop()
        self._ended = turn.session
        restarts = any(isinstance(effect, Restart) for effect in turn.effects)
        if any(isinstance(effect, QuickExit) for effect in turn.effects):
            self._stack.clear()
        elif self._stack:
            return self._recap() if restarts else self._ask_again()
        return self._start(self._main) if restarts else []

    def _remind(self, top: _Open, until: datetime.datetime) -> list[Uttered]:
        due = reminder_due(top.asked_at, self.world.defaults)
        if top.reminded or due > until or not may_remind(top.flow, top.session, self.facts()):
            return []
        top.reminded = True
        return [Uttered((Bot("reminder", "1"),), True, at=due)]

    def _speak_aloud(self, said: list[Uttered]) -> None:
        texts = [one.text for one in said if one.text is not None]
        labels = [choice.label for one in said if one.question for choice in one.question.choices]
        self.aloud += [self.world.say(text, self.language) for text in (*texts, *labels)]
