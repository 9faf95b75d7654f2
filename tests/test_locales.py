"""The files of ``locales/``: what they give, and what a wrong one is told with file, line and remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.model import SourceText
from bot.loading import load
from bot.locales import interrupt_words, read_locales
from bot.problems import Problem, line
from bot.settings import SHIPPED
from bot.texts import Language, Texts

LANGUAGES = """\
vi: {autonym: Tiếng Việt}
en: {autonym: English, name_vi: Tiếng Anh, script: Latn, formats: en, fallback: vi, status: complete}
"""
OWN = """\
sorry: {text: "Máy bị lỗi {what}.", risk: high, note: Ít chữ}
interrupt.help.words: "/help, chỉ dẫn"
"""
CATALOG = """\
msgctxt "sorry"
msgid "Máy bị lỗi {what}."
msgstr "%s"

msgctxt "interrupt.help.words"
msgid "%s"
msgstr "/help, help"
"""
GOOD = CATALOG % ("Sorry: {what}.", "/help, chỉ dẫn")


def read(
    languages: str = LANGUAGES, own: str = OWN, english: str | bytes = GOOD, **others: SourceText
) -> tuple[Texts, list[Problem]]:
    catalog = english if isinstance(english, bytes) else english.encode()
    files = {"languages.yaml": languages.encode(), "vi/bot.yaml": own.encode(), "en/bot.po": catalog}
    return read_locales(files, others)


def told(languages: str = LANGUAGES, own: str = OWN, english: str | bytes = GOOD) -> list[str]:
    return [line(problem) for problem in read(languages, own, english)[1]]


def test_good_files_give_languages_texts_and_translations() -> None:
    texts, problems = read()
    assert problems == []
    assert texts.languages["vi"] == Language("vi", "Tiếng Việt", "vi", ("vi",), "Tiếng Việt")
    assert texts.languages["en"] == Language("en", "English", "en", ("vi",), "Tiếng Anh")
    assert texts.sources["sorry"] == SourceText(
        "Máy bị lỗi {what}.", "high", "Ít chữ", "locales/vi/bot.yaml", 1
    )
    assert texts.sources["interrupt.help.words"].risk == "low"
    assert texts.catalogs["en"]["sorry"].words == "Sorry: {what}."


def test_words_that_call_an_interrupt_are_found_without_the_rest() -> None:
    assert interrupt_words({"vi/bot.yaml": OWN.encode()}) == {"/help", "chỉ dẫn"}
    assert interrupt_words({}) == set()


@pytest.mark.parametrize(
    ("languages", "says"),
    [
        ("", "1: L0 Tệp trống hoặc không có."),
        ("- vi", "1: L7 Tệp phải là các dòng “khoá: …”."),
        ("en: {autonym: English}", "1: L7 Thiếu “vi”."),
        ("vi: {autonim: A}", "1: L3 Không có khoá “autonim” ở đây. Có phải là “autonym”?"),
        ("vi: {name_vi: A}", "1: L7 Thiếu “autonym”."),
        ("vi: Tiếng Việt", "1: L7 “vi” phải là các dòng “khoá: …”."),
        ("vi: {autonym: A}\nvi: {autonym: B}", "2: L1 Khoá “vi” viết hai lần"),
        ("vi: {autonym: A, formats: vi_vn}", "1: L3 “formats” không nhận “vi_vn”. Có phải là “vi_VN”?"),
        ("vi: {autonym: A}\nhmn: {autonym: B, fallback: en vi}", "2: L3 “fallback” không nhận “en”."),
    ],
)
def test_a_wrong_registry_is_told_with_its_remedy(languages: str, says: str) -> None:
    assert any(words.startswith(f"locales/languages.yaml:{says}") for words in told(languages))


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("", "1: L0 Tệp trống hoặc không có."),
        ("[a]", "1: L7 Tệp phải là các dòng “khoá: …”."),
        ("a: {tekst: A}", "1: L3 Không có khoá “tekst” ở đây. Có phải là “text”?"),
        ("a: {text: A, risk: hig}", "1: L3 “risk” không nhận “hig”. Có phải là “high”?"),
        ("a: {risk: high}", "1: L7 Thiếu “text”."),
        ("a: A\nb: [B]", "2: L7 “b” phải là một câu chữ."),
        ("a: A\nb:", "2: L7 “b” để trống."),
        ("a: A\na: B", "2: L1 Khoá “a” viết hai lần (lần đầu ở dòng 1)."),
    ],
)
def test_wrong_own_texts_are_told_with_their_remedy(own: str, says: str) -> None:
    assert any(words.startswith(f"locales/vi/bot.yaml:{says}") for words in told(own=own))


@pytest.mark.parametrize(
    ("english", "says"),
    [
        ("", ["vi/bot.yaml:1: T1 sorry: thiếu bản en.", "vi/bot.yaml:2: T1 interrupt.help.words: thiếu bản en."]),
        (CATALOG % ("Sorry: {what}.", "/help"), ["vi/bot.yaml:2: T1 interrupt.help.words: bản en đã cũ."]),
        (CATALOG % ("Sorry.", "/help, chỉ dẫn"), ["vi/bot.yaml:1: T2 sorry: bản en sai chỗ trống."]),
        (GOOD + '\nmsgctxt "gone"\nmsgid "a"\nmsgstr "b"\n', ["en:1: T1 gone: bản dịch thừa."]),
    ],
)  # fmt: skip
def test_translations_are_compared_with_the_vietnamese(english: str, says: list[str]) -> None:
    found = told(english=english)
    assert len(found) == len(says)
    assert all(words.startswith(f"locales/{start}") for words, start in zip(found, says, strict=True))


def test_a_stale_translation_with_other_placeholders_is_told_of_both() -> None:
    catalog = GOOD.replace("Máy bị lỗi {what}.", "Máy lỗi.").replace("Sorry: {what}.", "Sorry.")
    problems = read(english=catalog)[1]
    assert [(problem.code, problem.severity) for problem in problems] == [("T1", "warning"), ("T2", "error")]
    assert line(problems[1], english=True) == (
        "locales/vi/bot.yaml:1: T2 sorry: en has other placeholders. "
        "Copy the placeholders {…} as they are in Vietnamese."
    )


@pytest.mark.parametrize(
    "catalog", [b"\xff\xfe", b'msgctxt "a"\nmsgid "b\n', b'msgctxt "a', b'msgctxt "a"\nmsgid "b"\n']
)
def test_a_broken_catalog_is_an_error(catalog: bytes) -> None:
    problems = read(english=catalog)[1]
    assert [problem.file for problem in problems if problem.severity == "error"] == ["locales/en/bot.po"]


def test_a_language_that_is_not_registered_is_told() -> None:
    assert told("vi: {autonym: A}") == [
        "locales/en/bot.po:1: T1 Tiếng “en” chưa có trong languages.yaml; bản dịch này chưa dùng. Có thể viết: vi."
    ]


def test_a_text_of_a_flow_is_told_in_the_flows_own_file() -> None:
    problems = read(hello=SourceText("Chào", "low", "", "flows/a.yaml", 7))[1]
    assert [line(problem).partition(" ")[0] for problem in problems] == ["flows/a.yaml:7:"]


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=200))
def test_any_bytes_give_texts_or_problems(content: bytes, words: str) -> None:
    for file in (content, words.encode("utf-8", "surrogatepass")):
        for name in ("languages.yaml", "vi/bot.yaml", "en/bot.po"):
            good = {
                "languages.yaml": LANGUAGES.encode(),
                "vi/bot.yaml": OWN.encode(),
                "en/bot.po": GOOD.encode(),
            }
            read_locales({**good, name: file}, {})


# --- all folders together --------------------------------------------------------------------


MISTAKES = [
    ("flows/invite.yaml", "spec: 1", "spec: 2", "2: L7 Không đọc được spec 2."),
    ("locales/languages.yaml", "autonym: English", "autonim: English", "L3 Không có khoá “autonim” ở đây."),
    ("province/routing.yaml", "else: centre", "else: centr", "R1 Không có chi nhánh “centr”."),
    ("province/promises.yaml", "days: none", "days: hai", "8: R1 “hai” không phải số ngày."),
    ("province/contacts.yaml", "centre:", "center:", "L3 Không có khoá “center” ở đây. Có phải là “centre”?"),
]  # fmt: skip


def test_every_problem_is_told_in_one_form(tmp_path: Path) -> None:
    for name in ("flows", "locales", "province"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    for file, old, new, _ in MISTAKES:
        changed = tmp_path / file
        text = changed.read_text("utf-8")
        assert old in text
        changed.write_text(text.replace(old, new, 1), "utf-8")
    errors = load(tmp_path / "flows", tmp_path / "locales", tmp_path / "province").errors
    for file, _, _, says in MISTAKES:
        assert any(words.startswith(f"{tmp_path / file}:") and says in words for words in errors), errors
