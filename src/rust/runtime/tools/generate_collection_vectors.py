"""Record what CPython 3.11 does with sets, dicts, sorts, slices and hashes.

Run with CPython 3.11; writes `tests/vectors/collections.txt` beside this folder.
One operation a line; a line that begins with `=` is the result of the one
before. The random numbers are seeded: the file is the same every time.
"""

from __future__ import annotations

import random
from pathlib import Path

OPERATIONS = 2600
RANGES = (10, 40, 200, 5000, 2**40)
NAMES = (
    ["add"] * 12
    + ["discard"] * 6
    + ["pop", "or", "and", "sub", "xor", "isub", "ior", "show", "frozenset_hash"]
    + ["dict_set"] * 3
    + ["dict_delete", "dict_pop", "dict_show", "sort", "slice", "tuple_hash"]
)
BINARY = {"or": "__or__", "and": "__and__", "sub": "__sub__", "xor": "__xor__"}


def rust_option(value: object) -> str:
    """Show an optional value the way the Rust test does."""
    return "None" if value is None else str(value)


class Logged:
    """A sort key that counts and mixes the pairs it is compared in."""

    values: list[int] = []
    mixed = 0
    count = 0

    def __init__(self, index: int) -> None:
        self.index = index

    def __lt__(self, other: Logged) -> bool:
        cls = Logged
        cls.count += 1
        cls.mixed = (cls.mixed * 1000003 % 2**64) ^ (self.index << 20 | other.index)
        return cls.values[self.index] < cls.values[other.index]


def sort_input(rnd: random.Random, span: int) -> list[int]:
    """Random, sorted, reversed, nearly sorted or three runs."""
    count = rnd.choice([0, 1, 2, 5, 30, 70, 130, 300])
    values = [rnd.randrange(span) for _ in range(count)]
    kind = rnd.randrange(5)
    if kind in (1, 3):
        values.sort()
    if kind == 2:
        values.sort(reverse=True)
    if kind == 3 and count:
        for _ in range(5):
            values[rnd.randrange(count)] = rnd.randrange(span)
    if kind == 4:
        third = count // 3
        values = sorted(values[:third]) + sorted(values[third : 2 * third]) + sorted(values[2 * third :], reverse=True)
    return values


def sort_line(values: list[int]) -> str:
    """Sort indices by logged comparisons; give counts and the order."""
    Logged.values, Logged.mixed, Logged.count = values, 0, 0
    order = [key.index for key in sorted(map(Logged, range(len(values))))]
    return f"{Logged.count} {Logged.mixed} {order}"


def main() -> None:
    """Write the vectors."""
    rnd = random.Random(3)
    sets: list[set[int]] = [set() for _ in range(4)]
    table: dict[int, int] = {}
    lines: list[str] = ["# Written by tools/generate_collection_vectors.py from CPython 3.11."]

    def emit(command: str, result: str | None = None) -> None:
        lines.append(command)
        if result is not None:
            lines.append(f"= {result}")

    for step in range(OPERATIONS):
        span = rnd.choice(RANGES)
        name = rnd.choice(NAMES)
        a, b, c = (rnd.randrange(4) for _ in range(3))
        key = rnd.randrange(span)
        if name == "add":
            sets[a].add(key)
            emit(f"add {a} {key}")
        elif name == "discard":
            if sets[a] and rnd.random() < 0.6:
                key = rnd.choice(list(sets[a]))
            sets[a].discard(key)
            emit(f"discard {a} {key}")
        elif name == "pop":
            emit(f"pop {a}", rust_option(sets[a].pop() if sets[a] else None))
        elif name in BINARY:
            if b != c or name in ("or", "and"):
                sets[a] = getattr(sets[b], BINARY[name])(sets[c])
                emit(f"{name} {a} {b} {c}")
        elif name in ("isub", "ior"):
            if a != b:
                sets[a] = sets[a].__isub__(sets[b]) if name == "isub" else sets[a].__ior__(sets[b])
                emit(f"{name} {a} {b}")
        elif name == "show":
            emit(f"show {a}", str(list(sets[a])))
        elif name == "frozenset_hash":
            emit(f"frozenset_hash {a}", str(hash(frozenset(sets[a]))))
        elif name == "dict_set":
            table[key] = step
            emit(f"dict_set {key} {step}")
        elif name == "dict_delete":
            key = rnd.choice(list(table)) if table else 0
            table.pop(key, None)
            emit(f"dict_delete {key}")
        elif name == "dict_pop":
            emit("dict_pop", rust_option(table.popitem() if table else None))
        elif name == "dict_show":
            emit("dict_show", str(list(table.items())))
        elif name == "sort":
            values = sort_input(rnd, span)
            if values:
                emit("sort " + " ".join(map(str, values)), sort_line(values))
        elif name == "slice":
            start, stop, stride = (rnd.choice([None, rnd.randrange(-12, 12)]) for _ in range(3))
            length = rnd.randrange(9)
            if stride != 0:
                found = slice(start, stop, stride).indices(length)
                emit(f"slice {start} {stop} {stride} {length}", f"{found} {len(range(*found))}")
        elif name == "tuple_hash":
            values = [rnd.randrange(-(2**40), 2**40) for _ in range(1 + rnd.randrange(6))]
            emit("tuple_hash " + " ".join(map(str, values)), str(hash(tuple(values))))
    target = Path(__file__).parent.parent / "tests" / "vectors" / "collections.txt"
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
