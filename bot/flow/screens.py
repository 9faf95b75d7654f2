"""What a person looks at: the question, or the list of choices that was opened on top of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat import Text, quoted, text
from bot.flow.ahead import questions_ahead
from bot.flow.answers import MORE, filled, gathered, read_back
from bot.flow.deeds import sends
from bot.flow.menu import ICONS, Entry, Menu, interrupt, numbered, paged
from bot.flow.model import (
    DONT_KNOW,
    ChoiceStep,
    ConsentStep,
    FileStep,
    Flow,
    HandoffStep,
    ManyStep,
    Option,
    PlaceStep,
    QuestionStep,
    ReviewStep,
    SubmitStep,
)
from bot.flow.session import Offered, OfferedKind, Screen, ScreenKind, Session, Value, answers
from bot.flow.turn import Facts, Listed
from bot.flow.walk import Way, holds

SHORT: Final = 40
IN_HELP: Final = ("language", "listen", "later", "repeat", "restart", "delete")
"""The interrupts that the help screen lists after the flows; the others stand under every question."""
STAFF_HELP: Final = ("repeat", "language", "restart")


def menu(flow: Flow, way: Way, step: QuestionStep, session: Session, facts: Facts) -> Menu:
    """The choices of the present screen, ended by the road to a human, to help, and the way back."""
    view = _View(flow, way, step, session, facts)
    own = SCREENS[session.screen.kind](view)
    return Menu(own.says, (*own.shown, *map(interrupt, view.exits(own.shown))), own.hidden, own.layout)


def can_go_back(flow: Flow, way: Way) -> bool:
    """Back goes to the question before, never across a deed that is done."""
    return bool(way.trail) and isinstance(flow.steps[way.trail[-1]], QuestionStep)


def reviewed(flow: Flow, way: Way, step: ReviewStep) -> tuple[QuestionStep, ...]:
    """The questions that a review reads back and lets mend: those answered since the last deed."""
    questions: list[QuestionStep] = []
    for name in way.trail:
        passed = flow.steps[name]
        if not isinstance(passed, QuestionStep):
            questions.clear()
        elif not isinstance(passed, ConsentStep | ReviewStep) and (step.steps is None or name in step.steps):
            questions.append(passed)
    return tuple(question for question in questions if way.answers[question.id] is not None)


def said_back(flow: Flow, way: Way, step: QuestionStep) -> tuple[Text, ...]:
    """The answers that are heard with a review: those chosen among known words, unless others in the room must not hear them."""
    if not isinstance(step, ReviewStep):
        return ()
    return tuple(
        Text(option.label)
        for question in reviewed(flow, way, step)
        if isinstance(question, ChoiceStep) and not is_hushed(way, question)
        for option in question.options
        if option.id == way.answers[question.id]
    )


def is_hushed(way: Way, step: QuestionStep) -> bool:
    """Must this question not be heard by others in the room? Then it is played only when somebody presses for it."""
    return way.quiet or step.sensitive or step.private


def so_far(session: Session, step: QuestionStep) -> Value:
    """What a question that takes several things has got: in this round, or before it was opened to be changed."""
    value = answers(session).get(step.id)
    gathering = isinstance(value, dict) and value.get(MORE)
    return value if gathering or session.screen.mending else None


def listed(step: QuestionStep, way: Way, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the provided list of a choice holds now: ids and labels."""
    entries = _provided(step, way, facts)
    return tuple((one.id, f"{one.icon} {one.label}" if one.icon else one.label) for one in entries)


def _provided(step: QuestionStep, way: Way, facts: Facts) -> tuple[Listed, ...]:
    if not isinstance(step, ChoiceStep) or step.provided is None:
        return ()
    match step.provided:
        case "place_matches":
            return tuple(Listed(place.code, place.label) for place in facts.find_places(_last_place(way)))
        case "papers":
            files = [file for value in way.answers.values() for file in gathered(value, "files")]
            rows = [file["id"] for file in files if isinstance(file, dict)]
            return tuple(Listed(str(row), f"📎 {n}") for n, row in enumerate(rows, start=1))
        case _:
            return facts.lists(step.provided)


def _last_place(way: Way) -> str:
    """The words that a place was last told in."""
    places = [value for value in way.answers.values() if isinstance(value, dict) and "place" in value]
    said = [value.get("said") for value in reversed(places)]
    return next((words for words in said if isinstance(words, str) and words), "")


@dataclass(frozen=True, slots=True)
class _View:
    flow: Flow
    way: Way
    step: QuestionStep
    session: Session
    facts: Facts

    @property
    def screen(self) -> Screen:
        return self.session.screen

    def exits(self, shown: Sequence[Entry]) -> list[str]:
        """What stands under everything: a person, the recording, help, the way back.

        Under help the quick exit too, last and without a number: a «1» typed in passing must not wipe the chat.
        """
        citizen = self.flow.audience == "citizen"
        opened = self.screen.kind != "question" or self.screen.mending
        names = []
        if citizen and not self._leads_to_human(shown):
            names.append("human")
        if citizen and self.screen.kind == "question" and self.facts.recorded(self.step.text()):
            names.append("listen")
        if self.screen.kind != "help":
            names.append("help")
        if opened or can_go_back(self.flow, self.way):
            names.append("back")
        if citizen and self.screen.kind == "help":
            names.append("quick_exit")
        return names

    def _leads_to_human(self, shown: Sequence[Entry]) -> bool:
        """A choice that is shown is that road already; two would look alike."""
        if self.screen.kind != "question":
            return self.screen.kind == "human"
        ids = {entry.offered.value for entry in shown if entry.offered.kind == "option"}
        ways = [self.flow.steps.get(o.next or "") for o in self.step.options if o.id in ids]
        talks = any(entry.offered.kind == "interrupt" for entry in shown)
        return talks or any(isinstance(way, HandoffStep) for way in ways)

    # --- the question

    def question(self) -> Menu:
        step = self.step
        if isinstance(step, PlaceStep):
            entries = numbered([*map(self._option, self._options()), *self._roads()])
            return Menu((self._text("text"),), tuple(entries))
        layout = step.layout if isinstance(step, ChoiceStep | ManyStep) else "auto"
        before = self._read_back(step) if isinstance(step, ReviewStep) else []
        says = [*before, self._text("text"), *self._so_far()]
        entries = numbered([*self._provided(), *map(self._option, self._options()), *self._done()])
        return paged(says, entries, self.screen.page, layout)

    def _options(self) -> list[Option]:
        return [option for option in self.step.options if self.facts.can_share or option.share is None]

    def _provided(self) -> list[Entry]:
        return [Entry(Offered("listed", id_), quoted(label)) for id_, label in self.screen.listed]

    def _option(self, option: Option) -> Entry:
        if option.talk:
            return Entry(Offered("interrupt", "human"), Text(option.label), option.icon)
        kind: OfferedKind = "option"
        icon = option.icon
        if isinstance(self.step, ReviewStep) and option.id == "edit":
            kind = "edit"
        elif isinstance(self.step, ManyStep) and not option.hint and option.id != DONT_KNOW:
            kind = "toggle"
            icon = f"☑️{icon}" if option.id in self._gathered("chosen") else icon
        return Entry(Offered(kind, option.id), Text(option.label), icon, share=option.share)

    def _so_far(self) -> list[Text]:
        files = len(self._gathered("files")) if isinstance(self.step, FileStep) else 0
        return [text("flow.files_so_far", files=files)] if files else []

    def _done(self) -> list[Entry]:
        """The end of a question that takes several things, once it has enough."""
        enough = False
        if isinstance(self.step, ManyStep):
            enough = self.step.min <= len(self._gathered("chosen")) <= self.step.max
        elif isinstance(self.step, FileStep):
            enough = bool(self._gathered("files"))
        return [Entry(Offered("done"), text("flow.done"), "✅")] if enough else []

    def _gathered(self, key: str) -> list[object]:
        return [*gathered(so_far(self.session, self.step), key)]

    def _roads(self) -> list[Entry]:
        """Besides typing a place: the list of all, and from the second miss the words as they are."""
        roads = []
        if self.facts.all_places:
            roads.append(Entry(Offered("page", 0), text("flow.place.list"), "📋"))
        if self.session.misses >= 2 and self.screen.said:
            roads.append(Entry(Offered("keep"), text("flow.place.keep", said=_short(self.screen.said)), "✍️"))
        return roads

    def _read_back(self, step: ReviewStep) -> list[Text]:
        questions = reviewed(self.flow, self.way, step)
        if self.way.quiet:
            return [text("review.quiet", count=len(questions))]
        return [
            text(
                "review.line",
                question=self._text("text", question),
                answer=read_back(question, self.way.answers[question.id], self.facts),
            )
            for question in questions
        ]

    # --- places

    def found(self) -> Menu:
        says = text("flow.place.which", said=self.screen.said)
        found = [Entry(Offered("place", code), quoted(label)) for code, label in self.screen.listed]
        none = Entry(Offered("again"), text("flow.place.none"), "❌")
        return paged([says], numbered([*found, none]), self.screen.page)

    def list(self) -> Menu:
        places = (Entry(Offered("place", p.code), quoted(p.label)) for p in self.facts.all_places)
        return paged([self._text("text")], numbered(places), self.screen.page)

    # --- what is opened on top

    def edit(self) -> Menu:
        questions = reviewed(self.flow, self.way, self.step) if isinstance(self.step, ReviewStep) else ()
        entries = [Entry(Offered("mend", q.id), self._text("text", q)) for q in questions]
        close = Entry(Offered("close"), text("review.close"), "✅")
        return paged([text("review.which")], numbered([*entries, close]), self.screen.page)

    def recap(self) -> Menu:
        """Where one stood. It names the matter only where the flow says that nobody else can read it."""
        named = not self.way.quiet and holds(self.flow, self.way, self.flow.recap_when, self.facts)
        head = self.flow.head
        what = filled(head, head.text("recap"), self.flow, self.way.answers, self.facts)
        passed = [self.flow.steps[path] for path in self.way.trail]
        left = text("recap.left", left=questions_ahead(self.flow, self.way, self.facts))
        sent = any(isinstance(step, SubmitStep) and sends(step.deed) for step in passed)
        says = [text("recap.sent")] if sent else [what if named else text("recap.plain"), left]
        go_on = Entry(Offered("close"), text("flow.restart.no"), "▶️")
        label = text("button.new" if sent else "flow.restart.yes")
        afresh = Entry(Offered("afresh"), label, ICONS["restart"])
        return Menu(tuple(says), tuple(numbered([go_on, afresh])))

    def help(self) -> Menu:
        """Everything that may be said at any question, as buttons."""
        if self.flow.audience == "staff":
            return paged([text("flow.help")], numbered(map(interrupt, STAFF_HELP)), self.screen.page)
        opens = (Entry(Offered("beside", f), Text(f"{f}.title"), icon) for f, icon in self.facts.beside)
        entries = [*opens, *map(interrupt, IN_HELP)]
        return paged([text("flow.help")], numbered(entries), self.screen.page)

    def human(self) -> Menu:
        call = Entry(Offered("call_back"), text("flow.human.call_back"), "🔔")
        close = Entry(Offered("close"), text("flow.restart.no"), "▶️")
        return Menu((text("flow.human"),), tuple(numbered([call, close])))

    def language(self) -> Menu:
        languages = [
            Entry(Offered("language", one.id), quoted(one.label), one.icon)
            for one in self.facts.lists("languages")
        ]
        return paged([text("language.ask")], numbered(languages), self.screen.page)

    def hear(self) -> Menu:
        yes = Entry(Offered("hear"), text("flow.listen.yes"), ICONS["listen"])
        no = Entry(Offered("close"), text("flow.listen.no"), "▶️")
        return Menu((text("flow.listen.alone"),), tuple(numbered([yes, no])))

    def delete(self) -> Menu:
        yes = Entry(Offered("delete_yes"), text("flow.delete.yes"), ICONS["delete"])
        no = Entry(Offered("close"), text("flow.restart.no"), "▶️")
        return Menu((text("flow.delete.sure"),), tuple(numbered([yes, no])))

    def _text(self, part: str, step: QuestionStep | None = None) -> Text:
        step = step or self.step
        return filled(step, step.text(part), self.flow, self.way.answers, self.facts)


SCREENS: Final[Mapping[ScreenKind, Callable[[_View], Menu]]] = {
    "question": _View.question,
    "found": _View.found,
    "list": _View.list,
    "edit": _View.edit,
    "recap": _View.recap,
    "help": _View.help,
    "human": _View.human,
    "language": _View.language,
    "delete": _View.delete,
    "hear": _View.hear,
}


def _short(words: str) -> str:
    """Fit for a button."""
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
