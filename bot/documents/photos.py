"""Photos of papers → one PDF, a page each, as a scanner would make it; nothing that a photo carries besides its picture.

Only JPEG is read, which is what the channel makes of every photo: whatever else somebody sends is never opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageOps

PAGE: Final = (1240, 1754)
"""Pixels of A4 at 150 dots an inch, upright."""
DPI: Final = 150
MARGIN: Final = 40
LARGEST: Final = 40_000_000
"""Pixels; a picture of more is none that a telephone took."""


def to_pdf(digests: Iterable[str], read: Callable[[str], bytes]) -> bytes:
    """The PDF; ``read`` gives the content by its digest. A photo that cannot be read is a crossed page, so that nobody misses it unseen."""
    first, *others = [_page(read(digest)) for digest in digests]
    made = BytesIO()
    first.save(made, "PDF", resolution=DPI, save_all=True, append_images=others, producer="Hoa Ban")
    return made.getvalue()


def _page(content: bytes) -> Image.Image:
    """Upright or lying as the photo is, with a white margin."""
    upright = _read(content)
    if upright is None:
        return _crossed()
    width, height = PAGE if upright.height >= upright.width else PAGE[::-1]
    fitted = ImageOps.contain(upright, (width - 2 * MARGIN, height - 2 * MARGIN))
    page = Image.new("RGB", (width, height), "white")
    page.paste(fitted, ((width - fitted.width) // 2, (height - fitted.height) // 2))
    return page


def _read(content: bytes) -> Image.Image | None:
    try:
        with Image.open(BytesIO(content), formats=("JPEG",)) as photo:
            if photo.width * photo.height > LARGEST:
                return None
            return ImageOps.exif_transpose(photo).convert("RGB")
    except (
        Exception
    ):  # of what is damaged a decoder says anything: struct.error, IndexError, AttributeError …
        return None


def _crossed() -> Image.Image:
    page = Image.new("RGB", PAGE, "white")
    lines = ImageDraw.Draw(page)
    lines.line((0, 0, *PAGE), "grey", 6)
    lines.line((0, PAGE[1], PAGE[0], 0), "grey", 6)
    return page
