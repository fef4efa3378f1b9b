"""Functions and classes for modules: shapes of real code, with names and numbers drawn for each.

A shape's text has ``$name`` for the function, ``$Name`` for a class beside it, ``$noun`` for a word,
and ``$a``, ``$b``, ``$c`` for numbers between 2 and 97. Each ends for every input that ``call`` gives
it, needs nothing but the modules in ``imports``, and gives something that prints the same each time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from string import Template

from bench.monorepo.words import NOUNS, VERBS


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of function: what it imports, its text, arguments to call it with."""

    call: str
    text: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function that other modules may call as ``name(call)``."""

    name: str
    call: str
    text: str
    imports: tuple[str, ...]


SHAPES = (
    Shape(
        "$a",
        '''
def $name(limit: int = $b) -> int:
    """The sum of the $noun below a limit, every $c-th left out."""
    total = 0
    for number in range(limit):
        if number % $c == 0:
            continue
        total += number * $a - number // $b
    return total
''',
    ),
    Shape(
        "$a, $b",
        '''
def $name(first: int, second: int) -> list[int]:
    """How often one fits into the other, and what is left, down to nothing."""
    found = []
    while second:
        times, rest = divmod(first, second)
        found.append(times)
        first, second = second, rest
    found.append(first)
    return found
''',
    ),
    Shape(
        '"$noun of $c and $a $noun, and of $c"',
        '''
def $name(text: str) -> dict[str, int]:
    """How often each word occurs, most frequent first."""
    counts: dict[str, int] = {}
    for word in text.lower().replace(",", " ").split():
        # Numbers count under one name.
        key = "$noun" if word.isdigit() else word
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
''',
    ),
    Shape(
        "[$a, $b, $c, $b, 1]",
        '''
def $name(values: list[int]) -> list[tuple[int, int]]:
    """Runs of $noun: each value with the number of those in a row that are not above it."""
    stack: list[tuple[int, int]] = []
    for value in values:
        length = 1
        while stack and stack[-1][0] <= value:
            length += stack.pop()[1]
        stack.append((value, length))
    return stack
''',
    ),
    Shape(
        "[$a, $b, $c]",
        '''
class $Name:
    """A running mean of $noun, with the extremes."""

    def __init__(self, start: float = 0.0) -> None:
        self.count = 0
        self.total = start
        self.lowest: float | None = None
        self.highest: float | None = None

    def add(self, value: float) -> None:
        self.count += 1
        self.total += value
        if self.lowest is None or value < self.lowest:
            self.lowest = value
        if self.highest is None or value > self.highest:
            self.highest = value

    @property
    def mean(self) -> float:
        if not self.count:
            return 0.0
        return self.total / self.count

    def __repr__(self) -> str:
        return f"$Name({self.count}, {self.mean:.3f}, {self.lowest}..{self.highest})"


def $name(values: list[float]) -> str:
    """What is known of these $noun."""
    mean = $Name()
    for value in values:
        mean.add(value * $a / $b)
    return repr(mean)
''',
    ),
    Shape(
        '"$noun-$a", $b',
        '''
@dataclasses.dataclass(frozen=True, order=True)
class $Name:
    """A key of $noun."""

    rank: int
    label: str
    tags: tuple[str, ...] = ()

    def moved(self, by: int) -> "$Name":
        return dataclasses.replace(self, rank=self.rank + by)


def $name(label: str, count: int = $c) -> list[str]:
    """Keys around a label, in order."""
    keys = [$Name(count % (step + 2), label, (str(step),)) for step in range(4)]
    keys += [key.moved(-$a) for key in keys if key.rank % 2]
    return [f"{key.rank}:{key.label}:{'/'.join(key.tags)}" for key in sorted(keys)]
''',
        ("dataclasses",),
    ),
    Shape(
        "$a",
        '''
def $name(count: int) -> list[int]:
    """The first $noun of a sequence that starts anew when it grows past a bound."""

    def terms():
        before, now = 0, 1
        while True:
            yield now
            before, now = now, (before * $a + now) % ${b}77

    found = []
    for number, term in enumerate(terms()):
        if number == count % 12:
            break
        found.append(term)
    return found
''',
    ),
    Shape(
        '"$a;$noun;x;$b"',
        '''
class ${Name}Error(ValueError):
    """A field of $noun that is no number."""


def _${name}_field(field: str) -> int:
    try:
        return int(field)
    except ValueError as error:
        raise ${Name}Error(f"not a number: {field!r}") from error


def $name(line: str) -> tuple[int, list[str]]:
    """The sum of the fields of a line, and what was wrong with the others."""
    total, wrong = 0, []
    for field in line.split(";"):
        try:
            total += _${name}_field(field.strip())
        except ${Name}Error as error:
            wrong.append(f"{error} ({type(error.__cause__).__name__})")
        finally:
            total += 1
    return total, wrong
''',
    ),
    Shape(
        "$a / $b",
        '''
def $name(ratio: float, steps: int = 20) -> float:
    """A root of $noun by bisection."""
    low, high = 0.0, max(1.0, ratio)
    for _ in range(steps):
        middle = (low + high) / 2
        if middle * middle < ratio:
            low = middle
        else:
            high = middle
    return round((low + high) / 2, 6)
''',
    ),
    Shape(
        "$a, $b",
        '''
def $name(row: int, column: int) -> int:
    """Ways through a grid of $noun, with a wall on every $c-th place."""

    @functools.cache
    def ways(i: int, j: int) -> int:
        if i == 0 or j == 0:
            return 1
        if (i * $a + j) % $c == 0:
            return 0
        return ways(i - 1, j) + ways(i, j - 1)

    return ways(row % 9, column % 9)
''',
        ("functools",),
    ),
    Shape(
        '["$noun", "a$noun", "", "$a", "b"]',
        '''
def $name(names: list[str]) -> dict[str, list[str]]:
    """Names by their first letter, each with those after it."""
    groups = collections.defaultdict(list)
    for name in names:
        head, *rest = name or "?"
        groups[head].append("".join(rest))
    return {head: sorted(rests) for head, rests in sorted(groups.items())}
''',
        ("collections",),
    ),
    Shape(
        "[$a, $b, $c, $a]",
        '''
def $name(weights: list[int]) -> tuple[list[int], int]:
    """The order in which $noun are served, lightest first, and the cost."""
    heap = list(weights)
    heapq.heapify(heap)
    order, cost = [], 0
    while len(heap) > 1:
        one = heapq.heappop(heap)
        two = heapq.heappop(heap)
        order.append(one)
        cost += one + two
        heapq.heappush(heap, one + two)
    return order + heap, cost
''',
        ("heapq",),
    ),
    Shape(
        "[($a, $b), ($b, $c), ($c, 1)]",
        '''
def $name(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of $noun, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((min(span), max(span)) for span in spans):
        if merged and start <= merged[-1][1]:
            first, last = merged.pop()
            merged.append((first, max(last, end)))
        else:
            merged.append((start, end))
    return merged
''',
    ),
    Shape(
        '"k=$a, name=$noun; k2=$b"',
        '''
_${name}_pair = re.compile(r"(\\w+)\\s*=\\s*([\\w.]+)")


def $name(text: str) -> dict[str, object]:
    """The settings of $noun in a text."""
    found: dict[str, object] = {}
    for match in _${name}_pair.finditer(text):
        key, value = match.groups()
        found[key] = int(value) if value.isdecimal() else value
    return found
''',
        ("re",),
    ),
    Shape(
        "[$a, None, '$noun', 2.5, [$b]]",
        '''
def $name(values: list[object]) -> list[str]:
    """What kind each of the $noun is."""
    kinds = []
    for value in values:
        match value:
            case None:
                kinds.append("none")
            case int() if value > $c:
                kinds.append(f"more than $c by {value - $c}")
            case int() | float():
                kinds.append("number")
            case [first, *rest]:
                kinds.append(f"{first} and {len(rest)}")
            case _:
                kinds.append(type(value).__name__)
    return kinds
''',
    ),
    Shape(
        "$a, $b, $c",
        '''
def $name(rows: int, columns: int, factor: int = $a) -> list[int]:
    """The product of a grid of $noun with a vector."""
    height, width = rows % 6 + 1, columns % 6 + 1
    grid = [[(i * factor + j) % $b for j in range(width)] for i in range(height)]
    vector = [column - $c for column in range(width)]
    return [sum(cell * scale for cell, scale in zip(row, vector)) for row in grid]
''',
    ),
    Shape(
        '"$noun", $a',
        '''
class $Name(enum.Enum):
    """States of $noun."""

    WAITING = "waiting"
    MOVING = "moving"
    DONE = "done"

    @property
    def following(self) -> "$Name":
        states = list($Name)
        return states[(states.index(self) + 1) % len(states)]


def $name(label: str, steps: int = $b) -> str:
    """A label's state after some steps."""
    state = $Name.WAITING
    for _ in range(steps % 7):
        state = state.following
    return f"{label}: {state.value}"
''',
        ("enum",),
    ),
    Shape(
        "$a, $b",
        '''
def $name(amount: int, parts: int) -> list[int]:
    """An amount of $noun in parts that differ by one at most."""
    if parts <= 0:
        raise ValueError(f"cannot split into {parts} parts")
    size, larger = divmod(amount, parts)
    shares = [size + 1] * larger + [size] * (parts - larger)
    assert sum(shares) == amount
    return shares[: $c]
''',
    ),
    Shape(
        '"$noun", "$a$noun"',
        '''
def $name(one: str, other: str) -> int:
    """How many letters to change to make one text of $noun the other."""
    before = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        now = [i]
        for j, right in enumerate(other, 1):
            changed = before[j - 1] + (left != right)
            now.append(min(changed, before[j] + 1, now[j - 1] + 1))
        before = now
    return before[-1]
''',
    ),
    Shape(
        "{'$noun': $a, 'other': {'deep': [$b, True, None]}}",
        '''
def $name(value: object, depth: int = 0) -> list[str]:
    """The paths in nested $noun, one a line."""
    if depth > $a:
        return ["too deep"]
    if isinstance(value, dict):
        return [
            f"{key}.{line}" for key, part in value.items() for line in $name(part, depth + 1)
        ]
    if isinstance(value, (list, tuple)):
        return [
            f"[{place}] {line}"
            for place, part in enumerate(value)
            for line in $name(part, depth + 1)
        ]
    return [json.dumps(value)]
''',
        ("json",),
    ),
    Shape(
        "range($a, $a + 9)",
        '''
class $Name:
    """A window over $noun that forgets what is old."""

    __slots__ = ("_items", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self._items: list[int] = []

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, item: int) -> bool:
        return item in self._items

    def push(self, item: int) -> None:
        self._items.append(item)
        if len(self._items) > self.size:
            del self._items[0]


def $name(numbers) -> list[int]:
    """How full a window is while $noun pass, and at last what it holds."""
    window = $Name($c % 5 + 1)
    seen = []
    for number in numbers:
        window.push(number * $b % $c)
        seen.append(len(window) + ($a in window))
    return [*seen, *window]
''',
    ),
    Shape(
        "$a",
        '''
def $name(seconds: int) -> str:
    """A time of $noun for people."""
    minutes, seconds = divmod(seconds * ${b}, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (seconds, "s")]
    shown = " ".join(f"{number} {unit}" for number, unit in parts if number)
    return shown or "at once"
''',
    ),
    Shape(
        "$a, $b",
        '''
def $name(key: int, count: int = $b, *, scale: float = 0.5) -> dict[int, float]:
    """Shares of $noun that fall by a factor, until they are too small to count."""
    share = 1.0
    shares = {}
    for place in range(count):
        if share < 1e-3:
            break
        shares[key + place * $a] = round(share, 4)
        share *= scale
    else:
        shares[-1] = 0.0
    return shares
''',
    ),
    Shape(
        "[$c, $a, $b]",
        '''
def $name(values: list[int]) -> list[int]:
    """Where each value would go among $noun kept in order."""
    kept: list[int] = [$a, $b]
    kept.sort()
    places = []
    for value in values:
        place = bisect.bisect_left(kept, value)
        places.append(place)
        kept.insert(place, value)
    return places
''',
        ("bisect",),
    ),
)


def drawn_function(draw: random.Random, taken: set[str]) -> Function:
    """A function of a shape that is drawn, under a name that is not taken yet; it then is."""
    shape = draw.choice(SHAPES)
    while True:
        name = f"{draw.choice(VERBS)}_{draw.choice(NOUNS)}"
        if name not in taken:
            break
    taken.add(name)
    values = {
        "name": name,
        "Name": "".join(word.title() for word in name.split("_")),
        "noun": draw.choice(NOUNS),
        **{letter: str(draw.randint(2, 97)) for letter in "abc"},
    }
    return Function(
        name,
        Template(shape.call).substitute(values),
        Template(shape.text).substitute(values).strip("\n"),
        shape.imports,
    )
