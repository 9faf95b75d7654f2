"""A person and the engine, talking in tests: every turn passes through JSON and must keep its promises."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from bot.chat import Said, Text
from bot.flow.deeds import Deed
from bot.flow.engine import amend, ask_again, recap, resume, start
from bot.flow.loader import load_flows
from bot.flow.menu import ICONS
from bot.flow.model import Asking, Flow, HandoffStep
from bot.flow.session import Value, answers, from_json, to_json
from bot.flow.turn import Effect, Facts, Filed, Heard, Listed, Open, PlaceFound, Press, Question, Remind, Turn
from bot.flow.words import fold
from bot.problems import Problem, line

END = "  end: {exit: done, text: Xong}\n"
OPTIONS = 'options: [{id: land, icon: "🌾", text: Đất}, {id: debt, text: Nợ}, {id: child, text: Con}]'
MANY = f"ask: many, {OPTIONS}, min: 1, max: 2"
KINDS = [
    f"ask: choice, {OPTIONS}",
    MANY,
    "ask: text",
    "ask: voice",
    "ask: text_or_voice",
    "ask: number",
    "ask: date",
    "ask: phone",
    "ask: place",
    "ask: file",
]
"""Every kind of question, as a flow writes it."""

PROGRAM = {
    "interrupt.help": "Chỉ cách dùng",
    "interrupt.help.words": "help, giúp",
    "interrupt.back": "Quay lại",
    "interrupt.back.words": "back, lùi lại",
    "interrupt.repeat": "Nói lại",
    "interrupt.repeat.words": "nói lại, repeat",
    "interrupt.human": "Gặp người thật",
    "interrupt.human.words": "người thật, human",
    "interrupt.restart": "Làm lại từ đầu",
    "interrupt.restart.words": "làm lại, restart, /start",
    "interrupt.listen": "Nghe",
    "interrupt.listen.words": "nghe, listen",
    "interrupt.language": "Đổi tiếng",
    "interrupt.language.words": "đổi tiếng, language",
    "interrupt.later": "Để sau",
    "interrupt.later.words": "để sau, later",
    "interrupt.status": "Việc đã nhờ",
    "interrupt.status.words": "việc đã nhờ, status",
    "interrupt.quick_exit": "Thoát nhanh",
    "interrupt.quick_exit.words": "thoát, exit",
    "interrupt.delete": "Xoá",
    "interrupt.delete.words": "xoá, delete",
    "flow.more": "Xem thêm",
    "flow.less": "Trước đó",
    "flow.done": "Xong",
    "flow.place.list": "Xem các xã",
    "flow.place.keep": "Cứ ghi như vậy",
    "flow.place.none": "Không có xã nào",
    "flow.restart.yes": "Làm lại hết",
    "flow.restart.no": "Đi tiếp",
    "flow.human.call_back": "Cán bộ nhắn lại",
    "flow.delete.yes": "Xoá hết",
    "option.dont_know": "Không biết",
    "option.talk": "Nói chuyện với người",
    "review.close": "Không sửa",
    "rights.title": "Quyền của bà con",
}


def calls() -> dict[str, str]:
    """What typed words call, folded."""
    named = {key.split(".")[1]: words for key, words in PROGRAM.items() if key.endswith(".words")}
    spoken = {fold(word): name for name, words in named.items() for word in words.split(",")}
    icons = {icon: name for name, icon in ICONS.items()}
    labels = {fold(PROGRAM[f"interrupt.{name}"]): name for name in named}
    return {**spoken, **icons, **labels, "quyen": "beside:rights"}


LISTS = {
    "languages": (Listed("vi", "Tiếng Việt"), Listed("en", "English")),
    "my_requests": (Listed("7", "482 519 K"), Listed("8", "111 111 A")),
}

DEEDS = {
    "ask_aid": Deed(frozenset({"matter", "story"}), frozenset({"place"}), frozenset({"request_no"})),
    "call_back": Deed(optional=frozenset({"want", "place"}), gives=frozenset({"request_no"})),
    "duty": Deed(gives=frozenset({"request_no"})),
}

PLACES = tuple(PlaceFound(f"x{n:02}", f"Xã Mẫu {n}") for n in range(1, 15))


def find_places(words: str) -> tuple[PlaceFound, ...]:
    return tuple(place for place in PLACES if words.casefold() in place.label.casefold())


def read_phone(words: str) -> str | None:
    digits = "".join(char for char in words if char.isdigit())
    return f"+84{digits[1:]}" if len(digits) == 10 and digits[0] == "0" else None


def facts_for(flow: Flow, **changes: object) -> Facts:
    def wordings(text: Text) -> tuple[str, ...]:
        if text.key == "quoted":
            return (str(text.values["words"]),)
        source = flow.texts.get(text.key)
        return (source.vi if source else PROGRAM.get(text.key, text.key), f"en {text.key}")

    facts = Facts(
        wordings,
        find_places,
        PLACES,
        read_phone,
        {"hotline": "0200 000 000", "open_now": True},
        calls=calls(),
        beside=(("rights", "⚖️"),),
        lists=lambda name: LISTS.get(name, ()),
        groups={"zone_1": frozenset({"x01", "x02"})},
        today=datetime.date(2026, 11, 25),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def load(
    source: str | bytes, name: str = "t", parts: Mapping[str, str] | None = None
) -> tuple[Flow | None, list[Problem]]:
    """A flow called ``name``; ``parts`` are other files beside it."""
    content = source.encode() if isinstance(source, str) else source
    files = {f"{name}.yaml": content, **{file: words.encode() for file, words in (parts or {}).items()}}
    flows, problems = load_flows(
        files, interrupt_words=["giúp", "Quay lại"], deeds=DEEDS, groups=["zone_1", "zone_2"]
    )
    return flows.get(name), problems


def flow_of(steps: str, top: str = "", parts: Mapping[str, str] | None = None) -> Flow:
    """A flow ``t`` of these steps, without any error."""
    flow, problems = load(f"spec: 1\nflow: t\ntitle: Thử\n{top}steps:\n{steps}", parts=parts)
    assert flow is not None, [line(problem) for problem in problems]
    return flow


class Talk:
    """One session; ``says`` are keys without ``t.``, ``asks`` the key of the question."""

    def __init__(self, steps: str | Flow, given: Mapping[str, Value] | None = None, **facts: object) -> None:
        self.flow = flow_of(steps) if isinstance(steps, str) else steps
        self.facts = facts_for(self.flow, **facts)
        self.turn = start(self.flow, self.facts, given or {})
        self._holds(0)

    def hear(self, heard: Heard, message: str = "") -> Self:
        before = self.turn.session
        self.turn = resume(self.flow, from_json(to_json(before)), heard, self.facts, message)
        self._holds(before.turn, heard)
        return self

    def say(self, *words: str) -> Self:
        for one in words:
            self.hear(Said(one))
        return self

    def press(self, label: str) -> Self:
        """Press the button whose label's key ends so."""
        index = next(i for i, key in enumerate(self.labels) if key.endswith(label))
        return self.hear(Press(self.turn.session.turn, index))

    def again(self) -> Self:
        self.turn = ask_again(self.flow, self.turn.session, self.facts)
        return self

    def recap(self) -> Self:
        before = self.number
        self.turn = recap(self.flow, from_json(to_json(self.turn.session)), self.facts)
        self._holds(before)
        return self

    def amends(self, words: str, message: str) -> bool:
        """An earlier message is edited; was there an answer that it could change?"""
        before = self.turn.session
        turn = amend(self.flow, from_json(to_json(before)), Said(words), self.facts, message)
        if turn is None:
            return False
        self.turn = turn
        self._holds(before.turn)
        return True

    @property
    def question(self) -> Question:
        assert self.turn.asks is not None
        return self.turn.asks

    @property
    def says(self) -> list[str]:
        return [_short(text.key) for text in self.turn.says]

    @property
    def asks(self) -> str:
        return _short(self.question.text[-1].key)

    @property
    def labels(self) -> list[str]:
        return [_short(choice.label.key) for choice in self.question.choices]

    @property
    def shown(self) -> list[str]:
        """What stands on the buttons."""
        return [self.facts.wordings(choice.label)[0] for choice in self.question.choices]

    @property
    def answers(self) -> dict[str, Value]:
        return answers(self.turn.session)

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.turn.effects

    @property
    def notice(self) -> str | None:
        return None if self.turn.notice is None else self.turn.notice.key

    @property
    def outcome(self) -> str:
        return self.turn.session.outcome

    @property
    def number(self) -> int:
        return self.turn.session.turn

    @property
    def screen(self) -> str:
        return self.turn.session.screen.kind

    def _holds(self, turn_before: int, heard: Heard | None = None) -> None:
        assert_promises(self.turn, turn_before, self.flow, heard)


def one(ask: str) -> Talk:
    """One question ``a``, and another that reads its answer back."""
    return Talk(f"""
  a: {{{ask}, text: Hỏi}}
  b: {{ask: text, text: "{{answer.a}}?"}}
  end: {{exit: done, text: Xong}}
""")


def echo(talk: Talk) -> object:
    """How ``b`` reads back the answer to ``a``."""
    return talk.question.text[0].values["answer.a"]


def assert_promises(turn: Turn, turn_before: int, flow: Flow, heard: Heard | None = None) -> None:
    """What holds after every turn."""
    session = turn.session
    assert from_json(to_json(session)) == session
    assert session.turn in {turn_before, turn_before + 1}
    if turn.asks is not None:
        assert session.outcome == ""
        assert len(turn.asks.choices) == len(session.offer)
        assert flow.audience == "staff" or _offers_a_person(turn, flow)
        assert turn.asks.text
    else:
        rests = any(isinstance(effect, Open | Remind) for effect in turn.effects)
        of_album = isinstance(heard, Filed) and heard.album
        assert session.outcome or rests or of_album or turn.notice is not None


def _offers_a_person(turn: Turn, flow: Flow) -> bool:
    """By its own button, or by an option of the question that leads to one."""
    step = flow.steps[turn.session.screen.step]
    options = {option.id: option.next for option in step.options} if isinstance(step, Asking) else {}
    return any(
        offered.value == "human"
        or offered.kind == "call_back"
        or isinstance(flow.steps.get(options.get(str(offered.value)) or ""), HandoffStep)
        for offered in turn.session.offer
    )


def _short(key: str) -> str:
    return key.removeprefix("t.").removesuffix(".text")
