"""What is known of the line that a frame has noted, while a function is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class KnownLine:
    """The line that the frame has noted at this place of the program; None where ways with others meet."""

    known_line: int | None = field(default=None, kw_only=True)

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        """Inside, code that may not run: the line is known afterwards only where it stays the same."""
        known = self.known_line
        yield
        if self.known_line != known:
            self.known_line = None
