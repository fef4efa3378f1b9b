"""The last step of a link: what the linker wrote and a module does not need is taken out.

The bytes that close the gates of the runtime (``gates.py``) are constants that the optimiser has
read, and rustc exports them; memory is zero at the start, so zeros need not be written into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ferrotype.toolchain import leb128
from ferrotype.toolchain.gates import GATES

_GLOBALS, _EXPORTS, _DATA, _DATA_COUNT = 6, 7, 11, 12
_CLOSED = b"FERROTYPE_CLOSED"
_EXPORTED = frozenset({_CLOSED, b"FERROTYPE_MISSING"})
_I32_CONST, _END = 0x41, 0x0B
_ZEROS = re.compile(rb"\0{16,}")
_HEADER = 8


def finished(module: bytes, *, is_optimised: bool) -> bytes:
    """The module without what only the link needed.

    Where the optimiser has left a gate to be asked at run time, what stands behind it is there: it
    is found open, as it should be.
    """
    sections = list(_sections(module))
    unread = _gates(sections) if is_optimised else []
    segments = [
        part
        for kind, content in sections
        if kind == _DATA
        for segment in _segments(content)
        for part in _written(segment, unread)
    ]
    result = bytearray(module[:_HEADER])
    for kind, content in sections:
        if kind == _EXPORTS:
            content = _kept_exports(content)
        elif kind == _DATA:
            content = leb128.written(len(segments)) + b"".join(map(_segment, segments))
        elif kind == _DATA_COUNT:
            content = leb128.written(len(segments))
        result += bytes([kind]) + leb128.written(len(content)) + content
    return bytes(result)


def _sections(module: bytes) -> Iterator[tuple[int, bytes]]:
    position = _HEADER
    while position < len(module):
        kind = module[position]
        size, start = leb128.read(module, position + 1)
        position = start + size
        yield kind, module[start:position]


def _exports(content: bytes) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Name, kind, index and bytes of each export."""
    count, position = leb128.read(content, 0)
    for _ in range(count):
        start = position
        length, position = leb128.read(content, position)
        name = content[position : position + length]
        kind = content[position + length]
        index, position = leb128.read(content, position + length + 1)
        yield name, kind, index, content[start:position]


def _kept_exports(content: bytes) -> bytes:
    kept = [export for name, _, _, export in _exports(content) if name not in _EXPORTED]
    return leb128.written(len(kept)) + b"".join(kept)


def _gates(sections: list[tuple[int, bytes]]) -> list[tuple[int, int]]:
    """Where in memory the gates are."""
    tables = {kind: content for kind, content in sections if kind}
    values = list(_constants(tables.get(_GLOBALS, b"\0")))
    return sorted(
        (values[index], values[index] + GATES)
        for name, _, index, _ in _exports(tables.get(_EXPORTS, b"\0"))
        if name == _CLOSED
    )


def _constants(content: bytes) -> Iterator[int]:
    """The values of the module's own globals, which are 32 bits wide."""
    count, position = leb128.read(content, 0)
    for _ in range(count):
        value, position = leb128.read_signed(content, position + 3)
        position += 1
        yield value


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    count, position = leb128.read(content, 0)
    for _ in range(count):
        # Active segments of memory 0, as the linker writes them: 0, `i32.const`, address, `end`.
        address, position = leb128.read_signed(content, position + 2)
        size, start = leb128.read(content, position + 1)
        position = start + size
        yield address, content[start:position]


def _written(
    segment: tuple[int, bytes], unread: list[tuple[int, int]]
) -> Iterator[tuple[int, bytes]]:
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


def _segment(segment: tuple[int, bytes]) -> bytes:
    address, content = segment
    place = bytes([0, _I32_CONST]) + leb128.written_signed(address) + bytes([_END])
    return place + leb128.written(len(content)) + content
