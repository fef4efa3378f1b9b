"""Building Rust's standard library from rustc's own sources."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ferrotype.toolchain.cache import fail_if_full, writing_to
from ferrotype.toolchain.model import ToolchainError
from ferrotype.toolchain.process import run_joined


@dataclass(frozen=True, slots=True)
class StandardLibrary:
    """What to build: by which rustc, for which target, how."""

    rustc: str
    cargo: str
    target: str
    flags: Sequence[str]
    """Of rustc, for each crate of it."""
    features: str = ""
    vendored: Path | None = None
    """Where its dependencies lie; None takes them from the registry."""


def build_std(
    library: StandardLibrary, package: Path, environment: Mapping[str, str]
) -> list[Path]:
    """Builds the library in the new folder `package` and returns its rlibs.

    Raises ToolchainError FT0802 with the end of cargo's output if the build fails.
    """
    with writing_to(package.parent):
        (package / "src").mkdir(parents=True)
        (package / "src" / "lib.rs").write_text("")
        (package / "Cargo.toml").write_text(
            '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n\n'
            '[profile.release]\npanic = "abort"\nlto = "thin"\n'
        )
    options = ["build", "--release", "-Zbuild-std=std,panic_abort", "--target", library.target]
    if library.features:
        options.append(f"-Zbuild-std-features={library.features}")
    variables = {name: value for name, value in environment.items() if not name.startswith("CARGO")}
    if library.vendored is None:
        variables |= {"CARGO_HOME": environment["CARGO_HOME"]} if "CARGO_HOME" in environment else {}
    else:
        # The build needs nothing of the user's own cargo folder.
        variables["CARGO_HOME"] = str(package / "cargo-home")
        options = [
            *("--config", 'source.crates-io.replace-with="vendored"'),
            *("--config", f'source.vendored.directory="{library.vendored}"'),
            *options,
            "--offline",
        ]
    variables |= {
        "RUSTC": library.rustc,
        "RUSTC_BOOTSTRAP": "1",
        "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(library.flags),
        "CARGO_TARGET_DIR": str(package / "target"),
    }
    finished = run_joined([library.cargo, *options], variables, package)
    if finished.returncode != 0:
        with writing_to(package.parent):
            fail_if_full(package)
        tail = "\n".join(finished.stdout.strip().splitlines()[-15:])
        message = f"cannot build Rust's standard library for {library.target}:\n{tail}"
        raise ToolchainError("FT0802", message)
    built = package / "target" / library.target / "release" / "deps"
    # The empty package is no part of std.
    return [rlib for rlib in sorted(built.glob("*.rlib")) if not rlib.name.startswith("libempty-")]


def registry_of(environment: Mapping[str, str]) -> str:
    """The folder into which cargo unpacks crates."""
    home = environment.get("CARGO_HOME") or os.path.join(environment.get("HOME", "/"), ".cargo")
    return os.path.join(home, "registry", "src")
