"""A card to keep in a purse or to pin up: large letters and a square code, as a picture. The same card gives the same bytes."""

from __future__ import annotations

import textwrap
from io import BytesIO
from typing import Final

import matplotlib as mpl
import segno
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.documents.shapes import Card

WIDTH: Final = 1080
HEIGHT: Final = 1500
"""Pixels: nine by twelve and a half centimetres when printed at 300 dots an inch."""
DPI: Final = 120
INK: Final = "#1d2b33"
PALE: Final = "#aebcc4"
CODE: Final = 880
"""Pixels of the square code with its white border."""
QUIET: Final = 4
"""Modules of white around the code, which readers need."""
TITLE_Y: Final = 0.945
HINT_LETTERS: Final = 44
"""In one line."""
LINE: Final = 0.075
"""Of the height, from one line to the next."""


def draw(card: Card) -> bytes:
    """The card as PNG."""
    with mpl.rc_context({"font.family": "DejaVu Sans", "text.parse_math": False, "text.color": INK}):
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        _words(figure, card)
        left = (WIDTH - CODE) / 2 / WIDTH
        _code(figure.add_axes((left, 0.098, CODE / WIDTH, CODE / HEIGHT)), card.link)
        content = BytesIO()
        figure.savefig(content, format="png", metadata={"Software": None})
        return content.getvalue()


def modules(link: str) -> list[list[int]]:
    """The square code: rows of 1 (dark) and 0, without a border. A quarter of it may be worn away."""
    code = segno.make_qr(link, error="q", boost_error=False)
    return [list(row) for row in code.matrix]


def _words(figure: Figure, card: Card) -> None:
    figure.text(0.5, TITLE_Y, card.title, ha="center", va="top", fontsize=34, fontweight="bold")
    for number, line in enumerate(card.lines):
        y = TITLE_Y - 0.1 - number * LINE
        figure.text(0.5, y, line, ha="center", va="top", fontsize=36, fontweight="bold")
    hint = "\n".join(textwrap.wrap(card.hint, HINT_LETTERS))
    figure.text(0.5, 0.085, hint, ha="center", va="top", fontsize=20, linespacing=1.3)
    figure.patch.set_edgecolor(PALE)
    figure.patch.set_linewidth(6)


def _code(axes: Axes, link: str) -> None:
    rows = modules(link)
    size = len(rows)
    axes.set_axis_off()
    axes.imshow(rows, cmap="binary", vmin=0, vmax=1, interpolation="nearest", aspect="equal")
    axes.set_xlim(-0.5 - QUIET, size - 0.5 + QUIET)
    axes.set_ylim(size - 0.5 + QUIET, -0.5 - QUIET)
