"""From an entry to a linked program, each step kept by content."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ferrotype.analysis import ModuleSource, analyse
from ferrotype.building.cache import ContentCache, compiler_digest, digest_of
from ferrotype.building.form import CompactModules
from ferrotype.building.rust import RustTools, compile_crate, link_module
from ferrotype.diagnostics import codes
from ferrotype.diagnostics.collect import Diagnostics, Refused, refusal
from ferrotype.driver import TranslationRequest, translate
from ferrotype.library.imports import Import, import_from
from ferrotype.library.modules import LIBRARY, ModuleKind
from ferrotype.library.program import Origin, Program, find_program
from ferrotype.library.sources import SourceFile, SourceRoot, modules_of_folder
from ferrotype.toolchain import runtime_sources
from ferrotype.toolchain.commands import Optimization
from ferrotype.workspace import CrateSource, EntryPoint, crate_name
from ferrotype.workspace.entry import Kind


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build. ``entry`` is a module's name; None takes the script, or ``__main__``."""

    path: Path
    entry: str | None = None
    kind: Kind = "command"
    native: bool = False
    search_path: tuple[Path, ...] = ()
    optimize: Optimization = "speed"
    whole_program: bool = False
    specialise: bool = True
    deferred: bool = False
    """What is refused ends the program when it is reached, and not the build."""
    compact: CompactModules | None = None
    """None takes what fits the optimisation."""


@dataclass(frozen=True, slots=True)
class TranslatedProgram:
    """A whole program in Rust: the program's own crate and one for each library module."""

    crates: tuple[CrateSource, ...]
    point: EntryPoint


class ModuleReader:
    """Sources by module, each read once."""

    def __init__(
        self,
        cache: ContentCache,
        *,
        for_readers: bool = False,
        specialise: bool = True,
        deferred: bool = False,
        compact: CompactModules = CompactModules.NONE,
    ) -> None:
        self._cache = cache
        self.compact = compact
        self._for_readers = for_readers
        self._specialise = specialise
        self._deferred = deferred
        self._contents: dict[str, ModuleSource] = {}

    def source(self, file: SourceFile) -> ModuleSource:
        """The module as the driver takes it; raises Refused where it cannot be read."""
        if file.module not in self._contents:
            self._contents[file.module] = ModuleSource(
                file.module, file.display_path, file.is_package, file.read()
            )
        return self._contents[file.module]

    def imports(self, file: SourceFile) -> tuple[Import, ...]:
        """The module's imports, from the cache where its content is known."""
        source = self.source(file)

        def make() -> bytes:
            found = analyse(source).imports
            return json.dumps([_fields(entry) for entry in found]).encode()

        data = json.loads(self._cache.text("imports", _key(source), make))
        return tuple(import_from(entry) for entry in data)

    def rust(self, file: SourceFile, *, is_library: bool = False) -> str:
        """The module's Rust, from the cache where its content is known.

        What is refused in a module of the standard library is refused where it is reached: the
        user cannot change it, and may never call it.
        """
        source = self.source(file)
        deferred = self._deferred or is_library
        is_compact = self.compact.includes(is_library=is_library)

        def make() -> bytes:
            request = TranslationRequest(
                source,
                {},
                specialise=self._specialise,
                deferred=deferred,
                has_texts=not is_library,
                is_compact=is_compact,
                for_readers=self._for_readers,
            )
            return translate(request).rust.encode()

        variants = {
            "for-readers": self._for_readers,
            "general": not self._specialise,
            "deferred": deferred,
            "library": is_library,
            "compact": is_compact,
        }
        kind = "-".join(["rust", *(name for name, is_on in variants.items() if is_on)])
        return self._cache.text(kind, _key(source), make).decode()


def _fields(entry: Import) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Import.__slots__}


def _key(source: ModuleSource) -> str:
    parts = (source.module, source.display_path, str(source.is_package), source.content)
    return digest_of((compiler_digest(), *parts))


def translate_program(
    request: BuildRequest, environment: Mapping[str, str], *, for_readers: bool = False
) -> TranslatedProgram:
    """Resolve and translate. Raises Refused with the diagnostics of every module that failed."""
    reader = ModuleReader(
        ContentCache.of(environment),
        for_readers=for_readers,
        specialise=request.specialise,
        deferred=request.deferred,
        compact=request.compact or CompactModules.fitting(request.optimize),
    )
    starts, own, entry = _starts(request)
    roots = [SourceRoot(folder) for folder in request.search_path]
    lacking = lacking_modules(environment)
    program = find_program(
        starts, own, roots, reader.imports, entry, lacking, deferred=request.deferred
    )
    own_modules, library = translate_modules(program, reader)
    name = crate_name(entry)
    return TranslatedProgram(
        crates=(CrateSource(name, own_modules), *library),
        point=EntryPoint(
            kind=request.kind,
            entry=entry,
            crates=(name, *(crate.name for crate in library)),
            native=native_paths(program),
            withheld=program.withheld,
        ),
    )


def translate_modules(
    program: Program, reader: ModuleReader
) -> tuple[dict[str, str], tuple[CrateSource, ...]]:
    """The Rust of a program's own modules, and the crates of `library_crates`."""
    refused = Diagnostics()
    own: dict[str, str] = {}
    library: dict[str, str] = {}
    for module in program.modules:
        file = module.source
        try:
            rust = reader.rust(file, is_library=module.origin is Origin.LIBRARY)
        except Refused as error:
            if type(error) is not Refused:
                raise
            refused.add(error.diagnostics)
            continue
        (library if module.origin is Origin.LIBRARY else own)[file.module] = rust
    refused.raise_if_any()
    grouped = library_crates(library, reader.compact)
    return own, tuple(
        CrateSource(crate, {name: library[name] for name in names})
        for crate, names in grouped.items()
    )


def library_crates(modules: Iterable[str], compact: CompactModules) -> dict[str, tuple[str, ...]]:
    """Which crates the given standard-library modules form: one each, or one for all in the compact form.

    Data compiles at once: most of a small crate's time is rustc's own start.
    """
    names = tuple(modules)
    if not compact.includes(is_library=True):
        return {crate_for("library", name): (name,) for name in names}
    return {crate_for("library", "modules"): names} if names else {}


def lacking_modules(environment: Mapping[str, str]) -> frozenset[str]:
    """The native modules of the table that the runtime, which grows towards it, lacks."""
    folder = runtime_sources(environment) / "runtime" / "src" / "library"
    stems = {path.stem for path in folder.iterdir()}
    return frozenset(
        row.name
        for row in LIBRARY.values()
        if row.kind is ModuleKind.NATIVE and row.rust_path.rpartition("::")[2] not in stems
    )


def native_paths(program: Program) -> tuple[str, ...]:
    """The Rust paths of the native modules."""
    return tuple(row.rust_path for row in program.native)


def crate_for(kind: str, module: str) -> str:
    """The name of the crate that has a module of this kind; distinct for distinct modules."""
    escaped = module.replace("_", "__").replace(".", "_dot_")
    return f"{kind}_{escaped}"


def _starts(request: BuildRequest) -> tuple[list[SourceFile], list[SourceRoot], str]:
    path = request.path
    if path.is_dir():
        return _folder_starts(path, request)
    name = request.entry or script_module(path)
    script = SourceFile(name, path, path.name, is_package=False)
    return [script], [SourceRoot(path.parent)], name


def _folder_starts(
    folder: Path, request: BuildRequest
) -> tuple[list[SourceFile], list[SourceRoot], str]:
    modules = modules_of_folder(folder)
    names = [module.module for module in modules]
    is_package = (folder / "__init__.py").is_file()
    root = folder.resolve().parent if is_package else folder
    entry = request.entry
    if entry is None:
        main = f"{folder.resolve().name}.__main__" if is_package else "__main__"
        library_entry = folder.resolve().name if is_package else (names[0] if names else "")
        entry = main if main in names or request.kind == "command" else library_entry
    if entry not in names:
        candidates = ", ".join(names) or "(the folder has no modules)"
        raise refusal(codes.UNKNOWN_ENTRY_POINT, None, entry=entry, candidates=candidates)
    return modules, [SourceRoot(root)], entry


def script_module(path: Path) -> str:
    """A module's name for a script's file name, which need not be an identifier."""
    name = "".join(
        character if character.isidentifier() or character.isdigit() else "_"
        for character in path.stem
    )
    return name if name.isidentifier() else f"_{name}"


def build_program(request: BuildRequest, environment: Mapping[str, str]) -> Path:
    """The linked module or binary, in the cache. Raises Refused or ToolchainError."""
    program = translate_program(request, environment)
    tools = RustTools.ensure(request.native, environment, request.optimize)
    cache = ContentCache.of(environment)
    rlibs = cached_rlibs(cache, tools, program.crates, request.optimize)
    return cached_link(cache, tools, program.point, rlibs, request.optimize, request.whole_program)


def cached_rlibs(
    cache: ContentCache, tools: RustTools, crates: Iterable[CrateSource], optimize: Optimization
) -> dict[str, Path]:
    """The rlib of each crate by its name; those that are missing are compiled side by side.

    After a crate that fails no other is begun; raises what `compile_crate` raises for the first.
    """
    with ThreadPoolExecutor(max_workers=_processors()) as workers:
        pending = {
            crate.name: workers.submit(cached_rlib, cache, tools, crate, optimize)
            for crate in crates
        }
        try:
            return {name: future.result() for name, future in pending.items()}
        finally:
            workers.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cached_rlib(
    cache: ContentCache, tools: RustTools, crate: CrateSource, optimize: Optimization
) -> Path:
    """A crate's rlib, compiled at the first use of this content."""
    texts = [part for name in sorted(crate.modules) for part in (name, crate.modules[name])]
    key = digest_of((*tools.digest_parts, compiler_digest(), optimize, crate.name, *texts))
    return cache.file(
        f"crates/{crate.name}",
        key,
        f"/lib{crate.name}.rlib",
        lambda output: compile_crate(tools, crate.name, crate.modules, {}, output, optimize),
    )


def cached_link(
    cache: ContentCache,
    tools: RustTools,
    point: EntryPoint,
    rlibs: Mapping[str, Path],
    optimize: Optimization,
    whole_program: bool,
) -> Path:
    """A linked program, linked at the first use of this content."""
    key = digest_of(
        (
            *tools.digest_parts,
            compiler_digest(),
            optimize,
            str(whole_program),
            repr(point),
            *_digests(rlibs),
        )
    )
    suffix = ".wasm" if tools.toolchain.is_wasm else ""
    return cache.file(
        "programs",
        key,
        suffix,
        lambda output: link_module(tools, point, rlibs, output, optimize, whole_program),
    )


def _digests(files: Mapping[str, Path]) -> Iterable[str]:
    for name in sorted(files):
        yield name
        yield digest_of((files[name].read_bytes(),))


def sequence_of_paths(values: Sequence[str]) -> tuple[Path, ...]:
    """Paths of the command line."""
    return tuple(Path(value) for value in values)
