"""The Cargo workspace: manifests around crates, so that plain ``cargo build`` works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ferrotype.workspace.crate import CrateSource, crate_files

EDITION = "2024"
RUNTIME_FOLDER = "rust"
"""Where the copy of the runtime's sources lies in the workspace."""


def crate_name(name: str) -> str:
    """A crate's name for a module's: words joined by underscores, never one of rustc's own."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "program"
    if words[0].isdigit():
        words = f"program_{words}"
    return f"python_{words}"


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
