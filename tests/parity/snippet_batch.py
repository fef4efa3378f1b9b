"""The snippets in `snippets/` under CPython 3.11 and as WASM, in one of the forms of a module.

Compared are standard output, standard error and exit status. All snippets are linked into one
command, which runs the one that its first argument names: a link for each would take minutes. Each
form has a test file of its own: a process for each can use a processor for itself.
`known_gaps.txt` names the snippets that are refused; one that is no longer refused fails until its
line is gone. A different answer is never expected.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ferrotype.building.form import CompactModules
from ferrotype.building.program import BuildRequest, build_program, translate_program
from ferrotype.diagnostics.collect import Refused
from ferrotype.diagnostics.crash import CompilerCrash
from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Compiled, Limits

FOLDER = Path(__file__).parent
SNIPPETS = sorted((FOLDER / "snippets").glob("*.py"))
ENTRY = "run_snippet.py"
STDIN = b"first line\nsecond line\n"
SECONDS = 60.0
"""More than any snippet takes: an endless loop has an end."""

OPTIONS = ("-W", "ignore::SyntaxWarning", "-X", "no_debug_ranges")
"""What docs/differences.md excepts: the warnings of CPython's compiler, which are no part of the
program's output, and the lines of markers in tracebacks."""

REFUSED_STATUS = 3
RUN_TIME_CODE = "error[FT09"


def read_known_gaps() -> set[str]:
    """The snippets that are refused."""
    lines = (FOLDER / "known_gaps.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


KNOWN_GAPS = read_known_gaps()


@dataclass(frozen=True, slots=True)
class Batch:
    """All snippets that could be translated, in one module; CPython's sources beside it."""

    module: Compiled
    folder: Path
    refused: dict[str, str]
    """For the others: their diagnostics."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a caller of a program can see."""

    status: int
    stdout: str
    stderr: str


def write_program(folder: Path, names: list[str]) -> Path:
    """The entry point: imports the snippet that is named."""
    lines = ["import sys", "", "name = sys.argv[1]", "if False:", "    pass"]
    for name in names:
        lines += [f"elif name == {name!r}:", f"    import {name}"]
    entry = folder / ENTRY
    entry.write_text("\n".join(lines) + "\n")
    return entry


def request_for(script: Path, form: CompactModules) -> BuildRequest:
    """Snippets are short runs of much code: compiling it well would take longer than running it."""
    return BuildRequest(script, optimize="none", compact=form)


def refusal_of(snippet: Path, form: CompactModules) -> str:
    """The diagnostics of a snippet by itself; empty where it can be translated."""
    try:
        translate_program(request_for(snippet, form), os.environ)
    except CompilerCrash:
        raise
    except Refused as error:
        return "\n".join(
            f"{entry.row.code}: {entry.message}" for entry in error.diagnostics
        )
    return ""


def build_batch(folder: Path, form: CompactModules) -> Batch:
    """Build all snippets in a form; the sources lie in the folder."""
    for snippet in SNIPPETS:
        (folder / snippet.name).write_bytes(snippet.read_bytes())
    found = {snippet.stem: refusal_of(folder / snippet.name, form) for snippet in SNIPPETS}
    entry = write_program(
        folder, [name for name, refusal in found.items() if not refusal]
    )
    wasm = build_program(request_for(entry, form), os.environ)
    limits = Limits(COMMAND_LIMITS.memory_bytes, SECONDS, COMMAND_LIMITS.stack_bytes)
    refused = {name: refusal for name, refusal in found.items() if refusal}
    return Batch(compile_module(wasm, limits), folder, refused)


def run_reference(folder: Path, name: str) -> Outcome:
    """What CPython does; file names as the module has them."""
    environment = {
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, *OPTIONS, ENTRY, name]
    completed = subprocess.run(
        command,
        capture_output=True,
        input=STDIN,
        cwd=folder,
        env={**environment, "PATH": os.environ["PATH"]},
        check=False,
        timeout=SECONDS,
    )
    stderr = completed.stderr.decode().replace(f"{folder}{os.sep}", "")
    return Outcome(completed.returncode, completed.stdout.decode(), stderr)


def run_ours(module: Compiled, name: str) -> Outcome:
    with tempfile.TemporaryDirectory() as scratch:
        completed = run_command(
            module, [ENTRY, name], stdin=STDIN, folders={".": Path(scratch)}
        )
    stdout, stderr = (
        text.decode(errors="surrogateescape")
        for text in (completed.stdout, completed.stderr)
    )
    assert completed.trap is None, f"{completed.trap}\n{stderr}"
    return Outcome(completed.status, stdout, stderr)


def assert_same(name: str, batch: Batch) -> None:
    """What a snippet does as WASM is what CPython does, or it is refused and known to be."""
    if name in batch.refused:
        assert (
            name in KNOWN_GAPS
        ), f"refused, and not in known_gaps.txt:\n{batch.refused[name]}"
        return
    expected, actual = run_reference(batch.folder, name), run_ours(batch.module, name)
    if name in KNOWN_GAPS:
        assert (
            actual.status == REFUSED_STATUS
        ), "not refused: take it out of known_gaps.txt"
        assert RUN_TIME_CODE in actual.stderr, actual.stderr
        assert expected.stdout.startswith(actual.stdout)
        return
    assert actual.stdout == expected.stdout
    assert actual.stderr == expected.stderr
    assert actual.status == expected.status
