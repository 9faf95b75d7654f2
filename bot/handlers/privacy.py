"""The privacy notice, made from what is in force: short in the chat, long as a paper. Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.chat import Message, Outgoing, Priority, Text, text
from bot.domain.calendar import date_of
from bot.domain.data_rights import Purpose, Right, periods_of
from bot.domain.retention import Kept, Span
from bot.handlers.house import INTAKE, House
from bot.handlers.letters import Given
from bot.store import centre
from bot.store.database import Transaction
from bot.store.staff import Officer

WORDS: Final = (
    Kept.CLOSED,
    Kept.REFUSED,
    Kept.HANDED_OVER,
    Kept.CONVERSATIONS,
    Kept.COMPLAINTS,
    Kept.DATA_REQUESTS,
)
"""What of the rules concerns people's own words; the rest is of the machine."""


def short(tx: Transaction, house: House) -> Text:
    """What is kept, what for, who reads it, how long, in plain words."""
    return text(
        "data.notice",
        office=house.centre_name,
        hotline=centre.get(tx, "hotline") or "",
        spans=_short_spans(house),
    )


def _short_spans(house: House) -> Text:
    """How long in one line, and that the Centre did not set it, where it did not."""
    closed, refused = (house.retention.spans[kept] for kept in (Kept.CLOSED, Kept.REFUSED))
    says = text(
        "data.spans",
        draft=house.flows[INTAKE].answers_kept_days,
        closed=span_words(closed),
        refused=span_words(refused),
    )
    return text("data.spans_ours", spans=says) if closed.ours or refused.ours else says


def say(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The long notice, in the language of who asks, to be printed or passed on."""
    hotline = centre.get(tx, "hotline") or ""
    return [Message(officer.chat, tuple(paragraphs(house, hotline, tx.now)), priority=Priority.STAFF)]


def paper(house: House, hotline: str, language: str, at: int) -> str:
    """The long notice as one text, paragraphs parted by an empty line."""
    lines = (part if isinstance(part, tuple) else (part,) for part in paragraphs(house, hotline, at))
    return "\n\n".join("\n".join(house.texts.say(line, language) for line in part) for part in lines) + "\n"


def paragraphs(house: House, hotline: str, at: int) -> list[Text | tuple[Text, ...]]:
    """Every part of the long notice, by the law of an instant (ms UTC)."""
    return [
        text("privacy.title", office=house.centre_name),
        text("privacy.what"),
        (
            text("privacy.why"),
            *(text("privacy.item", what=text(f"purpose.{purpose}.why")) for purpose in Purpose),
        ),
        text("privacy.basis"),
        text("privacy.readers"),
        text("privacy.abroad"),
        (text("privacy.how_long"), *_kept(house)),
        text("privacy.backups", span=span_words(house.retention.spans[Kept.BACKUPS])),
        text("privacy.sealed"),
        (text("privacy.rights"), *_rights(house, at)),
        text("privacy.how", hotline=hotline or text("privacy.no_hotline")),
        text("privacy.contact", who=house.data_contact or text("privacy.nobody")),
        *([text("privacy.ours")] if _any_ours(house) else []),
    ]


def _kept(house: House) -> Iterator[Text]:
    draft = text("span.days", count=house.flows[INTAKE].answers_kept_days)
    yield text("privacy.span", what=text("kept.draft"), span=draft)
    for kept in WORDS:
        yield text("privacy.span", what=text(f"kept.{kept}"), span=span_words(house.retention.spans[kept]))
    yield text("privacy.accepted")


def _rights(house: House, at: int) -> Iterator[Text]:
    """The terms that the law sets on the day of the notice."""
    deadlines, today = house.law.deadlines, date_of(at)
    acknowledged, _ = periods_of(Right.VIEW, deadlines, today)
    if acknowledged:
        yield text("privacy.acknowledged", days=acknowledged.amount)
    named = [(right, text(f"right.{right}")) for right in Right]
    # To object has the term of a restriction (decree 356/2025, Article 5(2)), and is answered in the same way.
    for right, words in [*named, (Right.RESTRICT, text("right.object"))]:
        _, answered = periods_of(right, deadlines, today)
        if answered:
            more = max(answered.longest - answered.amount, 0)
            yield text("privacy.right", right=words, days=answered.amount, more=more)


def span_words(span: Span) -> Text:
    """So many days, or months."""
    return text("span.months", count=span.months) if span.months else text("span.days", count=span.days)


def _any_ours(house: House) -> bool:
    return any(span.ours for span in house.retention.spans.values())
