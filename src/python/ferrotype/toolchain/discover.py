"""Finding a toolchain, or making one, by the first way that works.

1. a rustc on PATH that has the target already;
2. `rustup target add`;
3. Debian's packages and a sysroot built from them;
4. a `ToolchainError` that says what to install.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ferrotype.toolchain import debian, rustup, small_std
from ferrotype.toolchain.cache import (
    Progress,
    cache_folder,
    locked,
    report_progress,
    write_whole,
)
from ferrotype.toolchain.commands import link_command
from ferrotype.toolchain.model import (
    OLDEST_RUSTC,
    WASM_TARGET,
    Toolchain,
    ToolchainError,
    fingerprint,
)
from ferrotype.toolchain.optimizer import (
    DEBIAN_PROGRAM,
    find_optimizer,
    install_optimizer,
)
from ferrotype.toolchain.process import capture

TOOLCHAIN_VARIABLE = "FERROTYPE_TOOLCHAIN"
"""A file that `Toolchain.to_json` wrote; when set, nothing is searched for."""

DIGEST_VARIABLE = "FERROTYPE_TOOLCHAIN_DIGEST"
"""What toolchain the stated one is. A machine without that file, as one that executes for others,
may then have the same toolchain elsewhere."""

_USUAL_FOLDERS = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/cargo/bin", "/opt/rust/bin")

HOST = "host"
"""Stands for the machine's own target in `ensure_toolchain`."""


def ensure_toolchain(
    target: str = WASM_TARGET,
    *,
    environment: Mapping[str, str] | None = None,
    install: bool = True,
    for_size: bool = False,
    progress: Progress = report_progress,
) -> Toolchain:
    """A toolchain for `target` (or `HOST`), found, or made if `install` allows it.

    `for_size` gives one with the standard library of `small_std.py`, where that can be built and
    none is stated.

    The answer is kept in the cache folder and reused while its files are unchanged. Raises
    ToolchainError FT0801 if there is none, FT0802 if std cannot be built, FT0804 if the cache
    folder cannot be written.
    """
    environment = os.environ if environment is None else environment
    stated = environment.get(TOOLCHAIN_VARIABLE)
    if stated and target != HOST:
        wanted = environment.get(DIGEST_VARIABLE)
        if wanted and not Path(stated).exists():
            return _found_here(target, environment, wanted, progress)
        return _read_stated(Path(stated), target)
    cache = cache_folder(environment)

    def search() -> Toolchain:
        found = _search(target, environment, cache, install=install, progress=progress)
        return _with_optimizer(found, environment, install=install, progress=progress)

    known = _recorded(cache, target, progress, search)
    if not for_size or not known.is_wasm:
        return known

    def refine() -> Toolchain:
        return _for_size(known, environment, cache, install=install, progress=progress)

    return _recorded(cache, f"{target}-size-{known.digest[:16]}", progress, refine)


def _recorded(
    cache: Path, name: str, progress: Progress, make: Callable[[], Toolchain]
) -> Toolchain:
    """The toolchain that is kept under a name while its files are unchanged; made where none is."""
    record = cache / "toolchains" / f"{name}.json"
    known = _read_record(record)
    if known is not None:
        return known
    with locked(cache, f"toolchain-{name}", progress):
        known = _read_record(record)
        if known is None:
            known = make()
            write_whole(record, known.to_json())
    return known


def _for_size(
    toolchain: Toolchain,
    environment: Mapping[str, str],
    cache: Path,
    *,
    install: bool,
    progress: Progress,
) -> Toolchain:
    """The toolchain with the standard library for size, or as it is; sources that come later are noticed."""
    watched = fingerprint(str(small_std.sources(toolchain, environment)))
    found = small_std.with_small_std(
        toolchain, environment, cache, install=install, progress=progress
    )
    if found is not None:
        problem = _trial(found, environment)
        if problem is None:
            watched = fingerprint(found.sysroot or "")
            library = found.self_contained().parent
            found = _sealed(found, library)
            digest = hashlib.sha256(f"{toolchain.digest}\n{found.digest}".encode()).hexdigest()
            return replace(found, digest=digest, fingerprints=(*toolchain.fingerprints, watched))
        progress(f"the standard library for small modules does not work: {problem}")
    return replace(toolchain, fingerprints=(*toolchain.fingerprints, watched))


def _read_stated(path: Path, target: str) -> Toolchain:
    try:
        toolchain = Toolchain.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{TOOLCHAIN_VARIABLE} names {path}, which is no description of a toolchain: {error}"
        raise ToolchainError("FT0801", message) from error
    if toolchain.target != target:
        message = f"{TOOLCHAIN_VARIABLE} names a toolchain for {toolchain.target}, not for {target}"
        raise ToolchainError("FT0801", message)
    return toolchain


def _found_here(
    target: str, environment: Mapping[str, str], wanted: str, progress: Progress
) -> Toolchain:
    """The toolchain with this digest, wherever this machine has it. Raises ToolchainError FT0801."""
    folders = [environment.get("PATH", ""), *_USUAL_FOLDERS]
    here = {**environment, "PATH": os.pathsep.join(filter(None, folders))}
    cache = cache_folder(environment)
    found = _search(target, here, cache, install=False, progress=progress)
    found = _with_optimizer(found, here, install=False, progress=progress)
    if found.digest != wanted:
        release = next(iter(found.version.splitlines()), "")
        optimizer = found.optimizer or "no wasm-opt"
        raise ToolchainError(
            "FT0801",
            f"this machine has another toolchain than the one that the build began with: {found.rustc}"
            f" is {release}, with {optimizer}. Give the machines that execute the same releases of"
            " Rust and Binaryen as the others; `./pants doctor` shows them",
        )
    return found


def _read_record(path: Path) -> Toolchain | None:
    try:
        toolchain = Toolchain.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return toolchain if toolchain.is_current() else None


def _search(
    target: str, environment: Mapping[str, str], cache: Path, *, install: bool, progress: Progress
) -> Toolchain:
    reasons: list[str] = []
    found = _on_path(target, environment, reasons)
    if found is not None or target == HOST:
        return found if found is not None else _refuse(target, reasons)
    if install:
        reason = rustup.add_target(target, environment, progress)
        if reason is None:
            found = _on_path(target, environment, reasons)
            if found is not None:
                return found
        else:
            reasons.append(reason)
    if install and debian.missing_parts(environment):
        reason = debian.install_packages(environment, progress)
        if reason is not None:
            reasons.append(reason)
    missing = debian.missing_parts(environment)
    if missing:
        reasons.append(f"Debian's packages {' '.join(missing)} are not installed")
        return _refuse(target, reasons)
    found = _from_debian(target, environment, cache, progress)
    problem = _trial(found, environment)
    if problem is not None:
        reasons.append(f"the toolchain from Debian's packages does not work: {problem}")
        return _refuse(target, reasons)
    return found


def _refuse(target: str, reasons: list[str]) -> Toolchain:
    oldest = ".".join(map(str, OLDEST_RUSTC))
    raise ToolchainError(
        "FT0801",
        f"no Rust toolchain of release {oldest} or later for {target}: {'; '.join(reasons) or 'no rustc'}. "
        f"Install Rust with rustup and run `rustup target add {target}`, or on Debian 12, as root: "
        f"apt-get install --no-install-recommends {' '.join(debian.PACKAGES)}",
    )


def _on_path(target: str, environment: Mapping[str, str], reasons: list[str]) -> Toolchain | None:
    for rustc in _rustc_candidates(environment):
        found = _describe(rustc, target, environment, reasons)
        if found is None:
            continue
        problem = _trial(found, environment)
        if problem is None:
            return found
        reasons.append(f"{rustc} cannot link for {found.target}: {problem}")
    return None


def _rustc_candidates(environment: Mapping[str, str]) -> Iterator[str]:
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    folders.append(os.path.join(environment.get("HOME", "/nonexistent"), ".cargo", "bin"))
    seen = set()
    for folder in folders:
        # Not resolved: the rustup proxies are one file that asks for the name it was called by.
        candidate = os.path.join(folder or ".", "rustc")
        if candidate not in seen and os.access(candidate, os.X_OK):
            seen.add(candidate)
            yield candidate


def _describe(
    rustc: str, target: str, environment: Mapping[str, str], reasons: list[str]
) -> Toolchain | None:
    verbose = capture([rustc, "-vV"], environment)
    sysroot = capture([rustc, "--print", "sysroot"], environment)
    if verbose is None or sysroot is None:
        reasons.append(f"{rustc} does not run")
        return None
    facts = dict(line.split(": ", 1) for line in verbose.splitlines() if ": " in line)
    release = tuple(int(part) for part in facts["release"].split("-")[0].split(".")[:2])
    if release < OLDEST_RUSTC:
        reasons.append(f"{rustc} is {facts['release']}")
        return None
    if target == HOST:
        target = facts["host"]
    # The proxy of rustup chooses by folder and environment: keep the program it chose.
    chosen = Path(sysroot.strip()) / "bin" / "rustc"
    program = str(chosen) if os.access(chosen, os.X_OK) else rustc
    cargo = Path(program).with_name("cargo")
    library = Path(sysroot.strip()) / "lib" / "rustlib" / target / "lib"
    if not any(library.glob("libstd-*.rlib")):
        reasons.append(f"{rustc} has no {target}")
        return None
    return _sealed(
        Toolchain(target, program, str(cargo) if cargo.exists() else "cargo", origin="path", version=verbose),
        library,
    )


def _from_debian(
    target: str, environment: Mapping[str, str], cache: Path, progress: Progress
) -> Toolchain:
    verbose = capture([debian.RUSTC, "-vV"], environment) or ""
    linker = capture([debian.LINKER, "--version"], environment) or ""
    identity = hashlib.sha256((verbose + linker).encode()).hexdigest()[:16]
    sysroot = cache / "sysroots" / f"{target}-{identity}"
    library = sysroot / "lib" / "rustlib" / target / "lib"
    if not any(library.glob("libstd-*.rlib")):
        debian.build_sysroot(sysroot, target, environment, progress)
    found = Toolchain(
        target,
        debian.RUSTC,
        debian.CARGO,
        sysroot=str(sysroot),
        linker=debian.LINKER,
        origin="debian",
        version=verbose + linker,
    )
    return _sealed(found, library)


def _sealed(toolchain: Toolchain, library: Path) -> Toolchain:
    """Adds the digest and the fingerprints of the files that the toolchain consists of."""
    digest = hashlib.sha256(f"{toolchain.target}\n{toolchain.version}".encode())
    for rlib in sorted(library.glob("*.rlib")):
        # The names carry rustc's own hash of each crate; contents would cost a read of 80 MB.
        digest.update(f"{rlib.name}\n".encode())
    files = [toolchain.rustc, str(library)]
    if toolchain.linker is not None:
        files.append(toolchain.linker)
    return replace(
        toolchain,
        digest=digest.hexdigest(),
        fingerprints=tuple(fingerprint(path) for path in files),
    )


def _with_optimizer(
    toolchain: Toolchain, environment: Mapping[str, str], *, install: bool, progress: Progress
) -> Toolchain:
    """Adds Binaryen where it is there or can be installed; a program that comes later is noticed."""
    if not toolchain.is_wasm:
        return toolchain
    found = find_optimizer(environment)
    if found is None and install:
        install_optimizer(environment, progress)
        found = find_optimizer(environment)
    program, version = found or (None, "")
    watched = fingerprint(program or DEBIAN_PROGRAM)
    return replace(
        toolchain,
        optimizer=program,
        digest=hashlib.sha256(f"{toolchain.digest}\n{version}".encode()).hexdigest(),
        fingerprints=(*toolchain.fingerprints, watched),
    )


def _trial(toolchain: Toolchain, environment: Mapping[str, str]) -> str | None:
    """Links an empty program; returns None if that works, else the first line of the error."""
    with tempfile.TemporaryDirectory(prefix="ferrotype-trial-") as name:
        source = Path(name) / "trial.rs"
        source.write_text('fn main() { println!("{}", std::env::args().count()); }\n')
        command = link_command(
            toolchain,
            crate="trial",
            source=source,
            output=Path(name) / "trial",
            kind="command",
            externs={},
            search=(),
            optimize="none",
            whole_program=False,
        )
        try:
            finished = subprocess.run(
                command.arguments,
                env={**environment, **dict(command.environment)},
                cwd=name,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    if finished.returncode == 0:
        return None
    lines = [line for line in finished.stderr.splitlines() if line.strip()]
    return lines[0] if lines else f"exit status {finished.returncode}"


def describe_search(environment: Mapping[str, str]) -> list[str]:
    """What is here and what is not, one line each, without installing anything."""
    lines = []
    for rustc in _rustc_candidates(environment):
        reasons: list[str] = []
        found = _describe(rustc, WASM_TARGET, environment, reasons)
        state = f"has {WASM_TARGET}" if found is not None else "; ".join(reasons)
        if found is not None and not small_std.sources(found, environment).is_dir():
            state += ", not std's sources: modules for size are larger; rustup component add rust-src"
        version = capture([rustc, "--version"], environment) or "does not run"
        lines.append(f"{rustc}: {version.strip()}: {state}")
    if not lines:
        lines.append("rustc: not found")
    lines.append(f"rustup: {rustup.find_rustup(environment) or 'not found'}")
    if debian.is_debian():
        missing = debian.missing_parts(environment)
        lines.append(f"Debian packages: {'missing ' + ' '.join(missing) if missing else 'complete'}")
    optimizer = find_optimizer(environment)
    smaller = "not found: modules for size are larger; on Debian: apt-get install binaryen"
    lines.append(f"wasm-opt: {' '.join(optimizer) if optimizer is not None else smaller}")
    lines.append(f"linker for the host: {shutil.which('cc', path=environment.get('PATH')) or 'no cc found'}")
    lines.append(f"cache folder: {cache_folder(environment)}")
    return lines
