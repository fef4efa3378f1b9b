"""A translated program as a Cargo workspace that stands by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ferrotype.building.program import TranslatedProgram
from ferrotype.toolchain import ensure_toolchain, runtime_sources
from ferrotype.toolchain.discover import TOOLCHAIN_VARIABLE
from ferrotype.workspace import entry_source, workspace_files, workspace_lock
from ferrotype.workspace.manifests import EDITION, RUNTIME_FOLDER

_LEFT_OUT = frozenset({"target", ".git", "tests", "benches", "tools"})


def workspace_content(
    program: TranslatedProgram, name: str, environment: Mapping[str, str]
) -> dict[str, bytes]:
    """The workspace's files: crates, entry point, a copy of the runtime's sources."""
    files = workspace_files(program.crates, entry_source(program.point), name)
    content = {path: text.encode() for path, text in _formatted(files, environment).items()}
    sources = runtime_sources(environment)
    runtime_lock = (sources / "Cargo.lock").read_text(encoding="utf-8")
    content["Cargo.lock"] = workspace_lock(runtime_lock, program.crates, name).encode()
    for path in sorted(sources.rglob("*")):
        relative = path.relative_to(sources)
        if path.is_file() and not _LEFT_OUT & set(relative.parts):
            content[f"{RUNTIME_FOLDER}/{relative.as_posix()}"] = path.read_bytes()
    return content


def _find_rustfmt(environment: Mapping[str, str]) -> str | None:
    """Beside the rustc that a build was given, on PATH, or where rustup's installer puts it."""
    folders = [environment.get("PATH", os.defpath)]
    folders.append(os.path.join(environment.get("HOME", "/nonexistent"), ".cargo", "bin"))
    if environment.get(TOOLCHAIN_VARIABLE):
        toolchain = ensure_toolchain(environment=environment)
        folders.insert(0, os.path.dirname(toolchain.rustc))
    return shutil.which("rustfmt", path=os.pathsep.join(folders))


def _formatted(files: Mapping[str, str], environment: Mapping[str, str]) -> Mapping[str, str]:
    """The Rust files through rustfmt; as they are where there is no rustfmt."""
    rustfmt = _find_rustfmt(environment)
    names = [name for name in files if name.endswith(".rs")]
    if rustfmt is None or not names:
        return files
    with tempfile.TemporaryDirectory(prefix="ferrotype-") as scratch:
        root = Path(scratch)
        for name in names:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
        roots = [name for name in names if name.endswith(("/src/lib.rs", "/src/main.rs"))]
        finished = subprocess.run(
            [rustfmt, "--edition", EDITION, *roots],
            cwd=root,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if finished.returncode != 0:
            return files
        changed = {name: (root / name).read_text(encoding="utf-8") for name in names}
    return {**files, **changed}
