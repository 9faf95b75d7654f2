"""Changing one answer from the review: only what depends on it is asked again, and why is said."""

import pytest
from flow_talk import Talk, flow_of

from bot.chat import Text
from bot.flow.session import Changed, Undone, Value
from bot.flow.turn import Filed, Press

FLOW = """
  matter: {ask: choice, text: Chuyện gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ}, {id: family, text: Nhà}]}
  many: {ask: many, text: Những gì, options: [{id: a, text: Ai}, {id: b, text: Bi}], min: 1}
  papers: {ask: file, text: Giấy gì, depends: [matter], allow: [dont_know]}
  story: {ask: text, text: "Kể về {answer.many}"}
  child: {when: "matter == 'family'", ask: text, text: Con mấy tuổi}
  where: {ask: place, text: Ở đâu}
  phone: {ask: phone, text: Số nào, depends: [where]}
  years: {ask: number, text: Mấy năm}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: bye}}
  end: {exit: done, text: Xong}
  bye: {exit: withdrawn, text: Thôi}
"""


def at_review() -> Talk:
    talk = Talk(FLOW).say("1", "1", "xong").press("option.dont_know")
    talk.say("lời kể", "mẫu 12", "1", "0912345678", "3")
    assert talk.asks == "check"
    return talk


def because(step: str, **values: Text) -> Text:
    return Text("edit.because", {"question": Text(f"t.{step}.text", values)})


def mend(talk: Talk, step: str) -> Talk:
    talk.press("opt.edit") if talk.asks == "check" else None
    if not any(label.endswith(step) for label in talk.labels):
        talk.press("flow.more")
    return talk.press(step)


def test_an_answer_nothing_depends_on_is_changed_and_nothing_else_asked() -> None:
    talk = at_review()
    others = {step: value for step, value in talk.answers.items() if step != "years"}
    years: Value = {"number": 5, "about": False, "said": "5"}
    mend(talk, "years").say("5")
    assert (talk.asks, talk.says) == ("check", [])
    assert talk.answers == {**others, "years": years}
    assert talk.turn.session.events[-1] == Changed("years", talk.answers["years"])


def test_what_depends_on_the_answer_is_asked_again_with_the_reason() -> None:
    talk = mend(at_review(), "matter").say("2")
    assert (talk.turn.says, talk.asks) == ((because("matter"),), "papers")
    talk.press("option.dont_know")
    assert (talk.says, talk.asks) == ([], "check")
    assert talk.answers["story"] == {"text": "lời kể"}


def test_an_answer_that_leads_elsewhere_asks_what_is_new_with_the_reason() -> None:
    talk = mend(at_review(), "matter").say("3")
    assert talk.asks == "papers"
    talk.press("option.dont_know")
    assert talk.asks == "child"
    assert talk.say("lên ba").asks == "check"


def test_the_same_answer_again_asks_nothing_again() -> None:
    talk = mend(at_review(), "matter").say("1")
    assert (talk.says, talk.asks) == ([], "check")
    assert Undone("papers") not in talk.turn.session.events


def test_several_choices_are_changed_and_who_names_them_is_asked_again() -> None:
    talk = mend(at_review(), "many")
    assert [choice.icon for choice in talk.question.choices[:3]] == ["☑️", "", "✅"]
    talk.say("2")
    assert talk.asks == "many"
    talk.press("flow.done")
    chosen = Text("answer.many", {"chosen": (Text("t.many.opt.a"), Text("t.many.opt.b"))})
    assert (talk.turn.says, talk.asks) == ((because("many"),), "story")
    assert talk.question.text[0].values == {"answer.many": chosen}
    assert talk.say("lời khác").asks == "check"


@pytest.mark.parametrize("leaving", ["back", "interrupt.back"])
def test_leaving_a_question_half_changed_restores_its_answer(leaving: str) -> None:
    talk = mend(at_review(), "many").say("2", "1")
    assert talk.answers["many"] == {"chosen": ["b"], "more": True}
    talk.say("help", "back", "đổi tiếng", "1")
    assert (talk.asks, talk.turn.session.screen.mending) == ("many", True)
    talk.say(leaving) if leaving == "back" else talk.press(leaving)
    assert (talk.asks, talk.answers["many"], talk.says) == ("check", {"chosen": ["a"]}, [])
    assert talk.answers["story"] == {"text": "lời kể"}


def test_done_at_once_changes_nothing() -> None:
    talk = mend(at_review(), "many").press("flow.done")
    assert (talk.asks, talk.says, talk.answers["many"]) == ("check", [], {"chosen": ["a"]})


def test_files_are_added_or_a_word_of_none_becomes_files() -> None:
    talk = mend(at_review(), "papers")
    assert "flow.done" not in talk.labels
    talk.hear(Filed(1, "photo"))
    assert talk.question.text[-1] == Text("flow.files_so_far", {"files": 1})
    assert talk.press("flow.done").asks == "check"
    talk = mend(talk, "papers").hear(Filed(2, "photo")).press("flow.done")
    assert talk.answers["papers"] == {
        "text": "",
        "files": [{"id": 1, "kind": "photo"}, {"id": 2, "kind": "photo"}],
    }


def test_a_place_is_changed_by_search_and_its_dependants_asked_again() -> None:
    talk = mend(at_review(), "where").say("mẫu 13")
    assert talk.screen == "found"
    talk.say("1")
    assert (talk.turn.says, talk.asks) == ((because("where"),), "phone")
    assert talk.say("0987654321").asks == "check"
    assert talk.answers["where"] == {"place": "x13", "said": "mẫu 13", "files": []}


def test_closing_the_found_places_comes_back_to_the_opened_question() -> None:
    talk = mend(at_review(), "where").say("mẫu", "back")
    assert (talk.asks, talk.turn.session.screen.mending) == ("where", True)
    assert talk.say("back").asks == "check"


def test_a_number_that_does_not_fit_changes_nothing() -> None:
    talk = mend(at_review(), "phone").say("12")
    assert (talk.says, talk.asks) == (["flow.retry.phone"], "phone")
    assert talk.say("back").answers["phone"] == {"phone": "+84912345678", "own": False}
    assert mend(talk, "phone").say("0987654321").answers["phone"] == {"phone": "+84987654321", "own": False}


def test_a_question_opened_to_be_changed_is_never_given_up() -> None:
    steps = FLOW.replace("text: Mấy năm", "text: Mấy năm, attempts: {max: 1, then: skip}")
    talk = Talk(steps).say("1", "1", "xong").press("option.dont_know")
    talk.say("lời kể", "mẫu 12", "1", "0912345678", "3")
    assert mend(talk, "years").say("gì").asks == "years"
    assert talk.say("gì").say("back").answers["years"] == {"number": 3, "about": False, "said": "3"}


def test_a_change_that_leads_to_an_end_says_what_leads_there() -> None:
    talk = Talk("""
  who: {ask: choice, text: Ai, options: [{id: me, text: Mình}, {id: official, text: Cán bộ, next: other}]}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
  other: {say: Cán bộ thì gọi}
  gone: {exit: offramp, text: Số này}
""").say("1", "sửa", "1", "2")
    assert (talk.says, talk.outcome) == (["other", "gone"], "offramp")


def test_dependants_of_dependants_are_asked_again_too() -> None:
    talk = Talk("""
  a: {ask: text, text: A}
  b: {ask: text, text: "{answer.a}?"}
  c: {ask: text, text: C, depends: [b]}
  d: {ask: text, text: D}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
""").say("một", "hai", "ba", "bốn", "sửa", "1", "năm")
    assert (talk.says, talk.asks) == (["edit.because"], "b")
    assert (talk.say("sáu").asks, talk.say("bảy").asks) == ("c", "check")
    assert talk.answers["d"] == {"text": "bốn"}


def test_consent_is_never_changed_from_a_review() -> None:
    talk = Talk("""
  may: {consent: c, text: Ghi nhé, yes: {text: Ghi}, no: {text: Thôi}, if_no: end}
  a: {ask: text, text: A}
  check: {review: [may, a], text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
""").say("1", "lời", "sửa")
    assert talk.labels[:2] == ["a", "review.close"]


def test_a_double_press_opens_and_changes_once() -> None:
    talk = at_review()
    for label in ("opt.edit", "matter", "opt.debt"):
        index = next(i for i, key in enumerate(talk.labels) if key.endswith(label))
        press = Press(talk.number, index)
        after = talk.hear(press).turn.session
        assert talk.hear(press).notice == "press.noted"
        assert talk.turn.session == after
        talk.again()
    assert (talk.asks, talk.answers["matter"]) == ("papers", "debt")


def test_a_part_keeps_its_dependants_to_itself() -> None:
    part = """
spec: 1
flow: pair
title: Hai câu
outputs: {second: second}
steps:
  first: {ask: text, text: Một}
  second: {ask: text, text: Hai, depends: [first]}
"""
    talk = Talk(
        flow_of(
            """
  one: {call: pair}
  two: {call: pair}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
""",
            parts={"parts/pair.yaml": part},
        )
    ).say("a", "b", "c", "d", "sửa", "1", "khác")
    assert talk.turn.session.screen.step == "one.second"
    assert talk.say("nữa").asks == "check"
    assert talk.answers["two.second"] == {"text": "d"}
