"""The targets: what is translated, what is linked, what is served."""

from __future__ import annotations

import re

from pants.backend.python.target_types import PythonResolveField
from pants.core.goals.package import OutputPathField
from pants.core.goals.test import TestTimeoutField
from pants.core.util_rules.environments import EnvironmentField
from pants.engine.addresses import Address
from pants.engine.target import (
    COMMON_TARGET_FIELDS,
    BoolField,
    Dependencies,
    IntField,
    InvalidFieldException,
    StringField,
    StringSequenceField,
    Target,
)

_CRATE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TAKEN = frozenset(
    """abstract alloc as async await become box break const continue core crate do dyn else entry enum
    extern false ferrotype_runtime final fn for gen if impl in let loop macro match mod move mut
    override priv proc_macro pub ref return self static std struct super test trait true try type
    typeof unsafe unsized use virtual where while yield""".split()
)
"""Words and crates that mean something else to rustc."""


class CrateDependenciesField(Dependencies):
    required = True
    help = (
        "The `python_sources` and `python_requirement` targets to translate, and other"
        " `python_to_rust_crate` targets to build on. What the sources import is found by"
        " dependency inference and need not be listed. Modules that another crate in this list"
        " already holds are used from there."
    )


class CrateNameField(StringField):
    alias = "crate_name"
    help = (
        "The name of the Rust crate: letters, digits and `_`. By default `python_` and the target's"
        " name."
    )

    @classmethod
    def compute_value(cls, raw_value: str | None, address: Address) -> str | None:
        value = super().compute_value(raw_value, address)
        if value is not None and (value in _TAKEN or not _CRATE_NAME.fullmatch(value)):
            raise InvalidFieldException(
                f"The field `{cls.alias}` of {address} must be a name for a Rust crate, of letters,"
                f" digits and `_`, and no word of Rust's own; it is {value!r}"
            )
        return value


class CrateEntryPointField(StringField):
    alias = "entry_point"
    help = (
        "The dotted name of the module that the Cargo workspace's program runs. By default the"
        " first by name. What a `wasm_module` runs is its own choice."
    )


class CrateOptimizeField(StringField):
    alias = "optimize"
    default = "speed"
    valid_choices = ("speed", "size", "none")
    help = "What rustc optimises the crate for: `speed`, `size`, or `none` for the quickest build."


class SkipCrateField(BoolField):
    alias = "skip_ferrotype_package"
    default = False
    help = "If true, `package` does not write this crate's Cargo workspace."


class SkipLintField(BoolField):
    alias = "skip_ferrotype_lint"
    default = False
    help = "If true, `lint` does not say what in this crate's modules cannot be translated."


class SkipTailorField(BoolField):
    alias = "skip_ferrotype_tailor"
    default = False
    help = "If true, `tailor` proposes no crate and no modules of WASM for these sources."


class PythonToRustCrate(Target):
    alias = "python_to_rust_crate"
    core_fields = (
        *COMMON_TARGET_FIELDS,
        CrateDependenciesField,
        PythonResolveField,
        CrateNameField,
        CrateEntryPointField,
        CrateOptimizeField,
        SkipCrateField,
        SkipLintField,
        OutputPathField,
        EnvironmentField,
    )
    help = (
        "Python modules, translated to one Rust crate. `package` writes the Cargo workspace with"
        " the generated Rust, ready for `cargo build`."
    )


class WasmDependenciesField(Dependencies):
    help = (
        "The `python_to_rust_crate` target that holds the module's code. Exactly one. By default"
        " the crate that lists the file of `entry_point`, where only one does."
    )


class WasmKindField(StringField):
    alias = "kind"
    default = "command"
    valid_choices = ("command", "library")
    help = (
        "`command`: a WASI program that runs `entry_point` as Python runs a script."
        " `library`: a WASI reactor whose functions a host calls."
    )


class WasmEntryPointField(StringField):
    alias = "entry_point"
    required = True
    help = (
        "The dotted name of the Python module that a command runs, or that a library offers,"
        " such as `examples.benchmarks.nbody`."
    )


class WasmOptimizeField(CrateOptimizeField):
    help = "What the link optimises for: `speed`, `size`, or `none` for the quickest build."


class WasmWholeProgramField(BoolField):
    alias = "whole_program"
    default = False
    help = (
        "Optimise across all crates and the runtime: a smaller and faster module for a longer"
        " link."
    )


class SkipWasmField(BoolField):
    alias = "skip_ferrotype_package"
    default = False
    help = "If true, `package` does not write this module."


class SkipParityField(BoolField):
    alias = "skip_parity"
    default = False
    help = "If true, `test` does not compare this module with CPython."


class ParityArgumentsField(StringSequenceField):
    alias = "parity_arguments"
    help = (
        "For a command: the runs to compare, each a string of arguments separated by spaces."
        " By default one run without arguments."
    )


class ParityPackagesField(StringSequenceField):
    alias = "parity_packages"
    help = (
        "For a library: the packages whose functions are compared. By default the package that"
        " `entry_point` belongs to."
    )


class ParityExamplesField(IntField):
    alias = "parity_examples"
    default = 100
    help = "For a library: how many inputs are drawn for each function."


class ParityTestsField(StringField):
    alias = "parity_tests"
    help = (
        "For a library: a source distribution whose own tests run against the module, as a path"
        " from the build root: a `.tar.gz` file, or the folder with its contents."
    )


class ParityVectorsField(StringField):
    alias = "parity_vectors"
    help = (
        "For a library: the folder, from the build root, with stored calls that are compared"
        " first."
    )


class ParityTimeoutField(TestTimeoutField):
    help = "Seconds after which the comparison is stopped and fails."


class WasmModule(Target):
    alias = "wasm_module"
    core_fields = (
        *COMMON_TARGET_FIELDS,
        WasmDependenciesField,
        WasmKindField,
        WasmEntryPointField,
        WasmOptimizeField,
        WasmWholeProgramField,
        SkipWasmField,
        SkipParityField,
        ParityArgumentsField,
        ParityPackagesField,
        ParityExamplesField,
        ParityTestsField,
        ParityVectorsField,
        ParityTimeoutField,
        OutputPathField,
        EnvironmentField,
    )
    help = (
        "A WASM module with nothing but WASI to depend on. `package` writes it, `run` runs it"
        " under wasmtime, `test` compares it with CPython."
    )


class NimDependenciesField(Dependencies):
    required = True
    help = "The `wasm_module` targets of kind `library` that the service offers."


class NimNameField(StringField):
    alias = "service_name"
    help = "The name of the service. By default the target's name."


class SkipNimField(BoolField):
    alias = "skip_ferrotype_package"
    default = False
    help = "If true, `package` does not write this service."


class NimPackage(Target):
    alias = "nim_package"
    core_fields = (
        *COMMON_TARGET_FIELDS,
        NimDependenciesField,
        NimNameField,
        SkipNimField,
        OutputPathField,
        EnvironmentField,
    )
    help = (
        "A NIM microservice that serves WASM modules through Triton: the model repository and the"
        " HTTP front. `package` writes its folder."
    )
