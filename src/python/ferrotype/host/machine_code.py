"""Modules compiled for this machine, kept between processes.

What is kept runs with the rights of the process that loads it, so it is taken only from a folder that
this user alone can write, and only as it was written: a file begins with the digest of the rest. Its
name says which module it was made from, by which wasmtime, for which machine and settings; wasmtime
itself refuses what was made for a processor with more than this one has. Where anything is not as it
should be, the module is compiled as if nothing were kept.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import os
import platform
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import wasmtime

_KEPT_FILES = 32
_DIGEST_BYTES = 32


def machine_code_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder in the user's cache; None where the user has none."""
    if environment.get("FERROTYPE_CACHE"):
        return Path(environment["FERROTYPE_CACHE"], "machine-code")
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"], "ferrotype", "machine-code")
    if environment.get("HOME"):
        return Path(environment["HOME"], ".cache", "ferrotype", "machine-code")
    return None


def kept_module(
    engine: wasmtime.Engine, data: bytes, settings: str, folder: Path | None
) -> wasmtime.Module:
    """The module of these bytes: from the folder, or compiled and put there.

    ``settings`` says what of the engine's settings the machine code depends on. Processes that need
    the same module at the same time wait for the first.
    """
    if folder is None:
        return wasmtime.Module(engine, data)
    path = folder / f"{_key(data, settings)}.cwasm"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours_alone(os.lstat(folder)):
            with _locked(path.with_suffix(".lock")):
                return _loaded(engine, path) or _made(engine, data, path)
    return wasmtime.Module(engine, data)


def _key(data: bytes, settings: str) -> str:
    version = importlib.metadata.version("wasmtime")
    parts = (hashlib.sha256(data).hexdigest(), version, platform.machine(), settings)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_ours_alone(status: os.stat_result) -> bool:
    """Whether only this user can have written it. A link is never ours: its mode is open to all."""
    others_write = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not others_write


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _loaded(engine: wasmtime.Engine, path: Path) -> wasmtime.Module | None:
    """The kept module; None where there is none, or where it is not as it was written."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    with open(descriptor, "rb") as file:
        if not _is_ours_alone(os.fstat(descriptor)):
            return None
        digest, code = file.read(_DIGEST_BYTES), file.read()
    if hashlib.sha256(code).digest() != digest:
        return None
    try:
        module = wasmtime.Module.deserialize(engine, code)
    except wasmtime.WasmtimeError:
        return None
    os.utime(path)
    return module


def _made(engine: wasmtime.Engine, data: bytes, path: Path) -> wasmtime.Module:
    """The module compiled; kept too, where that is possible."""
    module = wasmtime.Module(engine, data)
    scratch = path.with_suffix(f".{os.getpid()}")
    try:
        code = bytes(module.serialize())
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
        with open(os.open(scratch, flags, 0o600), "wb") as file:
            file.write(hashlib.sha256(code).digest() + code)
        scratch.replace(path)
        _forget_the_oldest(path.parent)
    except OSError:
        # A full disk, or a file of another process of the same number that was killed.
        scratch.unlink(missing_ok=True)
    return module


def _forget_the_oldest(folder: Path) -> None:
    """Keep the modules that were used last."""
    kept = sorted(folder.glob("*.cwasm"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT_FILES:]:
        path.unlink(missing_ok=True)
        path.with_suffix(".lock").unlink(missing_ok=True)
