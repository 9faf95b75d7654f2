"""Whom to call and what is promised: what the two files give, and what a wrong one is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.contacts import Emergency, Office, read_contacts, read_promises
from bot.problems import line

CONTACTS = """\
emergency:
  - {number: "113", what: công an, certainty: sourced, source: a, note: b}
  - number: "115"
    what: cấp cứu
centre: {name: Trung tâm Mẫu, phone: "", address: "", hours: "%s"}
places:
  "03158": {police: ["0215 000 000"], border: [], health: []}
"""
CODES = frozenset({"03158", "03172"})
PROMISES = "first_look:\n  days: %s\n"


def problems(text: str) -> list[str]:
    contacts, found = read_contacts(text.encode(), "contacts.yaml", CODES)
    assert contacts is None
    return [line(problem) for problem in found]


@pytest.mark.parametrize("hours", ["", "7:30–17:00"])
def test_numbers_come_in_the_order_of_the_file_with_their_lines(hours: str) -> None:
    contacts, found = read_contacts((CONTACTS % hours).encode(), "contacts.yaml", CODES)
    assert found == []
    assert contacts is not None
    assert contacts.emergency == (Emergency("113", "công an", 2), Emergency("115", "cấp cứu", 3))
    assert (contacts.centre, contacts.hours) == ("Trung tâm Mẫu", hours)


def test_a_place_has_the_numbers_that_were_set_and_one_without_any_is_not_there() -> None:
    text = CONTACTS % "" + '  "03172": {police: [], health: []}\n'
    contacts, found = read_contacts(text.encode(), "contacts.yaml", CODES)
    assert found == []
    assert contacts is not None
    assert contacts.near == {"03158": {"police": ("0215 000 000",)}}


def test_where_a_complaint_goes_on_is_told_with_its_address_only_where_it_is_set() -> None:
    without, _ = read_contacts((CONTACTS % "").encode(), "contacts.yaml", CODES)
    given = "justice: {name: Sở Mẫu, address: 1 đường Mẫu}\n" + CONTACTS % ""
    known, found = read_contacts(given.encode(), "contacts.yaml", CODES)
    assert found == []
    assert without is not None
    assert known is not None
    assert (without.justice.address, known.justice) == ("", Office("Sở Mẫu", "1 đường Mẫu"))


def test_places_and_the_centres_own_numbers_may_be_left_out() -> None:
    text = 'emergency: [{number: "113", what: công an}]\ncentre: {name: Mẫu, hours: ""}\n'
    contacts, found = read_contacts(text.encode(), "contacts.yaml", CODES)
    assert found == []
    assert contacts is not None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("emergency:", "emergencies:", "contacts.yaml:1: L3 Không có khoá “emergencies” ở đây. Có phải là “emergency”?"),
        ("what: cấp cứu", "wat: cấp cứu", "contacts.yaml:4: L3 Không có khoá “wat” ở đây. Có phải là “what”?"),
        ("what: cấp cứu", "what:", "contacts.yaml:4: L7 “what” để trống."),
        ("what: cấp cứu", "what: [a]", "contacts.yaml:4: L7 “what” phải là một câu chữ."),
        ("sourced", "surced", "contacts.yaml:2: L3 “certainty” không nhận “surced”. Có phải là “sourced”?"),
        ("name: Trung tâm Mẫu, ", "", "contacts.yaml:5: L7 Thiếu “name”."),
        ('hours: ""', "phones: a", "contacts.yaml:5: L3 Không có khoá “phones” ở đây. Có phải là “phone”?"),
        ('hours: ""', "hours: []", "contacts.yaml:5: L7 “hours” phải là một câu chữ."),
        ('phone: ""', "phone: []", "contacts.yaml:5: L7 “phone” phải là một câu chữ."),
        ("centre:", "center:", "contacts.yaml:1: L7 Thiếu “centre”."),
        ("border: []", "boder: []", "contacts.yaml:7: L3 Không có khoá “boder” ở đây. Có phải là “border”?"),
        ("health: []", "health: a", "contacts.yaml:7: L7 “health” phải là một danh sách"),
        ('"03158": {', '"03158": a #', "contacts.yaml:7: L7 “03158” phải là các dòng “khoá: …”."),
        ('"03158":', '"03159":', "contacts.yaml:7: P1 Không có xã, phường mang mã “03159”."),
        ("0215 000 000", "0215 3xx xxx", "contacts.yaml:7: R1 “0215 3xx xxx” không phải số để gọi."),
        ("0215 000 000", "hỏi xã", "contacts.yaml:7: R1 “hỏi xã” không phải số để gọi."),
        ('  - number: "115"\n    what: cấp cứu', "  - 115", "contacts.yaml:3: L7 “emergency” phải là các dòng"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_remedy(old: str, new: str, told: str) -> None:
    text = CONTACTS % ""
    assert old in text
    assert any(words.startswith(told) for words in problems(text.replace(old, new)))


def test_somebody_must_be_there_to_call() -> None:
    assert problems("emergency: []\ncentre: {name: Mẫu, hours: ''}") == [
        "contacts.yaml:1: L7 “emergency” để trống. Điền vào, hoặc bỏ khoá này."
    ]
    assert problems("")[0].startswith("contacts.yaml:1: L0 Tệp trống hoặc không có.")


def test_all_faults_are_told_at_once() -> None:
    assert len(problems("emergency: {}\ncentre: {}\nplace: {}\nplaces: []\n")) == 5


# --- promises --------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "promised"), [("none", ""), ("2", "2"), ('"02"', "2"), ("99", "99")])
def test_a_date_is_promised_only_where_it_was_decided(days: str, promised: str) -> None:
    assert read_promises((PROMISES % days).encode(), "promises.yaml") == (promised, [])


@pytest.mark.parametrize("days", ["0", "100", "-1", "hai", "1.5", "²", "9" * 5000])
def test_what_is_no_number_of_days_is_told(days: str) -> None:
    promised, (problem,) = read_promises((PROMISES % days).encode(), "promises.yaml")
    assert promised == ""
    assert line(problem).startswith("promises.yaml:2: R1 “")
    assert line(problem, english=True).endswith("Write working days from 1 to 99, or none.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "promises.yaml:1: L0 Tệp trống hoặc không có."),
        ("first_look: {}", "promises.yaml:1: L7 Thiếu “days”."),
        ("first_look: 2", "promises.yaml:1: L7 “first_look” phải là các dòng"),
        ("firstlook: {days: 2}", "promises.yaml:1: L3 Không có khoá “firstlook” ở đây. Có phải là “first_look”?"),
    ],
)  # fmt: skip
def test_a_wrong_promise_is_told_with_its_remedy(text: str, told: str) -> None:
    promised, found = read_promises(text.encode(), "promises.yaml")
    assert promised == ""
    assert any(line(problem).startswith(told) for problem in found)


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_give_contacts_or_problems(content: bytes) -> None:
    for given_ in (content, (CONTACTS % "").encode() + content):
        contacts, found = read_contacts(given_, "contacts.yaml", CODES)
        assert (contacts is None) == any(problem.severity == "error" for problem in found)
        read_promises(given_, "promises.yaml")
