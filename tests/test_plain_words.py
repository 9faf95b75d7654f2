"""Words that a village person does not use: what is found, what is left alone, and the shipped list and texts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import shipped as all_shipped

from bot.flow.loader import load_flows
from bot.flow.model import SourceText
from bot.loading import load
from bot.plain_words import SENTENCES, Kind, PlainWords, faults, read_plain_words, respelled
from bot.problems import Findings, line
from bot.read_aloud import PLAIN, STAFF_KEYS, read_aloud
from bot.settings import SHIPPED

CONTENT = (SHIPPED / "locales" / PLAIN).read_bytes()
FLOW = """\
spec: 1
flow: one
title: "Một. Hai. Ba."
steps:
  agree: {consent: x, text: "Ông/bà cho ghi không?", yes: {text: "Cho ghi"}, no: {text: "Không ghi"}, if_no: end}
  who:
    ask: choice
    text: "Ông/bà nhờ cho ai?"
    options: [{id: a, text: "Một. Hai. Ba."}, {id: b, text: "Nói kỹ", hint: "Ông/bà chọn. Một. Hai. Ba."}]
  end: {exit: done, text: "Ông/bà chờ. Một. Hai. Ba."}
"""
LOADED = all_shipped()


def read(content: bytes) -> tuple[PlainWords | None, list[str]]:
    findings = Findings("plain.yaml", SENTENCES)
    return read_plain_words(content, findings), [line(problem) for problem in findings.problems]


def shipped() -> PlainWords:
    words, problems = read(CONTENT)
    assert problems == []
    assert words is not None
    return words


PLAIN_WORDS = shipped()


def told(words: str, kind: Kind = "notice", plain: PlainWords = PLAIN_WORDS) -> list[str]:
    """The kind of each fault, and the word it is about."""
    return [
        " ".join([slug, str(values.get("word", ""))]).strip() for slug, values in faults(words, kind, plain)
    ]


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Đã tiếp nhận.", "office_word tiếp nhận"),
        ("TIẾP  NHẬN rồi.", "office_word TIẾP NHẬN"),
        ("Chưa phải thụ lý.", "office_word thụ lý"),
        ("Chào bạn.", "pronoun bạn"),
        ("Em ghi rồi.", "pronoun Em"),
        ("Nhờ bà kể.", "pronoun bà"),
        ("Người Mèo ở đây.", "never_said Mèo"),
        ("Người H’Mông ở đây.", "never_said H'Mông"),
        ("Đồng bào kể đi.", "never_said Đồng bào"),
        ("Ra toà huyện.", "gone huyện"),
        ("Ra tòa.", "old_spelling tòa"),
        ("Thủy điện lấy đất.", "old_spelling Thủy"),
    ],
)
def test_a_hard_or_wrong_word_is_found(words: str, found: str) -> None:
    assert told(words) == [found]


@pytest.mark.parametrize(
    "words",
    [
        "Xem lại, rồi kể nốt.",
        "Trẻ em, chị em, anh em trong nhà.",
        "Bà con kể bằng tiếng Anh.",
        "Tiếng Anh cũng được.",
        "Con mèo trên đường xá.",
        "Xã cũ, huyện cũ cũng được.",
        "Dặn người bị bắt nói: «Tôi xin trợ giúp pháp lý».",
        "Chưa phải thụ lý (chưa ghi vào sổ).",
        "Cho mình hay cho người khác.",
        "Hoàn lại, khuya, quý, quỳ, toà, uỷ, khoẻ, thuỷ.",
        "Gọi {ban}.",
    ],
)
def test_words_that_only_look_alike_are_left_alone(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("consent", []),
        ("notice", []),
        ("question", ["pronoun Ông", "pronoun bà"]),
        ("label", ["pronoun Ông", "pronoun bà"]),
    ],
)
def test_people_are_addressed_as_on_paper_only_in_consent_and_notices(kind: Kind, found: list[str]) -> None:
    assert told("Ông/bà cho ghi không?", kind) == found


def test_the_problem_names_the_text_the_word_and_what_to_say() -> None:
    text = SourceText("Xin hồ sơ.", "low", "", "locales/vi/bot.yaml", 7)

    (problem,) = read_aloud(CONTENT, "plain.yaml", {"flow.kept": text}, {}, ())

    assert line(problem) == (
        "locales/vi/bot.yaml:7: T4 flow.kept: «hồ sơ» là chữ giấy tờ. Nói: tập giấy tờ của việc."
    )
    assert line(problem, english=True).startswith(
        "locales/vi/bot.yaml:7: T4 flow.kept: “hồ sơ” is an office word."
    )
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("KHỎE", "KHOẺ"), ("ủy", "uỷ"), ("Túy", "Tuý"), ("họa", "hoạ"), ("hoà", "hoà")],
)
def test_the_tone_stands_on_the_last_vowel(old: str, new: str) -> None:
    assert respelled(old) == new


@given(st.text(alphabet="aăoòóuủyỳ bnh.?!«»()/'’İ\n{}", max_size=60), st.sampled_from(get_args(Kind)))
def test_no_words_are_too_odd_to_be_read(words: str, kind: Kind) -> None:
    for slug, values in faults(words, kind, PLAIN_WORDS):
        Findings("x", SENTENCES).add(slug, 1, key="k", **values)


# --- length ----------------------------------------------------------------------------------


def test_a_question_has_at_most_twelve_words() -> None:
    twelve = "Giấy {ten} nói gì – kể cho rõ ngày nào, ở đâu nhé?"
    assert told(twelve, "question") == []
    assert told(f"Thôi {twelve}", "question") == ["question_long"]
    assert told(f"Thôi {twelve}", "consent") == ["question_long"]
    assert told(f"Thôi {twelve}", "notice") == []


def test_a_sentence_has_at_most_twenty_five_words() -> None:
    assert told("a " * 24 + "a.\n" + "b " * 24 + "b.") == []
    assert told("a " * 25 + "a.") == ["sentence_long"]


@pytest.mark.parametrize(
    ("words", "kind", "well"),
    [
        ("Một. Hai.", "question", True),
        ("Một. Hai! Ba?", "question", False),
        ("Một. Hai. Ba.", "label", False),
        ("Một. Hai. Ba. Bốn.\nNăm. Sáu.", "notice", True),
        ("Một. «Hai.» Ba. Bốn. Năm…", "notice", False),
        ("1. Một. Hai.", "label", True),
    ],
)
def test_sentences_in_one_go_are_counted(words: str, kind: Kind, well: bool) -> None:
    assert told(words, kind) == ([] if well else ["many_sentences"])


# --- the file --------------------------------------------------------------------------------


def test_limits_and_words_are_those_of_the_file() -> None:
    plain, problems = read(b"limits: {question_words: 2}\navoid: {abc: xyz}")
    assert problems == []
    assert plain is not None
    assert told("abc abc b, em?", "question", plain) == ["question_long", "office_word abc"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("avoit: {a: b}", "1: L3 Không có khoá “avoit” ở đây. Có phải là “avoid”?"),
        ("limits: {words: 3}", "1: L3 Không có khoá “words”"),
        ("limits: {sentences: many}", "1: L7 “sentences” phải là số từ 1 đến 99."),
        ("avoid:\n  a: ''", "2: L7 “a” để trống."),
        ("avoid: [a]", "1: L7 “avoid” phải là các dòng"),
        ("avoid:\n  '': b", "2: L7 “” không có chữ nào để tìm."),
        ("pronouns: ['…']", "1: L7 “…” không có chữ nào để tìm."),
        ("avoid: {a: b}\navoid: {c: d}", "2: L1 Khoá “avoid” viết hai lần"),
        ("", "1: L0 Tệp trống"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_with_its_line(content: str, says: str) -> None:
    plain, problems = read(content.encode())
    assert plain is None
    assert [problem for problem in problems if problem.startswith(f"plain.yaml:{says}")], problems


def test_a_broken_list_blocks_and_a_missing_one_does_not(tmp_path: Path) -> None:
    locales = Path(shutil.copytree(SHIPPED / "locales", tmp_path / "locales"))
    (locales / PLAIN).write_text("avoid: [")
    assert f"{locales / PLAIN}:" in "".join(load(SHIPPED / "flows", locales, SHIPPED / "province").errors)

    (locales / PLAIN).unlink()
    loaded = load(SHIPPED / "flows", locales, SHIPPED / "province")

    assert loaded.errors == ()
    assert f"{locales / PLAIN}:1: T4" in "".join(loaded.warnings)


def test_what_to_say_instead_is_plain_itself() -> None:
    for instead in (*PLAIN_WORDS.avoid.instead, *PLAIN_WORDS.never.instead, *PLAIN_WORDS.gone.instead):
        assert told(instead) == [], instead


# --- whose texts -----------------------------------------------------------------------------


def test_texts_of_staff_and_words_to_type_are_not_read_aloud() -> None:
    words = SourceText("Thụ lý hồ sơ huyện.", "low", "", "f.yaml", 1)
    staff = dict.fromkeys(("card.x", "button.claim", "mine.empty", "interrupt.help.words"), words)
    assert read_aloud(CONTENT, "plain.yaml", staff, {}, ()) == []
    assert len(read_aloud(CONTENT, "plain.yaml", {"mine.none": words, "closed.x": words}, {}, ())) == 6


def test_each_text_of_a_flow_is_read_as_what_it_is() -> None:
    flows, _ = load_flows({"one.yaml": FLOW.encode()})
    found = [line(problem) for problem in read_aloud(CONTENT, "p", flows["one"].texts, flows, ())]
    assert [problem.partition(":")[2].partition(". ")[0] for problem in found] == [
        "3: T4 one.title: 3 câu liền, nhiều nhất 2",
        "8: T4 one.who.text: máy xưng hô «Ông»",
        "8: T4 one.who.text: máy xưng hô «bà»",
        "9: T4 one.who.opt.a: 3 câu liền, nhiều nhất 2",
    ]


def test_a_flow_for_staff_is_not_read_aloud() -> None:
    flows, _ = load_flows({"one.yaml": FLOW.encode()})
    assert read_aloud(CONTENT, "p", flows["one"].texts, flows, {"one"}) == []


def test_every_staff_key_is_one() -> None:
    assert LOADED.texts is not None
    keys = LOADED.texts.sources
    assert [head for head in STAFF_KEYS if not any(f"{key}.".startswith(f"{head}.") for key in keys)] == []


def test_the_programs_own_sentences_are_plain() -> None:
    assert [warning for warning in LOADED.warnings if " T4 " in warning and "flows/" not in warning] == []
