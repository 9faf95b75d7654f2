"""A flow is published anew while people stand in the middle of it: nobody loses an answer, nobody is asked twice without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

import pytest
from flow_made import flows, heard
from flow_talk import Talk, facts_for, flow_of, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat import Said
from bot.flow.engine import ask_again, recap, resume
from bot.flow.model import Flow
from bot.flow.moving import Onward, carry
from bot.flow.pinning import pinned, plain_key, sources_of
from bot.flow.session import answers, asides
from bot.flow.turn import Heard, Press

END = "  end: {exit: done, text: Xong}\n"
A = "  a: {ask: choice, text: A, options: [{id: x, text: X}, {id: y, text: Y}]}\n"
B = "  b: {ask: text, text: B}\n"
C = "  c: {ask: number, text: C, min: 1, max: 9}\n"
SEND = "  send: {submit: call_back, receipt: Đã nhận, with: {want: b}}\n"


class Moving(Talk):
    """A talk that began with one version while another is in force."""

    def __init__(self, old: str, new: str, top: str = "", *, force: bool = False) -> None:
        super().__init__(old)
        self.onto = Onward(flow_of(new, top), force)

    def hear(self, heard: Heard, message: str = "") -> Self:
        self.turn = resume(self.flow, self.turn.session, heard, self.facts, message, self.onto)
        self._look()
        return self

    def back(self, *, shortly: bool = False) -> Self:
        """She comes back without a word."""
        self.turn = (ask_again if shortly else recap)(self.flow, self.turn.session, self.facts, self.onto)
        self._look()
        return self

    def _look(self) -> None:
        if self.turn.session.version == self.onto.flow.version:
            self.flow = self.onto.flow

    @property
    def moved(self) -> bool:
        return self.flow is self.onto.flow


def test_it_moves_with_the_next_answer_when_everything_finds_its_place() -> None:
    talk = Moving(A + B + C + END, A + B + "  d: {ask: text, text: D}\n" + C + END).say("1", "lời")
    assert talk.moved
    assert talk.asks == "d"
    assert talk.answers == {"a": "x", "b": {"text": "lời"}}
    assert "flow.moved" not in [text.key for text in talk.turn.says]


def test_a_press_is_understood_as_the_person_saw_the_question() -> None:
    talk = Moving(A + B + END, A.replace("id: x, text: X", "id: w, text: W") + B + END)
    talk.hear(Press(talk.number, 1))
    assert talk.moved
    assert (talk.notice, talk.asks, talk.answers) == (None, "b", {"a": "y"})


def test_without_an_answer_it_stays_where_it_is() -> None:
    talk = Moving(A + B + END, A + C + END)
    assert not talk.say("help").moved
    assert not talk.back().moved


@pytest.mark.parametrize(
    "new",
    [
        B + C + END,  # the step is gone
        "  a: {ask: text, text: A}\n" + B + C + END,  # it asks otherwise
        A.replace("id: x", "id: w") + B + C + END,  # her option is gone
    ],
)
def test_where_an_answer_finds_no_place_it_stays_with_its_version_to_the_end(new: str) -> None:
    talk = Moving(A + B + C + END, new).say("1", "lời", "3")
    assert not talk.moved
    assert talk.outcome == "done"
    assert talk.answers.keys() == {"a", "b", "c"}


def test_a_renamed_step_keeps_its_answer() -> None:
    top = "migrate: {rename: {a: first}}\n"
    talk = Moving(A + B + C + END, A.replace("  a:", "  first:") + B + C + END, top).say("1")
    assert talk.moved
    assert talk.answers == {"first": "x"}
    assert talk.say("lời").asks == "c"


def test_what_is_to_be_asked_again_keeps_a_session_on_its_version_until_it_must_move() -> None:
    top = "migrate: {reask: [a]}\n"
    assert not Moving(A + B + C + END, A + C + B + END, top).say("1").moved
    talk = Moving(A + B + C + END, A + C + B + END, top, force=True).say("1")
    assert talk.moved
    assert talk.asks == "a"
    assert "flow.moved" in [text.key for text in talk.turn.says]


def test_a_migration_can_be_for_some_versions_only() -> None:
    top = 'migrate: {from: ["0123456789abcdef"], rename: {a: first}}\n'
    talk = Moving(A + B + C + END, A.replace("  a:", "  first:") + B + C + END, top).say("1")
    assert not talk.moved


def test_who_must_move_is_told_and_asked_again_only_what_is_lost() -> None:
    talk = Moving(A + B + C + END, "  a: {ask: text, text: A}\n" + B + C + END, force=True).say("1")
    assert talk.moved
    assert [text.key for text in talk.turn.says] == ["flow.moved"]
    assert talk.asks == "a"
    assert talk.say("chữ").asks == "b"


def test_who_must_move_moves_when_she_comes_back_too() -> None:
    talk = Moving(A + B + C + END, "  a: {ask: text, text: A}\n" + B + C + END)
    talk.say("1")
    assert not talk.moved
    talk.onto = replace(talk.onto, force=True)
    assert talk.back(shortly=True).moved
    assert talk.asks == "a"


def test_words_of_a_question_that_is_gone_are_kept_beside() -> None:
    talk = Moving(B + C + A + END, C + A + END, force=True).say("tôi mất nương")
    assert talk.moved
    assert talk.asks == "c"
    assert [aside.value for aside in asides(talk.turn.session)] == [{"text": "tôi mất nương", "files": []}]


def test_a_choice_of_a_question_that_is_gone_leaves_nothing_behind() -> None:
    talk = Moving(A + C + B + END, C + B + END, force=True).say("1")
    assert talk.moved
    assert asides(talk.turn.session) == ()


def test_what_was_sent_is_never_sent_again() -> None:
    old = A + B + SEND + C + END
    talk = Moving(old, old).say("1", "lời")
    talk.onto = Onward(flow_of(A + B + SEND.replace("  send:", "  post:") + C + END), force=True)
    assert not talk.say("3").moved
    assert talk.outcome == "done"
    kept = Moving(old, A + B + SEND + C + "  d: {ask: text, text: D}\n" + END).say("1", "lời", "3")
    assert kept.moved
    assert kept.asks == "d"
    assert kept.effects == ()


def test_a_consent_for_something_else_is_asked_again() -> None:
    consent = "  ok: {consent: privacy_v1, text: Ghi, yes: {text: C}, no: {text: K}, if_no: end}\n"
    talk = Moving(consent + A + B + END, consent.replace("v1", "v2") + A + B + END)
    assert not talk.say("1", "1").moved
    same = Moving(consent + A + B + END, consent.replace("text: Ghi", "text: Viết") + A + C + B + END)
    assert same.say("1").moved


def test_an_open_list_of_a_question_that_is_gone_is_closed() -> None:
    talk = Moving(B + A + END, A + END, force=True).say("help")
    assert talk.moved
    assert (talk.screen, talk.asks) == ("question", "a")


def test_an_ended_or_resting_session_moves_nowhere() -> None:
    assert not Moving(A + END, A + B + END, force=True).say("để sau").moved
    assert not Moving(A + END, A + B + END).say("thoát").moved


@pytest.mark.parametrize("top", ["migrate: {rename: {a: nowhere}}\n", "migrate: {reask: [end]}\n"])
def test_a_migration_names_questions_of_this_flow(top: str) -> None:
    _, problems = load(f"spec: 1\nflow: t\ntitle: Thử\n{top}steps:\n{A + END}")
    assert [(problem.code, problem.line) for problem in problems] == [("G2", 4)]


# --- the older version beside the newer ------------------------------------------------------


def test_an_older_version_is_said_in_words_of_its_own_names() -> None:
    old = flow_of(A + B + END)
    beside = pinned(old, "9f3a", flow_of(A.replace("text: A", "text: Ai đó") + C + END))
    assert beside.version == "9f3a"
    assert beside.texts["t@9f3a.a.text"].vi == "Ai đó"  # a mended word reaches it
    assert beside.texts["t@9f3a.b.text"].vi == "B"  # it is gone from the new one
    assert set(map(plain_key, beside.texts)) == set(old.texts)
    talk = Talk(beside)
    assert talk.question.text[-1].key == "t@9f3a.a.text"
    assert talk.labels[0] == "t@9f3a.a.opt.x"


def test_words_of_a_step_that_asks_otherwise_now_are_not_mixed() -> None:
    new = flow_of(A.replace("id: y, text: Y", "id: z, text: Khác").replace("text: A", "text: Mới") + B + END)
    beside = pinned(flow_of(A + B + END), "9f3a", new)
    assert beside.texts["t@9f3a.a.text"].vi == "A"
    assert beside.texts["t@9f3a.a.opt.y"].vi == "Y"


def test_without_a_newer_one_it_keeps_all_its_words() -> None:
    beside = pinned(flow_of(A + END), "9f3a", None)
    assert sources_of({"t": beside})["t@9f3a.a.text"].vi == "A"
    assert plain_key("quoted") == "quoted"


# --- whatever anybody publishes --------------------------------------------------------------


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(flows(), flows(), st.lists(heard, max_size=6), st.booleans())
def test_no_answer_is_lost_and_nothing_is_sent_twice(
    old: Flow, new: Flow, said: list[Heard], force: bool
) -> None:
    talk = Talk(old)
    for one in said:
        if not talk.outcome:
            talk.hear(one)
    session = talk.turn.session
    carried = carry(old, new, session, facts_for(old))
    if carried.is_whole:
        before, after = answers(session), answers(carried.session)
        assert after == before
    assert carried.session.version == new.version
    turn = resume(old, session, Said("gì đó"), facts_for(old), onto=Onward(new, force))
    if not session.outcome:
        assert turn.session.version in (old.version, new.version)
        assert turn.session.outcome or turn.asks is not None or turn.says or turn.session == session
