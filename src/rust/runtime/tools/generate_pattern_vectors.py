"""Writes vectors for the matcher of `library/re`: a compiled pattern, a text, what CPython 3.11 finds.

    python3.11 tools/generate_pattern_vectors.py --seed 1 --count 1500 > tests/vectors/patterns.txt
    python3.11 tools/generate_pattern_vectors.py --seed 7 --count 60000 > /tmp/many.txt
    FERROTYPE_PATTERN_VECTORS=/tmp/many.txt cargo test pattern_vectors

A line holds, with tabs between: the pattern's repr and flags, its codes, the number of groups, the text's code points,
the method, the first position, the expected spans and last index (`;` between matches, `SystemError` where CPython
itself gives up because a group's end lies before its start).
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import warnings
from re import _compiler, _parser  # type: ignore[attr-defined]
from types import FrameType

LETTERS = "aabbc1k"
ALPHABET = "abcABkKs1_ \n\x1céÉßſ\U00010400\U00010428µμıİiI٣"
CLASSES = [r"\w", r"\d", r"\s", r"\W", r"\D", r"\S"]
SETS = "[abc] [^a] [a-c1] [^\\w] [\\s\\d] [A-Zé-ü] [k-s] [^b-c] [\\W_] [a-z\U00010400-\U00010428] [aα-ωbБ-Яz]".split()
POSITIONS = ["^", "$", r"\b", r"\B", r"\A", r"\Z"]
FLAGS = [0, 0, 0, re.I, re.M, re.S, re.A, re.I | re.A]
MOST_MATCHES = 30


class Patterns:
    """Random patterns that nest three deep at most."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.groups = 0

    def pattern(self) -> str:
        self.groups = 0
        return self.alternatives(3)

    def alternatives(self, depth: int) -> str:
        return "|".join(self.sequence(depth) for _ in range(self.draw.choice([1, 1, 1, 2, 2, 3])))

    def sequence(self, depth: int) -> str:
        least = 0 if depth < 2 else 1
        return "".join(self.repeated(self.atom(depth)) for _ in range(self.draw.randint(least, 3)))

    def repeated(self, atom: str) -> str:
        if self.draw.random() < 0.55:
            return atom
        bounds = self.draw.choice(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "{,2}"])
        return atom + bounds + self.draw.choices(["", "?", "+"], [55, 30, 15])[0]

    def atom(self, depth: int) -> str:
        kinds = ["letter", "dot", "class", "set", "position"]
        weights = [38, 7, 7, 8, 6]
        if depth > 0:
            kinds += ["group", "plain", "ahead", "behind", "atomic", "again", "condition", "ignore"]
            weights += [14, 6, 3, 2, 2, 3, 2, 1]
        kind = self.draw.choices(kinds, weights)[0]
        simple = {"letter": list("abcAB1kKsiIé"), "dot": ["."], "class": CLASSES, "set": SETS, "position": POSITIONS}
        if kind in simple:
            return self.draw.choice(simple[kind])
        if kind in ("again", "condition") and not self.groups:
            return "a"
        number = self.draw.randint(1, max(self.groups, 1))
        if kind == "again":
            return f"\\{number}"
        if kind == "condition":
            return f"(?({number}){self.sequence(depth - 1)}|{self.sequence(depth - 1)})"
        if kind == "behind":
            return self.draw.choice(["(?<=", "(?<!"]) + self.draw.choice(["a", "ab", "[abc]", "(?:a|b)", r"\b"]) + ")"
        if kind == "group":
            self.groups += 1
        opening = {"group": "(", "plain": "(?:", "atomic": "(?>", "ignore": "(?i:"}
        start = opening.get(kind) or self.draw.choice(["(?=", "(?!"])
        return start + self.alternatives(depth - 1) + ")"


def stop(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def found(pattern: re.Pattern[str], method: str, text: str, position: int) -> str:
    """The expected field. Raises ``TimeoutError`` where backtracking takes too long."""
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        if method == "search":
            scanner = pattern.scanner(text, position)  # type: ignore[attr-defined]
            matches = []
            while len(matches) <= MOST_MATCHES and (match := scanner.search()):
                matches.append(match)
        else:
            matches = [getattr(pattern, method)(text, position)]
    except SystemError:
        return "SystemError"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    shown = []
    for match in matches:
        spans = " ".join(f"{start},{end}" for start, end in match.regs) if match else ""
        shown.append(f"{spans} {match.lastindex or -1}" if match else "None")
    return ";".join(shown)


def main() -> None:
    """Prints the vectors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1500)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    draw = random.Random(options.seed)
    patterns = Patterns(draw)
    written = 0
    while written < options.count:
        source, flags = patterns.pattern(), int(draw.choice(FLAGS))
        try:
            pattern = re.compile(source, flags)
            parsed = _parser.parse(source, flags)
        except (re.error, OverflowError):
            continue
        codes = " ".join(str(int(code)) for code in _compiler._code(parsed, flags))
        if len(codes) > 2000 and draw.random() < 0.8:
            continue  # large sets alone would fill the file
        for _ in range(4):
            text = "".join(draw.choice(ALPHABET if draw.random() < 0.3 else LETTERS) for _ in range(draw.randint(0, 9)))
            method = draw.choice(["match", "fullmatch", "search", "search"])
            position = min(draw.choice([0, 0, 0, 1, 2]), len(text))
            try:
                expected = found(pattern, method, text, position)
            except TimeoutError:
                continue
            if expected == "SystemError" and method == "search":
                continue
            points = " ".join(str(ord(character)) for character in text)
            print(f"{source!r} {flags}", codes, pattern.groups, points, method, position, expected, sep="\t")
            written += 1


if __name__ == "__main__":
    main()
