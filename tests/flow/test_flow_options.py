"""Options: those that every question may allow, those that lead to a person, those of lists."""

import pytest
from flow_talk import END, KINDS, Talk, echo, flow_of, one

from bot.chat import Text, quoted
from bot.flow.turn import Filed


@pytest.mark.parametrize("ask", KINDS)
def test_not_knowing_may_be_allowed_everywhere(ask: str) -> None:
    talk = one(f"{ask}, allow: [dont_know]").press("option.dont_know")
    assert talk.answers["a"] == ("dont_know" if "choice" in ask else {"option": "dont_know"})
    assert echo(talk) == Text("option.dont_know")
    assert one(f"{ask}, allow: [dont_know]").say("không biết").asks == "b"


@pytest.mark.parametrize("ask", KINDS)
def test_talking_to_a_person_may_be_allowed_everywhere(ask: str) -> None:
    talk = one(f"{ask}, allow: [talk]")
    assert "interrupt.human" not in talk.labels
    assert talk.press("option.talk").asks == "flow.human"
    assert talk.press("interrupt.back").asks == "a"


def test_a_road_to_a_person_on_another_page_does_not_count() -> None:
    options = ", ".join(f"{{id: o{n}, text: Mục {n}}}" for n in range(7))
    talk = one(f"ask: choice, options: [{options}], allow: [talk]")
    assert "interrupt.human" in talk.labels
    assert "interrupt.human" not in talk.press("flow.more").labels


def test_an_option_that_hands_over_is_the_road_to_a_person() -> None:
    talk = Talk(f"""
  a: {{ask: choice, text: A, options: [{{id: x, text: X}}, {{id: ring, text: Gọi, next: hand}}]}}
  b: {{goto: end}}
  hand: {{handoff: duty, text: Có người gọi}}
{END}""")
    assert "interrupt.human" not in talk.labels
    assert "interrupt.human" in talk.say("help").labels
    assert talk.say("back", "2").outcome == "handoff"


# --- lists of the world ----------------------------------------------------------------------


def test_a_provided_list_stands_before_the_options() -> None:
    talk = one("ask: choice, options_from: my_requests, options: [{id: other, text: Việc khác}]")
    assert talk.shown[:3] == ["482 519 K", "111 111 A", "Việc khác"]
    assert talk.say("482 519 K").answers["a"] == {"option": "7", "shown": "482 519 K"}
    assert echo(talk) == quoted("482 519 K")
    assert one("ask: choice, options_from: my_requests").say("2").answers["a"] == {
        "option": "8",
        "shown": "111 111 A",
    }


def test_what_was_offered_stays_until_it_is_asked_anew() -> None:
    talk = one("ask: choice, options_from: my_requests, options: [{id: other, text: Việc khác}]")
    talk.facts = one("ask: text").facts
    fewer = Talk(talk.flow, lists=lambda _: ()).facts
    talk.facts = fewer
    assert talk.press("quoted").answers["a"] == {"option": "7", "shown": "482 519 K"}
    assert talk.say("back").shown[0] == "Việc khác"


def test_languages_are_a_provided_list_too() -> None:
    assert one("ask: choice, options_from: languages").say("english").answers["a"] == {
        "option": "en",
        "shown": "English",
    }


def test_places_that_match_the_last_words_about_a_place() -> None:
    talk = Talk(f"""
  where: {{ask: place, text: Đâu}}
  which: {{ask: choice, text: Xã nào, options_from: place_matches, allow: [dont_know]}}
{END}""").hear(Filed(1, "voice", "Mẫu 12"))
    assert talk.shown[:2] == ["Xã Mẫu 12", "Không biết"]
    assert talk.press("quoted").answers["which"] == {"option": "x12", "shown": "Xã Mẫu 12"}


def test_only_words_about_a_place_are_searched() -> None:
    talk = Talk(f"""
  where: {{ask: place, text: Đâu}}
  years: {{ask: number, text: Mấy năm}}
  which: {{ask: choice, text: Xã nào, options_from: place_matches, allow: [dont_know]}}
{END}""").hear(Filed(1, "voice", "Mẫu 12"))
    assert talk.say("3").shown[:2] == ["Xã Mẫu 12", "Không biết"]


def test_papers_are_those_sent_before() -> None:
    talk = (
        Talk(f"""
  files: {{ask: file, text: Giấy}}
  which: {{ask: choice, text: Tờ nào, options_from: papers, allow: [dont_know]}}
{END}""")
        .hear(Filed(5, "photo"))
        .hear(Filed(6, "document"))
        .press("flow.done")
    )
    assert talk.shown[:2] == ["📎 1", "📎 2"]
    assert talk.say("2").answers["which"] == {"option": "6", "shown": "📎 2"}


def test_a_shared_list_of_options_is_used_by_several_questions() -> None:
    defaults = """
spec: 1
misses: 2
lists:
  matters: [{id: land, text: Đất}, {id: debt, text: Nợ, next: end}]
"""
    steps = f"""
  a: {{ask: choice, text: A, options_from: matters, options: [{{id: x, text: X}}]}}
  b: {{ask: many, text: B, options_from: matters}}
{END}"""
    talk = Talk(flow_of(steps, parts={"_defaults.yaml": defaults}))
    assert talk.labels[:3] == ["lists.matters.opt.land", "lists.matters.opt.debt", "a.opt.x"]
    assert talk.say("hả", "gì").says == ["flow.retry.choice", "flow.stuck"]
    assert talk.say("2").outcome == "done"
    assert Talk(talk.flow).say("đất", "1, 2", "xong").answers["b"] == {"chosen": ["land", "debt"]}
