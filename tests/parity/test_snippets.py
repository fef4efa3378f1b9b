"""Each snippet in `snippets/` prints the same under CPython 3.11 and as WASM.

All snippets are linked into one command, which runs the one that its first argument names: a
link for each would take minutes. What cannot be built is left out, with the reason, and fails.
A snippet whose first line is `# gap: reason` is expected to fail; when it passes, the line has
to go.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ferrotype.host import compile_module, run_command
from ferrotype.host.command import COMMAND_LIMITS
from ferrotype.host.engine import Compiled

SNIPPETS = sorted((Path(__file__).parent / "snippets").glob("*.py"))
ENTRY = "run_snippet.py"
_GAP = re.compile(r"# gap: (.+)")
COMPILER_ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
"""The compiler runs in a process of its own, which sees what this one sees."""

STDIN = b"first line\nsecond line\n"


@dataclass
class Batch:
    """All snippets that could be built, in one module, and why the others could not."""

    module: Compiled | None = None
    refused: dict[str, str] = field(default_factory=dict)


def write_program(folder: Path, names: list[str]) -> Path:
    """The entry point: imports the snippet that is named."""
    lines = ["import sys", "", "name = sys.argv[1]", "if False:", "    pass"]
    for name in names:
        lines += [f"elif name == {name!r}:", f"    import {name}"]
    entry = folder / ENTRY
    entry.write_text("\n".join(lines) + "\n")
    return entry


def offenders(stderr: str, names: set[str]) -> dict[str, str]:
    """The snippets that a failed build names, each with the first line that says so."""
    found: dict[str, str] = {}
    for line in stderr.splitlines():
        try:
            message = json.loads(line)
            text, stem = f"{message['code']}: {message['message']}", Path(message["file"]).stem
        except (ValueError, KeyError, TypeError):
            text = line
            stem = next((n for n in names if re.search(rf"\b{n}\.(py|rs)\b", line)), "")
        if stem in names:
            found.setdefault(stem, text)
    return found


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    folder = tmp_path_factory.mktemp("snippets")
    for snippet in SNIPPETS:
        (folder / snippet.name).write_bytes(snippet.read_bytes())
    names, result = [snippet.stem for snippet in SNIPPETS], Batch()
    while names:
        output = folder / "snippets.wasm"
        command = [sys.executable, "-m", "ferrotype", "build", str(write_program(folder, names))]
        command += ["-o", str(output), "--message-format=json"]
        built = subprocess.run(
            command, capture_output=True, text=True, check=False, env=COMPILER_ENVIRONMENT
        )
        if built.returncode == 0:
            result.module = compile_module(output, COMMAND_LIMITS)
            break
        wrong = offenders(built.stderr, set(names))
        if not wrong:
            wrong = {name: f"the batch does not build: {built.stderr[-2000:]}" for name in names}
        result.refused |= wrong
        names = [name for name in names if name not in wrong]
    return result


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the snippets and the entry point, for CPython."""
    folder = tmp_path_factory.mktemp("reference")
    for snippet in SNIPPETS:
        (folder / snippet.name).write_bytes(snippet.read_bytes())
    write_program(folder, [snippet.stem for snippet in SNIPPETS])
    return folder


def run_reference(folder: Path, name: str) -> tuple[int, str, str]:
    """Status, stdout and stderr under CPython; file names as the module has them."""
    environment = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    # The compiler's own warnings are no part of the program's output.
    command = [sys.executable, "-W", "ignore::SyntaxWarning", ENTRY, name]
    completed = subprocess.run(
        command,
        capture_output=True,
        input=STDIN,
        cwd=folder,
        env={**environment, "PATH": os.environ["PATH"]},
        check=False,
    )
    stderr = completed.stderr.decode().replace(f"{folder}{os.sep}", "")
    return completed.returncode, completed.stdout.decode(), stderr


def parameters() -> list[object]:
    """One parameter for each snippet, marked if its first line says that it is a gap."""
    found: list[object] = []
    for snippet in SNIPPETS:
        gap = _GAP.match(snippet.read_text().split("\n", 1)[0])
        marks = [pytest.mark.xfail(reason=gap[1], strict=True)] if gap else []
        found.append(pytest.param(snippet.stem, id=snippet.stem, marks=marks))
    return found


@pytest.mark.parametrize("name", parameters())
def test_snippet(name: str, batch: Batch, reference: Path) -> None:
    assert name not in batch.refused, batch.refused[name]
    assert batch.module is not None
    status, stdout, stderr = run_reference(reference, name)
    ours = run_command(batch.module, [ENTRY, name], stdin=STDIN)
    assert ours.trap is None, ours.stderr.decode(errors="replace")
    assert ours.stdout.decode(errors="surrogateescape") == stdout
    assert ours.stderr.decode(errors="surrogateescape") == stderr
    assert ours.status == status
