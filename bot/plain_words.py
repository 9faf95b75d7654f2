"""Is a Vietnamese sentence short, and in words that a village person uses? The words stand in ``vi/plain.yaml``. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.problems import Findings, Sentence, error, warning
from bot.yaml_form import FORM_SENTENCES, Form, read_form

Kind: TypeAlias = Literal["question", "consent", "label", "notice"]
"""A consent is a question that may address people as paper does; a label stands on a button or at the head."""

Fault: TypeAlias = tuple[str, dict[str, object]]
"""The sentence of a problem and the values that fill it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``sentences`` are those of a question or label; a notice may have several paragraphs."""

    question_words: int
    sentence_words: int
    sentences: int
    paragraph_sentences: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is looked for, a group of the pattern each; ``instead`` says in that order what to say."""

    pattern: re.Pattern[str]
    instead: tuple[str, ...]

    def found(self, words: str) -> Iterator[tuple[str, str]]:
        """Each phrase of these words once, as it stands there, with what to say instead."""
        seen = {match.lastindex or 0: _spaced(match[0]) for match in self.pattern.finditer(words)}
        yield from ((phrase, self.instead[group - 1]) for group, phrase in seen.items())

    def without(self, words: str) -> str:
        """The words with a gap where a phrase stood."""
        return self.pattern.sub(_GAP, words)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The file, read. ``on_paper`` are the pronouns of consent and notices; ``exempt`` phrases mean something else."""

    limits: Limits
    avoid: Phrases
    never: Phrases
    gone: Phrases
    pronouns: Phrases
    on_paper: Phrases
    exempt: Phrases


def read_plain_words(content: bytes, findings: Findings) -> PlainWords | None:
    """The words of the file, or None after a problem; the findings must know ``SENTENCES``."""
    top = read_form(content, findings, _TOP)
    if top is None:
        return None
    words = PlainWords(
        _limits(top.form("limits", _LIMITS)),
        _map(top, "avoid", unless_explained=True),
        _map(top, "never"),
        _map(top, "gone"),
        *(_list(top, name) for name in ("pronouns", "pronouns_on_paper", "exempt")),
    )
    return None if findings.failed else words


def faults(words: str, kind: Kind, plain: PlainWords) -> Iterator[Fault]:
    """What makes these words hard to understand, or wrong to say."""
    yield from _long(words, kind, plain.limits)
    for old in dict.fromkeys(_OLD_SPELLING.findall(words)):
        yield "old_spelling", {"word": old, "right": respelled(old)}
    said = plain.exempt.without(respelled(words))
    for slug, phrases in (("never_said", plain.never), ("gone", plain.gone)):
        yield from _named(slug, phrases, said)
    # A quoted label has its own check, and words for somebody else to say are not the program's.
    own = _QUOTED.sub(_GAP, said)
    yield from _named("office_word", plain.avoid, own)
    spoken = plain.on_paper.without(own) if kind in ("consent", "notice") else own
    yield from _named("pronoun", plain.pronouns, spoken)


def respelled(words: str) -> str:
    """With the tone on the last vowel of oa, oe and uy (toà, khoẻ, uỷ), and one kind of apostrophe."""
    return _OLD_SPELLING.sub(lambda found: _tone_moved(found[0]), re.sub("[’ʼ]", "'", words))


# --- length ----------------------------------------------------------------------------------


def _long(words: str, kind: Kind, limits: Limits) -> Iterator[Fault]:
    if kind in ("question", "consent") and _count(words) > limits.question_words:
        yield "question_long", {"count": _count(words), "limit": limits.question_words}
    for sentence in _sentences(words):
        if _count(sentence) > limits.sentence_words:
            start = " ".join(sentence.split()[:_SHOWN])
            yield "sentence_long", {"count": _count(sentence), "limit": limits.sentence_words, "start": start}
    # A receipt or an end must say several things; a line between them is room to breathe.
    parts = words.split("\n") if kind == "notice" else [words]
    most = limits.paragraph_sentences if kind == "notice" else limits.sentences
    for count in (len(_sentences(part)) for part in parts):
        if count > most:
            yield "many_sentences", {"count": count, "limit": most}


def _sentences(words: str) -> list[str]:
    """Pieces with a letter in them: the “1.” of a list is none."""
    return [part for part in _SENTENCE_END.split(words) if any(char.isalpha() for char in part)]


def _count(words: str) -> int:
    """Words between spaces; a placeholder is one, a dash or an icon none."""
    return sum(bool(re.search(r"\w", word)) for word in words.split())


# --- words -----------------------------------------------------------------------------------


def _named(slug: str, phrases: Phrases, words: str) -> Iterator[Fault]:
    for word, instead in phrases.found(words):
        yield slug, {"word": word, "instead": instead}


def _tone_moved(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", re.sub(f"([{_TONES}])(.)", r"\2\1", apart))


_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_OLD_SPELLING: Final = re.compile(r"\b\w*(?:[òỏõóọ][ae]|[ùủũúụ]y)\b", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][»”)])\s+|\n+")
_QUOTED: Final = re.compile("«[^»]*»|“[^”]*”")
_GAP: Final = " · "
_SHOWN: Final = 6


# --- the file --------------------------------------------------------------------------------

_LIMITS: Final = ("question_words", "sentence_words", "sentences", "paragraph_sentences")
_TOP: Final = ("limits", "avoid", "never", "gone", "pronouns", "pronouns_on_paper", "exempt")


def _limits(form: Form | None) -> Limits:
    """A question is heard once and kept in mind: 12 words; one breath is 25; a paragraph on a phone four lines."""
    usual = {"question_words": 12, "sentence_words": 25, "sentences": 2, "paragraph_sentences": 4}
    return Limits(*(form.number(name, 1, 99, usual[name]) if form else usual[name] for name in _LIMITS))


def _map(top: Form, key: str, *, unless_explained: bool = False) -> Phrases:
    """``phrase: what to say instead``."""
    form = top.form(key, None)
    instead: dict[str, str] = {}
    if form:
        instead = {phrase: form.word(phrase, required=True) for phrase in form.table.entries}
        for phrase in instead:
            _check(phrase, form.line(phrase), top.findings)
    return _phrases(instead, unless_explained=unless_explained)


def _list(top: Form, key: str) -> Phrases:
    words = top.scalars(key)
    for word in words:
        _check(word.text, word.line, top.findings)
    return _phrases({word.text: "" for word in words})


def _check(phrase: str, line: int, findings: Findings) -> None:
    if not any(char.isalpha() for char in phrase):
        findings.add("phrase_empty", line, word=phrase)


def _phrases(instead: Mapping[str, str], *, unless_explained: bool = False) -> Phrases:
    """Whole words, the longest phrase first; ``unless_explained``: not where brackets follow."""
    longest = sorted(instead, key=len, reverse=True)
    choice = "|".join(f"({_searched(respelled(phrase))})" for phrase in longest)
    end = r"(?!\w)(?!\s*\()" if unless_explained else r"(?!\w)"
    pattern = rf"(?<!\w)(?:{choice}){end}" if choice else r"(?!)"
    return Phrases(re.compile(pattern), tuple(instead[phrase] for phrase in longest))


def _searched(phrase: str) -> str:
    """Small letters also find capitals; a phrase with a capital is a name, found so, or at the head of a sentence."""
    pattern = r"\s+".join(map(re.escape, phrase.split()))
    if phrase == phrase.lower():
        return f"(?i:{pattern})"
    return f"(?i:{pattern[0]}){pattern[1:]}" if phrase[0].islower() else pattern


def _spaced(words: str) -> str:
    return " ".join(words.split())


_WORDS: Mapping[str, Sentence] = {
    "plain_missing": warning(
        "T4", "Chưa có bảng chữ bà con không dùng.", "The list of words that people do not use is missing.",
        "Lấy tệp này của bản phát hành.", "Take this file of the release.",
    ),
    "question_long": warning(
        "T4", "{key}: câu hỏi dài {count} chữ, nhiều nhất {limit}.", "{key}: a question of {count} words; at most {limit}.",
        "Hỏi một điều thôi, bỏ chữ thừa.", "Ask one thing, and drop what is not needed.",
    ),
    "sentence_long": warning(
        "T4", "{key}: câu «{start} …» dài {count} chữ, nhiều nhất {limit}.",
        "{key}: the sentence “{start} …” has {count} words; at most {limit}.",
        "Cắt làm hai câu.", "Make it two sentences.",
    ),
    "many_sentences": warning(
        "T4", "{key}: {count} câu liền, nhiều nhất {limit}.", "{key}: {count} sentences in one go; at most {limit}.",
        "Bớt đi; lời báo thì xuống dòng cho dễ đọc.", "Take some away; in a notice, begin a new line.",
    ),
    "office_word": warning(
        "T4", "{key}: «{word}» là chữ giấy tờ.", "{key}: “{word}” is an office word.",
        "Nói: {instead}.", "Say instead: {instead}.",
    ),
    "never_said": warning(
        "T4", "{key}: không gọi người ta là «{word}».", "{key}: people are not called “{word}”.",
        "Nói: {instead}.", "Say instead: {instead}.",
    ),
    "gone": warning(
        "T4", "{key}: không còn {word} từ 1/7/2025.", "{key}: “{word}” no longer exists since 1/7/2025.",
        "Nói: {instead}. Chỗ cũ thì viết «{word} cũ».", "Say instead: {instead}. Of the past, write “{word} cũ”.",
    ),
    "pronoun": warning(
        "T4", "{key}: máy xưng hô «{word}».", "{key}: the program addresses people with “{word}”.",
        "Bỏ chữ ấy; không cần xưng hô cũng rõ.", "Leave it out; it is clear without.",
    ),
    "old_spelling": warning(
        "T4", "{key}: «{word}» viết kiểu khác các câu kia.", "{key}: “{word}” is spelt unlike everywhere else.",
        "Viết «{right}».", "Write “{right}”.",
    ),
    "phrase_empty": error(
        "L7", "“{word}” không có chữ nào để tìm.", "“{word}” has no letters to look for.",
        "Viết chữ cần tìm, hoặc bỏ dòng này.", "Write the words to look for, or remove the line.",
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentence] = {**FORM_SENTENCES, **_WORDS}
