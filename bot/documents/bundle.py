"""One request as a .zip: what was written, the form, the files; what would make it too large for the channel is left out, and said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Final

LARGEST: Final = 45 * 1024 * 1024
"""Bytes; a bot may send fifty megabytes."""
LEFT_OUT: Final = "con-thieu.txt"


def pack(
    pages: Mapping[str, str],
    form: bytes,
    attached: Iterable[tuple[str, str]],
    read: Callable[[str], bytes],
) -> bytes:
    """The bytes of the archive; ``read`` gives the content of a file by its digest."""
    made, left = io.BytesIO(), list[str]()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in pages.items():
            archive.writestr(name, words)
        archive.writestr("4-don.docx", form)
        for name, digest in attached:
            content = read(digest)
            if made.tell() + len(content) > LARGEST:
                left.append(name)
            else:
                archive.writestr(name, content)
        if left:
            archive.writestr(LEFT_OUT, "\n".join(left) + "\n")
    return made.getvalue()
