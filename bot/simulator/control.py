"""The control API: tests, demo and page create people and groups, and rule time and faults.

What people do (`/control/users/{id}/…`) lives in `hands`, what can be seen in `looks`.
docs/simulator.md describes every call.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import cast

from aiohttp import web

from bot.simulator import hands, looks, snapshots, stream
from bot.simulator.acts import NotPossible
from bot.simulator.body import Body, Refused, read_body
from bot.simulator.faults import FAULT_KINDS, FaultKind
from bot.simulator.flood import FLOOD_LEVELS
from bot.simulator.group import Group
from bot.simulator.keys import SNAPSHOTS, WORLD
from bot.simulator.looks import chat_json, path_id, user_json
from bot.simulator.person import Person
from bot.simulator.whole import whole_json

_GROUP_ACTS = "add_bot, remove_bot, join, leave, promote, migrate, forum, no_forum, open_topic, close_topic, reopen_topic"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application) -> None:
    """All calls under /control/."""
    for method, path, handler in _ROUTES:
        app.router.add_route(method, path, _clear_errors(handler))


def _clear_errors(handler: Handler) -> Handler:
    """Whatever a caller did wrong becomes {"error": sentence} with 400."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (Refused, NotPossible, LookupError) as refusal:
            return web.json_response({"error": str(refusal.args[0])}, status=400)

    return answer


async def show_help(_request: web.Request) -> web.Response:
    """This list."""
    lines = [
        f"{method:6} {path}\n       {(handler.__doc__ or '').strip()}\n" for method, path, handler in _ROUTES
    ]
    return web.Response(text="\n".join(["The simulator's control API, JSON in and out.\n", *lines]))


async def add_user(request: web.Request) -> web.Response:
    """{first_name, id?, last_name?, username?, language_code?, phone?}: somebody new."""
    world = request.app[WORLD]
    body = await read_body(request, "first_name id last_name username language_code phone")
    user_id = body.optional_integer("id")
    if user_id is not None and (user_id <= 0 or world.account(user_id) is not None):
        raise Refused(f"the id {user_id} is taken or not positive")
    person = world.person(
        body.text("first_name"),
        id=user_id,
        last_name=body.optional_text("last_name"),
        username=body.optional_text("username"),
        language_code=body.text("language_code", "vi"),
        phone=body.text("phone", ""),
    )
    return web.json_response(user_json(person.user))


async def add_group(request: web.Request) -> web.Response:
    """{title, members: [ids], bot?: true, admin?: false, supergroup?: false, by?: id}: a group, with the bot."""
    world = request.app[WORLD]
    body = await read_body(request, "title members bot admin supergroup by")
    members = [hands.person(world, user_id) for user_id in body.integers("members")]
    if not members:
        raise Refused("a group needs a member")
    by = hands.person(world, body.integer("by", members[0].id))
    group = world.group(body.text("title"), members, supergroup=body.flag("supergroup"))
    if body.flag("bot", True):
        group.add_bot(by, admin=body.flag("admin"))
    return web.json_response(chat_json(group.room))


async def change_group(request: web.Request) -> web.Response:
    """{act, user: id, admin?, without?: [rights], name?, topic?}: members come and go, a forum and its topics."""
    world = request.app[WORLD]
    body = await read_body(request, "act user admin without name topic")
    group = hands.group(world, path_id(request))
    _change(group, body, hands.person(world, body.integer("user")))
    world.emit("world")
    return web.json_response(chat_json(group.room))


def _change(group: Group, body: Body, person: Person) -> None:
    match body.text("act"):
        case "add_bot":
            group.add_bot(person, admin=body.flag("admin"), without=body.texts("without"))
        case "remove_bot":
            group.remove_bot(person)
        case "join":
            group.join(person)
        case "leave":
            group.leave(person)
        case "promote":
            group.promote(person)
        case "migrate":
            group.migrate()
        case "forum" | "no_forum" as act:
            group.make_forum(act == "forum")
        case "open_topic":
            group.open_topic(person, body.text("name"))
        case "close_topic" | "reopen_topic" as act:
            group.topic(body.integer("topic")).close_topic(person, reopen=act == "reopen_topic")
        case other:
            raise Refused(f"act must be one of {_GROUP_ACTS}, not {other}")


async def set_clock(request: web.Request) -> web.Response:
    """{advance: seconds} | {set: ISO time or seconds since 1970} | {freeze: true or false}: rules time."""
    world = request.app[WORLD]
    body = await read_body(request, "advance set freeze")
    if "set" in body.values:
        world.clock.set(_moment(body))
    if "freeze" in body.values:
        world.clock.freeze(body.flag("freeze"))
    world.clock.advance(body.number("advance", 0))
    world.emit("clock", now=world.clock.now(), frozen=world.clock.frozen)
    return web.json_response({"now": world.clock.now()})


async def add_fault(request: web.Request) -> web.Response:
    """{kind, method?, chat?, nth?, count?, seconds?, code?, description?}: something goes wrong."""
    body = await read_body(request, "kind method chat nth count seconds code description")
    kind = body.text("kind")
    if kind not in FAULT_KINDS:
        raise Refused(f"kind must be one of {', '.join(FAULT_KINDS)}")
    chat = body.values.get("chat")
    fault = request.app[WORLD].faults.add(
        cast("FaultKind", kind),
        method=body.optional_text("method"),
        chat=None if chat is None else str(chat),
        nth=body.integer("nth", 1),
        count=body.optional_integer("count"),
        seconds=body.number("seconds", 1),
        code=body.integer("code", 500),
        description=body.optional_text("description"),
    )
    return web.json_response({"id": fault.id})


async def show_faults(request: web.Request) -> web.Response:
    """The rules in force."""
    return web.json_response({"faults": [asdict(rule) for rule in request.app[WORLD].faults.rules]})


async def clear_faults(request: web.Request) -> web.Response:
    """No more faults."""
    request.app[WORLD].faults.clear()
    return web.json_response({"ok": True})


async def set_flood(request: web.Request) -> web.Response:
    """{level: off|guide|harsh}: the flood limits in force."""
    level = (await read_body(request, "level")).text("level")
    if level not in FLOOD_LEVELS:
        raise Refused(f"level must be one of {', '.join(FLOOD_LEVELS)}")
    request.app[WORLD].flood.switch(level)
    return web.json_response({"level": level})


async def wait_idle(request: web.Request) -> web.Response:
    """{timeout?: 10, quiet?: 0.05}: waits until the bots have done everything; {idle, open}."""
    body = await read_body(request, "timeout quiet")
    try:
        await request.app[WORLD].wait_idle(
            quiet=body.number("quiet", 0.05), timeout=body.number("timeout", 10)
        )
    except TimeoutError as still:
        return web.json_response({"idle": False, "open": str(still)})
    return web.json_response({"idle": True, "open": None})


async def reset(request: web.Request) -> web.Response:
    """{seed?}: forgets people, chats, files, calls, faults and flood limits; bots stay."""
    body = await read_body(request, "seed")
    request.app[WORLD].reset(body.optional_integer("seed"))
    return web.json_response({"ok": True})


async def show_whole(request: web.Request) -> web.Response:
    """The whole world, keys sorted: with a frozen clock the same acts give the same bytes."""
    text = json.dumps(whole_json(request.app[WORLD]), ensure_ascii=False, sort_keys=True, indent=1)
    return web.Response(text=text, content_type="application/json")


async def show_snapshots(request: web.Request) -> web.Response:
    """The names of the worlds that are kept."""
    kept = request.app[SNAPSHOTS]
    return web.json_response({"snapshots": sorted(kept)})


async def keep_snapshot(request: web.Request) -> web.Response:
    """Keeps the world as it is now, in memory, under the name in the path."""
    await read_body(request, "")
    request.app[SNAPSHOTS][request.match_info["name"]] = snapshots.take(request.app[WORLD])
    return web.json_response({"ok": True})


async def restore_snapshot(request: web.Request) -> web.Response:
    """Puts a kept world back; what waited for bots comes again, under new update_ids."""
    await read_body(request, "")
    name = request.match_info["name"]
    if name not in request.app[SNAPSHOTS]:
        raise Refused(f"there is no snapshot {name}")
    snapshots.restore(request.app[WORLD], request.app[SNAPSHOTS][name])
    return web.json_response({"ok": True})


async def forget_snapshot(request: web.Request) -> web.Response:
    """Forgets a kept world."""
    request.app[SNAPSHOTS].pop(request.match_info["name"], None)
    return web.json_response({"ok": True})


def _moment(body: Body) -> float:
    wanted = body.values["set"]
    if not isinstance(wanted, str):
        return body.number("set")
    try:
        moment = dt.datetime.fromisoformat(wanted)
    except ValueError:
        raise Refused("set must be an ISO time or seconds since 1970") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp()


_ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "/control/", show_help),
    ("GET", "/control/state", looks.show_state),
    ("POST", "/control/users", add_user),
    ("POST", "/control/users/{id}/{act}", hands.act),
    ("POST", "/control/groups", add_group),
    ("POST", "/control/groups/{id}", change_group),
    ("GET", "/control/chats/{id}/messages", looks.show_messages),
    ("GET", "/control/chats/{id}/transcript", looks.show_transcript),
    ("GET", "/control/files/{unique_id}", looks.show_file),
    ("GET", "/control/calls", looks.show_calls),
    ("GET", "/control/story", looks.show_story),
    ("GET", "/control/moments", looks.show_moments),
    ("POST", "/control/clock", set_clock),
    ("POST", "/control/faults", add_fault),
    ("GET", "/control/faults", show_faults),
    ("DELETE", "/control/faults", clear_faults),
    ("POST", "/control/flood", set_flood),
    ("POST", "/control/idle", wait_idle),
    ("POST", "/control/reset", reset),
    ("GET", "/control/snapshot", show_whole),
    ("GET", "/control/snapshots", show_snapshots),
    ("POST", "/control/snapshots/{name}", keep_snapshot),
    ("DELETE", "/control/snapshots/{name}", forget_snapshot),
    ("POST", "/control/snapshots/{name}/restore", restore_snapshot),
    ("GET", "/control/stream", stream.follow),
]
