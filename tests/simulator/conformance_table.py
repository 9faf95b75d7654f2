"""All rows of the suite. A new method brings a row, or a table of its own that is added here."""

from __future__ import annotations

from typing import Final

from conformance_around import AROUND
from conformance_cases import Case
from conformance_keeping import KEEPING
from conformance_new_messages import NEW_MESSAGES
from conformance_passing import PASSING

CASES: Final[tuple[Case, ...]] = NEW_MESSAGES + PASSING + AROUND + KEEPING
