"""Small true files for people who send "a voice note" or "a photo" without bytes at hand."""

from __future__ import annotations

import base64
import struct

PHOTO = base64.b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////"
    "////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
"""A JPEG of one pixel."""

_SILENCE = b"\xf8\xff\xfe"  # an Opus packet of 20 ms without sound
_PACKETS_A_SECOND = 50
_SAMPLES_A_PACKET = 960


def silence(seconds: int) -> bytes:
    """A voice note without sound: Ogg with Opus, as Telegram's clients record it."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 9) + b"simulator" + struct.pack("<I", 0)
    pages = [_page(2, 0, 0, [head]), _page(0, 0, 1, [tags])]
    for second in range(seconds):
        last = 4 if second == seconds - 1 else 0
        position = (second + 1) * _PACKETS_A_SECOND * _SAMPLES_A_PACKET
        pages.append(_page(last, position, second + 2, [_SILENCE] * _PACKETS_A_SECOND))
    return b"".join(pages)


def _page(kind: int, position: int, number: int, packets: list[bytes]) -> bytes:
    lacing = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, kind, position, 1, number, 0)
    page = head + bytes([len(lacing)]) + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value


def _entry(index: int) -> int:
    value = index << 24
    for _ in range(8):
        value = ((value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


_TABLE = [_entry(index) for index in range(256)]
