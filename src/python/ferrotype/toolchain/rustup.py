"""Adding the WASM target to a rustup toolchain."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from ferrotype.toolchain.cache import Progress
from ferrotype.toolchain.process import run_watched

STALLED_SECONDS = 10.0
LONGEST_SECONDS = 300.0


def find_rustup(environment: Mapping[str, str]) -> str | None:
    """The rustup on PATH, or the one that its installer put into the home folder."""
    found = shutil.which("rustup", path=environment.get("PATH", os.defpath))
    if found is not None:
        return found
    installed = Path(environment.get("HOME", "/nonexistent")) / ".cargo" / "bin" / "rustup"
    return str(installed) if os.access(installed, os.X_OK) else None


def add_target(target: str, environment: Mapping[str, str], progress: Progress) -> str | None:
    """Runs `rustup target add`; returns None if it succeeded, else why it did not.

    Behind a closed network rustup retries for minutes without a word, so it is ended as soon as
    nothing has been said or downloaded for `STALLED_SECONDS`.
    """
    rustup = find_rustup(environment)
    if rustup is None:
        return "rustup is not installed"
    progress(f"adding the target {target} with rustup")
    succeeded, said = run_watched(
        [rustup, "target", "add", target],
        environment,
        measure=lambda: _downloaded(environment),
        stalled_after=STALLED_SECONDS,
        timeout=LONGEST_SECONDS,
    )
    return None if succeeded else f"`rustup target add {target}` failed: {said.splitlines()[-1] if said else '?'}"


def add_sources(rustc: str, environment: Mapping[str, str], progress: Progress) -> None:
    """Runs `rustup component add rust-src` for the toolchain of this rustc; nothing depends on it."""
    rustup = find_rustup(environment)
    folder = Path(rustc).parents[1]
    if rustup is None or folder.parent.name != "toolchains":
        return
    progress("adding the sources of Rust's standard library with rustup")
    run_watched(
        [rustup, "component", "add", "rust-src", "--toolchain", folder.name],
        environment,
        measure=lambda: _downloaded(environment),
        stalled_after=STALLED_SECONDS,
        timeout=LONGEST_SECONDS,
    )


def _downloaded(environment: Mapping[str, str]) -> int:
    home = environment.get("RUSTUP_HOME") or os.path.join(environment.get("HOME", "/nonexistent"), ".rustup")
    return _folder_bytes(os.path.join(home, "downloads"), os.path.join(home, "tmp"))


def _folder_bytes(*folders: str) -> int:
    total = 0
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                total += sum(entry.stat().st_size + 1 for entry in entries)
        except OSError:
            continue
    return total
