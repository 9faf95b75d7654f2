"""What translators did in the chat, as it is laid over the files of ``locales/`` and packed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.display import Review
from bot.recordings import Recording


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote in the chat for a text. ``over``: the digest of what stood in the folder then (digest_of): once
    another stands there, somebody mended it there since, and this one is not laid over it."""

    language: str
    key: str
    made_from: str
    words: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class DeskWork:
    """What translators did in the chat, each in its order. ``withdrawn`` are the SHA-256 of recordings, of the folder too."""

    wordings: Sequence[Wording] = ()
    reviews: Sequence[Review] = ()
    recordings: Sequence[Recording] = ()
    withdrawn: frozenset[str] = frozenset()


NO_WORK: Final = DeskWork()
