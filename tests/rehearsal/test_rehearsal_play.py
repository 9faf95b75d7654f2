"""Transcripts played: where the conversation goes another way, the line, what was expected and what was said are told."""

from __future__ import annotations

import pytest
from rehearsal_stage import STEPS, TO_CHECK, TO_END, beside, played, plays, small

from bot.rehearsal.coverage import Taken, all_of, named

WHO = "  - bot: hello\n  - bot: who\n"


def test_a_whole_conversation_holds_in_every_language() -> None:
    rest = 'lang: [vi, en]\nexpect:\n  answers: {who: me, age: "30", place: x01, phone: "+84912345678", wants: [a], story: Nhà bên dời cọc}\n'
    rest += "  deeds: [{ask_aid: {matter: me, place: x01}}]\n  outcome: done\n  says_nothing_of: [dời cọc]\n"

    assert played(TO_END, rest) == []


@pytest.mark.parametrize(
    ("chat", "told"),
    [
        ("  - bot: who\n", "3: V3 (vi) Expected “bot: who”, but the bot said: “bot: hello”, “bot: who”."),
        (f"{WHO}  - bot: alone\n", "5: V3 (vi) Expected “bot: alone”, but the bot said nothing more."),
        (f"{WHO}  - bot: {{says: flow.kept}}\n", "5: V3 (vi) Expected “bot: {says: flow.kept}”"),
        ("  - bot: hello\n  - me: {tap: me}\n", "4: V3 (vi) Before this line the bot also said: “bot: who”. Add the line “- bot: who”"),
        (f"{WHO}  - me: {{tap: me}}\n", "5: V3 (vi) After this line the bot also said: “bot: alone”."),
        (f"{WHO}  - me: {{tap: you}}\n", "5: V3 (vi) There is no button “you” here. There are: me, other, why, human, help."),
        (f"{WHO}  - me: {{press_again: true}}\n", "5: V3 No button was pressed yet"),
        (f"{WHO}  - bot: whom\n", "5: V3 There is no step “whom”. Did you mean “who”?"),
        (f"{WHO}  - bot: {{hint: whom.why}}\n", "5: V3 There is no step “whom”."),
        (f"{WHO}  - bot: rights/one\n", "5: V3 There is no step “rights/one”."),
        (f"{WHO}  - lang: lo\n", "5: V3 There is no language “lo”."),
        (f"{TO_END}  - me: {{tap: send}}\n", "24: V3 (vi) The conversation is over"),
    ],
)  # fmt: skip
def test_another_way_is_told_with_line_and_remedy(chat: str, told: str) -> None:
    assert any(problem.startswith(f"x.test.yaml:{told}") for problem in played(chat)), played(chat)


def test_unknown_flows_and_languages_are_told() -> None:
    assert played(WHO, "lang: [vi, lo]\n")[0].startswith("x.test.yaml:2: V3 There is no language “lo”.")
    problems = played(WHO, "", beside())
    assert problems[0].startswith("x.test.yaml:1: V3 There is no conversation “t”.")


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("answers: {who: other}", "V3 (vi) The answer at “who” is: me; expected: other."),
        ("answers: {wants: [a, b]}", "V3 (vi) The answer at “wants” is: [a]; expected: [a, b]."),
        (
            "answers: {story: {files: 2}}",
            "V3 (vi) The answer at “story” is: Nhà bên dời cọc; expected: {files: 2}.",
        ),
        ("answers: {helper.name: Lan}", "V3 (vi) The answer at “helper.name” is: –; expected: Lan."),
        ("answers: {whom: other}", "V3 There is no step “whom”."),
        ("deeds: []", "V3 (vi) What was done: ask_aid; expected: –."),
        ("deeds: [{ask_aid: {place: x02}}]", "V3 (vi) “ask_aid” was given place: x01; expected: x02."),
        ("no_request: true", "V3 (vi) A request was sent: ask_aid; none was expected."),
        ("outcome: open", "V3 (vi) It ended as “done”; expected “open”."),
    ],
)
def test_another_end_is_told(expect: str, told: str) -> None:
    [problem] = played(TO_END, f"expect: {{{expect}}}\n")

    assert told in problem
    assert problem.startswith("x.test.yaml:2:")


def test_words_that_must_not_be_said_are_found_with_the_line_where_they_are() -> None:
    open_story = STEPS.replace("private: true, ", "")
    rest = "expect:\n  says_nothing_of: [kẻ trộm, dời cọc]\n"

    [problem] = played(TO_END, rest, small(open_story))

    assert problem.startswith("x.test.yaml:3: V3 (vi) The bot said “dời cọc” aloud, at line 21.")


def test_a_value_that_was_set_is_true_or_false() -> None:
    steps = """
  what: {ask: choice, text: "Gì?", options: [{id: a, text: Điều A}, {id: b, text: Điều B}]}
  is_a: {set: "what == 'a'"}
  end: {exit: done, text: Xong}
"""
    chat = "  - bot: what\n  - me: {tap: a}\n  - bot: end\n"

    assert played(chat, 'expect: {answers: {is_a: "true"}}\n', small(steps, "")) == []


def test_another_language_may_be_spoken_from_a_line_on() -> None:
    assert played(f"{WHO}  - lang: en\n  - bot: who\n  - me: {{tap: me}}\n  - bot: alone\n") == []


def test_a_deed_that_the_program_knows_to_open_no_request_is_none() -> None:
    steps = """
  what: {ask: choice, text: "Gì?", options: [{id: a, text: Điều A}, {id: b, text: Điều B}]}
  end: {exit: done, text: Xong}
"""
    chat = "  - bot: what\n  - me: {tap: delete}\n  - me: {tap: delete_yes}\n  - me: chào\n  - bot: what\n"

    assert played(chat, "expect: {no_request: true, deeds: [erase, withdraw]}\n", small(steps, "")) == []


def test_what_may_be_left_out_may_also_be_named() -> None:
    chat = """
  - bot: hello
  - bot: who
  - me: một câu chuyện dài ở chỗ không hỏi
  - bot: {says: flow.kept_words}
  - bot: who
  - me: {tap: why}
  - bot: {hint: who.why}
  - me: {tap: other}
  - bot: helper.name
  - me: Lan
  - bot: alone
  - me: {tap: none}
  - me: {press_again: true}
  - bot: {notice: press.noted}
"""
    assert "before this line" in played(chat)[0].lower()
    assert played(chat.replace("  - me: {press_again", "  - bot: age\n  - me: {press_again")) == []


def test_a_retry_is_the_flows_own_or_the_programs() -> None:
    chat = f"{TO_CHECK.partition('  - me: {phone')[0]}  - me: số gì\n  - bot: {{retry: phone}}\n"
    chat = chat.replace('  - me: "30"', '  - me: chưa biết\n  - bot: {retry: age}\n  - me: "30"')

    assert played(chat) == []


@pytest.mark.parametrize(
    ("quiet", "told"),
    [('"20:00", "07:00"', []), ('"08:00", "10:00"', ["x.test.yaml:9: V3 (vi) The bot reminded at 09:00"])],
)
def test_a_reminder_is_named_and_its_time_looked_at(quiet: str, told: list[str]) -> None:
    chat = f"{WHO}  - me: {{tap: me}}\n  - bot: alone\n  - wait: 3 days\n  - wait: 9 days\n"
    late = chat.replace("  - wait: 9", f"  - bot: {{reminder: 1, not_between: [{quiet}]}}\n  - wait: 9")

    assert "also said: “bot: {reminder: 1}”" in played(chat)[0]
    assert [problem[: len(each)] for problem, each in zip(played(late), told, strict=True)] == [
        each.replace(":9:", ":8:") for each in told
    ]


# --- what is taken ---------------------------------------------------------------------------


def test_everything_that_is_met_and_chosen_counts_once_a_language() -> None:
    chat = TO_END.replace(
        "  - me: {tap: send}",
        "  - me: {tap: edit}\n  - me: {tap: page_next}\n  - me: {tap: close}\n  - me: {tap: send}",
    )
    chat = chat.replace(
        "  - me: {tap: me}", "  - me: {tap: why}\n  - bot: {hint: who.why}\n  - me: {tap: me}"
    )

    problems, taken = plays(chat, "lang: [vi, en]\n")

    assert problems == []
    assert taken["vi"] == taken["en"]
    missing = {one for _, one in all_of(small())} - taken["vi"]
    assert named(missing) == [
        "name",
        "alone.some",
        "bye",
        "check.drop",
        "place.here",
        "wants.b",
        "wants.c",
        "who.other",
    ]


def test_a_part_counts_in_its_own_file() -> None:
    files = {one: file for file, one in all_of(small())}

    assert files[Taken("friend.name", "")] == "parts/friend.yaml"
    assert files[Taken("t.send", "")] == "t.yaml"


def test_a_step_that_is_never_met_is_named_without_its_options() -> None:
    assert named([Taken("t.a", ""), Taken("t.a", "x"), Taken("t.b", "y")]) == ["a", "b.y"]
