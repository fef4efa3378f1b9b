"""What a generator of random programs gives, and the modules that hold many of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """One random program: functions, of which the one named by `entry` runs it, or a module of that name."""

    steps: tuple[str, ...]
    """What each line of its output tells of, where that is known."""
    text: str
    entry: str
    is_module: bool = False


@dataclass(frozen=True, slots=True)
class Generator:
    """Makes a program of a seed; `prelude` is what all of them use, a module `probes` for programs that are modules."""

    prelude: str
    make: Callable[[int], Program]


def module_of(prelude: str, programs: Mapping[int, Program]) -> str:
    """A module that runs the program that its first argument names."""
    texts = [_definition(program) for program in programs.values()]
    names = ", ".join(f"{seed}: {program.entry}" for seed, program in programs.items())
    start = f"import sys\n\n{{{names}}}[int(sys.argv[1])]()\n"
    return "\n\n\n".join([prelude, *texts, start])


def _definition(program: Program) -> str:
    if program.is_module:
        return f"def {program.entry}():\n    import {program.entry}"
    return program.text


def files_of(generator: Generator, programs: Mapping[int, Program]) -> dict[str, str]:
    """The texts of all modules by name; `programs` is the one that runs."""
    modules = {program.entry: program.text + "\n" for program in programs.values() if program.is_module}
    if not modules:
        return {"programs": module_of(generator.prelude, programs)}
    return {"programs": module_of("", programs), "probes": generator.prelude, **modules}
