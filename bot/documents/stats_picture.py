"""Numbers → a picture to be read on a phone: portrait, large letters, told apart without colour too.

Knows no request and no language: words come said. The same numbers always give the same bytes.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from io import BytesIO
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from bot.documents.shapes import Bars, Columns, Dots, Picture

WIDTH: Final = 1080
"""Pixels."""
DPI: Final = 120
INCH: Final = 1 / DPI
INK: Final = "#1d2b33"
PALE: Final = "#d7dee2"
BAR: Final = "#2f6f8f"
REST: Final = "#aebcc4"
COLUMNS_HEIGHT: Final = 430
MAP_HEIGHT: Final = 1090
NAMED: Final = 14
"""So many communes are named on the map, those with most requests."""
ROOM: Final = (0.06, 0.27)
"""Degrees of latitude and longitude that a name takes."""
LAYERS: Final = (("#f6c667", "///"), ("#b9d6e3", ""), ("#5f9bb8", ".."), ("#1f4e66", ""), ("#8a8a8a", "xx"))
"""Colours from light to dark and hatches: they stay apart when printed in grey."""
LABEL: Final = 24
"""Letters of a bar's name in one line."""
TICKS: Final = 6


def draw(picture: Picture) -> bytes:
    """The picture as PNG."""
    with mpl.rc_context():
        _set_style()
        heights = [
            _head_height(picture),
            COLUMNS_HEIGHT,
            *(90 + 52 * len(bars.rows) for bars in picture.bars),
            *([MAP_HEIGHT] if picture.map else []),
        ]
        figure = Figure(figsize=(WIDTH * INCH, sum(heights) * INCH), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        grid = figure.add_gridspec(
            len(heights), 1, height_ratios=heights, left=0, right=1, bottom=0, top=1, hspace=0
        )
        parts = [figure.add_subfigure(cell) for cell in (grid[row, 0] for row in range(len(heights)))]
        _head(parts[0].add_axes((0, 0, 1, 1)), picture, heights[0])
        _columns(parts[1].add_axes((0.09, 0.14, 0.87, 0.55)), picture.columns)
        for part, bars, height in zip(parts[2:], picture.bars, heights[2:], strict=False):
            _bars(part.add_axes((0.40, 0.02, 0.52, 1 - 70 / height)), bars)
        if picture.map:
            _map(parts[-1].add_axes((0.04, 0.03, 0.92, 1 - 90 / MAP_HEIGHT)), picture.map)
        content = BytesIO()
        figure.savefig(content, format="png", metadata={"Software": None})
        return content.getvalue()


def _set_style() -> None:
    mpl.rcParams.update(
        {
            "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
            "font.size": 15,
            "text.parse_math": False,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.edgecolor": PALE,
            "xtick.color": INK,
            "ytick.color": INK,
            "hatch.linewidth": 1.2,
            "hatch.color": INK,
        }
    )


# --- the headline ----------------------------------------------------------------------------

TITLE_HEIGHT: Final = 80
LINE_HEIGHT: Final = 35
LINE_LETTERS: Final = 76


def _wrapped(picture: Picture) -> list[str]:
    return [part for line in picture.lines for part in textwrap.wrap(line, LINE_LETTERS)]


def _head_height(picture: Picture) -> int:
    return TITLE_HEIGHT + LINE_HEIGHT * len(_wrapped(picture)) + 20


def _head(axes: Axes, picture: Picture, height: int) -> None:
    axes.set_axis_off()
    axes.text(0.04, 1 - 30 / height, picture.title, fontsize=22, fontweight="bold", va="top")
    words = "\n".join(_wrapped(picture))
    axes.text(0.04, 1 - (TITLE_HEIGHT + 10) / height, words, fontsize=15, va="top", linespacing=1.35)


# --- charts ----------------------------------------------------------------------------------


def _columns(axes: Axes, chart: Columns) -> None:
    at = range(len(chart.columns))
    below = [0] * len(chart.columns)
    for number, name in enumerate(chart.layers):
        colour, hatch = LAYERS[number % len(LAYERS)]
        counts = [layers[number] for _, layers in chart.columns]
        axes.bar(at, counts, 0.8, bottom=below, color=colour, hatch=hatch, edgecolor=INK, lw=0.8, label=name)
        below = [sum(pair) for pair in zip(below, counts, strict=True)]
    _title(axes, chart.title, 20 + 36 * -(-len(chart.layers) // 2))
    axes.legend(loc="lower left", bbox_to_anchor=(-0.075, 0.98), ncols=2, frameon=False, fontsize=13)
    _clear(axes, keep="bottom")
    axes.set_ylim(0, max(1, *below) * 1.08)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=PALE)
    axes.set_axisbelow(True)
    _name_some(axes, [name for name, _ in chart.columns])


def _name_some(axes: Axes, names: Sequence[str]) -> None:
    """As many names below the columns as there is room for."""
    step = -(-len(names) // TICKS)
    axes.set_xlim(-0.6, len(names) - 0.4)
    axes.set_xticks(range(0, len(names), step), names[::step])


def _bars(axes: Axes, chart: Bars) -> None:
    names = ["\n".join(textwrap.wrap(name, LABEL, max_lines=2, placeholder="…")) for name, _ in chart.rows]
    counts = [count for _, count in chart.rows]
    colours = [BAR] * len(names)
    if chart.ends_in_rest:
        colours[-1] = REST
    bars = axes.barh(range(len(names)), counts, 0.66, color=colours)
    axes.bar_label(bars, padding=6, fontsize=15, fontweight="bold")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, max([1, *counts]) * 1.12)
    axes.set_xticks([])
    _clear(axes, keep="left")
    _title(axes, chart.title, 12)


def _map(axes: Axes, chart: Dots) -> None:
    """Areas as the counts; a degree of longitude is drawn as long as it is at this latitude."""
    most = max(count for *_, count in chart.dots)
    ordered = sorted(chart.dots, key=lambda dot: -dot[3])
    white = [withStroke(linewidth=3, foreground="white")]
    named: list[tuple[float, float]] = []
    for name, lat, lon, count in ordered:
        if not count:
            axes.plot(lon, lat, "o", color=REST, markersize=5)
            continue
        size = 13 + 25 * (count / most) ** 0.5
        axes.plot(lon, lat, "o", color=BAR, alpha=0.85, markersize=size, markeredgecolor="white")
        axes.annotate(
            str(count), (lon, lat), color="white", ha="center", va="center", fontweight="bold", fontsize=12
        )
        if (
            len(named) < NAMED
            and all(_apart(lat, lon, other) for other in named)
            and not _covers(lat, lon, chart)
        ):
            named.append((lat, lon))
            below = (0, -size / 2 - 1)
            axes.annotate(
                name,
                (lon, lat),
                below,
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=13,
                path_effects=white,
                zorder=4,
            )
    middle = sum(lat for _, lat, _, _ in ordered) / len(ordered)
    axes.set_aspect(1 / math.cos(math.radians(middle)))
    axes.margins(0.07)
    axes.set_xticks([])
    axes.set_yticks([])
    _clear(axes, keep="")
    _title(axes, chart.title, 12)


def _covers(lat: float, lon: float, chart: Dots) -> bool:
    """Would the name below this dot lie on the number of another?"""
    return any(
        count and abs(lat - ROOM[0] - other_lat) < ROOM[0] * 0.7 and abs(lon - other_lon) < ROOM[1] / 2
        for _, other_lat, other_lon, count in chart.dots
        if (other_lat, other_lon) != (lat, lon)
    )


def _apart(lat: float, lon: float, other: tuple[float, float]) -> bool:
    """Is there room for both names?"""
    return abs(lat - other[0]) > ROOM[0] or abs(lon - other[1]) > ROOM[1]


def _clear(axes: Axes, keep: str) -> None:
    for side, spine in axes.spines.items():
        spine.set_visible(side == keep)
    axes.tick_params(length=0)


def _title(axes: Axes, words: str, above: float) -> None:
    """At the left edge of the picture, so many points above the chart."""
    figure = axes.get_figure(root=False)
    assert figure is not None
    left = (0.04 - axes.get_position().x0) / axes.get_position().width
    axes.annotate(
        words,
        (left, 1),
        xycoords="axes fraction",
        xytext=(0, above * 72 / DPI),
        textcoords="offset points",
        fontsize=17,
        fontweight="bold",
        va="bottom",
        annotation_clip=False,
    )
