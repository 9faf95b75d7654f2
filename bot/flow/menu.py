"""What a question looks like: its words and its choices, page by page, and what was typed instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from bot.chat import Text, quoted, text
from bot.flow.answers import filled, read_back
from bot.flow.model import (
    Asking,
    ChoiceStep,
    ConsentStep,
    Flow,
    HandoffStep,
    Layout,
    Option,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    text_key,
)
from bot.flow.session import Offered, OfferedKind, Screen, Session
from bot.flow.turn import Choice, Facts, Question
from bot.flow.walk import Way
from bot.flow.words import Meant, pick

PAGE = 6
"""Choices on one screen; more are turned like pages."""

SHORT = 40
INTERRUPTS = ("help", "back", "repeat", "human", "restart")
_ICONS = {"human": "📞", "back": "↩️"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A choice and what it means."""

    offered: Offered
    label: Text
    icon: str = ""
    number: int | None = None
    share: Literal["phone", "location"] | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """``shown`` is on the screen; ``hidden`` stands on other pages and can only be typed."""

    says: tuple[Text, ...]
    shown: tuple[Entry, ...]
    hidden: tuple[Entry, ...] = ()
    layout: Layout = "auto"

    def question(self) -> Question:
        """What the person sees."""
        choices = (Choice(e.label, e.icon, e.number, e.share) for e in self.shown)
        return Question(self.says, tuple(choices), self.layout)

    def offer(self) -> tuple[Offered, ...]:
        """What a press can mean."""
        return tuple(entry.offered for entry in self.shown)


def menu(flow: Flow, way: Way, step: QuestionStep, session: Session, facts: Facts) -> Menu:
    """The choices of the present screen, ended by the road to a human and the way back."""
    own = _Screens(flow, way, step, session, facts).own()
    exits = [] if _leads_to_human(flow, step) else [_interrupt("human")]
    opened = session.screen.kind != "question" or session.screen.mending
    if opened or can_go_back(flow, way):
        exits.append(_interrupt("back"))
    return Menu(own.says, (*own.shown, *exits), own.hidden, own.layout)


def _leads_to_human(flow: Flow, step: QuestionStep) -> bool:
    """An option of its own is that road already; two would look alike."""
    return any(
        isinstance(flow.steps[option.next], HandoffStep) for option in step.options if option.next is not None
    )


def _short(words: str) -> str:
    """Fit for a button."""
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


def can_go_back(flow: Flow, way: Way) -> bool:
    """Back goes to the question before, never across a deed that is done."""
    return bool(way.trail) and isinstance(flow.steps[way.trail[-1]], Asking)


def typed_choice(menu: Menu, typed: str, facts: Facts) -> Offered | None:
    """The choice these words mean: by number, icon or label. An option wins over an interrupt."""
    own = [entry for entry in (*menu.shown, *menu.hidden) if entry.offered.kind != "interrupt"]
    found = pick(typed, [Meant(facts.wordings(e.label), e.icon, e.number) for e in own])
    if found is not None:
        return own[found].offered
    interrupt = pick(typed, [_meant(name, facts) for name in INTERRUPTS])
    return None if interrupt is None else Offered("interrupt", INTERRUPTS[interrupt])


def reviewed(flow: Flow, way: Way, step: ReviewStep) -> tuple[QuestionStep, ...]:
    """The questions that a review reads back and lets mend: those answered since the last deed."""
    questions: list[QuestionStep] = []
    for name in way.trail:
        passed = flow.steps[name]
        if not isinstance(passed, QuestionStep):
            questions.clear()
        elif (
            name in step.steps if step.steps is not None else not isinstance(passed, ConsentStep | ReviewStep)
        ):
            questions.append(passed)
    return tuple(question for question in questions if way.answers[question.id] is not None)


@dataclass(frozen=True, slots=True)
class _Screens:
    flow: Flow
    way: Way
    step: QuestionStep
    session: Session
    facts: Facts

    @property
    def screen(self) -> Screen:
        return self.session.screen

    def own(self) -> Menu:
        match self.screen.kind:
            case "question":
                return self._question()
            case "found":
                return self._found()
            case "list":
                return self._list()
            case "edit":
                return self._edit()
            case "restart":
                return self._restart()
            case _:
                assert_never(self.screen.kind)

    def _question(self) -> Menu:
        step = self.step
        if isinstance(step, PlaceStep):
            entries = _numbered([*map(self._option, step.options), *self._roads()])
            return Menu((self._text("text"),), tuple(entries))
        layout = step.layout if isinstance(step, ChoiceStep) else "auto"
        before = self._read_back(step) if isinstance(step, ReviewStep) else []
        says = [*before, self._text("text")]
        return self._paged(says, _numbered(map(self._option, step.options)), layout)

    def _option(self, option: Option) -> Entry:
        kind: OfferedKind = "edit" if isinstance(self.step, ReviewStep) and option.id == "edit" else "option"
        label = self._text(f"opt.{option.id}")
        return Entry(Offered(kind, option.id), label, option.icon, share=option.share)

    def _roads(self) -> list[Entry]:
        """Besides typing a place: the list of all, and from the second miss the words as they are."""
        roads = []
        if self.facts.all_places:
            roads.append(Entry(Offered("page", 0), text("flow.place.list"), "📋"))
        if self.session.misses >= 2 and self.screen.said:
            roads.append(Entry(Offered("keep"), text("flow.place.keep", said=_short(self.screen.said)), "✍️"))
        return roads

    def _found(self) -> Menu:
        says = text("flow.place.which", said=self.screen.said)
        found = [Entry(Offered("place", code), quoted(label)) for code, label in self.screen.places]
        none = Entry(Offered("again"), text("flow.place.none"), "❌")
        return self._paged([says], _numbered([*found, none]))

    def _list(self) -> Menu:
        places = (Entry(Offered("place", p.code), quoted(p.label)) for p in self.facts.all_places)
        return self._paged([self._text("text")], _numbered(places))

    def _edit(self) -> Menu:
        questions = reviewed(self.flow, self.way, self.step) if isinstance(self.step, ReviewStep) else ()
        entries = [
            Entry(Offered("undo", question.id), self._text("text", question)) for question in questions
        ]
        close = Entry(Offered("close"), text("review.close"), "✅")
        return self._paged([text("review.which")], _numbered([*entries, close]))

    def _restart(self) -> Menu:
        yes = Entry(Offered("restart_yes"), text("flow.restart.yes"), "🔄")
        no = Entry(Offered("close"), text("flow.restart.no"), "▶️")
        return Menu((text("flow.restart.sure"),), tuple(_numbered([yes, no])))

    def _read_back(self, step: ReviewStep) -> list[Text]:
        questions = reviewed(self.flow, self.way, step)
        if self.way.quiet:
            return [text("review.quiet", count=len(questions))]
        return [
            text(
                "review.line",
                question=self._text("text", question),
                answer=read_back(self.flow, question, self.way.answers[question.id], self.facts),
            )
            for question in questions
        ]

    def _text(self, part: str, step: QuestionStep | None = None) -> Text:
        key = text_key(self.flow.id, (step or self.step).id, part)
        return filled(self.flow, key, self.way.answers, self.facts)

    def _paged(self, says: Iterable[Text], entries: Sequence[Entry], layout: Layout = "auto") -> Menu:
        """One page of the entries; a page that is no more is the last one."""
        if len(entries) <= PAGE:
            return Menu(tuple(says), tuple(entries), (), layout)
        page = min(self.screen.page, (len(entries) - 1) // PAGE)
        first, last = page * PAGE, (page + 1) * PAGE
        turns = []
        if first:
            turns.append(Entry(Offered("page", page - 1), text("flow.less"), "◀️"))
        if last < len(entries):
            turns.append(Entry(Offered("page", page + 1), text("flow.more"), "▶️"))
        hidden = (*entries[:first], *entries[last:])
        return Menu(tuple(says), (*entries[first:last], *turns), hidden, layout)


def _numbered(entries: Iterable[Entry]) -> list[Entry]:
    return [Entry(e.offered, e.label, e.icon, number, e.share) for number, e in enumerate(entries, start=1)]


def _interrupt(name: str) -> Entry:
    return Entry(Offered("interrupt", name), text(f"interrupt.{name}"), _ICONS[name])


def _meant(name: str, facts: Facts) -> Meant:
    """An interrupt's words stand in one text, separated by commas."""
    words = (
        part for wording in facts.wordings(text(f"interrupt.{name}.words")) for part in wording.split(",")
    )
    return Meant((*words, *facts.wordings(text(f"interrupt.{name}"))), _ICONS.get(name, ""))
