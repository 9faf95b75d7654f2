"""Flows that chance makes, and what people may do in them: for the tests of properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from flow_talk import load
from hypothesis import assume
from hypothesis import strategies as st

from bot.chat import Said, SharedLocation, SharedPhone, Unreadable
from bot.flow.model import Flow
from bot.flow.turn import Filed, Heard, Press

NAMES = [f"s{n}" for n in range(8)]
TARGETS = [*NAMES, "end"]
WORDS = ["text", "text_or_voice", "voice", "number", "date", "phone", "place", "file"]
KINDS = [*WORDS, "choice", "many", "consent", "review", "say", "set", "goto", "branch", "call", "submit"]
CONDITIONS = ["answered(s0)", "not answered(s0)", "count(s0) > 1", "open_now()", "not open_now()"]

PART = """
spec: 1
flow: pair
title: Hai câu
inputs: {given: [x, y]}
outputs: {first: first}
steps:
  first: {ask: choice, text: Một, options: [{id: x, text: Xa}, {id: y, text: Gần}]}
  enough: {branch: [{when: "first == 'y' and given == 'x'", next: over}, {else: second}]}
  second: {ask: text, text: "Hai {answer.first}", depends: [first]}
  over: {exit: done}
"""


def _options(draw: st.DrawFn, *, jumps: bool) -> str:
    options = []
    for n in range(draw(st.sampled_from([2, 3, 8]))):
        jump = f", next: {draw(st.sampled_from(TARGETS))}" if jumps and draw(st.integers(0, 3)) == 0 else ""
        hint = f", hint: Gợi {n}" if n and not jump and draw(st.booleans()) else ""
        options.append(f"{{id: o{n}, icon: '{n}', text: Nút {'abcdefgh'[n]}{jump}{hint}}}")
    return f"options: [{', '.join(options)}]"


@st.composite
def _step(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(KINDS))
    # Only questions jump back, or a loop would ask nothing.
    ahead = draw(st.sampled_from([*NAMES[number + 1 :], "end"]))
    body = _question(draw, kind, f"s{number}", ahead) if kind in {*WORDS, "choice", "many"} else ""
    body = body or _other(draw, kind, f"s{number}", ahead)
    if draw(st.integers(0, 3)) == 0 and kind not in {"branch", "submit", "call"}:
        body += f", when: '{draw(st.sampled_from(CONDITIONS))}'"
    return f"  s{number}: {{{body}}}\n"


def _question(draw: st.DrawFn, kind: str, name: str, ahead: str) -> str:
    parts = [f"ask: {kind}", f"text: '{name} {{answer.s0}}'"]
    if kind == "choice" and draw(st.booleans()):
        parts.append(f"options_from: {draw(st.sampled_from(['my_requests', 'place_matches', 'papers']))}")
    if kind in {"choice", "many"} or draw(st.integers(0, 2)) == 0:
        parts.append(_options(draw, jumps=kind != "many"))
    own = {
        "choice": "accept: [text, voice, photo]",
        "many": "min: 1, max: 2",
        "file": "max: 2",
        "number": "max: 9",
    }
    if kind in own and draw(st.booleans()):
        parts.append(own[kind])
    if draw(st.booleans()):
        parts.append(f"attempts: {{max: 2, then: {draw(st.sampled_from(['skip', ahead]))}}}")
    extras = ["private: true", "depends: [s0]", "allow: [dont_know, talk]", f"next: {ahead}"]
    return ", ".join([*parts, *(extra for extra in extras if draw(st.integers(0, 4)) == 0)])


def _other(draw: st.DrawFn, kind: str, name: str, ahead: str) -> str:
    anywhere = draw(st.sampled_from(TARGETS))
    match kind:
        case "consent":
            return f"consent: c, text: Cho, yes: {{text: Ghi}}, no: {{text: Thôi}}, if_no: {anywhere}"
        case "review":
            drop = f"drop: {{text: Bỏ, next: {anywhere}}}"
            return f"review: all, text: Xem, send: {{text: Gửi}}, edit: {{text: Sửa}}, {drop}"
        case "say":
            return f"say: Lời {name}, next: {ahead}"
        case "set":
            return f"set: {draw(st.sampled_from(['count(s0) + 1', 'answered(s0)']))}"
        case "goto":
            return f"goto: {ahead}"
        case "branch":
            return (
                f"branch: [{{when: '{draw(st.sampled_from(CONDITIONS))}', next: {ahead}}}, {{else: {ahead}}}]"
            )
        case "call":
            return "call: pair, with: {given: \"'x'\"}"
        case _:
            return "submit: call_back, with: {place: s0}, receipt: Nhận"


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A flow without errors that begins with words or voice."""
    steps = "".join(draw(_step(number)) for number in range(1, len(NAMES)))
    top = "quiet_when: open_now()\nrecap: {text: 'Về {answer.s0}', when: count(s0) > 1}\n"
    if draw(st.integers(0, 4)) == 0:
        top += "for: staff\n"
    first = "  s0: {ask: text_or_voice, text: Đầu tiên}\n"
    source = f"spec: 1\nflow: t\ntitle: T\n{top}steps:\n{first}{steps}  end: {{exit: done, text: Xong}}\n"
    flow, _ = load(source, parts={"parts/pair.yaml": PART})
    assume(flow is not None)
    assert flow is not None
    return flow


# --- what people do --------------------------------------------------------------------------


@dataclass(frozen=True)
class Edits:
    """The n-th message is edited."""

    message: int
    words: str


@dataclass(frozen=True)
class Presses:
    """A button of the present question."""

    index: int


@dataclass(frozen=True)
class Pause:
    """Much time passes, or none; the question is recapped, or asked again."""

    away: bool
    recap: bool


Move: TypeAlias = "Heard | Edits | Presses | Pause"

words = st.one_of(
    st.sampled_from(
        ["1", "2", "3", "8", "1, 2", "1, 3", "nút b", "mẫu", "mẫu 3", "xem thêm", "gửi", "sửa", "xong", "ghi", "thôi",
         "0912345678", "tháng 3 năm 2020", "độ ba năm", "", "một câu chuyện rất dài về mảnh nương"]
    ),
    st.sampled_from(
        ["back", "help", "restart", "human", "repeat", "listen", "language", "later", "status", "delete", "quyền"]
    ),
    st.text(max_size=40),
)  # fmt: skip
heard: st.SearchStrategy[Heard] = st.one_of(
    st.builds(Said, words),
    st.builds(Press, st.integers(0, 12), st.integers(-1, 12)),
    st.builds(
        Filed,
        st.integers(1, 9),
        st.sampled_from(["voice", "photo", "document"]),
        st.text(max_size=5),
        st.sampled_from(["", "", "a", "b"]),
    ),
    st.builds(SharedPhone, st.sampled_from(["0912345678", "x"]), st.booleans()),
    st.builds(SharedLocation, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Unreadable, st.just("sticker")),
)
moves: st.SearchStrategy[list[Move]] = st.lists(
    st.one_of(
        heard,
        st.builds(Presses, st.integers(0, 9)),
        st.builds(Presses, st.integers(0, 2)),
        st.builds(Edits, st.integers(0, 25), words),
        st.builds(Pause, st.booleans(), st.booleans()),
    ),
    max_size=25,
)
