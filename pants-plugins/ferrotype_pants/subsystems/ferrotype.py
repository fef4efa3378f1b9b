"""Where the command `ferrotype` comes from."""

from __future__ import annotations

from pants.option.option_types import SkipOption, StrListOption, StrOption
from pants.option.subsystem import Subsystem


class Ferrotype(Subsystem):
    options_scope = "ferrotype"
    name = "Ferrotype"
    help = "Translates Python to Rust and dependency-free WASM."

    sources = StrOption(
        default=None,
        help=(
            "The address of Ferrotype's own `python_sources`, in its own repository. Elsewhere"
            " leave it unset: then `requirement` is installed."
        ),
    )
    requirement = StrOption(
        default="ferrotype", help="The requirement that gives the command `ferrotype`."
    )
    engine_targets = StrListOption(
        help=(
            "Addresses of the requirements for running a module and comparing it with CPython"
            " (`wasmtime`, `hypothesis`). Unset: whatever releases the index offers."
        ),
    )
    interpreter = StrOption(
        default="CPython==3.11.*",
        help="The CPython that Ferrotype runs on and compares with.",
    )


class FerrotypeParity(Subsystem):
    options_scope = "ferrotype-parity"
    name = "Ferrotype's comparison with CPython"
    help = "Compares WASM modules with CPython under the `test` goal."

    skip = SkipOption("test")


class FerrotypeCheck(Subsystem):
    options_scope = "ferrotype-check"
    name = "Ferrotype's check of crates"
    help = "Translates and compiles crates under the `check` goal, without linking."

    skip = SkipOption("check")
