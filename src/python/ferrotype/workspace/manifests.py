"""The Cargo workspace: manifests around crates, so that plain ``cargo build`` works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ferrotype.emit.names import KEYWORDS
from ferrotype.workspace.crate import CrateSource, crate_files

EDITION = "2024"
RUNTIME_FOLDER = "rust"
"""Where the copy of the runtime's sources lies in the workspace."""

_FORBIDDEN = frozenset({"build", "deps", "examples", "incremental", "alloc", "core", "std", "test"})
"""What cargo keeps for itself in its target folder, and rustc's own crates."""

_PACKAGE = "[[package]]\n"


def crate_name(name: str) -> str:
    """A crate's name for a module's: words joined by underscores, never one of rustc's own."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "program"
    if words[0].isdigit():
        words = f"program_{words}"
    return f"python_{words}"


def program_name(name: str) -> str:
    """The binary's name for a script's or a folder's: one that cargo and rustc accept, and that no
    crate of the workspace has."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "program"
    is_ours = words.startswith(("python_", "library_", "namespace_", "ferrotype_"))
    if is_ours or words in _FORBIDDEN or words in KEYWORDS or words[0].isdigit():
        words = f"program_{words}"
    return words


def workspace_files(
    crates: Iterable[CrateSource], entry: str, entry_name: str
) -> Mapping[str, str]:
    """The workspace's files by path, without the runtime's sources, sorted.

    ``entry`` is the text of the entry point, which becomes the binary ``entry_name``.
    """
    ordered = sorted(crates, key=lambda crate: crate.name)
    files = {"Cargo.toml": _workspace([crate.name for crate in ordered], entry_name)}
    for crate in ordered:
        folder = f"crates/{crate.name}"
        files[f"{folder}/Cargo.toml"] = _package(crate.name, [])
        for path, text in crate_files(crate.modules).items():
            files[f"{folder}/src/{path}"] = text
    folder = f"crates/{entry_name}"
    files[f"{folder}/Cargo.toml"] = _package(entry_name, [crate.name for crate in ordered])
    files[f"{folder}/src/main.rs"] = entry
    return dict(sorted(files.items()))


def _workspace(names: list[str], entry_name: str) -> str:
    members = "".join(f'    "crates/{name}",\n' for name in sorted([*names, entry_name]))
    return (
        "[workspace]\n"
        'resolver = "2"\n'
        f"members = [\n{members}]\n"
        f'exclude = ["{RUNTIME_FOLDER}"]\n'
        "\n"
        "[profile.release]\n"
        "opt-level = 3\n"
        'panic = "abort"\n'
        "codegen-units = 1\n"
        'strip = "symbols"\n'
        "\n"
        "[profile.dev]\n"
        'panic = "abort"\n'
    )


def _package(name: str, dependencies: list[str]) -> str:
    lines = "".join(f'{other} = {{ path = "../{other}" }}\n' for other in sorted(dependencies))
    return (
        "[package]\n"
        f'name = "{name}"\n'
        'version = "0.0.0"\n'
        f'edition = "{EDITION}"\n'
        "publish = false\n"
        "\n"
        "[dependencies]\n"
        f'ferrotype_runtime = {{ path = "../../{RUNTIME_FOLDER}/runtime" }}\n'
        f"{lines}"
    )


def workspace_lock(runtime_lock: str, crates: Iterable[CrateSource], entry_name: str) -> str:
    """``Cargo.lock``: the runtime's dependencies as the runtime has them, and the workspace's crates."""
    names = sorted(crate.name for crate in crates)
    head, *packages = runtime_lock.split(_PACKAGE)
    packages = [package.strip("\n") for package in packages]
    packages += [_locked(name, []) for name in names]
    packages.append(_locked(entry_name, names))
    packages.sort(key=lambda package: package.split('"')[1])
    return head + "\n".join(f"{_PACKAGE}{package}\n" for package in packages)


def _locked(name: str, dependencies: list[str]) -> str:
    lines = "".join(f' "{other}",\n' for other in sorted(["ferrotype_runtime", *dependencies]))
    return f'name = "{name}"\nversion = "0.0.0"\ndependencies = [\n{lines}]'
