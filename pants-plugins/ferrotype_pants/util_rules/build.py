"""The stages `compile`, `resolve` and `link`: one process for each crate, also of the standard library,
and one of the others for each module of WASM.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pants.engine.addresses import Address, Addresses
from pants.engine.collection import Collection
from pants.engine.engine_aware import EngineAwareParameter
from pants.engine.fs import (
    EMPTY_DIGEST,
    AddPrefix,
    CreateDigest,
    Digest,
    DigestContents,
    DigestSubset,
    FileContent,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import DependenciesRequest, Target, Targets
from pants.util.frozendict import FrozenDict

from ferrotype_pants.target_types import (
    CrateDependenciesField,
    CrateNameField,
    CrateOptimizeField,
    WasmDependenciesField,
    WasmEntryPointField,
    WasmKindField,
    WasmOptimizeField,
    WasmWholeProgramField,
)
from ferrotype_pants.util_rules.command import (
    FallibleStageResult,
    FerrotypeFailed,
    StageRequest,
    StageResult,
)
from ferrotype_pants.util_rules.modules import (
    CrateContents,
    CrateContentsRequest,
    OfTarget,
    RequirementModulesRequest,
)
from ferrotype_pants.util_rules.sources import ModuleRequest
from ferrotype_pants.util_rules.translate import (
    OUTPUT,
    REDUCED,
    Translated,
    TranslateRequirementsRequest,
)

RUST = "rust"
REPORTS = "reports"
RLIBS = "rlibs"
PLAN = "plan.json"


@dataclass(frozen=True)
class CrateSourcesRequest(OfTarget):
    address: Address


@dataclass(frozen=True)
class CrateSources:
    """A translated crate: generated Rust below `RUST`, reports for the link below `REPORTS`.

    `reduced` has the reduced sources at their import paths.
    """

    name: str
    rust: Digest
    reports: Digest
    reduced: Digest
    origins: FrozenDict[str, str]


@dataclass(frozen=True)
class TranslatedCrate:
    """A crate's modules, or the diagnostics of those that were refused; not below `OUTPUT`."""

    translated: Translated


@dataclass(frozen=True)
class AcceptedCratesRequest(OfTarget):
    address: Address


@dataclass(frozen=True)
class AcceptedCrates:
    """A crate and all that it builds on, of which nothing was refused: where their modules lie."""

    origins: FrozenDict[str, str]


@dataclass(frozen=True)
class CompiledCrateRequest(OfTarget):
    address: Address


@dataclass(frozen=True)
class CompiledCrate:
    """A crate's rlib at `path`, and what it was compiled from."""

    address: Address
    path: str
    digest: Digest
    sources: CrateSources

    @property
    def name(self) -> str:
        return self.sources.name


@dataclass(frozen=True)
class CompiledCratesRequest:
    address: Address


class CompiledCrates(Collection[CompiledCrate]):
    """A crate and all that it builds on, each once, sorted by name."""


@dataclass(frozen=True)
class LinkedModuleRequest(OfTarget):
    address: Address


@dataclass(frozen=True)
class LinkedModule:
    """A module: the only file in `digest` is `path`."""

    path: str
    digest: Digest
    crate: Target
    crates: CompiledCrates


@dataclass(frozen=True)
class ImportReportsRequest:
    """A crate's reports, for those who ask what it imports. Without `has_places` not where."""

    reports: Digest
    has_places: bool


@dataclass(frozen=True)
class LinkPlanRequest(OfTarget):
    """What the `wasm_module` at an address, linked from these crates, needs beside them."""

    address: Address
    crates: CompiledCrates


@dataclass(frozen=True)
class LinkPlan:
    """The plan's file is `PLAN`; it names these crates."""

    digest: Digest
    crates: tuple[LibraryCrateRequest, ...]


@dataclass(frozen=True)
class LibraryCrateRequest(EngineAwareParameter):
    """A crate of modules of the standard library, or of a package that is a folder without a file.

    It has nothing of the repository but the package's name, so all that link it share it.
    """

    name: str
    library: tuple[str, ...]
    namespace: str
    optimize: str

    def debug_hint(self) -> str:
        return ", ".join(self.library) or self.namespace


@dataclass(frozen=True)
class LibraryCrate:
    """Its rlib at `path`."""

    name: str
    path: str
    digest: Digest


def crate_name(target: Target) -> str:
    """The Rust name of a crate's target; by default one that cannot be a word of Rust's own."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", target.address.target_name).strip("_")
    return target[CrateNameField].value or f"python_{words}"


@rule(desc="Translate a crate")
async def translated_crate(request: CrateSourcesRequest) -> TranslatedCrate:
    contents = await Get(CrateContents, CrateContentsRequest(request.address))
    parts = list(
        await MultiGet(
            Get(Translated, ModuleRequest, ModuleRequest.of(module))
            for module in contents.modules
        )
    )
    if contents.requirements:
        inner = RequirementModulesRequest(contents.requirements)
        parts.append(await Get(Translated, TranslateRequirementsRequest(inner)))
    merged = await Get(
        Digest, MergeDigests(sorted((p.digest for p in parts), key=lambda d: d.fingerprint))
    )
    merged = await Get(Digest, RemovePrefix(merged, OUTPUT))
    diagnostics = tuple(line for part in parts for line in part.diagnostics)
    origins = {path: origin for part in parts for path, origin in part.origins.items()}
    return TranslatedCrate(
        Translated(merged, tuple(sorted(diagnostics, key=_place)), FrozenDict(origins))
    )


def _place(diagnostic: str) -> tuple[str, int, int]:
    """File, line and column of a diagnostic, to sort by."""
    path, line, column, *_ = [*diagnostic.split(":", 3), "", ""]
    is_place = line.isdigit() and column.isdigit()
    return (path, int(line), int(column)) if is_place else (path, 0, 0)


@rule(desc="Sort a crate's files")
async def crate_sources(request: CrateSourcesRequest) -> CrateSources:
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    crate = await Get(TranslatedCrate, CrateSourcesRequest, request)
    translated = crate.translated
    if translated.diagnostics:
        raise FerrotypeFailed([_refused(request.address, translated)])
    merged = translated.digest
    rust = await Get(Digest, DigestSubset(merged, PathGlobs(["*.rs"])))
    reports = await Get(Digest, DigestSubset(merged, PathGlobs(["*.report.json"])))
    reduced = await Get(Digest, DigestSubset(merged, PathGlobs([f"{REDUCED}/**"])))
    return CrateSources(
        crate_name(target),
        await Get(Digest, AddPrefix(rust, RUST)),
        await Get(Digest, AddPrefix(reports, REPORTS)),
        await Get(Digest, RemovePrefix(reduced, REDUCED)),
        translated.origins,
    )


def _refused(address: Address, translated: Translated) -> str:
    """What the refusals are has been shown by then."""
    return f"{address} is refused: {translated.refusals()}, shown above"


@rule
async def accepted_crates(request: AcceptedCratesRequest) -> AcceptedCrates:
    contents = await Get(CrateContents, CrateContentsRequest(request.address))
    addresses = (request.address, *contents.below)
    crates = await MultiGet(
        Get(TranslatedCrate, CrateSourcesRequest(address)) for address in addresses
    )
    parts = [crate.translated for crate in crates]
    refused = [
        _refused(address, part) for address, part in zip(addresses, parts) if part.diagnostics
    ]
    if refused:
        raise FerrotypeFailed(sorted(refused))
    return AcceptedCrates(FrozenDict(place for part in parts for place in part.origins.items()))


@rule(desc="Compile a crate")
async def compiled_crate(request: CompiledCrateRequest) -> CompiledCrate:
    """Calls between modules go through the runtime, so no other crate is needed: an edit compiles
    its own crate again, and none of those that build on it.
    """
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    sources = await Get(CrateSources, CrateSourcesRequest(request.address))
    path = f"{RLIBS}/lib{sources.name}.rlib"
    result = await Get(
        StageResult,
        StageRequest(
            arguments=(
                "compile",
                f"--crate={sources.name}",
                f"--sources={RUST}",
                f"--optimize={target[CrateOptimizeField].value}",
                "-o",
                path,
            ),
            input_digest=sources.rust,
            description=f"ferrotype compile {sources.name}",
            output_files=(path,),
            needs_toolchain=True,
        ),
    )
    return CompiledCrate(request.address, path, result.digest, sources)


@rule
async def compiled_crates(request: CompiledCratesRequest) -> CompiledCrates:
    contents = await Get(CrateContents, CrateContentsRequest(request.address))
    try:
        crates = await MultiGet(
            Get(CompiledCrate, CompiledCrateRequest(address))
            for address in (request.address, *contents.below)
        )
    except FerrotypeFailed:
        # It says one of the crates that are refused, whichever came first; this one names all.
        await Get(AcceptedCrates, AcceptedCratesRequest(request.address))
        raise
    by_name: dict[str, CompiledCrate] = {}
    for crate in crates:
        other = by_name.setdefault(crate.name, crate)
        if other is not crate:
            raise FerrotypeFailed(
                [
                    f"{other.address} and {crate.address} are both the crate `{crate.name}`, and"
                    f" {request.address} builds on both: give one of them another"
                    f" `{CrateNameField.alias}`"
                ]
            )
    return CompiledCrates(by_name[name] for name in sorted(by_name))


@rule(desc="Link a WASM module")
async def linked_module(request: LinkedModuleRequest) -> LinkedModule:
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    direct = await Get(Targets, DependenciesRequest(target[WasmDependenciesField]))
    crates = [member for member in direct if member.has_field(CrateDependenciesField)]
    if len(crates) != 1:
        raise FerrotypeFailed(
            [
                f"{request.address} must depend on exactly one python_to_rust_crate; it depends on"
                f" {len(crates)}: list the crate that holds the entry point in `dependencies`"
            ]
        )
    closure = await Get(CompiledCrates, CompiledCratesRequest(crates[0].address))
    plan = await Get(LinkPlan, LinkPlanRequest(request.address, closure))
    library = await MultiGet(
        Get(LibraryCrate, LibraryCrateRequest, crate) for crate in plan.crates
    )
    parts = (*closure, *library)
    inputs = await Get(Digest, MergeDigests((plan.digest, *(part.digest for part in parts))))
    output = f"{request.address.target_name}.wasm"
    arguments = [
        "link",
        f"--kind={target[WasmKindField].value}",
        f"--entry={target[WasmEntryPointField].value}",
        *(f"--rlib={part.name}={part.path}" for part in parts),
        f"--plan={PLAN}",
        f"--optimize={target[WasmOptimizeField].value}",
    ]
    if target[WasmWholeProgramField].value:
        arguments.append("--whole-program")
    result = await Get(
        StageResult,
        StageRequest(
            arguments=(*arguments, "-o", output),
            input_digest=inputs,
            description=f"ferrotype link {request.address.target_name}",
            output_files=(output,),
            needs_toolchain=True,
        ),
    )
    return LinkedModule(output, result.digest, crates[0], closure)


async def import_reports_of(crates: CompiledCrates, has_places: bool) -> Digest:
    """For rules: the reports of crates. Each crate's are made by themselves, so that an edit of one is not the work of all."""
    parts = await MultiGet(
        Get(Digest, ImportReportsRequest(crate.sources.reports, has_places)) for crate in crates
    )
    return await Get(Digest, MergeDigests(parts))


@rule(desc="Find what a WASM module needs of the standard library")
async def link_plan(request: LinkPlanRequest) -> LinkPlan:
    """Asks without the places of imports, which most edits move, and only if something is refused again
    with them, to say where.
    """
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    optimize = target[WasmOptimizeField].value or ""
    origins = {
        path: place
        for crate in request.crates
        for path, place in crate.sources.origins.items()
    }
    stage = StageRequest(
        arguments=(
            "resolve",
            f"--kind={target[WasmKindField].value}",
            f"--entry={target[WasmEntryPointField].value}",
            f"--reports={REPORTS}",
            f"--optimize={optimize}",
            "-o",
            PLAN,
        ),
        input_digest=await import_reports_of(request.crates, has_places=False),
        description=f"ferrotype resolve {request.address.target_name}",
        output_files=(PLAN,),
        # For its cache folder, in which the library's imports are kept.
        needs_toolchain=True,
        # They say which native modules the runtime has.
        needs_runtime_sources=True,
        reads_library=True,
    )
    result = await Get(FallibleStageResult, StageRequest, stage)
    if result.diagnostics:
        with_places = await import_reports_of(request.crates, has_places=True)
        stage = replace(stage, input_digest=with_places, origins=FrozenDict(origins))
        result = await Get(FallibleStageResult, StageRequest, stage)
        raise FerrotypeFailed(result.diagnostics)
    (plan,) = await Get(DigestContents, Digest, result.digest)
    return LinkPlan(
        result.digest,
        tuple(
            LibraryCrateRequest(
                crate["name"], tuple(crate["library"]), crate["namespace"], optimize
            )
            for crate in json.loads(plan.content)["crates"]
        ),
    )


@rule(desc="Compile a crate of the standard library")
async def library_crate(request: LibraryCrateRequest) -> LibraryCrate:
    path = f"{RLIBS}/lib{request.name}.rlib"
    modules = [f"--library={name}" for name in request.library]
    if request.namespace:
        modules.append(f"--namespace={request.namespace}")
    result = await Get(
        StageResult,
        StageRequest(
            arguments=(
                "compile",
                f"--crate={request.name}",
                *modules,
                f"--optimize={request.optimize}",
                "-o",
                path,
            ),
            input_digest=EMPTY_DIGEST,
            description=f"ferrotype library {request.name}",
            output_files=(path,),
            needs_toolchain=True,
            reads_library=True,
        ),
    )
    return LibraryCrate(request.name, path, result.digest)


@rule
async def import_reports(request: ImportReportsRequest) -> Digest:
    """The reports without what is no import: an edit that leaves those alone must not plan again."""
    contents = await Get(DigestContents, Digest, request.reports)
    return await Get(
        Digest,
        CreateDigest(
            FileContent(entry.path, _of_imports(entry.content, request.has_places))
            for entry in contents
        ),
    )


def _of_imports(content: bytes, has_places: bool) -> bytes:
    report = json.loads(content)
    report["source_digest"] = ""
    report["functions"] = []
    if not has_places:
        for imported in report["imports"]:
            imported["line"] = imported["column"] = 1
    return (json.dumps(report, indent=1, sort_keys=True) + "\n").encode()


def rules() -> Iterable[Rule]:
    return collect_rules()
