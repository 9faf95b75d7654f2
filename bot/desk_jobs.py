"""What a translator does next: which text of a language, and whether to write, speak, read or hear it. Pure.

The walk goes by risk and then as the conversations go, so that nobody chooses the easy ones first. Whoever made a wording
never judges it; whoever judges it says first what it means, without having seen the Vietnamese.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.catalogs import keys_of
from bot.display import READERS, Review, digest_of, in_force, readers
from bot.flow.pinning import plain_key
from bot.recordings import Recording
from bot.texts import AUTHORITY, Texts, question_of

Medium: TypeAlias = Literal["written", "spoken"]
Work: TypeAlias = Literal["make", "judge"]
"""Write or speak a wording; read or hear somebody else's."""
FIRST: Final = "language.invite"
"""A language that cannot be read is offered by this sentence: it is spoken before all others."""
_INTAKE: Final = ("legal_aid.", "contact_safe.", "someone_else.")
"""Where nearly everybody begins, and the parts on everybody's way through it; of the same risk they come before the others."""
_RISKS: Final = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. ``digest`` names the wording that is judged, with its Vietnamese; empty where one is to be made."""

    work: Work
    medium: Medium
    language: str
    key: str
    place: int
    """In the order of the walk."""
    digest: str = ""
    sha256: str = ""
    """Of the recording that is judged."""


def keys_to_make(texts: Texts, tag: str, medium: Medium) -> list[str]:
    """What of a language is to be written or spoken, in the order of the walk. Lists of words are typed, not spoken; an answer
    is spoken with its question."""
    keys = list(dict.fromkeys(map(plain_key, keys_of(texts, tag))))
    if medium == "written":
        keys = [key for key in keys if texts.state(key, tag) != "not_needed"]
        return sorted(keys, key=lambda key: _rank(texts, key))
    keys = [key for key in keys if not _is_silent(texts, key)]
    return sorted(
        keys, key=lambda key: (key != FIRST, *_rank(texts, key), ".opt." in key, key not in texts.scripts)
    )


def next_job(
    texts: Texts, tag: str, medium: Medium, me: str, wrote: Collection[str], after: int = -1
) -> Job | None:
    """The next thing to do for somebody (``me``, a code), behind a place of the walk; None at its end.

    ``wrote``: the digests of what she wrote herself.
    """
    keys = keys_to_make(texts, tag, medium)
    found = (
        job(texts, tag, medium, key, place, me, wrote) for place, key in enumerate(keys) if place > after
    )
    return next((one for one in found if one), None)


def job(
    texts: Texts, tag: str, medium: Medium, key: str, place: int, me: str, wrote: Collection[str]
) -> Job | None:
    """What somebody can do for a text; None where nothing is to be done, or nothing by her."""
    if is_done(texts, tag, medium, key):
        return None
    wording = current(texts, tag, medium, key)
    if wording is None:
        return Job("make", medium, tag, key, place)
    digest, maker, sha256 = wording
    approving = readers(_standing(texts, tag, key, digest))
    mine = maker == me or digest in wrote
    if mine or me in approving or len(approving) >= READERS[texts.sources[key].risk]:
        return None
    return Job("judge", medium, tag, key, place, digest, sha256)


def to_compare(texts: Texts, medium: Medium) -> Iterator[Job]:
    """What enough native speakers approved, and nobody has yet held against the Vietnamese."""
    for tag in working_languages(texts, medium):
        for place, key in enumerate(keys_to_make(texts, tag, medium)):
            risk = texts.sources[key].risk
            if risk != "high" or is_done(texts, tag, medium, key):
                continue
            wording = current(texts, tag, medium, key)
            if wording and len(readers(_standing(texts, tag, key, wording[0]))) >= READERS[risk]:
                yield Job("judge", medium, tag, key, place, wording[0], wording[2])


def progress(texts: Texts, tag: str, medium: Medium) -> tuple[int, int]:
    """How many are approved, and of how many."""
    keys = keys_to_make(texts, tag, medium)
    return sum(is_done(texts, tag, medium, key) for key in keys), len(keys)


def is_done(texts: Texts, tag: str, medium: Medium, key: str) -> bool:
    """Do people read or hear it in their language?"""
    if medium == "written":
        return texts.state(key, tag) in ("approved", "not_needed")
    return texts.recording(key, tag) is not None


def current(texts: Texts, tag: str, medium: Medium, key: str) -> tuple[str, str, str] | None:
    """The wording that waits for a verdict: its digest, who spoke it, and the SHA-256 of the recording. None where there is
    none, its Vietnamese is another by now, or somebody sent it back."""
    if medium == "written":
        one = texts.catalogs.get(tag, {}).get(key)
        if one is None or texts.state(key, tag) != "draft":
            return None
        found = (digest_of(one.made_from, one.words), "", "")
    else:
        newest = newest_of(texts, tag, key)
        if newest is None:
            return None
        found = (digest_of(texts.script(key), newest.sha256), newest.speaker, newest.sha256)
    return None if was_sent_back(texts, tag, key, found[0]) else found


def newest_of(texts: Texts, tag: str, key: str) -> Recording | None:
    """The last recording of today's script."""
    source = digest_of(texts.script(key), "")
    made = [one for one in texts.spoken.get((tag, key), ()) if one.source == source]
    return made[-1] if made else None


def was_sent_back(texts: Texts, tag: str, key: str, digest: str) -> bool:
    """Was a refusal the last thing that was said of exactly this wording?"""
    reviews = _reviews(texts, tag, key, digest)
    return bool(reviews) and reviews[-1].verdict == "reject"


def vietnamese(texts: Texts, medium: Medium, key: str) -> str:
    """What is translated: the words, or all that is spoken for them."""
    return texts.script(key) if medium == "spoken" else texts.sources[key].vi


def screen(texts: Texts, key: str) -> str:
    """What a citizen sees when she meets a text: an answer stands under its question."""
    question = question_of(key)
    return texts.script(question) if question in texts.scripts else texts.sources[key].vi


def working_languages(texts: Texts, medium: Medium) -> list[str]:
    """Those that are still being made, and may be shown or heard."""
    return [
        tag
        for tag, one in texts.languages.items()
        if (tag != AUTHORITY if medium == "spoken" else one.status != "complete")
        if (one.text if medium == "written" else one.voice)
    ]


def _reviews(texts: Texts, tag: str, key: str, digest: str) -> list[Review]:
    return [one for one in texts.reviews.get((tag, key), ()) if one.digest == digest]


def _standing(texts: Texts, tag: str, key: str, digest: str) -> list[Review]:
    return in_force(_reviews(texts, tag, key, digest))


def _rank(texts: Texts, key: str) -> tuple[int, bool]:
    return _RISKS.index(texts.sources[key].risk), not key.startswith(_INTAKE)


def _is_silent(texts: Texts, key: str) -> bool:
    return (
        key.endswith(".words")
        or key.startswith("button.")
        or (".opt." in key and key not in texts.scripts and question_of(key) in texts.scripts)
    )
