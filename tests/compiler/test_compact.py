"""The compact form: how a module's functions are written as data."""

from hypothesis import given
from hypothesis import strategies as st

from ferrotype.compact import compact_module
from ferrotype.compact.assembly import FunctionAssembly, Target
from ferrotype.compact.tables import ModuleTables, number, signed
from ferrotype.diagnostics.collect import Diagnostics
from ferrotype.ir.program import Module
from ferrotype.lower import lower_module
from ferrotype.parse import parse_module, program_texts
from ferrotype.scopes import resolve_scopes


def lowered(source: str) -> Module:
    """A module of this source."""
    diagnostics = Diagnostics()
    parsed = parse_module("m", "m.py", False, source.encode(), diagnostics)
    assert parsed is not None
    scopes = resolve_scopes(parsed.tree, parsed.future_annotations)
    return lower_module(parsed, scopes, diagnostics, False, program_texts(parsed))


def read(data: bytes) -> int:
    """An unsigned number, as the runtime reads it."""
    found = 0
    for place, byte in enumerate(data):
        found |= (byte & 0x7F) << 7 * place
    assert all(byte > 0x7F for byte in data[:-1]) and data[-1] < 0x80
    return found


@given(st.integers(min_value=0, max_value=1 << 48))
def test_numbers_are_read_back(value: int) -> None:
    assert read(number(value)) == value


@given(st.integers(min_value=-(1 << 47), max_value=(1 << 47) - 1))
def test_numbers_of_either_sign_are_read_back(value: int) -> None:
    found = read(signed(value))
    assert (found >> 1) ^ -(found & 1) == value


def test_equal_constants_are_one_and_different_types_are_not() -> None:
    tables = ModuleTables()
    assert tables.constant((1, "a")) == tables.constant((1, "a"))
    numbers = [tables.constant(value) for value in (1 << 60, float(1 << 60), 0.0, -0.0, 0j, b"", "")]
    assert len(set(numbers)) == len(numbers)


def test_a_name_that_is_set_has_a_place_of_its_own() -> None:
    tables = ModuleTables()
    assert tables.name("x") == tables.name("x") != tables.name("x", is_set=True)


def test_targets_are_wide_in_a_long_function() -> None:
    module = lowered("def f():\n    pass\n")
    for count, width in ((10, 2), (1 << 16, 4)):
        codes = {function.identifier: 0 for function in module.functions}
        assembly = FunctionAssembly(module, module.functions[0], ModuleTables(), codes)
        end = Target()
        assembly.write("Jump", end)
        for _ in range(count):
            assembly.write("Pop")
        assembly.place(end)
        code = assembly.assembled()
        assert code[0] == width
        assert int.from_bytes(code[2 : 2 + width], "little") == 1 + width + count == len(code) - 1


def test_only_lines_that_tracebacks_show_are_kept() -> None:
    source = "x = 1\n\n\ndef f():\n    y = 2\n    return y.missing  # a comment\n"
    compact = compact_module(lowered(source))
    shown = b" x = 1\n+3 def f():\n y = 2\n return y.missing  # a comment\n"
    assert compact.content.endswith(shown)
    assert 6 in compact.shown_lines
    assert 3 not in compact.shown_lines


def test_the_link_sees_names_and_texts_that_are_not_ascii() -> None:
    compact = compact_module(lowered("print('é', 'two words', '{.real}'.format(1))\nx.attribute\n"))
    assert {"print", "é", "{.real}", "format", "attribute"} <= set(compact.texts)
    assert "two words" not in compact.texts


def test_what_the_runtime_reads_is_what_was_written() -> None:
    compact = compact_module(lowered("def f(a, *, b=1):\n    return a + b\n"))
    rust = compact.with_header("sha256 0")
    literal = rust.partition(f"CONTENT: [u8; {len(compact.content)}] = *b")[2].partition(";\n")[0]
    # A byte string of Rust, without escapes that Python reads otherwise.
    assert eval("b" + literal.replace("\\0", "\\x00")) == compact.content
