"""What random functions are called with, and what they call: the start of each module of them.

Values that a function could double again and again are shortened by themselves.
"""

from __future__ import annotations

import sys
from typing import Any

LIMIT = 120
TICKS = [0]
NOTES: list[str] = []
FACTOR: Any = 2


class TooLong(Exception):
    """A function ran for too long."""


def tick() -> None:
    TICKS[0] += 1
    if TICKS[0] > LIMIT:
        raise TooLong(LIMIT)


def note(value: Any) -> None:
    if len(NOTES) < 40:
        NOTES.append(shown(value))


def effect(value: Any) -> Any:
    tick()
    return value


def helper(p: Any, q: Any) -> Any:
    return p - 2 + q


def halve(p: Any) -> Any:
    return (p + 1) / 2


def other_helper(p: Any, q: Any) -> Any:
    return q


plain_helper = helper


class Text(str):
    """A short str."""

    def __add__(self, other: Any) -> Any:
        return Text(str.__add__(self, other)[:8])

    def __mul__(self, other: Any) -> Any:
        return Text(str.__mul__(self, min(other, 3))[:8])

    def __rmul__(self, other: Any) -> Any:
        return Text(str.__mul__(self, min(other, 3))[:8])


class OwnItems(list[Any]):
    def __getitem__(self, index: Any) -> Any:
        note("item")
        return 7


class Dropped(int):
    """Changes a list when it goes."""

    items: list[Any]

    def __del__(self) -> None:
        note(f"dropped {int(self)}")
        if self > 5:
            self.items.clear()
        elif len(self.items) < 9:
            self.items.append(int(self))


def dropped(items: list[Any], *numbers: int) -> list[Any]:
    made: list[Any] = []
    for number in numbers:
        value = Dropped(number)
        value.items = items
        made.append(value)
    return made


def lists_that_change_others() -> tuple[Any, ...]:
    other: list[Any] = [1, 2, 3]
    items = dropped(other, 1, 2, 3)
    return 1, 2, 3, items, [((1, [2, 3]), 4)], [other, dropped(items, 4, 5), dropped(other, 6, 7)]


class NumberOfTurns:
    """Iterates over few ints, and gives names another meaning meanwhile."""

    def __init__(self, turns: int) -> None:
        self.turns = turns

    def __len__(self) -> int:
        return self.turns

    def __getitem__(self, index: Any) -> Any:
        return index

    def __iter__(self) -> Any:
        return Turns(self.turns)


class Turns:
    def __init__(self, left: int) -> None:
        self.left = left

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> int:
        global FACTOR, helper
        self.left -= 1
        if self.left == 1:
            FACTOR = 0.5
            helper = other_helper
        if self.left < 0:
            raise StopIteration
        return self.left


NAN, INFINITE = float("nan"), float("inf")

ARGUMENT_KINDS: dict[str, Any] = {
    "ints": lambda: (1, 2, 3, [1, 2, 3, 4], [((1, [2, 3]), 4)] * 3, [[1, 2], [3, 4]]),
    "floats": lambda: (
        *(1.5, 2.25, 3, [0.5, 1.5, 2.5]),
        [((1.5, [2.5, 3.5]), 4.5), ((0.5, [1.0, 1.0]), 2.0)],
        [[0.5, 1.5], [2.5, -3.5]],
    ),
    "ints and floats": lambda: (
        *(2.0, True, 4, [1, 2.0, True, 1 << 60]),
        [((1, (2.0, 3)), 4.5), ((1 << 70, [2, 3]), 0.0)],
        [[1, 2.0], (0.5, 3)],
    ),
    "ints near 2**47": lambda: (
        *((1 << 47) - 1, -(1 << 47), 3, [1 << 47, -(1 << 47) - 1, (1 << 47) - 2]),
        [(((1 << 53) + 1, [(1 << 53) - 1, 3]), 1 << 47)],
        [[1 << 46, 1 << 47], [1, -1]],
    ),
    "ints near 2**63": lambda: (
        *((1 << 63) - 1, 1 << 62, 2, [1 << 62, -(1 << 63), 1 << 63, 5]),
        [((1, [1 << 63, 3]), 4), ((1, [2, 3, 4]), 4)],
        [[1 << 62, (1 << 63) - 1], [-(1 << 63), -1]],
    ),
    "floats at the edges": lambda: (
        *(-1.5, 1e308, 3, [NAN, INFINITE, -0.0, 5e-324]),
        [((INFINITE, [0.0, -0.0]), NAN)],
        [[-0.0, NAN], [1e308, -INFINITE]],
    ),
    "tuples": lambda: (0, 0.0, 3, (1, 2.5, 3), (((1, b"ab"), 4),), ((1, 2), [0.5, 1])),
    "dicts": lambda: (
        *(1, 1, 3, {0: 1, 1: 2, 2: 3, -1: 5}),
        [((1, {2: 3, 4: 5}), 6)],
        {0: [1, 2], 1: {0: 3, 1: 4}, (1, 2): 0},
    ),
    "a list's subclass": lambda: (
        *(1, 2, 3, OwnItems([1, 2, 3]), OwnItems([((1, OwnItems([2, 3])), 4)])),
        [OwnItems([1, 2]), OwnItems([3, 4])],
    ),
    "strs": lambda: (
        *(Text("x"), 2, 2, [Text("a"), Text("b"), 3]),
        [((Text("q"), [2, 3]), 4)],
        [[Text("r"), 1], "st"],
    ),
    "rows of other lengths": lambda: (
        *(1, 2.0, 2, [4]),
        [((1, [2, 3]), 4), ((1, [2, 3, 4]), 5), ((1, [2, 3]), 4)],
        [[1, 2], [3], []],
    ),
    "rows that cannot be unpacked": lambda: (
        *(1, 2, 2, [], [((1, [2, 3]), 4), ((1, 7), 5)]),
        [[1, 2], None],
    ),
    "items that change another list": lists_that_change_others,
    "an iterator that changes names": lambda: (
        *(1, 0.5, 3, NumberOfTurns(4), [((1, NumberOfTurns(2)), 4)] * 2),
        [NumberOfTurns(2), [1, 2]],
    ),
}


def shown(value: Any, depth: int = 0) -> str:
    """A short text that tells values apart."""
    if type(value) is int and abs(value) >= 1 << 200:
        return f"<int of {value.bit_length()} bits, {value % 1000003}>"
    if depth < 4 and type(value) in (list, tuple):
        inner = ", ".join([shown(item, depth + 1) for item in value[:24]])
        return f"{type(value).__name__}({len(value)}: {inner})"
    text = repr(value)
    return type(value).__name__ if " object at 0x" in text else text[:120]


def lines_in(place: Any) -> list[int]:
    """The lines that a traceback names below its first one."""
    lines = []
    while place.tb_next is not None:
        place = place.tb_next
        lines.append(place.tb_lineno)
    return lines


def outcome(function: Any, arguments: Any) -> str:
    try:
        return shown(function(*arguments))
    except UnboundLocalError as error:
        # CPython may name the line before
        return f"UnboundLocalError: {error}"
    except Exception as error:
        lines = lines_in(error.__traceback__)
        return f"{type(error).__name__}: {str(error)[:120]} at {lines}"


def run(function: Any) -> None:
    """One line for each kind of arguments: result or exception, notes, arguments afterwards."""
    global FACTOR, helper
    sys.setrecursionlimit(900)
    for kind, make in ARGUMENT_KINDS.items():
        TICKS[0] = 0
        NOTES.clear()
        FACTOR = 2
        helper = plain_helper
        arguments = make()
        result = outcome(function, arguments)
        print(kind, result, " ".join(NOTES), shown(arguments), sep=" | ")
