"""Filling a template in: people's words stay words, templates run nothing, equal papers are equal bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from word_files import template, words_in

from bot.characters import visible
from bot.documents.paper import bare_environment, fill
from bot.domain.papers import FIELDS, Paper
from bot.settings import SHIPPED

HOSTILE = (
    "{{ number }} {% for x in y %} {# #} {{ ''.__class__ }}",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> </w:t></w:r></w:p>",
    "&amp; &lt;script&gt; ]]> <!-- <!DOCTYPE x>",
    "{_{ }_} {_% %_} {{{{ }}}} { } %}",
    "quotes \" and ' and \\ and $ and «»",
    '=HYPERLINK("http://example.org") DDEAUTO c:\\\\windows',
)


def shipped(paper: Paper) -> bytes:
    return (SHIPPED / "province" / "form" / f"{paper}.docx").read_bytes()


TOLD = template("Lời: {{ story }}.")


def one(value: str) -> str:
    return words_in(fill(TOLD, {"story": value}))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    assert f"Lời: {words}." in one(words)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(st.text(max_size=60))
def test_any_words_stay_words(words: str) -> None:
    kept = "".join(char for char in visible(words) if not "\ue000" <= char <= "\uf8ff").replace("\t", " ")
    assert f"Lời: {kept}." in one(words)


def test_what_cannot_be_printed_is_left_out_and_lines_stay_lines() -> None:
    assert "Lời: một\nhai ba bốn." in one("một\x00\nhai\x07\x0c\tba\u202e\u200b bốn\ue000")


@pytest.mark.parametrize("paper", FIELDS)
@pytest.mark.parametrize("words", [*HOSTILE, ""])
def test_every_shipped_paper_takes_whatever_is_said(paper: Paper, words: str) -> None:
    filled = words_in(fill(shipped(paper), dict.fromkeys(FIELDS[paper].known, words)))
    assert words in filled
    assert "{%" not in filled.replace(words, "") if words else "{{" not in filled


def test_a_placeholder_that_word_cut_into_pieces_is_filled() -> None:
    assert "Số 482 519 K!" in words_in(fill(template("Số {|{ num|ber }|}!"), {"number": "482 519 K"}))


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        fill(template("{{ number }}"), {})


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ number.__init__.__globals__ }}",
        "{% for x in range(1000000000) %}x{% endfor %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{{ number|upper }}",
        "{% if number is defined %}x{% endif %}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{{ self._TemplateReference__context }}",
    ],
)
def test_a_template_that_nobody_checked_runs_nothing(words: str) -> None:
    with pytest.raises((TemplateError, SecurityError, TypeError)):
        fill(template(words), {"number": "1"})


def test_the_environment_has_no_functions() -> None:
    environment = bare_environment()
    assert not environment.globals
    assert not environment.filters
    assert not environment.tests
    assert environment.autoescape is True


def test_the_same_words_give_the_same_bytes_without_a_time() -> None:
    values = dict.fromkeys(FIELDS[Paper.FORM].known, "x")
    filled = fill(shipped(Paper.FORM), values)
    assert filled == fill(shipped(Paper.FORM), values)
    with ZipFile(BytesIO(filled)) as file:
        assert file.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
