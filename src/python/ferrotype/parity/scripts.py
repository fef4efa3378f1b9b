"""Whole programs: the same standard output, standard error and exit status."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Limits
from ferrotype.parity.outcome import Check

REFUSED_STATUS = 3
_REFUSAL = b"error[FT09"


@dataclass(frozen=True, slots=True)
class Run:
    """One way to start a script."""

    name: str
    arguments: tuple[str, ...] = ()
    stdin: bytes = b""


def compare_script(
    script: Path,
    wasm: Path,
    runs: Sequence[Run],
    python: str,
    seconds: float | None = None,
    root: Path | None = None,
) -> list[Check]:
    """Run a script under CPython and as WASM in each of the ways given.

    With ``root``, the script's imports start there and not at the script's own folder, as for a
    module of a package that is run as a program.
    """
    limits = Limits(COMMAND_LIMITS.memory_bytes, seconds, COMMAND_LIMITS.stack_bytes)
    module = compile_module(wasm, limits)
    checks = []
    for run in runs:
        expected, reference_seconds = run_python(script, run, python, root)
        with tempfile.TemporaryDirectory() as folder:
            completed = run_command(
                module,
                [script.name, *run.arguments],
                stdin=run.stdin,
                folders={".": Path(folder)},
            )
        refused = completed.status == REFUSED_STATUS and _REFUSAL in completed.stderr
        status = completed.trap or str(completed.status)
        actual = transcript(status, completed.stdout, completed.stderr)
        checks.append(
            Check(
                "script",
                run.name,
                expected,
                actual,
                refused=refused,
                seconds=completed.seconds,
                reference_seconds=reference_seconds,
            )
        )
    return checks


def run_python(
    script: Path, run: Run, python: str, root: Path | None = None
) -> tuple[str, float]:
    """The transcript of a run under CPython, and the time it took, start-up included."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    options = ["-W", "ignore::SyntaxWarning"]
    if root is not None:
        environment["PYTHONPATH"] = str(root.resolve())
        options.append("-P")
    # In a folder of its own, so that what the script does to its folder stays there.
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        completed = subprocess.run(
            [python, *options, script.resolve(), *run.arguments],
            input=run.stdin,
            capture_output=True,
            cwd=folder,
            env=environment,
            check=False,
        )
        seconds = time.perf_counter() - began
    # Tracebacks then show what the module shows.
    shown = f"{(root or script.parent).resolve()}{os.sep}".encode()
    text = transcript(
        str(completed.returncode), completed.stdout, completed.stderr.replace(shown, b"")
    )
    return text, seconds


def transcript(status: str, stdout: bytes, stderr: bytes) -> str:
    """One text that holds all that a caller of a program can see."""
    return (
        f"status: {status}\n"
        f"stdout:\n{stdout.decode(errors='backslashreplace')}\n"
        f"stderr:\n{stderr.decode(errors='backslashreplace')}"
    )
