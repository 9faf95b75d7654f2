"""The files of ``locales/`` → texts: the registry of languages, the program's own words, and the catalogs.

Everything wrong in them is found, also a translation that is missing, stale, or has other placeholders.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, get_args

from babel.localedata import locale_identifiers
from babel.messages.pofile import PoFileError, read_po

from bot.catalogs import made_from, one_form
from bot.display import REVIEW_COLUMNS, REVIEWS, Review, Verdict, nfc
from bot.flow.model import Risk, SourceText
from bot.problems import Findings, Problem, Sentence, error, warning
from bot.recordings import RECORDINGS, read_recordings
from bot.reviewed import judged_all, playable_all
from bot.texts import AUTHORITY, Gate, Language, Status, Texts, Translation, placeholders
from bot.yaml_form import FORM_SENTENCES, Form, read_form
from bot.yaml_tree import Table

OWN: Final = "vi/bot.yaml"
GLOSSARY: Final = "vi/glossary.yaml"
"""Words of the law with what they mean to somebody who never read it, for translators."""
REGISTRY: Final = "languages.yaml"
RPA: Final = "rpa"
"""The script of Mông that no decree knows and most who read Mông read; the Centre decides whether it is shown."""
CHV: Final = "chv"
"""The script of Mông that Decree 206-CP of 1961 made, taught in schools."""
TAI_VIET: Final = "tai_viet"
"""The old script of the Thái: a reading in letters stands beside it for who checks."""

_LANGUAGE: Final = tuple(
    "autonym name_vi script dialect text voice formats fallback gate status spelling".split()
)
_KEY: Final = re.compile(rb"^msgctxt ", re.MULTILINE)
_YES_NO: Final = ("yes", "no")
_SPELLINGS: Final = (RPA, CHV, TAI_VIET)
_INTERRUPT: Final = re.compile(r"interrupt\.[a-z_]+\.words")


def read_locales(
    files: Mapping[str, bytes],
    others: Mapping[str, SourceText],
    folder: str = "locales",
    *,
    for_citizens: Callable[[str], bool] = lambda _: True,
    shows_rpa: bool = True,
    scripts: Callable[[Mapping[str, SourceText]], Mapping[str, str]] = lambda _: {},
) -> tuple[Texts, list[Problem]]:
    """Texts from the files of ``locales/`` (by path below it) and those of others, with every problem found.

    ``folder`` is put before the names of files in the problems. ``for_citizens``: does a citizen read the text of this
    key? Without ``shows_rpa`` what is written in that script stays in its file. ``scripts``: what is
    spoken for a text, where that is more than its words.
    """
    found = _Found(folder)
    sources = {**_own_texts(files.get(OWN, b""), found.of(OWN)), **others}
    languages = _languages(files.get(REGISTRY, b""), found.of(REGISTRY))
    if not shows_rpa:
        languages = {
            tag: replace(one, text=False) if one.spelling == RPA else one for tag, one in languages.items()
        }
    catalogs: dict[str, dict[str, Translation]] = {tag: {} for tag in languages}
    for path, content in sorted(files.items()):
        tag, _, name = path.partition("/")
        if name.endswith(".po") and tag in catalogs:
            catalogs[tag] |= _catalog(content, found.of(path))
        elif name.endswith(".po"):
            found.of(path).add("language_unknown", 1, name=tag, options=languages)
    reviews = read_reviews(files.get(REVIEWS, b""), found.of(REVIEWS))
    spoken = {
        place: made
        for place, made in read_recordings(files.get(RECORDINGS, b""), found.of(RECORDINGS)).items()
        if place[0] in languages and place[1] in sources
    }
    texts = Texts(
        languages,
        sources,
        judged_all(catalogs, sources, reviews, languages),
        frozenset(filter(for_citizens, sources)),
        scripts(sources),
        reviews=reviews,
        spoken=spoken,
        glossary=_glossary(files.get(GLOSSARY, b""), found.of(GLOSSARY)),
    )
    texts = replace(texts, recordings=playable_all(texts))
    _check(texts, found)
    return texts, found.problems


def interrupt_words(files: Mapping[str, bytes]) -> frozenset[str]:
    """The Vietnamese words that call an interrupt in every flow."""
    own = _own_texts(files.get(OWN, b""), _Found("").of(OWN))
    lists = (source.vi for key, source in own.items() if _INTERRUPT.fullmatch(key))
    return frozenset(word.strip() for words in lists for word in words.split(","))


@dataclass(frozen=True, slots=True)
class _Found:
    """The findings of every file, those of other folders too: a flow's text may lack a translation."""

    folder: str
    by_file: dict[str, Findings] = field(default_factory=dict)

    def of(self, path: str) -> Findings:
        return self.at(f"{self.folder}/{path}")

    def at(self, file: str) -> Findings:
        return self.by_file.setdefault(file, Findings(file, _SENTENCES))

    @property
    def problems(self) -> list[Problem]:
        return [problem for findings in self.by_file.values() for problem in findings.problems]


# --- the program's own texts -----------------------------------------------------------------


def _own_texts(content: bytes, findings: Findings) -> dict[str, SourceText]:
    """``key: words``, or ``key: {text: words, risk: …, note: …}``."""
    top = read_form(content, findings)
    return {key: _source(top, key) for key in top.table.entries} if top else {}


def _source(top: Form, key: str) -> SourceText:
    line = top.line(key)
    if not isinstance(top.table.entries[key], Table):
        return SourceText(top.word(key), "low", "", top.findings.file, line)
    form = top.form(key, ("text", "risk", "note"))
    assert form is not None
    risk: Risk = form.one_of("risk", get_args(Risk), "low")
    return SourceText(form.word("text", required=True), risk, form.word("note"), top.findings.file, line)


def _glossary(content: bytes, findings: Findings) -> dict[str, str]:
    """Without the file there is none."""
    top = read_form(content, findings) if content else None
    return {nfc(term): top.word(term) for term in top.table.entries} if top else {}


# --- the registry ----------------------------------------------------------------------------


def _languages(content: bytes, findings: Findings) -> dict[str, Language]:
    top = read_form(content, findings)
    if top is None:
        return {}
    if AUTHORITY not in top.table.entries:
        top.problem("key_missing", key=AUTHORITY)
    forms = {tag: top.form(tag, _LANGUAGE) for tag in top.table.entries}
    return {tag: _language(tag, form, forms) for tag, form in forms.items() if form}


def _language(tag: str, form: Form, tags: Iterable[str]) -> Language:
    fallback = tuple(form.word("fallback").split()) or (AUTHORITY,)
    for other in fallback:
        if other not in tags:
            form.problem("value_unknown", "fallback", key="fallback", name=other, options=tags)
    autonym = form.word("autonym", required=True)
    gate: Gate = form.one_of("gate", get_args(Gate), "fallback")
    status: Status = form.one_of("status", get_args(Status), "complete" if tag == AUTHORITY else "draft")
    return Language(
        tag,
        autonym,
        form.one_of("formats", locale_identifiers(), AUTHORITY),
        fallback,
        form.word("name_vi") or autonym,
        form.word("script") or "Latn",
        form.word("dialect"),
        form.one_of("text", _YES_NO, "yes") == "yes",
        form.one_of("voice", _YES_NO, "no") == "yes",
        gate,
        status,
        form.one_of("spelling", _SPELLINGS, None) or "",
    )


# --- the reviews -----------------------------------------------------------------------------


def read_reviews(content: bytes, findings: Findings) -> Mapping[tuple[str, str], tuple[Review, ...]]:
    """The reviews in their order, by language and key. A line is only ever added at the end."""
    reviews: dict[tuple[str, str], tuple[Review, ...]] = {}
    lines = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace")))
    for row in lines:
        if not row or (lines.line_num == 1 and tuple(row) == REVIEW_COLUMNS):
            continue
        if len(row) != len(REVIEW_COLUMNS) or row[3] not in get_args(Verdict):
            findings.add("review_unreadable", lines.line_num, columns=", ".join(REVIEW_COLUMNS))
            continue
        language, key, digest, verdict, reviewer, date = row
        review = Review(language, key, digest, verdict, reviewer, date)  # type: ignore[arg-type] # one of them
        reviews[language, key] = (*reviews.get((language, key), ()), review)
    return reviews


# --- the catalogs ----------------------------------------------------------------------------


def _catalog(content: bytes, findings: Findings) -> Mapping[str, Translation]:
    try:
        return _parsed(content)
    except _Unreadable as fault:
        findings.add("catalog_unreadable", fault.line, what=str(fault))
        return {}


class _Unreadable(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@lru_cache(maxsize=256)
def _parsed(content: bytes) -> Mapping[str, Translation]:
    """A catalog by key. Every reload reads all of them, and hardly one has changed."""
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        raise _Unreadable(int(getattr(fault, "lineno", 1) or 1), str(fault)) from None
    messages = [message for message in catalog if message.context]
    if len(messages) != len(_KEY.findall(content)):
        # A file that was cut off is read without a word; a language must not fall silent by that.
        raise _Unreadable(1, "msgctxt ≠ msgid, msgstr")
    return {
        message.context: Translation(nfc(made_from(message)), nfc(one_form(message.string)))
        for message in messages
        if message.context
    }


def _check(texts: Texts, found: _Found) -> None:
    for tag, catalog in texts.catalogs.items():
        if tag == AUTHORITY:
            continue
        whole = texts.languages[tag].status == "complete"
        for key, source in texts.sources.items():
            translated = catalog.get(key)
            # A language that is still being made is counted by «texts --status», not told text by text.
            if whole or (translated and translated.words):
                for slug in _faults(source, translated):
                    found.at(source.file).add(slug, source.line, key=key, tag=tag)
        for key in sorted(catalog.keys() - texts.sources.keys()):
            found.of(tag).add("translation_extra", 1, key=key, tag=tag)


def _faults(source: SourceText, translated: Translation | None) -> Iterator[str]:
    if translated is None or not translated.words:
        yield "translation_missing"
        return
    if translated.made_from != source.vi:
        yield "translation_stale"
    if placeholders(translated.words) != placeholders(source.vi):
        yield "placeholders_differ"


_SENTENCES: Mapping[str, Sentence] = {
    **FORM_SENTENCES,
    "language_unknown": warning(
        "T1", "Tiếng “{name}” chưa có trong languages.yaml; bản dịch này chưa dùng.",
        "Language “{name}” is not in languages.yaml; this translation is not used.", "{near_vi}", "{near_en}",
    ),
    "catalog_unreadable": error(
        "T1", "Không đọc được danh mục dịch: {what}.", "This catalog cannot be read: {what}.",
        "Sửa tệp .po, hoặc lấy lại bản trước.", "Mend the .po file, or take the one before.",
    ),
    "translation_missing": warning(
        "T1", "{key}: thiếu bản {tag}.", "{key}: {tag} is missing.",
        "Dịch thêm vào tệp .po của {tag}.", "Translate it in a .po file of {tag}.",
    ),
    "translation_stale": warning(
        "T1", "{key}: bản {tag} đã cũ.", "{key}: {tag} is stale.",
        "Dịch lại, chép câu tiếng Việt mới vào msgid.", "Translate it again and copy the new Vietnamese into msgid.",
    ),
    "review_unreadable": error(
        "T6", "Dòng này không phải một lần duyệt.", "This line is no review.",
        "Viết đủ các cột: {columns}; verdict là approve, compare, reject hoặc not_needed.",
        "Write these columns: {columns}; the verdict is approve, compare, reject or not_needed.",
    ),
    "recording_unreadable": error(
        "T6", "Dòng này không phải một bản thu.", "This line is no recording.",
        "Viết đủ các cột: {columns}; seconds là số giây, standing là made hoặc withdrawn.",
        "Write these columns: {columns}; seconds is a number, standing is made or withdrawn.",
    ),
    "translation_extra": warning(
        "T1", "{key}: bản dịch thừa.", "{key}: there is no such text.",
        "Xoá khỏi tệp .po.", "Remove it from the .po file.",
    ),
    "placeholders_differ": error(
        "T2", "{key}: bản {tag} sai chỗ trống.", "{key}: {tag} has other placeholders.",
        "Chép đúng các chỗ trống {…} như bản tiếng Việt.", "Copy the placeholders {…} as they are in Vietnamese.",
    ),
}  # fmt: skip
