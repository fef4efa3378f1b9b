"""What servers run in: environments with another CPython than that of the tests, and programs in Go.

Each is made once a machine and kept in the user's cache folder, under a name that says what it is.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.incremental.checkout import REPOSITORY

LOCKS = REPOSITORY / "3rdparty/python"
MODULES = REPOSITORY / "3rdparty/go"


class NoInterpreter(Exception):
    """The message says which CPython is missing and how to install it."""


class NoProgram(Exception):
    """The message says what cannot be built here, and why."""


def find_python(version: str) -> str:
    """A CPython of this version, on PATH or under pyenv. Raises NoInterpreter."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    on_path = shutil.which(f"python{version}")
    candidates = [on_path] if on_path else []
    candidates += sorted(
        map(str, pyenv.glob(f"versions/{version}.*/bin/python{version}"))
    )
    for candidate in candidates:
        asked = [
            candidate,
            "-c",
            "import sys, venv; print('%d.%d' % sys.version_info[:2])",
        ]
        answered = subprocess.run(asked, capture_output=True, text=True, check=False)
        if answered.stdout.strip() == version:
            return candidate
    raise NoInterpreter(
        f"CPython {version} is neither on PATH nor under {pyenv}, and the server runs on no other:"
        f" install it, for example with `pyenv install {version}`"
    )


def environment(name: str, version: str) -> Path:
    """The folder `bin` of an environment with what `NAME.lock` lists."""
    lock = LOCKS / f"{name}.lock"
    interpreter = find_python(version)
    with _made(name, interpreter.encode(), lock.read_bytes()) as (made, is_new):
        if is_new:
            subprocess.run([interpreter, "-m", "venv", made], check=True, timeout=300)
            pip = [f"{made}/bin/python", "-m", "pip", "install", "--quiet", "--no-deps"]
            wanted = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
            subprocess.run([*pip, *wanted], check=True, timeout=900)
    return made / "bin"


def go_program(name: str, package: str) -> Path:
    """A program in Go, of the modules whose digests are in `go.sum`. Raises NoProgram."""
    compiler = shutil.which("go")
    if compiler is None:
        raise NoProgram(f"{name} is not tested, as Go is not installed")
    sums = (MODULES / "go.mod").read_bytes(), (MODULES / "go.sum").read_bytes()
    with _made(name, *sums) as (made, is_new):
        if is_new:
            options = ("-mod=readonly", "-trimpath", "-o", f"{made}/{name}")
            built = subprocess.run(
                [compiler, "build", *options, package],
                cwd=MODULES,
                capture_output=True,
                text=True,
                timeout=1200,
                check=False,
            )
            if built.returncode:
                raise NoProgram(f"{name} is not tested, as Go does not build it:\n{built.stderr}")
    return made / name


@contextlib.contextmanager
def _made(name: str, *identity: bytes) -> Iterator[tuple[Path, bool]]:
    """The folder for this, and whether it has to be filled, which nobody else does meanwhile."""
    digest = hashlib.sha256(b"\n".join(identity)).hexdigest()[:16]
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("FERROTYPE_CACHE") or Path(cache) / "ferrotype")
    made = folder / "servers" / f"{name}-{digest}"
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.with_suffix(".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        is_new = not (made / "ready").exists()
        if is_new:
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
        yield made, is_new
        (made / "ready").touch()
