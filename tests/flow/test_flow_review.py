"""The generated read-back: sending, mending one answer, dropping all."""

from flow_talk import Talk, flow_of

from bot.chat import Text, quoted
from bot.flow.session import asides
from bot.flow.turn import Filed

REVIEW = """
  who: {ask: choice, text: "Cho ai?", options: [{id: me, text: Cho mình}, {id: other, text: Cho người khác}]}
  name: {when: "who == 'other'", ask: text, text: "Tên gì?"}
  alone: {ask: choice, text: "Ai xem máy?", options: [{id: none, text: Chỉ mình}, {id: some, text: Có}]}
  story: {ask: text_or_voice, text: Kể đi, private: true, attempts: {max: 1, then: skip}}
  note: {ask: text, text: "Gì nữa?", attempts: {max: 1, then: skip}}
  check:
    review: %s
    text: Gửi nhé?
    send: {icon: "✅", text: Gửi}
    edit: {icon: "✏️", text: Sửa}
    drop: {icon: "🗑️", text: Không gửi, next: bye}
  end: {exit: done, text: Xong}
  bye: {exit: withdrawn, text: Không gửi gì}
"""

QUIET = "quiet_when: alone == 'some'\n"


def talk_of(steps: str = "all") -> Talk:
    return Talk(flow_of(REVIEW % steps, QUIET))


def lines(talk: Talk) -> list[tuple[str, object]]:
    return [(str(text.values["question"]), text.values["answer"]) for text in talk.question.text[:-1]]


def test_answers_are_read_back_and_private_ones_only_counted() -> None:
    talk = talk_of().say("2", "Lò Thị Mẫu", "1").hear(Filed(1, "voice", "mười chữ")).say("")
    assert talk.asks == "check"
    assert all(text.key == "review.line" for text in talk.question.text[:-1])
    assert [answer for _, answer in lines(talk)] == [
        Text("t.who.opt.other"),
        quoted("Lò Thị Mẫu"),
        Text("t.alone.opt.none"),
        Text("review.private", {"chars": 8, "files": 1}),
    ]


def test_an_option_instead_of_private_words_is_shown() -> None:
    untold = REVIEW.replace(
        "text: Kể đi, private: true",
        "text: Kể đi, private: true, options: [{id: untold, text: Chưa muốn nói}]",
    )
    talk = Talk(flow_of(untold % "all", QUIET)).say("1", "1", "1", "hết")
    assert lines(talk)[2][1] == Text("t.story.opt.untold")
    talk = Talk("""
  who: {ask: choice, text: A, private: true, options: [{id: me, text: Cho mình}, {id: other, text: Khác}]}
  check:
    review: all
    text: Gửi nhé?
    send: {text: Gửi}
    edit: {text: Sửa}
    drop: {text: Không gửi, next: end}
  end: {exit: done, text: Xong}
""").say("1")
    assert [answer for _, answer in lines(talk)] == [Text("review.kept")]


def test_a_quiet_review_only_counts() -> None:
    talk = talk_of().say("1", "2", "chuyện", "hết")
    assert talk.question.text == (Text("review.quiet", {"count": 4}), Text("t.check.text"))


def test_a_review_of_named_steps_shows_only_those() -> None:
    talk = talk_of("[who, note]").say("1", "1", "chuyện", "hết")
    assert len(lines(talk)) == 2


def test_send_goes_on_and_drop_goes_its_way() -> None:
    talk = talk_of().say("1", "1", "chuyện", "hết").press("opt.send")
    assert (talk.outcome, talk.answers["check"]) == ("done", "send")
    assert talk_of().say("1", "1", "chuyện", "hết", "3").outcome == "withdrawn"


def test_mending_one_answer_asks_just_that_and_what_it_newly_needs() -> None:
    talk = talk_of().say("1", "1", "chuyện", "hết").say("✏️")
    assert talk.asks == "review.which"
    assert talk.labels == [
        "who",
        "alone",
        "story",
        "note",
        "review.close",
        "interrupt.human",
        "interrupt.help",
        "interrupt.back",
    ]
    talk.press("who")
    assert talk.asks == "who"
    assert talk.say("2").asks == "name"
    assert talk.say("Lò Thị Mẫu").asks == "check"
    assert talk.answers["story"] == {"text": "chuyện", "files": []}


def test_a_question_opened_for_mending_can_be_left_as_it_was() -> None:
    talk = talk_of().say("1", "1", "chuyện", "hết").press("opt.edit").press("who")
    assert talk.labels[-1] == "interrupt.back"
    talk.say("là sao").press("interrupt.back")
    assert (talk.asks, talk.answers["who"]) == ("check", "me")
    assert talk.say("quay lại").asks == "note"


def test_an_answer_no_longer_reached_does_not_count() -> None:
    talk = talk_of().say("2", "Lò Thị Mẫu", "1", "chuyện", "hết").say("sửa", "1", "1")
    assert talk.asks == "check"
    assert len(lines(talk)) == 4


def test_the_list_of_answers_can_be_closed() -> None:
    talk = talk_of().say("1", "1", "chuyện", "hết").press("opt.edit")
    assert talk.press("review.close").asks == "check"
    assert talk.press("opt.edit").say("quay lại").asks == "check"
    assert talk.press("opt.edit").say("không phải").says == ["flow.retry.choice"]
    assert talk.asks == "review.which"
    assert talk.say("không phải cái nào trong này cả đâu").says == ["flow.kept_words"]
    assert len(asides(talk.turn.session)) == 2


def test_words_at_the_review_are_kept() -> None:
    talk = talk_of().say("1", "1", "chuyện", "hết").hear(Filed(4, "photo"))
    assert (talk.says, talk.asks) == (["flow.kept"], "check")


def test_many_answers_are_paged_for_mending() -> None:
    asks = "".join(f"  q{n}: {{ask: text, text: Câu {n}}}\n" for n in range(1, 9))
    talk = Talk(f"""{asks}  check:
    review: all
    text: Gửi nhé?
    send: {{text: Gửi}}
    edit: {{text: Sửa}}
    drop: {{text: Không gửi, next: end}}
  end: {{exit: done, text: Xong}}
""")
    talk.say(*(f"câu trả lời {n}" for n in range(1, 9))).press("opt.edit").press("flow.more")
    assert talk.labels == [
        "q7",
        "q8",
        "review.close",
        "flow.less",
        "interrupt.human",
        "interrupt.help",
        "interrupt.back",
    ]
    assert talk.press("q8").asks == "q8"


def test_what_was_sent_already_is_not_read_back_again() -> None:
    talk = Talk("""
  a: {ask: text, text: A}
  b: {submit: call_back}
  c: {ask: text, text: C}
  check:
    review: all
    text: Gửi nhé?
    send: {text: Gửi}
    edit: {text: Sửa}
    drop: {text: Không gửi, next: end}
  end: {exit: done, text: Xong}
""").say("một", "hai")
    assert [answer for _, answer in lines(talk)] == [quoted("hai")]
