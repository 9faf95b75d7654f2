"""Conversations of the staff: five interrupts, and nobody to be handed to."""

import pytest
from flow_talk import Talk, flow_of

from bot.flow.turn import Filed


def staff() -> Talk:
    return Talk(
        flow_of(
            """
  role: {ask: choice, text: Vai, options: [{id: officer, text: Cán bộ}, {id: duty, text: Trực}]}
  name: {ask: text, text: Tên}
  end: {exit: done, text: Xong}
""",
            "for: staff\n",
        )
    )


def test_staff_have_help_and_back_but_no_way_to_a_person() -> None:
    talk = staff()
    assert talk.labels == ["role.opt.officer", "role.opt.duty", "interrupt.help"]
    assert talk.say("1").labels == ["interrupt.help", "interrupt.back"]
    assert talk.press("interrupt.help").labels == [
        "interrupt.repeat",
        "interrupt.language",
        "interrupt.restart",
        "interrupt.back",
    ]
    assert talk.say("repeat").asks == "name"
    assert talk.say("restart").screen == "recap"


@pytest.mark.parametrize("words", ["human", "listen", "later", "status", "thoát", "delete", "quyền"])
def test_in_conversations_of_the_staff_other_words_are_only_words(words: str) -> None:
    assert staff().say("1", words).answers["name"] == {"text": words}


def test_a_voice_of_the_staff_is_never_handed_on() -> None:
    talk = staff()
    for n in range(4):
        talk.hear(Filed(n, "voice"))
        assert (talk.says, talk.effects) == (["flow.kept_voice"], ())
