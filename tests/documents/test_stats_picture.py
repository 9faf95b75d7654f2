"""The picture: a PNG for a phone, drawn alike each time, with whatever numbers there are."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.documents.shapes import Bars, Columns, Picture
from bot.documents.stats_picture import WIDTH, draw

STATES = ("đã nhận, chờ cán bộ", "cán bộ đang xem", "cán bộ đã trả lời", "đã xong")
PICTURE = Picture(
    "Số liệu 01/10/2026 – 31/12/2026",
    ("Nhận 214 việc, khẩn 23 (11%).", "Từ lúc nhận đến lần gặp đầu: nửa số việc trong 3,5 giờ làm việc."),
    Columns("Việc nhận theo tuần", STATES, tuple((f"{n}/10", (n % 3, 2, 3, 15 - n)) for n in range(14))),
    (
        Bars("Theo lĩnh vực", tuple((f"Đất, nhà, rừng {n}", 61 - n) for n in range(9))),
        Bars(
            "Theo xã",
            (("Xã Na Sang", 31), ("Phường Điện Biên Phủ", 9), ("các xã khác", 88)),
            ends_in_rest=True,
        ),
    ),
)


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB")


def test_it_is_a_portrait_as_wide_as_a_phone_shows_it() -> None:
    content = draw(PICTURE)
    assert content.startswith(b"\x89PNG")
    image = opened(content)
    assert image.width == WIDTH
    assert image.height > image.width
    assert len(content) < 500_000


@pytest.mark.slow
def test_the_same_numbers_give_the_same_bytes() -> None:
    assert draw(PICTURE) == draw(PICTURE)


@pytest.mark.slow
def test_something_is_drawn_in_every_part() -> None:
    image = opened(draw(PICTURE)).convert("L")
    for top in range(0, image.height - 200, 200):
        part = image.crop((0, top, image.width, top + 200))
        assert sum(part.histogram()[:120]) > 100


@pytest.mark.slow
def test_states_stay_apart_without_colour() -> None:
    shades = opened(draw(PICTURE)).convert("L").histogram()
    assert len({shade // 32 for shade, count in enumerate(shades) if count > 400}) >= 4


@pytest.mark.slow
@pytest.mark.parametrize(
    "picture",
    [
        replace(PICTURE, bars=()),
        replace(PICTURE, lines=()),
        replace(PICTURE, columns=Columns("Một tuần", STATES, (("1/11", (0, 0, 0, 0)),))),
        replace(PICTURE, columns=Columns("Một năm", STATES, tuple((f"{n}", (n, 1, 2, 3)) for n in range(53)))),
        replace(PICTURE, columns=Columns("Nhiều trạng thái", (*STATES, "a", "b"), (("1/11", (1,) * 6),))),
        replace(PICTURE, bars=(Bars("Dài", (("$x^2$ " + "chữ dài " * 12, 3), ("", 0))),)),
    ],
    ids=["no bars", "no lines", "one empty week", "a year", "more states", "long names"],
)  # fmt: skip
def test_whatever_the_numbers_it_can_be_drawn(picture: Picture) -> None:
    assert opened(draw(picture)).width == WIDTH


def test_no_letter_is_missing(recwarn: pytest.WarningsRecorder) -> None:
    draw(replace(PICTURE, lines=("ăâđêôơư ẤẦẨẪẬ ắằẳẵặ ỂỄỆ ổỗộ ớờởỡợ ứừửữự ỳỷỹỵ – · …",)))
    assert not [str(warning.message) for warning in recwarn if "missing" in str(warning.message)]
