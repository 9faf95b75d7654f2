"""Flow files → flows, or every problem at once: read as drafts, linked, then checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.flow import defaults as shared
from bot.flow.checks import check
from bot.flow.deeds import DEEDS, Deed
from bot.flow.defaults import Defaults, read_defaults
from bot.flow.drafts import Draft, read_draft
from bot.flow.linking import Linked, link
from bot.flow.model import CallStep, Flow
from bot.flow.sentences import SENTENCES
from bot.flow.text_checks import check_beside, check_list_texts
from bot.flow.words import fold
from bot.problems import Findings, Problem


def load_flows(
    files: Mapping[str, bytes],
    *,
    interrupt_words: Collection[str] = (),
    deeds: Mapping[str, Deed] = DEEDS,
    groups: Collection[str] = (),
) -> tuple[dict[str, Flow], list[Problem]]:
    """Read flow files (path below ``flows/`` → content). A flow with an error, in it or in what it calls, is left out.

    ``interrupt_words`` are the words that call an interrupt, which no label should be (T5); ``groups`` the
    groups of communes that a condition may name. Problems are in the order of files and lines.
    """
    findings = {name: Findings(name, SENTENCES) for name in sorted({*files, shared.FILE})}
    defaults = defaults_of(files, findings[shared.FILE])
    check_list_texts(defaults.texts, findings[shared.FILE])
    drafts = [*_drafts(files, findings, defaults)]
    parts = {draft.id: draft for draft in drafts if draft.part}
    _check_names(drafts, findings)
    linked = [link(draft, parts, findings, defaults) for draft in drafts]
    words = {fold(word): word for word in interrupt_words}
    called = words | _spoken_words(drafts)
    for one in linked:
        check(one, parts, findings, called, deeds, groups)
    whole = [one for one in linked if not one.draft.part]
    check_beside({one.flow.id: one.flow for one in whole}, findings, words)
    _check_called(parts, whole, findings)
    sound = {one.flow.id: one.flow for one in whole if not _has_failed(one, findings)}
    return sound, [problem for name in findings for problem in findings[name].problems]


def defaults_of(files: Mapping[str, bytes], findings: Findings | None = None) -> Defaults:
    """What ``_defaults.yaml`` among these files sets."""
    return read_defaults(files.get(shared.FILE), findings or Findings(shared.FILE, SENTENCES))


def _drafts(
    files: Mapping[str, bytes], findings: Mapping[str, Findings], defaults: Defaults
) -> Iterable[Draft]:
    for name in sorted(files):
        if not name.startswith("_"):
            draft = read_draft(name, files[name], findings[name], defaults)
            if draft is not None:
                yield draft


def _check_names(drafts: Iterable[Draft], findings: Mapping[str, Findings]) -> None:
    """A flow and a sub-flow of one name would share their texts."""
    seen: dict[str, str] = {}
    for draft in drafts:
        if draft.id in seen:
            findings[draft.file].add("name_twice", 1, name=draft.id, first=seen[draft.id])
        seen[draft.id] = draft.file


def _spoken_words(drafts: Iterable[Draft]) -> dict[str, str]:
    """What people type to open one flow on top of another."""
    texts = (draft.texts.get(f"{draft.id}.words") for draft in drafts)
    words = (word.strip() for text in texts if text for word in text.vi.split(","))
    return {fold(word): word for word in words}


def _check_called(
    parts: Mapping[str, Draft], flows: Iterable[Linked], findings: Mapping[str, Findings]
) -> None:
    steps = (step for one in flows for step in one.flow.steps.values())
    called = {step.part for step in steps if isinstance(step, CallStep)}
    for part in parts.values():
        if part.id not in called:
            findings[part.file].add("part_unused", 1, name=part.id)


def _has_failed(linked: Linked, findings: Mapping[str, Findings]) -> bool:
    """An error in it, or in what it calls."""
    files = {linked.draft.file, shared.FILE, *(step.file for step in linked.flow.steps.values())}
    return any(findings[name].failed for name in files)
