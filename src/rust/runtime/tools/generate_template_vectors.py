"""Writes vectors for replacement templates: the template, what CPython 3.11 makes of it.

    python3.11 tools/generate_template_vectors.py --seed 1 --count 1200 > tests/vectors/templates.txt

The pattern has three groups, the second named `name`. A line is the template's code points, a tab, and the expected
parts: `t` and code points of a literal, `g` and a group's number, `,` between; or `!message`.
"""

from __future__ import annotations

import argparse
import random
import re
import warnings
from re import _parser  # type: ignore[attr-defined]

PIECES = ["\\", "\\g", "<", ">", "g<", "name", "1", "2", "3", "7", "0", "9", "12", "8", "a", "n", "q", "b", ".", "é", "\\g<name>", "\\g<1>", "\\g<4>", "\\g<x y>", "\\g<+1>", "\\g<-1>", "\\g<99999999999>", "\\g<>", "\\g<é>", "\\1", "\\100", "\\477", "\\\\", "\n"]  # fmt: skip


def expected(template: str) -> str:
    """The second field."""
    pattern = re.compile("(a)(?P<name>b)(c)")
    try:
        groups, literals = _parser.parse_template(template, pattern)
    except re.error as error:
        return f"!{error.msg}@{error.pos}"
    except IndexError as error:
        return f"!{error}"
    except DeprecationWarning:
        return "!deprecated"
    numbers = dict(groups)
    parts = []
    for index, literal in enumerate(literals):
        points = "" if literal is None else " ".join(str(ord(character)) for character in literal)
        parts.append(f"g{numbers[index]}" if literal is None else f"t{points}")
    return ",".join(parts)


def main() -> None:
    """Prints the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1200)
    options = parser.parse_args()
    warnings.simplefilter("error")
    draw = random.Random(options.seed)
    for _ in range(options.count):
        template = "".join(draw.choice(PIECES) for _ in range(draw.randint(0, 5)))
        print(" ".join(str(ord(character)) for character in template), expected(template), sep="\t")


if __name__ == "__main__":
    main()
