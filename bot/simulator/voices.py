"""Voice notes as Telegram's own clients send them: whatever the page's microphone makes becomes Ogg with Opus."""

from __future__ import annotations

import io


def as_opus(content: bytes | None) -> bytes | None:
    """A recording in WAV (48 kHz) as Ogg with Opus; anything else as it is, as a modified client would send it."""
    if content is None or not content.startswith(b"RIFF"):
        return content
    # Imported here: who sends no voice needs neither.
    import soundfile  # type: ignore[import-untyped] # it has no types

    try:
        wave, rate = soundfile.read(io.BytesIO(content), dtype="float32")
        target = io.BytesIO()
        soundfile.write(target, wave, rate, format="OGG", subtype="OPUS")
    except (soundfile.SoundFileError, ValueError):
        return content
    return target.getvalue()
