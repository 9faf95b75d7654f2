"""``python -m bot texts``: the catalogs of ``locales/`` brought up to date, checked, counted, given out and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.pofile import PoFileError

from bot import translators_table
from bot.catalog_checks import check_catalogs
from bot.catalogs import counted, keys_of, take, updated
from bot.display import STATES
from bot.loading import Loaded
from bot.problems import Problem
from bot.settings import SettingsProblem
from bot.texts import AUTHORITY, Texts

BAR: Final = 20
REASONS: Final = {
    "unknown": "there is no such text",
    "stale": "the Vietnamese has changed since; export the table again",
    "placeholders": "the placeholders {…} differ from the Vietnamese",
}


def texts_of(loaded: Loaded) -> Texts:
    """The texts, or SettingsProblem where the folders hold none."""
    if loaded.texts is None:
        raise SettingsProblem("\n".join(loaded.errors))
    return loaded.texts


def update(texts: Texts, folder: Path, tag: str | None) -> list[str]:
    """Bring the catalogs up to today's Vietnamese; which files changed. Nothing is lost, a second time changes nothing."""
    written = [one for one in _tags(texts, tag) if tag or texts.languages[one].text]
    return [line for one in written for line in _write(folder / one, _updated(texts, folder, one))]


def status(texts: Texts) -> Iterator[str]:
    """A line of each language: how much of it is approved, and what is of high risk."""
    yield f"{'':14}{'approved':>24}  " + "".join(f"{state:>12}" for state in STATES) + "   high, approved"
    for tag in _tags(texts, None):
        found = counted(texts, tag)
        by_state = [sum(count for (_, state), count in found.items() if state == each) for each in STATES]
        whole = sum(by_state) or 1
        done = by_state[STATES.index("approved")] + by_state[STATES.index("not_needed")]
        high = sum(count for (risk, _), count in found.items() if risk == "high")
        high_done = found["high", "approved"] + found["high", "not_needed"]
        bar = "█" * (BAR * done // whole)
        mark = "" if texts.languages[tag].text else "   (spoken, or not shown in writing)"
        yield (
            f"{tag:14}{bar:░<{BAR}}{100 * done // whole:3d}%  "
            + "".join(f"{count:>12}" for count in by_state)
            + f"   {high_done}/{high}{mark}"
        )


def export(texts: Texts, tag: str, file: Path) -> str:
    """Write the table of one language."""
    _known(texts, tag)
    file.write_bytes(translators_table.written(texts, tag))
    return f"{file}: {len(keys_of(texts, tag))} texts"


def take_in(texts: Texts, folder: Path, tag: str, file: Path) -> tuple[list[str], list[str]]:
    """Take a table back: which files changed, and which lines changed nothing and why."""
    _known(texts, tag)
    try:
        rows = translators_table.read(file.read_bytes())
    except (translators_table.NotATable, OSError) as fault:
        raise SettingsProblem(f"{file}: {fault}.") from None
    taken, refused = take(texts, tag, rows)
    changed = _write(folder / tag, _updated(texts, folder, tag, taken))
    return changed, [f"{one.key}: {REASONS[one.why]}." for one in refused]


def check(texts: Texts, folder: Path) -> list[Problem]:
    """What is wrong in the catalogs besides what ``check`` tells."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.glob("*/*.po"))}
    return check_catalogs(texts, files, str(folder))


def _tags(texts: Texts, tag: str | None) -> list[str]:
    if tag is not None:
        _known(texts, tag)
        return [tag]
    return [each for each in texts.languages if each != AUTHORITY]


def _known(texts: Texts, tag: str) -> None:
    if tag not in texts.languages or tag == AUTHORITY:
        languages = ", ".join(each for each in texts.languages if each != AUTHORITY)
        raise SettingsProblem(
            f"There is no language “{tag}” to translate into: {languages}. Add it to languages.yaml first."
        )


def _updated(texts: Texts, folder: Path, tag: str, rows: dict[str, str] | None = None) -> dict[str, bytes]:
    files = {file.stem: file.read_bytes() for file in sorted((folder / tag).glob("*.po"))}
    try:
        return updated(texts, tag, files, rows)
    except (PoFileError, UnicodeDecodeError, ValueError) as fault:
        raise SettingsProblem(f"{folder / tag}: a catalog cannot be read: {fault}.") from None


def _write(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Each file whole or not at all."""
    folder.mkdir(exist_ok=True)
    changed = []
    for name, content in files.items():
        file = folder / f"{name}.po"
        if file.exists() and file.read_bytes() == content:
            continue
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(file)
        changed.append(str(file))
    return changed
