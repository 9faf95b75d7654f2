"""What may be said at any question: each comes back to it, or lets it rest."""

import pytest
from flow_talk import Talk

from bot.chat import Text
from bot.flow.session import asides, to_json
from bot.flow.turn import (
    CallBack,
    Effect,
    Erase,
    Filed,
    Open,
    Press,
    QuickExit,
    Remind,
    Restart,
    Speak,
    Withdraw,
)

FLOW = """
  who: {ask: choice, text: Ai, options: [{id: me, text: Mình}, {id: other, text: Người khác}]}
  which: {ask: many, text: Gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ}]}
  name: {ask: text, text: Tên}
  say: {ask: voice, text: Nói đi}
  age: {ask: number, text: Tuổi}
  since: {ask: date, text: Từ bao giờ, allow: [dont_know]}
  phone: {ask: phone, text: Số, options: [{id: mine, text: Máy này, share: phone}]}
  where: {ask: place, text: Ở đâu}
  papers: {ask: file, text: Giấy}
  may: {consent: c, text: Ghi nhé, yes: {text: Ghi}, no: {text: Thôi}, if_no: bye}
  check: {review: all, text: Gửi nhé, send: {text: Gửi}, edit: {text: Sửa}, drop: {text: Bỏ, next: bye}}
  sent: {submit: call_back, receipt: Đã gửi}
  after: {ask: text, text: Gì nữa}
  end: {exit: done, text: Xong}
  bye: {exit: withdrawn, text: Thôi}
"""
STEPS = ["who", "which", "name", "say", "age", "since", "phone", "where", "papers", "may", "check", "after"]
SCREENS = [*STEPS, "found", "list", "help", "human", "language", "delete", "recap", "edit", "mending"]


def at(screen: str) -> Talk:
    """A talk that stands at this question, or at this list on top of one."""
    talk = Talk(FLOW)
    if screen in STEPS[1:] or screen in {"found", "list", "edit", "mending"}:
        _answer_until(
            talk, {"found": "where", "list": "where", "edit": "check", "mending": "check"}.get(screen, screen)
        )
    opening = {
        "found": "mẫu 12",
        "list": "1",
        "edit": "sửa",
        "help": "help",
        "human": "human",
        "language": "language",
    }
    if screen in opening:
        talk.say(opening[screen])
    if screen == "mending":
        talk.say("sửa").press("name")
    if screen in {"delete", "recap"}:
        talk.say("1", "delete" if screen == "delete" else "restart")
    return talk


def _answer_until(talk: Talk, step: str) -> None:
    for one in STEPS[: STEPS.index(step)]:
        match one:
            case "say" | "papers":
                talk.hear(Filed(1, "voice" if one == "say" else "photo"))
                if one == "papers":
                    talk.press("flow.done")
            case "where":
                talk.say("mẫu 12", "1")
            case "which":
                talk.say("1, 2", "xong")
            case "since":
                talk.say("không biết")
            case "phone":
                talk.say("0912345678")
            case "age":
                talk.say("40")
            case "name":
                talk.say("Lò Thị Mẫu")
            case _:
                talk.say("1")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("words", ["help", "human", "language", "delete"])
def test_a_list_on_top_is_closed_to_the_same_question(screen: str, words: str) -> None:
    talk = at(screen)
    step, mending, before = talk.turn.session.screen.step, talk.turn.session.screen.mending, talk.answers
    talk.say(words)
    assert talk.screen == words
    talk.say("back")
    assert (talk.screen, talk.turn.session.screen.step) == ("question", step)
    assert (talk.turn.session.screen.mending, talk.answers, talk.says, talk.outcome) == (
        mending,
        before,
        [],
        "",
    )
    assert talk.question.text[-1].key == f"t.{step}.text"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("words", "says"), [("repeat", []), ("listen", ["flow.listen.none"])])
def test_repeat_and_listen_ask_the_same_question_once_more(screen: str, words: str, says: list[str]) -> None:
    talk = at(screen)
    step, before = talk.turn.session.screen.step, talk.answers
    talk.say(words)
    assert (talk.says, talk.question.text[-1].key, talk.answers) == (says, f"t.{step}.text", before)
    number = talk.number
    assert talk.say(words).number == number


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(
    ("words", "effect"), [("later", Remind()), ("status", Open("status")), ("quyền", Open("rights"))]
)
def test_what_rests_asks_nothing_until_it_is_asked_again(screen: str, words: str, effect: Effect) -> None:
    talk = at(screen)
    step, before = talk.turn.session.screen.step, talk.answers
    talk.say(words)
    assert (talk.turn.asks, talk.effects, talk.outcome) == (None, (effect,), "")
    talk.again()
    assert (talk.question.text[-1].key, talk.answers, talk.effects) == (f"t.{step}.text", before, ())


@pytest.mark.parametrize("screen", SCREENS)
def test_quick_exit_is_at_once(screen: str) -> None:
    talk = at(screen).say("thoát")
    assert (talk.outcome, talk.effects, talk.turn.asks) == ("left", (QuickExit(),), None)


@pytest.mark.parametrize("screen", SCREENS)
def test_another_language_is_chosen_from_those_there_are(screen: str) -> None:
    talk = at(screen)
    step, mending = talk.turn.session.screen.step, talk.turn.session.screen.mending
    talk.say("đổi tiếng")
    assert talk.shown[:2] == ["Tiếng Việt", "English"]
    talk.say("2")
    assert (talk.effects, talk.question.text[-1].key) == ((Speak("en"),), f"t.{step}.text")
    assert talk.turn.session.screen.mending is mending


@pytest.mark.parametrize("screen", SCREENS)
def test_an_officer_is_told_to_call_and_the_question_stays(screen: str) -> None:
    talk = at(screen)
    step = talk.turn.session.screen.step
    press = Press(talk.say("📞").number, 0)
    talk.hear(press)
    assert (talk.effects, talk.says) == ((CallBack(),), ["flow.human.called"])
    assert talk.question.text[-1].key == f"t.{step}.text"
    assert talk.hear(press).notice == "press.noted"
    assert talk.effects == ()


# --- help ------------------------------------------------------------------------------------


def test_help_lists_what_else_may_be_said_and_what_else_opens() -> None:
    talk = Talk(FLOW).press("interrupt.help")
    assert talk.labels == [
        "rights.title",
        "interrupt.language",
        "interrupt.listen",
        "interrupt.later",
        "interrupt.repeat",
        "interrupt.restart",
        "interrupt.delete",
        "interrupt.human",
        "interrupt.back",
        "interrupt.quick_exit",
    ]
    assert talk.say("4").effects == (Remind(),)


def test_a_flow_opened_beside_by_a_double_press_opens_once() -> None:
    talk = Talk(FLOW).press("interrupt.help")
    press = Press(talk.number, 0)
    assert talk.hear(press).effects == (Open("rights"),)
    assert (talk.hear(press).notice, talk.effects) == ("press.noted", ())
    talk.again()
    assert (talk.asks, talk.hear(Press(talk.number, 0)).answers) == ("who", {"who": "me"})


def test_buttons_stay_good_after_later_was_typed() -> None:
    talk = Talk(FLOW)
    press = Press(talk.number, 0)
    assert talk.say("later").turn.says == (Text("flow.later", {"days": 30}),)
    assert talk.hear(press).answers == {"who": "me"}


def test_listening_is_offered_where_there_is_a_recording() -> None:
    talk = Talk(FLOW, recorded=lambda key: key == "t.who.text")
    assert talk.labels[2:] == ["interrupt.human", "interrupt.listen", "interrupt.help"]
    assert "interrupt.listen" not in talk.say("1").labels


# --- back ------------------------------------------------------------------------------------


def test_back_goes_from_every_question_to_the_one_before() -> None:
    for step in STEPS[1:-1]:
        talk = at(step).say("back")
        before = STEPS[STEPS.index(step) - 1]
        assert (talk.asks, talk.says, talk.turn.session.screen.step) == (before, [], before)
        assert before not in talk.answers


def test_back_all_the_way_and_forward_again() -> None:
    talk = at("check")
    for step in reversed(STEPS[: STEPS.index("check")]):
        assert talk.say("back").asks == step
    assert (talk.answers, talk.say("back").says) == ({}, ["flow.back.nowhere"])
    _answer_until(talk, "check")
    assert talk.asks == "check"


def test_back_never_crosses_a_deed() -> None:
    talk = at("after")
    assert "interrupt.back" not in talk.labels
    assert talk.say("back").says == ["flow.back.nowhere"]
    assert talk.asks == "after"


def test_back_while_gathering_keeps_what_there_was() -> None:
    talk = Talk(FLOW).say("1", "1", "back")
    assert talk.asks == "who"
    assert talk.say("1").say("xong").answers["which"] == {"chosen": ["land"]}


# --- delete, restart -------------------------------------------------------------------------


def test_deleting_before_anything_was_sent_erases_the_words() -> None:
    talk = at("where").say("chuyện giấu kín trong lòng").say("delete").press("delete.yes")
    assert (talk.outcome, talk.effects, talk.says) == (
        "withdrawn",
        (Erase(), Withdraw()),
        ["flow.delete.done"],
    )
    assert asides(talk.turn.session) == ()
    assert "Lò Thị Mẫu" not in to_json(talk.turn.session)


def test_deleting_after_a_deed_is_for_a_person_to_do() -> None:
    talk = at("after").say("delete").press("delete.yes")
    assert (talk.outcome, talk.effects) == ("withdrawn", (Withdraw(),))


def test_deleting_can_be_thought_better_of() -> None:
    talk = at("name").say("xoá").press("restart.no")
    assert (talk.asks, talk.answers["who"]) == ("name", "me")


def test_words_said_beside_are_reason_to_ask_before_beginning_anew() -> None:
    talk = Talk(FLOW).say("không hiểu gì cả").say("/start")
    assert (talk.screen, talk.effects) == ("recap", ())
    assert talk.press("restart.yes").effects == (Restart(),)
    assert talk.outcome == "restarted"
