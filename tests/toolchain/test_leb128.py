"""Integers as WASM writes them are read as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ferrotype.toolchain import leb128


@given(st.integers(min_value=0, max_value=2**64 - 1), st.binary(max_size=3))
def test_unsigned_integers_come_back(value: int, behind: bytes) -> None:
    content = leb128.written(value)
    assert leb128.read(b"?" + content + behind, 1) == (value, 1 + len(content))


@given(st.integers(min_value=-(2**63), max_value=2**63 - 1), st.binary(max_size=3))
def test_signed_integers_come_back(value: int, behind: bytes) -> None:
    content = leb128.written_signed(value)
    assert leb128.read_signed(b"?" + content + behind, 1) == (value, 1 + len(content))
