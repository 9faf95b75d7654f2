"""Which flows run: those of the newest release, and beside them the older versions in which somebody is in the middle.

The files of ``flows/`` are the first release. What an administrator publishes in the chat comes after it; a file of the
folder that changes later is taken in too, unless it was changed in the chat meanwhile: then the chat's stays, and it is said.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from bot.flow.differences import differences
from bot.flow.model import Flow
from bot.flow.pinning import pinned, sources_of
from bot.flow.spoken import scripts
from bot.handlers.house import Older
from bot.loading import Loaded, NotLoadable
from bot.problems import Problem, line
from bot.store import releases
from bot.store.database import Transaction

log = logging.getLogger(__name__)

Files: TypeAlias = Mapping[str, bytes]
Read: TypeAlias = Callable[[Files], Loaded]
Report: TypeAlias = dict[str, Any]
"""JSON, kept with a proposal."""
MOST: Final = 20
"""Lines of each kind in a report."""
KEPT: Final = 8
"""So many sets of files are kept read: publishing reads the same set several times."""


@dataclass(frozen=True, slots=True)
class Running:
    """What runs now. ``older``: by flow and version those that somebody is in the middle of; ``aside``: files of the folder
    that were not taken, because they were changed in the chat as well."""

    release: int
    loaded: Loaded
    older: Mapping[tuple[str, str], Older] = field(default_factory=dict)
    aside: tuple[str, ...] = ()


class Library:
    """Reads releases; ``read`` makes values of the files of a release, with the texts and the province as they are now."""

    def __init__(self, read: Read, rehearse: Callable[[Loaded], list[str]] = lambda _: []) -> None:
        """``rehearse`` plays the talks that are kept as tests, and says where one went another way."""
        self._read = read
        self._rehearse = rehearse
        self._known: dict[str, Loaded] = {}

    def open(self, tx: Transaction, folder: Loaded) -> Running:
        """At start: take in what is new in the folder. Raises NotLoadable where it does not go with what was published."""
        running = releases.newest(tx)
        if not running:
            running = releases.add(tx, folder.files, _versions(folder), origin=releases.FROM_FOLDER)
            releases.note_folder(tx, folder.files)
            return self._running(tx, running, folder, ())
        files, aside = merged(releases.files(tx, running), releases.folder(tx), folder.files)
        loaded = folder if files == folder.files else self.load(files)
        if loaded.errors:
            raise NotLoadable("\n".join(loaded.errors))
        if files != releases.files(tx, running):
            running = releases.add(tx, files, _versions(loaded), origin=releases.FROM_FOLDER)
        releases.name_versions(tx, running, _versions(loaded))
        # What was put aside is told again at each start, until it is published or taken out of the folder.
        releases.note_folder(tx, {path: body for path, body in folder.files.items() if path not in aside})
        return self._running(tx, running, loaded, aside)

    def current(self, tx: Transaction) -> Running:
        """What the newest release says; raises NotLoadable when it cannot be read any more."""
        release = releases.newest(tx)
        loaded = self.load(releases.files(tx, release))
        if loaded.errors:
            raise NotLoadable("\n".join(loaded.errors))
        return self._running(tx, release, loaded, ())

    def load(self, files: Files) -> Loaded:
        """These files as values, with every problem."""
        name = "\n".join(f"{path} {releases.digest(body)}" for path, body in sorted(files.items()))
        if name not in self._known:
            self._known = dict([*self._known.items()][-KEPT + 1 :])
            self._known[name] = self._read(files)
        return self._known[name]

    def examine(self, base: Files, path: str, content: bytes) -> Report:
        """What publishing this content of one file would do, upon the files of a release: everything that is wrong, what is
        worth a look, what is different, and the versions it makes."""
        before, after = self.load(base), self.load({**base, path: content})
        known = set(before.problems)
        fresh = [each for each in after.problems if each not in known]
        errors = [each for each in after.problems if each.severity == "error"]
        found = () if errors else tuple(self._different(before, after))
        return {
            "errors": [_both(each) for each in errors[:MOST]],
            "warnings": [_both(each) for each in fresh if each.severity == "warning"][:MOST],
            "rehearsals": [] if errors else self._rehearse(after)[:MOST],
            "differences": [list(each) for each in found],
            "same": not found and self.load(base).files.get(path) == content,
            "versions": _versions(after),
        }

    def _different(self, before: Loaded, after: Loaded) -> Iterator[tuple[str, str, str, str, str, str]]:
        seen: set[tuple[str, str, str, str]] = set()
        for id_, flow in after.flows.items():
            for each in differences(before.flows.get(id_), flow):
                told = (each.what, each.step, each.before, each.after)
                if told not in seen:  # a sub-flow that several flows call is told once
                    seen.add(told)
                    yield id_, each.what, each.step, each.before, each.after, each.path

    def forget(self) -> None:
        """The texts or the province are others now: all is read anew."""
        self._known.clear()

    def _running(self, tx: Transaction, release: int, loaded: Loaded, aside: tuple[str, ...]) -> Running:
        older = {
            (flow, version): found
            for flow, version in releases.open_versions(tx)
            if (found := self._older(tx, loaded.flows, flow, version))
        }
        return Running(release, _with_words(loaded, older), older, aside)

    def _older(self, tx: Transaction, flows: Mapping[str, Flow], flow: str, version: str) -> Older | None:
        """An older version that somebody is in the middle of; None where it is the one that runs, or cannot be read."""
        current = flows.get(flow)
        if current is not None and current.version == version:
            return None
        release = releases.of_version(tx, flow, version)
        old = self.load(releases.files(tx, release)).flows.get(flow) if release is not None else None
        if release is None or old is None:
            log.warning("version %s of %s is not known: its sessions go on with the newest", version, flow)
            return None
        if current is not None and old.version == current.version:  # the same by another program's name
            return None
        since, forced = releases.superseded(tx, release)
        return Older(pinned(old, version, current), since, forced)


def _both(problem: Problem) -> list[str]:
    """As a line in Vietnamese and in English."""
    where = replace(problem, file=problem.file.rpartition("/")[2])
    return [line(where), line(where, english=True)]


def merged(
    running: Files, looked_at: Mapping[str, str], folder: Files
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What runs, with what changed in the folder since it was looked at; and what changed in both, which stays as it runs."""
    files, aside = dict(running), list[str]()
    for path in sorted({*looked_at, *folder}):
        now = releases.digest(folder[path]) if path in folder else None
        if now == looked_at.get(path):
            continue
        runs = releases.digest(running[path]) if path in running else None
        if runs == now:
            continue
        if runs != looked_at.get(path):
            aside.append(path)
        elif path in folder:
            files[path] = folder[path]
        else:
            files.pop(path, None)
    return files, tuple(aside)


def _versions(loaded: Loaded) -> dict[str, str]:
    return {id_: flow.version for id_, flow in loaded.flows.items()}


def _with_words(loaded: Loaded, older: Mapping[tuple[str, str], Older]) -> Loaded:
    """The texts of the older versions stand beside the others."""
    if not older or loaded.texts is None:
        return loaded
    words = sources_of({key: one.flow for key, one in older.items()})
    texts = loaded.texts
    sources = {**texts.sources, **words}
    spoken = scripts((one.flow for one in older.values()), sources)
    return replace(loaded, texts=replace(texts, sources=sources, scripts={**texts.scripts, **spoken}))
