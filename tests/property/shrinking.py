"""Makes a program that differs smaller: many candidates go into one build, the smallest that still differs is kept.

A candidate leaves out statements, puts a statement's body in its place, or puts a part of an expression in its place.
"""

from __future__ import annotations

import ast
import copy
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ferrotype.diagnostics.collect import Refused
from tests.property.comparison import Difference, Form, compare_programs
from tests.property.modules import Generator, Program
from tests.property.whole import is_valid

CANDIDATES = 60
"""How many are tried together."""
ROUNDS = 40
_Step = Callable[[], None]
"""Makes one change in a tree."""
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def shrink(generator: Generator, difference: Difference, form: Form) -> Difference:
    """The smallest program found that differs in the same way."""
    best = difference
    for _ in range(ROUNDS):
        smaller = _smallest(generator, best, form)
        if smaller is None:
            return best
        best = smaller
    return best


def _smallest(generator: Generator, best: Difference, form: Form) -> Difference | None:
    """The smallest of the candidates that still differs."""
    texts = sorted({text for text in candidates(best.text) if len(text) < len(best.text)}, key=len)
    for group in _spread(texts):
        found = _differing(generator, best, group, form)
        if found:
            return min(found, key=lambda difference: len(difference.text))
    return None


def _spread(texts: list[str]) -> Iterator[list[str]]:
    """Groups of candidates, the smallest first."""
    for start in range(0, len(texts), CANDIDATES):
        yield texts[start : start + CANDIDATES]


def _differing(
    generator: Generator, best: Difference, texts: list[str], form: Form
) -> list[Difference]:
    program = generator.make(best.seed)
    known = f"_{best.seed}"
    programs = {
        number: Program((), text.replace(known, f"_{number}"), f"program_{number}", program.is_module)
        for number, text in enumerate(texts, 1)
    }
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = compare_programs(Path(folder), generator, programs, form).differences
        except Refused:
            return []
    return [
        Difference(best.seed, one.step, one.expected, one.actual, texts[one.seed - 1]) for one in found
    ]


def candidates(text: str) -> Iterator[str]:
    """Programs that are one step smaller."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
        count = sum(1 for _ in _steps(tree))
        for number in range(count):
            changed = copy.deepcopy(tree)
            step = next(step for place, step in enumerate(_steps(changed)) if place == number)
            step()
            try:
                smaller = ast.unparse(ast.fix_missing_locations(changed))
            except (ValueError, IndexError, AttributeError):
                continue
            if is_valid(smaller):
                yield smaller


def _steps(tree: ast.AST) -> Iterator[_Step]:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                yield from _list_steps(value)
            elif isinstance(value, ast.expr):
                yield from (_Put(node, name, part) for part in _parts(value))


def _list_steps(items: list[ast.AST]) -> Iterator[_Step]:
    if len(items) > 3:
        half = len(items) // 2
        yield _Replace(items, 0, half, [])
        yield _Replace(items, half, len(items), [])
    for place, item in enumerate(items):
        yield _Replace(items, place, place + 1, [])
        if isinstance(item, ast.stmt):
            for name in _BODIES:
                inner = getattr(item, name, None)
                if inner and isinstance(inner[0], ast.stmt):
                    yield _Replace(items, place, place + 1, inner)
        elif isinstance(item, ast.expr):
            for part in _parts(item):
                yield _Replace(items, place, place + 1, [part])


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """What may stand in an expression's place."""
    if isinstance(node, ast.Constant | ast.Name) and not (isinstance(node, ast.Name) and len(node.id) > 1):
        return
    yield from (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
    if not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        yield ast.Constant(0)


@dataclass(frozen=True, slots=True)
class _Replace:
    """Puts other nodes in the place of some in a list."""

    items: list[ast.AST]
    start: int
    end: int
    others: list[ast.AST]

    def __call__(self) -> None:
        self.items[self.start : self.end] = self.others


@dataclass(frozen=True, slots=True)
class _Put:
    """Puts a part of an expression in its place."""

    node: ast.AST
    name: str
    part: ast.expr

    def __call__(self) -> None:
        setattr(self.node, self.name, self.part)
