"""The command line: ``python -m bot run | simulate | check | preview | flows | health``."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from bot import errands, logs, texts_command
from bot.app import App, is_healthy
from bot.documents.drawing import NoDrawing, to_picture
from bot.explanations import UnknownCode, explanation
from bot.flow.drawing import drawn
from bot.gateway.receiver import CannotListen
from bot.loading import Loaded, NotLoadable, load
from bot.problem_formats import FORMATS, shown
from bot.province import without_numbers
from bot.rehearsal.chat_preview import tried
from bot.rehearsal.facts import world_of
from bot.rehearsal.preview import Choice, NotThere, Preview
from bot.rehearsal.transcript import ChannelKind
from bot.rehearsal.transcript_checks import transcript_lines, transcript_problems
from bot.settings import SHIPPED, Settings, SettingsProblem, read_settings
from bot.store.engine import AlreadyRunning, StoreFault
from bot.store.migrations import SchemaProblem
from bot.store.sealing import KeyProblem

REFUSALS = (
    NoDrawing,
    NotLoadable,
    AlreadyRunning,
    CannotListen,
    KeyProblem,
    SchemaProblem,
    StoreFault,
    SettingsProblem,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 0 well, 1 not well, 2 wrong usage."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.command(chosen))
    except (SettingsProblem, UnknownCode) as problem:
        print(problem, file=sys.stderr)
        return 2
    except REFUSALS as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 0
    except BrokenPipeError:  # the reader of our output went away (``check | head``)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Hoa Ban: legal aid by chat.")
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="run the bot; settings come from the environment")
    run.set_defaults(command=_run)
    simulate = commands.add_parser(
        "simulate", help="a Telegram in memory, on this machine only, with its page"
    )
    simulate.add_argument("--port", type=int, default=8090)
    simulate.add_argument("--demo", action="store_true", help="with the bot, seeded staff and one request")
    simulate.add_argument("--seed", type=int, default=0, help="of what the simulator does by chance")
    simulate.set_defaults(command=_simulate)
    check = commands.add_parser("check", help="check flows, texts and the province's data")
    check.add_argument("--strict", action="store_true", help="warnings count as errors")
    check.add_argument("--english", action="store_true", help="problems in English")
    check.add_argument("--graph", metavar="FLOW", help="draw a flow instead, in the DOT language of Graphviz")
    check.add_argument("--out", type=Path, metavar="FILE", help="with --graph: an .svg, .png or .dot")
    check.add_argument(
        "--format", choices=FORMATS, default="text", help="for other programs: json, or github's marks"
    )
    check.add_argument("--explain", metavar="CODE", help="what a code means, such as T4; “all” lists them")
    _add_folders(check)
    check.set_defaults(command=_check)
    preview = commands.add_parser("preview", help="try a flow out in the terminal; nothing is sent or stored")
    preview.add_argument("flow", metavar="FLOW")
    preview.add_argument("--step", default="", help="begin at this step")
    preview.add_argument("--lang", default="vi", help="the person's language")
    preview.add_argument("--channel", choices=get_args(ChannelKind), default="telegram")
    preview.add_argument("--no-colour", action="store_true", help="without colours")
    preview.add_argument("--english", action="store_true", help="speak English to who tries it out")
    _add_folders(preview)
    preview.set_defaults(command=_preview)
    keeping = commands.add_parser("retention", help="what has had its time goes by itself at night")
    keeping.add_argument("--dry-run", action="store_true", required=True, help="only say what would go now")
    keeping.set_defaults(command=_retention)
    flows = commands.add_parser("flows", help="write the flow files that run now into a folder")
    flows.add_argument("--export", type=Path, required=True, metavar="FOLDER")
    flows.set_defaults(command=_flows)
    notice = commands.add_parser("notice", help="the privacy notice, from the settings in force")
    notice.add_argument("--lang", default="vi", help="vi or en")
    notice.set_defaults(command=_notice)
    _add_texts(commands.add_parser("texts", help="the translations: bring up to date, check, count, a table"))
    health = commands.add_parser("health", help="exit 0 when the bot lives and reaches Telegram")
    health.set_defaults(command=_health)
    return parser


def _add_texts(texts: argparse.ArgumentParser) -> None:
    texts.add_argument("language", nargs="?", metavar="LANGUAGE", help="such as lo; without it all of them")
    what = texts.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true", help="bring the .po files up to today's Vietnamese")
    what.add_argument("--check", action="store_true", help="numbers, plural forms, long labels, spelling")
    what.add_argument("--status", action="store_true", help="how far each language is")
    what.add_argument("--export", type=Path, metavar="FILE", help="an .xlsx for who translates at a table")
    what.add_argument("--import", type=Path, metavar="FILE", dest="take", help="take that table back")
    texts.add_argument("--english", action="store_true", help="problems in English")
    _add_folders(texts)
    texts.set_defaults(command=_texts)


def _add_folders(parser: argparse.ArgumentParser) -> None:
    for name in ("flows", "locales", "province"):
        default = os.environ.get(f"{name.upper()}_DIR") or SHIPPED / name
        parser.add_argument(f"--{name}", type=_folder, default=Path(default), metavar="FOLDER")


def _folder(name: str) -> Path:
    folder = Path(name)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {name}")
    return folder


def _run(_: argparse.Namespace) -> int:
    settings = read_settings(os.environ)
    logs.set_up(settings.log_level)
    asyncio.run(_until_told(App(settings, rehearse=_rehearser(settings), tried=tried)))
    return 0


async def _until_told(app: App) -> None:
    """Run until SIGTERM or SIGINT, also while Telegram is still being waited for."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_exception)
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told.set)
    tasks: set[asyncio.Task[Any]] = set()
    loop.add_signal_handler(signal.SIGHUP, lambda: tasks.add(asyncio.create_task(app.reload())))
    starting = asyncio.create_task(app.start())
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait((starting, waiting), return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        waiting.cancel()
        return
    starting.result()
    await waiting
    await app.stop()


def _simulate(chosen: argparse.Namespace) -> int:
    from bot.demo import PortTaken, serve

    logs.set_up("WARNING")
    try:
        asyncio.run(serve(chosen.port, with_bot=chosen.demo, seed=chosen.seed))
    except PortTaken as taken:
        print(taken, file=sys.stderr)
        return 1
    return 0


def _rehearser(settings: Settings) -> Callable[[Loaded], list[str]]:
    """Plays the talks kept as tests."""
    return lambda loaded: [*chain(*transcript_lines(loaded, settings.flows_dir))]


def _check(chosen: argparse.Namespace) -> int:
    if chosen.explain is not None:
        print(explanation(chosen.explain, english=chosen.english))
        return 0
    for folder in (chosen.flows, chosen.locales, chosen.province):
        if not folder.is_dir():
            raise SettingsProblem(f"There is no folder {folder}.")
    loaded = load(chosen.flows, chosen.locales, chosen.province, english=chosen.english)
    if chosen.graph is not None:
        return _graph(loaded, chosen.graph, chosen.out)
    found = [*loaded.problems, *transcript_problems(loaded, chosen.flows)]
    # What stands in the way first, then what is worth a look.
    found.sort(key=lambda problem: problem.severity != "error")
    for line in shown(found, chosen.format, english=chosen.english):
        print(line)
    if any(problem.severity == "error" or chosen.strict for problem in found):
        return 1
    if chosen.format != "text":
        return 0
    print(f"{len(loaded.flows)} flows: " + ("well." if chosen.english else "tốt."))
    if missing := without_numbers(loaded.province):
        says = "no number nearby for" if chosen.english else "chưa có số ở gần (province/contacts.yaml)"
        print(f"{says}: {missing}")
    return 0


def _graph(loaded: Loaded, flow: str, out: Path | None) -> int:
    """A flow as a drawing: DOT on standard output, or a file by its ending (.svg, .png, .dot)."""
    if flow not in loaded.flows:
        raise SettingsProblem(f"There is no flow {flow}. There are: {', '.join(sorted(loaded.flows))}.")
    drawing = drawn(loaded.flows[flow])
    if out is None:
        print(drawing, end="")
    elif out.suffix == ".dot":
        out.write_text(drawing, encoding="utf-8")
    elif out.suffix in (".png", ".svg"):
        out.write_bytes(asyncio.run(to_picture(drawing, "png" if out.suffix == ".png" else "svg")))
    else:
        raise SettingsProblem("--out must end in .svg, .png or .dot.")
    return 0


def _preview(chosen: argparse.Namespace) -> int:
    loaded = load(chosen.flows, chosen.locales, chosen.province, english=chosen.english)
    if loaded.texts is None or loaded.province.gazetteer is None:
        raise NotLoadable("\n".join(loaded.errors))
    colour = sys.stdout.isatty() and not chosen.no_colour and "NO_COLOR" not in os.environ
    choice = Choice(chosen.flow, chosen.lang, chosen.channel, chosen.english)
    try:
        Preview(world_of(loaded), chosen.flows, choice, sys.stdout, colour=colour).run(_typed(), chosen.step)
    except NotThere as why:
        print("\n".join([*loaded.errors, str(why)]), file=sys.stderr)
        return 2
    return 0


def _typed() -> Iterator[str]:
    """What is typed, line by line; what comes out of a pipe is shown as if it were typed."""
    while True:
        try:
            words = input("› ")
        except EOFError:
            print()
            return
        if not sys.stdin.isatty():
            print(words)
        yield words


def _flows(chosen: argparse.Namespace) -> int:
    for file in asyncio.run(errands.export_flows(os.environ, chosen.export)):
        print(file)
    return 0


def _texts(chosen: argparse.Namespace) -> int:
    texts = texts_command.texts_of(load(chosen.flows, chosen.locales, chosen.province))
    if (chosen.export or chosen.take) and chosen.language is None:
        raise SettingsProblem("Which language? python -m bot texts LANGUAGE --export FILE")
    if chosen.status:
        print("\n".join(texts_command.status(texts)))
    elif chosen.update:
        print("\n".join(texts_command.update(texts, chosen.locales, chosen.language)) or "nothing to change")
    elif chosen.export:
        print(texts_command.export(texts, chosen.language, chosen.export))
    elif chosen.take:
        changed, refused = texts_command.take_in(texts, chosen.locales, chosen.language, chosen.take)
        print("\n".join(changed) or "nothing to change")
        print("\n".join(refused), end="\n" if refused else "", file=sys.stderr)
        return 1 if refused else 0
    else:
        found = texts_command.check(texts, chosen.locales)
        for line in shown(found, "text", english=chosen.english):
            print(line)
        return 1 if any(problem.severity == "error" for problem in found) else 0
    return 0


def _retention(_: argparse.Namespace) -> int:
    for line in asyncio.run(errands.foretell(os.environ)):
        print(line)
    return 0


def _notice(chosen: argparse.Namespace) -> int:
    print(asyncio.run(errands.notice_paper(os.environ, chosen.lang)), end="")
    return 0


def _health(_: argparse.Namespace) -> int:
    healthy = is_healthy(Path(os.environ.get("DATA_DIR", "data")))
    print("well" if healthy else "not well")
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main())
