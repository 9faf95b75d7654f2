"""Text + a person's language → what is shown. Vietnamese is the authority; catalogs hold the rest.

Also here: the registry of languages, and the check of catalogs. Whatever a person sees passes through.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.pofile import PoFileError, read_po

from bot.chat import Button, Capabilities, Message, Moment, Rendered, Text, Value
from bot.flow.model import Risk, SourceText
from bot.flow.problems import Findings, Problem
from bot.flow.yaml_tree import Node, Scalar, Table, read_tree

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)?)\}")
AUTHORITY: Final = "vi"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the registry. ``formats`` is the CLDR locale for its dates; ``fallback`` ends in vi."""

    tag: str
    autonym: str
    formats: str
    fallback: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated text and the Vietnamese it was made from."""

    made_from: str
    words: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that can be said, in every language; a snapshot that is swapped whole."""

    languages: Mapping[str, Language]
    sources: Mapping[str, SourceText]
    catalogs: Mapping[str, Mapping[str, Translation]]

    def say(self, text: Text, language: str) -> str:
        """The words of a text in a language, or in the next one of its chain; raises KeyError when unknown."""
        if text.key == "quoted":
            return str(text.values["words"])
        return self._fill(self._words(text.key, language), text.values, language)

    def wordings(self, text: Text, language: str) -> tuple[str, ...]:
        """Every wording that a person of this language may type for a text: hers, and the Vietnamese."""
        own, vietnamese = self.say(text, language), self.say(text, AUTHORITY)
        return (own,) if own == vietnamese else (own, vietnamese)

    def digest(self, text: Text, language: str) -> str:
        """A digest of the very words that were shown."""
        return hashlib.sha256(self.say(text, language).encode()).hexdigest()[:16]

    def render(self, message: Message, language: str, channel: Capabilities) -> list[Rendered]:
        """A message in its final words, cut to what the channel takes; the buttons stand under the last part."""
        paragraphs = [self._paragraph(part, language) for part in message.says]
        rows = tuple(tuple(self._label(button, language) for button in row) for row in message.buttons)
        if channel.buttons == "none":
            paragraphs += ["\n".join(label for row in rows for label, _ in row)] if rows else []
            rows = ()
        parts = cut("\n\n".join(part for part in paragraphs if part), channel.max_length)
        share = message.share if channel.share else None
        last = Rendered(parts[-1], rows, share, message.settle, message.file, message.protect)
        return [*(Rendered(part, protect=message.protect) for part in parts[:-1]), last]

    def _paragraph(self, part: Text | tuple[Text, ...], language: str) -> str:
        lines = (part,) if isinstance(part, Text) else part
        return "\n".join(self.say(line, language) for line in lines)

    def _label(self, button: Button, language: str) -> tuple[str, str]:
        words = [str(button.number or ""), button.icon, self.say(button.label, language)]
        return " ".join(word for word in words if word), "" if button.share else button.data

    def _words(self, key: str, language: str) -> str:
        source = self.sources[key]
        for tag in (language, *self.languages[language].fallback):
            if tag == AUTHORITY:
                break
            found = self.catalogs.get(tag, {}).get(key)
            if found and found.words and (found.made_from == source.vi or source.risk != "high"):
                return found.words
        return source.vi

    def _fill(self, words: str, values: Mapping[str, Value], language: str) -> str:
        def value(match: re.Match[str]) -> str:
            return self._shown(values[match[1]], language)

        return PLACEHOLDER.sub(value, words)

    def _shown(self, value: Value, language: str) -> str:
        match value:
            case Text():
                return self.say(value, language)
            case tuple():
                return " · ".join(self.say(text, language) for text in value)
            case Moment():
                return _moment(value, self.languages[language].formats)
            case _:
                return str(value)


def cut(words: str, longest: int) -> list[str]:
    """Parts of at most ``longest`` UTF-16 units, cut at a paragraph, a line or a word where there is one."""
    parts = []
    while utf16_length(words) > longest:
        head = _head(words, longest)
        at = max(head.rfind("\n\n"), head.rfind("\n"), head.rfind(" "))
        at = at if at > len(head) // 2 else len(head)
        parts.append(words[:at].rstrip())
        words = words[at:].lstrip()
    return [*parts, words]


def utf16_length(words: str) -> int:
    """Length in UTF-16 units, the unit messengers count in."""
    return len(words) + sum(character > "\uffff" for character in words)


def placeholders(words: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(PLACEHOLDER.findall(words))


def plain(words: str, longest: int = 200) -> str:
    """A name or a title fit to be shown beside our words: no control, bidi or zero-width characters."""
    kept = "".join(
        " " if unicodedata.category(character) in ("Zl", "Zp", "Cc") else character
        for character in unicodedata.normalize("NFC", words)
        if unicodedata.category(character) != "Cf"
    )
    return " ".join(kept.split())[:longest]


def _head(words: str, longest: int) -> str:
    head = words[:longest]
    while utf16_length(head) > longest:
        head = head[: -max(1, (utf16_length(head) - longest) // 2)]
    return head


def _moment(moment: Moment, formats: str) -> str:
    at = datetime.datetime.fromtimestamp(moment.ms / 1000, ZONE)
    if moment.day:
        return format_date(at.date(), "dd/MM/yyyy", locale=formats)
    return format_datetime(at, "HH:mm dd/MM/yyyy", locale=formats)


# --- reading ---------------------------------------------------------------------------------

RISKS: Final[tuple[Risk, ...]] = ("low", "medium", "high")


def read_locales(
    files: Mapping[str, bytes], flow_texts: Mapping[str, SourceText]
) -> tuple[Texts, list[Problem]]:
    """Texts from the files of ``locales/`` (by path below it) and those of flows, with every problem found."""
    own, registry = Findings("locales/vi/bot.yaml"), Findings("locales/languages.yaml")
    sources = {**_own_texts(files.get("vi/bot.yaml", b""), own), **flow_texts}
    languages = _languages(files.get("languages.yaml", b""), registry)
    problems = [*own.problems, *registry.problems]
    catalogs: dict[str, dict[str, Translation]] = {tag: {} for tag in languages}
    for path, content in sorted(files.items()):
        tag, _, name = path.partition("/")
        if name.endswith(".po") and tag in catalogs:
            read, found = _catalog(f"locales/{path}", content)
            catalogs[tag] |= read
            problems += found
    texts = Texts(languages, sources, catalogs)
    return texts, problems + list(_check(texts))


def interrupt_words(files: Mapping[str, bytes]) -> frozenset[str]:
    """The Vietnamese words that call an interrupt in every flow."""
    own = _own_texts(files.get("vi/bot.yaml", b""), Findings("locales/vi/bot.yaml"))
    lists = (source.vi for key, source in own.items() if re.fullmatch(r"interrupt\.[a-z_]+\.words", key))
    return frozenset(word.strip() for words in lists for word in words.split(","))


def _own_texts(content: bytes, findings: Findings) -> dict[str, SourceText]:
    """``key: words``, or ``key: {text: words, risk: …, note: …}``."""
    root = read_tree(content, findings)
    if root is not None and not isinstance(root, Table):
        findings.add("wrong_shape", root.line, key="…:", wanted_vi="các dòng “tên: câu”", wanted_en="lines")
    entries = root.entries if isinstance(root, Table) else {}
    return {key: _source(node, findings) for key, node in entries.items()}


def _source(node: Node, findings: Findings) -> SourceText:
    parts = node.entries if isinstance(node, Table) else {"text": node}
    words = {name: part.text for name, part in parts.items() if isinstance(part, Scalar)}
    risk: Risk = next((risk for risk in RISKS if risk == words.get("risk")), "low")
    return SourceText(words.get("text", ""), risk, words.get("note", ""), findings.file, node.line)


def _languages(content: bytes, findings: Findings) -> dict[str, Language]:
    root = read_tree(content, findings)
    tables = root.entries if isinstance(root, Table) else {}
    return {tag: _language(tag, node) for tag, node in tables.items() if isinstance(node, Table)}


def _language(tag: str, table: Table) -> Language:
    words = {name: part.text for name, part in table.entries.items() if isinstance(part, Scalar)}
    fallback = tuple(words.get("fallback", AUTHORITY).split())
    return Language(tag, words.get("autonym", tag), words.get("formats", AUTHORITY), fallback)


def _catalog(name: str, content: bytes) -> tuple[dict[str, Translation], list[Problem]]:
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", 1) or 1
        return {}, [
            _problem("T1", "error", name, int(line), "không đọc được danh mục dịch", "cannot be read")
        ]
    read = {
        message.context: Translation(str(message.id), str(message.string or ""))
        for message in catalog
        if message.context
    }
    return read, []


def _check(texts: Texts) -> Iterable[Problem]:
    for tag in texts.languages:
        if tag == AUTHORITY:
            continue
        catalog = texts.catalogs[tag]
        for key, source in texts.sources.items():
            yield from _check_one(tag, key, source, catalog.get(key))
        for key in catalog.keys() - texts.sources.keys():
            yield _problem(
                "T1", "warning", f"locales/{tag}", 1, f"{key}: bản dịch thừa", f"{key}: no such text"
            )


def _check_one(tag: str, key: str, source: SourceText, found: Translation | None) -> Iterable[Problem]:
    where = (source.file, source.line)
    if found is None or not found.words:
        yield _problem("T1", "warning", *where, f"{key}: thiếu bản {tag}", f"{key}: {tag} is missing")
        return
    if found.made_from != source.vi:
        yield _problem("T1", "warning", *where, f"{key}: bản {tag} đã cũ", f"{key}: {tag} is stale")
    if placeholders(found.words) != placeholders(source.vi):
        yield _problem(
            "T2", "error", *where, f"{key}: bản {tag} sai chỗ trống", f"{key}: {tag} has other placeholders"
        )


def _problem(code: str, severity: str, file: str, line: int, vi: str, en: str) -> Problem:
    mend_vi, mend_en = MENDS[code]
    return Problem(code, severity, file, line, None, vi, en, mend_vi, mend_en)  # type: ignore[arg-type]


MENDS: Final = {
    "T1": ("Sửa tệp .po trong locales/.", "Mend the .po file in locales/."),
    "T2": (
        "Chép đúng các chỗ trống {…} như bản tiếng Việt.",
        "Copy the placeholders {…} as they are in Vietnamese.",
    ),
}
