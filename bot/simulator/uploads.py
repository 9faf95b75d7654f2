"""Files a bot sends: uploaded with the call, or named by the id of one that Telegram has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.account import SimBot
from bot.simulator.errors import ApiError, bad
from bot.simulator.media import attach, attach_again
from bot.simulator.model import Attachment, FileKind, StoredFile
from bot.simulator.params import Params, Upload

if TYPE_CHECKING:
    from bot.simulator.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024


def attachment_of(world: World, bot: SimBot, params: Params, kind: FileKind) -> Attachment:
    """The file a call names under its kind: sent along, or known by its id. Raises ApiError."""
    named, upload = params.text(kind), params.files.get(kind)
    if named.startswith("attach://"):
        upload = params.files.get(named.removeprefix("attach://"))
    elif named:
        return attach_again(_file_named(world, bot, named, kind))
    if upload is None:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    _check_upload(upload, kind)
    return attach(
        world,
        kind,
        upload.content,
        seconds=params.integer("duration"),
        name=upload.name,
        mime=upload.mime,
    )


def find_file(world: World, bot: SimBot, file_id: str) -> StoredFile | None:
    """The file behind an id of this bot; ids of other bots are worth nothing."""
    head, _, number = file_id.rpartition("-")
    return world.file(number) if head == f"SIMF-{bot.id}" else None


def _file_named(world: World, bot: SimBot, named: str, kind: FileKind) -> StoredFile:
    if named.startswith(("http://", "https://")):
        raise bad("simulator: sending a file by its URL is not simulated")
    file = find_file(world, bot, named)
    if file is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad(f"can't use file of type {_type(file.kind)} as {_type(kind)}")
    return file


def _check_upload(upload: Upload, kind: FileKind) -> None:
    size = len(upload.content)
    if not size:
        raise bad("file must be non-empty")
    if size > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and size > LARGEST_PHOTO:
        raise bad(
            f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )


def _type(kind: FileKind) -> str:
    """As Telegram's core calls it: VideoNote."""
    return kind.title().replace("_", "")
