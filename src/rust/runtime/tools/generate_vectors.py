"""Writes vectors for the pure parts of `number/` and `text/`: an operation, its arguments, what CPython 3.11 gives.

    python3.11 tools/generate_vectors.py --seed 1 --count 20 > tests/vectors/pure.txt
    python3.11 tools/generate_vectors.py --seed 7 --count 3000 > /tmp/many.txt
    FERROTYPE_VECTORS=/tmp/many.txt cargo test vectors

A line is `operation|argument|…|expected`; every field is the UTF-8 (with surrogates) of a text, in hexadecimal.
Floats travel as `float.hex`, integers in decimal, bytes as Latin-1. The expected text is a `repr`, or `!Class: message`.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Callable

INTEGERS = [0, 1, -1, 2, 7, -7, 10, 255, 256, 2**31, 2**47 - 1, -(2**47), 2**53 + 1, 2**61 - 1, 2**63 - 1, -(2**63), 2**63, 2**64, 10**30, -(10**30), 2**200 + 1]
FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 3.5, 1e16, 1e-5, 123456789.125, 5e-324, 1.7976931348623157e308, 2.0**53, 1e22, 1e23, math.inf, -math.inf, math.nan, 0.0001, 9999999999999998.0]
ALPHABET = "aAbBzZ019 _-.,:!{}[]%\t\n\r\x0b\x1c'\"\\éßÉŉǅΣσςİıﬁ\u0345\u0660\u0663\xb2½\u2028\x85\xa0漢\U0001d7d9\U00010400\ud800\udc80\x7f\u200b"
SPEC_PARTS = (["", "", "*<", "0>", "x^", "é=", "<", ">", "^", "="], ["", "", "+", "-", " "], ["", "", "", "z"], ["", "", "#"], ["", "", "0"], ["", "1", "5", "12", "20"], ["", "", ",", "_"], ["", ".0", ".1", ".3", ".10", "."])  # fmt: skip
CODES = ["", "", "d", "e", "E", "f", "F", "g", "G", "n", "%", "s", "b", "c", "o", "x", "X", "r", "é"]


class Draw:
    """Random arguments; boundary values are frequent."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def integer(self) -> int:
        choice = self.random.random()
        if choice < 0.4:
            return self.random.choice(INTEGERS) + self.random.randint(-2, 2)
        return self.random.randint(-1, 1) * self.random.getrandbits(self.random.choice([8, 16, 48, 63, 64, 65, 130, 700]))

    def small(self) -> int:
        return self.random.randint(-5, 70)

    def number(self) -> float:
        choice = self.random.random()
        if choice < 0.35:
            return self.random.choice(FLOATS)
        if choice < 0.6:
            return self.random.randint(-100000, 100000) / self.random.choice([1, 2, 4, 8, 10, 100, 1000])
        if choice < 0.8:
            return self.random.uniform(-10, 10) * 10 ** self.random.randint(-20, 20)
        return math.ldexp(self.random.uniform(-1, 1), self.random.randint(-1073, 1023))

    def modest(self) -> float:
        return self.random.randint(-40, 40) / self.random.choice([1, 2, 4, 5, 10])

    def spec(self) -> str:
        return "".join(self.random.choice(part) for part in SPEC_PARTS) + self.random.choice(CODES)

    def text(self) -> str:
        alphabet = self.random.choice([ALPHABET, ALPHABET[:30], "ab", "aé ", "aB c\t"])
        return "".join(self.random.choice(alphabet) for _ in range(self.random.choice([0, 1, 2, 3, 8, 15])))

    def octets(self) -> bytes:
        if self.random.random() < 0.5:
            raw = self.text().encode(self.random.choice(["utf-8", "utf-16", "utf-32-be"]), "surrogatepass")
        else:
            raw = bytes(self.random.choice(b"aZ \t\n\x00\x7f\x80\xc3\xa9\xed\xa0\x80\xf0\x9f\xff") for _ in range(self.random.randint(0, 9)))
        return raw[: self.random.choice([3, 5, 100])]

    def near_number(self) -> str:
        pieces = ["0", "1", "12", "9", "_", "0x", "0b1", "e5", "e-3", ".", ".5", "+", "-", " ", "inf", "nan", "Infinity", "j", "(", ")", "\u0663", "\xa0", "a", "p3", "1e400"]
        return "".join(self.random.choice(pieces) for _ in range(self.random.randint(0, 4)))

    def percent(self) -> str:
        pick = self.random.choice
        return "%" + pick(["", "-", "+", " ", "#", "0", "+0", "-#", "0#"]) + pick(["", "5", "12"]) + pick(["", ".0", ".3", ".12"])


def formatted(code: str) -> Callable[..., str]:
    return lambda value, flags: (flags + code) % value


ENCODINGS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]

# operation: (what to draw, how CPython computes it)
Row = tuple[str, Callable[..., object]]
OPERATIONS: dict[str, Row] = {
    "int.add": ("ii", lambda a, b: a + b),
    "int.sub": ("ii", lambda a, b: a - b),
    "int.mul": ("ii", lambda a, b: a * b),
    "int.floordiv": ("ii", lambda a, b: a // b),
    "int.mod": ("ii", lambda a, b: a % b),
    "int.divmod": ("ii", divmod),
    "int.truediv": ("ii", lambda a, b: a / b),
    "int.and": ("ii", lambda a, b: a & b),
    "int.or": ("ii", lambda a, b: a | b),
    "int.xor": ("ii", lambda a, b: a ^ b),
    "int.shl": ("is", lambda a, b: a << b),
    "int.shr": ("is", lambda a, b: a >> b),
    "int.powmod": ("iii", pow),
    "int.pow": ("is", lambda a, b: a ** max(b, 0)),
    "int.hash": ("i", hash),
    "int.bits": ("i", lambda a: (a.bit_length(), a.bit_count(), ~a, -a, abs(a))),
    "int.isqrt": ("i", math.isqrt),
    "int.gcd": ("ii", math.gcd),
    "int.float": ("i", float),
    "int.compare": ("if", lambda a, b: (a < b, a == b, a > b)),
    "int.round": ("is", lambda a, b: round(a, -abs(b))),
    "int.signed": ("i", lambda a: a.to_bytes(9, "big", signed=True)),
    "int.unsigned": ("i", lambda a: a.to_bytes(9, "little")),
    "int.frombytes": ("b", lambda a: (int.from_bytes(a, "big"), int.from_bytes(a, "little", signed=True))),
    "int.parse": ("nk", lambda text, base: int(text, base)),
    "int.prefixed": ("i", lambda a: (bin(a), oct(a), hex(a))),
    "int.format": ("im", format),
    "float.repr": ("f", repr),
    "float.format": ("fm", format),
    "float.round": ("fs", round),
    "float.integer": ("f", round),
    "float.trunc": ("f", int),
    "float.hash": ("f", lambda a: hash(a) if a == a else 0),
    "float.ratio": ("f", lambda a: a.as_integer_ratio()),
    "float.hex": ("f", lambda a: a.hex()),
    "float.fromhex": ("f", lambda a: float.fromhex(a.hex())),
    "float.parse": ("n", float),
    "float.divmod": ("ff", divmod),
    "float.floordiv": ("ff", lambda a, b: a // b),
    "float.mod": ("ff", lambda a, b: a % b),
    "float.pow": ("pp", lambda a, b: a**b if a >= 0 or b == int(b) else 0.0),
    "complex.repr": ("ff", lambda a, b: repr(complex(a, b))),
    "complex.parse": ("n", complex),
    "complex.mul": ("ffff", lambda a, b, c, d: complex(a, b) * complex(c, d)),
    "complex.div": ("ffff", lambda a, b, c, d: complex(a, b) / complex(c, d)),
    "complex.pow": ("pps", lambda a, b, n: complex(a, b) ** n),
    "complex.format": ("ffm", lambda a, b, spec: format(complex(a, b), spec)),
    "percent.d": ("ic", formatted("d")),
    "percent.x": ("ic", formatted("x")),
    "percent.o": ("ic", formatted("o")),
    "percent.X": ("ic", formatted("X")),
    "percent.e": ("fc", formatted("e")),
    "percent.f": ("fc", formatted("f")),
    "percent.G": ("fc", formatted("G")),
    "str.format": ("tm", format),
    "str.repr": ("t", repr),
    "str.ascii": ("t", ascii),
    "str.hash": ("t", hash),
    "str.lower": ("t", str.lower),
    "str.upper": ("t", str.upper),
    "str.title": ("t", str.title),
    "str.casefold": ("t", str.casefold),
    "str.swapcase": ("t", str.swapcase),
    "str.capitalize": ("t", str.capitalize),
    "str.questions": ("t", lambda t: [t.isalpha(), t.isalnum(), t.isdecimal(), t.isdigit(), t.isnumeric(), t.isspace(), t.islower(), t.isupper(), t.istitle(), t.isprintable(), t.isidentifier()]),
    "str.find": ("ttss", lambda a, b, s, e: (a.find(b, s, e), a.rfind(b, s, e), a.count(b, s, e), a.startswith(b, s, e), a.endswith(b, s, e))),
    "str.replace": ("ttts", lambda a, b, c, n: a.replace(b, c, n)),
    "str.split": ("tts", lambda a, b, n: (a.split(b or "a", n), a.rsplit(b or "a", n))),
    "str.splitblank": ("ts", lambda a, n: (a.split(None, n), a.rsplit(None, n))),
    "str.splitlines": ("t", lambda a: (a.splitlines(), a.splitlines(True))),
    "str.strip": ("tt", lambda a, b: (a.strip(), a.lstrip(b), a.rstrip(b))),
    "str.pad": ("ts", lambda a, n: (a.center(n, "é"), a.ljust(n), a.rjust(n, "*"), a.zfill(n), a.expandtabs(n))),
    "str.compare": ("tt", lambda a, b: (a < b, a == b)),
    "str.encode": ("teh", lambda a, e, h: a.encode(e, h)),
    "bytes.decode": ("bed", lambda a, e, h: a.decode(e, h)),
    "bytes.repr": ("b", repr),
    "bytes.hash": ("b", hash),
    "bytes.cases": ("b", lambda a: (a.title(), a.swapcase(), a.capitalize(), a.istitle(), a.islower(), a.isupper())),
    "bytes.hex": ("bs", lambda a, n: a.hex("-", n) if a else ""),
    "bytes.fromhex": ("n", bytes.fromhex),
    "bytes.split": ("bs", lambda a, n: (a.split(None, n), a.rsplit(None, n), a.splitlines(), a.strip())),
    "template.format": ("T", lambda template: template.format(1, "x", key=3)),
}  # fmt: skip
TEMPLATE_PIECES = ["{}", "{0}", "{1}", "{key}", "{", "}", "{{", "}}", "a", "{!r}", "{0:>4}", "{0:{key}}", "{!", "{0!s:5}", "{0!x}", "{:", "{0.}", "{2}", "{nokey}", "{nokey[", "{!rx}", "{a[}]}"]


def draw_argument(draw: Draw, code: str) -> object:
    pick = draw.random.choice
    makers: dict[str, Callable[[], object]] = {
        "i": draw.integer, "s": draw.small, "f": draw.number, "p": draw.modest, "m": draw.spec, "t": draw.text, "b": draw.octets,
        "n": draw.near_number, "c": draw.percent, "k": lambda: pick([0, 2, 8, 10, 10, 16, 36]),
        "e": lambda: pick(ENCODINGS), "h": lambda: pick(HANDLERS), "d": lambda: pick([name for name in HANDLERS if name != "xmlcharrefreplace"]),
        "T": lambda: "".join(pick(TEMPLATE_PIECES) for _ in range(draw.random.randint(1, 4))),
    }  # fmt: skip
    return makers[code]()


def field(value: object) -> str:
    """An argument in its travelling form."""
    if isinstance(value, float):
        text = value.hex()
    elif isinstance(value, bytes):
        text = value.decode("latin-1")
    else:
        text = str(value)
    return text.encode("utf-8", "surrogatepass").hex()


def main() -> None:
    """Prints the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20, help="vectors for each operation")
    parser.add_argument("--only", default="", help="operations that start so")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11) or sys.flags.hash_randomization:
        raise SystemExit("run this with CPython 3.11 and PYTHONHASHSEED=0")
    draw = Draw(options.seed)
    for name, (codes, compute) in OPERATIONS.items():
        for _ in range(options.count):
            arguments = [draw_argument(draw, code) for code in codes]
            if not name.startswith(options.only):
                continue
            try:
                expected = repr(compute(*arguments))
            except Exception as error:  # every exception is an expected result
                message = "Numerical result out of range" if isinstance(error, OverflowError) and len(error.args) == 2 else str(error)
                expected = f"!{type(error).__name__}: {message}"
            print("|".join([name, *map(field, arguments), field(expected)]))


if __name__ == "__main__":
    main()
