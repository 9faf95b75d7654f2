"""A world kept in memory and put back: people, chats, files, and what bots set up and had not fetched yet.

What only numbers goes on counting (changes, updates, presses, albums): bots and pages remember such numbers.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from bot.simulator import courier
from bot.simulator.account import SimBot
from bot.simulator.dispatch import call
from bot.simulator.faults import Fault
from bot.simulator.flood import FloodLevel
from bot.simulator.model import Call, Chat, Press, StoredFile, Toast, User
from bot.simulator.updates import UpdateQueue, Waiting
from bot.simulator.world import World

_SETTINGS = (
    "privacy last_message_id again commands words menu_buttons webhook webhook_free_at webhook_error".split()
)


@dataclass(frozen=True, slots=True)
class KeptBot:
    """What one bot set up, and what waits for it."""

    settings: dict[str, Any]
    kinds: frozenset[str]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What points at each other, and so is copied together."""

    users: dict[int, User]
    faces: dict[int, User]
    private: dict[tuple[int, int], Chat]
    groups: dict[int, Chat]
    presses: dict[str, Press]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole world at one moment. Files, toasts and calls never change, so they are not copied."""

    now: float
    frozen: bool
    seed: int
    linked: Linked
    files: dict[int, StoredFile]
    toasts: list[Toast]
    calls: tuple[Call, ...]
    bots: dict[int, KeptBot]
    faults: tuple[Fault, ...]
    flood: FloodLevel
    flood_used: dict[tuple[int, str], float]


def take(world: World) -> Snapshot:
    """The world as it is now."""
    return Snapshot(
        world.clock.now(),
        world.clock.frozen,
        world.seed,
        deepcopy(_linked(world)),
        dict(world.files),
        list(world.toasts),
        tuple(world.calls),
        {bot.id: _kept(bot) for bot in world.bots.values()},
        tuple(replace(rule) for rule in world.faults.rules),
        world.flood.level,
        dict(world.flood.used),
    )


def restore(world: World, kept: Snapshot) -> None:
    """Make the world what it was. A bot made since then stays, with nothing set up."""
    world.reset(kept.seed)
    world.clock.freeze(kept.frozen)
    world.clock.set(kept.now)
    linked = deepcopy(kept.linked)
    world.users, world.private, world.groups = linked.users, linked.private, linked.groups
    world.presses, world.files, world.toasts = linked.presses, dict(kept.files), list(kept.toasts)
    world.calls.extend(kept.calls)
    world.faults.rules.extend(replace(rule) for rule in kept.faults)
    world.flood.switch(kept.flood)
    world.flood.used.update(kept.flood_used)
    for bot in world.bots.values():
        bot.user = linked.faces.get(bot.id, bot.user)
        _set_up(world, bot, kept.bots.get(bot.id) or _kept(_new(world, bot)))
    world.emit("reset")


def _linked(world: World) -> Linked:
    faces = {bot.id: bot.user for bot in world.bots.values()}
    return Linked(world.users, faces, world.private, world.groups, world.presses)


def _kept(bot: SimBot) -> KeptBot:
    settings = {name: deepcopy(getattr(bot, name)) for name in _SETTINGS}
    return KeptBot(settings, bot.updates.kinds, bot.updates.waiting)


def _new(world: World, bot: SimBot) -> SimBot:
    return SimBot(bot.user, bot.token, UpdateQueue(world.clock, world.activity.touch))


def _set_up(world: World, bot: SimBot, kept: KeptBot) -> None:
    """Updates come under new numbers, or a bot that has seen later ones would not hear them."""
    for name, value in kept.settings.items():
        setattr(bot, name, deepcopy(value))
    bot.updates.kinds = kept.kinds
    bot.updates.put_back(kept.waiting)
    if bot.courier is not None:
        bot.courier.stop()
        bot.courier = None
    if bot.webhook is not None:
        bot.updates.end_poll("setWebhook request")
    courier.follow(world, bot, call)
