"""Labels and spoken words in every language: what translations make alike, or make call something else."""

from __future__ import annotations

from bot.flow.loader import load_flows
from bot.flow.model import SourceText
from bot.label_checks import check_labels
from bot.texts import Language, Texts, Translation

STEPS = """
  a:
    ask: choice
    text: Hỏi {hotline}
    options: [{id: land, text: Đất}, {id: house, text: Nhà}]
    allow: [dont_know]
"""
PROGRAM = {
    "option.dont_know": "Không biết",
    "interrupt.help.words": "giúp, help",
    "interrupt.back.words": "lùi lại, back",
    "interrupt.later.words": "để sau, later",
    "interrupt.status.words": "việc đã nhờ",
}


def found(top: str = "", program: dict[str, str] | None = None, **english: str) -> list[str]:
    """What is said of one flow, with these English words for its keys (``a_opt_land``)."""
    source = f"spec: 1\nflow: t\ntitle: T\n{top}steps:{STEPS}  end: {{exit: done, text: '{{hotline}}'}}\n"
    status = "spec: 1\nflow: status\ntitle: T\nbeside: {icon: A, words: việc đã nhờ}\nsteps:\n  end: {exit: done, text: X}\n"
    flows, _ = load_flows({"t.yaml": source.encode(), "status.yaml": status.encode()})
    sources = {key: text for flow in flows.values() for key, text in flow.texts.items()}
    own = {
        key: SourceText(vi, "low", "", "bot.yaml", 1) for key, vi in {**PROGRAM, **(program or {})}.items()
    }
    catalog = {key.replace("__", "."): Translation("", words) for key, words in english.items()}
    languages = {tag: Language(tag, tag, "vi", ("vi",)) for tag in ("vi", "en")}
    texts = Texts(languages, {**sources, **own}, {"en": catalog})
    return [f"{one.file} {one.code}@{one.step} {one.says_en}" for one in check_labels(flows, texts)]


def test_labels_that_differ_are_fine() -> None:
    assert found() == []
    assert found(t__a__opt__land="Land", t__a__opt__house="House", option__dont_know="Do not know") == []


def test_a_translation_may_make_two_labels_alike() -> None:
    assert found(t__a__opt__land="House", t__a__opt__house="house.") == [
        "t.yaml T3@a In en two labels are alike: “House” and “house.”."
    ]
    assert found(t__a__opt__house="Đất") == ["t.yaml T3@a In en two labels are alike: “Đất” and “Đất”."]


def test_the_programs_own_labels_are_compared_too() -> None:
    alike = found(program={"option.dont_know": "Nhà"})
    assert alike == [
        "bot.yaml T3@a In vi two labels are alike: “Nhà” and “Nhà”.",
        "bot.yaml T3@a In en two labels are alike: “Nhà” and “Nhà”.",
    ]


def test_a_label_may_be_a_word_of_an_interrupt_in_one_language() -> None:
    assert found(t__a__opt__land="Back") == ["t.yaml T5@a In en the label “Back” is also a word of back."]
    assert found(program={"option.dont_know": "Giúp"}) == [
        f"bot.yaml T5@a In {tag} the label “Giúp” is also a word of help." for tag in ("vi", "en")
    ]


def test_the_staff_have_few_interrupts() -> None:
    assert found("for: staff\n", t__a__opt__land="Later") == []
    assert found("for: staff\n", t__a__opt__land="Back") != []
    assert found("for: staff\n", t__a__opt__land="việc đã nhờ") == []


def test_words_of_two_calls_differ_in_every_language() -> None:
    assert found(program={"interrupt.later.words": "back"}) == [
        f"bot.yaml T5@None In {tag} “back” is a word of back already." for tag in ("vi", "en")
    ]
    assert found(interrupt__later__words="after, back,") == [
        "bot.yaml T5@None In en “back” is a word of back already."
    ]
    beside = "beside: {icon: A, words: xem}\n"
    assert found(beside) == []
    assert found(beside, t__words="help") == ["t.yaml T5@None In en “help” is a word of help already."]
    assert found(beside.replace("xem", "help")) == ["t.yaml T5@None In en “help” is a word of help already."]


def test_a_text_that_is_missing_or_holds_a_placeholder_is_told_elsewhere() -> None:
    assert found(t__a__opt__land="{hotline}", t__a__opt__house="{hotline}") == []
