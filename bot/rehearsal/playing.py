"""Plays a transcript, once in each of its languages, and says where the conversation went another way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.flow.deeds import DEEDS, sends
from bot.flow.walk import walk
from bot.problems import Findings
from bot.rehearsal.coverage import Taken
from bot.rehearsal.endings import answer_shown, is_wanted, wanted_shown
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import OPEN, Bot, Line, Speaks, Transcript, Wait
from bot.rehearsal.transcript_writer import written
from bot.rehearsal.utterances import Uttered
from bot.rehearsal.world import CannotAct, World

BY_EFFECT: Final = ("erase", "withdraw", "quick_exit")
"""What is done besides requests: it opens none."""


def play(transcript: Transcript, world: World, findings: Findings) -> Mapping[str, set[Taken]]:
    """What it took, by language. Problems go to the findings, which must know the sentences of transcripts."""
    if not _names_are_known(transcript, world, findings):
        return {}
    return {lang: _Play(transcript, world, findings, lang).run() for lang in transcript.languages}


# --- names -----------------------------------------------------------------------------------


def _names_are_known(transcript: Transcript, world: World, findings: Findings) -> bool:
    lines = transcript.lines
    if transcript.flow not in world.flows:
        findings.add("transcript_flow", lines["flow"], name=transcript.flow, options=world.flows)
        return False
    spoken = [(lines.get("lang", 1), language) for language in transcript.languages]
    spoken += [(each.line, each.what.language) for each in transcript.chat if isinstance(each.what, Speaks)]
    known = True
    for line, language in spoken:
        if language not in world.languages:
            findings.add("transcript_language", line, name=language, options=world.languages)
            known = False
    for line, step in _steps(transcript):
        flow, _, path = step.rpartition("/")
        steps = world.flows[flow or transcript.flow].steps if (flow or transcript.flow) in world.flows else {}
        if path not in steps:
            findings.add("transcript_step", line, name=step, options=steps)
            known = False
    return known


def _steps(transcript: Transcript) -> Iterator[tuple[int, str]]:
    """Every step that is named, and where."""
    for each in transcript.chat:
        if isinstance(each.what, Bot) and each.what.kind in ("step", "retry", "hint"):
            name = each.what.name
            yield each.line, name.rpartition(".")[0] if each.what.kind == "hint" else name
    for step in transcript.ending.answers:
        yield transcript.ending.lines[f"answers.{step}"], step


# --- the play --------------------------------------------------------------------------------


class _Stopped(Exception):
    """The conversation went another way; what follows says nothing more."""


@dataclass(slots=True)
class _Play:
    """``pending`` is what the bot said and no line has named yet; ``aloud``: up to which line what was said."""

    transcript: Transcript
    world: World
    findings: Findings
    language: str
    pending: list[Uttered] = field(default_factory=list)
    aloud: list[tuple[int, int]] = field(default_factory=list)

    def run(self) -> set[Taken]:
        one = self.transcript
        stage = Rehearsal(self.world, one.flow, self.language, one.channel, one.clock, one.facts)
        self._hear(1, stage, stage.begin())
        try:
            for each in one.chat:
                self._line(stage, each)
            self._is_all_named(one.chat[-1].line if one.chat else 1, "said_more_at_end")
        except _Stopped:
            return stage.taken
        self._end(stage)
        return stage.taken

    def _line(self, stage: Rehearsal, each: Line) -> None:
        what = each.what
        if isinstance(what, Bot):
            self._bot(each.line, what)
            return
        self._is_all_named(each.line, "said_more")
        try:
            match what:
                case Wait(time):
                    said = stage.wait(time)
                case Speaks(language):
                    said = stage.speak(language)
                case _:
                    said = stage.act(what)
        except CannotAct as why:
            self._stop(each.line, why.slug, **why.values)
        self._hear(each.line, stage, said)

    def _hear(self, line: int, stage: Rehearsal, said: list[Uttered]) -> None:
        self.pending = said
        self.aloud.append((line, len(stage.aloud)))

    def _bot(self, line: int, expected: Bot) -> None:
        """The next thing the bot said, past what may be left out."""
        for place, one in enumerate(self.pending):
            if replace(expected, not_between=None) in one.names:
                self._is_by_day(line, expected, one)
                del self.pending[: place + 1]
                return
            if one.needed:
                break
        slug = "said_otherwise" if self.pending else "said_nothing"
        self._stop(line, slug, expected=written(expected), said=_shown(self.pending))

    def _is_by_day(self, line: int, expected: Bot, one: Uttered) -> None:
        silent = expected.not_between
        if silent is not None and one.at is not None and silent.is_quiet(one.at.time()):
            self._stop(line, "at_night", time=f"{one.at:%H:%M}")

    def _is_all_named(self, line: int, slug: str) -> None:
        needed = [one for one in self.pending if one.needed]
        if needed:
            self._stop(line, slug, said=_shown(needed), first=written(needed[0].names[0]))

    def _stop(self, line: int, slug: str, **values: object) -> None:
        self.findings.add(slug, line, lang=self.language, **values)
        raise _Stopped

    # --- the end

    def _end(self, stage: Rehearsal) -> None:
        self._answers(stage)
        self._deeds(stage)
        ending = self.transcript.ending
        found = stage.session.outcome or OPEN
        if ending.outcome and ending.outcome != found:
            self._differs("outcome_other", "outcome", found=found, expected=ending.outcome)
        self._silence(stage)

    def _answers(self, stage: Rehearsal) -> None:
        given = walk(stage.flow, stage.session, stage.facts()).answers
        for step, wanted in self.transcript.ending.answers.items():
            value = given.get(step)
            if not is_wanted(value, wanted):
                found, expected = answer_shown(value), wanted_shown(wanted)
                self._differs("answer_other", f"answers.{step}", step=step, found=found, expected=expected)

    def _deeds(self, stage: Rehearsal) -> None:
        ending = self.transcript.ending
        sent = [deed.name for deed in stage.done if _opens_request(deed.name)]
        if ending.no_request and sent:
            self._differs("request_sent", "no_request", found=", ".join(sent))
        if ending.deeds is None:
            return
        found, expected = [deed.name for deed in stage.done], [deed.name for deed in ending.deeds]
        if found != expected:
            names = {"found": ", ".join(found) or "–", "expected": ", ".join(expected) or "–"}
            self._differs("deeds_other", "deeds", **names)
            return
        for done, deed in zip(stage.done, ending.deeds, strict=True):
            for name, wanted in deed.inputs.items():
                value = done.inputs.get(name)
                if not is_wanted(value, wanted):
                    shown = {"found": answer_shown(value), "expected": wanted_shown(wanted)}
                    self.findings.add(
                        "deed_input", deed.line, lang=self.language, deed=deed.name, input=name, **shown
                    )

    def _silence(self, stage: Rehearsal) -> None:
        for words in self.transcript.ending.says_nothing_of:
            start = 0
            for line, end in self.aloud:
                if any(words.casefold() in each.casefold() for each in stage.aloud[start:end]):
                    self._differs("said_aloud", "says_nothing_of", words=words, at=line)
                    break
                start = end

    def _differs(self, slug: str, key: str, **values: object) -> None:
        self.findings.add(slug, self.transcript.ending.lines.get(key, 1), lang=self.language, **values)


def _opens_request(deed: str) -> bool:
    return deed not in BY_EFFECT and (deed not in DEEDS or sends(deed))


def _shown(said: list[Uttered]) -> str:
    return ", ".join(f"“bot: {written(one.names[0])}”" for one in said)
