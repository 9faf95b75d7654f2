"""Attachments of messages: what Telegram says of a voice note, a photo, a document … beside the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator import samples
from bot.simulator.errors import Json
from bot.simulator.model import Attachment, FileKind, StoredFile

if TYPE_CHECKING:
    from bot.simulator.world import World

_MIME = {"voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4", "animation": "video/mp4"}
_SIZES = {
    "video": {"width": 640, "height": 480},
    "animation": {"width": 320, "height": 240},
    "video_note": {"length": 240},
}
_LASTING = ("voice", "audio", *_SIZES)
_LARGE = {"width": 1280, "height": 960}
_SMALL = {"width": 90, "height": 68}
_STICKER = {
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "👍",
}


def attach(
    world: World,
    kind: FileKind,
    content: bytes | None,
    *,
    size: int = 0,
    seconds: int = 0,
    name: str = "",
    mime: str = "",
) -> Attachment:
    """A new file as an attachment. Without content: a small true file, or `size` bytes nobody has."""
    if content is None and not size:
        content = _sample(kind, seconds)
    typed = mime or _MIME.get(kind, "")
    file = world.keep_file(kind, content, size=size, name=name, mime=typed, seconds=seconds)
    if kind != "photo":
        return Attachment(kind, (file,), (about(file),))
    small = world.keep_file("photo", file.content, size=file.size, mime="image/jpeg")
    return Attachment("photo", (small, file), (_SMALL, _LARGE))


def attach_again(file: StoredFile) -> Attachment:
    """A file the bot sends again by its id: as long as it was."""
    if file.kind == "photo":
        return Attachment("photo", (file,), (_LARGE,))
    return Attachment(file.kind, (file,), (about(file),))


def about(file: StoredFile) -> Json:
    """What stands beside the ids and the size."""
    if file.kind == "sticker":
        return _STICKER
    named = {"file_name": file.name} if file.name and file.kind not in ("voice", "video_note") else {}
    typed = {"mime_type": file.mime} if file.mime and file.kind != "video_note" else {}
    timed = {"duration": file.seconds} if file.kind in _LASTING else {}
    return named | typed | timed | _SIZES.get(file.kind, {})


def _sample(kind: FileKind, seconds: int) -> bytes:
    if kind == "photo":
        return samples.PHOTO
    return samples.silence(max(1, min(seconds, 600))) if kind == "voice" else b"simulated file\n"
