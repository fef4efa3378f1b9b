"""Finding a module's file by its name, and a module's name for a file."""

from __future__ import annotations

import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ferrotype.diagnostics import Span, codes
from ferrotype.diagnostics.collect import refusal
from ferrotype.library.composed import COMPOSED, composed
from ferrotype.library.corrections import corrected

NATIVE_SUFFIXES = (".so", ".pyd", ".dylib")
LIBRARY_DISPLAY = "python3.11"
"""What the interpreter's ``Lib`` is called in diagnostics and tracebacks."""


@dataclass(frozen=True, slots=True)
class SourceRoot:
    """A folder that modules are searched in; ``display`` is put before their shown paths."""

    folder: Path
    display: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A module's file; the library's folder for a module that is composed. ``is_namespace`` marks a folder without ``__init__.py``."""

    module: str
    path: Path
    display_path: str
    is_package: bool
    is_namespace: bool = False

    def read(self) -> bytes:
        """The source; raises Refused where it cannot be read."""
        if self.is_namespace:
            return b""
        span = Span(self.display_path, 1, 1)
        is_library = self.display_path.startswith(f"{LIBRARY_DISPLAY}/")
        try:
            if is_library and self.module in COMPOSED:
                source = composed(self.module, self.path)
            else:
                source = self.path.read_bytes()
            return corrected(self.module, source) if is_library else source
        except OSError as error:
            reason = error.strerror or str(error)
            raise refusal(codes.UNREADABLE_FILE, span, reason=reason) from error
        except ValueError as error:
            reason = "this interpreter's source of it is not the one that is known to Ferrotype"
            raise refusal(
                codes.LIBRARY_MODULE_REFUSED, span, module=self.module, reason=reason
            ) from error


@dataclass(frozen=True, slots=True)
class NativeFile:
    """A native extension module that was found in place of a source."""

    module: str
    path: Path


def library_root() -> SourceRoot:
    """The running interpreter's own standard library."""
    return SourceRoot(Path(sysconfig.get_paths()["stdlib"]), LIBRARY_DISPLAY)


def find_module(name: str, roots: Sequence[SourceRoot]) -> SourceFile | NativeFile | None:
    """The first root that has the module: package, module, extension, namespace, as CPython."""
    parts = name.split(".")
    namespace: SourceFile | None = None
    for root in roots:
        base = root.folder.joinpath(*parts)
        shown = "/".join([*([root.display] if root.display else []), *parts])
        if root.display == LIBRARY_DISPLAY and name in COMPOSED:
            return SourceFile(name, root.folder, f"{shown}.py", is_package=False)
        initial = base / "__init__.py"
        if initial.is_file():
            return SourceFile(name, initial, f"{shown}/__init__.py", is_package=True)
        native = _native_file(base)
        if native is not None:
            return NativeFile(name, native)
        source = base.with_name(f"{base.name}.py")
        if source.is_file():
            return SourceFile(name, source, f"{shown}.py", is_package=False)
        if namespace is None and base.is_dir():
            namespace = SourceFile(name, base, shown, is_package=True, is_namespace=True)
    return namespace


def _native_file(base: Path) -> Path | None:
    if not base.parent.is_dir():
        return None
    candidates = [
        path
        for path in base.parent.glob(f"{base.name}.*")
        if path.suffix in NATIVE_SUFFIXES and path.name.split(".")[0] == base.name
    ]
    return min(candidates, default=None)


def modules_of_folder(folder: Path) -> list[SourceFile]:
    """Every module below a folder, by name; a folder with ``__init__.py`` is itself a package."""
    root = folder.parent if (folder / "__init__.py").is_file() else folder
    found: dict[str, SourceFile] = {}
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(root)
        if any(part.startswith(".") or part == "__pycache__" for part in relative.parts):
            continue
        is_package = path.name == "__init__.py"
        parts = relative.parent.parts if is_package else relative.with_suffix("").parts
        name = ".".join(parts)
        display = relative.as_posix()
        if not all(part.isidentifier() for part in parts):
            raise refusal(codes.MODULE_NAME, Span(display, 1, 1), name=name)
        if name in found:
            raise refusal(
                codes.MODULE_TWICE,
                Span(display, 1, 1),
                module=name,
                other=found[name].display_path,
            )
        found[name] = SourceFile(name, path, display, is_package)
    return [found[name] for name in sorted(found)]
