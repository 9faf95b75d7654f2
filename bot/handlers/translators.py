"""The translators' desk: the next text by risk, written or spoken; another native speaker says what it means before she sees the
Vietnamese; of high risk one of the Centre compares. What there is to do: bot/desk_jobs.py."""

from __future__ import annotations

from typing import Final

from bot import desk_jobs
from bot.catalog_checks import longest, strange_in
from bot.chat import (
    Button,
    KeptFile,
    Message,
    Outgoing,
    Priority,
    Refused,
    Rows,
    SentFile,
    Text,
    quoted,
    text,
)
from bot.desk_jobs import Job, Medium
from bot.desk_work import Wording
from bot.display import digest_of, nfc
from bot.domain import mong_scripts, tai_viet
from bot.handlers import voices
from bot.handlers.house import House, row_in
from bot.handlers.letters import Given
from bot.handlers.permission import may
from bot.handlers.work import tell
from bot.locales import CHV, RPA, TAI_VIET
from bot.reviewed import digest_of_translation
from bot.store import audit, desk, reports, staff, translating
from bot.store.database import Transaction
from bot.store.staff import Officer
from bot.store.translating import Reading
from bot.texts import Texts, placeholders
from bot.voice_check import LARGEST, LONGEST_S

WRITE: Final = "translate"
SPEAK: Final = "record"
MEANING: Final = "meaning"
"""The verbs that wait: for words, for a voice note, for either."""
VERBS: Final = frozenset({WRITE, SPEAK, MEANING})
TAKES_VOICE: Final = frozenset({SPEAK, MEANING})
LONGEST: Final = 1000
"""Letters of a translation."""


# --- which language --------------------------------------------------------------------------


def translate(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The languages that are written, and how far each is."""
    pack: Rows = ((Button(text("button.pack"), "pack:", "📦"),),) if may(tx, officer, "flows") else ()
    return [tell(officer, text("translate.head"), (*_languages(house, "written"), *pack))]


def pack(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """All that was made of a language, as a file for ``locales/``; without a language, which."""
    if given.words in house.texts.languages:
        reports.want_pack(tx, given.words, officer.chat, officer.person)
        return [tell(officer, text("translate.packing"))]
    tags = dict.fromkeys(
        (
            *desk_jobs.working_languages(house.texts, "written"),
            *desk_jobs.working_languages(house.texts, "spoken"),
        )
    )
    names = {tag: house.texts.languages[tag].autonym for tag in tags}
    rows: Rows = tuple((Button(quoted(name), f"pack:{tag}", "📦"),) for tag, name in names.items())
    return [tell(officer, text("translate.pack"), rows)]


def record(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The languages that are spoken, once the speaker lets her voice be played."""
    if not translating.agrees(tx, officer.person):
        rows: Rows = ((Button(text("button.voice_agree"), "voice_agree:", "✅"),),)
        return [tell(officer, text("record.consent"), rows)]
    return [tell(officer, text("record.head"), (*_languages(house, "spoken"), *voices.ROWS))]


def agree(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A speaker's consent."""
    translating.agree(tx, officer.person)
    audit.note(tx, officer.person, "voice_agreed")
    return record(tx, house, officer, given)


def _languages(house: House, medium: Medium) -> Rows:
    rows: list[tuple[Button, ...]] = []
    for tag in desk_jobs.working_languages(house.texts, medium):
        done, every = desk_jobs.progress(house.texts, tag, medium)
        label = text("translate.language", name=house.texts.languages[tag].autonym, done=done, every=every)
        rows.append((Button(label, f"{medium}:{tag}", "🗣️" if medium == "spoken" else "✏️"),))
    return tuple(rows)


# --- the next of it --------------------------------------------------------------------------


def written(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The next to write or to read, behind the one that is passed over."""
    return _next(tx, house, officer, "written", given.words)


def spoken(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The next to speak or to hear."""
    if not translating.agrees(tx, officer.person):
        return record(tx, house, officer, given)
    return _next(tx, house, officer, "spoken", given.words)


def _next(tx: Transaction, house: House, officer: Officer, medium: Medium, words: str) -> list[Outgoing]:
    tag, _, after = words.partition(".")
    if tag not in desk_jobs.working_languages(house.texts, medium):
        raise Refused(text("press.old"))
    place = row_in(after) if after else -1
    while job := desk_jobs.next_job(house.texts, tag, medium, *_own_work(tx, officer, tag), place):
        if not job.sha256 or translating.bytes_of(tx, job.sha256):
            return _put(tx, house, officer, job)
        place = job.place  # a recording that only the folder has is judged where it came from
    desk.clear(tx, officer.person)
    return [tell(officer, text("translate.through"))]


def _own_work(tx: Transaction, officer: Officer, tag: str) -> tuple[str, frozenset[str]]:
    """Who somebody is to the desk: her code, and the digests of what she wrote."""
    wrote = translating.written_by(tx, officer.person, tag)
    return translating.code(officer.person), frozenset(digest_of(*pair) for pair in wrote)


def _put(tx: Transaction, house: House, officer: Officer, job: Job) -> list[Outgoing]:
    """Show a job, and wait for what it asks for."""
    verb = MEANING if job.work == "judge" else WRITE if job.medium == "written" else SPEAK
    details = f"{job.medium} {job.language} {job.place} {job.key} {job.digest or _source(house, job)}"
    desk.put(tx, officer.person, verb, None, details)
    skip: Rows = ((Button(text("button.pass_over"), f"{job.medium}:{job.language}.{job.place}", "⏭️"),),)
    if job.work == "make":
        return [Message(officer.chat, _asked(house, job), skip, priority=Priority.STAFF)]
    if job.medium == "written":
        words = quoted(house.texts.catalogs[job.language][job.key].words)
        return [tell(officer, text("translate.read", words=words), skip)]
    made = translating.of_sha256(tx, job.sha256)
    assert made is not None
    assert made.file is not None
    voice = Message(officer.chat, (), file=KeptFile(made.file, "voice"), priority=Priority.STAFF)
    return [voice, tell(officer, text("record.hear"), skip)]


def _guess(texts: Texts, tag: str, key: str) -> str:
    """From the words of a language in the other script of Mông."""
    there = texts.catalogs[tag].get(key) if texts.languages[tag].spelling == RPA else None
    return mong_scripts.school_script(there.words) if there and there.words else ""


def _asked(house: House, job: Job) -> tuple[Text | tuple[Text, ...], ...]:
    """The Vietnamese, the screen it stands on, and what must be kept to."""
    texts, key = house.texts, job.key
    source = texts.sources[key]
    vi = desk_jobs.vietnamese(texts, job.medium, key)
    there = texts.catalogs.get(job.language, {}).get(key)
    hints = [text("translate.high")] if source.risk == "high" else []
    hints += [text("translate.note", note=quoted(source.note))] if source.note else []
    hints += [
        text("translate.law_word", term=quoted(term), means=quoted(means))
        for term, means in texts.explained(vi)
    ]
    if job.medium == "written":
        most = longest(key, vi)
        hints += [text("translate.label", most=most)] if most is not None else []
        hints += [text("translate.places", places=quoted(_places(vi)))] if placeholders(vi) else []
    if (
        job.medium == "written"
        and texts.languages[job.language].spelling == CHV
        and not (there and there.words)
    ):
        guess = next(filter(None, (_guess(texts, tag, key) for tag in texts.languages)), "")
        hints += [text("translate.guess", words=quoted(guess))] if guess else []
    hints += [text("translate.there", words=quoted(there.words))] if there and there.words else []
    says: list[Text | tuple[Text, ...]] = []
    shown = desk_jobs.screen(texts, key)
    if shown != vi:
        says.append((text("translate.screen"), quoted(shown)))
    asks = "translate.ask" if job.medium == "written" else "record.ask"
    says.append((text(asks), quoted(vi)))
    if hints:
        says.append(tuple(hints))
    return tuple(says)


def _places(vi: str) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(placeholders(vi)))


def _source(house: House, job: Job) -> str:
    return digest_of(desk_jobs.vietnamese(house.texts, job.medium, job.key), "")


# --- what came -------------------------------------------------------------------------------


def write(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A translation; what cannot be taken is asked for again."""
    _, tag, place, key, source = given.chosen.split(" ")
    texts, words = house.texts, nfc(given.words.strip())
    vi = texts.sources[key].vi if key in texts.sources else ""
    if digest_of(vi, "") != source:
        raise Refused(text("translate.changed"))
    fault = None
    if placeholders(words) != placeholders(vi):
        fault = text("translate.wrong_places", places=quoted(_places(vi) or "–"))
    elif len(words) > (longest(key, vi) or LONGEST):
        fault = text("translate.long", count=len(words))
    elif desk_jobs.was_sent_back(texts, tag, key, digest_of(vi, words)):
        fault = text("translate.same_again")
    if fault:
        desk.put(tx, officer.person, WRITE, None, given.chosen)
        return [tell(officer, fault)]
    stands = digest_of_translation(texts.catalogs.get(tag, {}).get(key))
    translating.write(tx, officer.person, Wording(tag, key, vi, words, stands))
    strange = strange_in(key, vi, words, texts.languages[tag])
    said = [text("translate.spelling", words=", ".join(strange)) if strange else text("translate.kept")]
    if texts.languages[tag].spelling == TAI_VIET:
        said.append(text("translate.reading", words=tai_viet.reading(words)))
    return [
        Message(officer.chat, (tuple(said),), priority=Priority.STAFF),
        *_next(tx, house, officer, "written", f"{tag}.{place}"),
    ]


def unfit(sent: SentFile) -> Text | None:
    """Why a file is not what a translator was asked for; None where it is."""
    if sent.file.kind != "voice":
        return text("record.voice_only")
    if sent.file.size is not None and sent.file.size > LARGEST:
        return text("record.fault.long", most=int(LONGEST_S))
    return None


def speak(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """A recording: fetched and listened to first."""
    _, tag, place, key, source = given.chosen.split(" ")
    if given.file is None:
        desk.put(tx, officer.person, SPEAK, None, given.chosen)
        return [tell(officer, text("record.voice_only"))]
    if key not in house.texts.sources or digest_of(house.texts.script(key), "") != source:
        raise Refused(text("translate.changed"))
    translating.speak(tx, officer.person, officer.chat, tag, key, source, given.file.id)
    return [tell(officer, text("record.got")), *_next(tx, house, officer, "spoken", f"{tag}.{place}")]


def heard(tx: Transaction, house: House, row: int) -> list[Outgoing]:
    """The clerk listened: who spoke it hears only where it must be done again."""
    made = translating.find(tx, row)
    officer = staff.of_person(tx, made.speaker) if made else None
    if made is None or officer is None or made.state != "unfit":
        return []
    keys = desk_jobs.keys_to_make(house.texts, made.language, "spoken")
    again = (
        f"spoken:{made.language}.{keys.index(made.key) - 1}"
        if made.key in keys
        else f"spoken:{made.language}"
    )
    rows: Rows = ((Button(text("button.record_again"), again.removesuffix(".-1"), "🔁"),),)
    words = quoted(house.texts.script(made.key)) if made.key in house.texts.sources else quoted("–")
    says = (text(f"record.fault.{made.why}", most=int(LONGEST_S)), words)
    return [Message(officer.chat, says, rows, priority=Priority.STAFF)]


# --- judging ---------------------------------------------------------------------------------


def meaning(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """What she understood; only now she sees the Vietnamese."""
    medium, tag, _, key, digest = given.chosen.split(" ")
    if key not in house.texts.sources:
        raise Refused(text("translate.changed"))
    file = given.file.id if given.file else None
    row = translating.understand(tx, officer.person, medium, (tag, key), digest, given.words[:LONGEST], file)
    reading = translating.reading(tx, row)
    assert reading is not None
    rows = _verdicts("same_meaning", "other_meaning", row)
    return [tell(officer, text("translate.means", words=quoted(_vi(house, reading))), rows)]


def _verdicts(yes: str, no: str, row: int) -> Rows:
    same = Button(text("button.same_meaning"), f"{yes}:{row}", "✅")
    return ((same, Button(text("button.other_meaning"), f"{no}:{row}", "❌")),)


def same(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """It means what the Vietnamese says."""
    return _judge(tx, house, officer, _own(tx, officer, given), ok=True)


def other(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """It means something else: whoever made it hears what was understood."""
    return _judge(tx, house, officer, _own(tx, officer, given), ok=False)


def _own(tx: Transaction, officer: Officer, given: Given) -> Reading:
    reading = translating.reading(tx, row_in(given.words))
    if reading is None or reading.reader != officer.person or reading.verdict is not None:
        raise Refused(text("press.old"))
    return reading


def _judge(tx: Transaction, house: House, officer: Officer, reading: Reading, *, ok: bool) -> list[Outgoing]:
    medium, place = _medium(reading), _place(house, reading)
    texts, own = house.texts, _own_work(tx, officer, reading.language)
    job = desk_jobs.job(texts, reading.language, medium, reading.key, place, *own) if place >= 0 else None
    if job is None or job.digest != reading.digest:
        raise Refused(text("translate.changed"))
    translating.judge(tx, reading.id, "approve" if ok else "reject")
    told = [] if ok else _sent_back(tx, house, reading)
    said = tell(officer, text("translate.judged"))
    return [said, *told, *_next(tx, house, officer, medium, f"{reading.language}.{place}")]


def compare(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The next of high risk: what native speakers understood, beside the Vietnamese."""
    media: tuple[Medium, ...] = ("written", "spoken")
    for job in (each for medium in media for each in desk_jobs.to_compare(house.texts, medium)):
        found = translating.readings_of(tx, (job.language, job.key), job.digest)
        if found and not _had_part(tx, house, officer, found):
            return _compared(house, officer, job, found)
    return [tell(officer, text("compare.empty"))]


def _had_part(tx: Transaction, house: House, officer: Officer, found: list[Reading]) -> bool:
    """Did he make it, or say himself what it means? Then somebody else compares."""
    makers = {_maker(tx, house, one) for one in found}
    return officer.person in makers | {one.reader for one in found}


def _compared(house: House, officer: Officer, job: Job, found: list[Reading]) -> list[Outgoing]:
    rows = _verdicts("compare_same", "compare_other", found[-1].id)
    voices: list[Outgoing] = [
        Message(officer.chat, (), file=KeptFile(one.file, "voice"), priority=Priority.STAFF)
        for one in found
        if one.file is not None
    ]
    said = tuple(text("compare.understood", words=quoted(one.words or "🎤")) for one in found)
    vi = quoted(desk_jobs.vietnamese(house.texts, job.medium, job.key))
    head = text("compare.head", name=house.texts.languages[job.language].told)
    says = (head, (text("compare.vi"), vi), said, text("compare.ask"))
    return [*voices, Message(officer.chat, says, rows, priority=Priority.STAFF)]


def compared_same(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """The Centre holds it for what the Vietnamese says."""
    return _compare(tx, house, officer, given, ok=True)


def compared_other(tx: Transaction, house: House, officer: Officer, given: Given) -> list[Outgoing]:
    """It says something else: back to whoever made it."""
    return _compare(tx, house, officer, given, ok=False)


def _compare(tx: Transaction, house: House, officer: Officer, given: Given, *, ok: bool) -> list[Outgoing]:
    reading = translating.reading(tx, row_in(given.words))
    waiting = desk_jobs.to_compare(house.texts, _medium(reading)) if reading else ()
    if reading is None or not any(
        (one.language, one.key, one.digest) == (reading.language, reading.key, reading.digest)
        for one in waiting
    ):
        raise Refused(text("press.old"))
    place = (reading.language, reading.key)
    if _had_part(tx, house, officer, translating.readings_of(tx, place, reading.digest)):
        raise Refused(text("compare.own"))
    new = translating.understand(tx, officer.person, reading.medium, place, reading.digest, "", None)
    translating.judge(tx, new, "compare" if ok else "reject")
    return [tell(officer, text("compare.kept")), *([] if ok else _sent_back(tx, house, reading))]


def _sent_back(tx: Transaction, house: House, reading: Reading) -> list[Outgoing]:
    """Whoever made it hears what was understood, and does it again."""
    maker = _maker(tx, house, reading)
    officer = staff.of_person(tx, maker) if maker is not None else None
    if officer is None:
        return []
    words, understood = quoted(_vi(house, reading)), quoted(reading.words or "🎤")
    rows: Rows = ((Button(text("button.record_again"), f"{reading.medium}:{reading.language}", "🔁"),),)
    return [tell(officer, text("translate.sent_back", words=words, understood=understood), rows)]


def _maker(tx: Transaction, house: House, reading: Reading) -> int | None:
    if _medium(reading) == "written":
        found = house.texts.catalogs[reading.language].get(reading.key)
        return translating.author_of(tx, reading.language, reading.key, found.words) if found else None
    newest = desk_jobs.newest_of(house.texts, reading.language, reading.key)
    made = translating.of_sha256(tx, newest.sha256) if newest else None
    return made.speaker if made else None


def _vi(house: House, reading: Reading) -> str:
    return desk_jobs.vietnamese(house.texts, _medium(reading), reading.key)


def _medium(reading: Reading) -> Medium:
    return "spoken" if reading.medium == "spoken" else "written"


def _place(house: House, reading: Reading) -> int:
    keys = desk_jobs.keys_to_make(house.texts, reading.language, _medium(reading))
    return keys.index(reading.key) if reading.key in keys else -1
