"""Random whole programs over the grammar: classes, scopes, generators, exceptions, calls, patterns, formats."""

from __future__ import annotations

import inspect
import warnings
from random import Random

from tests.property import probes
from tests.property.grammar.calls import (
    CALL_BLOCKS,
    CALL_LEAVES,
    CALL_TABLES,
    LEAF_TABLES,
)
from tests.property.grammar.classes import CLASS_BLOCKS, CLASS_TABLES
from tests.property.grammar.generators import GENERATOR_BLOCKS, GENERATOR_TABLES
from tests.property.grammar.matching import MATCH_LEAVES, MATCH_TABLES
from tests.property.grammar.statements import BLOCKS, STATEMENT_LEAVES, STATEMENT_TABLES
from tests.property.grammar.values import VALUE_LEAVES, VALUE_TABLES, even
from tests.property.modules import Generator, Program
from tests.property.templates import Drawing, Grammar, Table

DEPTH = 4

PARTS: Table = {
    "<start>\ntry:\n    <statement>\n    <statement>\n    <statement>\nexcept BaseException as error:\n    report(error)\nshow(lambda: (a, b, c, s, t, xs, d, o))": 4,
    "def <new_f1>(u=1, *v):\n    <start>\n    <statement>\n    <statement>\n    <statement>\n    return <variable>, xs, d\nshow(<new_f1>)": 8,
    "<start>\ntry:\n    <calls>\nexcept Exception as error:\n    report(error)": 4,
    "def <new_f1>():\n    <start>\n    <calls>\nshow(<new_f1>)": 1,
    "<start>\ntry:\n    <generators>\nexcept Exception as error:\n    report(error)": 4,
    "def <new_f1>():\n    <start>\n    <generators>\nshow(<new_f1>)": 1,
    "<start>\ntry:\n    <coroutines>\nexcept Exception as error:\n    report(error)": 3,
    "<start>\ntry:\n    <classes>\n    <probe>\n    <probe>\n    <probe>\n    <probe>\nexcept Exception as error:\n    report(error)": 9,
    "def <new_f1>(u=1):\n    <start>\n    <classes>\nshow(<new_f1>)": 2,
    "<start>\nshow(lambda: <e>)\nshow(lambda: <e>)\nshow(lambda: <e>)\nshow(lambda: <e>)": 3,
}

GRAMMAR = Grammar(
    tables={
        **VALUE_TABLES,
        **STATEMENT_TABLES,
        **MATCH_TABLES,
        **CALL_TABLES,
        **LEAF_TABLES,
        **GENERATOR_TABLES,
        **CLASS_TABLES,
        "part": PARTS,
        "start": even("a, b, c, s, t, xs, d = fresh()\no = Point()"),
    },
    blocks=BLOCKS | CALL_BLOCKS | CLASS_BLOCKS | GENERATOR_BLOCKS | {"start"},
    leaves={**VALUE_LEAVES, **STATEMENT_LEAVES, **MATCH_LEAVES, **CALL_LEAVES},
)

HEADER = """\
from probes import *

SUBJECTS = [1, "q", None, [1, 2], (1, 2.5, "x"), {"k": 1, 8: 2}, Point(1, 2), True, b"ab", {}, 2.5, "text"]
a, b, c, s, t, xs, d = fresh()
o = Point()"""


def is_valid(text: str) -> bool:
    """Whether CPython compiles it; hashes of objects are addresses, which some expressions would show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "part", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def draw_parts(drawing: Drawing, count: int) -> list[str]:
    """Parts of a program, each valid by itself."""
    parts: list[str] = []
    while len(parts) < count:
        before = drawing.random.getstate()
        part = "\n".join(drawing.lines("part", DEPTH))
        if is_valid(part):
            parts.append(part)
        elif drawing.random.getstate() == before:
            raise AssertionError("a table of one invalid part")
    return parts


def make_whole(seed: int, count: int = 3) -> Program:
    """A module of a few parts."""
    drawing = Drawing(GRAMMAR, Random(f"whole {seed}"))
    body = "\n\n\n".join([HEADER, *draw_parts(drawing, count)])
    return Program((), body, f"program_{seed}", is_module=True)


WHOLE = Generator(inspect.getsource(probes), make_whole)
