"""Crates as text: the module tree, the entry point, the Cargo workspace around them."""

from ferrotype.workspace.crate import CrateSource, crate_files, module_path
from ferrotype.workspace.entry import EntryPoint, entry_source
from ferrotype.workspace.manifests import (
    crate_name,
    program_name,
    workspace_files,
    workspace_lock,
)

__all__ = [
    "CrateSource",
    "EntryPoint",
    "crate_files",
    "crate_name",
    "entry_source",
    "module_path",
    "program_name",
    "workspace_files",
    "workspace_lock",
]
