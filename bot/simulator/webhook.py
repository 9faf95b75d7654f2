"""setWebhook, deleteWebhook, getWebhookInfo: what a bot may ask for. The carrying itself is done by `courier`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from bot.simulator.account import SimBot, Webhook
from bot.simulator.errors import ApiError, Json, bad
from bot.simulator.params import Params
from bot.simulator.updates import DEFAULT_KINDS

if TYPE_CHECKING:
    from bot.simulator.world import World

PORTS = (None, 80, 88, 443, 8443)
LONGEST_SECRET = 256
CONNECTIONS = 40
MOST_CONNECTIONS = 100
SECONDS_BETWEEN = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A result that comes with a sentence."""

    result: bool
    description: str


def set_webhook(world: World, bot: SimBot, params: Params) -> Told:
    """setWebhook; without an address it is deleteWebhook. One that is refused leaves the bot without any."""
    if not params.text("url"):
        return delete_webhook(world, bot, params)
    _check_pace(world, bot)
    _check_simulated(params)
    before, bot.webhook = bot.webhook, None
    wanted = _read(params)
    bot.updates.remember(params.kinds())
    _drop(bot, params)
    bot.webhook = wanted
    if wanted == before:
        return Told(True, "Webhook is already set")
    bot.webhook_error = None
    bot.updates.end_poll("setWebhook request")
    return Told(True, "Webhook was set")


def delete_webhook(_world: World, bot: SimBot, params: Params) -> Told:
    """deleteWebhook: what waits goes on waiting, unless it is dropped."""
    before, bot.webhook, bot.webhook_error = bot.webhook, None, None
    _drop(bot, params)
    return Told(True, "Webhook was deleted" if before else "Webhook is already deleted")


def get_webhook_info(_world: World, bot: SimBot, _params: Params) -> Json:
    """getWebhookInfo."""
    info: Json = {
        "url": bot.webhook.url if bot.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": bot.updates.pending(),
    }
    if bot.webhook_error:
        info["last_error_date"], info["last_error_message"] = bot.webhook_error
    if bot.webhook:
        info["max_connections"] = bot.webhook.max_connections
    if bot.updates.kinds != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(bot.updates.kinds)
    return info


def _check_pace(world: World, bot: SimBot) -> None:
    now = world.clock.now()
    if bot.webhook_free_at - SECONDS_BETWEEN <= now < bot.webhook_free_at:  # a clock may be set back
        raise ApiError(429, "Too Many Requests: retry after 1", {"retry_after": 1})
    bot.webhook_free_at = now + SECONDS_BETWEEN


def _check_simulated(params: Params) -> None:
    for name in ("certificate", "ip_address"):
        if params.given(name) or name in params.files:
            raise ApiError(501, f"simulator: {name} of setWebhook is not simulated yet")


def _read(params: Params) -> Webhook:
    url, secret = params.text("url"), params.text("secret_token")
    where = _split(url)
    if len(secret) > LONGEST_SECRET:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    _check_address(where)
    wanted = params.integer("max_connections", CONNECTIONS)
    return Webhook(where.geturl(), secret, max(1, min(wanted, MOST_CONNECTIONS)))


def _split(url: str) -> SplitResult:
    """Without a scheme an address is taken as https."""
    try:
        where = urlsplit(url if "://" in url else f"https://{url}")
        known = where.scheme in ("http", "https") and where.hostname and where.port != 0
    except ValueError:
        known = False
    if not known or re.search(r"\s", url):
        raise bad("invalid webhook URL specified")
    return where


def _check_address(where: SplitResult) -> None:
    """Telegram's rules, but for plain http to this computer, which is there for bots that run here."""
    here = _is_here(where.hostname or "")
    if where.scheme == "http" and here:
        return
    if where.scheme == "http":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if where.port not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not here:
        raise bad("simulator: updates do not leave this computer; use http://127.0.0.1 and any port")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _drop(bot: SimBot, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        bot.updates.clear()
