"""Writes `NAME.lock` for each `NAME.in` beside this file: `name==version` and hashes, nothing else.

    python3 3rdparty/python/lock.py [NAME…]

Resolves with the pex tool that ./pants has built, against whatever index pip is configured for.
Pants' own lock files record where each file was downloaded from; these do not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

INTERPRETERS = {"plugin": "CPython==3.9.*", "pytest": "CPython>=3.9,<3.12"}
DEFAULT_INTERPRETER = "CPython==3.11.*"


def pex_tool() -> str:
    """The pex file that `.pants.rc` names; SystemExit if ./pants has not run yet."""
    settings = HERE.parents[1] / ".pants.rc"
    for line in settings.read_text().splitlines() if settings.exists() else ():
        if line.startswith("url_template"):
            return line.split("file://", 1)[1].rstrip('"')
    raise SystemExit("run ./pants once: it builds the pex tool that this script uses")


def interpreter_path() -> str:
    """PATH, and what pyenv has: its shims on PATH answer for the selected version only."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return os.pathsep.join([*map(str, sorted(pyenv.glob("versions/*/bin"))), os.environ["PATH"]])


def locked(name: str) -> str:
    """The text of `name`'s lock."""
    wanted = [
        line
        for line in (HERE / f"{name}.in").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    interpreter = INTERPRETERS.get(name, DEFAULT_INTERPRETER)
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        subprocess.run(
            [sys.executable, pex_tool(), "lock", "create", *wanted]
            + ["--style", "universal", "--target-system", "linux", "--resolver-version", "pip-2020-resolver"]
            + ["--interpreter-constraint", interpreter, "--output", output.name]
            + ["--python-path", interpreter_path()],
            env={**os.environ, "PEX_SCRIPT": "pex3"},
            check=True,
        )
        resolved = json.loads(Path(output.name).read_text(encoding="utf-8"))
    lines = [f"# Written by lock.py from {name}.in."]
    (resolve,) = resolved["locked_resolves"]
    for requirement in sorted(resolve["locked_requirements"], key=lambda entry: entry["project_name"]):
        hashes = sorted({f"{a['algorithm']}:{a['hash']}" for a in requirement["artifacts"]})
        pinned = f"{requirement['project_name']}=={requirement['version']}"
        lines.append(" \\\n    ".join([pinned, *(f"--hash={value}" for value in hashes)]))
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> None:
    for name in names or sorted(path.stem for path in HERE.glob("*.in")):
        (HERE / f"{name}.lock").write_text(locked(name))
        print(f"wrote {name}.lock")


if __name__ == "__main__":
    main(sys.argv[1:])
