"""A small flow on a stage, and transcripts played on it, in tests."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from flow_talk import LISTS, facts_for, flow_of

from bot.chat import Text
from bot.flow.defaults import Defaults
from bot.flow.model import Flow
from bot.flow.turn import Facts
from bot.problems import Findings, line
from bot.rehearsal.coverage import Taken
from bot.rehearsal.playing import play
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import CLOCK, ChannelKind, Transcript
from bot.rehearsal.transcript_reader import read_transcript
from bot.rehearsal.transcript_sentences import SENTENCES
from bot.rehearsal.world import World

STEPS = """
  hello: {say: Chào bà con}
  who: {ask: choice, text: "Cho ai?", options: [{id: me, text: Cho mình}, {id: other, text: Cho người khác}, {id: why, text: Sao hỏi, hint: Để biết}]}
  helper: {when: "who == 'other'", call: friend}
  alone: {ask: choice, text: "Ai xem máy?", options: [{id: none, text: Chỉ mình}, {id: some, text: Có người}]}
  age: {ask: number, text: "Mấy tuổi?", min: 1, max: 99, retry: Cho một số}
  place: {ask: place, text: "Ở đâu?", options: [{id: here, text: Gửi chỗ đứng, share: location}]}
  phone: {ask: phone, text: "Số nào?", options: [{id: this, text: Máy này, share: phone}]}
  wants: {ask: many, text: "Cần gì?", min: 1, max: 2, options: [{id: a, text: Điều A}, {id: b, text: Điều B}, {id: c, text: Điều C}]}
  story: {ask: text_or_voice, private: true, text: Kể đi}
  check:
    review: all
    text: Gửi nhé?
    send: {icon: "✅", text: Gửi}
    edit: {icon: "✏️", text: Sửa}
    drop: {icon: "🗑️", text: Không gửi, next: bye}
  send: {submit: ask_aid, with: {matter: who, story: story, place: place}, receipt: "Số {request_no}"}
  end: {exit: done, text: Xong}
  bye: {exit: withdrawn, text: Không gửi gì}
"""
PARTS = {
    "parts/friend.yaml": "spec: 1\nflow: friend\noutputs: {name: name}\nsteps:\n  name: {ask: text, text: Tên gì}\n"
}
RIGHTS = """
  one: {ask: choice, text: "Điều nào?", options: [{id: a, text: Điều một, next: said}, {id: enough, text: Đủ rồi, next: over}]}
  said: {say: Có quyền, next: one}
  over: {exit: done, text: Hết}
"""
TO_CHECK = """
  - bot: hello
  - bot: who
  - me: {tap: me}
  - bot: alone
  - me: {tap: none}
  - bot: age
  - me: "30"
  - bot: place
  - me: {tap: list}
  - me: {tap: {place: x01}}
  - bot: phone
  - me: {phone: "0912345678", own: true}
  - bot: wants
  - me: {tap: a}
  - me: {tap: done}
  - bot: story
  - me: "Nhà bên dời cọc"
  - bot: check
"""
"""The way to the read-back."""
TO_END = f"""{TO_CHECK}  - me: {{tap: send}}
  - bot: send
  - bot: end
"""


def small(steps: str = STEPS, top: str = "quiet_when: \"alone == 'some'\"\n") -> Flow:
    return flow_of(steps, top, PARTS)


def beside() -> Flow:
    """A flow that opens on top of others."""
    return replace(flow_of(RIGHTS, 'beside: {icon: "⚖️", words: quyền}\n'), id="rights")


def world(*flows: Flow, **changes: object) -> World:
    """These flows and nothing else; the words of a text are its key, or what is quoted in it."""

    def facts(language: str, channel: ChannelKind, now: datetime.datetime, flow: str) -> Facts:
        told = facts_for(
            flows[0], can_share=channel == "telegram", today=now.date(), lists=lambda n: LISTS.get(n, ())
        )
        return replace(told, **changes)  # type: ignore[arg-type]

    return World({flow.id: flow for flow in flows}, Defaults(), ("vi", "en"), ("vi", "en"), facts, _say)


def _say(text: Text, language: str) -> str:
    return " ".join([language, text.key, *(_word(value) for value in text.values.values())])


def _word(value: object) -> str:
    return _say(value, "") if isinstance(value, Text) else str(value)


def stage(
    *flows: Flow, channel: ChannelKind = "telegram", now: datetime.datetime = CLOCK, **facts: object
) -> Rehearsal:
    flows = flows or (small(),)
    return Rehearsal(world(*flows, **facts), flows[0].id, "vi", channel, now)


def read(content: str) -> tuple[Transcript | None, list[str]]:
    """The transcript, and the English lines of its problems."""
    findings = Findings("x.test.yaml", SENTENCES)
    transcript = read_transcript("x.test.yaml", content.encode(), findings)
    return transcript, [line(problem, english=True) for problem in findings.problems]


def played(chat: str, rest: str = "", *flows: Flow, **facts: object) -> list[str]:
    """What playing this chat finds."""
    return plays(chat, rest, *flows, **facts)[0]


def plays(chat: str, rest: str, *flows: Flow, **facts: object) -> tuple[list[str], Mapping[str, set[Taken]]]:
    """What playing this chat finds, and what it took."""
    transcript, problems = read(f"flow: t\n{rest}chat:\n{chat.strip(chr(10))}\n")
    assert transcript is not None, problems
    findings = Findings("x.test.yaml", SENTENCES)
    taken = play(transcript, world(*(flows or (small(),)), **facts), findings)
    return [line(problem, english=True) for problem in findings.problems], taken
