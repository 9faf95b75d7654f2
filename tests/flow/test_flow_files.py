"""Files: one by one until done, in albums, up to a limit."""

import pytest
from flow_talk import Talk, echo, one

from bot.chat import Text, quoted
from bot.flow.session import Value, asides
from bot.flow.turn import Filed


def photos(*ids: int, text: str = "", **more: Value) -> Value:
    return {"text": text, "files": [{"id": id_, "kind": "photo"} for id_ in ids], **more}


def test_files_are_counted_until_the_person_says_done() -> None:
    talk = one("ask: file")
    assert "flow.done" not in talk.labels
    talk.hear(Filed(1, "photo", "một")).hear(Filed(2, "photo", "hai"))
    assert (talk.asks, talk.answers["a"]) == ("flow.files_so_far", photos(1, 2, text="một\nhai", more=True))
    assert talk.question.text == (Text("t.a.text"), Text("flow.files_so_far", {"files": 2}))
    talk.press("flow.done")
    assert talk.answers["a"] == photos(1, 2, text="một\nhai")
    assert echo(talk) == Text("review.words_files", {"words": quoted("một\nhai"), "files": 2})


def test_done_may_be_typed_but_not_before_there_is_a_file() -> None:
    assert one("ask: file").say("xong").says == ["flow.retry.file"]
    assert one("ask: file").hear(Filed(1, "photo")).say("xong").asks == "b"


@pytest.mark.parametrize(("accept", "kind"), [("[voice, audio]", "audio"), ("[video]", "video")])
def test_only_the_kinds_that_are_asked_for_are_taken(accept: str, kind: str) -> None:
    talk = one(f"ask: file, accept: {accept}").hear(Filed(1, "photo"))
    assert (talk.says, talk.answers) == (["flow.kept"], {})
    talk.hear(Filed(2, kind)).press("flow.done")  # type: ignore[arg-type]
    assert talk.answers["a"] == {"text": "", "files": [{"id": 2, "kind": kind}]}


def test_more_than_enough_is_kept_beside() -> None:
    talk = (
        one("ask: file, max: 2").hear(Filed(1, "photo")).hear(Filed(2, "photo")).hear(Filed(3, "photo", "ba"))
    )
    assert (talk.says, talk.answers["a"]) == (["flow.kept"], photos(1, 2, more=True))
    assert asides(talk.turn.session)[0].value == photos(3, text="ba")
    assert talk.press("flow.done").asks == "b"


def test_an_option_instead_of_files() -> None:
    talk = one("ask: file, options: [{id: none, text: Không có}]").say("1")
    assert (talk.answers["a"], echo(talk)) == ({"option": "none"}, Text("t.a.opt.none"))


# --- albums ----------------------------------------------------------------------------------


def album(talk: Talk, *ids: int, name: str = "al") -> Talk:
    for id_ in ids:
        talk.hear(Filed(id_, "photo", f"tờ {id_}", name))
    return talk


def test_an_album_is_one_answer_told_once() -> None:
    talk = one("ask: text_or_voice").hear(Filed(1, "photo", "", "al"))
    assert talk.asks == "b"
    number = talk.number
    talk.hear(Filed(2, "photo", "hai", "al"))
    assert (talk.turn.asks, talk.says, talk.notice, talk.number) == (None, [], None, number)
    assert talk.answers["a"] == photos(1, 2, text="hai")
    assert talk.again().asks == "b"
    assert talk.number == number


def test_the_pictures_of_an_album_count_as_files() -> None:
    talk = album(one("ask: file"), 1, 2, 3).again()
    assert talk.question.text[-1] == Text("flow.files_so_far", {"files": 3})
    assert talk.press("flow.done").answers["a"] == photos(1, 2, 3, text="tờ 1\ntờ 2\ntờ 3")


def test_an_album_with_too_many_pictures_leaves_the_last_beside() -> None:
    talk = album(one("ask: file, max: 2"), 1, 2, 3).again()
    assert talk.answers["a"] == photos(1, 2, text="tờ 1\ntờ 2", more=True)
    assert [event.value for event in asides(talk.turn.session)] == [photos(3, text="tờ 3")]


def test_late_pictures_of_an_album_join_the_answer_that_was_given() -> None:
    talk = album(one("ask: file"), 1).press("flow.done")
    talk = album(talk, 2)
    assert talk.answers["a"] == photos(1, 2, text="tờ 1\ntờ 2")


def test_an_album_nobody_asked_for_is_kept_beside_with_one_word() -> None:
    talk = album(one("ask: number"), 1)
    assert talk.says == ["flow.kept"]
    album(talk, 2)
    assert (talk.says, talk.answers) == ([], {})
    assert [event.name for event in asides(talk.turn.session)] == ["aside.a.1", "aside.a.2"]


def test_pictures_of_an_answer_taken_back_are_kept_beside() -> None:
    talk = album(one("ask: text_or_voice"), 1).say("back")
    album(talk, 2)
    assert "a" not in talk.answers
    assert len(asides(talk.turn.session)) == 1


def test_two_albums_are_two() -> None:
    talk = album(album(one("ask: file"), 1, 2), 3, name="other")
    assert talk.question.text[-1] == Text("flow.files_so_far", {"files": 3})


def test_an_album_of_voices_at_a_place_is_joined() -> None:
    talk = one("ask: place").hear(Filed(1, "voice", "bản", "al")).hear(Filed(2, "voice", "", "al"))
    files: Value = [{"id": 1, "kind": "voice"}, {"id": 2, "kind": "voice"}]
    assert talk.answers["a"] == {"place": None, "said": "bản", "files": files}


def test_a_choice_that_takes_photos() -> None:
    ask = "ask: choice, accept: [photo, text], options: [{id: no, text: Không}]"
    assert album(one(ask), 1, 2).answers["a"] == photos(1, 2, text="tờ 1\ntờ 2")
