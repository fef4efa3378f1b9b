"""The user's cache folder: where it is, and how something is put into it whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ferrotype.toolchain.model import ToolchainError

CACHE_VARIABLE = "FERROTYPE_CACHE"

Progress = Callable[[str], None]


def report_progress(line: str) -> None:
    """Writes one progress line to stderr, the only stream that is not a program's own output."""
    print(f"ferrotype: {line}", file=sys.stderr, flush=True)


def cache_folder(environment: Mapping[str, str]) -> Path:
    """`FERROTYPE_CACHE`, else `XDG_CACHE_HOME/ferrotype`, else `~/.cache/ferrotype`; absolute."""
    if environment.get(CACHE_VARIABLE):
        return Path(environment[CACHE_VARIABLE]).absolute()
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]).absolute() / "ferrotype"
    home = environment.get("HOME") or str(Path.home())
    return Path(home) / ".cache" / "ferrotype"


@contextlib.contextmanager
def locked(cache: Path, name: str, progress: Progress) -> Iterator[None]:
    """Holds the lock `name` in the cache folder; says so once if another process has it."""
    with writing_to(cache):
        folder = cache / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(f"waiting for another process that prepares {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def new_folder(destination: Path) -> Iterator[Path]:
    """An empty folder beside `destination` that becomes `destination` if the block succeeds.

    Readers see the whole folder or none. An interrupted block leaves nothing under the final
    name; what a killed process left beside it is removed by the next caller, who holds the lock.
    """
    with writing_to(destination.parent):
        destination.parent.mkdir(parents=True, exist_ok=True)
        for leftover in destination.parent.glob(f".{destination.name}.*"):
            shutil.rmtree(leftover, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
        try:
            yield scratch
            scratch.chmod(0o755)
            if destination.exists():
                shutil.rmtree(destination)
            scratch.rename(destination)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Writes a small file so that readers see the old text or the new one."""
    with writing_to(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise


_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR})


@contextlib.contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """Turns a full disk or an unwritable folder into a `ToolchainError` that names the folder."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        raise ToolchainError(
            "FT0804",
            f"cannot write to the cache folder {folder}: {error.strerror}; free some space there "
            f"(about 400 MB are needed), or set {CACHE_VARIABLE} to another folder",
        ) from error


def fail_if_full(folder: Path) -> None:
    """Raises the OSError of a full disk if that is why a tool failed in `folder`."""
    probe = folder / "probe"
    try:
        probe.write_bytes(bytes(1 << 20))
    finally:
        probe.unlink(missing_ok=True)
