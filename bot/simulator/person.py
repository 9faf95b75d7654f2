"""People of the simulated world as tests move them: Person types, presses, records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from bot.simulator import acts, members
from bot.simulator.account import SimBot
from bot.simulator.buttons import find_inline, matches, pressable
from bot.simulator.group import Group
from bot.simulator.media import attach
from bot.simulator.model import Attachment, Chat, Toast, User
from bot.simulator.room import Room

if TYPE_CHECKING:
    from bot.simulator.world import World


class Person(Room):
    """Somebody with a phone. Acts go to the private chat with the bot unless `chat` names a group."""

    def __init__(self, world: World, user: User, bot: SimBot | None = None) -> None:
        super().__init__(world)
        self._user = user
        self._bot = bot

    @property
    def user(self) -> User:
        """As the world knows them now: one put back from a snapshot has made them anew."""
        return self.world.users.get(self._user.id, self._user)

    @property
    def id(self) -> int:
        """The Telegram id, which is also the id of the private chat."""
        return self._user.id

    @property
    def phone(self) -> str:
        """The number a contact button shares."""
        return self.user.phone

    @property
    def bot(self) -> SimBot:
        """The bot this person talks with."""
        return self._bot or self.world.first_bot()

    @property
    def room(self) -> Chat:
        """The private chat with the bot."""
        return self.world.private_chat(self.bot, self.user)

    def send(
        self,
        text: str,
        *,
        chat: Group | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
    ) -> int:
        """Type words; the message id. `anonymous`: as an administrator who hides behind the group."""
        room = self._in(chat)
        quoted = room.messages[reply_to] if reply_to is not None else None
        return acts.say(
            self.world, room, self.user, text, reply_to=quoted, as_chat=anonymous, topic_id=_topic(chat)
        ).id

    def start(self, payload: str = "") -> int:
        """Open the bot by a link; unblocks it first, as a client does."""
        if payload and not re.fullmatch("[A-Za-z0-9_-]{1,64}", payload):
            raise acts.NotPossible("a link carries 1 to 64 of A-Z, a-z, 0-9, _ and -")
        members.unblock(self.world, self.bot, self.user)
        return self.send(f"/start {payload}".strip())

    def press(self, button: str | int, *, chat: Group | None = None) -> None:
        """Press a button: a part of its label, or its index in the newest inline keyboard.

        A label is looked for in the newest message which has it, then on the reply keyboard.
        Raises LookupError naming what could be pressed.
        """
        room, shown = self._in(chat), (chat or self).messages
        found = find_inline(shown, button)
        if found is not None:
            acts.press(self.world, room, self.user, *found)
        elif isinstance(button, int) or not self._press_key(room, button):
            raise LookupError(f"no button {button!r}; there are {pressable(room, shown)}")

    def press_old(self, message_id: int, index: int = 0, *, chat: Group | None = None) -> str:
        """Press a button of a certain message, even one just taken away; the callback query's id."""
        return acts.press(self.world, self._in(chat), self.user, message_id, index)

    def voice(
        self, content: bytes | None = None, *, seconds: int = 3, caption: str = "", chat: Group | None = None
    ) -> int:
        """Send a voice note; silence when no bytes are given."""
        return self._show(attach(self.world, "voice", content, seconds=seconds), caption, chat)

    def photo(self, content: bytes | None = None, *, caption: str = "", chat: Group | None = None) -> int:
        """Send a photo."""
        return self._show(attach(self.world, "photo", content), caption, chat)

    def video(
        self, content: bytes | None = None, *, seconds: int = 3, caption: str = "", chat: Group | None = None
    ) -> int:
        """Send a video."""
        return self._show(attach(self.world, "video", content, seconds=seconds), caption, chat)

    def audio(
        self, content: bytes | None = None, *, seconds: int = 3, caption: str = "", chat: Group | None = None
    ) -> int:
        """Send a piece of music."""
        attachment = attach(self.world, "audio", content, seconds=seconds, name="audio.mp3")
        return self._show(attachment, caption, chat)

    def document(
        self,
        name: str = "giay-to.pdf",
        content: bytes | None = None,
        *,
        size: int = 0,
        mime: str = "application/pdf",
        caption: str = "",
        chat: Group | None = None,
    ) -> int:
        """Send a document; with `size` and no content, one of so many bytes without holding them."""
        return self._show(
            attach(self.world, "document", content, size=size, name=name, mime=mime), caption, chat
        )

    def album(
        self,
        kinds: Sequence[Literal["photo", "video", "document"]] = ("photo", "photo"),
        *,
        caption: str = "",
        chat: Group | None = None,
    ) -> list[int]:
        """Send files as one album; the caption stands under the first."""
        name = self.world.new_album()
        return [
            acts.show(
                self.world,
                self._in(chat),
                self.user,
                attach(self.world, kind, None),
                caption if first else "",
                album=name,
                topic_id=_topic(chat),
            ).id
            for first, kind in ((index == 0, kind) for index, kind in enumerate(kinds))
        ]

    def sticker(self, *, chat: Group | None = None) -> int:
        """Send a sticker."""
        return self._show(attach(self.world, "sticker", None), "", chat)

    def contact(
        self,
        phone: str | None = None,
        *,
        of: Person | None = None,
        known: bool = True,
        chat: Group | None = None,
    ) -> int:
        """Share a contact card: one's own, or that `of` somebody. `known`: the card has a Telegram id."""
        who = (of or self).user
        card = {"phone_number": phone or who.phone, "first_name": who.first_name}
        content = {"contact": card | ({"user_id": who.id} if known else {})}
        return acts.send(self.world, self._in(chat), self.user, content, topic_id=_topic(chat)).id

    def location(
        self, latitude: float = 21.386, longitude: float = 103.017, *, chat: Group | None = None
    ) -> int:
        """Share a point on the map (default: the town of Điện Biên Phủ)."""
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return acts.send(self.world, self._in(chat), self.user, content, topic_id=_topic(chat)).id

    def forward(self, message_id: int, *, source: Room | None = None, chat: Group | None = None) -> int:
        """Pass on a message of this chat, or of `source`: somebody's, or a group's."""
        room = (source or self).room
        message = room.messages[message_id]
        return acts.forward(self.world, self._in(chat), self.user, room, message, topic_id=_topic(chat)).id

    def edit(self, message_id: int, text: str, *, chat: Group | None = None) -> None:
        """Change one's own message."""
        acts.edit(self.world, self._in(chat), self.user, message_id, text)

    def block(self) -> None:
        """Stop the bot."""
        members.block(self.world, self.bot, self.user)

    def unblock(self) -> None:
        """Let the bot write again."""
        members.unblock(self.world, self.bot, self.user)

    def deactivate(self) -> None:
        """Delete the account: the bot gets 403 from now on."""
        self.user.deactivated = True

    def _in(self, group: Group | None) -> Chat:
        return self.room if group is None else group.room

    def _show(self, attachment: Attachment, caption: str, chat: Group | None = None) -> int:
        return acts.show(self.world, self._in(chat), self.user, attachment, caption, topic_id=_topic(chat)).id

    def _press_key(self, room: Chat, label: str) -> bool:
        """Press a button of the reply keyboard, if there is such a one."""
        keys = [key for row in room.keyboard.rows for key in row] if room.keyboard else []
        key = next((key for key in keys if matches(key["text"], label)), None)
        if key is None:
            return False
        if key.get("request_contact"):
            self.contact()
        elif key.get("request_location"):
            self.location()
        else:
            acts.say(self.world, room, self.user, key["text"])
        return True

    def _is_for(self, toast: Toast) -> bool:
        return toast.user_id == self.id


def _topic(chat: Group | None) -> int | None:
    return None if chat is None else chat.topic_id
