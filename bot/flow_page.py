"""Writes what the check can find into the page of the flow language: ``python -m bot.flow_page docs/flow-language.md``.

The sentences are those of ``check --explain``; tests hold the page against them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from bot.codes import CODES

BEGIN, END = "<!-- codes -->", "<!-- /codes -->"
_BETWEEN: Final = re.compile(f"{BEGIN}.*{END}", re.DOTALL)
WEIGHTS: Final = {"error": "error", "warning": "warning", "either": "error or warning"}


def fresh(page: str) -> str:
    """The page with the table as it is now."""
    rows = [
        f"| `{code}` | {each.name_en} | {WEIGHTS[each.weight]} | {_cell(each.means_en)} |"
        for code, each in CODES.items()
    ]
    table = "\n".join(("| code | what | weight | when |", "|---|---|---|---|", *rows))
    return _BETWEEN.sub(lambda _: f"{BEGIN}\n{table}\n{END}", page)


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def main(page: Path) -> None:
    """Write the table anew."""
    page.write_text(fresh(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
