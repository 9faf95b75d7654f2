"""Walks through small flows: order, jumps, presses, interrupts, ends."""

import pytest
from flow_files import unchecked
from flow_talk import Talk

from bot.chat import SharedLocation, SharedPhone, Text, Unreadable, quoted
from bot.flow.engine import old_press, resume
from bot.flow.session import Observed, Value, asides, observations
from bot.flow.turn import Filed, Press, Restart

END = """
  end: {exit: done, text: Xong}
"""

TWO = f"""
  hello: {{say: Chào bà con}}
  who:
    ask: choice
    text: Nhờ cho ai?
    options:
      - {{id: me, icon: "🙋", text: Cho mình}}
      - {{id: other, icon: "👪", text: Cho người khác}}
      - {{id: why, text: Hỏi làm gì, hint: Để biết gọi ai}}
  name:
    when: who == 'other'
    ask: text
    text: Người ấy tên gì?
    options: [{{id: later, text: Nói sau}}]
  matter:
    ask: choice
    text: Chuyện gì, {{answer.who}}?
    options: [{{id: land, text: Đất}}, {{id: family, text: Gia đình}}]
{END}"""


def test_the_start_says_what_leads_in_and_asks() -> None:
    talk = Talk(TWO, given={"source": "poster"})
    assert talk.says == ["hello"]
    assert talk.asks == "who"
    assert talk.labels == ["who.opt.me", "who.opt.other", "who.opt.why", "interrupt.human", "interrupt.help"]
    assert [choice.number for choice in talk.question.choices] == [1, 2, 3, None, None]
    assert talk.number == 1
    assert observations(talk.turn.session)["source"] == "poster"


def test_answers_lead_to_the_end() -> None:
    talk = Talk(TWO).say("2", "Sùng A Mẫu", "đất")
    assert talk.answers == {"who": "other", "name": {"text": "Sùng A Mẫu"}, "matter": "land"}
    assert talk.says == ["end"]
    assert talk.outcome == "done"
    assert talk.turn.session.offer == ()


def test_a_step_whose_when_does_not_hold_is_skipped() -> None:
    talk = Talk(TWO).press("opt.me")
    assert talk.asks == "matter"
    assert talk.question.text[0].values == {"answer.who": Text("t.who.opt.me")}


def test_an_option_of_a_text_question_is_kept_as_an_option() -> None:
    assert Talk(TWO).say("2", "1").answers["name"] == {"option": "later"}
    assert Talk(TWO).say("2", "nói sau").answers["name"] == {"option": "later"}
    assert Talk(TWO).say("2", "2").answers["name"] == {"text": "2"}


def test_a_hint_is_said_and_the_same_question_asked_again() -> None:
    talk = Talk(TWO).press("opt.why")
    assert (talk.says, talk.asks, talk.number) == (["who.hint.why"], "who", 1)
    assert talk.turn.session.misses == 0


def test_a_press_on_an_earlier_question_only_gives_notice() -> None:
    talk = Talk(TWO).press("opt.me")
    session = talk.turn.session
    old = Press(1, 0)
    assert old_press(session, old)
    turn = resume(talk.flow, session, old, talk.facts)
    assert turn.session is session
    assert (turn.notice, turn.asks) == (Text("press.noted"), None)


@pytest.mark.parametrize("press", [Press(1, 9), Press(1, -1), Press(7, 0)])
def test_a_press_that_means_nothing_shows_the_present_question(press: Press) -> None:
    talk = Talk(TWO).hear(press)
    assert (talk.notice, talk.asks, talk.number, talk.says) == ("press.old", "who", 1, [])


def test_the_same_question_stays_pressable_after_a_miss() -> None:
    talk = Talk(TWO).say("hả")
    assert (talk.says, talk.number) == (["flow.retry.choice"], 1)
    assert talk.hear(Press(1, 0)).asks == "matter"


def test_a_closed_session_hears_nothing() -> None:
    talk = Talk(TWO).say("1", "1")
    assert talk.hear(Press(9, 0)).notice == "press.old"
    closed = resume(talk.flow, talk.turn.session, Unreadable("sticker"), talk.facts)
    assert (closed.session, closed.says, closed.notice) == (talk.turn.session, (), None)
    assert talk.again().turn.asks is None


def test_asking_again_changes_nothing() -> None:
    talk = Talk(TWO).say("1")
    session = talk.turn.session
    assert talk.again().turn.session == session
    assert (talk.says, talk.asks) == ([], "matter")


# --- misses ----------------------------------------------------------------------------------


def test_the_third_miss_in_a_row_offers_a_person() -> None:
    talk = Talk(TWO).say("hả", "là sao")
    assert talk.says == ["flow.retry.choice"]
    assert talk.say("ơ").says == ["flow.retry.choice", "flow.stuck"]
    assert talk.say("1").turn.session.misses == 0


def test_words_that_answer_nothing_are_kept_beside() -> None:
    talk = Talk(TWO).say("không hiểu", "ơ")
    assert asides(talk.turn.session) == (Observed("aside.who.1", {"text": "không hiểu", "files": []}),)


def test_a_story_at_a_choice_is_kept_and_is_no_miss() -> None:
    talk = Talk(TWO).say("nhà tôi có mảnh nương bị người ta lấy mất rồi")
    assert (talk.says, talk.asks, talk.turn.session.misses) == (["flow.kept_words"], "who", 0)
    assert len(asides(talk.turn.session)) == 1


def test_a_file_nobody_asked_for_is_kept_beside() -> None:
    talk = Talk(TWO).hear(Filed(7, "photo", "giấy"))
    assert (talk.says, talk.asks) == (["flow.kept"], "who")
    files: Value = [{"id": 7, "kind": "photo"}]
    assert asides(talk.turn.session) == (Observed("aside.who.1", {"text": "giấy", "files": files}),)


@pytest.mark.parametrize(
    "heard", [Unreadable("sticker"), SharedLocation(21.3, 103.0), SharedPhone("0912345678", True)]
)
def test_what_does_not_fit_is_a_miss(heard: Unreadable | SharedLocation | SharedPhone) -> None:
    talk = Talk(TWO).hear(heard)
    assert (talk.says, talk.asks, talk.turn.session.misses) == (["flow.retry.unreadable"], "who", 1)


STORY = f"""
  story:
    ask: text
    text: Kể đi
    max_chars: 10
    retry: Viết một câu
    attempts: {{max: 2, then: %s}}
  after: {{ask: text, text: Còn gì nữa không}}
{END}
  other: {{exit: offramp, text: Gọi đi}}
"""


def test_blank_words_and_words_too_long_are_told_apart() -> None:
    assert Talk(STORY % "skip").say("\u200b ").says == ["story.retry"]
    long = Talk(STORY % "skip").say("mười một chữ cái")
    assert long.turn.says == (Text("flow.too_long_text", {"max": 10}),)
    assert asides(long.turn.session) == ()


def test_after_the_last_attempt_the_flow_goes_on_or_elsewhere() -> None:
    talk = Talk(STORY % "skip").say("", "")
    assert (talk.says, talk.asks, talk.answers) == (["flow.skipped"], "after", {"story": None})
    assert Talk(STORY % "other").say("", "").outcome == "offramp"


# --- interrupts ------------------------------------------------------------------------------


def test_help_human_and_repeat_come_back_to_the_same_question() -> None:
    talk = Talk(TWO)
    for words, asks in (
        ("giúp", "flow.help"),
        ("nói lại", "who"),
        ("Gặp người thật", "flow.human"),
        ("back", "who"),
        ("📞", "flow.human"),
        ("nói lại", "who"),
    ):
        talk.say(words)
        assert (talk.says, talk.asks, talk.turn.session.screen.step) == ([], asks, "who")
    assert talk.press("interrupt.human").asks == "flow.human"
    assert talk.answers == {}


def test_back_takes_back_the_last_answer_without_the_lead_in() -> None:
    talk = Talk(TWO).say("2", "Sùng A Mẫu")
    assert talk.labels[-1] == "interrupt.back"
    assert talk.press("interrupt.back").asks == "name"
    assert talk.say("lùi lại").asks == "who"
    assert talk.says == []
    assert talk.say("back").says == ["flow.back.nowhere"]
    assert talk.say("1").asks == "matter"


def test_an_option_wins_over_an_interrupt() -> None:
    talk = Talk(f"""
  need:
    ask: choice
    text: Cần gì?
    options: [{{id: aid, text: Giúp}}, {{id: call, icon: "📞", text: Gọi lại}}]
{END}""")
    assert talk.say("giúp").answers == {"need": "aid"}


def test_restart_with_nothing_answered_is_at_once() -> None:
    talk = Talk(TWO).say("restart")
    assert (talk.outcome, talk.effects) == ("restarted", (Restart(),))


def test_restart_asks_first_when_something_would_be_lost() -> None:
    talk = Talk(TWO).say("1", "restart")
    assert (talk.question.text[0], talk.number) == (Text("recap.plain"), 3)
    assert talk.say("hả").says == ["flow.retry.choice"]
    assert talk.hear(Filed(1, "voice")).says == ["flow.kept_voice"]
    assert talk.hear(Filed(1, "photo")).says == ["flow.kept"]
    assert talk.press("restart.no").asks == "matter"
    assert talk.say("restart", "back").asks == "matter"
    assert talk.say("restart", "2").effects == (Restart(),)


# --- content ---------------------------------------------------------------------------------

PAPERS = f"""
  story: {{ask: text_or_voice, text: Kể đi}}
  papers:
    ask: choice
    text: Có giấy không?
    accept: [photo, text]
    options: [{{id: none, text: Không có}}]
  said: {{ask: text, text: "Giấy {{answer.papers}}, kể {{answer.story}}, {{answer.later}}"}}
  later: {{ask: text, text: Gì nữa}}
{END}"""


def test_voice_and_photos_answer_where_they_are_taken() -> None:
    talk = Talk(unchecked(PAPERS)).hear(Filed(1, "voice", " lời ")).hear(Filed(2, "photo"))
    files: Value = [{"id": 1, "kind": "voice"}]
    assert talk.answers["story"] == {"text": "lời", "files": files}
    assert talk.answers["papers"] == {"text": "", "files": [{"id": 2, "kind": "photo"}]}
    values = talk.question.text[0].values
    assert values["answer.papers"] == Text("review.files", {"files": 1})
    assert values["answer.story"] == Text("review.words_files", {"words": quoted("lời"), "files": 1})
    assert values["answer.later"] == Text("answer.none")
    assert talk.hear(Filed(3, "photo")).says == ["flow.kept"]


def test_words_answer_a_choice_that_accepts_them() -> None:
    talk = Talk(unchecked(PAPERS)).say("lời kể", "giấy toà gọi").hear(Filed(3, "voice"))
    assert talk.answers["story"] == {"text": "lời kể", "files": []}
    assert talk.answers["papers"] == {"text": "giấy toà gọi", "files": []}
    assert talk.hear(Filed(2, "voice")).says == ["flow.kept"]


PHONE = f"""
  phone:
    ask: phone
    text: Gọi số nào?
    options: [{{id: mine, text: Máy này, share: phone}}, {{id: none, text: Không có máy}}]
  again: {{ask: text, text: "Số {{answer.phone}}?"}}
{END}"""


def test_a_number_is_typed_or_shared_but_only_the_senders_own() -> None:
    assert Talk(PHONE).say("0912 345 678").answers["phone"] == {"phone": "+84912345678", "own": False}
    own = Talk(PHONE).hear(SharedPhone("0912345678", own=True))
    assert own.answers["phone"] == {"phone": "+84912345678", "own": True}
    assert own.question.text[0].values == {"answer.phone": quoted("+84912345678")}
    talk = Talk(PHONE).hear(SharedPhone("0912345678", own=False))
    assert (talk.says, talk.asks, talk.answers) == (["flow.phone.not_own"], "phone", {})
    assert talk.hear(SharedPhone("12", own=True)).says == ["flow.retry.phone"]
    assert talk.say("số cũ").says == ["flow.retry.phone"]


def test_the_share_button_typed_says_how_to_share() -> None:
    talk = Talk(PHONE)
    assert [choice.share for choice in talk.question.choices] == ["phone", None, None, None]
    assert talk.say("1").says == ["flow.share.phone"]
    assert talk.say("2").answers["phone"] == {"option": "none"}
