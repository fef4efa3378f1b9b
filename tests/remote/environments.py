"""Private environments for servers that need another CPython than the tests: made once a machine."""

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


class NoInterpreter(Exception):
    """The message says which CPython is missing and how to install it."""


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
    """The folder `bin` of an environment with what `NAME.lock` lists, kept in the user's cache."""
    lock = LOCKS / f"{name}.lock"
    interpreter = find_python(version)
    identity = hashlib.sha256(
        f"{interpreter}\n".encode() + lock.read_bytes()
    ).hexdigest()[:16]
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("FERROTYPE_CACHE") or Path(cache) / "ferrotype")
    made = folder / "servers" / f"{name}-{identity}"
    with _locked(made.with_suffix(".lock")):
        if not (made / "ready").exists():
            shutil.rmtree(made, ignore_errors=True)
            subprocess.run([interpreter, "-m", "venv", made], check=True, timeout=300)
            pip = [f"{made}/bin/python", "-m", "pip", "install", "--quiet", "--no-deps"]
            wanted = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
            subprocess.run([*pip, *wanted], check=True, timeout=900)
            (made / "ready").touch()
    return made / "bin"


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
