"""The last step of a link: what the linker wrote and a module does not need is taken out.

The bytes that close the gates of the runtime (``gates.py``) are constants that the optimiser has
read, and rustc exports them; memory is zero at the start, so zeros need not be written into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ferrotype.toolchain import leb128
from ferrotype.toolchain.gates import GATES
from ferrotype.toolchain.sections import (
    DATA,
    DATA_COUNT,
    EXPORTS,
    GLOBALS,
    Section,
    Segment,
    assembled,
    constants,
    encoded_exports,
    encoded_segments,
    exports,
    sections,
    segments,
)

_CLOSED = b"FERROTYPE_CLOSED"
_EXPORTED = frozenset({_CLOSED, b"FERROTYPE_MISSING"})
_ZEROS = re.compile(rb"\0{16,}")


def finished(module: bytes, *, is_optimised: bool) -> bytes:
    """The module without what only the link needed.

    Where the optimiser has left a gate to be asked at run time, what stands behind it is there: it
    is found open, as it should be.
    """
    parts = list(sections(module))
    unread = _gates(parts) if is_optimised else []
    written = [
        part
        for kind, content in parts
        if kind == DATA
        for segment in segments(content)
        for part in _written(segment, unread)
    ]
    result = []
    for kind, content in parts:
        if kind == EXPORTS:
            content = encoded_exports(content, without=_EXPORTED)
        elif kind == DATA:
            content = encoded_segments(written)
        elif kind == DATA_COUNT:
            content = leb128.written(len(written))
        result.append((kind, content))
    return assembled(result)


def _gates(parts: list[Section]) -> list[tuple[int, int]]:
    """Where in memory the gates are."""
    tables = {kind: content for kind, content in parts if kind}
    values = list(constants(tables.get(GLOBALS, b"\0")))
    return sorted(
        (values[index], values[index] + GATES)
        for name, _, index, _ in exports(tables.get(EXPORTS, b"\0"))
        if name == _CLOSED
    )


def _written(segment: Segment, unread: list[tuple[int, int]]) -> Iterator[Segment]:
    """The parts of a segment that must be written."""
    address, content = segment
    blank = bytearray(content)
    for start, end in unread:
        first, last = max(start - address, 0), min(end - address, len(blank))
        if first < last:
            blank[first:last] = bytes(last - first)
    position = 0
    for zeros in _ZEROS.finditer(blank):
        if zeros.start() > position:
            yield address + position, bytes(blank[position : zeros.start()])
        position = zeros.end()
    if position < len(blank):
        yield address + position, bytes(blank[position:])
