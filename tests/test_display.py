"""What may be seen of a translation: the whole table of risk and state, and what makes the state."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import TEXT_ONLY, Button, Capabilities, Message, Text, quoted, text
from bot.display import STATES, Display, Review, State, Verdict, digest_of, display, state_of
from bot.flow.model import Risk
from bot.locales import read_locales
from bot.texts import Texts

VI = {"low": "Quay lại", "medium": "Nhờ cho ai?", "high": "Chưa phải thụ lý."}
OWN = {"low": "Rov qab", "medium": "Thov rau leej twg?", "high": "Tsis tau txais."}
FULL = Capabilities(buttons="inline", edit=True, files=True, share=True, max_length=4096, max_caption=20)
TABLE: dict[tuple[Risk, State], Display] = {
    ("low", "missing"): "vietnamese",
    ("low", "draft"): "draft_below",
    ("low", "approved"): "own_first",
    ("low", "stale"): "draft_below",
    ("low", "not_needed"): "vietnamese",
    ("medium", "missing"): "vietnamese",
    ("medium", "draft"): "draft_below",
    ("medium", "approved"): "own_first",
    ("medium", "stale"): "draft_below",
    ("medium", "not_needed"): "vietnamese",
    ("high", "missing"): "vietnamese",
    ("high", "draft"): "vietnamese",
    ("high", "approved"): "own_first",
    ("high", "stale"): "vietnamese",
    ("high", "not_needed"): "vietnamese",
}


def review(verdict: Verdict, reviewer: str = "a", *, vi: str = "V", words: str = "W") -> Review:
    return Review("mww-Latn-VN", "k", digest_of(vi, words), verdict, reviewer, "2026-11-26")


def texts_in(risk: Risk, state: State, *, status: str = "draft", shows_rpa: bool = True) -> Texts:
    """One text of this risk, and its translation in this state, read from files as an installation holds them."""
    vi, own = VI[risk], OWN[risk] if state not in ("missing", "not_needed") else ""
    made_from = f"{vi} Cũ." if state == "stale" else vi
    given: tuple[str, ...] = ("approve,a", "approve,b", "compare,c") if state == "approved" else ()
    given = ("not_needed,a",) if state == "not_needed" else given
    rows = [f"mww-Latn-VN,k,{digest_of(vi, own)},{one},2026-11-26" for one in given]
    files = {
        "vi/bot.yaml": f'k: {{text: "{vi}", risk: {risk}}}\n'.encode(),
        "languages.yaml": "vi: {autonym: Việt}\nmww-Latn-VN: {autonym: Hmoob, spelling: rpa, status: %s}\n".encode()
        % status.encode(),
        "mww-Latn-VN/bot.po": f'msgctxt "k"\nmsgid "{made_from}"\nmsgstr "{own}"\n'.encode(),
        "reviews.csv": "\n".join(["language,key,digest,verdict,reviewer,date", *rows]).encode(),
    }
    texts, problems = read_locales(files, {}, shows_rpa=shows_rpa)
    assert [problem.code for problem in problems if problem.severity == "error"] == []
    return texts


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(product(get_args(Risk), STATES))


@pytest.mark.parametrize(("risk", "state"), TABLE)
def test_what_a_person_sees_follows_risk_and_state(risk: Risk, state: State) -> None:
    texts = texts_in(risk, state)
    shows = TABLE[risk, state]
    vi, own = VI[risk], OWN[risk]

    assert display(risk, state) == shows
    assert texts.state("k", "mww-Latn-VN") == state
    (rendered,) = texts.render(Message(1, (text("k"),)), "mww-Latn-VN", FULL)
    assert (
        rendered.text
        == {
            "vietnamese": vi,
            "draft_below": f"{vi}\n⚠️ {own}",
            "own_first": f"{own}\n{vi}",
        }[shows]
    )


@pytest.mark.parametrize(("risk", "state"), TABLE)
def test_a_script_that_the_centre_does_not_show_is_seen_nowhere(risk: Risk, state: State) -> None:
    texts = texts_in(risk, state, shows_rpa=False)
    message = Message(1, (text("k"),), ((Button(text("k"), "f:1"),),))

    for channel in (FULL, TEXT_ONLY):
        (rendered,) = texts.render(message, "mww-Latn-VN", channel)
        assert OWN[risk] not in f"{rendered}"
    assert texts.offered() == ("vi",)


def test_a_button_holds_both_while_they_are_short_else_the_second_stands_above_it() -> None:
    texts = texts_in("low", "draft")
    short = Message(1, (quoted("?"),), ((Button(text("k"), "f:1", "↩️", 1),),))
    (rendered,) = texts.render(short, "mww-Latn-VN", FULL)
    assert rendered.buttons == ((("1 ↩️ Quay lại · ⚠️ Rov qab", "f:1"),),)
    assert rendered.text == "?"

    long = Message(1, (quoted("?"),), ((Button(text("k"), "f:1", "👤", 2),),))
    (rendered,) = texts_in("medium", "approved").render(long, "mww-Latn-VN", FULL)
    assert rendered.buttons == ((("2 👤 Thov rau leej twg?", "f:1"),),)
    assert rendered.text == "?\n\n2 👤 Nhờ cho ai?"
    (rendered,) = texts_in("medium", "approved").render(long, "mww-Latn-VN", TEXT_ONLY)
    assert rendered.text == "?\n\n2 👤 Nhờ cho ai?\n\n2 👤 Thov rau leej twg?"


def test_the_answers_of_a_question_are_all_written_alike_and_two_in_a_row_have_half_the_room() -> None:
    files = {
        "vi/bot.yaml": 'short: "Gửi"\nlong: "Kể sau với cán bộ"\n'.encode(),
        "languages.yaml": "vi: {autonym: Việt}\nlo: {autonym: Lao}\n".encode(),
        "lo/bot.po": 'msgctxt "short"\nmsgid "Gửi"\nmsgstr "Xa"\n\n'
        'msgctxt "long"\nmsgid "Kể sau với cán bộ"\nmsgstr "Hais tom qab rau nws"\n'.encode(),
    }
    texts, _ = read_locales(files, {})
    answers = (
        (Button(text("short"), "f:1", "✅", 1),),
        (Button(text("long"), "f:2", number=2),),
        (Button(quoted("Một câu trả lời dài hơn ba mươi chữ cái"), "f:3", number=3),),
    )
    beside = ((Button(text("short"), "f:4"), Button(text("long"), "f:5")),)
    (rendered,) = texts.render(Message(1, (quoted("?"),), (*answers, *beside)), "lo", FULL)

    assert [label for row in rendered.buttons for label, _ in row] == [
        "1 ✅ Gửi",
        "2 Kể sau với cán bộ",
        "3 Một câu trả lời dài hơn ba mươi chữ cái",
        "Gửi · ⚠️ Xa",
        "Kể sau với cán bộ",
    ]
    assert rendered.text == "?\n\n1 ✅ ⚠️ Xa\n2 ⚠️ Hais tom qab rau nws\n⚠️ Hais tom qab rau nws"


def test_what_comes_with_the_program_needs_no_vietnamese_beside_it() -> None:
    assert texts_in("high", "draft", status="complete").say(text("k"), "mww-Latn-VN") == OWN["high"]
    assert texts_in("high", "stale", status="complete").say(text("k"), "mww-Latn-VN") == VI["high"]


def test_the_digest_of_what_was_shown_tells_draft_from_approved() -> None:
    digests = {
        texts_in("low", state).digest(text("k"), "mww-Latn-VN") for state in ("missing", "draft", "approved")
    }
    assert len(digests) == 3


def test_a_language_is_a_trial_until_everything_of_high_risk_is_approved() -> None:
    assert texts_in("high", "draft").is_trial("mww-Latn-VN")
    assert not texts_in("high", "approved").is_trial("mww-Latn-VN")
    assert texts_in("high", "missing").offered() == ("vi",)
    assert texts_in("high", "draft").offered() == ("vi", "mww-Latn-VN")


@pytest.mark.parametrize(
    ("risk", "given", "state"),
    [
        ("low", [], "draft"),
        ("low", [review("approve")], "approved"),
        ("medium", [review("approve")], "approved"),
        ("low", [review("approve"), review("reject", "b")], "draft"),
        ("low", [review("reject"), review("approve", "b")], "approved"),
        ("high", [review("approve")], "draft"),
        ("high", [review("approve"), review("approve"), review("compare", "c")], "draft"),
        ("high", [review("approve"), review("approve", "b")], "draft"),
        ("high", [review("approve"), review("approve", "b"), review("compare", "c")], "approved"),
        ("high", [review("approve"), review("compare", "c"), review("reject"), review("approve", "b")], "draft"),
        ("low", [review("approve", vi="V.")], "draft"),
        ("low", [review("approve", words="w")], "draft"),
        ("low", [review("not_needed", words="")], "draft"),
    ],
)  # fmt: skip
def test_reviews_make_the_state(risk: Risk, given: list[Review], state: State) -> None:
    assert state_of("V", "V", "W", risk, given) == state


@given(st.text(), st.text())
def test_the_same_words_have_the_same_digest_however_they_are_composed(vi: str, words: str) -> None:
    def apart(said: str) -> str:
        return unicodedata.normalize("NFD", said)

    assert digest_of(vi, words) == digest_of(apart(vi), apart(words))


@given(st.sampled_from(get_args(Risk)), st.lists(st.sampled_from(get_args(Verdict)), max_size=6))
def test_without_two_who_approve_nothing_of_high_risk_is_ever_shown(
    risk: Risk, verdicts: list[Verdict]
) -> None:
    one_voice = [review(verdict) for verdict in verdicts]
    if risk == "high":
        assert display(risk, state_of("V", "V", "W", risk, one_voice)) == "vietnamese"


def test_words_within_a_text_are_in_its_language_and_never_an_unread_promise() -> None:
    files = {
        "vi/bot.yaml": 'a: "Xem {b}."\nb: {text: "hạn", risk: high}\nc: "giấy"\n'.encode(),
        "languages.yaml": "vi: {autonym: Việt}\nlo: {autonym: Lao}\n".encode(),
        "lo/bot.po": 'msgctxt "a"\nmsgid "Xem {b}."\nmsgstr "See {b}."\n\n'
        'msgctxt "b"\nmsgid "hạn"\nmsgstr "limit"\n\nmsgctxt "c"\nmsgid "giấy"\nmsgstr "paper"\n'.encode(),
    }
    texts, _ = read_locales(files, {})
    assert texts.say(Text("a", {"b": text("b")}), "lo") == "Xem hạn. · ⚠️ See hạn."
    assert texts.say(Text("a", {"b": text("c")}), "lo") == "Xem giấy. · ⚠️ See paper."


def test_what_the_program_fills_in_alone_needs_no_translation() -> None:
    assert state_of("{day}/{month}/{year}", "", "", "low", []) == "not_needed"
    assert state_of("{day} tháng {month}", "", "", "low", []) == "missing"
    assert state_of("{day}/{month}", "{day}/{month}", "{month}/{day}", "low", []) == "draft"


@pytest.mark.parametrize("line", ["lo,k", "lo,k,abc,fine,a,2026-11-26"])
def test_a_broken_line_of_the_reviews_is_told(line: str) -> None:
    files = {
        "vi/bot.yaml": b"k: K\n",
        "languages.yaml": "vi: {autonym: Việt}\n".encode(),
        "reviews.csv": f"language,key,digest,verdict,reviewer,date\n{line}\n".encode(),
    }
    (problem,) = read_locales(files, {})[1]
    assert (problem.file, problem.line, problem.code) == ("locales/reviews.csv", 2, "T6")
