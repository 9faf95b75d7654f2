"""What is spoken for a question, and when it is played."""

from flow_talk import Talk, flow_of

from bot.chat import Text
from bot.flow.spoken import scripts
from bot.flow.turn import Play

ASKED = """
  who: {ask: choice, text: Ai, options: [{id: me, text: Mình}, {id: other, text: Người khác}]}
  hurt: {ask: choice, private: true, text: Ai đánh, options: [{id: a, text: Không}, {id: b, text: Có}]}
  tell: {ask: text, text: Kể}
  end: {exit: done, text: Hết}
"""


def heard(text: str) -> tuple[Play]:
    return (Play(Text(f"t.{text}.text")),)


def test_a_question_is_spoken_with_its_numbered_answers() -> None:
    flow = flow_of(ASKED)
    assert scripts([flow], flow.texts) == {
        "t.who.text": "Ai\n1. Mình\n2. Người khác",
        "t.hurt.text": "Ai đánh\n1. Không\n2. Có",
    }


def test_without_the_words_of_an_answer_there_is_no_script() -> None:
    flow = flow_of(ASKED)
    known = {key: one for key, one in flow.texts.items() if ".opt." not in key}
    assert scripts([flow], known) == {}


def test_entries_of_the_world_are_in_no_script() -> None:
    flow = flow_of("""
  mine: {ask: choice, text: Việc nào, options_from: my_requests, options: [{id: none, text: Không có}, {id: x, text: X}]}
  end: {exit: done, text: Hết}
""")
    assert scripts([flow], flow.texts) == {}


def test_a_question_is_heard_and_asked_once_more() -> None:
    talk = Talk(ASKED, recorded=lambda _: True)
    assert talk.turn.aloud
    number = talk.number
    assert talk.press("interrupt.listen").effects == heard("who")
    assert (talk.asks, talk.number, talk.says) == ("who", number, [])


def test_before_a_private_question_is_heard_it_is_asked_who_is_near() -> None:
    talk = Talk(ASKED, recorded=lambda _: True).say("1")
    assert not talk.turn.aloud
    talk.say("listen")
    assert (talk.screen, talk.asks, talk.effects) == ("hear", "flow.listen.alone", ())
    assert talk.labels[:2] == ["flow.listen.yes", "flow.listen.no"]
    assert talk.press("flow.listen.no").asks == "hurt"
    assert talk.effects == ()
    assert talk.say("listen").press("flow.listen.yes").effects == heard("hurt")
    assert talk.asks == "hurt"


def test_on_a_watched_phone_every_question_is_heard_only_when_nobody_is_near() -> None:
    talk = Talk(ASKED, recorded=lambda _: True, quiet=True)
    assert not talk.turn.aloud
    assert talk.say("listen").screen == "hear"


def test_the_end_is_heard_too_but_not_of_what_must_stay_unheard() -> None:
    for quiet in (False, True):
        talk = Talk(ASKED, quiet=quiet).say("1", "1", "Nương bị lấn.")
        assert (talk.outcome, talk.turn.aloud) == ("done", not quiet)


def test_what_is_withdrawn_before_it_was_played_is_told() -> None:
    recorded = {"t.who.text", "t.hurt.text"}
    talk = Talk(ASKED, recorded=recorded.__contains__).say("1").say("listen")
    recorded.clear()
    assert talk.say("1").effects == ()
    assert (talk.says, talk.asks) == (["flow.listen.none"], "hurt")


REVIEWED = """
  who: {ask: choice, text: Ai, options: [{id: me, text: Mình}, {id: other, text: Người khác}]}
  hurt: {ask: choice, private: true, text: Ai đánh, options: [{id: a, text: Không}, {id: b, text: Có}]}
  tell: {ask: text, text: Kể}
  check: {review: STEPS, text: Gửi, send: {text: Gửi đi}, edit: {text: Sửa}, drop: {text: Bỏ, next: bye}}
  end: {exit: done, text: Hết}
  bye: {exit: withdrawn, text: Không gửi}
"""


def test_a_review_is_heard_with_the_answers_that_anybody_may_hear() -> None:
    talk = Talk(REVIEWED.replace("STEPS", "all"), recorded=lambda _: True).say("1", "2", "Nhà bên lấn nương")
    assert talk.asks == "check"
    assert talk.turn.read_back == (Text("t.who.opt.me"),)
    played = (Play(Text("t.who.opt.me")), Play(Text("t.check.text")))
    assert talk.press("interrupt.listen").effects == played


def test_what_is_not_reviewed_is_not_heard() -> None:
    talk = Talk(REVIEWED.replace("STEPS", "[tell]"), recorded=lambda _: True).say("1", "2", "Kể")
    assert talk.turn.read_back == ()


def test_an_answer_that_is_read_back_is_spoken_alone_too() -> None:
    for steps, alone in (("all", {"t.who.opt.me": "Mình", "t.who.opt.other": "Người khác"}), ("[tell]", {})):
        flow = flow_of(REVIEWED.replace("STEPS", steps))
        spoken = scripts([flow], flow.texts)
        assert {key: words for key, words in spoken.items() if key.startswith("t.who.opt")} == alone
        assert not [key for key in spoken if key.startswith("t.hurt.opt")]
