"""What a generator of random programs gives, and the module that holds many of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """One random program: functions, of which the one named by `entry` runs it."""

    steps: tuple[str, ...]
    """What each line of its output tells of."""
    text: str
    entry: str


@dataclass(frozen=True, slots=True)
class Generator:
    """Makes a program of a seed; `prelude` is what all of them use."""

    prelude: str
    make: Callable[[int], Program]


def module_of(prelude: str, programs: Mapping[int, Program]) -> str:
    """A module that runs the program that its first argument names."""
    texts = [program.text for program in programs.values()]
    names = ", ".join(f"{seed}: {program.entry}" for seed, program in programs.items())
    start = f"import sys\n\n{{{names}}}[int(sys.argv[1])]()\n"
    return "\n\n\n".join([prelude, *texts, start])
