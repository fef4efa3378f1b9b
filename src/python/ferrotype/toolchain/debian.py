"""A WASI toolchain from Debian's packages: rustc and std's sources, wasi-libc, lld.

Debian carries no built std for wasm32-wasip1, so it is built once from the sources in
`rust-web-src`, whose own dependencies lie beside them: nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ferrotype.toolchain.cache import Progress, fail_if_full, new_folder, writing_to
from ferrotype.toolchain.model import ToolchainError
from ferrotype.toolchain.process import capture

PACKAGES = (
    "rustc-web",
    "cargo-web",
    "libstd-rust-web-dev",
    "rust-web-src",
    "wasi-libc",
    "lld-22",
    # The linker driver of the host: procedural macros and `--native` need it.
    "gcc",
    "libc6-dev",
)

RUSTC = "/usr/bin/rustc"
CARGO = "/usr/bin/cargo"
LINKER = "/usr/bin/wasm-ld-22"
WASI_LIBC = Path("/usr/lib/wasm32-wasi")
START_FILES = ("libc.a", "crt1-command.o", "crt1-reactor.o", "crt1.o")


def is_debian() -> bool:
    """Whether apt-get and dpkg are here, so that the packages above may exist."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def missing_parts(environment: Mapping[str, str]) -> list[str]:
    """The packages whose files are not here."""
    checks = {
        "rustc-web": Path(RUSTC).exists(),
        "cargo-web": Path(CARGO).exists(),
        "rust-web-src": source_folder(environment) is not None,
        "wasi-libc": all((WASI_LIBC / name).exists() for name in START_FILES),
        "lld-22": Path(LINKER).exists(),
    }
    return [package for package, present in checks.items() if not present]


def source_folder(environment: Mapping[str, str]) -> Path | None:
    """Where std's sources for Debian's rustc lie, or None."""
    version = capture([RUSTC, "--version"], environment)
    if version is None:
        return None
    folder = Path("/usr/src") / f"rustc-{version.split()[1]}"
    return folder if (folder / "library" / "vendor").is_dir() else None


def install_packages(environment: Mapping[str, str], progress: Progress) -> str | None:
    """Installs the packages; returns None if they are there, else why they are not."""
    if not is_debian():
        return "this is not a Debian system"
    if os.geteuid() != 0:
        return "Debian's packages can only be installed by root"
    progress("installing Debian's Rust and WASI packages")
    unattended = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", *PACKAGES],
    ):
        finished = subprocess.run(
            arguments,
            env=unattended,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    # A failed update does not matter if the lists already here were enough.
    if finished.returncode != 0:
        last = finished.stdout.strip().splitlines()[-1:] or ["?"]
        return f"apt-get install failed: {last[0]}"
    return None


def build_sysroot(
    destination: Path, target: str, environment: Mapping[str, str], progress: Progress
) -> None:
    """Builds std for `target` and assembles the sysroot `destination`, whole or not at all.

    Raises ToolchainError FT0802 with the end of cargo's output if the build fails.
    """
    source = source_folder(environment)
    assert source is not None, "called after missing_parts said that nothing is missing"
    progress("building Rust's standard library for WASI (about a minute, once per machine)")
    with new_folder(destination) as scratch:
        with writing_to(scratch):
            package = scratch / "build"
            (package / "src").mkdir(parents=True)
            (package / "src" / "lib.rs").write_text("")
            (package / "Cargo.toml").write_text(
                '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n\n'
                '[profile.release]\npanic = "abort"\nlto = "thin"\n'
            )
        flags = (
            f"-C embed-bitcode=yes -C link-self-contained=no -L {WASI_LIBC} -C linker={LINKER} "
            f"-C link-arg={WASI_LIBC}/crt1-command.o --remap-path-prefix={source}=/rustc"
        )
        finished = subprocess.run(
            [CARGO, "--config", 'source.crates-io.replace-with="vendored"']
            + ["--config", f'source.vendored.directory="{source}/library/vendor"']
            + ["build", "--offline", "--release", "-Zbuild-std=std,panic_abort", "--target", target],
            cwd=package,
            env={
                **{name: value for name, value in environment.items() if not name.startswith("CARGO")},
                "RUSTC": RUSTC,
                "RUSTC_BOOTSTRAP": "1",
                "RUSTFLAGS": flags,
                "CARGO_TARGET_DIR": str(package / "target"),
                # The build needs nothing of the user's own cargo folder.
                "CARGO_HOME": str(scratch / "cargo-home"),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if finished.returncode != 0:
            with writing_to(destination.parent):
                fail_if_full(scratch)
            tail = "\n".join(finished.stdout.strip().splitlines()[-15:])
            raise ToolchainError("FT0802", f"cannot build Rust's standard library for {target}:\n{tail}")
        with writing_to(scratch):
            libraries = scratch / "lib" / "rustlib" / target / "lib"
            (libraries / "self-contained").mkdir(parents=True)
            for rlib in sorted((package / "target" / target / "release" / "deps").glob("*.rlib")):
                # The empty package is no part of std.
                if not rlib.name.startswith("libempty-"):
                    shutil.copy2(rlib, libraries / rlib.name)
            for name in START_FILES:
                shutil.copy2(WASI_LIBC / name, libraries / "self-contained" / name)
            shutil.rmtree(package)
            shutil.rmtree(scratch / "cargo-home", ignore_errors=True)
