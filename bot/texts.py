"""Text + a person's language → what is shown. Vietnamese is the authority; catalogs hold the rest.

Whatever a person sees passes through. The files are read in ``locales``.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.chat import Button, Capabilities, Message, Moment, Rendered, Text, Value
from bot.flow.model import SourceText
from bot.flow.pinning import plain_key

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
        words = "\n\n".join(part for part in paragraphs if part)
        parts = cut(words, channel.max_length)
        if message.file and utf16_length(words) > channel.max_caption:
            parts.append("")
        share = message.share if channel.share else None
        topic = (message.topic.code, self.say(message.topic.title, language)) if message.topic else None
        last = Rendered(parts[-1], rows, share, message.settle, message.file, message.protect, topic)
        return [*(Rendered(part, protect=message.protect, topic=topic) for part in parts[:-1]), last]

    def _paragraph(self, part: Text | tuple[Text, ...], language: str) -> str:
        lines = (part,) if isinstance(part, Text) else part
        return "\n".join(self.say(line, language) for line in lines)

    def _label(self, button: Button, language: str) -> tuple[str, str]:
        words = (str(button.number or ""), button.icon, self.say(button.label, language))
        return " ".join(filter(None, words)), "" if button.share else button.data

    def _words(self, key: str, language: str) -> str:
        source = self.sources[key]
        for tag in (language, *self.languages[language].fallback):
            if tag == AUTHORITY:
                break
            found = self.catalogs.get(tag, {}).get(plain_key(key))
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
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


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
