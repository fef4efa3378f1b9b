"""Where the command `ferrotype` comes from."""

from __future__ import annotations

import enum

from pants.option.option_types import (
    BoolOption,
    EnumOption,
    SkipOption,
    StrListOption,
    StrOption,
)
from pants.option.subsystem import Subsystem

VERSION = "0.1.0"


class Inference(enum.Enum):
    """Who finds out what modules import."""

    PANTS = "pants"
    CRATE = "crate"


class Ferrotype(Subsystem):
    options_scope = "ferrotype"
    name = "Ferrotype"
    help = "Translates Python to Rust and dependency-free WASM."

    sources = StrListOption(
        help=(
            "The addresses of Ferrotype's own `python_sources` and of the runtime's sources, in its"
            " own repository. Elsewhere leave it unset: then `requirement` is installed."
        ),
    )
    requirement = StrOption(
        default=f"ferrotype=={VERSION}",
        help=(
            "The requirement that gives the command `ferrotype`. By default the release that this"
            " plugin was made with."
        ),
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
    inference = EnumOption(
        default=Inference.CRATE,
        help=(
            "How goals of crates find out what their modules import. `crate`: by one step for each"
            " module, which looks for owners in the folders that its imports lead to. `pants`: by the"
            " engine's inference of dependencies, as the goal `dependencies` does, which reads all"
            " BUILD files of the repository and takes several times the memory. Both give the same"
            " targets. Modules that have something of their own (ambiguous or unowned imports, another"
            " plugin's inference) are left to the engine in both, and so are all of them with"
            " `[python-infer].assets` or without `[python-infer].imports`."
        ),
        advanced=True,
    )
    give_back_memory = BoolOption(
        default=True,
        help=(
            "If true, the daemon returns the memory that only a run needed to the system, a second"
            " after the run. Otherwise the C library keeps it for the next one."
        ),
        advanced=True,
    )
    summary = BoolOption(
        default=True,
        help=(
            "If true, a run that translates or compares anything ends with one line that says how"
            " many modules were translated, reused from a cache and refused, and how many"
            " comparisons with CPython agreed."
        ),
    )
    tailor_crates = BoolOption(
        default=True,
        help=(
            "If true, `tailor` adds a `python_to_rust_crate` for each `python_sources` of which no"
            " crate lists a file. The field `skip_ferrotype_tailor` leaves out one of them."
        ),
        advanced=True,
    )
    tailor_modules = BoolOption(
        default=True,
        help=(
            "If true, `tailor` adds a `wasm_module` for each program that a crate lists: a file"
            ' `__main__.py`, or one with `if __name__ == "__main__":`.'
        ),
        advanced=True,
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


class FerrotypeLint(Subsystem):
    options_scope = "ferrotype-lint"
    name = "Ferrotype's diagnostics"
    help = "Says under the `lint` goal what in the modules of crates cannot be translated."

    skip = SkipOption("lint")
