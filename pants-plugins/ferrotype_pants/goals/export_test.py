"""What `export` writes where: a workspace for each crate, nothing for other targets."""

from __future__ import annotations

from pants.engine.addresses import Address
from pants.engine.fs import EMPTY_DIGEST
from pants.testutil.rule_runner import MockGet, run_rule_with_mocks

from ferrotype_pants.goals.export import ExportCratesRequest, export_crates
from ferrotype_pants.target_types import PythonToRustCrate, WasmModule
from ferrotype_pants.util_rules.workspace import CargoWorkspace, CargoWorkspaceRequest


def test_each_crate_has_a_workspace_and_other_targets_have_none() -> None:
    fields = {"dependencies": [":lib"]}
    crates = [PythonToRustCrate(fields, Address(f"src/{name}", target_name="crate")) for name in "ab"]
    module = WasmModule({**fields, "entry_point": "a"}, Address("src/a", target_name="module"))
    asked = []

    def workspace(request: CargoWorkspaceRequest) -> CargoWorkspace:
        asked.append(request.address.spec)
        return CargoWorkspace(EMPTY_DIGEST)

    results = run_rule_with_mocks(
        export_crates,
        rule_args=[ExportCratesRequest((*crates, module))],
        mock_gets=[MockGet(CargoWorkspace, (CargoWorkspaceRequest,), workspace)],
    )
    assert asked == ["src/a:crate", "src/b:crate"]
    assert [result.reldir for result in results] == ["cargo/src.a.crate", "cargo/src.b.crate"]
    assert results[0].description == "Cargo workspace of src/a:crate"
