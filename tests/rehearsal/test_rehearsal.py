"""A rehearsal does what the real bot does around the engine: time, other flows on top, late presses, words alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import pytest
from rehearsal_stage import STEPS, beside, small, stage

from bot.flow.model import Flow
from bot.flow.session import answers, asides
from bot.rehearsal.finding import tap_of
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import (
    CLOCK,
    Again,
    ChannelKind,
    Doing,
    Edits,
    Location,
    Number,
    Phone,
    Sends,
    Strange,
    Tap,
    Words,
)
from bot.rehearsal.transcript_writer import ending_of, written
from bot.rehearsal.utterances import Uttered
from bot.rehearsal.world import CannotAct

DAY = datetime.timedelta(days=1)
MANY = """
  which: {ask: choice, options_from: languages, text: "Tiếng nào?", options: [%s]}
  end: {exit: done, text: Xong}
"""


def names(said: Iterable[Uttered]) -> list[str]:
    return [written(one.names[0]) for one in said]


def begun(*flows: Flow, channel: ChannelKind = "telegram", **facts: object) -> Rehearsal:
    one = stage(*flows, channel=channel, now=CLOCK, **facts)
    one.begin()
    return one


def do(one: Rehearsal, *doings: Doing | str) -> list[str]:
    said: list[Uttered] = []
    for doing in doings:
        said = one.act(Tap(doing) if isinstance(doing, str) else doing)
    return names(said)


# --- time ------------------------------------------------------------------------------------


def test_one_reminder_a_session_however_long_the_silence() -> None:
    one = begun()
    do(one, "me")

    assert names(one.wait(DAY)) == []
    assert names(one.wait(2 * DAY)) == ["{reminder: 1}"]
    do(one, Words("chưa"))
    do(one, "close")
    assert names(one.wait(5 * DAY)) == []


def test_a_shared_phone_is_never_reminded() -> None:
    one = begun()
    do(one, "me", "some")

    assert one.wait(9 * DAY) == []


def test_after_twelve_hours_words_are_met_with_where_one_stood() -> None:
    one = begun()
    do(one, "me")
    one.wait(datetime.timedelta(hours=12))

    assert do(one, Words("xin chào nhé"))[:2] == ["{says: flow.kept_words}", "{recap: plain}"]
    assert do(one, "close") == ["alone"]


def test_a_press_on_yesterdays_button_shows_where_one_stood() -> None:
    one = begun()
    do(one, "me")
    one.wait(2 * DAY - datetime.timedelta(hours=1))

    assert do(one, "none")[:2] == ["{notice: press.old}", "{recap: plain}"]


def test_a_draft_that_is_too_old_is_gone_and_the_next_word_begins_anew() -> None:
    one = begun()
    do(one, "me")
    said = one.wait(40 * DAY)

    assert [f"{each.at:%d %H:%M}" for each in said if each.at] == ["28 09:00"]
    assert one.session.outcome == "expired"
    assert one.shown is None
    assert one.wait(DAY) == []
    assert do(one, Words("chào")) == ["{says: flow.retry.choice}", "who"]


def test_the_own_recap_of_a_flow_is_told_from_the_plain_one() -> None:
    top = "recap: {text: Đang kể dở, when: \"who == 'me'\"}\n"
    one = begun(small(top=top))
    do(one, "me")

    assert do(one, "restart")[:1] == ["{recap: named}"]


# --- what a person does ----------------------------------------------------------------------


def to_story(one: Rehearsal) -> None:
    do(one, "me", "none", Words("30"), "list", Tap("x01", "place"), Words("0912345678"), "a", "done")


def test_an_album_is_one_answer() -> None:
    one = begun()
    to_story(one)

    assert do(one, Sends("photo", count=3)) == ["{says: review.line}"] * 7 + ["check"]
    story = answers(one.session)["story"]
    assert isinstance(story, dict)
    assert len(story["files"]) == 3  # type: ignore[arg-type]


def test_what_is_typed_can_be_edited_and_what_was_pressed_cannot() -> None:
    one = begun()
    do(one, "me", "none", Words("30"))

    assert do(one, Edits(3, "31")) == ["{says: edit.changed}", "place"]
    assert do(one, Edits(1, "Cho người khác")) == ["{says: talk.edit_kept}", "place"]
    assert len(asides(one.session)) == 1


def test_a_number_and_a_place_can_be_shared() -> None:
    one = begun()
    do(one, "me", "none", Words("30"))

    assert do(one, Location(21.4, 103.0)) == ["phone"]
    assert do(one, Phone("0912345678", own=True)) == ["wants"]
    assert {("t.phone", "this"), ("t.place", "here")} <= {(each.step, each.option) for each in one.taken}


def test_sharing_where_nothing_was_asked_takes_no_option() -> None:
    one = begun()

    do(one, Phone("0912345678", own=True))

    assert {each.option for each in one.taken} == {""}


def test_a_sticker_is_a_miss() -> None:
    assert do(begun(), Strange("sticker")) == ["{says: flow.retry.unreadable}", "who"]


def test_the_same_button_again_was_noted_also_after_the_end() -> None:
    one = begun(beside())
    do(one, "a")

    assert do(one, Again()) == ["{notice: press.noted}"]
    do(one, "enough")
    assert do(one, Again()) == ["{notice: press.noted}"]
    do(one, Words("chào"), "a", Words("2"))
    assert do(one, Again()) == ["{notice: press.old}"]


def test_nothing_can_be_pressed_or_edited_after_the_end() -> None:
    one = begun(beside())
    do(one, "enough")

    for doing in (Tap("a"), Edits(1, "gì đó")):
        with pytest.raises(CannotAct, match="is_over"):
            one.act(doing)
    assert one.acts == 1


def test_a_channel_of_words_alone_takes_numbers_and_labels_and_no_files() -> None:
    one = begun(channel="text")

    assert do(one, "why", "me", "human", "call_back", "back") == ["who"]
    with pytest.raises(CannotAct, match="no_files"):
        one.act(Sends("photo"))


def test_an_interrupt_without_a_button_is_typed() -> None:
    assert do(begun(), "later") == ["{says: flow.later}"]
    assert do(begun(), "listen") == ["{says: flow.listen.none}", "who"]


def test_an_interrupt_that_nobody_can_type_is_no_button() -> None:
    with pytest.raises(CannotAct, match="no_button"):
        begun(calls={}).act(Tap("later"))


@pytest.mark.parametrize(
    "doing", [Tap("you"), Tap("wrong", "beside"), Tap("later", "place"), Tap("me", "place")]
)
def test_a_button_that_is_not_there_is_refused(doing: Tap) -> None:
    with pytest.raises(CannotAct, match="no_button"):
        begun().act(doing)


def test_pages_are_turned_by_their_direction() -> None:
    options = ", ".join(f"{{id: o{n}, text: Điều {n}}}" for n in range(9))
    one = begun(small(MANY % options, ""))

    do(one, Tap("next", "page"), Tap("back", "page"), Tap("next", "page"))
    with pytest.raises(CannotAct, match="no_button"):
        one.act(Tap("next"))
    assert do(one, "o5") == ["end"]


def test_buttons_are_written_shortly_where_that_is_clear() -> None:
    options = ", ".join(f"{{id: {name}, text: Điều {name}}}" for name in ("vi", "o1", "o2", "o3", "o4", "o5"))
    one = begun(small(MANY % options, ""))
    offered = [tap_of(one.session, index) for index in range(len(one.session.offer))]

    assert offered[:4] == [Tap("vi"), Tap("en"), Tap("vi", "option"), Tap("o1")]
    assert offered[6] == Tap("next", "page")
    place = begun()
    do(place, "me", "none", Words("30"))
    assert tap_of(place.session, 1) == Tap("list")


def test_entries_of_a_list_are_pressed_by_what_they_are() -> None:
    one = begun(small(MANY % "{id: vi, text: Thôi}", ""))

    do(one, Tap("vi", "option"))

    assert answers(one.session)["which"] == "vi"


# --- around the engine -----------------------------------------------------------------------


def test_another_flow_opens_on_top_and_the_question_comes_back() -> None:
    one = begun(small(), beside())
    do(one, "me")

    assert do(one, Tap("rights", "beside")) == ["rights/one"]
    assert one.flow.id == "rights"
    assert do(one, "a") == ["rights/said", "rights/one"]
    assert do(one, "enough") == ["rights/over", "alone"]
    assert one.flow.id == "t"


def test_beginning_anew_on_top_shows_where_one_stood_below() -> None:
    one = begun(small(), beside())
    do(one, "me", Tap("rights", "beside"), "a")

    assert do(one, "restart")[:1] == ["{recap: plain}"]


def test_a_flow_that_is_not_there_leaves_the_question() -> None:
    assert do(begun(), "status") == ["who"]


def test_beginning_anew_begins_at_the_first_words() -> None:
    one = begun()
    do(one, "me", "restart")

    assert do(one, "afresh") == ["hello", "who"]


def test_the_quick_exit_closes_everything() -> None:
    one = begun(small(), beside())
    do(one, "me", Tap("rights", "beside"))

    assert do(one, "quick_exit") == ["{says: flow.quick_exit}"]
    assert one.shown is None
    assert one.speak("en") == []
    assert [done.name for done in one.done] == ["quick_exit"]


def test_an_album_that_ends_the_conversation_is_heard_once() -> None:
    steps = "  story: {ask: text_or_voice, text: Kể đi}\n  end: {exit: done, text: Xong}\n"
    one = begun(small(steps, ""))

    assert do(one, Sends("photo", count=2)) == ["end"]


def test_deeds_and_refusals_are_kept_in_order() -> None:
    steps = """
  ok: {consent: c, text: "Được không?", yes: {text: Được}, no: {text: Không}, if_no: ask}
  ask: {ask: choice, text: "Gì?", options: [{id: a, text: Điều A}, {id: b, text: Điều B}]}
  call: {handoff: call_back, text: Sẽ gọi}
"""
    one = begun(small(steps, ""))
    do(one, "no", "human", "call_back", "a")

    assert [done.name for done in one.done] == ["erase", "call_back", "call_back"]
    assert one.session.outcome == "handoff"


def test_a_language_chosen_on_its_screen_is_spoken_from_then_on() -> None:
    one = begun()
    do(one, "language", Tap("en", "language"))

    assert one.language == "en"
    assert one.aloud[-1].startswith("en ")
    assert names(one.speak("vi")) == ["who"]


def test_numbers_typed_mean_buttons() -> None:
    assert do(begun(), Number(1)) == ["alone"]


def test_an_ending_holds_what_was_chosen_and_nobodys_words() -> None:
    one = begun()
    to_story(one)
    do(one, Words("chuyện riêng"))

    ending = ending_of(one)

    assert ending.answers == {"who": "me", "alone": "none", "wants": ("a",)}
    assert ending.outcome == "open"
    assert ending.deeds == ()


def test_an_answer_that_was_given_up_is_not_in_the_ending() -> None:
    one = begun(
        small(
            STEPS.replace(
                "Chỉ mình}, {id: some, text: Có người}]",
                "Chỉ mình}, {id: some, text: Có người}], attempts: {max: 1, then: skip}",
            )
        )
    )
    do(one, "me", Words("gì"))

    assert ending_of(one).answers == {"who": "me"}
