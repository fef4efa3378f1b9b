"""Writes vectors for `library/math`: a function, its arguments, what CPython 3.11 gives.

    python3.11 tools/generate_math_vectors.py --seed 1 --count 60 > tests/vectors/math.txt
    python3.11 tools/generate_math_vectors.py --seed 7 --count 9000 > /tmp/many.txt
    FERROTYPE_MATH_VECTORS=/tmp/many.txt cargo test math_vectors

A line is `function|argument|…|expected`. Floats are `float.hex` with an `f` before it, integers are decimal with an `i`
before it; the expected field is one of those, several with blanks between, or `!Class: message`.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Callable

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e308, -1e308, 5e-324, 2.2250738585072014e-308, math.inf, -math.inf, math.nan]
UNARY = "acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 log1p sin sinh sqrt tan tanh".split()
OTHER = "log log2 log10 gamma lgamma frexp modf ulp degrees radians".split()
BINARY = "pow atan2 fmod remainder nextafter hypot".split()


def text(result: object) -> str:
    """A field of a line."""
    if isinstance(result, tuple):
        return " ".join(text(part) for part in result)
    if isinstance(result, float):
        return "f" + result.hex()
    return f"i{int(result)}"  # type: ignore[call-overload]


def line(name: str, function: Callable[..., object], *arguments: object) -> None:
    try:
        result = function(*arguments)
    except (ValueError, OverflowError) as error:
        expected = f"!{type(error).__name__}: {error}"
    else:
        expected = text(result)  # outside of `try`: an error here is none of the function's
    print(name, *(text(argument) for argument in arguments), expected, sep="|")


def main() -> None:
    """Prints the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    sys.set_int_max_str_digits(0)

    def number() -> float:
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(SPECIAL)
        if kind < 0.7:
            return draw.randint(-400, 400) / draw.choice([1, 2, 4, 100])
        return math.ldexp(draw.uniform(-1, 1), draw.randint(-1073, 1023))

    for name in UNARY + OTHER:
        for value in SPECIAL + [number() for _ in range(options.count)]:
            line(name, getattr(math, name), value)
    for name in BINARY:
        for _ in range(options.count * 4):
            line(name, getattr(math, name), number(), number())
    for _ in range(options.count * 3):
        line("ldexp", math.ldexp, number(), draw.choice([0, 1, -1, 10, -1074, 1023, 2000, -3000, 10**12, -(10**12)]))
        count = draw.randint(0, 6)
        near = [draw.choice([1e16, 1.0, -1e16, 1e-16, 2**53, 0.1, -0.1, 1e100, -1e100]) for _ in range(count)]
        line("fsum", lambda *values: math.fsum(values), *(near if draw.random() < 0.7 else [number() for _ in near]))
        line("dist", lambda *values: math.hypot(*values), *(number() for _ in range(draw.randint(1, 5))))
    for _ in range(options.count * 3):
        n = draw.choice([draw.randint(-3, 40), draw.randint(0, 600), draw.getrandbits(70)])
        k = draw.choice([draw.randint(-3, 12), draw.randint(0, 40), n, n - 2])
        if min(abs(k), abs(n - k)) < 5000:
            line("comb", math.comb, n, k)
        if k < 5000 or k > n:
            line("perm", math.perm, n, k)
        if n < 5000:
            line("factorial", math.factorial, n)
        line("lcm", math.lcm, n, k)
        line("gcd", math.gcd, n, k)


if __name__ == "__main__":
    main()
