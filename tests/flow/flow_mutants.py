"""Flow files that go wrong as files do: a byte flipped, a line lost or doubled, a word in the place of another."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from flow_talk import assert_promises, facts_for

from bot.chat import Said, SharedLocation, SharedPhone, Unreadable
from bot.flow.engine import resume, start
from bot.flow.loader import load_flows
from bot.flow.model import Flow
from bot.flow.session import from_json, to_json
from bot.flow.turn import Facts, Filed, Heard, Press, Turn
from bot.problems import line

Files = Mapping[str, bytes]

ASKS: Final = """spec: 1
flow: asks
title: "Mọi câu hỏi"
answers_kept_days: 9
quiet_when: "'harm' in what"
recap: {text: "Đang kể: {answer.who}.", when: "who == 'me'"}
steps:
  hello: {say: "Chào. Gọi {hotline}.", risk: high, note: "Lời chào"}
  who: {ask: choice, text: "Cho ai?", layout: grid2, allow: [dont_know, talk], options: [{id: me, icon: "🙋", text: "Mình"}, {id: other, text: "Người khác"}]}
  what: {ask: many, text: "Chuyện gì?", min: 1, max: 2, options_from: matters, options: [{id: harm, text: "Bị đánh"}]}
  since: {ask: number, text: "Mấy năm?", min: 0, max: 80, retry: "Một số thôi.", attempts: {max: 2, then: skip}, depends: [what]}
  day: {ask: date, text: "Ngày nào?", when: "'land' in what"}
  papers: {ask: file, text: "Giấy?", accept: [photo], max: 2, options: [{id: none, text: "Không có"}]}
  story: {ask: text_or_voice, text: "Kể đi, {answer.who}.", private: true, max_chars: 99}
  spoken: {ask: voice, text: "Nói đi.", when: "count(story) > 1"}
  year: {ask: text, text: "Năm sinh?", valid: year, options: [{id: untold, text: "Thôi", next: look}]}
  look: {ask: choice, text: "Xem gì?", options_from: my_requests, options: [{id: none, text: "Không xem"}]}
  more: {ask: choice, text: "Gì nữa?", accept: [text, photo], options: [{id: no, text: "Hết", next: bye}, {id: call, text: "Gọi"}]}
  person: {handoff: callback_request, text: "Gọi {hotline}. {duty}"}
  bye: {exit: done, text: "Xong. {promise}"}
"""
PATHS: Final = """spec: 1
flow: paths
title: "Mọi đường"
quiet_when: "safe.shared == 'others'"
beside: {icon: "🌾", words: "đủ, tất cả"}
steps:
  may: {consent: kept_v1, text: "Cho ghi không?", yes: {text: "Đồng ý"}, no: {text: "Không"}, more: {text: "Nói kỹ", hint: "Máy ghi."}, if_no: bye}
  who: {ask: choice, text: "Cho ai?", sensitive: true, options: [{id: me, text: "Mình"}, {id: other, text: "Người khác"}]}
  day: {ask: date, text: "Ngày nào?", when: "who == 'me'"}
  old: {set: "answered(day) and years_since(day) > 3"}
  where: {ask: place, text: "Xã nào?", options: [{id: here, text: "Chỗ này", share: location}, {id: untold, text: "Không nói"}]}
  far: {branch: [{when: "where in communes('zone_3')", next: safe}, {when: "open_now() or where == 'untold'", next: safe}, {else: safe}]}
  safe: {call: contact, with: {person: who, told: old}}
  check: {review: [who, safe], text: "Gửi nhé?", send: {text: "Gửi"}, edit: {text: "Sửa"}, drop: {text: "Bỏ", next: gone}}
  send: {submit: legal_aid_request, with: {matter: "'land'", story: who, place: where, phone: safe.phone}, receipt: "Số {request_no}."}
  again: {goto: who, when: "not old"}
  end: {exit: done, text: "Xong. {promise}"}
  gone: {exit: withdrawn, text: "Đã bỏ."}
  bye: {exit: offramp, text: "Không ghi. Gọi {hotline}."}
"""
PART: Final = """spec: 1
flow: contact
inputs: {person: [me, other], told: truth}
outputs: {phone: phone, shared: shared}
steps:
  phone: {ask: phone, text: "Số nào?", options: [{id: this, text: "Máy này", share: phone}, {id: none, text: "Không có", next: over}]}
  shared: {ask: choice, text: "Ai xem?", when: "person != 'other' or told", options: [{id: me, text: "Mình"}, {id: others, text: "Khác"}]}
  over: {exit: done}
"""
DEFAULTS: Final = """spec: 1
misses: 2
quiet_hours: {from: "20:00", to: "07:00"}
lists:
  matters: [{id: land, text: "Đất"}, {id: debt, text: "Nợ", hint: "Tiền vay."}]
"""
SAMPLES: Final[tuple[Files, ...]] = (
    {"asks.yaml": ASKS.encode(), "_defaults.yaml": DEFAULTS.encode()},
    {"paths.yaml": PATHS.encode(), "parts/contact.yaml": PART.encode()},
)
STRANGE: Final = (
    "\u200b",
    "\u202e",
    "e\u0301",
    "ẤỆ",
    "\ud83d\ude00",
    "\x00",
    "\x85",
    "\u2028",
    "ꪹꪎ",
    "{",
    "}",
    "#",
    "&a",
    "*a",
    "!x",
    "<<",
    "|",
    ">-",
    "?",
    "%",
)
NUMBERS: Final = ("0", "-1", "999999999", "9999999999999999999999", "1e9", "0x1f", "٣", "1.5", "²")
WORDS: Final = (
    "",
    "the",
    "một",
    "2",
    "1, 2",
    "back",
    "help",
    "human",
    "sửa",
    "xong",
    "gửi",
    "0912345678",
    "mẫu 3",
    "năm 2020",
    "A" * 5000,
)
TEXTS: Final = (
    '"A"',
    '""',
    '"{hotline}"',
    '"{answer.who}"',
    '"Gọi {"',
    "\"who == 'me'\"",
    '"open_now()"',
    '"not answered(day)"',
)


@dataclass(slots=True)
class Tally:
    """What came of the mutants."""

    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()))


def mutant(chance: random.Random, files: Files) -> tuple[str, bytes]:
    """One of the files, changed in one to three places, and its name."""
    name = chance.choice(sorted(files))
    words = files[name].decode()
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        words = chance.choice(_CHANGES)(chance, words)
    content = words.encode("utf-8", "surrogatepass")
    return name, _flipped(chance, content) if chance.random() < 0.05 else content


def survives(chance: random.Random, files: Files, tally: Tally) -> None:
    """Whatever happened to the files: problems or flows, and the flows can be talked to."""
    flows, problems = load_flows(
        files, interrupt_words=["giúp", "back"], groups=["zone_1", "zone_2", "zone_3"]
    )
    errors = sum(problem.severity == "error" for problem in problems)
    tally.counts.update(mutants=1, problems=len(problems), errors=errors, flows=len(flows))
    tally.counts["clean"] += not problems
    assert flows or errors
    assert all("\n" not in line(problem) and problem.line >= 1 for problem in problems)
    for flow in flows.values():
        talk(chance, flow, tally)


def talk(chance: random.Random, flow: Flow, tally: Tally) -> None:
    """Ten events, each on the session as the store would give it back."""
    facts = facts_for(flow)
    turn = start(flow, facts)
    for number in range(10):
        heard = _heard(chance, turn)
        turn = _answered(flow, turn, heard, facts, str(number))
        tally.counts["events"] += 1
    tally.counts[turn.session.outcome or "open"] += 1


def _answered(flow: Flow, turn: Turn, heard: Heard, facts: Facts, message: str) -> Turn:
    session = from_json(to_json(turn.session))
    after = resume(flow, session, heard, facts, message)
    if not session.outcome:
        assert_promises(after, session.turn, flow, heard)
    return after


def _heard(chance: random.Random, turn: Turn) -> Heard:
    session = turn.session
    likely = Press(session.turn, chance.randrange(max(1, len(session.offer))))
    others: list[Heard] = [
        Said(chance.choice(WORDS)),
        Said(str(chance.randint(1, 9))),
        Filed(
            chance.randint(1, 9),
            chance.choice(("photo", "voice", "document")),
            "chú thích",
            chance.choice(("", "a")),
        ),
        SharedPhone("0912345678", chance.random() < 0.5),
        SharedLocation(21.4, 103.0),
        Unreadable("sticker"),
    ]
    return likely if chance.random() < 0.6 else chance.choice(others)


# --- what goes wrong -------------------------------------------------------------------------


def _flipped(chance: random.Random, content: bytes) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.randint(1, 4) if content else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _lines(change: Callable[[random.Random, list[str]], None]) -> Callable[[random.Random, str], str]:
    def changed(chance: random.Random, words: str) -> str:
        lines = words.split("\n")
        change(chance, lines)
        return "\n".join(lines)

    return changed


@_lines
def _drop(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    del lines[at : at + chance.randint(1, 3)]


@_lines
def _double(chance: random.Random, lines: list[str]) -> None:
    if lines:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))


@_lines
def _swap(chance: random.Random, lines: list[str]) -> None:
    if lines:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]


@_lines
def _indent(chance: random.Random, lines: list[str]) -> None:
    if lines:
        at = chance.randrange(len(lines))
        lines[at] = (
            chance.choice((" ", "  ", "\t", "- ", "    ")) + lines[at]
            if chance.random() < 0.5
            else lines[at][2:]
        )


def _loose(chance: random.Random, words: str) -> str:
    """One pair of a map is left out."""
    pairs = [*_PAIR.finditer(words)]
    found = chance.choice(pairs) if pairs else None
    return words[: found.start()] + words[found.end() :] if found else words


def _reword(chance: random.Random, words: str) -> str:
    """Other words in the place of a text."""
    texts = [*_TEXT.finditer(words)]
    found = chance.choice(texts) if texts else None
    return words[: found.start()] + chance.choice(TEXTS) + words[found.end() :] if found else words


def _token(chance: random.Random, words: str) -> str:
    """A word in the place of another: a step, a key, a kind, a sign, a condition."""
    parts = _parts(words)
    return "".join(_put(chance, parts, chance.choice(parts))) if parts else words


def _number(chance: random.Random, words: str) -> str:
    parts = _parts(words)
    return "".join(_put(chance, parts, chance.choice(NUMBERS))) if parts else words


def _strange(chance: random.Random, words: str) -> str:
    at = chance.randrange(len(words) + 1)
    return words[:at] + chance.choice(STRANGE) + words[at:]


def _rename(chance: random.Random, words: str) -> str:
    """One name, everywhere."""
    parts = [part for part in _parts(words) if part.isidentifier()]
    return words.replace(chance.choice(parts), chance.choice(parts)) if parts else words


def _parts(words: str) -> list[str]:
    found, part = [], ""
    for char in words:
        if char.isalnum() or char == "_":
            part += char
            continue
        found += [part] if part else []
        found.append(char)
        part = ""
    return [*found, part] if part else found


def _put(chance: random.Random, parts: list[str], word: str) -> list[str]:
    at = chance.choice([n for n, part in enumerate(parts) if part.strip()] or [0])
    return [*parts[:at], word, *parts[at + 1 :]]


_PAIR: Final = re.compile(r", [a-z_]+: (?:\"[^\"]*\"|[a-z_0-9]+|\[[^\]]*\])")
_TEXT: Final = re.compile(r'"[^"]*"')
_CHANGES: Final = (
    _drop, _double, _swap, _indent, _token, _token, _number, _strange, _rename, _loose, _loose, _loose, _reword, _reword,
)  # fmt: skip
