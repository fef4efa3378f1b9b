"""A WASI toolchain from Debian's packages: rustc and std's sources, wasi-libc, lld.

Debian carries no built std for wasm32-wasip1, so it is built once from the sources in
`rust-web-src`, whose own dependencies lie beside them: nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from ferrotype.toolchain.cache import Progress, new_folder, writing_to
from ferrotype.toolchain.process import capture, run_joined
from ferrotype.toolchain.std_build import StandardLibrary, build_std

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

OPTIMIZER_PACKAGE = "binaryen"

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
    return install((*PACKAGES, OPTIMIZER_PACKAGE), environment)


def install(packages: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Installs packages as root; returns None if they are there, else why they are not."""
    unattended = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages],
    ):
        finished = run_joined(arguments, unattended)
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
    library = StandardLibrary(
        rustc=RUSTC,
        cargo=CARGO,
        target=target,
        flags=[
            *("-C", "embed-bitcode=yes", *linking_flags()),
            f"--remap-path-prefix={source}=/rustc",
        ],
        vendored=source / "library" / "vendor",
    )
    with new_folder(destination) as scratch:
        rlibs = build_std(library, scratch / "build", environment)
        with writing_to(scratch):
            libraries = scratch / "lib" / "rustlib" / target / "lib"
            (libraries / "self-contained").mkdir(parents=True)
            for rlib in rlibs:
                shutil.copy2(rlib, libraries / rlib.name)
            for name in START_FILES:
                shutil.copy2(WASI_LIBC / name, libraries / "self-contained" / name)
            shutil.rmtree(scratch / "build")


def linking_flags() -> tuple[str, ...]:
    """What rustc needs to link where it has no C library of its own."""
    start = f"link-arg={WASI_LIBC}/crt1-command.o"
    linker = f"linker={LINKER}"
    return ("-C", "link-self-contained=no", "-L", str(WASI_LIBC), "-C", linker, "-C", start)
