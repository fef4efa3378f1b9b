"""Texts drawn from tables of templates.

A place in a template, `<name>`, stands for something drawn from the table of that name; places with
a number (`<name1>`) stand for the same text each time. A line that is a place whose table holds
statements stands for lines of its own. `<n>` is the next number, `<new_x>` a name that is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

Table = Mapping[str, float]
"""Templates with their weights."""

_PLACE = re.compile(r"<([a-z_]+?)(\d?)>")
_WORD = re.compile(r"[a-z]+")

NEEDS = {
    "break": "loop",
    "continue": "loop",
    "return": "function",
    "yield": "generator",
    "yield from": "plain generator",
    "await": "coroutine",
    "async for": "coroutine",
    "async with": "coroutine",
    "nonlocal": "nested",
}
"""What a template's first line may only hold in such a place."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Tables of templates."""

    tables: Mapping[str, Table]
    blocks: frozenset[str]
    """Tables of statements."""
    leaves: Mapping[str, str]
    """What is drawn instead where nesting ends."""

    def reached(self, start: str) -> set[str]:
        """The tables that are drawn from, from this one on; raises KeyError for a place without a table."""
        found: set[str] = set()
        left = [start]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                places = {place[1] for row in self.tables[name] for place in _PLACE.finditer(row)}
                left += (place for place in places if place != "n" and not place.startswith(("new_", "old_")))
                left += [self.leaves[name]] if name in self.leaves else []
        return found


@dataclass(slots=True)
class Drawing:
    """Draws from a grammar."""

    grammar: Grammar
    random: Random
    numbers: int = 0
    made: Counter[str] = field(default_factory=Counter)
    """How many new names of each kind there are."""
    names: dict[str, list[str]] = field(default_factory=dict)
    """By kind, the new names whose statement is complete: nothing calls itself."""
    used: set[str] = field(default_factory=set)
    """The templates that were drawn."""

    def lines(self, table: str, depth: int, around: frozenset[str] = frozenset()) -> list[str]:
        """The lines of a statement that stands in such a place."""
        named: dict[str, str] = {}
        result: list[str] = []
        headers: list[tuple[int, frozenset[str]]] = [(-1, around)]
        for line in self._drawn(table, around).split("\n"):
            content = line.lstrip()
            indent = len(line) - len(content)
            while headers[-1][0] >= indent:
                headers.pop()
            if not indent:
                self._complete(named)
            here = headers[-1][1]
            place = _PLACE.fullmatch(content)
            if place and place[1] in self.grammar.blocks:
                inner = self._block(place[1], depth - 1, here)
            else:
                inner = self._filled(content, depth, named, here).split("\n")
            result += [" " * indent + text for text in inner]
            headers.append((indent, _inside(content, here)))
        self._complete(named)
        return result

    def _complete(self, named: Mapping[str, str]) -> None:
        """From here on, what these names stand for may be used."""
        for place, name in named.items():
            names = self.names.setdefault(place.strip("<>0123456789").removeprefix("new_"), [])
            if place.startswith("<new_") and name not in names:
                names.append(name)

    def text(self, table: str, depth: int, around: frozenset[str] = frozenset()) -> str:
        """An expression, or a part of one."""
        if depth <= 0:
            table = self.grammar.leaves.get(table, table)
        return self._filled(self._drawn(table, around), depth - 1, {}, around)

    def _block(self, table: str, depth: int, around: frozenset[str]) -> list[str]:
        if depth <= 0:
            table = self.grammar.leaves.get(table, table)
        count = self.random.choice((1, 1, 1, 2, 2, 3)) if table == "statement" else 1
        return [line for _ in range(count) for line in self.lines(table, depth, around)]

    def _drawn(self, table: str, around: frozenset[str]) -> str:
        rows = {text: weight for text, weight in self.grammar.tables[table].items() if _fits(text, around)}
        (text,) = self.random.choices(list(rows), list(rows.values()))
        self.used.add(text)
        return text

    def _filled(self, template: str, depth: int, named: dict[str, str], around: frozenset[str]) -> str:
        def text_of(found: re.Match[str]) -> str:
            if not found[2]:
                return self._place(found[1], depth, around)
            if found[0] not in named:
                named[found[0]] = self._place(found[1], depth, around)
            return named[found[0]]

        return _PLACE.sub(text_of, template)

    def _place(self, name: str, depth: int, around: frozenset[str]) -> str:
        if name == "n":
            self.numbers += 1
            return str(self.numbers)
        if name.startswith("new_"):
            return self._new_name(name.removeprefix("new_"))
        if name.startswith("old_"):
            return self.random.choice(self.names.get(name.removeprefix("old_"), ["Point"])[-4:])
        return self.text(name, depth, around)

    def _new_name(self, kind: str) -> str:
        self.made[kind] += 1
        return f"{kind}{self.made[kind]}"


def _fits(template: str, around: frozenset[str]) -> bool:
    first = template.partition("\n")[0]
    return all(kind in around for word, kind in NEEDS.items() if re.search(rf"\b{word}\b", first))


def _inside(header: str, around: frozenset[str]) -> frozenset[str]:
    """What the lines below a header stand in."""
    words = _WORD.findall(header)
    if not header.endswith(":") or not words:
        return around
    if "def" in words[:2]:
        is_coroutine, is_generator = words[0] == "async", "_gen" in header
        kinds = {
            "function": True,
            "nested": bool(around & {"function", "enclosed"}),
            "coroutine": is_coroutine,
            "generator": is_generator,
            "plain generator": is_generator and not is_coroutine,
        }
        return frozenset(kind for kind, holds in kinds.items() if holds)
    if words[0] == "class":
        return frozenset({"enclosed"} if around & {"function", "enclosed"} else ())
    if words[0] in ("for", "while") or words[:2] == ["async", "for"]:
        return around | {"loop"}
    return around
