"""People who wander through the shipped flows: they press, type, mistype, send, edit, come back, change the language.

Every walk is drawn from a number, so that one that goes wrong can be walked again.
"""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from bot.chat import FileKind, Said, SharedLocation, SharedPhone, Text, Unreadable
from bot.flow.engine import amend, ask_again, recap, resume, start
from bot.flow.model import Flow, QuestionStep, SubmitStep
from bot.flow.session import Answered, Session, Value, answers, from_json, to_json
from bot.flow.turn import Facts, Filed, Heard, Open, Press, Remind, Submit, Turn
from bot.loading import Loaded
from bot.rehearsal.facts import facts_for, say
from bot.rehearsal.transcript import ChannelKind

CLOCK: Final = datetime.datetime(2026, 11, 26, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
SECRET: Final = "Bí mật zwq"
"""In everything a walker says of herself; the bot may quote it only where the question is not private."""
LONGEST: Final = 60
RUBBISH: Final = (
    "", " ", ".", "?", "0", "7", "99", "1, 2", "xin chào", "{answer.story}", "<b>x</b>", "\u200b\u202e", "🔊", "❓",
    "nyob ntev lawm", "ບໍ່ຮູ້", "ꪹꪎꪱ", "A" * 4000, "0912 345 678", "113", "5/3/2024", "khoảng ba năm", "Na Sang", "Mường Chà",
    "không biết", "back", "/start", "/quaylai", "gặp người thật", "chỉ cách dùng", "để sau", "đổi tiếng", "nghe", "thoát",
    "xoá hết", "/status", "quyền", "settings", "\ud83d\ude00", "việc đã nhờ",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What all walks together did."""

    walks: int = 0
    events: Counter[str] = field(default_factory=Counter)
    steps: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)
    ends: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    facts: dict[tuple[str, str, str], Facts] = field(default_factory=dict)

    def table(self, flows: Iterable[Flow]) -> str:
        """As Markdown."""
        flows = tuple(flows)
        asked = _questions(flows)
        rows = [
            ("walks", self.walks),
            ("events", sum(self.events.values())),
            *sorted((f"  {name}", count) for name, count in self.events.items()),
            ("questions met", f"{len(asked) - len(self.unmet(flows))} of {len(asked)}"),
            ("choices taken", len(self.options)),
            *sorted((f"ended: {name}", count) for name, count in self.ends.items()),
            ("violations", len(self.violations) or "none"),
        ]
        return "\n".join(
            ["| what | how many |", "|---|---|", *(f"| {name} | {count} |" for name, count in rows)]
        )

    def unmet(self, flows: Iterable[Flow]) -> list[str]:
        """The questions that no walk came to."""
        return sorted(_questions(flows) - self.steps)


def _questions(flows: Iterable[Flow]) -> set[str]:
    steps = (step for flow in flows for step in flow.steps.values())
    return {step.id for step in steps if isinstance(step, QuestionStep)}


@dataclass(slots=True)
class Walker:
    """One person in one flow. ``channel`` text: no buttons, everything by number.

    ``steady``: she does what is asked, and so comes to what stands behind many questions.
    """

    loaded: Loaded
    flow: Flow
    tally: Tally
    chance: random.Random
    language: str
    channel: str
    steady: bool = False
    away: bool = False
    files: int = 0
    typed: int = 0
    submits: int = 0
    turn: Turn = field(default_factory=lambda: Turn(Session("", "")))

    def walk(self) -> None:
        """Until it ends, or the person had enough."""
        self.tally.walks += 1
        self._took(start(self.flow, self._facts()), "start")
        for _ in range(LONGEST):
            if self.turn.session.outcome:
                break
            self._act()
        self.tally.ends[self.turn.session.outcome or "left open"] += 1

    # --- what a person does

    def _act(self) -> None:
        if self.steady:
            self._forward()
            return
        act = self.chance.choices(
            (
                self._forward,
                self._choose,
                self._rubbish,
                self._file,
                self._press_old,
                self._edit,
                self._rest,
                self._speak,
            ),
            weights=(8, 8, 3, 2, 2, 2, 1, 1),
        )[0]
        act()

    def _forward(self) -> None:
        """Answer as the question wants."""
        step = self._step()
        kind = type(step).__name__
        words = {
            "TextStep": SECRET,
            "NumberStep": "3",
            "DateStep": "5/3/2024",
            "PlaceStep": "xã Na Sang",
            "PhoneStep": "0912 345 678",
        }.get(kind)
        if words and self.turn.session.screen.kind == "question" and self.chance.random() < 0.7:
            self._say(words)
        else:
            self._choose()

    def _choose(self) -> None:
        offer = self.turn.session.offer
        if not offer:
            return
        own = [index for index, offered in enumerate(offer) if offered.kind not in {"interrupt", "beside"}]
        if own and self.steady:  # what stands first is what most people take
            index = min(self.chance.choices(own, k=2))
        else:
            index = self.chance.choice(own if own and self.chance.random() < 0.8 else range(len(offer)))
        offered = offer[index]
        if offered.kind in {"option", "toggle"}:
            self.tally.options.add((self.turn.session.screen.step, str(offered.value)))
        if self.channel == "text":
            asks = self.turn.asks
            number = asks.choices[index].number if asks else None
            self._say(str(number) if number else self._label(index))
        else:
            self._hear(Press(self.turn.session.turn, index), "press")
            if self.chance.random() < 0.2:
                self._twice(index)

    def _label(self, index: int) -> str:
        asks = self.turn.asks
        return say(self.loaded, asks.choices[index].label, self.language) if asks else ""

    def _rubbish(self) -> None:
        self._say(self.chance.choice(RUBBISH))

    def _say(self, words: str) -> None:
        self._hear(Said(words), "words")

    def _file(self) -> None:
        self.files += 1
        kinds: tuple[FileKind, ...] = ("voice", "photo", "document", "video", "audio")
        kind = self.chance.choice(kinds)
        album = f"a{self.files // 3}" if self.chance.random() < 0.5 else ""
        heard: Heard = Filed(self.files, kind, self.chance.choice(("", SECRET)), album)
        if self.chance.random() < 0.2:
            heard = self.chance.choice(
                (SharedPhone("0912345678", True), SharedLocation(21.4, 103.0), Unreadable("sticker"))
            )
        self._hear(heard, "file")

    def _press_old(self) -> None:
        """A button of an earlier question, or one that never was."""
        turn = self.turn.session.turn
        press = Press(max(0, turn - self.chance.randint(1, 3)), self.chance.randint(0, 9))
        before = self.turn.session
        after = resume(self.flow, before, press, self._facts())
        self._expect(after.session == before and not after.effects, "an old press did something")
        self.tally.events["old press"] += 1

    def _twice(self, index: int) -> None:
        """The same press once more, as a bad line brings it: it must change nothing."""
        before = self.turn.session
        if before.outcome:
            return
        again = Press(before.turn - 1, index)
        after = resume(self.flow, before, again, self._facts())
        self._expect(after.session == before and not after.effects, "a repeated press did something")
        self.tally.events["repeated press"] += 1

    def _edit(self) -> None:
        """An earlier message is edited."""
        if not self.typed:
            return
        message = f"m{self.chance.randint(1, self.typed)}"
        words = self.chance.choice((*RUBBISH, SECRET, "xã Mường Nhé", "0987 654 321"))
        turn = amend(self.flow, self.turn.session, Said(words), self._facts(), message)
        if turn is not None:
            self._took(turn, "edit")

    def _rest(self) -> None:
        """The process ends and begins anew, the person comes back after a night, or asks again."""
        session = from_json(to_json(self.turn.session))
        self.away = self.chance.random() < 0.5
        turn = self.chance.choice((ask_again, recap))(self.flow, session, self._facts())
        self._expect(answers(turn.session) == answers(session), "coming back changed an answer")
        self._took(turn, "restart")

    def _speak(self) -> None:
        self.language = "en" if self.language == "vi" else "vi"
        self._took(ask_again(self.flow, self.turn.session, self._facts()), "language")

    # --- what must hold

    def _hear(self, heard: Heard, name: str) -> None:
        self.typed += 1
        before = from_json(to_json(self.turn.session))
        turn = resume(self.flow, before, heard, self._facts(), f"m{self.typed}")
        self._expect(
            turn == resume(self.flow, before, heard, self._facts(), f"m{self.typed}"), "not the same turn"
        )
        self._took(turn, name)
        self.away = False

    def _took(self, turn: Turn, name: str) -> None:
        before, self.turn = self.turn, turn
        self.tally.events[name] += 1
        self.tally.steps.add(turn.session.screen.step)
        self._count(turn)
        session = turn.session
        self._expect(from_json(to_json(session)) == session, "JSON changes it")
        self._expect(session.turn - before.session.turn in {0, 1}, "the turn jumps")
        self._check_question(turn, before)
        self._check_words(turn)

    def _check_question(self, turn: Turn, before: Turn) -> None:
        session = turn.session
        if turn.asks is None:
            rests = any(isinstance(effect, Open | Remind) for effect in turn.effects)
            silent = turn.notice is not None or (not turn.says and not turn.effects)
            self._expect(bool(session.outcome) or rests or silent, "nothing is asked")
            if rests or silent:
                self.turn = replace(turn, asks=before.asks)
            return
        self._expect(not session.outcome, "asked after the end")
        self._expect(len(turn.asks.choices) == len(session.offer), "choices and offer differ")
        if self.flow.audience == "citizen":
            human = any(o.value == "human" or o.kind == "call_back" for o in session.offer)
            handed = any(o.kind == "option" and o.value == "person" for o in session.offer)
            self._expect(human or handed, "no road to a human")

    def _check_words(self, turn: Turn) -> None:
        """A private answer is quoted nowhere; every text can be said in both languages, without a gap."""
        private = {
            path for path, step in self.flow.steps.items() if isinstance(step, QuestionStep) and step.private
        }
        own = [_words(value) for path, value in answers(turn.session).items() if path not in private]
        for what in (*turn.says, *(turn.asks.text if turn.asks else ())):
            for language in ("vi", "en"):
                said = say(self.loaded, what, language)
                self._expect("{" not in said.replace("{answer.story}", ""), f"a gap in {what.key}")
                self._expect("[" not in said, f"no text for {what.key}")
                quoted = SECRET in said and not any(SECRET in words for words in own)
                self._expect(not quoted or _is_place(what), f"a private answer in {what.key}")

    def _count(self, turn: Turn) -> None:
        """As many deeds as the session says were done."""
        self.submits += sum(isinstance(effect, Submit) for effect in turn.effects)
        done = sum(
            isinstance(event, Answered) and isinstance(self.flow.steps.get(event.path), SubmitStep)
            for event in turn.session.events
        )
        self._expect(done == self.submits, "deeds and submits differ")

    def _expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.tally.violations.append(f"{self.flow.id} at {self.turn.session.screen.step}: {what}")

    def _step(self) -> object:
        return self.flow.steps.get(self.turn.session.screen.step)

    def _facts(self) -> Facts:
        channel: ChannelKind = "telegram" if self.channel == "telegram" else "text"
        key = (self.language, self.channel, self.flow.id)
        if key not in self.tally.facts:
            facts = facts_for(self.loaded, self.language, channel, CLOCK, self.flow.id)
            # As if some commune had numbers of its own, so that its question is met too.
            self.tally.facts[key] = replace(facts, values={**facts.values, "near_listed": True})
        return replace(self.tally.facts[key], away=self.away)


def _words(value: Value) -> str:
    return str(value)


def _is_place(what: Text) -> bool:
    """What a place was looked for with is shown back."""
    return what.key.startswith("flow.place")
