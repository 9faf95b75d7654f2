"""The catalogs: merged by key, through editors and tables, without losing or inventing anything."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from openpyxl import load_workbook

from bot.__main__ import main
from bot.catalog_checks import check_catalogs
from bot.catalogs import NotTaken, Row, take, updated
from bot.locales import read_locales
from bot.settings import SHIPPED
from bot.texts import Texts
from bot.translators_table import NotATable, read, written

REGISTRY = "vi: {autonym: Việt}\nmww-Latn-VN: {autonym: Hmoob, spelling: rpa}\nlo: {autonym: Lao}\n"
OWN = 'ask: "Nhờ cho ai?"\ncall: {text: "Gọi {line}.", risk: high, note: "Số do Trung tâm đặt"}\ntwo: "Gửi 2 tờ."\n'


def texts_with(own: str = OWN, **catalogs: bytes) -> Texts:
    files = {f"{tag.replace('_', '-')}/bot.po": content for tag, content in catalogs.items()}
    return read_locales({"vi/bot.yaml": own.encode(), "languages.yaml": REGISTRY.encode(), **files}, {})[0]


def filled(**words: str) -> bytes:
    return updated(texts_with(), "mww-Latn-VN", {}, words)["bot"]


def read_back(content: bytes, own: str = OWN) -> dict[str, tuple[str, str]]:
    texts = texts_with(own, mww_Latn_VN=content)
    return {key: (one.words, one.state) for key, one in texts.catalogs["mww-Latn-VN"].items() if one.words}


def test_a_new_catalog_holds_every_text_with_what_its_translator_must_know() -> None:
    content = filled().decode()
    assert content.count("msgctxt") == 3
    assert "#. risk: high\n#. Số do Trung tâm đặt\n" in content
    assert '"Language: mww-Latn-VN\\n"' in content
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in content


def test_once_more_changes_nothing() -> None:
    content = filled(ask="Thov rau leej twg?")
    again = updated(texts_with(mww_Latn_VN=content), "mww-Latn-VN", {"bot": content})
    assert again == {"bot": content}


def test_a_text_that_changes_keeps_its_translation_as_stale_and_finds_it_again_when_mended() -> None:
    content = filled(ask="Thov rau leej twg?")
    newer = OWN.replace("Nhờ cho ai?", "Nhờ giúp cho ai?")
    merged = updated(texts_with(newer), "mww-Latn-VN", {"bot": content})["bot"]

    assert '#| msgid "Nhờ cho ai?"' in merged.decode()
    assert read_back(merged, newer) == {"ask": ("Thov rau leej twg?", "stale")}
    by_hand = merged.replace(b"#, fuzzy\n", b"")
    assert read_back(by_hand, newer) == {"ask": ("Thov rau leej twg?", "draft")}
    assert read_back(updated(texts_with(), "mww-Latn-VN", {"bot": merged})["bot"]) == {
        "ask": ("Thov rau leej twg?", "draft")
    }


def test_what_is_gone_waits_at_the_end_of_the_file_and_comes_back() -> None:
    content = filled(ask="Thov rau leej twg?")
    without = OWN.replace('ask: "Nhờ cho ai?"\n', "")
    merged = updated(texts_with(without), "mww-Latn-VN", {"bot": content})["bot"]

    assert '#~ msgstr "Thov rau leej twg?"' in merged.decode()
    assert read_back(merged, without) == {}
    assert read_back(updated(texts_with(), "mww-Latn-VN", {"bot": merged})["bot"]) == {
        "ask": ("Thov rau leej twg?", "draft")
    }


def test_a_catalog_survives_what_an_editor_does_to_it() -> None:
    """Other order, other line width, its own header and comments, letters in pieces, Babel's own reading and writing."""
    content = filled(ask="Thov rau leej twg?", call="Hu {line}.")
    catalog = read_po(io.BytesIO(content))
    rewritten = io.BytesIO()
    write_po(rewritten, catalog, width=20, sort_output=True)
    words = unicodedata.normalize("NFD", rewritten.getvalue().decode())
    edited = words.replace('msgctxt "ask"', '# Kuv xav tias zoo.\nmsgctxt "ask"').encode()

    assert read_back(edited) == {"ask": ("Thov rau leej twg?", "draft"), "call": ("Hu {line}.", "draft")}
    merged = updated(texts_with(mww_Latn_VN=edited), "mww-Latn-VN", {"bot": edited})["bot"]
    assert read_back(merged) == read_back(content)
    assert "# Kuv xav tias zoo.\n" in merged.decode()
    assert "Plural-Forms: nplurals=1; plural=0;" in merged.decode()


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs msgfmt of gettext")
def test_gettext_itself_finds_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_bytes(filled(ask="Thov rau leej twg?", call="Hu {line}."))
    command = ["msgfmt", "-c", "-o", str(tmp_path / "a.mo"), str(tmp_path / "a.po")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_table_goes_out_and_comes_back_and_only_what_fits_is_taken() -> None:
    texts = texts_with(mww_Latn_VN=filled(ask="Thov rau leej twg?"))
    rows = read(written(texts, "mww-Latn-VN"))
    assert {row.key: row.words for row in rows} == {"ask": "Thov rau leej twg?", "call": "", "two": ""}
    assert rows[0].key == "call"  # missing, and of high risk

    sent = [
        Row("ask", "Nhờ cho ai?", "Pab leej twg?"),
        Row("call", "Gọi {line}.", "Hu {phone}."),
        Row("two", "Gửi 3 tờ.", "Xa 3 daim."),
        Row("three", "Ba", "Peb"),
    ]
    taken, refused = take(texts, "mww-Latn-VN", sent)
    assert taken == {"ask": "Pab leej twg?"}
    assert refused == [
        NotTaken("call", "placeholders"),
        NotTaken("two", "stale"),
        NotTaken("three", "unknown"),
    ]


def test_words_that_begin_like_a_formula_stay_words() -> None:
    texts = texts_with(mww_Latn_VN=filled(ask="=1+1"))
    book = load_workbook(io.BytesIO(written(texts, "mww-Latn-VN")))
    assert [cell.value for cell in book.worksheets[0]["E"] if cell.value and "=" in cell.value] == ["=1+1"]
    assert {row.words for row in read(written(texts, "mww-Latn-VN"))} == {"", "=1+1"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"key,vi"])
def test_a_file_that_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(NotATable):
        read(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('msgctxt "two"\nmsgid "Gửi 2 tờ."\nmsgstr "Xa 3 daim."\n', ["numbers_differ"]),
        ('msgctxt "two"\nmsgid "Gửi 2 tờ."\nmsgstr "Xa ໒ daim."\n', []),
        ('msgctxt "ask"\nmsgid "Nhờ cho ai?"\nmsgid_plural "Nhờ?"\nmsgstr[0] "Thov"\n', ["plural"]),
        ('msgctxt "ask"\nmsgid "Nhờ cho ai?"\nmsgstr "Thov kws lij choj?"\n', []),
        ('msgctxt "ask"\nmsgid "Nhờ cho ai?"\nmsgstr "Thov lawyer?"\n', ["spelling"]),
    ],
)
def test_faults_of_a_catalog_are_told(content: str, told: list[str]) -> None:
    files = {"mww-Latn-VN/bot.po": content.encode()}
    texts = texts_with(mww_Latn_VN=content.encode())
    assert [problem.code for problem in check_catalogs(texts, files)] == ["T7"] * len(told)


# --- the command, on a copy of what is shipped -----------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED / "locales", tmp_path / "locales")
    return tmp_path / "locales"


def command(folder: Path, *words: str) -> int:
    return main(["texts", *words, "--locales", str(folder)])


@pytest.mark.slow
def test_the_shipped_catalogs_are_up_to_date_and_without_fault(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = {file.name for file in (SHIPPED / "locales").iterdir() if file.is_dir()}
    for tag in sorted(shipped - {"vi"}):
        assert command(folder, tag, "--update") == 0
        assert capsys.readouterr().out == "nothing to change\n"
    assert command(folder, "--check", "--english") == 0
    assert "T7" not in capsys.readouterr().out.replace("not spelt", "")


@pytest.mark.slow
def test_a_language_is_filled_by_a_table_from_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "hni.xlsx"
    registry = folder / "languages.yaml"
    entry = "cnc-VN:\n  autonym: Cống\n  name_vi: Tiếng Cống\n"
    registry.write_text(registry.read_text("utf-8") + entry, "utf-8")
    assert command(folder, "cnc-VN", "--export", str(table)) == 0
    book = load_workbook(table)
    line = next(row for row in book.worksheets[0].iter_rows(min_row=2) if row[0].value == "interrupt.back")
    line[4].value = "Cống: quay lại"
    book.save(table)

    assert command(folder, "cnc-VN", "--import", str(table)) == 0
    assert 'msgstr "Cống: quay lại"' in (folder / "cnc-VN" / "bot.po").read_text("utf-8")
    capsys.readouterr()
    assert command(folder, "--status") == 0
    assert "cnc-VN" in capsys.readouterr().out


@pytest.mark.slow
def test_what_cannot_be_done_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(folder, "lao", "--update") == 2
    assert "There is no language “lao”" in capsys.readouterr().err
    assert command(folder, "vi", "--update") == 2
    assert command(folder, "--export", str(tmp_path / "a.xlsx")) == 2
    assert command(folder, "lo", "--import", str(tmp_path / "none.xlsx")) == 2
    (folder / "lo").mkdir(exist_ok=True)
    (folder / "lo" / "bot.po").write_text('msgctxt "a\nmsgid "b', "utf-8")
    before = (folder / "lo" / "bot.po").read_bytes()
    assert command(folder, "lo", "--update") == 2
    assert (folder / "lo" / "bot.po").read_bytes() == before


@pytest.mark.parametrize(
    "before", ['Một "câu".', "Hai dòng.\n\nDòng hai {line}.", "a\\b\tc", "Dài " * 40, "\n mở đầu"]
)
def test_the_older_vietnamese_is_kept_letter_by_letter(before: str) -> None:
    own = 'ask: "Mới {line}."\n' if "{line}" in before else 'ask: "Mới."\n'
    catalog = Catalog(charset="utf-8")
    catalog.add(before, "Thov", context="ask")
    old = io.BytesIO()
    write_po(old, catalog, width=0)

    merged = updated(texts_with(own), "mww-Latn-VN", {"bot": old.getvalue()})["bot"]
    again = updated(texts_with(own), "mww-Latn-VN", {"bot": merged})["bot"]

    assert again == merged
    assert texts_with(own, mww_Latn_VN=merged).catalogs["mww-Latn-VN"]["ask"].made_from == before
