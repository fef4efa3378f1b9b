"""Writes `NAME.lock` for each `NAME.in` beside this file: `name==version` and hashes, nothing else.

    python3 3rdparty/python/lock.py [NAME…]

Resolves with the pex tool that ./pants has built, against whatever index pip is configured for.
Pants' own lock files record where each file was downloaded from; these do not.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

INTERPRETERS = {"plugin": "CPython==3.9.*", "pytest": "CPython>=3.9,<3.12"}
DEFAULT_INTERPRETER = "CPython==3.11.*"

# The pex tool knows no later CPython than 3.12; pip does, and gives hashes for this machine's kind.
BY_PIP = {"buildgrid": "python3.13"}

# Only programs in the wheel are used, and they need none of its requirements.
ALONE = frozenset({"buildbox"})


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


def wanted_by(name: str) -> list[str]:
    """The requirements in `name`'s `.in`."""
    lines = (HERE / f"{name}.in").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def resolved_by_pip(name: str) -> dict[str, list[str]]:
    """Each pinned requirement, with its hash."""
    python = shutil.which(BY_PIP[name], path=interpreter_path())
    if python is None:
        raise SystemExit(f"{name} needs {BY_PIP[name]} on PATH or under pyenv")
    report = subprocess.run(
        [python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
        + ["--only-binary=:all:", "--report=-", *wanted_by(name)],
        stdout=subprocess.PIPE,
        check=True,
    )
    found = {}
    for entry in json.loads(report.stdout)["install"]:
        project, hashes = entry["metadata"], entry["download_info"]["archive_info"]["hashes"]
        pinned = f"{project['name'].lower().replace('_', '-')}=={project['version']}"
        found[pinned] = [f"{kind}:{value}" for kind, value in sorted(hashes.items())]
    return found


def resolved_by_pex(name: str) -> dict[str, list[str]]:
    """Each pinned requirement, with the hashes of all its files."""
    interpreter = INTERPRETERS.get(name, DEFAULT_INTERPRETER)
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        subprocess.run(
            [sys.executable, pex_tool(), "lock", "create", *wanted_by(name)]
            + ["--style", "universal", "--target-system", "linux", "--resolver-version", "pip-2020-resolver"]
            + ["--interpreter-constraint", interpreter, "--output", output.name]
            + ["--python-path", interpreter_path()],
            env={**os.environ, "PEX_SCRIPT": "pex3"},
            check=True,
        )
        resolved = json.loads(Path(output.name).read_text(encoding="utf-8"))
    (resolve,) = resolved["locked_resolves"]
    return {
        f"{requirement['project_name']}=={requirement['version']}": [
            f"{artifact['algorithm']}:{artifact['hash']}" for artifact in requirement["artifacts"]
        ]
        for requirement in resolve["locked_requirements"]
    }


def locked(name: str) -> str:
    """The text of `name`'s lock."""
    resolved = resolved_by_pip(name) if name in BY_PIP else resolved_by_pex(name)
    if name in ALONE:
        resolved = {pinned: resolved[pinned] for pinned in wanted_by(name)}
    lines = [f"# Written by lock.py from {name}.in."]
    for pinned, hashes in sorted(resolved.items(), key=lambda entry: entry[0].partition("==")[0]):
        lines.append(" \\\n    ".join([pinned, *(f"--hash={value}" for value in sorted(set(hashes)))]))
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> None:
    for name in names or sorted(path.stem for path in HERE.glob("*.in")):
        (HERE / f"{name}.lock").write_text(locked(name))
        print(f"wrote {name}.lock")


if __name__ == "__main__":
    main(sys.argv[1:])
