"""Compiled modules are kept, and loaded only if they are what was written by this user."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import wasmtime

from ferrotype.host import Limits, compile_module
from ferrotype.host.machine_code import kept_module, machine_code_folder

MODULE = bytes(wasmtime.wat2wasm('(module (func (export "answer") (result i32) (i32.const 42)))'))


class Compiler:
    """Stands for `wasmtime.Module`, and counts what is compiled."""

    def __init__(self) -> None:
        self.compiled = 0
        self.real = wasmtime.Module

    def __call__(self, engine: wasmtime.Engine, data: bytes) -> wasmtime.Module:
        self.compiled += 1
        return self.real(engine, data)

    def deserialize(self, engine: wasmtime.Engine, code: bytes) -> wasmtime.Module:
        return self.real.deserialize(engine, code)


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch) -> Compiler:
    counting = Compiler()
    monkeypatch.setattr(wasmtime, "Module", counting)
    return counting


def answer(folder: Path | None, settings: str = "") -> Any:
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    instance = wasmtime.Instance(store, kept_module(engine, MODULE, settings, folder), [])
    function = instance.exports(store)["answer"]
    assert isinstance(function, wasmtime.Func)
    return function(store)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.cwasm"))


def test_a_module_is_compiled_once(tmp_path: Path, compiler: Compiler) -> None:
    folder = tmp_path / "a" / "b"
    assert [answer(folder), answer(folder)] == [42, 42]
    assert compiler.compiled == 1
    assert folder.stat().st_mode & 0o777 == 0o700


def test_other_settings_are_another_module(tmp_path: Path, compiler: Compiler) -> None:
    answer(tmp_path, "one")
    answer(tmp_path, "another")
    assert compiler.compiled == len(kept(tmp_path)) == 2


def test_without_a_folder_nothing_is_kept(compiler: Compiler) -> None:
    assert [answer(None), answer(None)] == [42, 42]
    assert compiler.compiled == 2


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change_a_byte(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])


def write_what_is_no_machine_code(path: Path) -> None:
    path.write_bytes(hashlib.sha256(b"none").digest() + b"none")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, change_a_byte, write_what_is_no_machine_code, empty])
def test_what_is_not_as_it_was_written_is_made_again(
    tmp_path: Path, compiler: Compiler, damage: Callable[[Path], None]
) -> None:
    answer(tmp_path)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    damage(path)
    assert answer(tmp_path) == 42
    assert compiler.compiled == 2
    assert path.read_bytes() == whole


def test_what_others_can_write_is_not_loaded(tmp_path: Path, compiler: Compiler) -> None:
    answer(tmp_path)
    (path,) = kept(tmp_path)
    path.chmod(0o666)
    assert answer(tmp_path) == 42
    assert compiler.compiled == 2
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path, compiler: Compiler) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    assert [answer(folder), answer(folder)] == [42, 42]
    assert compiler.compiled == 2
    assert not list(folder.iterdir())


def test_links_are_not_followed(tmp_path: Path, compiler: Compiler) -> None:
    answer(tmp_path / "real")
    (path,) = kept(tmp_path / "real")
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    answer(tmp_path / "link")
    answer(tmp_path / "real")
    assert compiler.compiled == 3


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path, compiler: Compiler) -> None:
    (tmp_path / "file").write_text("")
    assert answer(tmp_path / "file") == 42
    assert answer(Path("/proc/none")) == 42
    assert compiler.compiled == 2


def test_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    for number in range(34):
        answer(tmp_path, str(number))
        for path in kept(tmp_path):
            os.utime(path, (path.stat().st_mtime - 10, path.stat().st_mtime - 10))
        answer(tmp_path, "0")
    assert len(kept(tmp_path)) == 32
    before = kept(tmp_path)
    answer(tmp_path, "0")
    assert kept(tmp_path) == before


def test_limits_that_change_the_code_are_part_of_the_name(tmp_path: Path) -> None:
    compile_module(MODULE, Limits(), tmp_path)
    compile_module(MODULE, Limits(seconds=1.0), tmp_path)
    compile_module(MODULE, Limits(memory_bytes=1 << 20), tmp_path)
    assert len(kept(tmp_path)) == 2


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"FERROTYPE_CACHE": "/c", "HOME": "/h"}, Path("/c/machine-code")),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/ferrotype/machine-code")),
        ({"HOME": "/h"}, Path("/h/.cache/ferrotype/machine-code")),
        ({}, None),
    ],
)
def test_the_folder_is_in_the_users_cache(
    environment: dict[str, str], folder: Path | None
) -> None:
    assert machine_code_folder(environment) == folder
