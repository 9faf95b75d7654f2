"""What translators did in the chat, laid over the folder, and packed into it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest

from bot import desk_jobs
from bot.desk_work import NO_WORK, DeskWork, Wording
from bot.display import Review, digest_of, in_force
from bot.locales import read_locales
from bot.pack import packed
from bot.recordings import Recording
from bot.reviewed import laid_over
from bot.texts import Texts

TAG, KEY = "cnc-VN", "greet"
VI = "Chào {name}!"
FILES = {
    "languages.yaml": b"vi: {autonym: Ti\xe1\xba\xbfng Vi\xe1\xbb\x87t}\n"
    b'cnc-VN: {autonym: Cong, voice: "yes", status: draft}\n',
    "vi/bot.yaml": f'{KEY}: {{text: "{VI}", risk: high}}\nbye: "Thôi."\n'.encode(),
    f"{TAG}/bot.po": f'msgctxt "{KEY}"\nmsgid "{VI}"\nmsgstr "Cu {{name}}"\n'.encode(),
}
VOICE = b"a voice"
SHA = hashlib.sha256(VOICE).hexdigest()
OVER = digest_of(VI, "Cu {name}")
NEW = Wording(TAG, KEY, VI, "Mới {name}", OVER)
SPOKEN = Recording(TAG, KEY, digest_of(VI, ""), SHA, 3, "s1", "nữ", "", "CC-BY-4.0", "2026-11-27")


def folder(**changes: bytes) -> Texts:
    texts, _ = read_locales({**FILES, **changes}, {})
    return texts


def reviews(digest: str, *verdicts: tuple[str, str]) -> tuple[Review, ...]:
    return tuple(Review(TAG, KEY, digest, verdict, who, "2026-11-27") for verdict, who in verdicts)  # type: ignore[arg-type] # as in the file


TWO = (("approve", "s2"), ("approve", "s3"))


def test_nothing_done_changes_nothing() -> None:
    texts = folder()
    assert laid_over(texts, NO_WORK) is texts


def test_what_was_written_lies_over_the_folder_until_somebody_mends_it_there() -> None:
    assert laid_over(folder(), DeskWork([NEW])).catalogs[TAG][KEY].words == "Mới {name}"
    mended = FILES[f"{TAG}/bot.po"].replace(b"Cu {name}", b"Khac {name}")
    assert (
        laid_over(folder(**{f"{TAG}/bot.po": mended}), DeskWork([NEW])).catalogs[TAG][KEY].words
        == "Khac {name}"
    )


@pytest.mark.parametrize("place", [("xx", KEY), (TAG, "gone")])
def test_what_is_of_no_language_or_text_is_left_alone(place: tuple[str, str]) -> None:
    odd = replace(NEW, language=place[0], key=place[1])
    assert laid_over(folder(), DeskWork([odd])).catalogs == folder().catalogs


def test_high_risk_needs_two_and_the_comparison_in_either_medium() -> None:
    written, spoken = digest_of(VI, NEW.words), digest_of(VI, SHA)
    for verdicts, approved in ((TWO, False), ((*TWO, ("compare", "s4")), True)):
        work = DeskWork([NEW], (*reviews(written, *verdicts), *reviews(spoken, *verdicts)), [SPOKEN])
        texts = laid_over(folder(), work)
        assert (texts.state(KEY, TAG) == "approved") is approved
        assert (texts.recording(KEY, TAG) is not None) is approved


def test_a_voice_that_was_taken_back_is_silent_also_where_the_folder_has_it() -> None:
    work = DeskWork((), reviews(digest_of(VI, SHA), *TWO, ("compare", "s4")), [SPOKEN])
    heard = laid_over(folder(), work)
    assert heard.recording(KEY, TAG) is not None
    assert laid_over(heard, DeskWork(withdrawn=frozenset({SHA}))).recording(KEY, TAG) is None


def test_nobody_judges_her_own_and_nobody_twice() -> None:
    texts = laid_over(folder(), DeskWork([NEW], reviews(digest_of(VI, NEW.words), ("approve", "s2"))))
    mine = {digest_of(VI, NEW.words)}

    def job(me: str, wrote: set[str]) -> desk_jobs.Job | None:
        return desk_jobs.job(texts, TAG, "written", KEY, 0, me, wrote)

    assert job("s1", mine) is None
    assert job("s2", set()) is None
    third = job("s3", set())
    assert third is not None
    assert third.work == "judge"
    assert third.digest in mine


def test_what_was_sent_back_is_made_anew_and_earlier_approvals_are_void() -> None:
    digest = digest_of(VI, NEW.words)
    texts = laid_over(folder(), DeskWork([NEW], reviews(digest, ("approve", "s2"), ("reject", "s3"))))
    job = desk_jobs.job(texts, TAG, "written", KEY, 0, "s1", {digest})
    assert job is not None
    assert job.work == "make"
    assert desk_jobs.was_sent_back(texts, TAG, KEY, digest)
    assert in_force(texts.reviews[TAG, KEY]) == []


def test_who_compares_is_given_only_what_two_understood() -> None:
    digest = digest_of(VI, NEW.words)
    for verdicts, waits in ((TWO[:1], []), (TWO, [digest]), ((*TWO, ("compare", "s4")), [])):
        texts = laid_over(folder(), DeskWork([NEW], reviews(digest, *verdicts)))
        assert [job.digest for job in desk_jobs.to_compare(texts, "written")] == waits


def test_the_walk_goes_by_risk_and_passes_over() -> None:
    first = desk_jobs.next_job(folder(), TAG, "spoken", "s1", ())
    assert first is not None
    assert first.key == KEY
    second = desk_jobs.next_job(folder(), TAG, "spoken", "s1", (), first.place)
    assert second is not None
    assert second.key == "bye"
    assert desk_jobs.next_job(folder(), TAG, "spoken", "s1", (), second.place) is None


def test_the_intake_comes_before_other_conversations_of_the_same_risk() -> None:
    vi = f'{KEY}: {{text: "{VI}", risk: high}}\nsurvey.a.text: A\nlegal_aid.a.text: B\n'.encode()
    keys = desk_jobs.keys_to_make(folder(**{"vi/bot.yaml": vi}), TAG, "written")
    assert keys == [KEY, "legal_aid.a.text", "survey.a.text"]


def test_the_pack_says_in_the_folder_what_the_desk_says_over_it_and_packs_the_same_twice() -> None:
    judged = (
        *reviews(digest_of(VI, NEW.words), *TWO, ("compare", "s4")),
        *reviews(digest_of(VI, SHA), *TWO, ("compare", "s4")),
    )
    work = DeskWork([NEW], judged, [SPOKEN])
    laid = laid_over(folder(), work)

    def unpacked(texts: Texts, work: DeskWork, files: dict[str, bytes]) -> dict[str, bytes]:
        made = packed(texts, work, TAG, files, {SHA: VOICE}.get)
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return {**files, **{name: archive.read(name) for name in archive.namelist()}}

    files = unpacked(laid, work, FILES)
    assert files[SPOKEN.file] == VOICE
    alone, problems = read_locales(files, {})
    assert [each for each in problems if each.severity == "error"] == []
    assert alone.state(KEY, TAG) == "approved"
    assert alone.recording(KEY, TAG) is not None
    again = laid_over(alone, work)
    assert again.catalogs == alone.catalogs
    assert again.reviews == alone.reviews
    assert unpacked(again, work, files) == files

    newer = replace(SPOKEN, sha256=hashlib.sha256(b"another").hexdigest())
    redone = replace(work, recordings=[SPOKEN, newer])
    both = packed(laid_over(alone, redone), redone, TAG, files, {SHA: VOICE, newer.sha256: b"another"}.get)
    with zipfile.ZipFile(io.BytesIO(both)) as archive:
        assert archive.read(SPOKEN.file) == VOICE, "one that nobody approved yet does not silence it"

    taken_back = replace(work, withdrawn=frozenset({SHA}))
    silent, _ = read_locales(unpacked(laid_over(alone, taken_back), taken_back, files), {})
    assert silent.recording(KEY, TAG) is None
