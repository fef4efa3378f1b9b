"""Packing what a module writes into memory: one stream instead of bytes as they are.

The module's start function unpacks it (`src/rust/runtime/src/packed.rs`). The stream is the one
that the liblzma of this Python makes; another version of it may make another of the same memory.
"""

from __future__ import annotations

import lzma
import struct

from ferrotype.toolchain import leb128
from ferrotype.toolchain.commands import STACK_BYTES
from ferrotype.toolchain.sections import (
    DATA,
    DATA_COUNT,
    ELEMENTS,
    EXPORTS,
    Segment,
    assembled,
    encoded_exports,
    encoded_segments,
    exports,
    sections,
    segments,
)

UNPACK = b"ferrotype_unpack"
"""The export that becomes the start function."""

_START = 8
_PACKED_AT = 1024
"""Where the stream lies: the end of the stack that nobody has reached before it is unpacked."""
_DISTANCE = STACK_BYTES // 2
"""What is left between the stream and the stack."""
_FILTER = {
    "id": lzma.FILTER_LZMA1,
    "preset": 9 | lzma.PRESET_EXTREME,
    "dict_size": 1 << 26,
    "lc": 3,
    "lp": 0,
    "pb": 0,
}


def packed(module: bytes) -> bytes:
    """The module with its memory packed, if it has the function that unpacks it."""
    parts = list(sections(module))
    known = {kind: content for kind, content in parts if kind}
    unpack = [
        index
        for name, _, index, _ in exports(known.get(EXPORTS, b"\0"))
        if name == UNPACK
    ]
    written = list(segments(known.get(DATA, b"\0")))
    if not unpack or not written:
        return module
    start, memory = _memory(written)
    first, gap = _longest_gap(written, start)
    content = bytes(memory[:first] + memory[first + gap :])
    stream = lzma.compress(content, format=lzma.FORMAT_RAW, filters=[_FILTER])
    segment = struct.pack("<IIII", start, len(content), first, gap) + stream
    if start < STACK_BYTES or len(segment) > _DISTANCE:
        raise ValueError(
            "the linker has put memory where the stack is to be, or too much of it"
        )
    result = []
    for kind, content in parts:
        if kind == EXPORTS:
            content = encoded_exports(content, without={UNPACK})
        elif kind == DATA:
            content = encoded_segments([(_PACKED_AT, segment)])
        elif kind == DATA_COUNT:
            content = leb128.written(1)
        elif kind == ELEMENTS:
            result.append((_START, leb128.written(unpack[0])))
        result.append((kind, content))
    return assembled(result)


def _memory(written: list[Segment]) -> tuple[int, bytes]:
    """Where what is written begins, and all of it up to its end."""
    start = min(address for address, _ in written)
    memory = bytearray(
        max(address + len(content) for address, content in written) - start
    )
    for address, content in written:
        memory[address - start : address - start + len(content)] = content
    return start, bytes(memory)


def _longest_gap(written: list[Segment], start: int) -> tuple[int, int]:
    """Where most zeros lie that nothing writes, from the start, and how many: the gates that are read no more."""
    ends = [address + len(content) - start for address, content in sorted(written)]
    starts = [address - start for address, _ in sorted(written)]
    gaps = [(after - end, end) for end, after in zip(ends, starts[1:], strict=False)]
    gap, first = max(gaps, default=(0, ends[-1]))
    return first, gap
