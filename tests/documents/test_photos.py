"""Photos as one PDF: every photo a page, upright, without what a camera writes beside the picture; rubbish is a crossed page."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents import photos


def jpeg(width: int, height: int, *, turned: int = 1) -> bytes:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = "chụp ở nhà bà Mỷ"
    Image.new("RGB", (width, height), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def made_of(*contents: bytes) -> bytes:
    by_name = {str(n): content for n, content in enumerate(contents)}
    return photos.to_pdf(by_name, by_name.__getitem__)


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/")


def sizes(pdf: bytes) -> list[bytes]:
    return [part.split(b"]")[0].strip() for part in pdf.split(b"/MediaBox [")[1:]]


def test_each_photo_is_a_page_upright_or_lying_as_it_is() -> None:
    pdf = made_of(jpeg(600, 800), jpeg(800, 600), jpeg(800, 600, turned=6))
    assert pdf.startswith(b"%PDF")
    upright, lying, turned = sizes(pdf)
    assert upright != lying
    assert turned == upright


def test_what_the_camera_wrote_is_gone() -> None:
    assert "Mỷ".encode() not in made_of(jpeg(600, 800))
    assert b"Exif" not in made_of(jpeg(600, 800))


@pytest.mark.parametrize("content", [b"", b"GIF89a", jpeg(600, 800)[:-300], b"\xff\xd8\xff" + b"x" * 500])
def test_what_is_no_photo_is_a_crossed_page(content: bytes) -> None:
    assert len(sizes(made_of(jpeg(60, 80), content))) == 2


def test_a_picture_that_no_telephone_took_is_not_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "LARGEST", 100)
    assert len(sizes(made_of(jpeg(600, 800)))) == 1


@pytest.mark.slow
@settings(max_examples=30)
@given(st.integers(0, 600), st.binary(max_size=40))
def test_a_damaged_photo_stops_nothing(at: int, rubbish: bytes) -> None:
    good = jpeg(64, 64)
    assert made_of(good[:at] + rubbish + good[at + len(rubbish) :])
