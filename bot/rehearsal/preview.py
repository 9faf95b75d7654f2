"""``python -m bot preview``: one flow tried out in a terminal. Nothing is kept and nobody is reached.

What happens can be saved as a transcript, a test that then guards it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TextIO, get_args

from bot.flow.model import BranchStep, ExitStep, GotoStep, SetStep
from bot.flow.session import to_json
from bot.flow.step_keys import is_id
from bot.flow.words import Meant, pick
from bot.problems import Findings, line, suggestion
from bot.rehearsal.finding import tap_of
from bot.rehearsal.playing import play
from bot.rehearsal.preview_screen import Screen
from bot.rehearsal.preview_words import WORDS
from bot.rehearsal.reaching import way_to
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import (
    CLOCK,
    SUFFIX,
    ChannelKind,
    Doing,
    Edits,
    Line,
    Location,
    Phone,
    Sends,
    Speaks,
    Tap,
    Transcript,
    Wait,
    Words,
)
from bot.rehearsal.transcript_checks import TESTS
from bot.rehearsal.transcript_reader import read_transcript, read_wait
from bot.rehearsal.transcript_sentences import SENTENCES
from bot.rehearsal.transcript_writer import ending_of, to_yaml
from bot.rehearsal.utterances import Uttered
from bot.rehearsal.world import CannotAct, World

QUIT: Final = (":quit", ":q", ":thoi")
AN_OWN_NUMBER: Final = "0912 345 678"
A_PLACE: Final = Location(21.38, 103.02)
"""What this phone shares: invented."""


class NotThere(Exception):
    """There is no such flow, step, language or channel; the message says so and names what is near."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is tried out, and how it is shown."""

    flow: str
    language: str = "vi"
    channel: ChannelKind = "telegram"
    english: bool = False


class Preview:
    """One person at a terminal. ``run`` takes what is typed, line by line, until it ends or ``:quit``."""

    def __init__(
        self,
        world: World,
        flows_dir: Path,
        choice: Choice,
        out: TextIO,
        *,
        colour: bool = False,
        screen: type[Screen] = Screen,
    ) -> None:
        self._world = world
        self._folder = flows_dir
        self._english = choice.english
        self._flow = choice.flow
        self._language = choice.language
        self._channel: ChannelKind = choice.channel
        self._screen = screen(out, world.say, colour=colour)
        self._known("flow", choice.flow, world.flows)
        self._known("language", choice.language, world.languages)
        self._stage = self._new_stage()
        self._chat: list[Line] = []

    def run(self, typed: Iterable[str], step: str = "") -> None:
        """The rehearsal; raises NotThere for a step that does not exist."""
        if step:
            self._known("step", step, self._world.flows[self._flow].steps)
        names = {"flow": self._flow, "language": self._language, "channel": self._channel}
        self._screen.banner(self._words("banner", **names))
        if not (step and self._jump(step)):
            self.begin()
        for words in typed:
            words = words.strip()
            if words in QUIT:
                break
            if words:
                self.hear(words)
        self._screen.note(self._words("bye"))

    def choices(self) -> list[tuple[str, str]]:
        """The buttons of the question that waits: what to type for each, and how it reads."""
        shown = self._stage.shown
        say, language = self._world.say, self._stage.language
        named = (
            (one, f"{one.icon} {say(one.label, language)}".strip())
            for one in (shown.choices if shown else ())
        )
        return [(str(one.number or label), label) for one, label in named]

    def saved(self, name: str) -> str:
        """The talk so far as a test of this name."""
        return to_yaml(self._transcript(self._folder / TESTS / f"{name}{SUFFIX}"))

    # --- what is typed

    def hear(self, words: str) -> None:
        """One line: what a person would type, or a command."""
        try:
            if words.startswith(":"):
                self._command(words)
            else:
                self._act(self._meant(words))
        except (CannotAct, NotThere) as why:
            self._screen.note(_why(why, self._english))

    def _meant(self, words: str) -> Doing:
        """A button by its number or label, what it shares, or words."""
        shown, session = self._stage.shown, self._stage.session
        choices = shown.choices if shown else ()
        wordings = self._stage.facts().wordings
        found = pick(words, [Meant(wordings(one.label), one.icon, one.number) for one in choices])
        if found is None or session.outcome:
            return Words(words)
        share = choices[found].share
        if share:
            return Phone(AN_OWN_NUMBER, own=True) if share == "phone" else A_PLACE
        return tap_of(session, found)

    def _command(self, words: str) -> None:
        name, _, rest = words.partition(" ")
        rest = rest.strip()
        command = self._commands().get(name)
        if command is None:
            self._screen.note(self._words("command", name=name))
        elif name in NEEDING and not rest:
            self._screen.note(self._words("needs", name=name))
        else:
            command(rest)

    def _commands(self) -> Mapping[str, Callable[[str], None]]:
        return {
            ":help": lambda _: self._screen.note(self._words("help")),
            ":step": self._step,
            ":lang": self._lang,
            ":channel": self._change_channel,
            ":wait": self._wait,
            ":photo": lambda caption: self._act(Sends("photo", caption)),
            ":voice": lambda caption: self._act(Sends("voice", caption)),
            ":phone": lambda number: self._act(Phone(number, own=True)),
            ":edit": self._edit,
            ":back": lambda _: self._act(Tap("back")),
            ":new": lambda _: self.begin(),
            ":events": lambda _: self._events(),
            ":save": self._save,
        }

    # --- the commands

    def begin(self) -> None:
        """From the beginning."""
        self._stage, self._chat = self._new_stage(), []
        self._show(self._stage.begin())

    def _act(self, doing: Doing) -> None:
        before = len(self._stage.done)
        said = self._stage.act(doing)
        self._chat.append(Line(0, doing))
        self._show(said)
        for done in self._stage.done[before:]:
            given = ", ".join(
                f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in done.inputs.items()
            )
            self._screen.note(self._words("deed", what=f"{done.name} ({given})" if given else done.name))

    def _step(self, step: str) -> None:
        self._known("step", step, self._world.flows[self._flow].steps)
        self._jump(step)

    def _jump(self, step: str) -> bool:
        """Begin anew and come to this step by itself; what was said on the way is not shown."""
        flow = self._world.flows[self._flow]
        at = flow.steps[step]
        if isinstance(at, BranchStep | GotoStep | SetStep) or (isinstance(at, ExitStep) and at.silent):
            self._screen.note(self._words("unseen", step=step))
            return False
        facts = self._world.facts(self._language, self._channel, CLOCK, self._flow)
        acts = way_to(flow, step, facts)
        if acts is None:
            self._screen.note(self._words("no_way", step=step))
            return False
        self._stage, self._chat = self._new_stage(), []
        said = self._stage.begin()
        for act in acts:
            self._note(said)
            said = self._stage.act(act)
            self._chat.append(Line(0, act))
        self._screen.note(self._words("jumped", count=len(acts), step=step))
        self._show(said)
        return True

    def _lang(self, language: str) -> None:
        self._known("language", language, self._world.languages)
        self._language = language
        self._chat.append(Line(0, Speaks(language)))
        self._show(self._stage.speak(language))

    def _change_channel(self, channel: str) -> None:
        for kind in get_args(ChannelKind):
            if kind == channel:
                self._channel = kind
                self.begin()
                return
        self._screen.note(self._words("channel"))

    def _wait(self, words: str) -> None:
        time = read_wait(words)
        if time is None:
            self._screen.note(self._words("wait"))
            return
        said = self._stage.wait(time)
        self._chat.append(Line(0, Wait(time)))
        self._screen.note(self._words("waited", now=f"{self._stage.now:%H:%M %d/%m/%Y}"))
        self._show(said, waited=True)

    def _edit(self, rest: str) -> None:
        number, _, words = rest.partition(" ")
        if not (number.isdecimal() and 0 < int(number) <= self._stage.acts and words.strip()):
            raise CannotAct("edit_line", mine=self._stage.acts)
        self._act(Edits(int(number), words.strip()))

    def _events(self) -> None:
        session = json.loads(to_json(self._stage.session))
        lines = [json.dumps(event, ensure_ascii=False) for event in session.pop("events")]
        self._screen.note("\n".join([*lines, json.dumps(session, ensure_ascii=False)]))

    def _save(self, name: str) -> None:
        """Keep what happened as a test, and play it again at once."""
        if not is_id(name):
            self._screen.note(self._words("name"))
            return
        file = self._folder / TESTS / f"{name}{SUFFIX}"
        if file.exists():
            self._screen.note(self._words("taken", file=file))
            return
        content = to_yaml(self._transcript(file))
        try:
            file.parent.mkdir(exist_ok=True)
            with file.open("x", encoding="utf-8") as handle:
                handle.write(content)
        except OSError as error:
            self._screen.note(self._words("unwritable", file=file, why=error.strerror))
            return
        self._play_again(file, content)

    def _play_again(self, file: Path, content: str) -> None:
        findings = Findings(str(file), SENTENCES)
        transcript = read_transcript(str(file), content.encode(), findings)
        if transcript is not None:
            play(transcript, self._world, findings)
        self._screen.note(self._words("saved_broken" if findings.problems else "saved", file=file))
        for problem in findings.problems:
            self._screen.note(line(problem, english=self._english))

    def _transcript(self, file: Path) -> Transcript:
        return Transcript(
            str(file),
            self._flow,
            (self._first_language,),
            self._channel,
            CLOCK,
            chat=tuple(self._chat),
            ending=ending_of(self._stage),
        )

    # --- what is shown

    def _new_stage(self) -> Rehearsal:
        self._first_language = self._language
        return Rehearsal(self._world, self._flow, self._language, self._channel, CLOCK)

    def _show(self, said: list[Uttered], *, waited: bool = False) -> None:
        self._note(said)
        for one in said:
            if one.at is not None:
                self._screen.note(self._words("reminder", at=f"{one.at:%H:%M %d/%m/%Y}"))
        self._screen.turn(said, self._stage.language)
        if self._stage.shown is None:
            self._screen.note(self._words("over", outcome=self._stage.session.outcome))
        elif not waited and not any(one.question or one.text for one in said):
            self._screen.note(self._words("rests"))

    def _note(self, said: list[Uttered]) -> None:
        """Write down what a transcript must name."""
        for one in said:
            if one.needed:
                bot = one.names[0]
                if bot.kind == "reminder":
                    bot = replace(bot, not_between=self._world.defaults.quiet_hours)
                self._chat.append(Line(0, bot))

    def _known(self, what: str, name: str, options: Iterable[str]) -> None:
        if name not in options:
            raise NotThere(self._words(what, name=name, **suggestion(name, options)))

    def _words(self, key: str, **values: object) -> str:
        return WORDS[key][self._english].format(**values)


NEEDING: Final = (":step", ":lang", ":channel", ":wait", ":phone", ":edit", ":save")
"""Commands that are nothing without what follows them."""


def _why(why: Exception, english: bool) -> str:
    if not isinstance(why, CannotAct):
        return str(why)
    findings = Findings("", SENTENCES)
    findings.add(why.slug, 1, **{"lang": "", **why.values})
    [problem] = findings.problems
    return (problem.says_en if english else problem.says_vi).removeprefix("() ")
