"""Script mode, and the command line of `ferrotype parity`, with commands written by hand."""

import hashlib
import json
import sys
from pathlib import Path

import pytest
import wasmtime

from ferrotype.parity.command_line import main
from ferrotype.parity.scripts import Run, compare_script

COMMAND = """
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "{text}")
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const {length}))
    (drop (call $fd_write (i32.const {descriptor}) (i32.const 0) (i32.const 1) (i32.const 8)))
    {end}))
"""


def command(folder: Path, text: str, *, descriptor: int = 1, end: str = "") -> Path:
    """A WASI command that writes a text and ends."""
    escaped = "".join(f"\\{byte:02x}" for byte in text.encode())
    source = COMMAND.format(text=escaped, length=len(text.encode()), descriptor=descriptor, end=end)
    path = folder / "command.wasm"
    path.write_bytes(wasmtime.wat2wasm(source))
    return path


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


def one(folder: Path, python: str, wasm: Path, seconds: float | None = None):  # type: ignore[no-untyped-def]
    (check,) = compare_script(script(folder, python), wasm, [Run("once")], sys.executable, seconds)
    return check


def test_equal(tmp_path: Path) -> None:
    check = one(tmp_path, "print('é')", command(tmp_path, "é\n"))
    assert check.agrees and check.seconds > 0 and check.reference_seconds > 0


def test_a_modules_imports_start_at_the_root(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    # Its own folder is not searched: `json` is the library's.
    (package / "json.py").write_text("raise SystemExit(9)")
    (package / "other.py").write_text("def fail(): raise ValueError(1)")
    start = script(package, "import json\nfrom package.other import fail\nfail()\n")
    stderr = (
        "Traceback (most recent call last):\n"
        '  File "package/script.py", line 3, in <module>\n    fail()\n'
        '  File "package/other.py", line 1, in fail\n    def fail(): raise ValueError(1)\n'
    )
    wasm = command(tmp_path, "")
    (check,) = compare_script(start, wasm, [Run("once")], sys.executable, root=tmp_path)
    shown = "\n".join(line for line in check.expected.splitlines() if "^" not in line)
    assert stderr in shown


@pytest.mark.parametrize(
    ("python", "text", "descriptor", "end"),
    [
        ("print('a')", "b\n", 1, ""),
        ("print('a')", "a", 1, ""),
        ("print('a')", "a\n", 2, ""),
        ("print('a'); exit(3)", "a\n", 1, ""),
        ("print('a')", "a\n", 1, "(call $proc_exit (i32.const 255))"),
        ("print('a')", "a\n", 1, "unreachable"),
    ],
)
def test_different(tmp_path: Path, python: str, text: str, descriptor: int, end: str) -> None:
    check = one(tmp_path, python, command(tmp_path, text, descriptor=descriptor, end=end))
    assert not check.agrees and not check.refused


def test_large_status_and_endless_loop(tmp_path: Path) -> None:
    wasm = command(tmp_path, "", end="(call $proc_exit (i32.const 201))")
    assert one(tmp_path, "import sys; sys.exit(201)", wasm).agrees
    wasm = command(tmp_path, "", end="(loop (br 0))")
    assert "time limit exceeded" in one(tmp_path, "", wasm, 0.1).actual


def test_traceback_shows_the_bare_name(tmp_path: Path) -> None:
    text = 'Traceback (most recent call last):\n  File "script.py", line 1, in <module>\n    1/0\n'
    text += "    ~^~\nZeroDivisionError: division by zero\n"
    wasm = command(tmp_path, text, descriptor=2, end="(call $proc_exit (i32.const 1))")
    assert one(tmp_path, "1/0", wasm).agrees


def test_refusal_is_no_mismatch(tmp_path: Path) -> None:
    text = "error[FT0901]: not there\n"
    wasm = command(tmp_path, text, descriptor=2, end="(call $proc_exit (i32.const 3))")
    check = one(tmp_path, "print(1)", wasm)
    assert check.refused and not check.agrees


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = script(tmp_path, "import sys; print('a')")
    wasm = command(tmp_path, "a\n")
    arguments = [
        "script",
        str(source),
        str(wasm),
        "-o",
        str(tmp_path / "out"),
        "--digest",
        "crate=00",
    ]
    assert main([*arguments, "--arguments", "", "--arguments", "1 2"]) == 0
    first = (tmp_path / "out" / "parity.json").read_bytes()
    content = json.loads(first)
    assert content["counts"]["script"]["checks"] == 2 and content["digests"]["crate"] == "00"
    assert content["sources"] == {source.name: hashlib.sha256(source.read_bytes()).hexdigest()}
    assert str(tmp_path).encode() not in first
    assert main([*arguments, "--arguments", "", "--arguments", "1 2"]) == 0
    assert (tmp_path / "out" / "parity.json").read_bytes() == first
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"parity.json", "timings.json", "junit.xml", "report.html"}
    assert main([*arguments, "--reduced"]) == 0
    assert json.loads((tmp_path / "out" / "parity.json").read_bytes())["sources"] == {}
    source.write_text("print('b')")
    assert main(arguments) == 1
    assert "differs: line 3: CPython 'b', module 'a'" in capsys.readouterr().err
    assert main(["script", str(source), str(tmp_path / "none"), "-o", str(tmp_path)]) == 2
