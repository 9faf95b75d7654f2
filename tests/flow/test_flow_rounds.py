"""Pages of options, flows that come back to a menu, and limits."""

from dataclasses import replace

from flow_files import unchecked
from flow_talk import Talk

from bot.flow.engine import MAX_TURNS
from bot.flow.session import Observed, with_events

UNDER = ["interrupt.human", "interrupt.help"]
END = """
  end: {exit: done, text: Xong}
"""

MANY = (
    "\n  pick:\n    ask: choice\n    text: Chọn\n    layout: list\n    options:\n"
    + "".join(f"      - {{id: o{n}, text: Mục {n}}}\n" for n in range(1, 15))
    + END
)


def test_more_than_six_options_are_paged_and_numbers_go_on() -> None:
    talk = Talk(MANY)
    assert talk.labels == [f"pick.opt.o{n}" for n in range(1, 7)] + ["flow.more", *UNDER]
    talk.say("xem thêm")
    assert [choice.number for choice in talk.question.choices] == [7, 8, 9, 10, 11, 12, *[None] * 4]
    assert (talk.asks, talk.number, talk.question.layout) == ("pick", 2, "list")
    assert talk.press("flow.more").labels == ["pick.opt.o13", "pick.opt.o14", "flow.less", *UNDER]
    assert talk.press("flow.less").number == 4
    assert talk.say("2").answers == {"pick": "o2"}
    assert Talk(MANY).say("mục 14").answers == {"pick": "o14"}


LOOP = """
  menu:
    ask: choice
    text: Cần gì?
    options: [{id: read, text: Đọc}, {id: send, text: Gửi, next: what}, {id: stop, text: Thôi, next: end}]
  info: {say: Thông tin, next: menu}
  what: {ask: text, text: "Gửi gì?"}
  deed: {submit: call_back, next: menu}
  end: {exit: done, text: Xong}
"""


def test_a_flow_may_come_back_to_a_menu() -> None:
    talk = Talk(LOOP).say("1")
    assert (talk.says, talk.asks) == (["info"], "menu")
    assert talk.say("1").says == ["info"]
    assert talk.say("3").outcome == "done"


def test_a_second_round_starts_afresh() -> None:
    talk = Talk(LOOP).say("2", "lần một")
    assert (len(talk.effects), talk.asks) == (1, "menu")
    assert talk.say("2").asks == "what"
    assert len(talk.say("lần hai").effects) == 1
    assert talk.say("3").outcome == "done"


def test_back_inside_a_round_goes_to_the_question_before() -> None:
    talk = Talk(LOOP).say("1", "2").say("quay lại")
    assert talk.asks == "menu"
    assert talk.say("3").outcome == "done"


def test_a_session_that_never_ends_is_ended() -> None:
    talk = Talk(LOOP)
    talk.turn = replace(talk.turn, session=replace(talk.turn.session, turn=MAX_TURNS))
    assert talk.say("1").says == ["info", "flow.too_long"]
    assert talk.outcome == "exhausted"


def test_a_session_of_too_many_events_is_ended() -> None:
    talk = Talk(LOOP)
    crowded = with_events(talk.turn.session, [Observed(f"n{n}", 1) for n in range(2000)])
    talk.turn = replace(talk.turn, session=crowded)
    assert talk.say("1").outcome == "exhausted"


def test_too_many_steps_without_a_question_end_the_session() -> None:
    says = "".join(f"  s{n}: {{say: Lời {n}}}\n" for n in range(60))
    talk = Talk(unchecked(says + END))
    assert talk.says[-1] == "flow.too_long"
    assert talk.outcome == "exhausted"
