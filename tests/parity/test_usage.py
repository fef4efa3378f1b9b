"""What a user can get wrong about `ferrotype parity` is wrong usage, said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
import wasmtime

from ferrotype.diagnostics import Refused
from ferrotype.parity.command_line import main

COMMAND = bytes(wasmtime.wat2wasm('(module (memory (export "memory") 1) (func (export "_start")))'))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script.py").write_text("")
    (tmp_path / "broken.py").write_text("raise LookupError('no table')")
    (tmp_path / "command.wasm").write_bytes(COMMAND)
    (tmp_path / "text.wasm").write_text("import sys")
    return tmp_path


def said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: str, output: str = "out"
) -> tuple[int, str]:
    words = [str(folder / word) if "." in word else word for word in arguments.split()]
    try:
        status = main([*words, "-o", str(folder / output)])
    except SystemExit as left:
        status = int(left.code or 0)
    return status, capsys.readouterr().err.replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("script no.py command.wasm", "no.py does not exist"),
        ("script script.py no.wasm", "no.wasm does not exist"),
        ("script script.py command.wasm --stdin no.txt", "no.txt does not exist"),
        ("script script.py text.wasm", "text.wasm: it is not a WASM module"),
        ("script script.py command.wasm --digest name", "'name' is not of the form NAME=HEX"),
    ],
)
def test_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: str, message: str
) -> None:
    status, text = said(folder, capsys, arguments)
    assert status == 2
    assert text.splitlines()[-1].endswith(message)


def test_results_that_cannot_be_written_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refused, match="cannot write"):
        said(folder, capsys, "script script.py command.wasm", output="script.py")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--vectors no.folder", "no.folder does not exist"),
        ("--tests no.tar.gz", "no.tar.gz does not exist"),
        ("", "command.wasm: it is not a library of Ferrotype's"),
    ],
)
def test_wrong_usage_of_a_library(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: str,
    message: str,
) -> None:
    monkeypatch.setattr("ferrotype.parity.command_line._fix_hash_seed", lambda: None)
    words = f"library {folder}/. command.wasm --package script {arguments}"
    status, text = said(folder, capsys, words)
    assert status == 2
    assert message in text
