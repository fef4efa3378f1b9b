"""What the kernel says of a daemon: its memory, its time on the CPU and that of its processes."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

_WATCHED = 4.0
"""A daemon of this plugin returns memory a second after a run."""
_SAME = 0.99


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds of a process, and of all that it started and waited for."""

    own: float
    children: float

    def since(self, earlier: Usage) -> Usage:
        """What was used after an earlier usage of the same process."""
        return Usage(self.own - earlier.own, self.children - earlier.children)


def usage(process: int) -> Usage:
    """The usage of a process so far. Raises OSError where there is none."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    # The name in parentheses may hold spaces; `utime` is the twelfth field after it.
    fields = text.rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    user, system, child_user, child_system = (
        int(field) / ticks for field in fields[11:15]
    )
    return Usage(user + system, child_user + child_system)


def resident_bytes(process: int) -> int:
    """The resident memory of a process. Raises OSError where there is none."""
    return _bytes(process, "VmRSS")


def own_bytes(process: int) -> int:
    """The resident memory of a process that no file backs. Raises OSError where there is none."""
    return _bytes(process, "RssAnon")


def peak_bytes(process: int) -> int:
    """The most resident memory that a process ever had. Raises OSError where there is none."""
    return _bytes(process, "VmHWM")


def settled_bytes(process: int, seconds: float = 30.0) -> int:
    """The resident memory of a process that has nothing to do, once it gives no more of it back.

    It is watched for so many seconds at most. Raises OSError where there is none.
    """
    end = time.monotonic() + seconds
    before = resident_bytes(process)
    while time.monotonic() < end:
        time.sleep(_WATCHED)
        after = resident_bytes(process)
        if after > before * _SAME:
            return after
        before = after
    return before


def _bytes(process: int, name: str) -> int:
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    match = re.search(rf"^{name}:\s+(\d+) kB$", text, re.MULTILINE)
    if match is None:
        raise OSError(f"process {process} has no resident memory")
    return int(match[1]) * 1024
