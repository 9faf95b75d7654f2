"""A session goes on with another version of its flow."""

import pytest
from flow_talk import Talk, flow_of

from bot.flow.session import Observed, asides
from bot.flow.turn import Filed, Press

END = """
  end: {exit: done, text: Xong}
"""

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
