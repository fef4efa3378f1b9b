"""No read that the compiler takes for definite ever fails, whichever way a function takes.

Random functions of assignments, deletions, loops, handlers and jumps run under CPython, which takes
its turns from a list of answers; a tracing function tells the line of every UnboundLocalError.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from random import Random
from textwrap import indent
from types import CodeType, FrameType
from typing import Any

from ferrotype.diagnostics import Diagnostics
from ferrotype.infer.assignment import definite_reads
from ferrotype.lower import lower_module
from ferrotype.parse import parse_module
from ferrotype.scopes import resolve_scopes

PROGRAMS = 2500
RUNS = 6
TURNS = 40
NAMES = "abc"
DEPTH = 3

SIMPLE = {
    "{name}": 6,
    "{name} = 1": 3,
    "del {name}": 3,
    "fail()": 3,
    "answer() and ({name} := 1)": 1,
    "({name} := 1) if answer() else None": 1,
    "if answer(): return": 1,
    "if answer(): raise ValueError": 1,
}
JUMPS = {"if answer(): break": 2, "if answer(): continue": 2, "break": 1, "continue": 1}
"""Where a loop is around them."""

# Every turn of every loop asks for an answer, outside of what could swallow that there is none.
COMPOUND = {
    "if answer():\n{block}\nelse:\n{block}": 2,
    "while answer():\n{loop}": 1,
    "while answer():\n{loop}\nelse:\n{block}": 1,
    "while True:\n    answer()\n{loop}\n    if answer(): break": 1,
    "for {name} in some():\n{loop}": 2,
    "try:\n{block}\nexcept ValueError:\n{block}": 2,
    "try:\n{plain}\nexcept* ValueError:\n{plain}\nexcept* NameError:\n{plain}": 1,
    "try:\n{block}\nfinally:\n{block}": 2,
    "try:\n{block}\nexcept Exception as {name}:\n{block}\nelse:\n{block}\nfinally:\n{block}": 2,
    "with manager():\n{block}": 2,
    "with manager() as {name}:\n{block}": 1,
    "match some():\n    case [a, *b]:\n        c\n    case _:\n        del c": 1,
}


class _Source:
    """Draws a function from the tables."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def function(self) -> str:
        first = self.random.choice(["pass", "b = c = 1", "b = c = 1"])
        lines = [first, self.block(DEPTH, in_loop=False, is_plain=False), "c", "b", "a"]
        return "def function(a):\n" + indent("\n".join(lines), "    ") + "\n"

    def block(self, depth: int, *, in_loop: bool, is_plain: bool) -> str:
        """Statements; plain ones have no jumps, as the handlers of groups."""
        count = self.random.randint(1, 4)
        return "\n".join(self.statement(depth, in_loop, is_plain) for _ in range(count))

    def statement(self, depth: int, in_loop: bool, is_plain: bool) -> str:
        if depth and not is_plain and self.random.random() < 0.4:
            form = self.drawn(COMPOUND)
        else:
            form = self.drawn(SIMPLE | JUMPS if in_loop and not is_plain else SIMPLE)
            if is_plain and "return" in form:
                form = "pass"
        blocks = {
            "{block}": {"in_loop": in_loop, "is_plain": False},
            "{loop}": {"in_loop": True, "is_plain": False},
            "{plain}": {"in_loop": False, "is_plain": True},
        }
        for place, kind in blocks.items():
            while place in form:
                form = form.replace(place, indent(self.block(depth - 1, **kind), "    "), 1)
        return form.replace("{name}", self.random.choice(NAMES))

    def drawn(self, table: Mapping[str, int]) -> str:
        return self.random.choices(list(table), list(table.values()))[0]


class _Enough(BaseException):
    """The function has had its turns."""


class _World:
    """What the function calls: all take their turns from the answers."""

    def __init__(self, answers: list[bool]) -> None:
        self.answers = iter(answers)

    def answer(self) -> bool:
        for answer in self.answers:
            return answer
        raise _Enough

    def fail(self) -> None:
        if self.answer():
            raise ValueError

    def some(self) -> Iterator[int]:
        return iter([1] * (self.answer() + self.answer()))

    def manager(self) -> _World:
        return self

    def __enter__(self) -> int:
        self.fail()
        return 1

    def __exit__(self, *raised: object) -> bool:
        return self.answer()


def unbound_lines(source: str, answers: list[bool]) -> set[int]:
    """The lines at which CPython raises UnboundLocalError first."""
    world = _World(answers)
    names: dict[str, Any] = {name: getattr(world, name) for name in ("answer", "fail", "manager")}
    names["some"] = lambda: list(world.some())
    exec(compile(source, "case.py", "exec"), names)
    code: CodeType = names["function"].__code__
    found: set[int] = set()

    def tell(frame: FrameType, event: str, detail: Any) -> Any:
        if event == "exception" and frame.f_code is code and issubclass(detail[0], UnboundLocalError):
            found.add(frame.f_lineno)
        return tell

    before = sys.gettrace()
    sys.settrace(tell)
    try:
        names["function"](1)
    except (Exception, _Enough):
        pass
    finally:
        sys.settrace(before)
    return found


def definite_lines(source: str) -> set[int]:
    """The lines of reads that the compiler takes for definite: statements that are a name alone."""
    diagnostics = Diagnostics()
    parsed = parse_module("case", "case.py", False, source.encode(), diagnostics)
    assert parsed is not None
    module = lower_module(parsed, resolve_scopes(parsed.tree, parsed.future_annotations), diagnostics, texts=())
    reads = {node.line for node in definite_reads(module.function("function"))}
    alone = {
        node.lineno
        for node in ast.walk(parsed.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name)
    }
    return reads & alone


def test_definite_reads_never_fail() -> None:
    for seed in range(PROGRAMS):
        source = _Source(seed).function()
        definite = definite_lines(source)
        random = Random(seed)
        for _ in range(RUNS):
            turns = random.choices((True, False), k=TURNS)
            assert not unbound_lines(source, turns) & definite, source


def test_reads_after_assignments_on_all_ways_are_definite() -> None:
    lines = [
        "def function(a):",
        "    if answer():",
        "        b = 1",
        "    else:",
        "        b = 2",
        "    try:",
        "        c = fail()",
        "    except ValueError:",
        "        c",
        "        return",
        "    a",
        "    b",
        "    c",
        "    del a",
        "    a",
        "",
    ]
    assert definite_lines("\n".join(lines)) == {11, 12, 13}
