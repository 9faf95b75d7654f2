"""Rules of what a bot keeps in a chat: pins, reactions, links, topics; and of webhooks. How a row is written: `conformance_cases`."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

from conformance_cases import (
    GROUP,
    MAI,
    STARTED,
    SUPERGROUP,
    Case,
    Scene,
    bad,
    called,
    did,
    later,
)
from two_clients import Refusal

from bot.simulator.errors import Json

SERVICE: Final = 2  # the message by which the bot came into the group
TOPIC: Final = 2  # after the message of the move
HERE: Final = "http://127.0.0.1:9/hook"  # nobody listens there
NO_PINS: Final = bad("not enough rights to manage pinned messages in the chat")
NO_LINKS: Final = bad("not enough rights to manage chat invite link")
NOT_CHANGED: Final = bad("TOPIC_NOT_MODIFIED")
NO_TOPIC: Final = bad("message thread not found")
NO_FORUM: Final = bad("the chat is not a forum")

PINNED: Final = called("pinChatMessage", chat_id=MAI, message_id=STARTED)
LEADS: Final = did(lambda scene: scene.group.add_bot(by=scene.lan, admin=True))
FORUM: Final = (
    did(lambda scene: scene.group.migrate()),
    did(lambda scene: scene.group.make_forum()),
    LEADS,
)
OPENED: Final = (*FORUM, called("createForumTopic", chat_id=SUPERGROUP, name="Hồ sơ 12"))
CLOSED: Final = (*OPENED, called("closeForumTopic", chat_id=SUPERGROUP, message_thread_id=TOPIC))
HOOKED: Final = called("setWebhook", url=HERE)


def mine(**more: Any) -> Json:
    """Mai's first message."""
    return {"chat_id": MAI, "message_id": STARTED, **more}


def emoji(*letters: str) -> list[Json]:
    """Reactions."""
    return [{"type": "emoji", "emoji": each} for each in letters]


def topic(thread: int = TOPIC, **more: Any) -> Json:
    """A topic of the group."""
    return {"chat_id": SUPERGROUP, "message_thread_id": thread, **more}


async def hooked_meanwhile(scene: Scene) -> None:
    """While the case's own poll waits, a webhook is set."""

    async def younger() -> None:
        await scene.world.bot().updates.wait_poll()
        await scene.call("setWebhook", {"url": HERE})

    scene.tasks.append(asyncio.create_task(younger()))


PINS: Final = (
    Case("pinChatMessage", "a message", mine(), True),
    Case("pinChatMessage", "what is not there", mine() | {"message_id": 99}, bad("message to pin not found")),
    Case("pinChatMessage", "without the right", {"chat_id": GROUP, "message_id": SERVICE}, NO_PINS),
    Case(
        "pinChatMessage",
        "a service message",
        {"chat_id": GROUP, "message_id": SERVICE},
        bad("message can't be pinned"),
        (LEADS,),
    ),
    Case(
        "getChat", "shows the newest pin", {"chat_id": MAI}, {"pinned_message": {"message_id": 1}}, (PINNED,)
    ),
    Case("unpinChatMessage", "the newest", {"chat_id": MAI}, True, (PINNED,)),
    Case("unpinChatMessage", "what is not pinned", mine(), bad("message to unpin not found")),
    Case("unpinChatMessage", "without the right", {"chat_id": GROUP}, NO_PINS),
    Case("unpinAllChatMessages", "all", {"chat_id": MAI}, True, (PINNED,)),
    Case("unpinAllChatMessages", "without the right", {"chat_id": GROUP}, NO_PINS),
)
REACTIONS: Final = (
    Case("setMessageReaction", "an emoji", mine(reaction=emoji("🙏")), True),
    Case("setMessageReaction", "none any more", mine(reaction=[]), True),
    Case("setMessageReaction", "not of the list", mine(reaction=emoji("🚲")), bad("REACTION_INVALID")),
    Case("setMessageReaction", "two", mine(reaction=emoji("🙏", "👍")), bad("REACTIONS_TOO_MANY")),
    Case(
        "setMessageReaction",
        "to what is not there",
        mine(reaction=emoji("🙏")) | {"message_id": 99},
        bad("message to react not found"),
    ),
)
LINKS: Final = (
    Case(
        "createChatInviteLink",
        "for one",
        {"chat_id": GROUP, "name": "Chị Hoa", "member_limit": 1},
        {"name": "Chị Hoa", "member_limit": 1, "is_primary": False},
        (LEADS,),
    ),
    Case("createChatInviteLink", "without the right", {"chat_id": GROUP}, NO_LINKS),
    Case(
        "createChatInviteLink",
        "a limit where somebody lets in",
        {"chat_id": GROUP, "member_limit": 1, "creates_join_request": True},
        bad("member limit can't be specified for links requiring administrator approval"),
        (LEADS,),
    ),
    Case(
        "exportChatInviteLink",
        "the group's own",
        {"chat_id": GROUP},
        re.compile(r"https://t\.me/\+SIM\d{12}"),
        (LEADS,),
    ),
    Case("exportChatInviteLink", "without the right", {"chat_id": GROUP}, NO_LINKS),
    Case(
        "exportChatInviteLink",
        "of a private chat",
        {"chat_id": MAI},
        bad("can't invite members to a private chat"),
    ),
)
TOPICS: Final = (
    Case(
        "createForumTopic",
        "a new one",
        {"chat_id": SUPERGROUP, "name": "Hồ sơ 12", "icon_color": 16_766_590},
        {"message_thread_id": TOPIC, "name": "Hồ sơ 12", "icon_color": 16_766_590},
        FORUM,
    ),
    Case("createForumTopic", "in a basic group", {"chat_id": GROUP, "name": "x"}, NO_FORUM),
    Case(
        "createForumTopic",
        "without the right",
        {"chat_id": SUPERGROUP, "name": "x"},
        bad("not enough rights to create a topic"),
        FORUM[:2],
    ),
    Case(
        "createForumTopic",
        "no name",
        {"chat_id": SUPERGROUP, "name": ""},
        bad("simulator: the name of a topic has 1 to 128 characters"),
        FORUM,
    ),
    Case(
        "sendMessage",
        "into a topic",
        topic(text="x"),
        {"message_thread_id": TOPIC, "is_topic_message": True},
        OPENED,
    ),
    Case("sendMessage", "into General by its number", topic(1, text="x"), NO_TOPIC, FORUM),
    Case(
        "sendMessage",
        "into a closed topic",
        topic(text="x"),
        bad("TOPIC_CLOSED"),
        (*CLOSED, did(lambda scene: scene.group.add_bot(by=scene.lan))),
    ),
    Case("editForumTopic", "another name", topic(name="Hồ sơ 13"), True, OPENED),
    Case("editForumTopic", "the same name", topic(name="Hồ sơ 12"), NOT_CHANGED, OPENED),
    Case(
        "editForumTopic",
        "without the right",
        topic(name="Hồ sơ 13"),
        bad("not enough rights to edit the topic"),
        (*OPENED, did(lambda scene: scene.group.add_bot(by=scene.lan))),
    ),
    Case("closeForumTopic", "an open one", topic(), True, OPENED),
    Case("closeForumTopic", "a closed one", topic(), NOT_CHANGED, CLOSED),
    Case("closeForumTopic", "what is not there", topic(99), NO_TOPIC, OPENED),
    Case("closeForumTopic", "no number", topic(0), bad("invalid forum topic identifier specified"), OPENED),
    Case("reopenForumTopic", "a closed one", topic(), True, CLOSED),
    Case("reopenForumTopic", "an open one", topic(), NOT_CHANGED, OPENED),
    Case("deleteForumTopic", "with all in it", topic(), True, OPENED),
    Case(
        "deleteForumTopic",
        "twice",
        topic(),
        NO_TOPIC,
        (*OPENED, called("deleteForumTopic", chat_id=SUPERGROUP, message_thread_id=TOPIC)),
    ),
)
WEBHOOKS: Final = (
    Case("setWebhook", "on this computer", {"url": HERE, "secret_token": "ngua-26"}, True),
    Case("deleteWebhook", "that was set", {}, True, (HOOKED,)),
    Case(
        "setWebhook",
        "twice in a second",
        {"url": HERE},
        Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1}),
        (HOOKED,),
    ),
    Case("setWebhook", "again a second later", {"url": HERE}, True, (HOOKED, later(1))),
    Case("setWebhook", "no address at all", {"url": "not a url"}, bad("invalid webhook URL specified")),
    Case(
        "setWebhook",
        "plain http elsewhere",
        {"url": "http://bot.example.org/"},
        bad("bad webhook: An HTTPS URL must be provided for webhook"),
    ),
    Case(
        "setWebhook",
        "any port",
        {"url": "https://bot.example.org:9000/"},
        bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ),
    Case(
        "setWebhook",
        "another computer",
        {"url": "https://bot.example.org/"},
        bad("simulator: updates do not leave this computer; use http://127.0.0.1 and any port"),
    ),
    Case(
        "setWebhook",
        "a long secret",
        {"url": HERE, "secret_token": "a" * 257},
        bad("secret token is too long"),
    ),
    Case(
        "setWebhook",
        "a secret of other letters",
        {"url": HERE, "secret_token": "hoa ban"},
        bad("secret token contains unallowed characters"),
    ),
    Case("getWebhookInfo", "what was set", {}, {"url": HERE, "max_connections": 40}, (HOOKED,)),
    Case(
        "getUpdates",
        "beside a webhook",
        {},
        Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        ),
        (HOOKED,),
    ),
    Case(
        "getUpdates",
        "a webhook ends the poll",
        {"offset": 700_000_004, "timeout": 10},
        Refusal(409, "Conflict: terminated by setWebhook request"),
        (hooked_meanwhile,),
    ),
)

KEEPING: Final = PINS + REACTIONS + LINKS + TOPICS + WEBHOOKS
