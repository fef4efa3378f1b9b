"""One piece of a library module's source that is translated otherwise than it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """``before`` occurs ``count`` times in the module's source."""

    before: str
    after: str
    count: int = 1
