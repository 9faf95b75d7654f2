"""Makes the Word templates that are shipped in ``province/form``: ``python -m bot.blank_papers province/form``.

The Centre replaces them with its own; this is only so that a change of a shipped one can be read as a change of words.
What a template may name stands in domain/papers.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bot.documents.paper import packed
from bot.domain.papers import Paper

FONT: Final = "Times New Roman"
SIZE_PT: Final = 13
WIDTH_CM: Final = 16.0
"""Between the margins of an A4 page."""
MIDDLE_CM: Final = 9.0
LEFT_CM: Final = 6.8
"""Of two columns: at the head of a notice the Centre and the state, at its end who receives and who signs."""
DRAFT: Final = "BẢN NHÁP THEO MẪU – CÁN BỘ KIỂM TRA"
DATE: Final = "......................., ngày ...... tháng ...... năm 20......"
SIGN: Final = "(ký, ghi rõ họ tên hoặc điểm chỉ)"
UNUSED: Final = frozenset(
    {"thumbnail", "theme", "numbering", "customXml", "stylesWithEffects", "webSettings"}
)
"""Parts that python-docx brings along and no paper needs."""
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER


def make(paper: Paper) -> bytes:
    """The shipped template of a paper."""
    document = docx.Document()
    _set_page(document)
    PAPERS[paper](document)
    content = BytesIO()
    document.save(content)
    return packed(content.getvalue())


# --- the papers ------------------------------------------------------------------------------


def _form(page: Document) -> None:
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        _say(page, words, bold=True, align=CENTRE, after=0)
    _say(page, "―――――――――", align=CENTRE, after=8)
    _say(page, "ĐƠN YÊU CẦU TRỢ GIÚP PHÁP LÝ", bold=True, align=CENTRE, size=15, after=6)
    _say(page, "Kính gửi: {{ office }}", align=CENTRE, after=6)
    _person(page, "I. NGƯỜI YÊU CẦU TRỢ GIÚP PHÁP LÝ", "applicant")
    _field(page, "Mối quan hệ với người được trợ giúp pháp lý: {{ applicant_relation }}")
    _person(page, "II. NGƯỜI ĐƯỢC TRỢ GIÚP PHÁP LÝ", "person")
    _field(page, "Dân tộc:")
    _field(page, "Diện người được trợ giúp pháp lý:")
    _heading(page, "III. NỘI DUNG YÊU CẦU")
    _field(page, "Lĩnh vực: {{ matter }}")
    _say(page, "Tóm tắt yêu cầu, theo lời người yêu cầu:")
    _when(page, "if story")
    _say(page, "«{{ story }}»", italic=True, align=WD_ALIGN_PARAGRAPH.LEFT)
    _when(page, "endif")
    _dots(page, 5)
    _say(page, "Hình thức trợ giúp pháp lý:", keep=True)
    _say(
        page,
        "{{ tick_proceedings }} tham gia tố tụng      {{ tick_advice }} tư vấn pháp luật"
        "      {{ tick_representation }} đại diện ngoài tố tụng",
        align=WD_ALIGN_PARAGRAPH.LEFT,
    )
    _heading(page, "IV. TÀI LIỆU KÈM THEO")
    _when(page, "if attached")
    _say(page, "Đã có ở Hoa Ban: {{ attached }}.", keep=True)
    _when(page, "endif")
    for number in (1, 2, 3):
        _field(page, f"{number}.", keep=True)
    _heading(page, "V. CHO PHÉP NÓI THÔNG TIN")
    _say(
        page,
        "Người được trợ giúp (đánh dấu một ô):  ☐ đồng ý   ☐ không đồng ý  để {{ centre }} nói thông tin về vụ việc"
        " và về người được trợ giúp cho người, cơ quan cần biết để giúp việc này (Luật Trợ giúp pháp lý, Điều 6 khoản 1 điểm c).",
        align=WD_ALIGN_PARAGRAPH.LEFT,
        keep=True,
    )
    _field(page, "Cho ai, thông tin nào:", keep=True)
    _field(page, f"Người được trợ giúp {SIGN}:", before=22, keep=True)
    _say(
        page,
        "Tôi cam đoan điều ghi ở trên là đúng sự thật và yêu cầu này đúng pháp luật.",
        before=10,
        keep=True,
    )
    _signatures(
        page,
        ("", "NGƯỜI NHẬN ĐƠN", "(ký, ghi rõ họ tên; nếu ghi hộ:\nđã đọc lại cho người yêu cầu nghe)"),
        (DATE, "NGƯỜI YÊU CẦU", SIGN),
    )


def _acceptance(page: Document) -> None:
    _notice(page, "về việc thụ lý yêu cầu trợ giúp pháp lý")
    _say(page, "{{ centre }} đã thụ lý yêu cầu trợ giúp pháp lý của ông/bà.")
    _field(page, "Ngày thụ lý: {{ on }}")
    _field(page, "Mã trong sổ thụ lý: {{ code }}")
    _field(page, "Lĩnh vực: {{ matter }}")
    _field(page, "Hình thức trợ giúp: {{ form }}")
    _field(page, "Căn cứ: {{ law }}")
    _when(page, "if urgent")
    _say(page, "Việc được thụ lý ngay khi chưa đủ giấy tờ. Ông/bà đưa thêm các giấy còn thiếu:")
    _dots(page, 2)
    _term(page)
    _when(page, "endif")
    _say(page, "Trung tâm cử người giúp ông/bà bằng một quyết định riêng.")
    _say(
        page,
        "Người giúp ông/bà không được nhận hay đòi tiền, quà của ông/bà (Luật Trợ giúp pháp lý, Điều 6 khoản 1)."
        " Ai đòi, ông/bà báo ngay cho Giám đốc Trung tâm, số {{ hotline }}.",
    )
    _say(
        page,
        "Ông/bà có quyền yêu cầu giữ bí mật việc của mình, xin đổi người giúp khi có căn cứ của luật, thay đổi hoặc rút yêu cầu,"
        " khiếu nại, tố cáo (Điều 8).",
    )
    _head_signs(page)


def _refusal(page: Document) -> None:
    _notice(page, "về việc không thụ lý yêu cầu trợ giúp pháp lý")
    _say(page, "{{ centre }} đã xem yêu cầu trợ giúp pháp lý của ông/bà, và không thụ lý được.")
    _ground(page)
    _say(page, "Nơi khác có thể giúp ông/bà:", keep=True)
    _dots(page, 2)
    _complaint(page)
    _head_signs(page)


def _papers_wanted(page: Document) -> None:
    _notice(page, "về giấy tờ cần đưa thêm")
    _say(page, "Để xem yêu cầu trợ giúp pháp lý của ông/bà, {{ centre }} cần thêm những giấy tờ sau:")
    _when(page, "if words")
    _say(page, "{{ words }}", align=WD_ALIGN_PARAGRAPH.LEFT)
    _when(page, "endif")
    _dots(page, 3)
    _when(page, "if urgent")
    _say(page, "Việc của ông/bà đã được thụ lý khi chưa đủ giấy tờ.")
    _term(page)
    _when(page, "else")
    _say(page, "Việc của ông/bà chưa được thụ lý. Hạn trên giấy của toà án, công an, uỷ ban vẫn chạy.")
    _field(page, "Ông/bà đưa giấy trước ngày:")
    _when(page, "endif")
    _say(
        page,
        "Giấy ở xa, khó xin hoặc đã mất thì ông/bà báo ngay cho cán bộ, số {{ hotline }}. Đừng vì thiếu giấy mà thôi"
        " không nhờ nữa.",
    )
    _head_signs(page)


def _withdrawal(page: Document) -> None:
    _notice(page, "về việc rút yêu cầu trợ giúp pháp lý")
    _say(page, "{{ centre }} đã nhận việc ông/bà rút yêu cầu trợ giúp pháp lý.")
    _field(page, "Ngày rút: {{ on }}")
    _field(page, "Mã trong sổ thụ lý (nếu đã thụ lý): {{ code }}")
    _field(page, "Lĩnh vực: {{ matter }}")
    _say(
        page,
        "Từ ngày ấy Trung tâm dừng giúp việc này. Ông/bà vẫn có quyền yêu cầu trợ giúp lại. Có ai ép ông/bà rút, ông/bà"
        " báo cho Giám đốc Trung tâm, số {{ hotline }}.",
    )
    _field(page, f"Người rút yêu cầu {SIGN}:", before=22)
    _head_signs(page)


def _discontinuation(page: Document) -> None:
    _notice(page, "về việc đình chỉ thực hiện trợ giúp pháp lý")
    _say(page, "{{ centre }} đình chỉ việc trợ giúp pháp lý cho ông/bà.")
    _field(page, "Ngày đình chỉ: {{ on }}")
    _field(page, "Mã trong sổ thụ lý: {{ code }}")
    _ground(page)
    _complaint(page)
    _head_signs(page)


PAPERS: Final[Mapping[Paper, Callable[[Document], None]]] = {
    Paper.FORM: _form,
    Paper.ACCEPTANCE: _acceptance,
    Paper.REFUSAL: _refusal,
    Paper.PAPERS_WANTED: _papers_wanted,
    Paper.WITHDRAWAL: _withdrawal,
    Paper.DISCONTINUATION: _discontinuation,
}


# --- what several papers share ---------------------------------------------------------------


def _person(page: Document, heading: str, who: str) -> None:
    _heading(page, heading)
    _field(page, f"Họ và tên: {{{{ {who}_name }}}}")
    _fields(page, "Ngày, tháng, năm sinh:", "Giới tính:")
    _field(page, f"Địa chỉ liên hệ: {{{{ {who}_address }}}}")
    _field(page, f"Điện thoại: {{{{ {who}_phone }}}}")
    _field(page, "Số căn cước hoặc giấy tờ khác:")
    _fields(page, "Ngày cấp:", "Nơi cấp:")


def _notice(page: Document, about: str) -> None:
    """The head of a notice of the Centre, down to whom it is for."""
    left, right = _columns(page, LEFT_CM)
    _write(left.paragraphs[0], "{{ centre }}", bold=True, align=CENTRE, after=0)
    _write(left.add_paragraph(), "―――――", align=CENTRE, after=0)
    _write(left.add_paragraph(), "Số: ............/............", align=CENTRE)
    _write(
        right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align=CENTRE, size=12, after=0
    )
    _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, align=CENTRE, after=0)
    _write(right.add_paragraph(), "―――――――――", align=CENTRE, after=0)
    _write(right.add_paragraph(), DATE, italic=True, align=CENTRE, size=12)
    _say(page, "THÔNG BÁO", bold=True, align=CENTRE, size=15, before=10, after=0)
    _say(page, about, bold=True, align=CENTRE, after=8)
    _field(page, "Kính gửi ông/bà: {{ person_name }}")


def _ground(page: Document) -> None:
    """The ground of the law and the reasons, without which no notice of this kind is valid."""
    _field(page, "Căn cứ: {{ ground }}")
    _field(page, "Theo: {{ clause }} {{ law }}")
    _say(page, "Lý do cụ thể:")
    _when(page, "if words")
    _say(page, "{{ words }}", align=WD_ALIGN_PARAGRAPH.LEFT)
    _when(page, "endif")
    _dots(page, 2)


def _term(page: Document) -> None:
    _when(page, "if papers_term")
    _say(page, "Ông/bà đưa giấy trong {{ papers_term }}, kể từ ngày thụ lý.")
    _when(page, "else")
    _field(page, "Ông/bà đưa giấy trước ngày:")
    _when(page, "endif")


def _complaint(page: Document) -> None:
    """How to complain and by when; a term that the law of the day leaves open is written by hand."""
    _say(
        page,
        "Không đồng ý, ông/bà có quyền khiếu nại (Luật Trợ giúp pháp lý, Điều 45):",
        bold=True,
        keep=True,
    )
    _say(
        page,
        "1. Với Giám đốc Trung tâm: gửi đơn, hoặc đến nói để cán bộ ghi; điện thoại {{ hotline }}."
        "{% if first_answer %} Giám đốc trả lời trong {{ first_answer }}.{% endif %}",
    )
    _say(
        page,
        "2. Không đồng ý với trả lời ấy: với Giám đốc Sở Tư pháp."
        "{% if second_answer %} Nơi ấy trả lời trong {{ second_answer }}.{% endif %}",
    )
    _say(page, "3. Vẫn không đồng ý: khởi kiện ra toà án theo luật.")
    _when(page, "if not first_answer")
    _field(page, "Thời hạn trả lời, theo quy định đang có hiệu lực (cán bộ ghi):")
    _when(page, "endif")
    _field(page, "Ông/bà gửi khiếu nại trước ngày (cán bộ ghi):")


def _head_signs(page: Document) -> None:
    _signatures(
        page,
        ("", "Nơi nhận:", "- Như trên;\n- Lưu hồ sơ."),
        ("", "GIÁM ĐỐC", "(ký, ghi rõ họ tên, đóng dấu)"),
    )


# --- paragraphs ------------------------------------------------------------------------------


def _set_page(document: Document) -> None:
    """A4 and letters as offices use them; the mark of a draft and our number on every page."""
    document.core_properties.author = "Hoa Ban"
    document.core_properties.comments = ""
    document.core_properties.title = ""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE_PT)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.8)
    section.header_distance = section.footer_distance = Cm(0.9)
    mark, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (mark, foot):
        paragraph.style = normal
    _at_edge(mark, WD_TAB_LEADER.SPACES)
    _write(mark, DRAFT, bold=True, size=9, after=0)
    _write(mark, "\tHoa Ban: số {{ number }}, không phải mã vụ việc", size=9)
    _keep_styles(document, {"Normal", "Default Paragraph Font", "Normal Table", "No List"})
    foot.alignment = CENTRE
    _page_number(foot)


def _say(
    page: Document,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = SIZE_PT,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    before: int = 0,
    after: int = 4,
    keep: bool = False,
) -> None:
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.keep_with_next = keep
    _write(paragraph, words, bold=bold, italic=italic, size=size, align=align, before=before, after=after)


def _write(
    paragraph: Paragraph,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = SIZE_PT,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    before: int = 0,
    after: int = 4,
) -> None:
    run = paragraph.add_run(words)
    run.font.bold, run.font.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)


def _heading(page: Document, words: str) -> None:
    _say(page, words, bold=True, align=WD_ALIGN_PARAGRAPH.LEFT, before=8, keep=True)


def _field(page: Document, words: str, *, before: int = 0, keep: bool = False) -> None:
    """Words, and a dotted line from them to the margin, whether the value is known or not."""
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.keep_with_next = keep
    _at_edge(paragraph, WD_TAB_LEADER.DOTS)
    _write(paragraph, f"{words} \t", before=before)


def _fields(page: Document, first: str, second: str) -> None:
    """Two in one line."""
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(
        Cm(MIDDLE_CM), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS
    )
    _at_edge(paragraph, WD_TAB_LEADER.DOTS)
    _write(paragraph, f"{first} \t {second} \t")


def _dots(page: Document, lines: int) -> None:
    for _ in range(lines):
        _field(page, "")


def _when(page: Document, condition: str) -> None:
    """A paragraph that is not printed: what follows is, if it holds."""
    _say(page, f"{{%p {condition} %}}")


def _at_edge(paragraph: Paragraph, leader: WD_TAB_LEADER) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, leader)


def _signatures(page: Document, left: tuple[str, str, str], right: tuple[str, str, str]) -> None:
    """Two columns that stay on one page: where and when, who, how; with room below."""
    for cell, (above, who, how) in zip(_columns(page, LEFT_CM), (left, right), strict=True):
        _write(cell.paragraphs[0], above, italic=True, align=CENTRE, size=12, before=8, after=0)
        _write(cell.add_paragraph(), who, bold=True, align=CENTRE, after=0)
        _write(cell.add_paragraph(), how, italic=True, align=CENTRE, size=12, after=60)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _columns(page: Document, left_cm: float) -> tuple[_Cell, _Cell]:
    """A row of two cells without lines, that does not break."""
    table = page.add_table(rows=1, cols=2)
    table.autofit = False
    [row] = table.rows
    unbroken = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unbroken)
    for column, cell, width in zip(table.columns, row.cells, (left_cm, WIDTH_CM - left_cm), strict=True):
        column.width = cell.width = Cm(width)
    first, second = row.cells
    return first, second


def _keep_styles(document: Document, names: set[str]) -> None:
    """Away with the hundred others that python-docx brings along."""
    for style in list(document.styles.element):
        name = style.find(qn("w:name"))
        if name is None or name.get(qn("w:val")) not in names:
            document.styles.element.remove(style)
    for part in (document.part, document.part.package):
        for name, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in UNUSED:
                part.rels.pop(name)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for kind in PAPERS:
        (folder / f"{kind}.docx").write_bytes(make(kind))
