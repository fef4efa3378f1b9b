"""What a whole program keeps of the runtime's tables."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ferrotype.toolchain.gates import RESERVED, gate_of, open_gates

RUNTIME = """
#![crate_type = "rlib"]
#![allow(unsafe_code)]
extern "C" { static FERROTYPE_CLOSED: [u8; 1 << 18]; static FERROTYPE_MISSING: [u8; 128]; }

fn is_open(gate: usize) -> bool { unsafe { (&raw const FERROTYPE_CLOSED).cast::<u8>().add(gate).read() == 0 } }
fn needs(gate: usize) -> bool { unsafe { (&raw const FERROTYPE_MISSING).cast::<u8>().add(gate).read() == 0 } }

pub struct Name { text: &'static str, cache: std::sync::atomic::AtomicU32 }
pub fn look_up(name: &'static Name) -> u32 {
    name.cache.fetch_add(name.text.len() as u32, std::sync::atomic::Ordering::Relaxed)
}
macro_rules! name { ($text:expr) => {{
    static NAME: crate::Name = crate::Name { text: $text, cache: std::sync::atomic::AtomicU32::new(0) };
    &NAME
}}; }

fn append() -> u32 { if needs(3) { look_up(name!("extend")) } else { 0 } }
fn append_row() -> Option<fn() -> u32> { if is_open(GATE_APPEND) { Some(append) } else { None } }
fn extend() -> u32 { look_up(name!("never_alone")) }
fn extend_row() -> Option<fn() -> u32> { if is_open(GATE_EXTEND) { Some(extend) } else { None } }
fn closed() -> u32 { look_up(name!("behind_a_closed_gate")) }
fn closed_row() -> Option<fn() -> u32> { if is_open(GATE_CLOSED) { Some(closed) } else { None } }
static ROWS: [fn() -> Option<fn() -> u32>; 3] = [append_row, extend_row, closed_row];
pub mod program {
    pub fn run_program() -> u32 { std::hint::black_box(&super::ROWS).iter().filter_map(|row| row()).map(|row| row()).sum() }
}
pub mod library { pub mod math {
    pub static MODULE: fn() -> u32 = pi;
    fn pi() -> u32 { super::super::look_up(name!("pi")) }
} }
"""
PROGRAM = """
#![crate_type = "rlib"]
pub static NAMES: [&str; 2] = ["append", "two words"];
"""


@pytest.fixture(scope="module")
def rlibs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small runtime and a small program."""
    folder = tmp_path_factory.mktemp("gates")
    rustc = shutil.which("rustc")
    if rustc is None:
        pytest.skip("there is no rustc")
    gates = {
        name: gate_of(name.lower().encode()) for name in ("APPEND", "EXTEND", "CLOSED")
    }
    constants = "".join(
        f"const GATE_{name}: usize = {gate};\n" for name, gate in gates.items()
    )
    for name, text in (("runtime", RUNTIME + constants), ("program", PROGRAM)):
        (folder / f"{name}.rs").write_text(text)
        built = subprocess.run(
            [rustc, "--target=wasm32-wasip1", "-Copt-level=3", f"{name}.rs"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode != 0:
            pytest.skip(f"rustc has no wasm32-wasip1: {built.stderr[-200:]}")
    return folder / "libruntime.rlib", folder / "libprogram.rlib"


def gates(runtime: Path, program: Path, *native: str) -> tuple[int, ...]:
    found = open_gates(runtime, {"program": program}, native)
    assert found is not None
    return found


def test_names_and_needs_of_what_is_reached_are_open(rlibs: tuple[Path, Path]) -> None:
    found = gates(*rlibs)
    # The program's name, which may be a builtin's; what its row needs, the name that it looks up.
    assert set(found) == {3, *map(gate_of, (b"append", b".append", b"extend", b"never_alone"))}


def test_a_native_module_is_reached_where_it_is_imported(
    rlibs: tuple[Path, Path],
) -> None:
    assert gate_of(b"pi") in gates(*rlibs, "library::math")
    assert gate_of(b"pi") not in gates(*rlibs)


def test_a_program_that_makes_names_keeps_everything(
    rlibs: tuple[Path, Path], tmp_path: Path
) -> None:
    rustc = shutil.which("rustc")
    assert rustc is not None
    (tmp_path / "program.rs").write_text(PROGRAM.replace("two words", "getattr"))
    subprocess.run(
        [rustc, "--target=wasm32-wasip1", "program.rs"], cwd=tmp_path, check=True
    )
    assert open_gates(rlibs[0], {"program": tmp_path / "libprogram.rlib"}, ()) is None


def test_gates_of_names_leave_room_for_those_of_slots() -> None:
    assert min(gate_of(name.encode()) for name in ("", "a", "append", "é")) >= RESERVED
