"""`test --debug`: the same comparison, in the foreground and never from a cache."""

from __future__ import annotations

from pants.engine.addresses import Address
from pants.engine.fs import EMPTY_DIGEST
from pants.engine.process import Process
from pants.testutil.rule_runner import MockGet, run_rule_with_mocks

from ferrotype_pants.goals.parity import (
    ParityFieldSet,
    ParityRequest,
    compare_in_the_foreground,
)
from ferrotype_pants.target_types import PythonToRustCrate, WasmModule
from ferrotype_pants.util_rules.build import CompiledCrates, LinkedModule
from ferrotype_pants.util_rules.comparison import ParityProcess, ParityRunRequest

ADDRESS = Address("src/a", target_name="module")
CRATE = PythonToRustCrate({"dependencies": [":a"]}, Address("src/a", target_name="crate"))
LINKED = LinkedModule("module.wasm", EMPTY_DIGEST, CRATE, CompiledCrates())


def test_a_comparison_in_the_foreground_is_that_of_a_forced_test() -> None:
    process = Process(("python", "-m", "ferrotype"), description="parity", env={"A": "1"})
    asked = []

    def comparison(request: ParityRunRequest) -> ParityProcess:
        asked.append(request)
        return ParityProcess(LINKED, process)

    field_set = ParityFieldSet.create(WasmModule({"entry_point": "a"}, ADDRESS))
    debugged = run_rule_with_mocks(
        compare_in_the_foreground,
        rule_args=[ParityRequest.Batch("ferrotype-parity", (field_set,), None)],
        mock_gets=[MockGet(ParityProcess, (ParityRunRequest,), comparison)],
    )
    assert asked == [ParityRunRequest(ADDRESS, force=True)]
    shown = debugged.process.process
    assert (shown.argv, shown.env, shown.timeout_seconds) == (process.argv, process.env, -1)
