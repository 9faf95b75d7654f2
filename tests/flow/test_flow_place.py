"""Asking for a place: typed, chosen from a list, spoken, or kept as it was said."""

from flow_talk import PLACES, Talk

from bot.chat import SharedLocation, Text, quoted
from bot.flow.session import asides
from bot.flow.turn import Filed, PlaceFound

PLACE = """
  where:
    ask: place
    text: Đang ở xã nào?
    options: [{id: here, text: Gửi chỗ này, share: location}, {id: far, text: Ở xa}]
  sure: {ask: text, text: "{answer.where}?"}
  end: {exit: done, text: Xong}
"""


def test_the_question_offers_its_options_and_the_list() -> None:
    talk = Talk(PLACE)
    assert talk.labels == [
        "where.opt.here",
        "where.opt.far",
        "flow.place.list",
        "interrupt.human",
        "interrupt.help",
    ]
    assert talk.question.choices[0].share == "location"
    assert talk.say("ở xa").answers == {"where": {"option": "far"}}


def test_a_place_that_is_found_is_always_confirmed() -> None:
    talk = Talk(PLACE).say("mẫu 12")
    assert talk.turn.asks is not None
    assert talk.question.text == (Text("flow.place.which", {"said": "mẫu 12"}),)
    assert talk.shown[:2] == ["Xã Mẫu 12", "Không có xã nào"]
    assert talk.say("1").answers == {"where": {"place": "x12", "said": "mẫu 12", "files": []}}
    assert talk.question.text[0].values == {"answer.where": quoted("Xã Mẫu 12")}


def test_typed_words_search_again_unless_they_are_a_choice() -> None:
    talk = Talk(PLACE).say("mẫu 12", "mẫu 13")
    assert talk.shown[0] == "Xã Mẫu 13"
    assert talk.say("xã mẫu 13").answers["where"] == {"place": "x13", "said": "mẫu 13", "files": []}


def test_many_found_places_are_paged() -> None:
    talk = Talk(PLACE).say("mẫu").press("flow.more")
    assert talk.asks == "flow.place.which"
    assert talk.shown[:6] == [place.label for place in PLACES[6:12]]
    assert talk.say("back").asks == "where"


def test_from_the_second_miss_the_words_can_be_kept_as_they_are() -> None:
    talk = Talk(PLACE).say("bản đầu nguồn")
    assert talk.says == ["flow.place.unknown"]
    assert "flow.place.keep" not in talk.labels
    talk.say("bản cuối nguồn")
    assert "flow.place.keep" in talk.labels
    assert len(asides(talk.turn.session)) == 2
    talk.press("place.keep")
    assert talk.answers["where"] == {"place": None, "said": "bản cuối nguồn", "files": []}
    assert talk.question.text[0].values == {"answer.where": quoted("bản cuối nguồn")}


def test_none_of_these_asks_again() -> None:
    talk = Talk(PLACE).say("mẫu 12").press("place.none")
    assert (talk.says, talk.asks) == (["flow.place.again"], "where")
    talk.say("mẫu 12", "2")
    assert talk.press("place.keep").answers["where"] == {"place": None, "said": "mẫu 12", "files": []}


def test_the_list_is_turned_like_pages_and_closed_by_back() -> None:
    talk = Talk(PLACE).press("place.list")
    assert talk.shown == [
        *(place.label for place in PLACES[:6]),
        "Xem thêm",
        "Gặp người thật",
        "Chỉ cách dùng",
        "Quay lại",
    ]
    talk.press("flow.more").press("flow.more").press("flow.less")
    assert talk.shown[0] == "Xã Mẫu 7"
    assert talk.press("interrupt.back").labels[0] == "where.opt.here"
    assert talk.say("3", "14").answers["where"] == {"place": "x14", "said": "", "files": []}


def test_without_a_list_none_is_offered() -> None:
    assert "flow.place.list" not in Talk(PLACE, all_places=()).labels


def test_a_place_nobody_lists_is_shown_by_its_code() -> None:
    talk = Talk(PLACE, find_places=lambda words: (PlaceFound("z9", "Xã Khác"),)).say("khác", "1")
    assert talk.question.text[0].values == {"answer.where": quoted("z9")}


def test_voice_answers_and_a_photo_is_kept_beside() -> None:
    talk = Talk(PLACE).hear(Filed(1, "photo"))
    assert talk.says == ["flow.kept"]
    talk.hear(Filed(2, "voice", "bản tôi"))
    assert talk.answers["where"] == {"place": None, "said": "bản tôi", "files": [{"id": 2, "kind": "voice"}]}
    assert talk.question.text[0].values["answer.where"] == Text(
        "review.words_files", {"words": quoted("bản tôi"), "files": 1}
    )


def test_a_shared_location_answers_where_the_flow_asks_for_it() -> None:
    talk = Talk(PLACE).hear(SharedLocation(21.386, 103.017))
    assert talk.answers["where"] == {"place": None, "said": "21.38600, 103.01700", "files": []}
    plain = Talk("  a: {ask: place, text: Đâu}\n  end: {exit: done, text: X}\n").hear(SharedLocation(1, 2))
    assert plain.says == ["flow.retry.unreadable"]
    assert Talk(PLACE).say("1").says == ["flow.share.location"]
