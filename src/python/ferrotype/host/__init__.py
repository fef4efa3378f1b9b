"""Running `.wasm` modules under wasmtime: commands, and library modules by the wire format.

Serving (`package/`) and parity use the same code. It needs `wasmtime` from PyPI and nothing else.
"""

from ferrotype.host.command import Completed, run_command
from ferrotype.host.engine import Compiled, Limits, Trapped, WrongModule, compile_module
from ferrotype.host.library import Library

__all__ = [
    "Compiled",
    "Completed",
    "Library",
    "Limits",
    "Trapped",
    "WrongModule",
    "compile_module",
    "run_command",
]
