"""What became of a language by the reviews of its native speakers: the state of each translation, and which recordings may be
played. What translators did in the chat is laid over the files here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.desk_work import NO_WORK, DeskWork, Wording
from bot.display import Review, digest_of, is_approved, state_of
from bot.flow.model import SourceText
from bot.recordings import Recording
from bot.texts import Language, Texts, Translation

Place: TypeAlias = tuple[str, str]
"""A language and the key of a text."""


def laid_over(texts: Texts, work: DeskWork) -> Texts:
    """The texts of the folder with what was done in the chat."""
    if work == NO_WORK:
        return texts
    known = {place for place in _places(work) if place[0] in texts.languages and place[1] in texts.sources}
    withdrawn = {
        place for place, made in texts.spoken.items() if any(one.sha256 in work.withdrawn for one in made)
    }
    reviews, spoken = dict(texts.reviews), dict(texts.spoken)
    catalogs = {tag: dict(catalog) for tag, catalog in texts.catalogs.items()}
    for review in work.reviews:
        at = (review.language, review.key)
        # One that was packed into the folder came before what stands behind it there.
        if review not in texts.reviews.get(at, ()):
            reviews[at] = (*reviews.get(at, ()), review)
    for one in work.recordings:
        at = (one.language, one.key)
        spoken[at] = (*(each for each in spoken.get(at, ()) if each.sha256 != one.sha256), one)
    for at in withdrawn | {(one.language, one.key) for one in work.recordings}:
        spoken[at] = tuple(one for one in spoken[at] if one.sha256 not in work.withdrawn)
    for wording in work.wordings:
        if (wording.language, wording.key) in known:
            stands = texts.catalogs[wording.language].get(wording.key)
            if digest_of_translation(stands) == wording.over:
                catalogs[wording.language][wording.key] = Translation(wording.made_from, wording.words)
    recordings = dict(texts.recordings)
    for tag, key in known | withdrawn:
        found = reviews.get((tag, key), ())
        source = texts.sources[key]
        if key in catalogs[tag]:
            catalogs[tag][key] = judged(catalogs[tag][key], source, found, texts.languages[tag])
        recordings.pop((tag, key), None)
        if heard := playable(spoken.get((tag, key), ()), source, texts.script(key), found):
            recordings[tag, key] = heard
    return replace(texts, catalogs=catalogs, reviews=reviews, spoken=spoken, recordings=recordings)


def _places(work: DeskWork) -> Iterable[Place]:
    everything: Iterable[Wording | Review | Recording] = (*work.wordings, *work.reviews, *work.recordings)
    return ((one.language, one.key) for one in everything)


def digest_of_translation(one: Translation | None) -> str:
    """Names what stands in a catalog; of nothing, nothing."""
    return digest_of(one.made_from, one.words) if one and one.words else ""


def judged(
    one: Translation, source: SourceText, reviews: Iterable[Review], language: Language
) -> Translation:
    """With its state. What comes with the program was written together with the Vietnamese: it needs no review."""
    state = state_of(source.vi, one.made_from, one.words, source.risk, reviews)
    return replace(one, state="approved" if state == "draft" and language.status == "complete" else state)


def playable(
    made: Iterable[Recording], source: SourceText, script: str, reviews: Iterable[Review]
) -> Recording | None:
    """The newest recording of a text that suffices; its reviews name the script together with the file."""
    approved = None
    for one in made:
        named = digest_of(script, one.sha256)
        if one.source == digest_of(script, "") and is_approved(
            source.risk, [review for review in reviews if review.digest == named]
        ):
            approved = one
    return approved


def playable_all(texts: Texts) -> dict[Place, Recording]:
    """What may be played of all that was spoken."""
    found = {
        (tag, key): playable(made, texts.sources[key], texts.script(key), texts.reviews.get((tag, key), ()))
        for (tag, key), made in texts.spoken.items()
    }
    return {place: one for place, one in found.items() if one}


def judged_all(
    catalogs: Mapping[str, Mapping[str, Translation]],
    sources: Mapping[str, SourceText],
    reviews: Mapping[Place, Sequence[Review]],
    languages: Mapping[str, Language],
) -> dict[str, dict[str, Translation]]:
    """Every translation with its state; one of a text that is gone stays as it is."""
    return {
        tag: {
            key: judged(one, sources[key], reviews.get((tag, key), ()), languages[tag])
            if key in sources
            else one
            for key, one in catalog.items()
        }
        for tag, catalog in catalogs.items()
    }
