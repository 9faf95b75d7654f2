"""The words of the law that are explained to translators."""

from __future__ import annotations

from bot.app import load_all
from bot.display import nfc
from bot.locales import GLOSSARY, read_locales
from bot.plain_words import SENTENCES, faults, read_plain_words
from bot.problems import Findings
from bot.settings import SHIPPED, Settings

LONGEST = 12
"""Words of a meaning."""


def shipped() -> dict[str, str]:
    texts = load_all(Settings("")).texts
    assert texts
    return dict(texts.glossary)


def test_sixty_words_are_explained_in_words_that_need_no_explanation() -> None:
    glossary = shipped()
    plain = read_plain_words((SHIPPED / "locales/vi/plain.yaml").read_bytes(), Findings("plain", SENTENCES))
    assert plain
    assert len(glossary) >= 60
    for term, means in glossary.items():
        assert means, term
        assert nfc(term) == term == term.lower()
        assert len(means.split()) <= LONGEST, term
        assert list(faults(means, "notice", plain)) == [], term


def test_of_a_word_within_another_the_longer_is_explained() -> None:
    texts, _ = read_locales(
        {
            "languages.yaml": b"vi: {autonym: V}",
            "vi/bot.yaml": b"a: x",
            GLOSSARY: "án phí: tiền\nmiễn án phí: không phải nộp\nán: khác\n".encode(),
        },
        {},
    )
    assert texts.explained("Được Miễn án phí.") == [("miễn án phí", "không phải nộp")]
    assert texts.explained("Nộp án phí") == [("án phí", "tiền")]
    assert texts.explained("Bản ánh sáng") == []


def test_a_glossary_that_cannot_be_read_is_told_with_its_line() -> None:
    files = {"languages.yaml": b"vi: {autonym: V}", "vi/bot.yaml": b"a: x", GLOSSARY: b"a: [1"}
    _, problems = read_locales(files, {})
    assert any(problem.file == f"locales/{GLOSSARY}" for problem in problems)
