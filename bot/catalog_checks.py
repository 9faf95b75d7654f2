"""What is wrong in the catalogs besides placeholders: plural forms, other numbers, long labels, spelling."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from babel.messages.pofile import PoFileError, read_po

from bot.domain import tai_viet
from bot.domain.rpa import strange_words
from bot.locales import RPA, TAI_VIET
from bot.problems import Findings, Problem, Sentence, error, warning
from bot.texts import LABEL, Language, Texts, Translation

WORD: Final = re.compile(r"[^\W\d_]+")
NUMBER: Final = re.compile(r"\d+")


def check_catalogs(texts: Texts, files: Mapping[str, bytes], folder: str = "locales") -> list[Problem]:
    """Every fault in the .po files (by path below ``locales/``). Language detection is no part of it: it errs on short
    sentences, and nobody's language is decided by a machine."""
    problems: list[Problem] = []
    for path, content in sorted(files.items()):
        language = texts.languages.get(path.partition("/")[0])
        if language is not None and path.endswith(".po"):
            findings = Findings(f"{folder}/{path}", _SENTENCES)
            _check(texts, language, content, findings)
            problems += findings.problems
    return problems


def _check(texts: Texts, language: Language, content: bytes, findings: Findings) -> None:
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError):
        return  # told where the catalogs are read
    for message in catalog:
        if not message.context:
            continue
        line = message.lineno or 1
        if message.pluralizable:
            findings.add("plural", line, key=message.context)
        source = texts.sources.get(message.context)
        found = texts.catalogs.get(language.tag, {}).get(message.context)
        if source and found and found.words:
            for slug, values in _faults(message.context, source.vi, found, language):
                findings.add(slug, line, key=message.context, **values)


def _faults(
    key: str, vi: str, found: Translation, language: Language
) -> Iterator[tuple[str, dict[str, object]]]:
    if language.status != "complete" and found.made_from == vi and _numbers(vi) != _numbers(found.words):
        yield "numbers_differ", {"there": ", ".join(_numbers(vi)) or "–"}
    most = longest(key, vi)
    if most is not None and len(found.words) > most:
        yield "label_long", {"count": len(found.words), "most": most}
    if strange := strange_in(key, vi, found.words, language):
        yield "spelling", {"words": ", ".join(strange)}


def longest(key: str, vi: str) -> int | None:
    """So many letters an answer on a button may have; None for everything else."""
    return max(LABEL, len(vi)) if ".opt." in key else None


def strange_in(key: str, vi: str, words: str, language: Language) -> list[str]:
    """Words that the spelling of the language does not know; what stands so in the Vietnamese too is a name."""
    if language.spelling == TAI_VIET:
        return tai_viet.strange_words(words)
    if language.spelling != RPA or key.endswith(".words"):
        return []
    known = frozenset(WORD.findall(vi.casefold()))
    return [word for word in strange_words(words) if word.casefold() not in known]


def _numbers(words: str) -> list[str]:
    """The numbers in a text, in our digits whatever the script."""
    found = NUMBER.findall(words)
    return sorted("".join(str(unicodedata.digit(digit)) for digit in number) for number in found)


_SENTENCES: Mapping[str, Sentence] = {
    "plural": error(
        "T7", "{key}: có dạng số nhiều.", "{key} has plural forms.",
        "Viết một dạng: msgid và msgstr.", "Write one form: msgid and msgstr.",
    ),
    "numbers_differ": error(
        "T7", "{key}: số khác bản tiếng Việt.", "{key}: the numbers differ from the Vietnamese.",
        "Chép đúng các số: {there}.", "Copy these numbers: {there}.",
    ),
    "label_long": warning(
        "T7", "{key}: chữ trên nút dài {count} chữ cái.", "{key}: the label has {count} letters.",
        "Viết ngắn lại, nhiều nhất {most}.", "Make it shorter, {most} at most.",
    ),
    "spelling": warning(
        "T7", "{key}: chữ không đúng chính tả: {words}.", "{key}: not spelt as this script is: {words}.",
        "Xem lại; tên riêng và chữ mượn thì để nguyên.", "Look again; names and loanwords may stay.",
    ),
}  # fmt: skip
