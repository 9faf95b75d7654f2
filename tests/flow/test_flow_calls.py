"""Sub-flows, values, jumps: what asks nothing but decides where one goes."""

from dataclasses import replace

from flow_talk import Talk, flow_of

from bot.chat import Text, quoted
from bot.flow.session import Value, observations
from bot.flow.turn import Press, Submit

CONTACT = """
spec: 1
flow: contact
title: Liên lạc
inputs: {person: [me, other]}
outputs: {phone: phone, time: when.hour}
steps:
  intro: {say: "Hỏi cách liên lạc"}
  phone: {ask: phone, text: "Số nào?", allow: [dont_know]}
  shared: {when: "person == 'other'", ask: choice, text: "{answer.phone} ai dùng?", options: [{id: one, text: Một}, {id: all, text: Chung}]}
  when: {call: hours}
  has: {branch: [{when: "phone == 'dont_know'", next: enough}, {else: over}]}
  enough: {exit: done, text: "Không sao"}
  over: {exit: done}
"""
HOURS = """
spec: 1
flow: hours
title: Giờ
outputs: {hour: hour}
steps:
  hour: {ask: choice, text: "Giờ nào?", options: [{id: day, text: Ngày}, {id: night, text: Tối}, {id: never, text: Không gọi, next: stop}]}
  fine: {exit: done}
  stop: {exit: offramp, text: "Gọi cho chúng tôi"}
"""
PARTS = {"parts/contact.yaml": CONTACT, "parts/hours.yaml": HOURS}

FLOW = """
  who: {ask: choice, text: "Cho ai?", options: [{id: me, text: Mình}, {id: other, text: Người khác}]}
  own: {call: contact, with: {person: "'me'"}}
  theirs: {when: "who == 'other'", call: contact, with: {person: who}}
  late: {when: "own.time == 'night'", say: "Gọi buổi tối"}
  send: {submit: call_back, with: {want: own.phone, place: theirs.phone}}
  end: {exit: done, text: Xong}
"""


def talk_of() -> Talk:
    return Talk(flow_of(FLOW, parts=PARTS))


def test_two_calls_of_one_part_keep_two_answers() -> None:
    talk = talk_of().say("2")
    assert (talk.says, talk.asks) == (["contact.intro"], "contact.phone")
    talk.say("0912345678", "1")
    assert (talk.says, talk.asks) == (["contact.intro"], "contact.phone")
    talk.say("0987654321", "2", "2")
    assert talk.answers == {
        "who": "other",
        "own.phone": {"phone": "+84912345678", "own": False},
        "own.when.hour": "day",
        "theirs.phone": {"phone": "+84987654321", "own": False},
        "theirs.shared": "all",
        "theirs.when.hour": "night",
        "send": True,
    }
    first, second = talk.answers["own.phone"], talk.answers["theirs.phone"]
    assert talk.effects == (Submit("call_back", "send", {"want": first, "place": second}),)
    assert (talk.outcome, talk.says) == ("done", ["end"])


def test_a_part_knows_its_inputs_and_names_its_own_answers() -> None:
    talk = talk_of().say("2", "0912345678", "1", "0987654321")
    assert talk.question.text[0] == Text("contact.shared.text", {"answer.phone": quoted("+84987654321")})


def test_an_output_decides_in_the_calling_flow() -> None:
    assert talk_of().say("1", "0912345678", "2").says == ["late", "end"]


def test_done_in_a_part_returns_with_its_words_and_an_unknown_output_is_not_given() -> None:
    talk = talk_of().say("1").press("option.dont_know").say("1")
    assert (talk.says, talk.outcome) == (["contact.enough", "end"], "done")
    assert talk.effects == (Submit("call_back", "send", {"want": {"option": "dont_know"}}),)


def test_another_exit_in_a_part_ends_the_conversation() -> None:
    talk = talk_of().say("1", "0912345678", "không gọi")
    assert (talk.outcome, talk.says, talk.effects) == ("offramp", ["hours.stop"], ())


def test_back_walks_into_a_part_and_out_of_it() -> None:
    talk = talk_of().say("2", "0912345678", "1", "back")
    assert talk.asks == "hours.hour"
    assert talk.say("back").asks == "contact.phone"
    assert talk.say("back").asks == "who"


def test_a_review_of_a_call_shows_the_questions_in_it() -> None:
    steps = FLOW.replace(
        "  send:",
        "  check: {review: [theirs], text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}\n  send:",
    )
    talk = Talk(flow_of(steps, parts=PARTS)).say("2", "0912345678", "1", "0987654321", "1", "1", "sửa")
    assert talk.labels[:4] == ["contact.phone", "contact.shared", "hours.hour", "review.close"]
    assert talk.say("2", "chung").asks == "check"
    assert talk.answers["theirs.shared"] == "all"


# --- values and jumps ------------------------------------------------------------------------

JUMPS = """
  many: {ask: many, text: Gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ}]}
  years: {ask: number, text: Mấy năm}
  is_land: {set: "'land' in many"}
  total: {set: "years + count(many)"}
  sort: {branch: [{when: "is_land and total > 3", next: old}, {when: "total == 3", next: three}, {else: other}]}
  old: {say: Đất lâu năm}
  jump: {goto: where}
  three: {say: Ba, next: where}
  other: {say: Việc khác}
  where: {ask: place, text: Đâu}
  near: {when: "where in communes('zone_1')", say: Gần}
  far: {when: "not where in communes('zone_1')", say: Xa}
  unknown: {when: "where in communes('zone_2')", say: Không rõ}
  end: {exit: done, text: Xong}
"""


def test_values_are_worked_out_and_a_branch_decides_by_them() -> None:
    assert Talk(JUMPS).say("1", "xong", "5").says == ["old"]
    assert Talk(JUMPS).say("2", "xong", "2").says == ["three"]
    assert Talk(JUMPS).say("2", "xong", "1").says == ["other"]
    talk = Talk(JUMPS).say("2", "xong", "1")
    assert "is_land" not in talk.answers


def test_communes_are_looked_up_once() -> None:
    talk = Talk(JUMPS).say("1", "xong", "5", "mẫu 1", "1")
    assert (talk.says, talk.outcome) == (["near", "end"], "done")
    assert observations(talk.turn.session) == {
        "communes.zone_1.x01@near": True,
        "communes.zone_1.x01@far": True,
    }
    assert Talk(JUMPS).say("1", "xong", "5", "mẫu 12", "1").says == ["far", "end"]


def test_a_flow_may_ask_whether_the_person_wants_quiet() -> None:
    steps = """
  hushed: {when: quiet_mode(), say: Nhỏ}
  a: {ask: text, text: A}
  loud: {when: not quiet_mode(), say: To}
  end: {exit: done, text: Xong}
"""
    assert Talk(steps).say("x").says == ["loud", "end"]
    quiet = Talk(steps)
    quiet.facts = replace(quiet.facts, quiet=True)
    assert quiet.say("x").says == ["end"]


def test_a_flow_may_start_elsewhere_and_run_off_its_end_after_a_deed() -> None:
    steps = "  first: {exit: offramp, text: Thôi}\n  ask: {ask: choice, text: A, options: [{id: x, text: X}, {id: y, text: Y, next: first}]}\n  send: {submit: duty}\n"
    talk = Talk(flow_of(steps, "start: ask\n"))
    assert talk.asks == "ask"
    assert talk.say("1").outcome == "done"


YEARS = """
  since: {ask: date, text: Từ bao giờ, allow: [dont_know]}
  old: {when: "years_since(since) >= 5", say: Lâu rồi}
  more: {ask: text, text: Gì nữa}
  still: {when: "years_since(since) >= 5", say: Vẫn lâu}
  end: {exit: done, text: Xong}
"""


def test_years_are_counted_to_the_day_it_was_first_asked() -> None:
    talk = Talk(YEARS).say("tháng 3 năm 2020")
    assert (talk.says, talk.asks) == (["old"], "more")
    assert observations(talk.turn.session) == {"today@old": "2026-11-25"}
    assert Talk(YEARS).say("2022", "gì").says == ["end"]
    assert Talk(YEARS).press("option.dont_know").says == []


GIVEN = """
spec: 1
flow: given
title: Được cho
inputs: {person: [me, other], more: text}
steps:
  known: {when: "answered(person) and count(more) == 1", ask: text, text: Biết rồi}
  send: {submit: call_back, with: {want: person, place: more}}
  over: {exit: done}
"""


def test_a_part_is_given_a_constant_or_an_answer() -> None:
    steps = """
  story: {ask: text, text: Kể}
  call: {call: given, with: {person: "'me'", more: story}}
  end: {exit: done, text: Xong}
"""
    talk = Talk(flow_of(steps, parts={"parts/given.yaml": GIVEN})).say("lời kể", "biết")
    story: Value = {"text": "lời kể"}
    assert talk.effects == (Submit("call_back", "call.send", {"want": "me", "place": story}),)


LOOP = """
  menu: {ask: choice, text: Cần gì, options: [{id: again, text: Nữa, next: menu}, {id: read, text: Đọc}, {id: stop, text: Thôi, next: end}]}
  info: {say: Thông tin, next: menu}
  end: {exit: done, text: Xong}
"""


def test_an_option_that_leads_straight_back_is_pressed_once() -> None:
    talk = Talk(LOOP).press("opt.again")
    assert (talk.asks, talk.number) == ("menu", 2)
    events = talk.turn.session.events
    assert talk.hear(Press(1, 0)).notice == "press.noted"
    assert talk.turn.session.events == events
    assert talk.again().press("opt.again").number == 3


def test_back_at_a_menu_asks_it_as_if_it_had_not_been_answered() -> None:
    talk = Talk(LOOP).press("opt.read").say("back")
    assert (talk.asks, talk.answers, talk.says) == ("menu", {}, [])


def test_several_things_are_gathered_anew_in_every_round() -> None:
    talk = Talk("""
  menu: {ask: choice, text: Cần gì, options: [{id: more, text: Nữa}, {id: stop, text: Thôi, next: end}]}
  what: {ask: many, text: Gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ}], next: menu}
  end: {exit: done, text: Xong}
""").say("1", "1", "xong")
    assert talk.asks == "menu"
    talk.say("1")
    assert talk.answers == {"menu": "more"}
    assert talk.say("2", "xong").answers["what"] == {"chosen": ["debt"]}
    assert talk.say("2").outcome == "done"
