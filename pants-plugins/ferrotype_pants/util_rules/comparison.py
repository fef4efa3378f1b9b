"""Comparing a module with CPython: one process, for `test` and for what is served."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pants.backend.python.util_rules.pex import VenvPexProcess
from pants.core.goals.test import TestSubsystem
from pants.engine.addresses import Address, Addresses
from pants.engine.fs import (
    AddPrefix,
    CreateDigest,
    Digest,
    DigestContents,
    DigestEntries,
    DigestSubset,
    FileContent,
    FileEntry,
    GlobExpansionConjunction,
    GlobMatchErrorBehavior,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
)
from pants.engine.internals.selectors import Get, MultiGet
from pants.engine.process import FallibleProcessResult, Process, ProcessCacheScope
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Target, Targets
from pants.util.logging import LogLevel

from ferrotype_pants.target_types import (
    ParityArgumentsField,
    ParityExamplesField,
    ParityPackagesField,
    ParityTestsField,
    ParityTimeoutField,
    ParityVectorsField,
    WasmEntryPointField,
    WasmKindField,
)
from ferrotype_pants.util_rules.build import (
    LinkedModule,
    LinkedModuleRequest,
)
from ferrotype_pants.util_rules.command import (
    PATIENCE,
    SOURCES,
    Engine,
    InstalledCommand,
    PreparedToolchain,
)
from ferrotype_pants.util_rules.modules import (
    OfTarget,
    PythonSources,
    PythonSourcesRequest,
)

PYTHON = "python"
OUTPUT = "parity"
CERTIFICATE = "parity.json"


@dataclass(frozen=True)
class ParityRunRequest(OfTarget):
    """The `wasm_module` at an address; `force` compares again what agreed before."""

    address: Address
    force: bool = False


@dataclass(frozen=True)
class ParityProcess:
    """What compares a module, before it runs."""

    linked: LinkedModule
    process: Process


@dataclass(frozen=True)
class ParityRun:
    """What came of it. `reports` has `parity.json`, `junit.xml`, `report.html`, `timings.json`.

    The process compares reduced sources, so that an edit that cannot matter does not run it again;
    the digests of the true ones are in the certificate nevertheless.
    """

    result: FallibleProcessResult
    reports: Digest


@dataclass(frozen=True)
class BoundReportsRequest:
    """The reports of a comparison, and the module that was compared."""

    reports: Digest
    linked: LinkedModule


def parity_arguments(target: Target, wasm: str) -> tuple[str, ...]:
    """The arguments of `ferrotype parity` for a module of either kind."""
    entry = target[WasmEntryPointField].value or ""
    if target[WasmKindField].value == "command":
        script = f"{PYTHON}/{entry.replace('.', '/')}.py"
        # With `=`: a run's own arguments may begin with a dash.
        runs = [f"--arguments={text}" for text in target[ParityArgumentsField].value or ()]
        chosen = ["script", script, wasm, f"--root={PYTHON}", *runs]
    else:
        packages = target[ParityPackagesField].value or (entry.split(".")[0],)
        chosen = ["library", PYTHON, wasm, *(f"--package={name}" for name in packages)]
        chosen.append(f"--examples={target[ParityExamplesField].value}")
        if target[ParityVectorsField].value:
            chosen.append(f"--vectors={target[ParityVectorsField].value}")
        if target[ParityTestsField].value:
            chosen.append(f"--tests={target[ParityTestsField].value}")
    subject = f"--subject={target.address.target_name}"
    return ("parity", *chosen, "--reduced", "-o", OUTPUT, subject)


def stored_inputs(target: Target) -> tuple[PathGlobs, ...]:
    """The files of the repository that the comparison reads; each must be there."""
    return tuple(
        PathGlobs(
            [path, f"{path}/**"],
            glob_match_error_behavior=GlobMatchErrorBehavior.error,
            conjunction=GlobExpansionConjunction.any_match,
            description_of_origin=f"the field `{field.alias}` of {target.address}",
        )
        for field in (ParityTestsField, ParityVectorsField)
        for path in (target[field].value,)
        if path
    )


@rule
async def parity_process(
    request: ParityRunRequest, test: TestSubsystem, command: InstalledCommand, engine: Engine
) -> ParityProcess:
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    linked = await Get(LinkedModule, LinkedModuleRequest(request.address))
    reduced = await Get(Digest, MergeDigests(crate.sources.reduced for crate in linked.crates))
    stored = await MultiGet(Get(Digest, PathGlobs, globs) for globs in stored_inputs(target))
    inputs = await Get(
        Digest,
        MergeDigests(
            (
                linked.digest,
                *stored,
                await Get(Digest, AddPrefix(reduced, PYTHON)),
            )
        ),
    )
    process = await Get(
        Process,
        VenvPexProcess(
            engine.pex,
            argv=("-m", "ferrotype", *parity_arguments(target, linked.path)),
            input_digest=inputs,
            extra_env={"PEX_EXTRA_SYS_PATH": SOURCES, "PYTHONHASHSEED": "0"},
            output_directories=(OUTPUT,),
            description=f"ferrotype parity {request.address.target_name}",
            timeout_seconds=target[ParityTimeoutField].calculate_from_global_options(test),
            cache_scope=(
                ProcessCacheScope.PER_SESSION if request.force else ProcessCacheScope.SUCCESSFUL
            ),
        ),
    )
    process = replace(
        process,
        immutable_input_digests=command.inputs(),
        remote_cache_speculation_delay_millis=PATIENCE,
    )
    return ParityProcess(linked, process)


@rule(desc="Compare a WASM module with CPython", level=LogLevel.DEBUG)
async def run_parity(request: ParityRunRequest) -> ParityRun:
    comparison = await Get(ParityProcess, ParityRunRequest, request)
    result = await Get(FallibleProcessResult, Process, comparison.process)
    reports = await Get(Digest, RemovePrefix(result.output_digest, OUTPUT))
    bound = await Get(Digest, BoundReportsRequest(reports, comparison.linked))
    return ParityRun(result, bound)


@rule
async def bind_reports(request: BoundReportsRequest) -> Digest:
    """The reports, the certificate with the digests of the true sources, as the engine has them."""
    found = await Get(Digest, DigestSubset(request.reports, PathGlobs([CERTIFICATE])))
    contents = await Get(DigestContents, Digest, found)
    if not contents:
        return request.reports
    crates = request.linked.crates
    address = request.linked.crate.address
    python = await Get(PythonSources, PythonSourcesRequest(Addresses([address])))
    sources = await Get(DigestEntries, Digest, python.digest)
    rlibs = await MultiGet(Get(DigestEntries, Digest, crate.digest) for crate in crates)
    toolchain = await Get(PreparedToolchain)
    (entry,) = contents
    certificate = bound_certificate(
        entry.content,
        {e.path: e.file_digest.fingerprint for e in sources if isinstance(e, FileEntry)},
        {
            "toolchain": toolchain.key,
            **{
                f"crate {crate.name}": e.file_digest.fingerprint
                for crate, entries in zip(crates, rlibs)
                for e in entries
                if isinstance(e, FileEntry)
            },
        },
    )
    others = await Get(
        Digest, DigestSubset(request.reports, PathGlobs(["**", f"!{CERTIFICATE}"]))
    )
    bound = await Get(Digest, CreateDigest([FileContent(CERTIFICATE, certificate)]))
    return await Get(Digest, MergeDigests((others, bound)))


def bound_certificate(
    content: bytes, sources: Mapping[str, str], digests: Mapping[str, str]
) -> bytes:
    """A certificate with these digests in it, as canonical as it was."""
    certificate = json.loads(content)
    certificate["sources"] = dict(sources)
    certificate["digests"].update(digests)
    return (json.dumps(certificate, sort_keys=True, indent=2) + "\n").encode()


def rules() -> Iterable[Rule]:
    return collect_rules()
