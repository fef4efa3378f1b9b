"""Generates the tables of `src/number/libm`.

glibc's functions look up values. Results are equal to the last bit only where these are, too. Most of them have a
definition: powers and logarithms, tangents at given points; those are computed here in decimal arithmetic. What its
authors chose (the points, the coefficients of the arcs, first guesses of roots) is read out of the read-only data of
the C library, found by how each table begins.

Usage: python3 tools/generate_libm_tables.py /lib/x86_64-linux-gnu/libm.so.6
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal, getcontext
from pathlib import Path

OUTPUT = Path(__file__).parent.parent / "src" / "number" / "libm"
PRECISION = 60


class Library:
    """The read-only data of a C library, as floats at each multiple of eight bytes."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()

    def floats(
        self, beginning: Sequence[float], skipped: int, count: int
    ) -> tuple[float, ...]:
        """`count` floats that follow `skipped` floats after the only place where `beginning` stands.

        Raises ValueError where it stands nowhere.
        """
        start = self.content.index(struct.pack(f"<{len(beginning)}d", *beginning))
        return struct.unpack_from(f"<{count}d", self.content, start + 8 * skipped)


def from_bits(bits: int) -> float:
    """The float of this representation."""
    value: float = struct.unpack("<d", struct.pack("<Q", bits & (1 << 64) - 1))[0]
    return value


def to_bits(value: float) -> int:
    """The representation of a float."""
    bits: int = struct.unpack("<Q", struct.pack("<d", value))[0]
    return bits


def sine_and_cosine(x: float) -> tuple[Decimal, Decimal]:
    """Both, by their power series."""
    sums = [Decimal(0), Decimal(0)]
    term, power = Decimal(1), 0
    while term and abs(term) > Decimal(10) ** (2 - PRECISION):
        sums[1 - power % 2] += -term if power & 2 else term
        power += 1
        term = term * Decimal(x) / power
    return sums[0], sums[1]


def power_rows() -> Iterable[str]:
    """`(relative error, bits of 2**(k/128) minus k << 45)`: adding the quotient to the bits adds to the exponent."""
    for k in range(128):
        exact = Decimal(2) ** (Decimal(k) / 128)
        rounded = float(exact)
        error = float((exact - Decimal(rounded)) / Decimal(rounded))
        yield f"({error!r}, 0x{to_bits(rounded) - (k << 45):016x})"


def power_logarithm_rows() -> Iterable[str]:
    """`(1/c, log(c) to 43 binary places, the rest)` for c near the middle of each of 128 intervals from 0.7 to 1.4.

    1/c is a multiple of 1/128 below one and of 1/256 above, so that z/c - 1 is exact; c is 1 where the interval has 1.
    """
    start = 0x3FE6955500000000
    for index in range(128):
        low, high = (
            from_bits(start + (index << 45)),
            from_bits(start + (index + 1 << 45)),
        )
        steps = 128 if high < 1.0 else 256
        reciprocal = (
            1.0 if low < 1.0 < high else round(2 * steps / (low + high)) / steps
        )
        logarithm = -Decimal(reciprocal).ln()
        head = float(round(logarithm * 2**43)) / 2.0**43
        tail = float(logarithm - Decimal(head))
        yield f"({reciprocal!r}, {head!r}, {tail!r})"


def pairs(values: Sequence[float]) -> Iterable[str]:
    """`(1/c, the logarithm of c)`, as the library has them: c is chosen so that its logarithm is nearly short."""
    for reciprocal, logarithm in zip(values[::2], values[1::2], strict=True):
        yield f"({reciprocal!r}, {logarithm!r})"


def sine_rows(values: Sequence[float]) -> Iterable[str]:
    """`(sine, rest, cosine, rest)` of k/128; the library's rests are not all the nearest floats."""
    for index in range(0, len(values), 4):
        sine, cosine = sine_and_cosine(index / 512)
        if (float(sine), float(cosine)) != (values[index], values[index + 2]):
            raise ValueError(f"row {index // 4} of the sines is another")
        yield f"({', '.join(map(repr, values[index : index + 4]))})"


def tangent_rows(points: Sequence[float]) -> Iterable[str]:
    """`(x, tan(x), 1 / tan(x))` for points near k/256, whose tangents are nearly floats."""
    for point in points:
        sine, cosine = sine_and_cosine(point)
        yield f"({point!r}, {float(sine / cosine)!r}, {float(cosine / sine)!r})"


def rows_of(values: Sequence[float], width: int) -> Iterable[str]:
    """The values as they are, some to a row."""
    for index in range(0, len(values), width):
        yield f"[{', '.join(map(repr, values[index : index + width]))}]"


def table(name: str, row_type: str, rows: Iterable[str], meaning: str = "") -> str:
    """A Rust static."""
    lines = list(rows)
    body = "".join(f"    {line},\n" for line in lines)
    comment = f"/// {meaning}\n" if meaning else ""
    return f"{comment}#[rustfmt::skip]\npub static {name}: [{row_type}; {len(lines)}] = [\n{body}];\n"


def flat(name: str, values: Sequence[float], meaning: str) -> str:
    """A Rust static of floats, four to a line."""
    lines = [
        ", ".join(map(repr, values[index : index + 4]))
        for index in range(0, len(values), 4)
    ]
    body = "".join(f"    {line},\n" for line in lines)
    return f"/// {meaning}\n#[rustfmt::skip]\npub static {name}: [f64; {len(values)}] = [\n{body}];\n"


def write(name: str, parts: Sequence[str]) -> None:
    """A file of tables."""
    head = "//! Generated by `tools/generate_libm_tables.py`, which says what each column is.\n\n"
    (OUTPUT / name).write_text(head + "\n".join(parts))


def main() -> None:
    """Write the tables."""
    getcontext().prec = PRECISION
    library = Library(Path(sys.argv[1]))
    ln2 = (from_bits(0x3FE62E42FEFA3800), from_bits(0x3D2EF35793C76730))
    logarithms = library.floats((*ln2, from_bits(0xBFE0000000000001)), 18, 256)
    inverse_ln2 = (from_bits(0x3FF7154765200000), from_bits(0x3DE705FC2EEFA200))
    binary_logarithms = library.floats(inverse_ln2, 18, 128)
    sines = library.floats(
        (0.0, 0.0, 1.0, 0.0, float(sine_and_cosine(1 / 128)[0])), 0, 440
    )
    tangents = library.floats((0.06250000705914749, 0.06258151465306927), 0, 186 * 4)
    arctangents = library.floats((0.06347694384761945, 0.063391893014217), 0, 241 * 7)
    arcsines = library.floats((0.126953125, 1.0081572852980196), 0, 2568)
    roots = library.floats((1.408721450121,), 0, 128)
    write(
        "tables.rs",
        [
            table("POWERS", "(f64, u64)", power_rows()),
            table("POWER_LOGARITHMS", "(f64, f64, f64)", power_logarithm_rows()),
            table("LOGARITHMS", "(f64, f64)", pairs(logarithms)),
            table("BINARY_LOGARITHMS", "(f64, f64)", pairs(binary_logarithms)),
        ],
    )
    write(
        "circle_tables.rs",
        [
            table("SINES", "(f64, f64, f64, f64)", sine_rows(sines)),
            table("TANGENTS", "(f64, f64, f64)", tangent_rows(tangents[::4])),
        ],
    )
    chosen = "A point, the function there, and coefficients of the powers of the distance from it."
    write(
        "arctangent_table.rs",
        [table("ARCTANGENTS", "[f64; 7]", rows_of(arctangents, 7), chosen)],
    )
    write(
        "arcsine_table.rs",
        [
            flat(
                "ARCSINES",
                arcsines,
                "For each interval a point, coefficients of powers, and the arcsine there.",
            ),
            flat(
                "INVERSE_ROOTS",
                roots,
                "First guesses of `1 / sqrt(z)`, by the parity of the exponent and first bits.",
            ),
        ],
    )


if __name__ == "__main__":
    main()
