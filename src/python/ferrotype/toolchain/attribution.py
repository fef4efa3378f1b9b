"""What the bytes of a program are reached through: for whoever wants to make modules smaller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ferrotype.toolchain.gates import Node, follow, program_graph

_SMALL = 150
"""Parts with fewer bytes of their own are not tried."""


@dataclass(frozen=True, slots=True)
class Part:
    """A function, a datum or a gate."""

    name: str
    own: int
    through_it: int
    """How many bytes would not be reached without it."""


def attribute(
    runtime: Path, crates: Mapping[str, Path], native: Iterable[str], count: int
) -> list[Part]:
    """The parts through which most is reached, first of all the whole."""
    graph, roots = program_graph(runtime, crates, native)
    reached, opened = follow(roots)
    total = _size(reached)
    parts = [
        Part(
            f"gate {graph.gate_names.get(gate, gate)}",
            0,
            total - _size(follow(roots, shut=gate)[0]),
        )
        for gate in opened
    ]
    parts += [
        Part(node.name, node.size, total - _size(follow(roots, without=node)[0]))
        for node in reached
        if node.size > _SMALL
    ]
    parts.sort(key=lambda part: (-part.through_it, part.name))
    return [Part("all", 0, total), *parts[:count]]


def _size(nodes: Iterable[Node]) -> int:
    return sum(node.size for node in nodes)
