"""Buttons as people look for them: by a part of their label, or by their place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulator.model import Chat, Message


def find_inline(messages: Sequence[Message], button: str | int) -> tuple[int, int] | None:
    """The newest message with such a button, and the button's index."""
    for message in reversed(messages):
        labels = [] if message.deleted else _labels(message)
        if isinstance(button, int):
            if labels:
                return (message.id, button)
        elif (index := _index_of(labels, button)) is not None:
            return (message.id, index)
    return None


def _index_of(labels: list[str], part: str) -> int | None:
    if part in labels:
        return labels.index(part)
    return next((index for index, label in enumerate(labels) if matches(label, part)), None)


def matches(label: str, part: str) -> bool:
    """Whether a label holds these letters, large or small."""
    return part.casefold() in label.casefold()


def _labels(message: Message) -> list[str]:
    return [button["text"] for row in message.inline for button in row]


def pressable(room: Chat, messages: Sequence[Message]) -> list[str]:
    """Every label that could be pressed."""
    keys = [key["text"] for row in room.keyboard.rows for key in row] if room.keyboard else []
    inline = [label for message in messages if not message.deleted for label in _labels(message)]
    return inline + keys
