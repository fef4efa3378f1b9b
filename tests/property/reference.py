"""Runs programs of a module under CPython, each in a process of its own: `reference.py SOURCE SEED…`.

Beside the source, `SEED.out` holds what a program printed, where it ended in time and memory.
"""

from __future__ import annotations

import os
import resource
import sys
from types import CodeType

SECONDS = 10
MEMORY_BYTES = 1 << 30
OUTPUT_BYTES = 1 << 20


def next_program(source: str, seeds: list[str]) -> CodeType | None:
    """In a process of each program: what it runs; in the first process: None, after the last one."""
    folder = os.path.dirname(source)
    sys.path[0] = folder
    with open(source) as file:
        code = compile(file.read(), source, "exec")
    for seed in seeds:
        output = os.path.join(folder, f"{seed}.out")
        child = os.fork()
        if not child:
            _confine(output)
            sys.argv = [source, seed]
            return code
        if os.waitpid(child, 0)[1]:
            os.unlink(output)
    return None


def _confine(output: str) -> None:
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_FSIZE: OUTPUT_BYTES,
    }
    for kind, limit in limits.items():
        resource.setrlimit(kind, (limit, limit))
    os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT), 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if __name__ == "__main__":
    program = next_program(sys.argv[1], sys.argv[2:])
    if program is not None:
        exec(program, {"__name__": "__main__"})
