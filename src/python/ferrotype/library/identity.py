"""What the running interpreter's standard library is: the digest of all of it that is ever translated.

    python -m ferrotype.library.identity

Build rules ask this once, and put the answer into the keys of what they make of the library, so that
machines with different releases of CPython 3.11 share nothing that is different.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from ferrotype.library.modules import LIBRARY, ModuleKind
from ferrotype.library.sources import SourceFile, find_module, library_root

LIBRARY_VARIABLE = "FERROTYPE_LIBRARY"
"""The digest of the library that a stage was planned with; a stage that meets another one refuses."""


def library_digest() -> str:
    """SHA-256 of the translated modules' sources and names, 64 hexadecimal digits."""
    root = library_root()
    found: set[Path] = set()
    for row in LIBRARY.values():
        if row.kind is ModuleKind.TRANSLATED:
            source = find_module(row.name, (root,))
            if isinstance(source, SourceFile) and source.path.is_file():
                found.update(_files(source))
    total = hashlib.sha256()
    for path in sorted(found):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{content}  {path.relative_to(root.folder).as_posix()}\n".encode())
    return total.hexdigest()


def _files(source: SourceFile) -> set[Path]:
    """The module's file; of a package those of its submodules too, which have no rows of their own."""
    if not source.is_package:
        return {source.path}
    return {path for path in source.path.parent.rglob("*.py") if "test" not in path.parts}


if __name__ == "__main__":
    sys.stdout.write(f"{library_digest()}\n")
