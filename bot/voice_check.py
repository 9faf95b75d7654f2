"""Is a voice note fit to be played to people? Its length and how loud it is, by decoding it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Fault: TypeAlias = Literal["unreadable", "short", "long", "quiet", "loud", "hurried", "wordy"]

LARGEST: Final = 1024 * 1024
"""Bytes; beyond them Telegram shows a file instead of a voice."""
SHORTEST_S: Final = 1.0
LONGEST_S: Final = 60.0
"""Who must listen longer to one question has forgotten its beginning."""
QUIET_DB: Final = -36.0
"""Mean loudness of what is spoken, in dB below full scale; a telephone's loudspeaker in a kitchen carries no less."""
FULL: Final = 0.999
FASTEST: Final = 10.0
"""Words of the Vietnamese script in a second: twice as fast as anybody reads aloud to somebody who must follow."""
SLOWEST_S: Final = 2.0
"""Seconds for a word: a language that must explain it takes its time, but not more."""
GREETING_S: Final = 10.0
CLIPPED: Final = 0.01
"""So large a part at full scale crackles."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice note: its length, its loudness in dB below full scale, and what is wrong with it."""

    seconds: float
    loudness_db: float
    fault: Fault | None


def hear(content: bytes) -> Heard:
    """What can be said of a voice note without understanding it."""
    # Imported here: a bot that never records needs neither.
    import numpy
    import soundfile  # type: ignore[import-untyped] # it has no types

    if len(content) > LARGEST:
        return Heard(0.0, -numpy.inf, "long")
    try:
        with soundfile.SoundFile(io.BytesIO(content)) as sound:
            rate = sound.samplerate
            if sound.frames > LONGEST_S * rate:  # before it is unpacked: a megabyte can hold half an hour
                return Heard(sound.frames / rate, -numpy.inf, "long")
            wave = sound.read(dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, RuntimeError, ValueError):
        return Heard(0.0, -numpy.inf, "unreadable")
    mono = wave.mean(axis=1)
    seconds = len(mono) / rate
    # Pauses are no fault of the voice: the loudest half of its tenths of a second counts.
    frame = max(rate // 10, 1)
    power = numpy.sort(
        [float(numpy.mean(mono[at : at + frame] ** 2)) for at in range(0, len(mono), frame)] or [0.0]
    )
    spoken = float(numpy.mean(power[len(power) // 2 :]))
    loudness = 10 * float(numpy.log10(spoken)) if spoken > 0 else -numpy.inf
    clipped = float(numpy.mean(numpy.abs(mono) >= FULL)) if len(mono) else 0.0
    return Heard(seconds, loudness, _fault(seconds, loudness, clipped))


def fault_for(heard: Heard, script: str) -> Fault | None:
    """What is wrong with a voice note as the reading of this script: its own faults, or that it cannot be all of it, and
    nothing else."""
    words = len(script.split())
    if heard.fault is None and heard.seconds * FASTEST < words:
        return "hurried"
    if heard.fault is None and heard.seconds > GREETING_S + words * SLOWEST_S:
        return "wordy"
    return heard.fault


def _fault(seconds: float, loudness: float, clipped: float) -> Fault | None:
    if seconds < SHORTEST_S:
        return "short"
    if loudness < QUIET_DB:
        return "quiet"
    return "loud" if clipped > CLIPPED else None
