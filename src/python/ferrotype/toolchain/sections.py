"""Reading and writing the sections of a linked module."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from ferrotype.toolchain import leb128

CUSTOM, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, ELEMENTS, CODE, DATA, DATA_COUNT = (
    0, 2, 3, 6, 7, 9, 10, 11, 12,
)  # fmt: skip
_I32_CONST, _END = 0x41, 0x0B
_HEADER = b"\0asm\1\0\0\0"

Section = tuple[int, bytes]
"""A section's kind, and what it contains."""

Segment = tuple[int, bytes]
"""Where in memory, and which bytes."""


def sections(module: bytes) -> Iterator[Section]:
    """The sections in their order."""
    position = len(_HEADER)
    while position < len(module):
        kind = module[position]
        size, start = leb128.read(module, position + 1)
        position = start + size
        yield kind, module[start:position]


def assembled(parts: Iterable[Section]) -> bytes:
    """A module of these sections."""
    result = bytearray(_HEADER)
    for kind, content in parts:
        result += bytes([kind]) + leb128.written(len(content)) + content
    return bytes(result)


def exports(content: bytes) -> Iterator[tuple[bytes, int, int, bytes]]:
    """Name, kind, index and bytes of each export."""
    count, position = leb128.read(content, 0)
    for _ in range(count):
        start = position
        length, position = leb128.read(content, position)
        name = content[position : position + length]
        kind = content[position + length]
        index, position = leb128.read(content, position + length + 1)
        yield name, kind, index, content[start:position]


def encoded_exports(content: bytes, *, without: Container[bytes]) -> bytes:
    """The exports with other names than these."""
    kept = [export for name, _, _, export in exports(content) if name not in without]
    return leb128.written(len(kept)) + b"".join(kept)


def constants(content: bytes) -> Iterator[int]:
    """The values of the module's own globals, which are 32 bits wide."""
    count, position = leb128.read(content, 0)
    for _ in range(count):
        value, position = leb128.read_signed(content, position + 3)
        position += 1
        yield value


def segments(content: bytes) -> Iterator[Segment]:
    """What a module writes into memory at its start."""
    count, position = leb128.read(content, 0)
    for _ in range(count):
        # Active segments of memory 0, as the linker writes them: 0, `i32.const`, address, `end`.
        address, position = leb128.read_signed(content, position + 2)
        size, start = leb128.read(content, position + 1)
        position = start + size
        yield address, content[start:position]


def encoded_segments(written: list[Segment]) -> bytes:
    """The data section that writes this."""
    return leb128.written(len(written)) + b"".join(map(_encoded_segment, written))


def _encoded_segment(segment: Segment) -> bytes:
    address, content = segment
    place = bytes([0, _I32_CONST]) + leb128.written_signed(address) + bytes([_END])
    return place + leb128.written(len(content)) + content
