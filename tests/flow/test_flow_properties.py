"""Any event on any valid flow: no exception, no lost session, no turn backwards."""

from flow_talk import Talk, assert_promises, facts_for, load
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.chat import Said, SharedLocation, SharedPhone, Unreadable
from bot.flow.engine import ask_again, resume, start
from bot.flow.model import Flow, SubmitStep
from bot.flow.session import asides, from_json, to_json
from bot.flow.turn import Filed, Heard, Press, Submit

NAMES = [f"s{n}" for n in range(7)]
TARGETS = [*NAMES, "end"]


def _options(draw: st.DrawFn, *, jumps: bool = True) -> str:
    count = draw(st.sampled_from([1, 2, 3, 8]))
    options = []
    for n in range(count):
        jump = f", next: {draw(st.sampled_from(TARGETS))}" if jumps and draw(st.integers(0, 3)) == 0 else ""
        hint = f", hint: Gợi {n}" if n and draw(st.booleans()) else ""
        options.append(f"{{id: o{n}, icon: '{n}', text: Nút {'abcdefgh'[n]}{jump}{hint}}}")
    return f"[{', '.join(options)}]"


def _condition(draw: st.DrawFn) -> str:
    return draw(
        st.sampled_from(["answered(s0)", "not answered(s0)", "count(s0) > 1", "open_now()", "not open_now()"])
    )


KINDS = ["say", "choice", "text", "text_or_voice", "place", "phone", "consent", "branch", "submit", "review"]


@st.composite
def _step(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(KINDS))
    # Only questions jump back, or a loop would ask nothing.
    ahead = draw(st.sampled_from([*NAMES[number + 1 :], "end"]))
    anywhere = draw(st.sampled_from(TARGETS))
    body = _body(draw, kind, f"s{number}", ahead, anywhere)
    if draw(st.integers(0, 3)) == 0 and kind not in {"branch", "submit"}:
        body += f", when: '{_condition(draw)}'"
    if draw(st.integers(0, 5)) == 0 and kind in {"say", "text", "place"}:
        body += f", next: {ahead}"
    if draw(st.booleans()) and kind in {"choice", "text", "place", "phone"}:
        body += f", attempts: {{max: 2, then: {draw(st.sampled_from(['skip', ahead]))}}}"
    return f"  s{number}: {{{body}}}\n"


def _body(draw: st.DrawFn, kind: str, name: str, ahead: str, anywhere: str) -> str:
    match kind:
        case "say":
            return f"say: Lời {name}"
        case "choice":
            accept = ", accept: [text, voice]" if draw(st.booleans()) else ""
            return f"ask: choice, text: '{{answer.s0}} {name}', options: {_options(draw)}{accept}"
        case "consent":
            return f"consent: c, text: Cho, yes: {{text: Ghi}}, no: {{text: Thôi}}, if_no: {anywhere}"
        case "branch":
            return f"branch: [{{when: '{_condition(draw)}', next: {ahead}}}, {{else: {ahead}}}]"
        case "submit":
            return "submit: call_back, with: {place: s0}, receipt: Nhận"
        case "review":
            drop = f"drop: {{text: Bỏ, next: {anywhere}}}"
            return f"review: all, text: Xem, send: {{text: Gửi}}, edit: {{text: Sửa}}, {drop}"
        case _:
            limit = ", max_chars: 20" if kind.startswith("text") else ""
            return f"ask: {kind}, text: Hỏi {name}, options: {_options(draw, jumps=False)}{limit}"


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    steps = "".join(draw(_step(number)) for number in range(1, len(NAMES)))
    first = "  s0: {ask: text_or_voice, text: Đầu tiên}\n"
    flow, _ = load(
        f"spec: 1\nflow: t\ntitle: T\nquiet_when: open_now()\nsteps:\n{first}{steps}  end: {{exit: done, text: Xong}}\n"
    )
    assume(flow is not None)
    assert flow is not None
    return flow


words = st.sampled_from(
    ["1", "2", "3", "8", "nút b", "mẫu", "mẫu 3", "back", "help", "restart", "human", "nói lại", "xem thêm", "gửi", "sửa",
     "ghi", "thôi", "0912345678", "", "một câu chuyện rất dài về mảnh nương"]
)  # fmt: skip
heard: st.SearchStrategy[Heard] = st.one_of(
    st.builds(Said, words),
    st.builds(Said, st.text(max_size=40)),
    st.builds(Press, st.integers(0, 12), st.integers(-1, 12)),
    st.builds(Filed, st.integers(1, 9), st.sampled_from(["voice", "photo"]), st.text(max_size=5)),
    st.builds(SharedPhone, st.sampled_from(["0912345678", "x"]), st.booleans()),
    st.builds(SharedLocation, st.floats(), st.floats()),
    st.builds(Unreadable, st.just("sticker")),
)
# A number instead of an event presses that button of the present question.
moves = st.lists(st.one_of(heard, st.integers(0, 9)), max_size=25)
slow = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@slow
@given(flows(), moves)
def test_any_events_on_any_flow_keep_every_promise(flow: Flow, events: list[Heard | int]) -> None:
    facts = facts_for(flow)
    turn = start(flow, facts)
    assert_promises(turn, 0, flow)
    for event in events:
        before = turn.session
        if isinstance(event, int):
            event = Press(before.turn, event % max(1, len(before.offer)))
        turn = resume(flow, from_json(to_json(before)), event, facts)
        assert_promises(turn, before.turn, flow)
        assert turn == resume(flow, before, event, facts)
        for effect in turn.effects:
            assert not isinstance(effect, Submit) or isinstance(flow.steps[effect.step], SubmitStep)


@slow
@given(flows(), moves)
def test_asking_again_at_any_time_changes_nothing(flow: Flow, events: list[Heard | int]) -> None:
    facts = facts_for(flow)
    turn = start(flow, facts)
    for event in events:
        again = ask_again(flow, turn.session, facts)
        assert again.session == turn.session
        assert again.effects == ()
        if isinstance(event, int):
            event = Press(turn.session.turn, event % max(1, len(turn.session.offer)))
        turn = resume(flow, turn.session, event, facts)


@slow
@given(flows(), flows(), moves)
def test_a_session_lives_through_any_change_of_its_flow(
    old: Flow, new: Flow, events: list[Heard | int]
) -> None:
    turn = start(old, facts_for(old))
    for n, event in enumerate(events):
        flow = new if n >= len(events) // 2 else old
        before = turn.session
        if isinstance(event, int):
            event = Press(before.turn, event % max(1, len(before.offer)))
        turn = resume(flow, before, event, facts_for(flow))
        assert_promises(turn, before.turn, flow)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_whatever_is_typed_at_a_choice_answers_or_is_kept(typed: str) -> None:
    talk = Talk(
        "  a: {ask: choice, text: A, options: [{id: x, text: X}]}\n  end: {exit: done, text: Xong}\n"
    ).say(typed)
    kept = [event.value for event in asides(talk.turn.session)]
    letters = sum(char.isalpha() for char in typed)
    assert kept or talk.outcome or talk.says != ["flow.retry.choice"] or letters < 3
