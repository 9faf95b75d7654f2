"""After a long pause: where one stood, and whether to go on or to begin anew."""

from dataclasses import replace

from flow_talk import Talk, flow_of

from bot.chat import Said, SharedPhone, Text
from bot.flow.session import Observed, asides
from bot.flow.turn import Filed, Press, Restart

TOP = """
recap:
  text: "Đang nói về {answer.matter}"
  when: "alone == 'yes' and open_now()"
"""
FLOW = """
  matter: {ask: choice, text: Chuyện gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ, next: sort}]}
  extra: {ask: text, text: Đất nào}
  sort: {branch: [{when: "matter == 'debt'", next: alone}, {else: alone}]}
  alone: {ask: choice, text: Ai cầm máy, options: [{id: yes, text: Mình}, {id: no, text: Chung}]}
  hello: {say: Tiếp}
  shared: {when: "alone == 'no'", ask: text, text: Lúc nào}
  total: {set: "count(matter) + 1"}
  story: {ask: text, text: Kể đi}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
"""


def talk_of() -> Talk:
    return Talk(flow_of(FLOW, TOP))


def left(talk: Talk) -> object:
    return talk.question.text[1].values["left"]


def test_the_matter_is_named_only_where_the_flow_says_it_may() -> None:
    talk = talk_of().say("2", "1").recap()
    assert talk.question.text[0] == Text("t.recap", {"answer.matter": Text("t.matter.opt.debt")})
    assert talk_of().say("2", "2").recap().question.text[0] == Text("recap.plain")
    shut = talk_of().say("2", "1")
    shut.facts = replace(shut.facts, values={"open_now": False})
    assert shut.recap().question.text[0] == Text("recap.plain")
    assert Talk(FLOW).say("2", "1").recap().question.text[0] == Text("recap.plain")


def test_it_says_how_many_questions_are_left() -> None:
    assert left(talk_of().say("1").recap()) == 3
    assert left(talk_of().say("2").recap()) == 2
    assert left(talk_of().say("2", "2").recap()) == 2
    assert left(talk_of().say("2", "1").recap()) == 1
    assert left(talk_of().say("2", "1", "lời").recap()) == 0


def test_a_menu_that_comes_back_is_counted_once() -> None:
    talk = Talk("""
  menu: {ask: choice, text: Gì, options: [{id: read, text: Đọc}, {id: stop, text: Thôi, next: end}]}
  info: {ask: text, text: Hỏi gì, next: menu}
  end: {exit: done, text: Xong}
""").say("1")
    assert left(talk.recap()) == 2


def test_the_shortest_way_to_the_read_back_counts() -> None:
    talk = Talk("""
  first: {ask: text, text: Gì}
  more: {ask: choice, text: Thêm, options: [{id: yes, text: Có}, {id: no, text: Không, next: check}, {id: bye, text: Thôi, next: end}]}
  one: {ask: text, text: Một}
  two: {ask: text, text: Hai}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: end}}
  end: {exit: done, text: Xong}
""").say("lời")
    assert left(talk.recap()) == 1


def test_asking_the_world_for_it_is_not_noted() -> None:
    talk = talk_of().say("2", "1")
    events = talk.turn.session.events
    assert talk.recap().turn.session.events == events


def test_with_nothing_answered_it_is_the_question_itself() -> None:
    talk = talk_of().recap()
    assert (talk.asks, talk.screen, talk.number) == ("matter", "question", 1)


def test_going_on_asks_the_question_and_beginning_anew_ends_the_session() -> None:
    talk = talk_of().say("2", "1").recap()
    assert talk.labels == [
        "flow.restart.no",
        "flow.restart.yes",
        "interrupt.human",
        "interrupt.help",
        "interrupt.back",
    ]
    assert talk.say("1").asks == "story"
    assert talk.recap().say("back").asks == "story"
    press = Press(talk.recap().number, 1)
    assert (talk.hear(press).effects, talk.outcome) == ((Restart(),), "restarted")
    assert (talk.hear(press).notice, talk.effects) == ("press.old", ())


def test_a_closed_session_has_no_recap() -> None:
    talk = talk_of().say("2", "1", "lời", "gửi")
    assert talk.recap().turn.asks is None


def test_a_recap_may_be_repeated() -> None:
    talk = talk_of().say("2", "1").recap()
    number = talk.number
    assert talk.recap().number == number


# --- words after a long pause ----------------------------------------------------------------


def away() -> Talk:
    talk = talk_of().say("2", "1")
    talk.facts = replace(talk.facts, away=True)
    return talk


def test_words_after_a_long_pause_are_kept_and_answer_nothing() -> None:
    talk = away().say("hôm trước tôi quên")
    assert (talk.screen, "story" in talk.answers) == ("recap", False)
    assert asides(talk.turn.session) == (
        Observed("aside.story.1", {"text": "hôm trước tôi quên", "files": []}),
    )
    talk.say("vẫn thế")
    assert (talk.says, talk.screen) == (["flow.retry.choice"], "recap")
    talk.facts = replace(talk.facts, away=False)
    assert talk.say("1", "lời kể").answers["story"] == {"text": "lời kể"}


def test_a_file_after_a_long_pause_is_kept_too() -> None:
    talk = away().hear(Filed(1, "photo", "giấy"))
    assert (talk.says, talk.screen, len(asides(talk.turn.session))) == (["flow.kept"], "recap", 1)
    assert talk.hear(Filed(2, "photo")).says == ["flow.kept"]


def test_a_choice_that_is_named_is_understood_at_any_time() -> None:
    assert away().say("back").asks == "alone"
    talk = talk_of().say("2")
    talk.facts = replace(talk.facts, away=True)
    assert talk.say("1").asks == "story"


def test_a_shared_number_is_an_answer_at_any_time() -> None:
    talk = Talk("  a: {ask: phone, text: Số}\n  end: {exit: done, text: Xong}\n", away=True)
    assert talk.hear(SharedPhone("0912345678", own=True)).outcome == "done"


def test_a_message_that_was_kept_beside_is_not_an_answer() -> None:
    talk = away().hear(Said("hôm trước tôi quên"), "m1")
    assert not talk.amends("khác", "m1")
