"""From translated modules to the files of one crate.

Before: Rust texts by Python name, ``tomli`` and ``tomli._parser``. After: ``lib.rs``,
``tomli/mod.rs``, ``tomli/_parser.rs``; packages are Rust modules that hold their children, and
``lib.rs`` lists every ``MODULE`` in ``MODULES``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ferrotype.emit.names import identifier

_FIRST_USE = "use ferrotype_runtime::prelude::*;\n"
_TAKEN = frozenset({"lib", "main", "mod", "names", "core", "std", "alloc"})
"""Names that mean another file or module to rustc; ``names`` is in every generated module."""


@dataclass(frozen=True, slots=True)
class CrateSource:
    """One crate: its Cargo name and its modules' Rust by Python name."""

    name: str
    modules: Mapping[str, str]


def module_name(part: str) -> str:
    """The Rust name, unescaped, for one part of a Python module's name; distinct for distinct
    parts: clashing names end in an underscore, and so do those that already did."""
    shown = "".join(
        character if character.isascii() else f"_u{ord(character):x}_" for character in part
    )
    bare = shown.rstrip("_")
    if bare in _TAKEN or identifier(bare) == f"{bare}_" or not bare:
        shown += "_"
    return shown


def module_path(name: str) -> str:
    """The Rust path of a Python module inside its crate: ``a.type`` gives ``a::r#type``."""
    return "::".join(identifier(module_name(part)) for part in name.split("."))


def crate_files(modules: Mapping[str, str]) -> dict[str, str]:
    """The files below ``src/``, by path, sorted."""
    children: dict[str, set[str]] = {"": set()}
    for name in modules:
        parts = name.split(".")
        for count, part in enumerate(parts):
            parent = ".".join(parts[:count])
            children.setdefault(parent, set()).add(part)
            children.setdefault(f"{parent}.{part}" if parent else part, set())
    files = {"lib.rs": _root(modules, children[""])}
    for name in sorted(children):
        if not name:
            continue
        path = "/".join(module_name(part) for part in name.split("."))
        text = modules.get(name, "")
        if children[name]:
            files[f"{path}/mod.rs"] = _with_children(text, children[name])
        else:
            files[f"{path}.rs"] = text
    return dict(sorted(files.items()))


def _declarations(children: set[str]) -> str:
    names = sorted(module_name(child) for child in children)
    return "".join(f"pub mod {identifier(name)};\n" for name in names)


def _with_children(text: str, children: set[str]) -> str:
    declarations = _declarations(children)
    before, use, after = text.partition(_FIRST_USE)
    if not use:
        return f"{text}{declarations}"
    return f"{before}{declarations}\n{use}{after}"


def _root(modules: Mapping[str, str], top: set[str]) -> str:
    paths = [f"&{module_path(name)}::MODULE" for name in sorted(modules)]
    inline = f"pub static MODULES: &[&Module] = &[{', '.join(paths)}];"
    if len(inline) > 100:
        listed = "".join(f"    {path},\n" for path in paths)
        inline = f"pub static MODULES: &[&Module] = &[\n{listed}];"
    return (
        "//! Translated from Python by Ferrotype.\n"
        "#![forbid(unsafe_code)]\n"
        "#![allow(non_snake_case)]\n\n"
        f"{_declarations(top)}\n"
        "use ferrotype_runtime::prelude::Module;\n\n"
        "/// Every Python module of this crate, by name.\n"
        f"{inline}\n"
    )
