"""The compiler and the runtime have the same instructions under the same numbers."""

import re
from pathlib import Path

from ferrotype.builtins.operations import OPERATIONS as ROWS
from ferrotype.builtins.operations import TESTS
from ferrotype.compact.opcodes import OPCODES, OPERATIONS

RUST = (
    Path(__file__).parents[2] / "src" / "rust" / "runtime" / "src" / "compact" / "opcodes.rs"
)


def between(start: str, end: str) -> str:
    """A part of the runtime's file."""
    return RUST.read_text().partition(start)[2].partition(end)[0]


def test_instructions_are_those_of_the_runtime() -> None:
    listed = re.findall(r"\w+", between("opcodes![\n", "];"))
    assert listed == list(OPCODES)


def test_operations_are_those_of_the_runtime() -> None:
    rows = re.findall(r"Operation::(\w+)(?:\((\w+)\))?,", between("OPERATIONS: &[Operation] = &[", "];"))
    named = {
        "Same": "is_",
        "Slice": "slice",
        "ListAppend": "list_append",
        "SetAdd": "set_add",
        "DictInsert": "dict_insert",
    }
    assert [function or named[kind] for kind, function in rows] == list(OPERATIONS)


def test_every_operation_on_values_has_an_instruction() -> None:
    # A comparison that is tested is compared and then tested; texts have an instruction of their own.
    others = {*TESTS.values(), "run_text"}
    assert set(OPERATIONS) == ROWS.keys() - others


def test_numbers_fit_a_byte() -> None:
    assert len(OPCODES) + len(OPERATIONS) <= 256
    assert len({*OPCODES, *OPERATIONS}) == len(OPCODES) + len(OPERATIONS)
