"""Text + a person's language → what is shown. Vietnamese is the authority; catalogs hold the rest.

Whatever a person sees passes through. The files are read in ``locales``.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from bot.chat import Capabilities, Message, Moment, Rendered, Rows, Text, Value
from bot.display import PLACEHOLDER, Display, Review, State, digest_of, display, state_of
from bot.flow.model import SourceText
from bot.flow.pinning import plain_key
from bot.recordings import Recording

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
AUTHORITY: Final = "vi"
DRAFT: Final = "⚠️"
"""Stands before words that nobody who speaks the language has approved."""
LABEL: Final = 30
"""Letters that a button shows on a small telephone."""


Gate: TypeAlias = Literal["fallback", "block", "audio_optional"]
"""When people can choose a language: as soon as anything of it can be read or heard, as a trial; or only once every text of
high risk was approved, in writing or by voice; or in writing alone."""
Status: TypeAlias = Literal["complete", "draft", "to_fill", "voice"]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the registry. ``formats`` is the CLDR locale for its dates; ``fallback`` ends in vi.

    ``name_vi`` names the language and no script: which script of Mông somebody reads hints at her faith.
    ``text``: may it be shown in writing? A ``complete`` one comes with the program and needs no Vietnamese beside it.
    ``spelling`` names the rules its writing is held against.
    """

    tag: str
    autonym: str
    formats: str
    fallback: tuple[str, ...]
    name_vi: str = ""
    script: str = "Latn"
    dialect: str = ""
    text: bool = True
    voice: bool = False
    gate: Gate = "fallback"
    status: Status = "complete"
    spelling: str = ""

    @property
    def told(self) -> str:
        """What others are told that somebody reads: of languages with several scripts, not which of them."""
        return self.name_vi if self.spelling else self.autonym


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated text, the Vietnamese it was made from, and what people made of it."""

    made_from: str
    words: str
    state: State = "draft"


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a text. ``draft``: nobody who speaks the language has approved it."""

    words: str
    language: str
    draft: bool = False

    @property
    def shown(self) -> str:
        """With the mark of a draft."""
        return f"{DRAFT} {self.words}" if self.draft else self.words


def question_of(key: str) -> str:
    """The key of the question under which an answer stands; of anything else, its own."""
    step, _, option = key.partition(".opt.")
    return f"{step}.text" if option else key


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything that can be said, in every language; a snapshot that is swapped whole.

    ``for_citizens`` are the keys of what citizens read: only that is translated into the languages of the province.
    ``scripts``: by key what is spoken for a text, where that is more than its words. ``recordings`` are the approved ones, by
    language and key; ``spoken`` all that nobody withdrew, and ``reviews`` what was said of either, in their order.
    """

    languages: Mapping[str, Language]
    sources: Mapping[str, SourceText]
    catalogs: Mapping[str, Mapping[str, Translation]]
    for_citizens: frozenset[str] = frozenset()
    scripts: Mapping[str, str] = field(default_factory=dict)
    recordings: Mapping[tuple[str, str], Recording] = field(default_factory=dict)
    spoken: Mapping[tuple[str, str], tuple[Recording, ...]] = field(default_factory=dict)
    reviews: Mapping[tuple[str, str], tuple[Review, ...]] = field(default_factory=dict)
    glossary: Mapping[str, str] = field(default_factory=dict)
    """Words of the law and what they mean to somebody who never read it."""

    def versions(self, text: Text, language: str) -> tuple[Version, ...]:
        """The wordings in which a text is shown to a person of this language, in their order (display.py); raises KeyError
        when it is unknown."""
        if text.key == "quoted":
            return (Version(str(text.values["words"]), AUTHORITY),)
        vietnamese = Version(self._fill(self.sources[text.key].vi, text.values, AUTHORITY), AUTHORITY)
        found = self._found(text.key, language)
        if found is None:
            return (vietnamese,)
        tag, translation, shows = found
        own = Version(self._fill(translation.words, text.values, language), tag, shows == "draft_below")
        if self.languages[language].status == "complete":
            return (replace(own, draft=False),)
        if own.words == vietnamese.words:
            return (vietnamese,)
        return (own, vietnamese) if shows == "own_first" else (vietnamese, own)

    def say(self, text: Text, language: str) -> str:
        """A text as it stands where there is room for one string: all its versions."""
        shown = [version.shown for version in self.versions(text, language)]
        return (" · " if sum(map(len, shown)) <= LABEL else "\n").join(shown)

    def own(self, text: Text, language: str) -> str:
        """The words in the person's own language alone, or Vietnamese where none may be shown: what stands within
        another text, is typed, or is matched."""
        versions = self.versions(text, language)
        return next((one.words for one in versions if one.language != AUTHORITY), versions[0].words)

    def wordings(self, text: Text, language: str) -> tuple[str, ...]:
        """Every wording that a person of this language may type for a text: hers, and the Vietnamese."""
        own, vietnamese = self.own(text, language), self.own(text, AUTHORITY)
        return (own,) if own == vietnamese else (own, vietnamese)

    def digest(self, text: Text, language: str) -> str:
        """A digest of the very words that were shown, in their order."""
        shown = "\n".join(version.shown for version in self.versions(text, language))
        return hashlib.sha256(shown.encode()).hexdigest()[:16]

    def is_for_staff(self, says: Iterable[Text]) -> bool:
        """Is one of these a text that citizens never read?"""
        return any(one.key != "quoted" and plain_key(one.key) not in self.for_citizens for one in says)

    def explained(self, words: str) -> list[tuple[str, str]]:
        """The words of the law in these, each with what it means; of one within another only the longer."""
        there = [term for term in self.glossary if re.search(rf"\b{re.escape(term)}\b", words, re.IGNORECASE)]
        return [
            (term, self.glossary[term])
            for term in there
            if not any(term != longer and term in longer for longer in there)
        ]

    def script(self, key: str) -> str:
        """What is spoken for a text, in Vietnamese."""
        return self.scripts.get(key) or self.sources[key].vi

    def recording(self, key: str, language: str) -> Recording | None:
        """What may be played for a text: approved, and spoken from the script of today, in a language that has a voice here.
        Never that of a sibling language."""
        if not self.languages[language].voice or key not in self.sources:
            return None
        found = self.recordings.get((language, plain_key(key)))
        return found if found and found.source == digest_of(self.script(key), "") else None

    def state(self, key: str, language: str) -> State:
        """What became of the translation of a text."""
        found = self.catalogs.get(language, {}).get(plain_key(key))
        source = self.sources[key]
        return found.state if found else state_of(source.vi, "", "", source.risk, ())

    def offered(self) -> tuple[str, ...]:
        """The languages that people can choose."""
        return tuple(tag for tag in self.languages if self._is_offered(tag))

    def is_trial(self, tag: str) -> bool:
        """Is something on which a right or a life depends still missing in this language?"""
        if self.languages[tag].status == "complete":
            return False
        return any(
            source.risk == "high" and not self._is_understood(key, tag)
            for key, source in self.sources.items()
            if key in self.for_citizens
        )

    def _is_understood(self, key: str, tag: str) -> bool:
        """Can somebody who knows only this language read or hear what was approved?"""
        in_writing = self.languages[tag].text and self.state(key, tag) in ("approved", "not_needed")
        if in_writing or self.languages[tag].gate == "audio_optional":
            return in_writing
        question = question_of(key)
        with_it = question in self.scripts and self.recording(question, tag) is not None
        return with_it or self.recording(key, tag) is not None

    def _is_offered(self, tag: str) -> bool:
        language = self.languages[tag]
        if language.status == "complete":
            return True
        if language.gate != "fallback":
            return not self.is_trial(tag)
        in_writing = language.text and any(one.words for one in self.catalogs.get(tag, {}).values())
        return in_writing or any(self.recording(key, tag) for tongue, key in self.recordings if tongue == tag)

    def render(self, message: Message, language: str, channel: Capabilities) -> list[Rendered]:
        """A message in its final words, cut to what the channel takes; the buttons stand under the last part."""
        if message.plays:
            found = self.recording(message.plays, message.tongue or language) if channel.files else None
            buttons, _ = self._labels(message.buttons, language)
            return [Rendered("", buttons, recording=found.sha256)] if found else []
        paragraphs = [self._paragraph(part, language) for part in message.says]
        rows, above = self._labels(message.buttons, language)
        paragraphs.append("\n".join(above))
        if channel.buttons == "none":
            paragraphs += ["\n".join(label for row in rows for label, _ in row)] if rows else []
            rows = ()
        words = "\n\n".join(part for part in paragraphs if part)
        parts = cut(words, channel.max_length)
        if message.file and utf16_length(words) > channel.max_caption:
            parts.append("")
        share = message.share if channel.share else None
        topic = (message.topic.code, self.own(message.topic.title, language)) if message.topic else None
        last = Rendered(parts[-1], rows, share, message.settle, message.file, message.protect, topic)
        return [*(Rendered(part, protect=message.protect, topic=topic) for part in parts[:-1]), last]

    def _paragraph(self, part: Text | tuple[Text, ...], language: str) -> str:
        lines = (part,) if isinstance(part, Text) else part
        return "\n".join(version.shown for line in lines for version in self.versions(line, language))

    def _labels(
        self, buttons: Rows, language: str
    ) -> tuple[tuple[tuple[tuple[str, str], ...], ...], list[str]]:
        """The words on the buttons with their data, and the lines above them for versions that have no room there.

        The answers of a question are all written alike: where one has no room for both versions, none has.
        """
        shown = [
            (button, [one.shown for one in self.versions(button.label, language)], LABEL // len(row))
            for row in buttons
            for button in row
        ]
        tight = any(
            button.number and len(both) > 1 and len(" · ".join(both)) > room for button, both, room in shown
        )
        labels: dict[int, str] = {}
        above = []
        for button, both, room in shown:
            head = " ".join(filter(None, (str(button.number or ""), button.icon)))
            if len(both) > 1 and ((tight and button.number) or len(" · ".join(both)) > room):
                above.append(" ".join(filter(None, (head, *both[1:]))))
                both = both[:1]
            labels[id(button)] = f"{head} {' · '.join(both)}".strip()
        rows = tuple(tuple((labels[id(b)], "" if b.share else b.data) for b in row) for row in buttons)
        return rows, above

    def _found(self, key: str, language: str) -> tuple[str, Translation, Display] | None:
        """The translation that may be shown, and how. One of a sibling language never where the risk is high: what is
        close is often not understood."""
        source = self.sources[key]
        for tag in (language, *self.languages[language].fallback):
            if tag == AUTHORITY or (tag != language and source.risk == "high"):
                break
            found = self.catalogs.get(tag, {}).get(plain_key(key))
            shows = display(source.risk, found.state) if found and self.languages[tag].text else "vietnamese"
            if found and shows != "vietnamese":
                return tag, found, shows
        return None

    def _fill(self, words: str, values: Mapping[str, Value], language: str) -> str:
        def value(match: re.Match[str]) -> str:
            return self._shown(values[match[1]], language)

        return PLACEHOLDER.sub(value, words)

    def _shown(self, value: Value, language: str) -> str:
        match value:
            case Text():
                return self.own(value, language)
            case tuple():
                return " · ".join(self.own(text, language) for text in value)
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
