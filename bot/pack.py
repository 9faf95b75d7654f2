"""All that was made of a language, packed as it belongs into ``locales/``: what translators did in the chat comes into git so."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from typing import Final

from bot.catalogs import updated
from bot.desk_work import DeskWork
from bot.display import REVIEW_COLUMNS, REVIEWS
from bot.recordings import COLUMNS, RECORDINGS, Recording
from bot.texts import Texts

_BEGIN: Final = (1980, 1, 1, 0, 0, 0)
"""The same work makes the same bytes, whenever it is packed."""


def packed(
    texts: Texts, work: DeskWork, tag: str, files: Mapping[str, bytes], voice: Callable[[str], bytes | None]
) -> bytes:
    """A .zip for ``locales/``. ``texts``: with the work laid over; ``files``: what the folder holds, by path below it; ``voice``:
    a recording by its SHA-256, None where its bytes are gone."""
    found = {**_catalogs(texts, work, tag, files), **_lists(work, tag, files)}
    for one in work.recordings:
        if one.language == tag and one.sha256 not in work.withdrawn and _may_lie_there(texts, one):
            content = voice(one.sha256)
            found |= {one.file: content} if content is not None else {}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(found.items()):
            archive.writestr(zipfile.ZipInfo(path, _BEGIN), content)
    return target.getvalue()


def _may_lie_there(texts: Texts, one: Recording) -> bool:
    """Two recordings of one script have one file: a newer one, not yet approved, does not silence that which is played."""
    played = texts.recordings.get((one.language, one.key))
    return played is None or played.file != one.file or played.sha256 == one.sha256


def _catalogs(texts: Texts, work: DeskWork, tag: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """With what was written of today's Vietnamese; older words are not taken for a translation of newer ones."""
    rows = {
        one.key: one.words
        for one in work.wordings
        if one.language == tag and one.key in texts.sources and texts.sources[one.key].vi == one.made_from
        if texts.catalogs[tag][one.key].words == one.words
    }
    start = f"{tag}/"
    there = {
        path.removeprefix(start).removesuffix(".po"): content
        for path, content in files.items()
        if path.startswith(start) and path.endswith(".po")
    }
    return {f"{tag}/{name}.po": content for name, content in updated(texts, tag, there, rows).items()}


def _lists(work: DeskWork, tag: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Both lists, what is new at their ends."""
    reviews = [astuple(one) for one in work.reviews if one.language == tag]
    recordings: list[tuple[object, ...]] = []
    for one in work.recordings:
        if one.language == tag:
            *cells, _ = astuple(one)  # its line in a list is no part of it
            recordings.append((*cells, "made"))
            recordings += [(*cells, "withdrawn")] if one.sha256 in work.withdrawn else []
    return {
        REVIEWS: _added(files.get(REVIEWS, b""), REVIEW_COLUMNS, reviews),
        RECORDINGS: _added(files.get(RECORDINGS, b""), COLUMNS, recordings),
    }


def _added(content: bytes, columns: tuple[str, ...], lines: Iterable[Iterable[object]]) -> bytes:
    there = content.decode("utf-8-sig")
    known = {tuple(row) for row in csv.reader(io.StringIO(there))}
    target = io.StringIO()
    target.write(there if not there or there.endswith("\n") else f"{there}\n")
    writer = csv.writer(target, lineterminator="\n")
    if not there:
        writer.writerow(columns)
    for line in lines:
        row = tuple(map(str, line))
        if row not in known:
            writer.writerow(row)
            known.add(row)
    return target.getvalue().encode()
