"""The card: a picture with a square code that leads to the bot, the same each time, with room for whatever is said."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.documents.card_picture import CODE, HEIGHT, QUIET, WIDTH, draw, modules
from bot.documents.shapes import Card

LINK = "https://t.me/hoaban_bot"
CARD = Card("Hoa Ban", ("Số: 482 519 K", "Gọi: 0215 3000 000"), LINK, "Chụp ô vuông, hoặc gõ t.me/hoaban_bot")


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        return image.convert("L")


def test_it_is_a_portrait_and_the_same_each_time() -> None:
    content = draw(CARD)
    assert content == draw(CARD)
    assert opened(content).size == (WIDTH, HEIGHT)
    assert len(content) < 200_000


@pytest.mark.parametrize("link", [LINK, "https://t.me/" + "a" * 32])
def test_every_module_of_the_code_is_where_a_reader_looks_for_it(link: str) -> None:
    image = opened(draw(Card("Hoa Ban", ("Số: 1",), link, "x")))
    rows = modules(link)
    step = CODE / (len(rows) + 2 * QUIET)
    left, top = (WIDTH - CODE) / 2, HEIGHT * (1 - 0.098) - CODE
    pixels = image.tobytes()

    def dark(x: int, y: int) -> int:
        across, down = left + (x + QUIET + 0.5) * step, top + (y + QUIET + 0.5) * step
        return int(pixels[int(down) * WIDTH + int(across)] < 128)

    seen = [[dark(x, y) for x in range(len(rows))] for y in range(len(rows))]
    assert seen == rows


def test_the_code_has_white_around_it() -> None:
    image = opened(draw(CARD))
    step = CODE / (len(modules(LINK)) + 2 * QUIET)
    top = HEIGHT * (1 - 0.098) - CODE
    band = image.crop(
        (int((WIDTH - CODE) / 2), int(top), int((WIDTH + CODE) / 2), int(top + (QUIET - 1) * step))
    )
    assert band.getextrema() == (255, 255)


def test_no_letter_is_missing(recwarn: pytest.WarningsRecorder) -> None:
    draw(Card("ấẩẫậ", ("ẮẲẴẶ ửữự", "$x^2$ đĐ"), LINK, "ỳỷỹỵ – «»"))
    assert not [str(warning.message) for warning in recwarn if "missing" in str(warning.message)]
