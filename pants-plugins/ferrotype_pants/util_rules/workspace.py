"""A crate's Cargo workspace: for `package` as a product, for `export` as what an IDE opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pants.engine.addresses import Address, Addresses
from pants.engine.fs import AddPrefix, Digest, RemovePrefix
from pants.engine.internals.selectors import Get
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.target import Targets

from ferrotype_pants.target_types import CrateEntryPointField
from ferrotype_pants.util_rules.build import (
    AcceptedCrates,
    AcceptedCratesRequest,
    crate_name,
)
from ferrotype_pants.util_rules.command import StageRequest, StageResult
from ferrotype_pants.util_rules.modules import (
    OfTarget,
    PythonSources,
    PythonSourcesRequest,
)

OUTPUT = "workspace"


@dataclass(frozen=True)
class CargoWorkspaceRequest(OfTarget):
    """The crate at an address, with all that it builds on."""

    address: Address


@dataclass(frozen=True)
class CargoWorkspace:
    """The workspace's files; its `Cargo.toml` lies at the top of `digest`."""

    digest: Digest


@rule(desc="Write a Cargo workspace")
async def cargo_workspace(request: CargoWorkspaceRequest) -> CargoWorkspace:
    target = (await Get(Targets, Addresses([request.address]))).expect_single()
    # Its modules' own processes say what is refused; the workspace's would stop at the first.
    accepted = await Get(AcceptedCrates, AcceptedCratesRequest(request.address))
    sources = await Get(
        PythonSources, PythonSourcesRequest(Addresses([request.address]))
    )
    name = crate_name(target)
    entry = target[CrateEntryPointField].value or sources.names[0]
    result = await Get(
        StageResult,
        StageRequest(
            arguments=("crate", name, f"--entry={entry}", "-o", OUTPUT),
            input_digest=await Get(Digest, AddPrefix(sources.digest, name)),
            description=f"ferrotype crate {name}",
            output_directories=(OUTPUT,),
            # It formats the generated Rust.
            needs_toolchain=True,
            needs_runtime_sources=True,
            origins=accepted.origins,
        ),
    )
    return CargoWorkspace(await Get(Digest, RemovePrefix(result.digest, OUTPUT)))


def rules() -> Iterable[Rule]:
    return collect_rules()
