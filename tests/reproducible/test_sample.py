"""The everyday sample: a crate and its module, packaged on two machines, are the same to the last byte.

Pants, the toolchain and the runtime are the user's, as building them takes minutes; all else is made
anew on each machine. The whole build runs by `python -m tests.reproducible`.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.incremental.checkout import checked_out, succeeded
from tests.reproducible.comparison import differences, entries
from tests.reproducible.machines import Machine, two_machines

_BUILD = """
python_sources(name="app")
python_to_rust_crate(name="crate", dependencies=["src/python/app/start.py:app"], optimize="none")
wasm_module(name="module", dependencies=[":crate"], entry_point="app.start", optimize="none")
"""
_NUMBERS = '''
"""Sizes: İı, ﬃ, ß."""

NAMES = {"width", "height", "depth"}


def scaled(value: int, by: float = 1.5) -> float:
    return value * by
'''
_START = """
from bisect import insort
from app.numbers import NAMES, scaled

found: list[str] = []
for name in NAMES:
    insort(found, name.title())
print(found, scaled(21))
"""
_FILES = {
    "app/BUILD": _BUILD,
    "app/__init__.py": "",
    "app/numbers.py": _NUMBERS,
    "app/start.py": _START,
}
_SHARED = ("pants", "runtimes", "runtime-builds", "sysroots", "toolchains")
"""What takes minutes, of the user's cache folder."""


def packaged(machine: Machine) -> Path:
    """What is in `dist/` then."""
    machine.prepare()
    users = Path(os.environ.get("FERROTYPE_CACHE") or Path.home() / ".cache/ferrotype")
    for name in _SHARED:
        if (users / name).exists():
            (machine.cache / name).symlink_to((users / name).resolve())
    machine.root.rmdir()
    with checked_out(machine.root, machine.store, _FILES, timeout=600) as made:
        checkout = replace(made, through=machine.through(), variables=machine.settings())
        succeeded(checkout.pants("package", "src/python/app::", is_recorded=False))
    return machine.root / "dist"


def test_a_program_is_the_same_to_the_last_byte_on_two_machines(tmp_path: Path) -> None:
    # Side by side, as most of the time is that of Pants as it starts.
    with ThreadPoolExecutor() as pool:
        first, second = pool.map(packaged, two_machines(tmp_path, None))
    assert differences(first, second) == []
    names = entries(first)
    assert names["src.python.app/module.wasm"].content.startswith(b"\0asm")
    assert any(name.endswith("Cargo.toml") for name in names)
    assert any(name.endswith(".rs") for name in names)
