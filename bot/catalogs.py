"""The .po files of a language, kept by key: brought up to today's Vietnamese, filled from a table, counted.

Merged by ``msgctxt`` alone. Babel's own update goes by the sentence: a mended comma would put the translation away. No entry
has plural forms: the languages of the province do not inflect, and editors disagree on how many forms they have.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, normalize, read_po, write_po

from bot.display import State, nfc
from bot.flow.model import Risk, SourceText
from bot.texts import LABEL, Texts, placeholders

OWN: Final = "bot"
"""The catalog of the program's own texts."""
HEAD: Final = """\
# {name}: {catalog}.
# The Vietnamese in msgid is the authority. A line is shown as a draft until native speakers have approved it.
msgid ""
msgstr ""
"Language: {tag}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a translator's table."""

    key: str
    vi: str
    words: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A line of a table that changed nothing, and why: ``unknown``, ``placeholders``, ``stale``."""

    key: str
    why: str


def keys_of(texts: Texts, tag: str) -> list[str]:
    """What is translated into a language, in order: everything, or what citizens read."""
    whole = texts.languages[tag].status == "complete"
    return [key for key in texts.sources if whole or key in texts.for_citizens]


def catalog_of(source: SourceText, key: str) -> str:
    """The catalog in which a text stands: of its conversation, of the province's data, or of the program."""
    return OWN if source.file.endswith("vi/bot.yaml") else key.partition(".")[0]


def updated(
    texts: Texts, tag: str, files: Mapping[str, bytes], rows: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """The catalogs of a language (by name, without the ending) as they should stand now.

    ``files`` are those there are. ``rows``: new translations of today's Vietnamese, by key. What is not needed any more
    goes to the end of its file (``#~``) and comes back with its key; what is stale keeps its old Vietnamese (``#| msgid``).
    """
    entries: dict[str, dict[str, Message]] = {}
    kept: dict[str, Message] = {}
    comments: dict[str, str] = {}
    for name, content in files.items():
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
        comments[name] = _own_comment(content)
        for message in (*catalog.obsolete.values(), *catalog):
            if message.context:
                kept[message.context] = message
    for key in keys_of(texts, tag):
        source = texts.sources[key]
        entry = _entry(key, source, kept.pop(key, None), (rows or {}).get(key))
        entries.setdefault(catalog_of(source, key), {})[key] = entry
    left: dict[str, list[Message]] = {}
    for key, message in kept.items():
        if message.string:
            name = key.partition(".")[0]
            left.setdefault(name if name in entries else OWN, []).append(message)
    return {
        name: _written(texts, tag, name, found.values(), left.get(name, ()), comments.get(name))
        for name, found in entries.items()
    }


def take(texts: Texts, tag: str, rows: Iterable[Row]) -> tuple[dict[str, str], list[NotTaken]]:
    """Which lines of a table can be taken, and which not. A line whose Vietnamese is older than today's is not: its
    translation would pass for one of words that its translator never saw."""
    known = frozenset(keys_of(texts, tag))
    taken: dict[str, str] = {}
    refused: list[NotTaken] = []
    for row in rows:
        words = nfc(row.words.strip())
        if not words:
            continue
        if row.key not in known:
            refused.append(NotTaken(row.key, "unknown"))
            continue
        vi = texts.sources[row.key].vi
        if nfc(row.vi.strip()) != nfc(vi.strip()):
            refused.append(NotTaken(row.key, "stale"))
        elif placeholders(words) != placeholders(vi):
            refused.append(NotTaken(row.key, "placeholders"))
        else:
            taken[row.key] = words
    return taken, refused


def counted(texts: Texts, tag: str) -> Counter[tuple[Risk, State]]:
    """How many texts of each risk are in each state."""
    return Counter((texts.sources[key].risk, texts.state(key, tag)) for key in keys_of(texts, tag))


def _entry(key: str, source: SourceText, old: Message | None, new: str | None) -> Message:
    vi = nfc(source.vi)
    words = nfc(one_form(old.string)) if old else ""
    before = nfc(made_from(old)) if old else vi
    own_comments = [one for one in old.user_comments if not one.startswith("|")] if old else []
    flags = set(old.flags) - {"fuzzy", "python-format", "python-brace-format"} if old else set()
    previous: list[str] = []
    if new is not None and new != words:
        words, before = new, vi
    elif words and before != vi:
        flags.add("fuzzy")
        previous = [before] if before else []
    return Message(
        vi,
        words,
        flags=flags,
        auto_comments=_told(key, source),
        user_comments=own_comments,
        previous_id=previous,
        context=key,
    )


def made_from(message: Message) -> str:
    """The Vietnamese that a translation was made from: of one marked fuzzy, the one before."""
    if not message.fuzzy:
        return one_form(message.id)
    return denormalize("\n".join(_previous(message)))


def _previous(message: Message) -> list[str]:
    """The lines of ``#| msgid``: Babel writes them, but reads them as somebody's remarks."""
    lines = [one.removeprefix("|").strip() for one in message.user_comments if one.startswith("|")]
    return [line.removeprefix("msgid ") for line in lines if line.startswith(('msgid "', '"'))]


def one_form(string: object) -> str:
    """The one form of an entry; an editor may have written several."""
    return str((string[0] if isinstance(string, list | tuple) and string else string) or "")


def _told(key: str, source: SourceText) -> list[str]:
    """What a translator must know."""
    told = [] if source.risk == "low" else [f"risk: {source.risk}"]
    told += [f"button: {LABEL} letters at most"] if ".opt." in key or key.startswith("button.") else []
    return [*told, *source.note.splitlines()]


def _own_comment(content: bytes) -> str:
    """What stands above the first entry: a translator's names and licence stay."""
    lines = nfc(content.decode("utf-8-sig")).splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(line for line in lines[:end] if not line.startswith(("#,", "#:", "#.", "#|", "#~")))


def _written(
    texts: Texts,
    tag: str,
    name: str,
    entries: Iterable[Message],
    left: Iterable[Message],
    comment: str | None,
) -> bytes:
    catalog = Catalog(locale=None, charset="utf-8")
    for entry in entries:
        catalog[entry.id] = entry
    for entry in left:
        vi, key = one_form(entry.id), entry.context or ""
        catalog.obsolete[vi, key] = Message(vi, one_form(entry.string), context=key)
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, no_location=True, width=0)
    told = body.getvalue().decode()
    for entry in catalog:
        if entry.previous_id:
            # Babel would break a long one like a remark, and nobody could put it together again.
            before = "".join(f"#| {line}\n" for line in _quoted(one_form(entry.previous_id[0])))
            told = told.replace(f'\nmsgctxt "{entry.context}"\n', f'\n{before}msgctxt "{entry.context}"\n')
    head = HEAD.format(name=texts.languages[tag].name_vi, catalog=name, tag=tag)
    if comment:
        head = comment + head[head.index('msgid ""') :]
    return (head + told.strip("\n") + "\n").encode()


def _quoted(vi: str) -> list[str]:
    return f"msgid {normalize(vi, width=0)}".splitlines()
