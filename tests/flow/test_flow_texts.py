"""Texts: what they may name (T2), how long they are (T3), which words are taken (T5); and the shared lists."""

import datetime

import pytest
from flow_files import END, codes
from flow_talk import DEEDS

from bot.flow.defaults import QuietHours
from bot.flow.loader import defaults_of, load_flows
from bot.flow.sentences import SENTENCES
from bot.problems import Findings, Problem

TWO = "options: [{id: x, text: X}, {id: y, text: Y}]"


@pytest.mark.parametrize(
    "step",
    [
        "{ask: choice, text: A, options: [{id: x, text: 'Gọi {hotline}'}, {id: y, text: Y}]}",
        "{consent: c, text: A, yes: {text: '{office}'}, no: {text: N}, if_no: end}",
    ],
)
def test_nothing_is_filled_into_a_label(step: str) -> None:
    assert codes(f"  a: {step}\n{END}") == ["T2@a"]


def test_nor_into_a_title_or_into_words_that_are_typed() -> None:
    _, found = load_flows(
        {"t.yaml": f"spec: 1\nflow: t\ntitle: 'Gọi {{hotline}}'\nsteps:\n{END}".encode()}, deeds=DEEDS
    )
    assert [(one.code, one.line, one.step) for one in found] == [("T2", 3, None)]
    assert codes(END, "beside: {icon: A, words: 'xem, {hotline}'}\n") == ["T2@None"]


def test_a_value_and_a_deed_cannot_be_quoted() -> None:
    assert codes("  v: {set: open_now()}\n  s: {say: '{answer.v}'}\n" + END) == ["T2@s"]
    assert codes("  v: {submit: call_back}\n  s: {say: '{answer.v}'}\n" + END) == ["T2@s"]
    assert codes("  v: {submit: call_back}\n  s: {say: '{request_no}'}\n" + END) == ["T2@s"]


def test_a_text_under_a_recording_is_not_long() -> None:
    assert codes(f"  s: {{say: '{'A' * 1024}'}}\n" + END) == []
    assert codes(f"  s: {{say: '{'A' * 1025}'}}\n" + END) == ["T3@s"]


# --- words that are taken --------------------------------------------------------------------


def together(**words: str) -> list[tuple[str, str, str]]:
    sources = {
        f"{name}.yaml": f"spec: 1\nflow: {name}\ntitle: Tên {name}\nbeside: {{icon: A, words: '{spoken}'}}\nsteps:\n{END}"
        for name, spoken in words.items()
    }
    files = {name: source.encode() for name, source in sources.items()}
    _, found = load_flows(files, interrupt_words=["giúp", "Quay lại"])
    return [(one.file, one.code, one.says_en) for one in found]


def test_words_that_open_a_flow_open_one() -> None:
    assert together(a="xem, coi", b="đọc") == []
    assert together(a="xem, XEM,", b="đọc") == []
    assert together(a="xem, coi", b="đọc, COI") == [
        ("b.yaml", "T5", "“COI” calls something else already: a.")
    ]
    assert together(a="xem, giup") == [("a.yaml", "T5", "“giup” calls something else already: giúp.")]
    assert together(a="xem", b="ten a") == [("b.yaml", "T5", "“ten a” calls something else already: a.")]


def test_the_flow_that_an_interrupt_opens_has_its_words() -> None:
    assert together(status="giúp") == []


def test_a_flow_without_its_words_is_told_once() -> None:
    assert codes(END, "beside: {icon: A}\n") == ["L7@None"]
    assert codes(END, "beside: {words: xem}\n") == ["L7@None"]


def test_a_label_that_opens_another_flow_is_a_warning() -> None:
    steps = "  a: {ask: choice, text: A, options: [{id: x, text: Xem}, {id: y, text: Y}]}\n" + END
    assert codes(steps, "beside: {icon: A, words: xem}\n") == ["T5@a"]
    assert codes(steps.replace("Xem", "giúp")) == ["T5@a"]
    assert codes(steps.replace("Xem", "giúp"), "for: staff\n") == []


# --- what all share --------------------------------------------------------------------------

LISTS = """spec: 1
lists:
  matters:
    - {id: land, icon: A, text: Đất}
    - {id: money, text: Tiền, next: end}
"""


def shared(defaults: str, steps: str) -> list[str]:
    files = {
        "t.yaml": f"spec: 1\nflow: t\ntitle: T\nsteps:\n{steps}".encode(),
        "_defaults.yaml": defaults.encode(),
    }
    _, found = load_flows(files, deeds=DEEDS)
    return [f"{one.file}:{one.line} {one.code}" for one in found]


USE = "  a: {ask: choice, text: A, options_from: matters%s}\n"


def test_a_shared_list_is_used_by_its_name() -> None:
    assert shared(LISTS, USE % "" + END) == []
    assert shared(LISTS, USE % ", options: [{id: other, text: Khác}]" + END) == []
    assert shared(LISTS, USE.replace("choice", "many") % "" + END) == ["t.yaml:5 A3"]


def test_own_options_differ_from_the_shared_ones() -> None:
    assert shared(LISTS, USE % ", options: [{id: land, text: Khác}]" + END) == ["t.yaml:5 A3"]
    assert shared(LISTS, USE % ", options: [{id: other, text: ĐẤT}]" + END) == ["t.yaml:5 T3"]


def test_labels_of_a_shared_list_alike_are_told_where_it_is_used() -> None:
    assert shared(LISTS.replace("Tiền", "dat"), USE % "" + END) == ["t.yaml:5 T3"]


def test_a_step_that_a_shared_list_leads_to_must_be_there() -> None:
    assert shared(LISTS.replace("next: end", "next: bye"), USE % "" + END) == ["t.yaml:5 G2"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("text: Tiền", "text: 'Gọi {hotline}'", "T2"),
        ("text: Tiền", "text: 'Tiền {'", "T2"),
        ("Tiền", "Một cái nút mà chữ ở trên dài quá", "T3"),
        ("id: money, text: Tiền, next: end", "id: money, text: Tiền, hint: 'Gọi {hotline}'", ""),
        ("id: money, text: Tiền, next: end", "id: money, text: Tiền, hint: '{answer.a}'", "T2"),
        ("id: money, text: Tiền", "id: land, text: Tiền", "A3"),
        ("matters:", "languages:", "G1"),
        ("matters:", "Matters:", "G1"),
        ("- {id: land, icon: A, text: Đất}", "- land", "L7"),
    ],
)
def test_shared_lists_are_checked(old: str, new: str, expected: str) -> None:
    found = shared(LISTS.replace(old, new), END)
    assert [one.rpartition(" ")[2] for one in found] == ([expected] if expected else [])
    assert all(one.startswith("_defaults.yaml:") for one in found)


def defaults(content: str) -> tuple[object, tuple[Problem, ...]]:
    findings = Findings("_defaults.yaml", SENTENCES)
    return defaults_of({"_defaults.yaml": content.encode()}, findings), findings.problems


def test_what_holds_for_every_flow() -> None:
    found, wrong = defaults(
        "spec: 1\nmisses: 5\nquiet_hours: {from: '21:30', to: '6:00'}\nreminder: {after_days: 9}\n"
        "survey: {after_days: 3}\n"
    )
    assert wrong == ()
    assert (getattr(found, "misses", 0), getattr(found, "remind_days", 0)) == (5, 9)
    assert getattr(found, "survey_days", 0) == 3
    assert getattr(found, "quiet_hours", None) == QuietHours(datetime.time(21, 30), datetime.time(6, 0))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("misses: 0", "L7"),
        ("quiet_hours: {from: '25:00', to: '7:00'}", "L7"),
        ("quiet_hours: {from: '20:00+07:00', to: '7:00'}", "L7"),
        ("quiet_hours: {from: '20:00'}", "L7"),
        ("quiet_hours: [a]", "L7"),
        ("reminder: {days: 3}", "L3"),
        ("survey: {after_days: 0}", "L7"),
        ("lists: [a]", "L7"),
        ("list: {}", "L3"),
    ],
)
def test_what_holds_for_every_flow_is_checked(content: str, code: str) -> None:
    assert [one.code for one in defaults(f"spec: 1\n{content}\n")[1]] == [code]


def test_hours_of_silence() -> None:
    night, noon = QuietHours(), QuietHours(datetime.time(12), datetime.time(13))
    assert [night.is_quiet(datetime.time(hour)) for hour in (19, 20, 6, 7)] == [False, True, True, False]
    assert [noon.is_quiet(datetime.time(hour)) for hour in (11, 12, 13)] == [False, True, False]
    late, early = datetime.datetime(2026, 1, 1, 22), datetime.datetime(2026, 1, 1, 3)
    assert night.next_allowed(late) == datetime.datetime(2026, 1, 2, 7)
    assert night.next_allowed(early) == datetime.datetime(2026, 1, 1, 7)
    assert night.next_allowed(datetime.datetime(2026, 1, 1, 9)) == datetime.datetime(2026, 1, 1, 9)
