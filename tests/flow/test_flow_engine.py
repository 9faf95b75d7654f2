"""Walks through small flows: order, jumps, presses, interrupts, ends."""

from dataclasses import replace

import pytest
from flow_talk import Talk, flow_of

from bot.chat import SharedLocation, SharedPhone, Text, Unreadable, quoted
from bot.flow.engine import MAX_TURNS, old_press, resume
from bot.flow.session import Observed, Value, asides, observations, with_events
from bot.flow.turn import Consent, Erase, Filed, Handoff, Press, Restart, Submit

UNDER = ["interrupt.human", "interrupt.help"]
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


# --- branches, deeds, ends -------------------------------------------------------------------

DEEDS = """
  want:
    ask: choice
    text: Gọi lại không?
    options: [{id: call, text: Gọi lại}, {id: none, text: Không, next: bye}]
  closed: {say: "Chưa có người trực", when: not open_now()}
  send: {submit: call_back, with: {want: want, place: where}, receipt: "Số {request_no}"}
  after: {say: Giờ nói thêm}
  where: {ask: text, text: "Ở đâu?"}
  sort:
    branch:
      - {when: "want == 'call' and open_now()", next: hand}
      - {else: bye}
  hand: {handoff: duty, text: Có người gọi}
  bye: {exit: withdrawn, text: Gọi lúc nào cũng được}
"""


def test_a_deed_on_the_way_is_done_once_and_its_receipt_said_in_order() -> None:
    talk = Talk(DEEDS).say("1")
    receipt = Text("t.send.receipt")
    assert talk.effects == (Submit("call_back", "send", {"want": "call"}, receipt),)
    assert talk.says == ["send.receipt", "after"]
    assert talk.asks == "where"
    assert talk.answers["send"] is True
    assert talk.labels[-2:] == ["interrupt.human", "interrupt.help"]
    assert talk.say("quay lại").says == ["flow.back.nowhere"]


def test_a_handoff_ends_the_session() -> None:
    talk = Talk(DEEDS).say("1", "bản Mẫu")
    assert talk.effects == (Handoff("duty", Text("t.hand.text")),)
    assert (talk.says, talk.outcome) == (["hand"], "handoff")


def test_an_exit_gives_its_outcome() -> None:
    assert Talk(DEEDS).say("2").outcome == "withdrawn"


def test_facts_are_noted_where_they_were_used_and_never_asked_again() -> None:
    talk = Talk(DEEDS, values={"open_now": False}).say("1")
    assert talk.says == ["closed", "send.receipt", "after"]
    assert observations(talk.turn.session) == {"open_now@closed": False}
    talk.facts = replace(talk.facts, values={"open_now": True})
    talk.say("bản Mẫu")
    assert observations(talk.turn.session) == {"open_now@closed": False, "open_now@sort": True}
    assert talk.outcome == "handoff"


def test_a_fact_that_is_not_told_holds_for_nothing() -> None:
    talk = Talk(DEEDS, values={}).say("1", "bản Mẫu")
    assert talk.outcome == "withdrawn"
    assert observations(talk.turn.session) == {}


def test_a_flow_may_end_with_a_deed() -> None:
    talk = Talk("""
  a: {ask: text, text: "Gì?"}
  b: {submit: call_back}
""").say("gọi tôi")
    assert (talk.outcome, talk.says, len(talk.effects)) == ("done", [], 1)


CONSENT = f"""
  what: {{ask: text, text: "Gì?"}}
  may:
    consent: privacy_v1
    text: Cho ghi không?
    retry: Bấm một nút
    yes: {{icon: "✅", text: Đồng ý ghi}}
    no: {{icon: "❌", text: Không ghi}}
    more: {{text: Nghe kỹ hơn, hint: Chỉ cán bộ đọc}}
    if_no: bye
  story: {{ask: text_or_voice, text: Kể đi, sensitive: true}}
{END}
  bye: {{exit: offramp, text: Gọi đi}}
"""


def test_consent_is_recorded_with_its_text() -> None:
    talk = Talk(CONSENT).say("đất", "3")
    assert talk.says == ["may.hint.more"]
    assert talk.say("ừ").says == ["may.retry"]
    talk.press("opt.yes")
    assert talk.effects == (Consent("privacy_v1", "may", True, Text("t.may.text")),)
    assert (talk.asks, talk.answers["may"]) == ("story", "yes")


def test_refused_consent_erases_what_was_said_and_goes_its_way() -> None:
    talk = Talk(CONSENT).say("chuyện riêng", "nhà tôi ở đầu bản cạnh suối").press("opt.no")
    consent, erase = talk.effects
    assert consent == Consent("privacy_v1", "may", False, Text("t.may.text"))
    assert erase == Erase()
    assert (talk.outcome, talk.says) == ("offramp", ["bye"])
    assert asides(talk.turn.session) == ()
    assert talk.answers == {"what": {}, "may": "no"}


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
    talk = Talk(PAPERS).hear(Filed(1, "voice", " lời ")).hear(Filed(2, "photo"))
    files: Value = [{"id": 1, "kind": "voice"}]
    assert talk.answers["story"] == {"text": "lời", "files": files}
    assert talk.answers["papers"] == {"text": "", "files": [{"id": 2, "kind": "photo"}]}
    values = talk.question.text[0].values
    assert values["answer.papers"] == Text("review.files", {"files": 1})
    assert values["answer.story"] == Text("review.words_files", {"words": quoted("lời"), "files": 1})
    assert values["answer.later"] == Text("answer.none")
    assert talk.hear(Filed(3, "photo")).says == ["flow.kept"]


def test_words_answer_a_choice_that_accepts_them() -> None:
    talk = Talk(PAPERS).say("lời kể", "giấy toà gọi").hear(Filed(3, "voice"))
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


# --- pages, loops, limits --------------------------------------------------------------------

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
    talk = Talk(says + END)
    assert talk.says[-1] == "flow.too_long"
    assert talk.outcome == "exhausted"


# --- versions --------------------------------------------------------------------------------

OLD = f"""
  a: {{ask: choice, text: A, options: [{{id: x, text: X}}, {{id: y, text: Y}}]}}
  b: {{ask: choice, text: B, options: [{{id: p, text: P}}, {{id: q, text: Q}}]}}
{END}"""


def test_another_version_replays_what_still_fits() -> None:
    talk = Talk(OLD).say("1")
    talk.flow = flow_of(OLD.replace("text: Xong", "text: Xong rồi").replace("id: q", "id: z"))
    assert talk.again().asks == "b"
    assert talk.say("2").answers == {"a": "x", "b": "z"}
    assert talk.turn.session.version == talk.flow.version


def test_answers_that_no_longer_fit_are_asked_again() -> None:
    talk = Talk(OLD).say("1")
    talk.flow = flow_of(OLD.replace("id: x", "id: w"))
    talk.hear(Press(talk.number, 0))
    assert (talk.notice, talk.asks) == ("press.old", "a")


def test_a_press_on_an_offer_that_changed_does_nothing() -> None:
    talk = Talk(OLD)
    talk.flow = flow_of(OLD.replace("id: x", "id: w"))
    talk.hear(Press(1, 0))
    assert (talk.notice, talk.asks, talk.number, talk.answers) == ("press.old", "a", 2, {})


@pytest.mark.parametrize(
    ("new", "fits"),
    [
        ("ask: text, text: A", False),
        ("ask: phone, text: A", False),
        ("ask: place, text: A", False),
        ("review: all, text: A, send: {text: S}, edit: {text: E}, drop: {text: D, next: end}", False),
        ("ask: choice, text: A, options: [{id: x, text: X}]", True),
    ],
)
def test_an_answer_counts_only_where_the_step_could_have_got_it(new: str, fits: bool) -> None:
    talk = Talk(OLD).say("1")
    talk.flow = flow_of(f"  a: {{{new}}}\n  b: {{ask: text, text: B}}\n{END}")
    assert talk.again().asks == ("b" if fits else "a")


@pytest.mark.parametrize(
    ("new", "fits"),
    [
        ("ask: text, text: A", True),
        ("ask: text_or_voice, text: A", True),
        ("ask: phone, text: A", False),
        ("ask: place, text: A", False),
        ("consent: c, text: A, yes: {text: S}, no: {text: E}, if_no: end", False),
    ],
)
def test_words_count_only_for_a_question_of_words(new: str, fits: bool) -> None:
    talk = Talk(f"  a: {{ask: text, text: A}}\n  b: {{ask: text, text: B}}\n{END}").say("lời")
    talk.flow = flow_of(f"  a: {{{new}}}\n  b: {{ask: text, text: C}}\n{END}")
    assert talk.again().asks == ("b" if fits else "a")


def test_what_is_heard_for_a_question_that_is_gone_is_kept() -> None:
    def moved() -> Talk:
        talk = Talk(OLD).say("1")
        talk.flow = flow_of(f"  a: {{ask: text, text: A}}\n{END}")
        return talk

    assert moved().say("lời dài").says == ["flow.kept_words"]
    assert moved().hear(Filed(1, "voice")).says == ["flow.kept"]
    assert moved().say("ơ").says == []
    talk = moved().hear(Press(2, 0))
    assert (talk.notice, talk.asks, talk.answers) == ("press.old", "a", {"a": "x"})


def test_a_question_that_is_gone_may_leave_a_deed_to_do() -> None:
    talk = Talk(OLD).say("1")
    talk.flow = flow_of("  b: {submit: call_back}\n")
    talk.say("lời kể")
    assert (len(talk.effects), talk.outcome) == (1, "done")
    assert asides(talk.turn.session) == (Observed("aside.b.1", {"text": "lời kể", "files": []}),)
