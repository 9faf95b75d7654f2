"""Checking a template: every fault is named with its paragraph and its remedy, in both languages; what is shipped has none."""

from __future__ import annotations

import pytest
from word_files import changed, template

from bot.documents import paper_checks
from bot.documents.paper_checks import check_template
from bot.domain.papers import FIELDS, Fields, Paper
from bot.problems import line
from bot.settings import SHIPPED

NEEDED = Fields(frozenset({"number", "story"}), frozenset({"number"}))
GOOD = template("Số {{ number }}", "{%p if story %}", "«{{ story }}»", "{%p else %}", "………", "{%p endif %}")


def found(content: bytes, *, english: bool = False) -> str:
    problems = check_template(content, "form/form.docx", NEEDED)
    return "\n".join(line(problem, english=english) for problem in problems)


@pytest.mark.parametrize("paper", FIELDS)
def test_every_shipped_template_is_well(paper: Paper) -> None:
    content = (SHIPPED / "province" / "form" / f"{paper}.docx").read_bytes()
    assert check_template(content, f"{paper}.docx", FIELDS[paper]) == ()


def test_a_good_one_has_no_fault() -> None:
    assert found(GOOD) == ""
    assert found(template("{% if not story %}{|{ number| }}{% endif %}")) == ""


def test_an_unknown_placeholder_is_told_with_its_paragraph_and_the_nearest_name() -> None:
    told = found(template("Đơn", "Họ tên:", "Số: {{ nunber }}", "{{ number }}"))
    assert told.startswith("form/form.docx:3: D1 Đoạn “Số: {{ nunber }}”: không có chỗ trống tên “nunber”.")
    assert "Có phải là “number”?" in told
    english = found(template("{{ number }} {{ nunber }}"), english=True)
    assert "there is no placeholder “nunber”. Did you mean “number”?" in english


def test_what_is_needed_and_not_there_is_told() -> None:
    assert found(template("{{ story }}")) == (
        "form/form.docx:1: D1 Mẫu thiếu chỗ trống {{ number }}. Thêm vào chỗ cần in."
    )


@pytest.mark.parametrize(
    "words",
    [
        "{{ number",
        "{{ number }",
        "{% if number %}",
        "{% endif %}",
        "{{ }}",
        "{% nothing %}",
        "number }}",
        "%}",
    ],
)
def test_a_placeholder_that_is_not_well_written_is_told_with_its_paragraph(words: str) -> None:
    [told] = found(template("{{ number }}", "Hai", f"Ba {words}", "Bốn")).splitlines()
    assert told.startswith("form/form.docx:3: D1 Đoạn này có chỗ trống viết chưa đúng: “Ba ")


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ number.__class__ }}",
        "{{ number() }}",
        "{{ number|upper }}",
        "{{ number * 1000000000 }}",
        "{{ number[0] }}",
        "{% for x in number %}{% endfor %}",
        "{% set x = number %}",
        "{% include number %}",
        "{% macro x() %}{% endmacro %}",
        "{% if number is defined %}{% endif %}",
        "{% if number == story %}{% endif %}",
        "{% if number and story %}{% endif %}",
        "{{ range(9) }}",
        "{% raw %}{{ x }}{% endraw %}",
    ],
)
def test_a_template_may_neither_compute_nor_repeat_nor_call(words: str) -> None:
    told = found(template("{{ number }}", words))
    assert "form/form.docx:2: D1" in told


def test_a_bomb_is_refused_and_never_run() -> None:
    told = found(template("{{ number }}", "{% for a in number %}" * 9 + "x" + "{% endfor %}" * 9))
    assert "mẫu không được tính toán, lặp hay gọi gì (For)" in told


def test_placeholders_in_header_footer_and_properties_are_seen() -> None:
    document = changed(GOOD, {"docProps/core.xml": ("python-docx", "{{ number }}")})
    assert "thuộc tính của tệp" in found(document)
    headed = changed(
        GOOD, {}, word__header1_dot_xml='<w:hdr xmlns:w="w"><w:p><w:t>{{ odd }}</w:t></w:p></w:hdr>'
    )
    assert "không có chỗ trống tên “odd”" in found(headed)


TYPES, RELATIONS, BODY = "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"


@pytest.mark.parametrize(
    ("part", "before", "after", "says"),
    [
        (TYPES, "</Types>", '<Default Extension="bin" ContentType="x.vbaProject"/></Types>', "macro"),
        (
            RELATIONS,
            "</Relationships>",
            '<Relationship Id="z" Type="x/hyperlink" Target="http://e.vn" TargetMode="External"/></Relationships>',
            "nối ra ngoài",
        ),
        (
            RELATIONS,
            "</Relationships>",
            '<Relationship Id="z" Type="x/oleObject" Target="a.bin"/></Relationships>',
            "nhúng tệp khác",
        ),
        (
            BODY,
            "<w:sectPr",
            "<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p><w:sectPr",
            "trường",
        ),
        (BODY, "<w:sectPr", '<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p><w:sectPr', "trường"),
        (BODY, "<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ', "khai báo lạ"),
    ],
    ids=["macro", "link", "object", "old field", "field", "entity"],
)
def test_what_could_run_or_reach_outside_is_told(part: str, before: str, after: str, says: str) -> None:
    told = found(changed(GOOD, {part: (before, after)}))
    assert says in told
    assert part in told


def test_page_numbers_are_allowed() -> None:
    field = '<w:p><w:fldSimple w:instr=" NUMPAGES "/></w:p><w:sectPr'
    assert found(changed(GOOD, {BODY: ("<w:sectPr", field)})) == ""


@pytest.mark.parametrize("content", [b"", b"PK", b"{\\rtf1 }", b"\xd0\xcf\x11\xe0 an old .doc"])
def test_no_word_file_is_told(content: bytes) -> None:
    assert "Không phải tệp Word" in found(content)


def test_a_zip_without_a_document_and_a_document_without_sense_are_told() -> None:
    assert "Không phải tệp Word" in found(changed(GOOD, {})[:-100])
    torn = changed(GOOD, {BODY: ("</w:body>", "")})
    assert "D1" in found(torn)


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_checks, "LARGEST_UNPACKED", 1000)
    assert "Tệp quá lớn" in found(changed(GOOD, {}, more_dot_txt="x"))


def test_a_file_that_word_would_not_open_is_told_by_trying() -> None:
    lost = changed(
        GOOD, {"_rels/.rels": ('officeDocument" Target="word/document.xml', 'x" Target="word/other.xml')}
    )
    assert found(lost) == found(b"")
