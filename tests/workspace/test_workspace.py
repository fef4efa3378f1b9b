"""Crates and workspaces as text."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ferrotype.workspace import (
    CrateSource,
    EntryPoint,
    crate_files,
    crate_name,
    entry_source,
    module_path,
    program_name,
    workspace_files,
    workspace_lock,
)
from ferrotype.workspace.crate import module_name

MODULE = """//! Translated.
#![allow(dead_code)]

use ferrotype_runtime::prelude::*;

pub static MODULE: Module = Module;
"""
RUNTIME = """
#[macro_export]
macro_rules! keep_everything { () => {}; }
pub mod prelude { pub struct Module; }
pub mod program {
    pub struct Program {
        pub modules: &'static [&'static [&'static super::prelude::Module]],
        pub native: &'static [&'static u8],
        pub withheld: &'static [&'static str],
        pub entry: &'static str,
    }
    pub fn run_program(program: &'static Program) {
        println!("{} {}", program.entry, program.modules.iter().map(|m| m.len()).sum::<usize>());
        println!("{} {}", program.native.len(), program.withheld.len());
    }
}
"""
"""Enough of the runtime's names to compile what is generated around modules."""

AWKWARD = ("a", "a.b", "a.type", "a.self", "a.names", "lib", "main", "mod", "lonely.child", "é")
NAMES = st.text(st.characters(categories=["L"], max_codepoint=0x250), min_size=1, max_size=3)


def run_rustc(arguments: list[str], folder: Path) -> str:
    rustc = shutil.which("rustc")
    if rustc is None:
        pytest.skip("there is no rustc")
    finished = subprocess.run(
        [rustc, "--edition", "2024", "-D", "warnings", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_packages_become_folders() -> None:
    files = crate_files({"tomli": MODULE, "tomli._parser": MODULE})
    assert list(files) == ["lib.rs", "tomli/_parser.rs", "tomli/mod.rs"]
    assert "pub mod tomli;\n" in files["lib.rs"]
    assert "pub mod _parser;\n\nuse ferrotype_runtime::prelude::*;\n" in files["tomli/mod.rs"]
    assert files["tomli/_parser.rs"] == MODULE


def test_names_that_mean_something_to_rust_are_escaped() -> None:
    assert module_path("a.type") == "a::r#type"
    assert module_path("lib") == "lib_"
    assert module_path("lib_") == "lib__"
    assert module_path("a.self") == "a::self_"


@given(st.sets(NAMES | st.sampled_from(["lib", "lib_", "lib__", "self", "self_", "names"])))
def test_distinct_names_stay_distinct(names: set[str]) -> None:
    assert len({module_name(name) for name in names}) == len(names)


@pytest.mark.parametrize("native", [(), ("ferrotype_runtime::library::math",)])
def test_a_long_list_is_broken_as_rustfmt_does(native: tuple[str, ...]) -> None:
    crates = tuple(f"library_with_a_long_name_{number}" for number in range(9))
    text = entry_source(EntryPoint("command", "fib", crates, native, ("threading",)))
    assert max(map(len, text.splitlines())) <= 100
    if shutil.which("rustfmt") is not None:
        formatted = subprocess.run(
            ["rustfmt", "--edition", "2024"], input=text, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert formatted.stdout == text


def test_the_generated_tree_compiles_links_and_lists_its_modules(tmp_path: Path) -> None:
    files = crate_files(dict.fromkeys(AWKWARD, MODULE))
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "runtime.rs").write_text(RUNTIME)
    point = EntryPoint("command", "a.b", ("python_a",), (), ("threading",))
    (tmp_path / "entry.rs").write_text(entry_source(point))
    run_rustc(["runtime.rs", "--crate-type=rlib", "--crate-name=ferrotype_runtime"], tmp_path)
    runtime = "--extern=ferrotype_runtime=libferrotype_runtime.rlib"
    run_rustc(["lib.rs", "--crate-type=rlib", "--crate-name=python_a", runtime], tmp_path)
    run_rustc(
        ["entry.rs", "-o", "entry", runtime, "--extern=python_a=libpython_a.rlib", "-L."], tmp_path
    )
    printed = subprocess.run([tmp_path / "entry"], capture_output=True, text=True, check=True)
    assert printed.stdout == f"a.b {len(AWKWARD)}\n0 1\n"


def test_a_bare_command_is_what_the_start_code_of_the_c_library_calls() -> None:
    bare = entry_source(EntryPoint("command", "a", ("python_a",), (), (), is_bare=True))
    assert "#![no_main]" in bare
    assert "fn __main_void() -> i32 {\n    run_program(&PROGRAM)\n}" in bare
    library = EntryPoint("library", "a", ("python_a",), (), (), is_bare=True)
    assert "main" not in entry_source(library)


def test_manifests_name_members_dependencies_and_the_runtime_by_path() -> None:
    crates = [CrateSource("python_b", {"b": MODULE}), CrateSource("library_a", {"a": MODULE})]
    files = workspace_files(crates, "fn main() {}\n", "app")
    manifests = {name: tomllib.loads(text) for name, text in files.items() if ".toml" in name}
    members = manifests["Cargo.toml"]["workspace"]["members"]
    assert members == ["crates/app", "crates/library_a", "crates/python_b"]
    dependencies = manifests["crates/app/Cargo.toml"]["dependencies"]
    assert list(dependencies) == ["ferrotype_runtime", "library_a", "python_b"]
    assert dependencies["ferrotype_runtime"] == {"path": "../../rust/runtime"}
    assert list(files) == sorted(files)


def test_program_names_are_free_for_binaries() -> None:
    assert program_name("nbody") == "nbody"
    assert program_name("My-script.v2") == "my_script_v2"
    taken = ["examples", "build", "test", "match", "2048", "python_a", "ferrotype_runtime"]
    assert [program_name(name) for name in taken] == [f"program_{name}" for name in taken]
    assert program_name("é") == "program"


def test_the_lock_has_every_crate_in_order() -> None:
    runtime = (
        'version = 4\n\n[[package]]\nname = "ferrotype_runtime"\nversion = "0.1.0"\n\n'
        '[[package]]\nname = "zeta"\nversion = "1.0.0"\n'
    )
    crates = [CrateSource("python_b", {}), CrateSource("library_a", {})]
    locked = tomllib.loads(workspace_lock(runtime, crates, "app"))
    names = [package["name"] for package in locked["package"]]
    assert names == ["app", "ferrotype_runtime", "library_a", "python_b", "zeta"]
    assert locked["package"][0]["dependencies"] == ["ferrotype_runtime", "library_a", "python_b"]


def test_crate_names_are_cargo_names() -> None:
    assert crate_name("my.Mod") == "python_my_mod"
    assert crate_name("é") == "python_program"
