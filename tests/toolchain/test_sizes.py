"""Modules do not grow unseen: what is built for size stays below the limits in `sizes.json`.

A limit is what was reached, and two hundredths more. It holds where all that makes modules small is
there: Binaryen, and the sources of Rust's standard library.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ferrotype.building.program import BuildRequest, build_program
from ferrotype.building.rust import RustTools

HERE = Path(__file__).parent
PROGRAMS = HERE.parents[1] / "bench" / "size"
LIMITS = json.loads((HERE / "sizes.json").read_text())


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_program_built_for_size_stays_below_its_limit(name: str) -> None:
    environment = dict(os.environ)
    toolchain = RustTools.ensure(False, environment, "size").toolchain
    if not toolchain.is_small or toolchain.optimizer is None:
        pytest.skip("the toolchain lacks Binaryen or the sources of std")
    request = BuildRequest(PROGRAMS / name, optimize="size", whole_program=True)
    assert build_program(request, environment).stat().st_size <= LIMITS[name]
