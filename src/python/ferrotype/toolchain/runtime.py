"""Building the runtime crate once per content of its sources and toolchain."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ferrotype.toolchain.cache import (
    Progress,
    cache_folder,
    fail_if_full,
    locked,
    new_folder,
    report_progress,
    writing_to,
)
from ferrotype.toolchain.model import Toolchain, ToolchainError
from ferrotype.toolchain.process import run_joined

CRATE = "ferrotype_runtime"
PACKAGE = "ferrotype_runtime"

SOURCES_VARIABLE = "FERROTYPE_RUNTIME_SOURCES"
RUNTIME_VARIABLE = "FERROTYPE_RUNTIME"
"""A folder that `build_runtime` filled; when set, nothing is built."""

_LEFT_OUT = frozenset({"target", "tests", "benches", "examples", "tools"})
_MANNER = "paths of the standard library are remapped"
"""Another text where this module builds other libraries from the same sources."""
_MANIFESTS = frozenset({"Cargo.toml", "Cargo.lock"})


@dataclass(frozen=True, slots=True)
class Runtime:
    """The built runtime: its rlib, and the folder with it and all that it depends on."""

    folder: Path

    @property
    def rlib(self) -> Path:
        return self.folder / f"lib{CRATE}.rlib"

    @property
    def dependencies(self) -> Path:
        return self.folder / "deps"

    def externs(self) -> dict[str, Path]:
        """For `compile_command` and `link_command`."""
        return {CRATE: self.rlib}

    def search(self) -> tuple[Path, ...]:
        """For `compile_command` and `link_command`."""
        return (self.folder, self.dependencies)


def runtime_sources(environment: Mapping[str, str] | None = None) -> Path:
    """The folder of the runtime's Cargo workspace: stated, or the one in this package.

    Raises ToolchainError FT0803 if the installation is incomplete.
    """
    environment = os.environ if environment is None else environment
    stated = environment.get(SOURCES_VARIABLE)
    here = Path(__file__).resolve().parent
    candidates = [Path(stated).absolute()] if stated else [here / "rust"]
    for candidate in candidates:
        if (candidate / "Cargo.toml").is_file() and (candidate / "runtime").is_dir():
            return candidate.resolve()
    places = ", ".join(map(str, candidates))
    raise ToolchainError(
        "FT0803",
        f"the sources of Ferrotype's runtime are in none of: {places}; install ferrotype again",
    )


def ensure_runtime(
    toolchain: Toolchain,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Progress = report_progress,
    for_size: bool = False,
) -> Runtime:
    """The runtime for `toolchain`, built by cargo at the first use of this content.

    `for_size` gives one that is built for small modules, where no built one is stated.

    Raises ToolchainError: FT0803 if it cannot be built, FT0804 if the cache cannot be written.
    """
    environment = os.environ if environment is None else environment
    stated = environment.get(RUNTIME_VARIABLE)
    if stated and toolchain.is_wasm:
        # Build rules may name a link; where it leads is named after what the runtime is.
        return Runtime(Path(stated).resolve())
    wanted = runtime_to_be(toolchain, environment, for_size=for_size)
    folder = wanted.folder
    if not folder.is_dir():
        sources = runtime_sources(environment)
        cache = cache_folder(environment)
        variant = _variant(toolchain, for_size)
        with locked(cache, f"runtime-{variant}", progress):
            if not folder.is_dir():
                progress(f"building the runtime for {variant} (once per version)")
                with new_folder(folder) as scratch:
                    work = cache / "runtime-builds" / variant
                    build_runtime(toolchain, sources, scratch, work, environment, for_size=for_size)
    return wanted


def runtime_to_be(
    toolchain: Toolchain, environment: Mapping[str, str], *, for_size: bool = False
) -> Runtime:
    """Where the runtime for `toolchain` lies or will lie, in a folder named after what it is.

    Raises ToolchainError FT0803 if the installation is incomplete.
    """
    digest = source_digest(runtime_sources(environment), toolchain)
    name = f"{_variant(toolchain, for_size)}-{digest[:24]}"
    return Runtime(cache_folder(environment) / "runtimes" / name)


def copied_runtime(runtime: Runtime, folder: Path) -> Runtime:
    """A copy of a built runtime below `folder`, under its own name."""
    with writing_to(folder):
        copied = shutil.copytree(runtime.folder, folder / runtime.folder.name)
    return Runtime(Path(copied))


def _variant(toolchain: Toolchain, for_size: bool) -> str:
    return f"{toolchain.target}-size" if for_size else toolchain.target


def source_digest(sources: Path, toolchain: Toolchain) -> str:
    """A digest of everything that decides the runtime's rlibs."""
    decides = f"{toolchain.digest}\n{_build_arguments(toolchain)}\n{_MANNER}\n"
    digest = hashlib.sha256(decides.encode())
    for path in sorted(_source_files(sources)):
        name = path.relative_to(sources).as_posix()
        digest.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _source_files(sources: Path) -> list[Path]:
    found = []
    for folder, folders, files in os.walk(sources):
        # Cargo needs the manifest of every member, but the runtime nothing else of them.
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT and not name.startswith("."))
        # Settings of other tools, which a sandbox or a wheel does not have, decide nothing.
        found += [
            Path(folder) / name
            for name in files
            if name in _MANIFESTS or name.endswith((".rs", ".txt", ".bin"))
        ]
    return found


def _rust_flags(toolchain: Toolchain, prefixes: Mapping[str, str]) -> list[str]:
    flags = list(toolchain.flags()[2:])  # cargo passes --target itself
    # Bitcode in the rlibs is what allows `lto=fat` at the link; cargo alone would leave it out.
    flags += ["-C", "embed-bitcode=yes"]
    # Warnings are for the runtime's developers; here they would hide the error of a failed build.
    flags += ["-A", "warnings"]
    for prefix, replacement in sorted(prefixes.items()):
        flags += [f"--remap-path-prefix={prefix}={replacement}"]
    return flags


def _build_arguments(toolchain: Toolchain) -> list[str]:
    arguments = ["build", "--release", "--locked", "--package", PACKAGE, "--lib"]
    return [*arguments, "--target", toolchain.target]


def build_runtime(
    toolchain: Toolchain,
    sources: Path,
    output: Path,
    work: Path,
    environment: Mapping[str, str],
    *,
    for_size: bool = False,
) -> None:
    """Runs cargo in `work`, which it may reuse, and copies the rlibs to `output`.

    `output` gets `libferrotype_runtime.rlib` and `deps/`. Raises ToolchainError FT0803 with the
    end of cargo's output.
    """
    cargo_home = environment.get("CARGO_HOME") or os.path.join(environment.get("HOME", "/"), ".cargo")
    prefixes = {
        str(sources): "/ferrotype",
        os.path.join(cargo_home, "registry", "src"): "/crates",
    }
    flags = _rust_flags(toolchain, prefixes)
    if toolchain.is_small:
        flags += ["--cfg", "abort_at_once"]
    if for_size:
        # What generated code would otherwise hold at every place is then a function.
        flags += ["--cfg", "small"]
    variables = {
        **{name: value for name, value in environment.items() if not name.startswith("CARGO_")},
        "CARGO_HOME": cargo_home,
        "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(flags),
        "CARGO_PROFILE_RELEASE_PANIC": "abort",
        "CARGO_INCREMENTAL": "0",
        "CARGO_TARGET_DIR": str(work),
        "CARGO_TERM_COLOR": "never",
        "RUSTC": toolchain.rustc,
        **toolchain.variables(),
    }
    if for_size:
        variables["CARGO_PROFILE_RELEASE_OPT_LEVEL"] = "z"
    with writing_to(work):
        work.mkdir(parents=True, exist_ok=True)
    finished = run_joined([toolchain.cargo, *_build_arguments(toolchain)], variables, sources)
    if finished.returncode != 0:
        with writing_to(work):
            fail_if_full(work)
        tail = "\n".join(finished.stdout.strip().splitlines()[-25:])
        raise ToolchainError(
            "FT0803",
            f"cannot build the runtime for {toolchain.target}; cargo needs its crates from the "
            f"registry the first time. It said:\n{tail}",
        )
    built = work / toolchain.target / "release"
    with writing_to(output):
        (output / "deps").mkdir()
        shutil.copy2(built / f"lib{CRATE}.rlib", output / f"lib{CRATE}.rlib")
        for rlib in _dependencies(toolchain, sources, variables, built):
            shutil.copy2(rlib, output / "deps" / rlib.name)


def _dependencies(
    toolchain: Toolchain, sources: Path, variables: Mapping[str, str], built: Path
) -> list[Path]:
    """The rlibs that the finished build consists of, and no leftovers of earlier ones.

    What build scripts of dependencies need is compiled for this machine, beside `built`.

    Cargo's target folder keeps rlibs of older versions, so the build is asked again, which does
    nothing but name its artifacts.
    """
    listed = subprocess.run(
        [toolchain.cargo, *_build_arguments(toolchain), "--message-format=json", "--quiet"],
        cwd=sources,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found = set()
    for line in listed.stdout.splitlines():
        message = json.loads(line)
        if message.get("reason") != "compiler-artifact":
            continue
        for name in message["filenames"]:
            path = Path(name)
            if path.suffix == ".rlib" and path.is_relative_to(built):
                found.add(path)
    return sorted(path for path in found if path.name != f"lib{CRATE}.rlib")
