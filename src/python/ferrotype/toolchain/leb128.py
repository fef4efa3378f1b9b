"""Integers as WASM writes them: seven bits a byte, the lowest first (LEB128)."""

from __future__ import annotations


def read(content: bytes, position: int) -> tuple[int, int]:
    """An unsigned integer, and the position behind it. Raises IndexError where it does not end."""
    value = shift = 0
    while True:
        byte = content[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
        shift += 7


def read_signed(content: bytes, position: int) -> tuple[int, int]:
    """A signed integer, and the position behind it. Raises IndexError where it does not end."""
    value, end = read(content, position)
    bits = 7 * (end - position)
    return (value - (1 << bits) if value >> (bits - 1) else value), end


def written(value: int) -> bytes:
    """An integer that is not negative."""
    result = bytearray()
    while value > 0x7F:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value)
    return bytes(result)


def written_signed(value: int) -> bytes:
    """Any integer."""
    result = bytearray()
    while not -64 <= value < 64:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    result.append(value & 0x7F)
    return bytes(result)
