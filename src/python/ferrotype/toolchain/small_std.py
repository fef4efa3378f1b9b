"""A standard library of Rust for small modules: built for size, and ending at once where it would panic.

A panic is a defect of the runtime, and what Rust has to say of it is a tenth of a small module. The
library is built from rustc's own sources, with options that rustc keeps to its nightly releases
(`RUSTC_BOOTSTRAP`): where that does not work, modules are linked with the library that is there.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ferrotype.toolchain import debian, rustup
from ferrotype.toolchain.cache import Progress, new_folder, writing_to
from ferrotype.toolchain.model import SMALL_FLAGS, Toolchain, ToolchainError
from ferrotype.toolchain.std_build import StandardLibrary, build_std, registry_of

_FEATURES = "optimize_for_size"


def sources(toolchain: Toolchain, environment: Mapping[str, str]) -> Path:
    """Where the sources of the standard library of this rustc are, or would be."""
    if toolchain.origin == "debian":
        folder = debian.source_folder(environment)
        return folder / "library" if folder is not None else Path("/nonexistent")
    return Path(toolchain.rustc).parents[1] / "lib" / "rustlib" / "src" / "rust" / "library"


def with_small_std(
    toolchain: Toolchain,
    environment: Mapping[str, str],
    cache: Path,
    *,
    install: bool,
    progress: Progress,
) -> Toolchain | None:
    """The toolchain with a standard library for size; None if it cannot be built here."""
    library = sources(toolchain, environment)
    if not library.is_dir() and install and toolchain.origin != "debian":
        rustup.add_sources(toolchain.rustc, environment, progress)
    if not library.is_dir():
        return None
    recipe = f"{toolchain.digest}\n{SMALL_FLAGS}\n{_FEATURES}"
    identity = hashlib.sha256(recipe.encode()).hexdigest()[:16]
    sysroot = cache / "sysroots" / f"{toolchain.target}-small-{identity}"
    if not sysroot.is_dir():
        progress("building Rust's standard library for small modules (a minute, once per machine)")
        try:
            _build(toolchain, library, sysroot, environment)
        except ToolchainError as error:
            progress(f"going on with the standard library that is there: {error.message}")
            return None
    return replace(toolchain, sysroot=str(sysroot), is_small=True)


def _build(
    toolchain: Toolchain, source: Path, sysroot: Path, environment: Mapping[str, str]
) -> None:
    flags = [
        *("-C", "embed-bitcode=yes", *SMALL_FLAGS),
        f"--remap-path-prefix={source.parent}=/rustc",
        f"--remap-path-prefix={registry_of(environment)}=/crates",
    ]
    is_debian = toolchain.origin == "debian"
    library = StandardLibrary(
        rustc=toolchain.rustc,
        cargo=toolchain.cargo,
        target=toolchain.target,
        flags=[*flags, *debian.linking_flags()] if is_debian else flags,
        features=_FEATURES,
        vendored=source / "vendor" if is_debian else None,
    )
    with new_folder(sysroot) as scratch:
        rlibs = build_std(library, scratch / "build", environment)
        with writing_to(scratch):
            destination = scratch / "lib" / "rustlib" / toolchain.target / "lib"
            destination.mkdir(parents=True)
            for rlib in rlibs:
                shutil.copy2(rlib, destination / rlib.name)
            shutil.copytree(toolchain.self_contained(), destination / "self-contained")
            shutil.rmtree(scratch / "build")
