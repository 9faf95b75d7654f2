"""The way to a step: the answers that lead there, found by trying."""

from __future__ import annotations

import pytest
from flow_talk import facts_for
from rehearsal_stage import small, stage

from bot.flow.model import BranchStep, GotoStep, SetStep
from bot.rehearsal.reaching import way_to
from bot.rehearsal.transcript import Number, Sends, Tap, Words

EVERY = """
  lang: {ask: choice, options_from: languages, accept: [voice], text: "Tiếng nào?", options: [{id: other, text: Khác}]}
  many: {ask: many, text: "Gì?", min: 2, max: 3, allow: [dont_know], options: [{id: a, text: Điều A}, {id: b, text: Điều B}, {id: c, text: Điều C}]}
  voice: {ask: voice, text: Nói đi}
  name: {ask: text, valid: name, text: Tên gì}
  when: {ask: date, text: "Ngày nào?"}
  where: {ask: place, text: "Ở đâu?"}
  line: {ask: phone, text: "Số nào?"}
  age: {ask: number, text: "Mấy?", min: 3, max: 5}
  papers: {ask: file, text: Giấy đâu}
  five: {when: "age == 5 and where in communes('zone_1') and count(papers) == 1 and answered(name)", say: Năm}
  way: {branch: [{when: "lang == 'other' and 'c' in many", next: rare}, {else: check}]}
  rare: {ask: choice, text: "Hiếm?", options: [{id: y, text: Ừ}, {id: n, text: Không}], next: check}
  quiet: {set: "age == 4"}
  check: {review: all, text: "Gửi nhé?", send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Không gửi, next: bye}}
  tell: {submit: call_back}
  end: {exit: done, text: Xong}
  bye: {exit: withdrawn, text: Thôi}
"""
MANY_OPTIONS = """
  which: {ask: choice, text: "Gì?", options: [%s, {id: far, text: Xa, next: end}]}
  then: {ask: text, text: "Gì nữa?"}
  near: {exit: done, text: Gần}
  end: {exit: done, text: Xa}
"""


@pytest.mark.parametrize("step", small(EVERY, "").steps)
def test_every_step_that_people_meet_is_reached(step: str) -> None:
    flow = small(EVERY, "")
    one = stage(flow)
    acts = way_to(flow, step, facts_for(flow))

    if isinstance(flow.steps[step], BranchStep | SetStep | GotoStep):
        assert acts is None
        return
    assert acts is not None
    said = one.begin()
    for act in acts:
        said = one.act(act)
    at_last = {name.name for each in said for name in each.names}
    assert step in at_last or step == "tell"


def test_the_first_step_needs_nothing() -> None:
    flow = small()

    assert way_to(flow, "who", facts_for(flow)) == ()


def test_a_call_is_reached_with_its_first_question() -> None:
    flow = small()

    assert way_to(flow, "helper", facts_for(flow)) == (Tap("other"),)


def test_an_option_on_another_page_is_chosen_by_its_number() -> None:
    options = ", ".join(f"{{id: o{n}, text: Điều {n}}}" for n in range(8))
    flow = small(MANY_OPTIONS % options, "")

    assert way_to(flow, "end", facts_for(flow)) == (Number(9),)


def test_without_places_one_is_spoken() -> None:
    flow = small('  where: {ask: place, text: "Ở đâu?"}\n  end: {exit: done, text: Xong}\n', "")

    assert way_to(flow, "end", facts_for(flow, all_places=())) == (Sends("voice"),)


def test_what_needs_words_is_given_words() -> None:
    flow = small('  story: {ask: text, text: "Gì?"}\n  end: {exit: done, text: Xong}\n', "")

    assert way_to(flow, "end", facts_for(flow)) == (Words("Lời kể thử."),)
