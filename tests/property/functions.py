"""Random functions with loops over numbers and lists, from tables of statements and expressions.

What specialised versions cover, and what makes them hand over. Every loop is bounded: by
`tick()`, or by a range or list that its body cannot make longer. So are the values: products
have a factor that is a literal, or are taken modulo one; lists that could double are cut.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from random import Random

from tests.property import arguments
from tests.property.modules import Generator, Program
from tests.property.templates import Table

DEPTH = 3
"""How deeply statements are nested, and expressions in each."""

STATEMENTS: Table = {
    "{target} = {number}": 20,
    "{integer_target} = {integer}": 8,
    "{integer_target} {accumulate_integer} {integer}": 6,
    "{target} {accumulate} {number}": 14,
    "{target} {scale} {factor}": 6,
    "{target} **= {float_exponent}": 1,
    "{list}[{index}] = {number}": 10,
    "{list}[{index}] {accumulate} {number}": 6,
    "grid[{index}][{index}] = {number}": 2,
    "grid[{index}][{index}] {accumulate} {number}": 1,
    "{copy}.append({number})": 3,
    "{list}.append({number})": 1,
    "{copy}.insert({index}, {number})": 2,
    "{target} = {list}.pop({index})": 1,
    "push({number})": 2,
    "put({index}, {number})": 2,
    "{target} = take({index})": 2,
    "put({index}, take({index}))": 2,
    "{list}.insert({index}, {list}.pop({index}))": 1,
    "{copy} = {list}": 2,
    "{copy} = grid[{index}]": 1,
    "{copy} = {copy}[:]": 2,
    "{copy} = {list}[:]": 1,
    "{copy} = {list}[{index}:]": 0.5,
    "{copy} = {copy}[{index}:{index}]": 0.5,
    "{copy} = {list}[:{index} + 3]": 2,
    "{copy} = {copy}[0:3]": 2,
    "{copy} = {list}[::-1]": 1,
    "{copy} = list({list})": 1,
    "{copy} = [{number}, {number}, {number}]": 2,
    "{copy} = [{number}] * 3": 1,
    "{method} = {list}.{method_name}": 1,
    "{list1}[:] = {list}\ndel {list1}[12:]": 1,
    "{copy1}[:{index1} + 1] = {copy1}[{index1}::-1]\ndel {copy1}[12:]": 4,
    "{list1}[:{index1} + 1] = {list1}[{index1}::-1]\ndel {list1}[12:]": 1,
    "{list1}[:{index}] = {list}[{index}::{step}]\ndel {list1}[12:]": 1,
    "{list1}[{index}:{index}] = {list}[{index}:{index}]\ndel {list1}[12:]": 2,
    "{copy1}[{index1}:{index1} + 2] = {list}[{index2}:{index2} + 2]\ndel {copy1}[12:]": 2,
    "{copy1} += {list}\ndel {copy1}[12:]": 1,
    "del {copy}[{index}]": 0.5,
    "{target}, {target} = {number}, {number}": 3,
    "{target1}, {target2} = {target2}, {target1}": 2,
    "{target}, {target} = {list}[:2]": 1,
    "{target}, {target} = {list}": 0.5,
    "{target}, {target} = grid[{index}]": 1,
    "({target}, [{target}, {target}]), {target} = rows[{index}]": 1,
    "{integer_target}: int = {integer}": 1,
    "{target} = effect({number})": 2,
    "note({variable})": 2,
    "note({number} ** {exponent})": 2,
    "assert {condition}, {number}": 1,
    "{jump}": 6,
    "if {condition}:\n    {body}": 6,
    "if {condition}:\n    {body}\nelse:\n    {body}": 5,
    "if {condition}:\n    {body}\nelif {condition}:\n    {body}": 2,
    "{loop}": 16,
    "{quiet_loop}": 8,
    "{turn_loop}": 6,
}

LOOPS: Table = {
    "for {counter} in range({small}):\n    tick()\n    {body}": 4,
    "for {counter} in range({bound}):\n    tick()\n    {body}": 4,
    "for {counter} in range({bound}, {bound}):\n    tick()\n    {body}": 2,
    "for {counter} in range({bound}, {bound}, {step}):\n    tick()\n    {body}": 2,
    "for {target} in range({bound}):\n    tick()\n    {body}": 1,
    "for {target} in {list}:\n    tick()\n    {body}": 4,
    "for {target} in {list}[{index}:]:\n    tick()\n    {body}": 1,
    "for {counter}, {target} in enumerate({list}):\n    tick()\n    {body}": 3,
    "for {counter}, ({target}, {target}) in enumerate(grid):\n    tick()\n    {body}": 1,
    "for ({target}, [{target}, {target}]), {target} in rows:\n    tick()\n    {body}": 4,
    "for {target}, {target} in grid:\n    tick()\n    {body}": 2,
    "for {copy} in grid:\n    tick()\n    {body}": 1,
    "for {target} in {list}:\n    tick()\n    {body}\nelse:\n    {body}": 1,
    "while {condition}:\n    tick()\n    {body}": 3,
    "{counter1} = {bound}\nwhile {counter1} > 0:\n    {counter1} -= 1\n    tick()\n    {body}": 3,
    "while True:\n    tick()\n    {body}\n    if {condition}:\n        break": 2,
    "while {condition}:\n    tick()\n    {body}\nelse:\n    {body}": 1,
}

QUIET_LOOPS: Table = {
    "for {counter} in range({small}):\n    {quiet_body}": 5,
    "for {counter} in range(5, 0, -{small}):\n    {quiet_body}": 2,
    "for {target} in {list}:\n    {quiet_body}": 4,
    "for {counter}, {target} in enumerate({list}):\n    {quiet_body}": 2,
    "for ({target}, [{target}, {target}]), {target} in rows:\n    {quiet_body}": 4,
    "for {counter1} in range({small}):\n    for {counter} in range({counter1}):\n        {quiet_body}": 2,
}
"""Loops whose bodies call nothing and make no list longer: no tick keeps names from being trusted."""

QUIET_STATEMENTS: Table = {
    "{target} = {quiet_number}": 8,
    "{target} {accumulate} {quiet_number}": 6,
    "{target} {scale} {factor}": 2,
    "{target} = {variable}": 1,
    "{integer_target} = {quiet_integer}": 2,
    "{integer_target} {accumulate_integer} {quiet_integer}": 2,
    "ys[{index}] = {quiet_number}": 4,
    "zs[{index}] {accumulate} {quiet_number}": 3,
    "{target}, {target} = {quiet_number}, {quiet_number}": 2,
    "ys[:{index1} + 1] = ys[{index1}::-1]\ndel ys[12:]": 2,
    "if {quiet_condition}:\n    {quiet_body}": 2,
    "if {quiet_condition}:\n    {jump}": 1,
}

TURN_LOOPS: Table = {
    "for (x, zs), w in rows:\n    {turn_body}\n    {turn_body}": 3,
    "for (x, ys), w in rows:\n    {turn_body}\n    {turn_body}": 2,
    "pairs = list(zip(rows, rows[::-1]))\n"
    "for i in range({small}):\n"
    "    for ((x, ys), w), (({target}, zs), {target}) in pairs:\n"
    "        {turn_body}\n        {turn_body}": 4,
    "pairs = list(zip(rows, rows[::-1]))\n"
    "for i in range({small}):\n"
    "    for ((x, ys), w), (({target}, zs), {target}) in pairs:\n"
    "        {turn_body}\n        {turn_body}\n"
    "    for (x, zs), w in rows:\n"
    "        {turn_body}": 3,
    "for (x, [{target}, {target}]), w in rows:\n    {turn_body}": 1,
}
"""Loops that unpack, compute, and change floats in lists."""

TURN_STATEMENTS: Table = {
    "{target} = {turn_number}": 6,
    "{target} {accumulate} {turn_number}": 3,
    "ys[0] {change} {turn_number}": 3,
    "ys[1] {change} {turn_number}\nys[0] {change} {turn_number}": 3,
    "zs[0] {change} {turn_number}\nzs[1] {change} {turn_number}": 5,
    "zs[1] {change} {turn_number}": 3,
    "zs[2] {change} {turn_number}": 0.3,
}

TURN_NUMBERS: Table = {
    "{held}": 8,
    "({held} * 0.5)": 4,
    "({turn_number} {plain} {turn_number})": 6,
    "({turn_number} * {held}) % 1000003.5": 1,
    "({held} ** {float_exponent})": 2,
    "({turn_number} / {factor})": 1,
    "({turn_number} / {held})": 0.5,
    "{literal}": 1,
}

NUMBERS: Table = {
    "{atom}": 20,
    "({number} {plain} {number})": 22,
    "({atom} * {factor})": 8,
    "({factor} * {atom})": 3,
    "({number} * {number}) % {modulus}": 5,
    "({number} ** {exponent}) % {modulus}": 4,
    "({number} ** {float_exponent})": 4,
    "({number} {division} {factor})": 6,
    "({number} {division} {number})": 3,
    "({integer} {bitwise} {integer})": 3,
    "({number} {bitwise} {number})": 0.3,
    "({integer} << {small})": 2,
    "({number} << {small})": 0.3,
    "({integer} >> ({integer_variable} & 7))": 1,
    "({number} >> {integer_variable})": 0.2,
    "{integer}": 6,
    "(-{number})": 3,
    "(+{number})": 1,
    "(~{integer_variable})": 1,
    "{list}[{index}]": 10,
    "grid[{index}][{index}]": 2,
    "len({list})": 3,
    "helper({number}, {number})": 5,
    "halve({number})": 2,
    "effect({number})": 2,
    "({number} if {condition} else {number})": 4,
    "({condition})": 1,
    "{copy}.pop({index})": 1,
    "FACTOR": 2,
}

INTEGERS: Table = {
    "{integer_variable}": 10,
    "{small_index}": 6,
    "({integer} {plain} {integer})": 6,
    "({integer_variable} * {small})": 2,
    "({integer} // {small})": 1,
    "({integer} % {small})": 4,
    "({integer} % {integer})": 0.3,
    "({integer} {bitwise} {integer})": 1,
    "helper({integer}, {integer})": 1,
    "len({list})": 2,
    "({integer} if {condition} else {integer})": 1,
    "{copy}[{index}]": 1,
}

QUIET_NUMBERS: Table = {
    "{atom}": 10,
    "({quiet_number} {plain} {quiet_number})": 8,
    "({atom} * {factor})": 4,
    "({quiet_number} * {quiet_number}) % {modulus}": 2,
    "({atom} ** {float_exponent})": 2,
    "({quiet_number} {division} {quiet_number})": 3,
    "({quiet_integer} {bitwise} {quiet_integer})": 1,
    "{integer_variable}": 4,
    "{list}[{index}]": 5,
    "len({list})": 1,
    "helper({quiet_number}, {quiet_number})": 5,
    "({quiet_number} if {quiet_condition} else {quiet_number})": 1,
    "FACTOR": 1,
}

CONDITIONS: Table = {
    "{number} {comparison} {number}": 12,
    "{variable} {comparison} {literal}": 6,
    "{condition} and {condition}": 2,
    "{condition} or {condition}": 2,
    "not {condition}": 1,
    "{number} < {number} <= {number}": 1,
    "{number}": 2,
    "{variable}": 1,
    "{list}": 1,
    "{number} in {list}": 1,
}

LITERALS: Table = {
    **{text: 3 for text in "0 1 2 3 -1 7 0.5 -1.5 2.0".split()},
    **{
        text: 1
        for text in "0.0 -0.0 -3 9 10 255 0.1 3.75 -2.25 1e16 1e-7 1e300 5e-324 140737488355327"
        " 140737488355328 -140737488355329 9007199254740991 9007199254740993 4611686018427387904"
        " 9223372036854775807 -9223372036854775808 18446744073709551617 True".split()
    },
}

TABLES: Mapping[str, Table] = {
    "statement": STATEMENTS,
    "loop": LOOPS,
    "quiet_loop": QUIET_LOOPS,
    "quiet_statement": QUIET_STATEMENTS,
    "turn_loop": TURN_LOOPS,
    "turn_statement": TURN_STATEMENTS,
    "turn_number": TURN_NUMBERS,
    "held": {"x": 3, "w": 3, "{target}": 2},
    "change": {"+=": 3, "-=": 3, "*=": 0.3},
    "integer": INTEGERS,
    "quiet_integer": {"{integer_variable}": 3, "{small_index}": 1, "len({list})": 1},
    "number": NUMBERS,
    "quiet_number": QUIET_NUMBERS,
    "condition": CONDITIONS,
    "quiet_condition": {
        "{quiet_number} {comparison} {quiet_number}": 5,
        "not {quiet_number}": 1,
        "{variable}": 1,
    },
    "atom": {"{variable}": 3, "{literal}": 2},
    "literal": LITERALS,
    "index": {
        "{small_index}": 12,
        "{integer_variable}": 3,
        "{integer_variable} % 2": 10,
        "{integer_variable} - 1": 1,
        "len({list}) - 1": 1,
        "{variable}": 1,
    },
    "small_index": {"0": 8, "1": 5, "-1": 4, "2": 1, "-2": 1, "9": 0.1},
    "bound": {"n": 6, "len({list})": 6, "{small}": 6, "{integer_variable}": 3, "{variable}": 1},
    "small": {"1": 1, "2": 3, "3": 3, "4": 1},
    "step": {"1": 1, "-1": 4, "2": 2, "-2": 2, "3": 1},
    "factor": {"{literal}": 4, "{small}": 2},
    "modulus": dict.fromkeys(["7", "-5", "1000003", "2.5", "4611686018427387903"], 1),
    "exponent": {"2": 4, "3": 2, "-1": 1, "-2": 1, "0": 1, "1": 1, "{float_exponent}": 6},
    "float_exponent": {
        **dict.fromkeys(["0.5", "-1.5", "2.0", "-0.5", "1.5", "-1.0", "-2.0", "3.0"], 3),
        **dict.fromkeys(["0.0", "1.0", "0.3", "-2.5", "(1 / 3)"], 1),
    },
    "plain": {"+": 3, "-": 2},
    "division": {"/": 3, "//": 2, "%": 2},
    "bitwise": {"&": 2, "|": 1, "^": 1},
    "accumulate": {"+=": 8, "-=": 6, "//=": 1, "%=": 1, "/=": 1},
    "accumulate_integer": {"+=": 8, "-=": 4, "//=": 0.5, "%=": 0.5, "|=": 1, "&=": 1},
    "scale": {"*=": 3, "/=": 1},
    "comparison": dict.fromkeys("< <= == != > >=".split(), 1),
    "list": {"xs": 3, "ys": 4, "zs": 3},
    "copy": {"ys": 2, "zs": 2},
    "method": {"push": 1, "put": 1, "take": 1},
    "method_name": {"append": 1, "insert": 1, "pop": 1},
}

LEAVES: Mapping[str, str] = {
    "number": "atom",
    "integer": "integer_variable",
    "quiet_integer": "integer_variable",
    "quiet_number": "atom",
    "turn_number": "held",
    "condition": "variable",
    "quiet_condition": "variable",
}
"""What stands where nothing may be nested further."""

JUMPS = ("break", "break", "continue", "continue", "return t")
NUMBERS_HELD = ("a", "b", "t", "u")
COUNTERS = ("i", "j", "k", "m", "p", "q")
FIRST_LINES: tuple[Table, ...] = (
    {"t = 0": 2, "t = 1": 2, "t = 0.5": 2, "t = a": 1, "t = 0.0": 2},
    {"ys = [1, 2.5, 3]": 2, "ys = [0.5, 1.5, -2.0]": 3, "ys = [3, 1, 2]": 3, "ys = xs": 0.5},
    {"zs = list(xs)": 3, "zs = [0, 1, 5]": 3, "zs = xs[:]": 1, "zs = grid[0]": 1},
    {"push = ys.append": 3, "push = zs.append": 2, "push = xs.append": 0.5},
    {"put = ys.insert": 3, "put = zs.insert": 2, "put = xs.insert": 0.5},
    {"take = ys.pop": 3, "take = zs.pop": 2, "take = xs.pop": 0.5},
    {"u = t": 3, "u = 1": 2, "pass": 1},
)
RESULTS = ("a", "b", "n", "t", "xs", "ys", "zs")

_PLACE = re.compile(r"\{([a-z_]+)(\d?)\}")
_NESTS = re.compile(r"\{[a-z_]*(body|loop)\}")


class Functions:
    """Draws one function."""

    def __init__(self, seed: int) -> None:
        self.random = Random(f"functions {seed}")
        self.readable = list(NUMBERS_HELD)
        self.integers = ["n"]
        self.free = list(COUNTERS)
        self.loops = 0
        self.used: set[str] = set()
        """The templates that were drawn."""

    def function(self, name: str) -> str:
        """The text of a function of that name."""
        lines = [self.drawn(rows) for rows in FIRST_LINES]
        first = len(lines)
        while len(lines) < first + 4 or not any(" in range(" in line for line in lines):
            lines += self.statement("statement", DEPTH)
        given = [result for result in RESULTS if self.random.random() < 0.8]
        given += [name for name in ("u", *COUNTERS) if self.random.random() < 0.04]
        lines.append(f"return [{', '.join(given)}]")
        head = f"def {name}(a, b, n, xs, rows, grid):"
        return "\n".join([head, *("    " + line for line in lines)])

    def statement(self, table: str, depth: int) -> list[str]:
        """The lines of a statement."""
        rows = TABLES[table]
        if depth <= 0:
            rows = {text: weight for text, weight in rows.items() if not _NESTS.search(text)}
        outer, free = self.loops, len(self.free)
        self.loops += table.endswith("loop")
        lines: list[str] = []
        named: dict[str, str] = {}
        for line in self.drawn(rows).split("\n"):
            content = line.lstrip()
            if content == "else:" and table == "loop":
                self.loops = outer
            indent = line[: len(line) - len(content)]
            lines += [indent + inner for inner in self.line(content, depth, named)]
        self.loops = outer
        self._end_counters(free)
        return lines

    def line(self, content: str, depth: int, named: dict[str, str]) -> list[str]:
        """A line of a statement's template."""
        place = content.strip("{}")
        if place.endswith("body"):
            table = place.removesuffix("body") + "statement"
            count = self.random.choice([1, 1, 2, 2, 3])
            return [line for _ in range(count) for line in self.statement(table, depth - 1)]
        if place.endswith("loop"):
            return self.statement(place, depth)
        if place == "jump":
            content = f"if {{condition}}: {self.random.choice(JUMPS)}" if self.loops else "pass"
        return [self.filled(content, DEPTH, named)]

    def drawn(self, rows: Table) -> str:
        """A template of a table."""
        (text,) = self.random.choices(list(rows), list(rows.values()))
        self.used.add(text)
        return text

    def filled(self, template: str, depth: int, named: dict[str, str]) -> str:
        """A template without places; those with a number stand for the same text each time."""

        def text_of(found: re.Match[str]) -> str:
            if not found[2]:
                return self.place(found[1], depth)
            if found[0] not in named:
                named[found[0]] = self.place(found[1], depth)
            return named[found[0]]

        return _PLACE.sub(text_of, template)

    def place(self, name: str, depth: int) -> str:
        """What stands at a place: a variable, or something drawn from the table of that name."""
        if depth <= 0:
            name = LEAVES.get(name, name)
        match name:
            case "variable":
                return self.random.choice([*self.readable, *self.readable, *self.integers])
            case "integer_variable" | "integer_target":
                return self.random.choice(self.integers)
            case "target":
                return self.random.choice(self.readable)
            case "counter":
                return self._new_counter()
            case _:
                return self.filled(self.drawn(TABLES[name]), depth - 1, {})

    def _new_counter(self) -> str:
        if not self.free:
            return self.random.choice(COUNTERS)
        name = self.free.pop(0)
        self.integers.append(name)
        return name

    def _end_counters(self, free: int) -> None:
        """Behind their loop, where they may be unbound, counters are seldom read."""
        while len(self.free) < free:
            name = COUNTERS[-len(self.free) - 1]
            self.free.insert(0, name)
            if self.random.random() < 0.85:
                self.integers.remove(name)


def make_function(seed: int) -> Program:
    """The function of a seed, and what calls it with every kind of arguments."""
    name, entry = f"function_{seed}", f"program_{seed}"
    text = f"{Functions(seed).function(name)}\n\n\ndef {entry}():\n    run({name})"
    return Program(tuple(arguments.ARGUMENT_KINDS), text, entry)


FUNCTIONS = Generator(inspect.getsource(arguments), make_function)
