"""Writes vectors for `wire/`: messages of the host's encoder, and what a reader rejects.

    PYTHONPATH=../../python python3.11 tools/generate_wire_vectors.py --seed 1 --count 300 > tests/vectors/wire.txt

A line is `good HEX` (a request that the Python side wrote; reading and writing it again must give the same bytes) or
`bad HEX REASON` (a request that must be rejected with a message that holds the reason).
"""

from __future__ import annotations

import argparse
import random
import struct

from ferrotype.wire import Request
from ferrotype.wire.messages import encode_request
from tests.wire.parties import conversations

BAD = [
    ("1800", "not the shortest"),
    ("1900ff", "not the shortest"),
    ("1a0000ffff", "not the shortest"),
    ("1b00000000ffffffff", "not the shortest"),
    ("9fff", "indefinite"),
    ("1c", "indefinite"),
    ("a0", "major type 5"),
    ("f93c00", "simple value or float"),
    ("f7", "simple value or float"),
    ("d81cd81c80", "tag 28 inside"),
    ("d81cc249010000000000000000", "tag 28 around"),
    ("c24900ffffffffffffffff", "big integer"),
    ("c248ffffffffffffffff", "big integer"),
    ("c240", "big integer"),
    ("c201", "something else than bytes"),
    ("61ff", "not UTF-8"),
    ("63eda080", "not UTF-8"),
    ("d946004161", "without surrogates"),
    ("d9460041ff", "not UTF-8"),
    ("d946506178", "unknown tag"),
    ("5bffffffffffffffff", "message ends"),
    ("9b00ffffffffffffff", "array of"),
    ("d94602d9460280", "inside tag"),
]


def value(draw: random.Random, depth: int) -> object:
    """A random value of the format."""
    kind = draw.randrange(14 if depth else 8)
    if kind == 0:
        return draw.choice([None, True, False, ..., NotImplemented])
    if kind in (1, 2):
        size = draw.choice([4, 5, 8, 9, 16, 32, 33, 63, 64, 65, 130])
        return draw.choice([1, -1]) * (draw.getrandbits(size) + draw.choice([0, 0, -1]))
    if kind == 3:
        (number,) = struct.unpack(">d", draw.randbytes(8))
        return number
    if kind in (4, 5):
        return "".join(draw.choice("ab\0é漢\U0001f600\udc80\ud800") for _ in range(draw.choice([0, 1, 3, 24, 30])))
    if kind == 6:
        return draw.randbytes(draw.choice([0, 1, 23, 24, 256]))
    if kind == 7:
        return draw.choice([complex(0.5, -2), range(1, 9, 2), slice(None, 3), bytearray(b"x"), 2**64, -(2**64) - 1])
    parts = [value(draw, depth - 1) for _ in range(draw.randint(0, 4))]
    if kind in (8, 9):
        return parts
    if kind in (10, 11):
        return tuple(parts)
    if kind == 12:
        return {f"key {index}": part for index, part in enumerate(parts)}
    return draw.choice([set, frozenset])(range(draw.randint(0, 4)))


def main() -> None:
    """Prints the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    for _ in range(options.count):
        host, _guest = conversations()
        request = Request("call", [value(draw, 3), value(draw, 2)], {"k": value(draw, 1)})
        print("good", encode_request(host, request).hex())
    for argument, reason in BAD:
        print("bad", "84617881" + argument + "8080", reason)


if __name__ == "__main__":
    main()
