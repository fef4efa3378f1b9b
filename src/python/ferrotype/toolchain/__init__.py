"""The Rust toolchain: finding or making it, building the runtime once, rustc's command lines.

This package needs only the standard library and imports nothing else of Ferrotype, so that the
launcher can run it before anything is installed.
"""

from ferrotype.toolchain.cache import cache_folder
from ferrotype.toolchain.commands import RustCommand, compile_command, link_command
from ferrotype.toolchain.discover import HOST, ensure_toolchain
from ferrotype.toolchain.model import WASM_TARGET, Toolchain, ToolchainError
from ferrotype.toolchain.runtime import Runtime, ensure_runtime, runtime_sources

__all__ = [
    "HOST",
    "WASM_TARGET",
    "Runtime",
    "RustCommand",
    "Toolchain",
    "ToolchainError",
    "cache_folder",
    "compile_command",
    "ensure_runtime",
    "ensure_toolchain",
    "link_command",
    "runtime_sources",
]
