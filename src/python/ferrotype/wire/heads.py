"""CBOR heads: the shortest form written, only the shortest form read."""

import struct
from dataclasses import dataclass

from ferrotype.wire.errors import WireError
from ferrotype.wire.tags import Major

_FLOAT = struct.Struct(">d")
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_SMALLEST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}
"""The least argument that needs the width: anything below must be written shorter."""


def head(major: int, argument: int) -> bytes:
    """The initial byte and the argument of an item, in the shortest form (RFC 8949, 4.2.1)."""
    first = major << 5
    if argument < 24:
        return bytes((first | argument,))
    if argument < 1 << 8:
        return bytes((first | 24, argument))
    if argument < 1 << 16:
        return bytes((first | 25,)) + argument.to_bytes(2, "big")
    if argument < 1 << 32:
        return bytes((first | 26,)) + argument.to_bytes(4, "big")
    return bytes((first | 27,)) + argument.to_bytes(8, "big")


def float_bits(number: float) -> bytes:
    """The eight bytes of a float, a NaN's payload included."""
    return _FLOAT.pack(number)


@dataclass(slots=True)
class Reader:
    """A position in a message. Mutable: each method reads one thing and moves on."""

    data: bytes
    position: int = 0

    def take(self, size: int) -> bytes:
        """The next `size` bytes. Raises WireError at the message's end."""
        end = self.position + size
        if end > len(self.data):
            raise WireError(f"message ends after {len(self.data)} bytes, inside an item")
        piece = self.data[self.position : end]
        self.position = end
        return piece

    def head(self) -> tuple[int, int, int]:
        """Major type, additional information, argument. Floats and simples are left to the caller."""
        if self.position >= len(self.data):
            raise WireError(f"message ends after {len(self.data)} bytes, where an item begins")
        first = self.data[self.position]
        self.position += 1
        major, information = first >> 5, first & 31
        if information < 24 or major == Major.SIMPLE:
            return major, information, information
        width = _WIDTHS.get(information)
        if width is None:
            raise WireError(f"indefinite length or reserved head {first:#04x}")
        argument = int.from_bytes(self.take(width), "big")
        if argument < _SMALLEST[information]:
            raise WireError(f"head of argument {argument} is not the shortest")
        return major, information, argument

    def float64(self) -> float:
        """The float whose eight bytes come next."""
        (number,) = _FLOAT.unpack(self.take(8))
        assert isinstance(number, float)
        return number
