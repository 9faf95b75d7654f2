"""The list of events, its fold and its JSON."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.session import (
    Answered,
    Changed,
    Moved,
    Observed,
    Offered,
    Screen,
    Session,
    Undone,
    Value,
    answers,
    asides,
    from_json,
    last_whole,
    observations,
    to_json,
    with_aside,
    with_events,
    without_answer,
    without_words,
)

EMPTY = Session("t", "v1")

values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
events = st.one_of(
    st.builds(Answered, st.text(), values),
    st.builds(Undone, st.text()),
    st.builds(Changed, st.text(), values),
    st.builds(Observed, st.text() | st.just("aside.a.1"), values),
    st.builds(Moved, st.text()),
)
sessions = st.builds(
    Session,
    flow=st.text(),
    version=st.text(),
    events=st.lists(events, max_size=8).map(tuple),
    turn=st.integers(0, 500),
    offer=st.lists(st.builds(Offered, st.sampled_from(["option", "page"]), st.text() | st.integers())).map(
        tuple
    ),
    misses=st.integers(0, 9),
    outcome=st.text(),
    screen=st.builds(
        Screen,
        step=st.text(),
        kind=st.sampled_from(["question", "found"]),
        page=st.integers(0, 9),
        said=st.text(),
        listed=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
        mending=st.booleans(),
    ),
)


@settings(deadline=None)
@given(sessions)
def test_a_session_comes_back_from_json_as_it_was(session: Session) -> None:
    assert from_json(to_json(session)) == session


@settings(deadline=None)
@given(sessions)
def test_without_words_nothing_of_the_persons_own_is_left(session: Session) -> None:
    bare = without_words(session)
    assert asides(bare) == ()
    assert answers(bare).keys() == answers(session).keys()


def test_the_fold_takes_back_changes_and_keeps_the_last() -> None:
    session = with_events(
        EMPTY,
        [
            Answered("a", 1),
            Answered("b", 2),
            Undone("a"),
            Changed("b", 3),
            Undone("c"),
            Moved("v2"),
            Observed("n", 1),
        ],
    )
    assert answers(session) == {"b": 3}


def test_the_last_whole_is_remembered_when_it_was_taken_back() -> None:
    session = with_events(EMPTY, [Answered("a", 1), Changed("a", 2), Answered("b", 3), Undone("a")])
    assert last_whole(session, "a") == 2
    assert last_whole(session, "c") is None


def test_one_answer_can_lose_its_words_and_no_other() -> None:
    session = with_events(EMPTY, [Answered("a", {"text": "x"}), Answered("b", {"text": "y"}), Undone("b")])
    kept = without_answer(session, "a")
    assert kept.events == (Answered("a", {"text": ""}), Answered("b", {"text": "y"}), Undone("b"))


def test_the_first_sight_of_the_world_stands() -> None:
    session = with_events(EMPTY, [Observed("open_now.a", True), Observed("open_now.a", False), Undone("a")])
    assert observations(session) == {"open_now.a": True}


def test_asides_are_numbered_by_where_they_were_said() -> None:
    session = with_aside(with_aside(with_aside(EMPTY, "a", "1"), "b", "2"), "a", "3")
    assert [event.name for event in asides(session)] == ["aside.a.1", "aside.b.1", "aside.a.2"]


def test_without_words_options_stay_and_words_go() -> None:
    session = with_events(
        EMPTY,
        [
            Answered("a", "land"),
            Answered("b", {"text": "x"}),
            Answered("c", {"option": "later"}),
            Observed("aside.a.1", "x"),
        ],
    )
    assert answers(without_words(session)) == {"a": "land", "b": {}, "c": {"option": "later"}}
    assert "x" not in to_json(without_words(session))
