"""Writing results: whole or not at all, and a refusal where that is not possible."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import Refused, refusal

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def write_file(path: Path, data: bytes) -> None:
    """Replace ``path`` by a file with these bytes. Raises Refused where it cannot be written."""
    with _refusing(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        scratch = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            scratch.chmod(0o666 & ~_umask())
            scratch.replace(path)
        except BaseException:
            scratch.unlink(missing_ok=True)
            raise


def place_file(source: Path, path: Path) -> None:
    """Copy a finished file to ``path``, permissions included, at once."""
    with _refusing(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        scratch = Path(name)
        try:
            shutil.copyfile(source, scratch)
            scratch.chmod(source.stat().st_mode & 0o777)
            scratch.replace(path)
        except BaseException:
            scratch.unlink(missing_ok=True)
            raise


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Make ``path`` a folder with exactly these files. Raises Refused where it cannot be.

    An existing folder is replaced only where it is empty or a workspace that we wrote before.
    """
    require_replaceable(path)
    with _refusing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        try:
            for name, data in files.items():
                target = scratch / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            scratch.chmod(0o777 & ~_umask())
            if path.exists():
                shutil.rmtree(path)
            scratch.rename(path)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise


def require_replaceable(path: Path) -> None:
    """Raise Refused if ``path`` is there and is not what ``write_folder`` may replace."""
    if path.exists() and not _may_replace(path):
        raise refusal(
            codes.OUTPUT_NOT_WRITABLE,
            None,
            path=path,
            reason="it exists and is not a workspace of Ferrotype's",
        )


def make_folder(path: Path) -> None:
    """Make a folder and its parents. Raises Refused where that is not possible."""
    with _refusing(path):
        path.mkdir(parents=True, exist_ok=True)


def _may_replace(path: Path) -> bool:
    return path.is_dir() and (_is_workspace(path) or not any(path.iterdir()))


def _is_workspace(path: Path) -> bool:
    return (path / "Cargo.toml").is_file() and (path / "crates").is_dir()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refused_write(path, error) from error


def refused_write(path: Path, error: OSError) -> Refused:
    """The diagnostic for a write that failed."""
    if error.errno in _FULL:
        return refusal(codes.DISK_FULL, None, path=path)
    reason = error.strerror or str(error)
    return refusal(codes.OUTPUT_NOT_WRITABLE, None, path=path, reason=reason)
