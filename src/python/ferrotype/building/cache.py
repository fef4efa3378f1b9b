"""What is kept between builds, by content: analyses, translations, rlibs, programs."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ferrotype.building.outputs import make_folder, place_file, write_file
from ferrotype.toolchain import cache_folder


def digest_of(parts: Iterable[str | bytes]) -> str:
    """A digest of a sequence; the lengths are part of it."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@cache
def compiler_digest() -> str:
    """A digest of this compiler's own sources: another compiler never meets these entries."""
    root = Path(__file__).resolve().parents[1]
    parts: list[str | bytes] = []
    for path in sorted(root.rglob("*.py")):
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    return digest_of(parts)


@dataclass(frozen=True, slots=True)
class ContentCache:
    """Files by kind and key; a damaged or missing entry is made again."""

    folder: Path

    @staticmethod
    def of(environment: Mapping[str, str]) -> ContentCache:
        """The user's cache."""
        return ContentCache(cache_folder(environment) / "content")

    def text(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes under ``key``, made by ``make`` at the first use."""
        path = self._path(kind, key, "")
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        if data[:64].decode("ascii", "replace") == hashlib.sha256(data[64:]).hexdigest():
            return data[64:]
        made = make()
        make_folder(path.parent)
        write_file(path, hashlib.sha256(made).hexdigest().encode() + made)
        return made

    def file(self, kind: str, key: str, suffix: str, make: Callable[[Path], None]) -> Path:
        """The file under ``key``; ``make`` writes it to the path that it is given."""
        path = self._path(kind, key, suffix)
        if path.is_file():
            return path
        make_folder(path.parent)
        _remove_leftovers(path)
        scratch = path.with_name(f".{path.name}.{os.getpid()}")
        make_folder(scratch)
        try:
            made = scratch / path.name
            make(made)
            place_file(made, path)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        return path

    def _path(self, kind: str, key: str, suffix: str) -> Path:
        return self.folder / kind / key[:2] / f"{key[2:34]}{suffix}"


def _remove_leftovers(path: Path) -> None:
    """Remove what killed processes left where they made ``path``."""
    prefix = f".{path.name}."
    for leftover in path.parent.glob(f"{prefix}*"):
        process = leftover.name.removeprefix(prefix)
        if process.isdigit() and not _is_alive(int(process)):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # It is another user's.
        return True
    return True
