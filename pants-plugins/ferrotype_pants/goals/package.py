"""`package`: a crate's Cargo workspace, a module's `.wasm`, a service's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.core.goals.package import (
    BuiltPackage,
    BuiltPackageArtifact,
    OutputPathField,
    PackageFieldSet,
)
from pants.core.util_rules.environments import EnvironmentField
from pants.engine.fs import (
    EMPTY_DIGEST,
    AddPrefix,
    CreateDigest,
    Digest,
    DigestEntries,
    DigestSubset,
    FileEntry,
    MergeDigests,
    PathGlobs,
    RemovePrefix,
)
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import DependenciesRequest, Target, Targets
from pants.engine.unions import UnionRule

from ferrotype_pants.target_types import (
    CrateDependenciesField,
    NimDependenciesField,
    NimNameField,
    SkipCrateField,
    SkipNimField,
    SkipParityField,
    SkipWasmField,
    WasmDependenciesField,
    WasmEntryPointField,
    WasmKindField,
)
from ferrotype_pants.util_rules.build import (
    LinkedModule,
    LinkedModuleRequest,
)
from ferrotype_pants.util_rules.command import (
    FerrotypeFailed,
    StageRequest,
    StageResult,
)
from ferrotype_pants.util_rules.comparison import (
    CERTIFICATE,
    ParityRun,
    ParityRunRequest,
)
from ferrotype_pants.util_rules.failures import OwnFieldSet, OwnPackage, packaged
from ferrotype_pants.util_rules.translate import (
    INTERFACES,
    CrateInterfacesRequest,
    Interfaces,
)
from ferrotype_pants.util_rules.workspace import CargoWorkspace, CargoWorkspaceRequest


@dataclass(frozen=True)
class CrateFieldSet(PackageFieldSet):
    required_fields = (CrateDependenciesField,)

    dependencies: CrateDependenciesField
    output_path: OutputPathField
    skip: SkipCrateField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipCrateField).value)


@dataclass(frozen=True)
class WasmFieldSet(PackageFieldSet):
    required_fields = (WasmDependenciesField, WasmEntryPointField)

    dependencies: WasmDependenciesField
    output_path: OutputPathField
    skip: SkipWasmField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipWasmField).value)


@dataclass(frozen=True)
class RenameRequest:
    """The file at `old` under the name `new`."""

    digest: Digest
    old: str
    new: str


@rule
async def crate_package(field_set: CrateFieldSet) -> OwnPackage:
    workspace = await Get(CargoWorkspace, CargoWorkspaceRequest(field_set.address))
    output = field_set.output_path.value_or_default(file_ending=None)
    digest = await Get(Digest, AddPrefix(workspace.digest, output))
    return OwnPackage(BuiltPackage(digest, (BuiltPackageArtifact(output),)))


@rule(desc="Write a WASM module")
async def wasm_package(field_set: WasmFieldSet) -> OwnPackage:
    linked = await Get(LinkedModule, LinkedModuleRequest(field_set.address))
    output = field_set.output_path.value_or_default(file_ending="wasm")
    digest = await Get(Digest, RenameRequest(linked.digest, linked.path, output))
    return OwnPackage(BuiltPackage(digest, (BuiltPackageArtifact(output),)))


@rule
async def rename(request: RenameRequest) -> Digest:
    entries = await Get(DigestEntries, Digest, request.digest)
    (entry,) = (e for e in entries if isinstance(e, FileEntry) and e.path == request.old)
    renamed = FileEntry(request.new, entry.file_digest, entry.is_executable)
    return await Get(Digest, CreateDigest([renamed]))


@dataclass(frozen=True)
class NimFieldSet(PackageFieldSet):
    required_fields = (NimDependenciesField, NimNameField)

    dependencies: NimDependenciesField
    name: NimNameField
    output_path: OutputPathField
    skip: SkipNimField
    environment: EnvironmentField

    @classmethod
    def opt_out(cls, target: Target) -> bool:
        return bool(target.get(SkipNimField).value)


@rule(desc="Write a NIM microservice")
async def nim_package(field_set: NimFieldSet) -> OwnPackage:
    direct = await Get(Targets, DependenciesRequest(field_set.dependencies))
    modules = [target for target in direct if target.has_field(WasmDependenciesField)]
    if len(modules) != 1 or modules[0][WasmKindField].value != "library":
        raise FerrotypeFailed(
            [f"{field_set.address} must depend on exactly one wasm_module of kind `library`"]
        )
    (module,) = modules
    entry = module[WasmEntryPointField].value
    linked = await Get(LinkedModule, LinkedModuleRequest(module.address))
    arguments = [
        "package",
        linked.path,
        f"--name={field_set.name.value or field_set.address.target_name}",
        f"--interface={INTERFACES}/{entry}.iface.json",
        f"--interfaces={INTERFACES}",
    ]
    certificate = EMPTY_DIGEST
    if not module[SkipParityField].value:
        run = await Get(ParityRun, ParityRunRequest(module.address))
        if run.result.exit_code != 0:
            raise FerrotypeFailed(
                [
                    f"{field_set.address} is not packaged, because {module.address} does not"
                    f" agree with CPython; `./pants test {module.address}` says where:",
                    *run.result.stderr.decode(errors="replace").strip().splitlines(),
                ]
            )
        # The process does not see it: it names the sources, so it changes where nothing else does.
        found = await Get(Digest, DigestSubset(run.reports, PathGlobs([CERTIFICATE])))
        certificate = await Get(Digest, AddPrefix(found, "front"))
    interfaces = await Get(Interfaces, CrateInterfacesRequest(linked.crate.address))
    result = await Get(
        StageResult,
        StageRequest(
            arguments=(*arguments, "-o", "service"),
            input_digest=await Get(Digest, MergeDigests((linked.digest, interfaces.digest))),
            description=f"ferrotype package {field_set.address.target_name}",
            output_directories=("service",),
        ),
    )
    output = field_set.output_path.value_or_default(file_ending=None)
    written = await Get(Digest, RemovePrefix(result.digest, "service"))
    inner = await Get(Digest, MergeDigests((written, certificate)))
    digest = await Get(Digest, AddPrefix(inner, output))
    return OwnPackage(BuiltPackage(digest, (BuiltPackageArtifact(output),)))


@rule
async def package_crate(field_set: CrateFieldSet) -> BuiltPackage:
    return await packaged(field_set)


@rule
async def package_wasm(field_set: WasmFieldSet) -> BuiltPackage:
    return await packaged(field_set)


@rule
async def package_nim(field_set: NimFieldSet) -> BuiltPackage:
    return await packaged(field_set)


def rules() -> Iterable[Rule | UnionRule]:
    kinds = (CrateFieldSet, WasmFieldSet, NimFieldSet)
    return [
        *collect_rules(),
        *(UnionRule(union, kind) for kind in kinds for union in (PackageFieldSet, OwnFieldSet)),
    ]
