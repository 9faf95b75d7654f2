"""Branches, deeds, consent, ends."""

from dataclasses import replace

from flow_talk import Talk

from bot.chat import Text
from bot.flow.session import asides, observations
from bot.flow.turn import Consent, Erase, Handoff, Press, Submit

END = """
  end: {exit: done, text: Xong}
"""

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


MORE_CONSENT = CONSENT.replace(
    "  story:",
    "  further: {consent: private_v1, text: Hỏi nữa, yes: {text: Hỏi}, no: {text: Thôi}, if_no: story}\n  story:",
)


def test_a_further_purpose_refused_takes_nothing_back() -> None:
    talk = Talk(MORE_CONSENT).say("chuyện riêng", "nhà tôi ở đầu bản cạnh suối")
    talk.press("opt.yes")
    said = asides(talk.turn.session)
    talk.press("opt.no")
    assert talk.effects == (Consent("private_v1", "further", False, Text("t.further.text")),)
    assert talk.asks == "story"
    assert said
    assert asides(talk.turn.session) == said


def test_a_refusal_that_asks_again_is_pressed_once() -> None:
    talk = Talk(CONSENT.replace("if_no: bye", "if_no: may")).say("đất", "nhà tôi ở đầu bản cạnh suối")
    press = Press(talk.number, 1)
    assert len(talk.hear(press).effects) == 2
    assert (talk.asks, talk.hear(press).notice, talk.effects) == ("may", "press.noted", ())
