"""Interfaces say what importers may know, and nothing of bodies and places."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrotype.diagnostics import Refused
from ferrotype.interfaces import (
    Interface,
    extract_interface,
    read_interface,
    write_interface,
)

BODY_STATEMENTS = st.sampled_from(
    [
        "pass",
        "x = 1",
        "return 2",
        "del x",
        "print('hello')",
        "for x in range(3):\n    print(x)",
        "try:\n    x = 1\nexcept ValueError as error:\n    raise KeyError from error",
        "import os",
        "def inner():\n    yield 1",
        "class Inner:\n    def method(self):\n        self.field = 1",
        "x = lambda: (yield)",
        "'''Documentation.'''",
        "assert x, 'message'",
        "with open('f') as x:\n    nonexistent(x)",
    ]
)
BODIES = st.lists(BODY_STATEMENTS, min_size=1, max_size=4)
LAYOUTS = st.sampled_from(["", "\n\n", "# a comment\n", "'documentation'\n\n"])


def interface_of(source: str, module: str = "pkg.mod") -> Interface:
    return extract_interface(ast.parse(source), module, is_package=False)


def indented(statements: list[str], depth: int) -> str:
    lines = [line for statement in statements for line in statement.splitlines()]
    return "".join(f"{'    ' * depth}{line}\n" for line in lines)


def module_with(layout: str, function: list[str], method: list[str]) -> str:
    return (
        f"{layout}def area(r: float = 1.0) -> float:\n{indented(function, 1)}"
        f"{layout}class Shape:\n    def size(self, *, scale=1):\n{indented(method, 2)}"
        "        self.kept = 1\n"
    )


@given(LAYOUTS, BODIES, BODIES, LAYOUTS, BODIES, BODIES)
def test_edits_of_bodies_and_layout_leave_the_bytes(
    layout: str, function: list[str], method: list[str], layout2: str, function2: list[str],
    method2: list[str],
) -> None:  # fmt: skip
    before = write_interface(interface_of(module_with(layout, function, method)))
    after = write_interface(interface_of(module_with(layout2, function2, method2)))
    assert before == after


ORIGINAL = """
def area(r: float = 1.0) -> float:
    return r
class Shape:
    __slots__ = ("a",)
    def size(self):
        self.kept = 1
LIMIT = 3
from os import path
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("r: float = 1.0", "r: float = 2.0"),
        ("r: float = 1.0", "r: int = 1.0"),
        ("r: float", "radius: float"),
        ("r: float = 1.0", "r: float = 1.0, *more"),
        ("-> float", "-> int"),
        ("return r", "yield r"),
        ("return r", "global LIMIT"),
        ("def area", "@cached\ndef area"),
        ("def area", "async def area"),
        ("class Shape:", "class Shape(Base):"),
        ('("a",)', '("a", "b")'),
        ("def size(self)", "def size(self, scale)"),
        ("self.kept", "self.other"),
        ("LIMIT = 3", "LIMIT = 4"),
        ("LIMIT = 3", "LIMIT = 3; area = None"),
        ("from os import path", "from os import path as join"),
        ("from os import path", "from os import *"),
    ],
)
def test_changes_that_importers_can_see_change_the_bytes(old: str, new: str) -> None:
    assert old in ORIGINAL
    changed = ORIGINAL.replace(old, new)
    assert write_interface(interface_of(ORIGINAL)) != write_interface(interface_of(changed))


@given(LAYOUTS, BODIES, BODIES)
def test_reading_gives_what_was_written(
    layout: str, function: list[str], method: list[str]
) -> None:
    interface = interface_of(module_with(layout, function, method) + ORIGINAL)
    assert read_interface(write_interface(interface), "mod.iface.json") == interface


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"schema": 99}', b'{"schema": 1}', b"\xff"],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="cannot use interface file a.iface.json"):
        read_interface(data, "a.iface.json")


def test_a_file_that_is_not_canonical_is_refused() -> None:
    data = write_interface(interface_of(ORIGINAL))
    with pytest.raises(Refused, match="not in canonical form"):
        read_interface(data.replace(b"\n ", b"\n  "), "a.iface.json")


def test_names_are_all_that_the_top_level_binds() -> None:
    interface = interface_of(
        "import a.b, c as d\n"
        "for e in (f := []): pass\n"
        "with open(g) as (h, *i): pass\n"
        "try: pass\nexcept E as j: pass\n"
        "match k:\n    case [l, *m]: pass\n    case {'x': 1, **n}: pass\n    case 1 as o: pass\n"
        "[p for p in q]\n"
        "[r := 1 for s in t]\n"
        "u: int\n"
        "def v():\n    global w\n    x = 1\n"
        "y += 1\n"
    )
    assert interface.names == tuple("adefhijlmnoruvwy")


def test_relative_imports_are_absolute_in_the_interface() -> None:
    interface = interface_of("from . import x\nfrom .sub import y as z\nfrom ..other import *\n",
                             "top.pkg.mod")  # fmt: skip
    assert [(entry.name, entry.module, entry.target) for entry in interface.imported] == [
        ("x", "top.pkg", "x"),
        ("z", "top.pkg.sub", "y"),
    ]
    assert interface.star_imports == ("top.other",)
