"""Finding the modules of a program: from an entry, along imports, to files and table rows.

The order is CPython's ``sys.path``: modules built into the interpreter, the program's own
folder, the standard library, then the search path. A submodule is looked for only where its
package was found.
"""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from ferrotype.diagnostics import DiagnosticRow, Diagnostics, Span, codes
from ferrotype.library.imports import Import
from ferrotype.library.modules import LIBRARY, LibraryModule, ModuleKind, library_module
from ferrotype.library.sources import (
    NativeFile,
    SourceFile,
    SourceRoot,
    find_module,
    library_root,
)

_BEFORE_THE_PATH = frozenset(
    """_abc _ast _codecs _collections _functools _imp _io _locale _operator _signal _sre _stat
    _string _symtable _thread _tracemalloc _warnings _weakref atexit builtins errno faulthandler
    gc itertools marshal posix pwd sys time abc codecs io _collections_abc genericpath ntpath
    posixpath os site stat""".split()
)
"""Builtin and frozen modules, which CPython finds before it looks into any folder."""

ScanImports = Callable[[SourceFile], tuple[Import, ...]]


class Origin(enum.Enum):
    """Where a module was found."""

    PROGRAM = "program"
    LIBRARY = "library"
    REQUIREMENT = "requirement"


@dataclass(frozen=True, slots=True)
class ProgramModule:
    """A module that is translated."""

    source: SourceFile
    origin: Origin


@dataclass(frozen=True, slots=True)
class Program:
    """Everything that a program is made of; each sequence is sorted by name.

    ``withheld`` are standard-library modules that library code imports and that we do not have,
    or, inside a function, not all that they need; those that it imports where it never comes; and
    all that cannot be had where refusals are deferred. They can be imported; using one is refused at run time.
    """

    modules: tuple[ProgramModule, ...]
    native: tuple[LibraryModule, ...]
    withheld: tuple[str, ...]


@dataclass(slots=True)
class _Search:
    own: Sequence[SourceRoot]
    requirements: Sequence[SourceRoot]
    library: SourceRoot
    scan: ScanImports
    diagnostics: Diagnostics
    entry: str | None
    lacking: frozenset[str]
    deferred: bool = False
    lenient: bool = True
    """Whether library code may import what is refused, as long as it takes nothing from it."""
    queue: deque[ProgramModule] = field(default_factory=deque)
    modules: dict[str, ProgramModule] = field(default_factory=dict)
    native: dict[str, LibraryModule] = field(default_factory=dict)
    withheld: set[str] = field(default_factory=set)
    passed_over: set[str] = field(default_factory=set)
    """What library code imports where it never comes: withheld, unless another import finds it."""
    postponed: deque[tuple[ProgramModule, Import]] = field(default_factory=deque)
    """Imports inside functions of library code: each is tried once all others are followed."""

    def add(self, source: SourceFile, origin: Origin) -> None:
        if source.module not in self.modules:
            module = ProgramModule(source, origin)
            self.modules[source.module] = module
            self.queue.append(module)

    def run(self) -> Program:
        self._follow_queue()
        while self.postponed:
            self._try_postponed(*self.postponed.popleft())
        return Program(
            tuple(self.modules[name] for name in sorted(self.modules) if not self._is_folder(name)),
            tuple(self.native[name] for name in sorted(self.native)),
            tuple(sorted((self.withheld | self.passed_over) - self.native.keys() - self.modules.keys())),
        )

    def _is_folder(self, name: str) -> bool:
        """A package without ``__init__.py`` is there where modules below it are."""
        below = f"{name}."
        return self.modules[name].source.is_namespace and any(
            other.startswith(below) and not module.source.is_namespace
            for other, module in self.modules.items()
        )

    def _follow_queue(self) -> None:
        while self.queue:
            module = self.queue.popleft()
            for wanted in self.scan(module.source):
                is_run = module.source.module == self.entry
                if wanted.main_only and not wanted.lazy and not is_run:
                    continue
                if module.origin is not Origin.LIBRARY:
                    self.follow(module, wanted)
                elif self._never_runs(wanted) or (wanted.main_only and not is_run):
                    self.passed_over.add(wanted.module)
                elif wanted.lazy:
                    self.postponed.append((module, wanted))
                else:
                    self.follow(module, wanted)

    def _never_runs(self, wanted: Import) -> bool:
        """Whether it stands instead of modules of the runtime, which are always there."""
        rows = [LIBRARY.get(name) for name in wanted.instead_of]
        return (
            bool(rows)
            and all(row is not None and row.kind is ModuleKind.NATIVE for row in rows)
            and self.lacking.isdisjoint(wanted.instead_of)
        )

    def _try_postponed(self, importer: ProgramModule, wanted: Import) -> None:
        """Take in a module with all that it needs, or withhold it."""
        trial = replace(
            self,
            lenient=False,
            diagnostics=Diagnostics(),
            queue=deque(),
            modules=dict(self.modules),
            native=dict(self.native),
            postponed=deque(),
        )
        trial.follow(importer, wanted)
        trial._follow_queue()
        if trial.diagnostics:
            self.withheld.add(wanted.module)
            return
        self.modules, self.native = trial.modules, trial.native
        self.postponed.extend(trial.postponed)

    def follow(self, importer: ProgramModule, wanted: Import) -> None:
        parts = wanted.module.split(".")
        for count in range(1, len(parts) + 1):
            name = ".".join(parts[:count])
            if not self._find(importer, replace(wanted, module=name)):
                return
        for name in wanted.names:
            self._maybe_submodule(importer, replace(wanted, module=f"{wanted.module}.{name}"))

    def _find(self, importer: ProgramModule, wanted: Import) -> bool:
        """Add one module; False where it is not there to be imported."""
        name = wanted.module
        if self.deferred and name in self.withheld:
            return False
        if name in self.modules or name in self.native or name == "__main__":
            return True
        located = self._locate(name)
        if isinstance(located, LibraryModule) and located.internal:
            located = located if importer.origin is Origin.LIBRARY else None
        match located:
            case (SourceFile() as source, Origin() as origin):
                self.add(source, origin)
                return True
            case LibraryModule(kind=ModuleKind.NATIVE) if name in self.lacking:
                self._report(
                    importer,
                    wanted,
                    codes.LIBRARY_MODULE_REFUSED,
                    module=name,
                    reason="its native half is not in the runtime yet",
                )
            case LibraryModule(kind=ModuleKind.NATIVE) if located.name == name:
                self.native[name] = located
                return True
            case LibraryModule(kind=ModuleKind.MADE):
                return True
            case LibraryModule(kind=ModuleKind.ABSENT) if importer.origin is not Origin.LIBRARY:
                self._report(
                    importer,
                    wanted,
                    codes.LIBRARY_MODULE_REFUSED,
                    module=name,
                    reason="it is the C half of a module that is translated from Python",
                )
            case LibraryModule(kind=ModuleKind.ABSENT | ModuleKind.FOREIGN):
                return False
            case LibraryModule(kind=ModuleKind.REFUSED):
                self._refuse_library(importer, wanted, located)
            case NativeFile(path=path):
                self._report(importer, wanted, codes.NATIVE_EXTENSION, module=name, file=path.name)
            case _ if wanted.required and importer.origin is not Origin.LIBRARY:
                self.refuse_unknown(importer, wanted)
        return False

    def refuse_unknown(self, importer: ProgramModule, wanted: Import) -> None:
        """Report an import of what is neither the program's nor the standard library's."""
        self._report(importer, wanted, codes.IMPORT_NOT_FOUND, module=wanted.module)

    def _maybe_submodule(self, importer: ProgramModule, wanted: Import) -> None:
        """``from a import b``: b is a submodule, or else a name that a's body binds."""
        if wanted.module.endswith(".*"):
            return
        if isinstance(self._locate(wanted.module), tuple | NativeFile) or wanted.module in LIBRARY:
            self._find(importer, wanted)

    def _locate(self, name: str) -> tuple[SourceFile, Origin] | NativeFile | LibraryModule | None:
        top = name.partition(".")[0]
        row = library_module(name)
        searched: list[tuple[Sequence[SourceRoot], Origin]] = []
        if top not in _BEFORE_THE_PATH:
            searched.append((self.own, Origin.PROGRAM))
        if row is not None:
            if any(_shadows(top, roots) for roots, _ in searched):
                return self._in_folders(name, searched)
            if row.kind is not ModuleKind.TRANSLATED:
                return row
            return self._in_folders(name, [((self.library,), Origin.LIBRARY)])
        searched.append((self.requirements, Origin.REQUIREMENT))
        return self._in_folders(name, searched)

    def _in_folders(
        self, name: str, searched: Iterable[tuple[Sequence[SourceRoot], Origin]]
    ) -> tuple[SourceFile, Origin] | NativeFile | None:
        top = name.partition(".")[0]
        for roots, origin in searched:
            for root in roots:
                if find_module(top, (root,)) is None:
                    continue
                found = find_module(name, (root,))
                if isinstance(found, SourceFile):
                    return found, origin
                if found is not None:
                    return found
                return None
        return None

    def _refuse_library(self, importer: ProgramModule, wanted: Import, row: LibraryModule) -> None:
        values = {"reason": row.reason} if row.reason else {}
        self._report(importer, wanted, row.diagnostic, module=wanted.module, **values)

    def _can_be_withheld(self, importer: ProgramModule, wanted: Import) -> bool:
        """What library code imports it may never use; what it can do without least of all."""
        return importer.origin is Origin.LIBRARY and (self.lenient or not wanted.required)

    def _report(
        self, importer: ProgramModule, wanted: Import, row: DiagnosticRow, **values: str
    ) -> None:
        if self.deferred or self._can_be_withheld(importer, wanted):
            self.withheld.add(wanted.module)
            return
        span = Span(importer.source.display_path, wanted.line, wanted.column)
        self.diagnostics.report(row, span, **values)


def dotted_prefixes(name: str) -> list[str]:
    """``a.b.c`` gives ``a``, ``a.b``, ``a.b.c``."""
    return list(accumulate(name.split("."), "{}.{}".format))


def _shadows(top: str, roots: Sequence[SourceRoot]) -> bool:
    """Whether a folder has what hides a library module; a namespace package never does."""
    found = find_module(top, roots)
    return isinstance(found, NativeFile) or (
        isinstance(found, SourceFile) and not found.is_namespace
    )


def find_program(
    starts: Iterable[SourceFile],
    own: Sequence[SourceRoot],
    requirements: Sequence[SourceRoot],
    scan: ScanImports,
    entry: str | None,
    lacking: frozenset[str] = frozenset(),
    deferred: bool = False,
) -> Program:
    """All modules that ``starts`` need. Raises Refused with every import that cannot be had.

    ``lacking`` are native modules of the table that the runtime does not have yet. Imports that
    cannot be had are withheld where refusals are ``deferred``.
    """
    search = _Search(
        own, requirements, library_root(), scan, Diagnostics(), entry, lacking, deferred
    )
    for source in starts:
        search.add(source, Origin.PROGRAM)
    program = search.run()
    search.diagnostics.raise_if_any()
    return program


def library_closure(
    wanted: Iterable[tuple[str, Import]],
    known: Iterable[str],
    scan: ScanImports,
    lacking: frozenset[str] = frozenset(),
) -> Program:
    """The standard-library part of a program whose other modules are translated already.

    ``wanted`` pairs the display path of an importing module with an import of it; ``known`` are
    the modules that the program has itself. Raises Refused as ``find_program``.
    """
    search = _Search((), (), library_root(), scan, Diagnostics(), None, lacking)
    names = frozenset(known)
    packages = {package for name in names for package in dotted_prefixes(name)}
    for display_path, entry in wanted:
        importer = ProgramModule(
            SourceFile("", search.library.folder, display_path, False), Origin.PROGRAM
        )
        is_own = entry.module.partition(".")[0] in names
        if not is_own and library_module(entry.module) is not None:
            search.follow(importer, entry)
        elif entry.required and entry.module not in packages:
            search.refuse_unknown(importer, entry)
    program = search.run()
    search.diagnostics.raise_if_any()
    return program
