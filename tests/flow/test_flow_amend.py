"""A message is edited after it was sent: its answer changes, or the words are kept; either is said."""

from dataclasses import replace

from flow_talk import Talk, flow_of

from bot.chat import Said
from bot.flow.session import Changed, asides, observations
from bot.flow.turn import Filed, QuickExit, Remind

FLOW = """
  matter: {ask: choice, text: Chuyện gì, options: [{id: land, text: Đất}, {id: debt, text: Nợ}, {id: why, text: Sao hỏi, hint: Vì thế}]}
  many: {ask: many, text: Những gì, options: [{id: a, text: Ai}, {id: b, text: Bi}, {id: c, text: Cy}], max: 2}
  story: {ask: text_or_voice, text: Kể đi, depends: [matter]}
  years: {ask: number, text: Mấy năm, min: 1, max: 80}
  papers: {ask: file, text: Giấy}
  may: {consent: c, text: Ghi nhé, yes: {text: Ghi}, no: {text: Thôi}, if_no: end}
  where: {ask: place, text: Ở đâu}
  last: {ask: text, text: Gì nữa}
  send: {submit: call_back}
  after: {ask: text, text: Sau đó}
  end: {exit: done, text: Xong}
"""
MESSAGES = [("m1", "1"), ("m2", "1, 2"), ("m3", "xong"), ("m4", "lời kể"), ("m5", "3")]


def talk_at(step: str) -> Talk:
    talk = Talk(FLOW)
    for message, words in MESSAGES:
        if talk.asks == step:
            return talk
        talk.hear(Said(words), message)
    if step != "papers":
        talk.hear(Filed(1, "photo", "giấy"), "m6").hear(Said("xong"), "m7")
    if step in {"where", "last", "after"}:
        talk.hear(Said("ghi"), "m8")
    if step in {"last", "after"}:
        talk.hear(Said("mẫu 12"), "m9").hear(Said("1"), "m10")
    return talk.hear(Said("hết"), "m11") if step == "after" else talk


def test_an_edited_message_changes_its_answer_and_asks_the_present_question() -> None:
    talk = talk_at("papers")
    number = talk.number
    assert talk.amends("5", "m5")
    assert (talk.says, talk.asks, talk.number) == (["edit.changed"], "papers", number + 1)
    assert talk.answers["years"] == {"number": 5, "about": False, "said": "5"}
    assert isinstance(talk.turn.session.events[-1], Changed)


def test_what_depends_on_it_is_asked_again_with_the_reason() -> None:
    talk = talk_at("papers")
    assert talk.amends("2", "m1")
    assert (talk.says, talk.asks) == (["edit.changed", "edit.because"], "story")
    assert talk.say("lời khác").asks == "papers"


def test_the_same_answer_in_other_words_changes_nothing() -> None:
    talk = talk_at("papers")
    assert talk.amends("đất", "m1")
    assert (talk.says, talk.asks, talk.answers["story"]) == (
        [],
        "papers",
        {"text": "lời kể", "files": []},
    )


def test_an_edit_that_does_not_fit_is_kept_and_said() -> None:
    talk = talk_at("papers")
    before = talk.answers
    assert talk.amends("nhiều năm", "m5")
    assert (talk.says, talk.asks, talk.answers) == (["edit.kept", "flow.retry.number"], "papers", before)
    assert [event.name for event in asides(talk.turn.session)] == ["aside.years.1"]
    assert talk.turn.session.misses == 0
    assert talk.amends("99", "m5")
    assert talk.says == ["edit.kept", "flow.retry.bounds"]
    assert talk.amends("sao hỏi", "m1")
    assert talk.says == ["edit.kept", "matter.hint.why"]


def test_a_message_that_answered_nothing_changes_nothing() -> None:
    talk = talk_at("papers")
    assert not talk.amends("5", "m99")
    talk.hear(Said("không hiểu"), "m20")
    assert not talk.amends("5", "m20")


def test_an_answer_taken_back_can_no_longer_be_changed() -> None:
    talk = talk_at("papers").say("back")
    assert talk.asks == "years"
    assert not talk.amends("5", "m5")
    assert talk.say("7").amends("5", "m5")


def test_consent_is_not_changed_by_editing() -> None:
    talk = talk_at("where")
    assert not talk.amends("thôi", "m8")
    assert talk.answers["may"] == "yes"


def test_while_it_is_asked_which_place_was_meant_the_new_words_are_searched() -> None:
    talk = talk_at("where").hear(Said("mẫu 12"), "m9")
    assert talk.amends("mẫu 13", "m9")
    assert (talk.asks, talk.shown[0]) == ("flow.place.which", "Xã Mẫu 13")


def test_after_a_deed_nothing_before_it_is_changed() -> None:
    talk = talk_at("after")
    assert not talk.amends("5", "m5")
    assert not talk.amends("khác", "m11")


def test_an_over_conversation_is_not_changed() -> None:
    assert not talk_at("after").say("thế thôi").amends("5", "m5")


def test_several_choices_are_those_of_the_new_words() -> None:
    talk = talk_at("story")
    assert talk.amends("2, 3", "m2")
    assert (talk.says, talk.asks, talk.answers["many"]) == (["edit.changed"], "story", {"chosen": ["b", "c"]})
    assert talk.amends("Cy", "m2")
    assert talk.answers["many"] == {"chosen": ["c"]}
    assert talk.amends("1, 2, 3", "m2")
    assert (talk.says, talk.answers["many"]) == (["edit.kept", "flow.retry.many"], {"chosen": ["c"]})
    assert talk.amends("hôm nay", "m2")
    assert talk.says == ["edit.kept", "flow.retry.choice"]


def test_choices_still_being_ticked_are_no_answer_yet() -> None:
    talk = Talk(FLOW).hear(Said("1"), "m1").hear(Said("1, 2"), "m2")
    assert not talk.amends("3", "m2")
    assert talk.amends("2", "m1")
    assert (talk.asks, talk.say("xong").answers["many"]) == ("many", {"chosen": ["a", "b"]})


def test_the_words_below_a_photo_are_changed_and_the_photo_stays() -> None:
    talk = talk_at("where")
    assert talk.amends("giấy đỏ", "m6")
    assert (talk.says, talk.asks) == (["edit.changed"], "where")
    assert talk.answers["papers"] == {"text": "giấy đỏ", "files": [{"id": 1, "kind": "photo"}]}


def test_below_one_of_several_photos_the_new_words_are_added() -> None:
    talk = (
        talk_at("papers")
        .hear(Filed(1, "photo", "một"), "m6")
        .hear(Filed(2, "photo", "hai"), "m7")
        .say("xong")
    )
    assert talk.amends("ba", "m7")
    assert talk.answers["papers"] == {
        "text": "một\nhai\nba",
        "files": [{"id": 1, "kind": "photo"}, {"id": 2, "kind": "photo"}],
    }


def test_the_words_below_a_voice_about_a_place() -> None:
    talk = talk_at("where").hear(Filed(3, "voice", "bản"), "m9")
    assert talk.amends("bản Mẫu", "m9")
    assert talk.answers["where"] == {"place": None, "said": "bản Mẫu", "files": [{"id": 3, "kind": "voice"}]}


def test_a_number_typed_on_a_list_is_not_read_below_it() -> None:
    talk = talk_at("last")
    assert not talk.amends("2", "m10")
    assert talk.answers["where"] == {"place": "x12", "said": "mẫu 12", "files": []}


def test_a_place_kept_as_said_may_be_searched_anew() -> None:
    talk = talk_at("where").say("bản đầu nguồn", "bản cuối nguồn").hear(Said("2"), "m9")
    assert talk.answers["where"] == {"place": None, "said": "bản cuối nguồn", "files": []}
    assert talk.amends("mẫu 13", "m9")
    assert (talk.says, talk.screen) == ([], "found")
    assert talk.say("1").asks == "last"
    assert talk.answers["where"] == {"place": "x13", "said": "mẫu 13", "files": []}


def test_an_entry_of_a_list_of_the_world_is_found_again() -> None:
    talk = Talk("""
  which: {ask: choice, text: Việc nào, options_from: my_requests, allow: [dont_know]}
  b: {ask: text, text: Gì}
  end: {exit: done, text: Xong}
""").hear(Said("1"), "m1")
    assert talk.amends("2", "m1")
    assert talk.answers["which"] == {"option": "8", "shown": "111 111 A"}


def test_an_edit_long_after_is_still_an_edit() -> None:
    talk = talk_at("papers")
    talk.facts = replace(talk.facts, away=True)
    assert talk.amends("5", "m5")
    assert (talk.says, talk.screen) == (["edit.changed"], "question")


def test_an_edit_leaves_a_list_that_is_open() -> None:
    talk = talk_at("papers").say("help")
    assert talk.amends("nhiều năm", "m5")
    assert talk.screen == "help"
    assert talk.amends("5", "m5")
    assert talk.asks == "papers"


def test_an_interrupt_typed_into_an_old_message_does_no_harm() -> None:
    talk = talk_at("papers")
    before = talk.answers
    for words, effects in (
        ("help", ()),
        ("back", ()),
        ("restart", ()),
        ("delete", ()),
        ("later", (Remind(),)),
    ):
        assert talk.amends(words, "m5")
        assert (talk.says[0], talk.effects, talk.answers, talk.screen) == (
            "edit.kept",
            effects,
            before,
            "question",
        )
        talk.again()
    assert talk.amends("thoát", "m5")
    assert (talk.outcome, talk.effects) == ("left", (QuickExit(),))


def test_an_edit_under_a_new_version_is_read_by_it() -> None:
    talk = talk_at("papers")
    talk.flow = flow_of(FLOW.replace("max: 80", "max: 4"))
    assert talk.amends("4", "m5")
    assert (talk.answers["years"], talk.turn.session.version) == (
        {"number": 4, "about": False, "said": "4"},
        talk.flow.version,
    )


def test_which_message_answered_what_is_noted() -> None:
    seen = observations(talk_at("last").turn.session)
    assert {name: step for name, step in seen.items() if name.startswith("by.")} == {
        "by.m1": "matter",
        "by.m2": "many",
        "by.m3": "many",
        "by.m4": "story",
        "by.m5": "years",
        "by.m6": "papers",
        "by.m7": "papers",
        "by.m8": "may",
        "by.m9": "where",  # it still waits for a yes
    }
