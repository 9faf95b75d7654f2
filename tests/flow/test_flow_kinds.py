"""Every kind of question: what answers it, what does not, and how it is read back."""

import pytest
from flow_talk import END, KINDS, MANY, OPTIONS, Talk, echo, one

from bot.chat import SharedLocation, SharedPhone, Text, Unreadable, quoted
from bot.flow.answers import words_of
from bot.flow.dates import PartialDate, date_text
from bot.flow.session import Value, asides
from bot.flow.turn import CallBack, Filed, Press

# --- several choices -------------------------------------------------------------------------


def test_several_are_ticked_one_by_one_and_done_ends_it() -> None:
    talk = one(MANY)
    assert "flow.done" not in talk.labels
    talk.press("opt.debt")
    assert (talk.asks, talk.says, talk.labels[3]) == ("a", [], "flow.done")
    talk.press("opt.land")
    assert [choice.icon for choice in talk.question.choices[:4]] == ["☑️🌾", "☑️", "", "✅"]
    talk.press("flow.done")
    assert talk.answers == {"a": {"chosen": ["land", "debt"]}}
    assert echo(talk) == Text("answer.many", {"chosen": (Text("t.a.opt.land"), Text("t.a.opt.debt"))})


@pytest.mark.parametrize("typed", ["1, 3", "3 1", "1;3", "1, 3, 3", "໑, ໓"])
def test_several_numbers_may_be_typed_at_once(typed: str) -> None:
    assert one(MANY).say(typed, "xong").answers == {"a": {"chosen": ["land", "child"]}}


def test_what_is_chosen_twice_is_taken_back() -> None:
    talk = one(MANY).say("1, 2", "1")
    assert talk.press("flow.done").answers == {"a": {"chosen": ["debt"]}}
    assert "flow.done" not in one(MANY).say("nợ", "2").labels


def test_too_many_or_too_few_are_told_and_wait() -> None:
    talk = one(MANY).say("1, 2, 3")
    assert talk.turn.says == (Text("flow.retry.many", {"min": 1, "max": 2}),)
    assert "flow.done" not in talk.labels
    assert talk.say("xong").answers["a"] == {"chosen": ["land", "debt", "child"], "more": True}
    assert talk.say("2").say("xong").answers["a"] == {"chosen": ["land", "child"]}
    assert one(f"ask: many, {OPTIONS}, min: 2").say("1").says == ["flow.retry.many"]


def test_none_at_all_is_an_answer_where_the_least_is_none() -> None:
    talk = one(f"ask: many, {OPTIONS}").press("flow.done")
    assert talk.answers == {"a": {"chosen": []}}
    assert echo(talk) == Text("answer.none")


@pytest.mark.parametrize("typed", ["1, 4", "1, 9", "tất cả đấy", "1 và 2"])
def test_numbers_among_which_one_means_nothing_choose_nothing(typed: str) -> None:
    talk = one(f"{MANY}, allow: [dont_know]").say(typed)
    assert (talk.says, talk.answers) == (["flow.retry.choice"], {})


def test_a_hint_among_several_is_said_and_ticks_nothing() -> None:
    options = "options: [{id: x, text: X}, {id: y, text: Y}, {id: why, text: Là gì, hint: Là thế}]"
    talk = one(f"ask: many, {options}").press("opt.why")
    assert (talk.says, talk.answers, talk.asks) == (["a.hint.why"], {}, "a")


# --- numbers, dates, words -------------------------------------------------------------------


def test_a_number_within_its_bounds() -> None:
    talk = one("ask: number, min: 1, max: 80").say("81")
    assert talk.turn.says == (Text("flow.retry.bounds", {"min": 1, "max": 80}),)
    assert talk.say("nhiều").says == ["flow.retry.number"]
    talk.say("7")
    assert talk.answers["a"] == {"number": 7, "about": False, "said": "7"}
    assert echo(talk) == Text("answer.number", {"number": 7})


def test_a_date_as_it_is_remembered() -> None:
    talk = one("ask: date").say("lâu rồi")
    assert (talk.says, talk.asks) == (["flow.retry.date"], "a")
    talk.say("khoảng tháng 3 năm 2020")
    date: Value = {"year": 2020, "month": 3, "day": None, "lunar": False, "about": True}
    assert talk.answers["a"] == {"date": date, "said": "khoảng tháng 3 năm 2020"}
    assert echo(talk) == date_text(PartialDate(2020, 3, about=True))


def test_a_number_that_is_about_so_many() -> None:
    talk = one("ask: number").say("độ ba năm")
    assert talk.answers["a"] == {"number": 3, "about": True, "said": "độ ba năm"}
    assert echo(talk) == Text("answer.about", {"number": 3})


@pytest.mark.parametrize("ask", ["ask: number", "ask: date", "ask: phone"])
def test_numbers_dates_and_phones_may_be_spoken(ask: str) -> None:
    talk = one(ask).hear(Filed(1, "voice", "lời"))
    assert talk.answers["a"] == {"text": "lời", "files": [{"id": 1, "kind": "voice"}]}
    assert echo(talk) == Text("review.words_files", {"words": quoted("lời"), "files": 1})
    assert one(ask).hear(Filed(1, "photo")).says == ["flow.kept"]


VALID: list[tuple[str, str, str | None]] = [
    ("name", "Vàng A Mẫu", "Vàng A Mẫu"),
    ("name", "A1", None),
    ("name", "--", None),
    ("year", "1985", "1985"),
    ("year", "1899", None),
    ("year", "2027", None),
    ("year", "năm ngoái ấy", None),
    ("vn_id12", "011 085 000 123", "011085000123"),
    ("vn_id12", "011-085.000.12", None),
    ("vn_id12", "011085000abc", None),
    ("vn_phone", "0912 345 678", "+84912345678"),
    ("vn_phone", "12", None),
]


@pytest.mark.parametrize(("valid", "typed", "kept"), VALID)
def test_words_are_kept_as_their_validator_reads_them(valid: str, typed: str, kept: str | None) -> None:
    talk = one(f"ask: text, valid: {valid}").say(typed)
    if kept is None:
        assert (talk.says, talk.answers) == ([f"flow.retry.{valid}"], {})
    else:
        assert (talk.answers["a"], echo(talk)) == ({"text": kept}, quoted(kept))


def test_a_question_for_voice_takes_no_words_but_keeps_them() -> None:
    talk = one("ask: voice").say("để nói")
    assert (talk.says, len(asides(talk.turn.session))) == (["flow.retry.voice"], 1)
    assert talk.hear(Filed(1, "photo")).says == ["flow.kept"]
    assert talk.hear(Filed(2, "audio")).answers["a"] == {"text": "", "files": [{"id": 2, "kind": "audio"}]}


def test_words_or_voice_take_any_file() -> None:
    talk = one("ask: text_or_voice").hear(Filed(1, "video"))
    assert echo(talk) == Text("review.files", {"files": 1})


# --- what answers nothing --------------------------------------------------------------------


def test_who_can_only_speak_is_handed_to_a_person() -> None:
    talk = one(f"ask: choice, {OPTIONS}")
    for n in (1, 2):
        talk.hear(Filed(n, "voice"))
        assert (talk.says, talk.effects) == (["flow.kept_voice"], ())
    talk.hear(Filed(3, "voice"))
    assert (talk.says, talk.effects, talk.asks) == (["flow.passed_on"], (CallBack(),), "a")
    assert len(asides(talk.turn.session)) == 3
    assert talk.hear(Filed(4, "voice")).says == ["flow.kept_voice"]


def test_voices_and_other_misses_count_together() -> None:
    talk = one(f"ask: choice, {OPTIONS}").say("hả", "gì").hear(Filed(3, "voice"))
    assert talk.effects == (CallBack(),)


def test_a_voice_at_several_choices_counts_too_but_a_photo_does_not() -> None:
    talk = one(MANY).hear(Filed(1, "photo"))
    assert (talk.says, talk.turn.session.misses) == (["flow.kept"], 0)
    assert talk.hear(Filed(2, "audio")).says == ["flow.kept_voice"]


SHARING = f"""
  phone: {{ask: phone, text: Số, options: [{{id: mine, text: Máy này, share: phone}}, {{id: no, text: Không}}]}}
  where: {{ask: place, text: Đâu, options: [{{id: here, text: Ở đây, share: location}}, {{id: far, text: Xa}}]}}
{END}"""


def test_without_buttons_nothing_is_shared_and_numbers_do_all() -> None:
    talk = Talk(SHARING, can_share=False)
    assert [choice.number for choice in talk.question.choices] == [1, None, None]
    assert all(choice.share is None for choice in talk.question.choices)
    talk.say("1")
    assert talk.labels[:2] == ["where.opt.far", "flow.place.list"]
    assert talk.say("2", "3").answers == {
        "phone": {"option": "no"},
        "where": {"place": "x03", "said": "", "files": []},
    }


@pytest.mark.parametrize("ask", [kind for kind in KINDS if "place" not in kind])
def test_a_point_on_the_map_answers_only_a_question_for_a_place(ask: str) -> None:
    talk = one(ask).hear(SharedLocation(21.3, 103.0))
    assert (talk.says, talk.answers) == (["flow.retry.unreadable"], {})


@pytest.mark.parametrize("ask", KINDS)
def test_a_sticker_answers_nothing(ask: str) -> None:
    talk = one(ask).hear(Unreadable("sticker"))
    assert (talk.says, talk.answers, talk.asks) == (["flow.retry.unreadable"], {}, "a")


@pytest.mark.parametrize("ask", [kind for kind in KINDS if "phone" not in kind])
def test_a_contact_answers_only_a_question_for_a_number(ask: str) -> None:
    assert one(ask).hear(SharedPhone("0912345678", own=True)).answers == {}


@pytest.mark.parametrize(
    "ask", [f"{kind}, attempts: {{max: 2, then: skip}}" for kind in KINDS if "text" not in kind]
)
def test_a_question_may_be_given_up_after_misses(ask: str) -> None:
    talk = one(ask).hear(Unreadable("sticker")).hear(Unreadable("sticker"))
    assert (talk.says, talk.asks, talk.answers) == (["flow.skipped"], "b", {"a": None})
    assert echo(talk) == Text("answer.none")


def test_an_answer_between_misses_begins_the_count_anew() -> None:
    talk = one(f"{MANY}, attempts: {{max: 2, then: skip}}").say("hả", "1", "hả")
    assert (talk.asks, talk.answers["a"]) == ("a", {"chosen": ["land"], "more": True})


def test_presses_on_one_turn_tick_only_once() -> None:
    talk = one(MANY)
    press = Press(talk.number, 0)
    talk.hear(press)
    ticked: Value = {"chosen": ["land"], "more": True}
    assert talk.answers["a"] == ticked
    assert talk.hear(press).notice == "press.noted"
    assert talk.answers["a"] == ticked


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"text": "lời kể", "files": []}, "lời kể"),
        ({"text": None}, ""),
        ({"option": "x"}, ""),
        ("x", ""),
        (None, ""),
    ],
)
def test_the_words_of_an_answer_are_what_was_said_in_words(value: Value, words: str) -> None:
    assert words_of(value) == words
