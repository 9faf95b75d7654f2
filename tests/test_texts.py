"""Texts: filled, cut, shown in the person's language; what is wrong with catalogs is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import TEXT_ONLY, Button, Capabilities, Message, Moment, Text, quoted, text
from bot.locales import read_locales
from bot.texts import Texts, cut, plain, utf16_length

REGISTRY = b"vi:\n  autonym: Viet\n  formats: vi\n  fallback: vi\nen:\n  autonym: English\n  formats: en\n  fallback: vi\n  status: complete\n"
OWN = """
greet: "Chào {name}."
call: {text: "Gọi {line}.", risk: high}
when: "Lúc {at}."
""".encode()
FULL = Capabilities(buttons="inline", edit=True, files=True, share=True, max_length=4096, max_caption=20)


def po(**entries: tuple[str, str]) -> bytes:
    """A catalog: key → (the Vietnamese it was made from, the translation)."""
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    parts = [f'msgctxt "{key}"\nmsgid "{vi}"\nmsgstr "{words}"\n' for key, (vi, words) in entries.items()]
    return "\n".join([head, *parts]).encode()


def texts_with(catalog: bytes = b"") -> Texts:
    files = {"vi/bot.yaml": OWN, "languages.yaml": REGISTRY} | ({"en/bot.po": catalog} if catalog else {})
    return read_locales(files, {})[0]


def codes(catalog: bytes) -> list[tuple[str, str]]:
    files = {"vi/bot.yaml": OWN, "languages.yaml": REGISTRY, "en/bot.po": catalog}
    return [(problem.code, problem.severity) for problem in read_locales(files, {})[1]]


WHOLE = {
    "greet": ("Chào {name}.", "Hello {name}."),
    "call": ("Gọi {line}.", "Call {line}."),
    "when": ("Lúc {at}.", "At {at}."),
}


def test_a_translation_is_shown_in_its_language_only() -> None:
    texts = texts_with(po(**WHOLE))

    assert texts.say(text("greet", name="Mỷ"), "en") == "Hello Mỷ."
    assert texts.say(text("greet", name="Mỷ"), "vi") == "Chào Mỷ."
    assert texts.wordings(text("greet", name="Mỷ"), "en") == ("Hello Mỷ.", "Chào Mỷ.")
    assert texts.wordings(text("greet", name="Mỷ"), "vi") == ("Chào Mỷ.",)


def test_a_missing_translation_falls_back_to_vietnamese() -> None:
    assert texts_with().say(text("greet", name="Mỷ"), "en") == "Chào Mỷ."


def test_a_stale_translation_is_shown_unless_the_risk_is_high() -> None:
    stale = WHOLE | {
        "greet": ("Chào bác {name}.", "Hello {name}."),
        "call": ("Gọi ngay {line}.", "Call {line}."),
    }
    texts = texts_with(po(**stale))

    assert texts.say(text("greet", name="Mỷ"), "en") == "Hello Mỷ."
    assert texts.say(text("call", line="113"), "en") == "Gọi 113."
    assert ("T1", "warning") in codes(po(**stale))


def test_problems_of_a_catalog_are_found() -> None:
    assert codes(po(**WHOLE)) == []
    assert ("T2", "error") in codes(po(**WHOLE | {"greet": ("Chào {name}.", "Hello {nmae}.")}))
    assert ("T1", "warning") in codes(po(**WHOLE | {"extra": ("Thừa", "Too much")}))
    assert ("T1", "error") in codes(b'msgctxt "greet\nmsgid "')


def test_a_moment_is_shown_at_the_hour_of_the_province() -> None:
    texts = texts_with()

    assert texts.say(text("when", at=Moment(0)), "vi") == "Lúc 08:00 01/01/1970."
    assert texts.say(text("when", at=Moment(0, day=True)), "vi") == "Lúc 01/01/1970."


def test_words_of_people_are_never_filled_in_again() -> None:
    texts = texts_with()

    assert texts.say(quoted("{name} {line}"), "vi") == "{name} {line}"
    assert texts.say(text("greet", name="{line} {0.__class__}"), "vi") == "Chào {line} {0.__class__}."
    assert texts.say(Text("greet", {"name": quoted("{name}")}), "vi") == "Chào {name}."


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts_with().say(text("nowhere"), "vi")


def test_the_digest_belongs_to_the_very_words() -> None:
    texts = texts_with(po(**WHOLE))
    greeting = text("greet", name="Mỷ")

    assert texts.digest(greeting, "vi") == texts.digest(greeting, "vi")
    assert texts.digest(greeting, "vi") != texts.digest(greeting, "en")


def test_buttons_stand_under_the_last_part_with_number_icon_and_label() -> None:
    message = Message(1, (quoted("a " * 3000),), ((Button(quoted("Gửi"), "f:1", "✅", 1),),))

    parts = texts_with().render(message, "vi", FULL)

    assert len(parts) == 2
    assert parts[0].buttons == ()
    assert parts[-1].buttons == ((("1 ✅ Gửi", "f:1"),),)


def test_a_channel_without_buttons_gets_them_as_lines() -> None:
    message = Message(1, (quoted("Hỏi?"),), ((Button(quoted("Gửi"), "f:1", "✅", 1),),), share="phone")

    [part] = texts_with().render(message, "vi", TEXT_ONLY)

    assert part.text == "Hỏi?\n\n1 ✅ Gửi"
    assert (part.buttons, part.share) == ((), None)


@given(st.text(max_size=400), st.integers(2, 50))
def test_cutting_keeps_every_sign_that_shows_and_no_part_is_too_long(words: str, longest: int) -> None:
    parts = cut(words, longest)

    assert all(utf16_length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(words.split())


@given(st.text(max_size=300))
def test_a_plain_name_is_one_short_line_without_hidden_signs(words: str) -> None:
    shown = plain(words)

    assert len(shown) <= 200
    assert "\n" not in shown
    assert not any(sign in shown for sign in "\u202e\u200b\u2067\u0000")
