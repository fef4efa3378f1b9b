"""What goes wrong around a build: one diagnostic each, nothing half-written, no traceback."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

import ferrotype.building.outputs
import ferrotype.driver
from ferrotype.building.cache import ContentCache
from ferrotype.cli.main import main

TRANSLATE = ("translate", "a.py", "--module", "a", "-o", "out")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FERROTYPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("FERROTYPE_DEBUG", raising=False)
    (tmp_path / "a.py").write_text("x = 1\ny = x + 1\n")
    return tmp_path


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def test_an_interrupt_is_one_line_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(ferrotype.driver, "emit_module", interrupted)
    assert main(TRANSLATE) == 130
    assert one_line(capsys.readouterr().err).startswith("ferrotype: error[FT0812]: interrupted")
    assert not (folder / "out").exists()


def test_a_crash_names_the_line_of_python_and_hides_the_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Node:
        lineno = 2

    def crash(*_: object) -> NoReturn:
        node = Node()
        raise RuntimeError(f"cannot emit {type(node).__name__}")

    monkeypatch.setattr(ferrotype.driver, "emit_module", crash)
    assert main(TRANSLATE) == 70
    line = one_line(capsys.readouterr().err)
    assert line.startswith("a.py:2:1: error[FT0890]: the compiler failed in ")
    assert "RuntimeError: cannot emit Node" in line


def test_a_crash_shows_the_traceback_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object) -> NoReturn:
        raise RuntimeError("no")

    monkeypatch.setenv("FERROTYPE_DEBUG", "1")
    monkeypatch.setattr(ferrotype.driver, "emit_module", crash)
    assert main(TRANSLATE) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_one_diagnostic_and_keeps_the_old_file(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    number: int,
) -> None:
    (folder / "a.iface.json").write_text("old")
    before = sorted(folder.iterdir())
    opened = os.fdopen

    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.stream = opened(handle, mode)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.stream.close()

        def write(self, data: bytes) -> None:
            self.stream.write(data[:3])
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fdopen", Full)
    assert main(("interface", "a.py", "--module", "a", "-o", "a.iface.json")) == 3
    assert "error[FT0810]: no space left to write a.iface.json" in capsys.readouterr().err
    assert (folder / "a.iface.json").read_text() == "old"
    assert sorted(folder.iterdir()) == before


def test_an_output_in_a_folder_that_is_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("interface", "a.py", "--module", "a", "-o", "a.py/x.iface.json")) == 3
    assert "error[FT0811]: cannot write a.py/x.iface.json" in one_line(capsys.readouterr().err)


def test_a_damaged_cache_entry_is_made_again(folder: Path) -> None:
    cache = ContentCache(folder / "content")
    calls: list[int] = []

    def make() -> bytes:
        calls.append(1)
        return b"made"

    assert cache.text("kind", "0" * 64, make) == b"made"
    assert cache.text("kind", "0" * 64, make) == b"made"
    assert len(calls) == 1
    (entry,) = (path for path in (folder / "content").rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1])
    assert cache.text("kind", "0" * 64, make) == b"made"
    assert len(calls) == 2


def test_a_failed_build_leaves_nothing_in_the_cache(folder: Path) -> None:
    cache = ContentCache(folder / "content")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.file("kind", "0" * 64, ".wasm", fail)
    assert [path for path in (folder / "content").rglob("*") if path.is_file()] == []


def test_equal_inputs_give_equal_bytes_wherever_they_lie(folder: Path) -> None:
    outputs = []
    for name in ("here", "there/deeper"):
        work = folder / name
        work.mkdir(parents=True)
        (work / "source.py").write_text("def f(x: int) -> int:\n    return x + 1\n")
        common = (str(work / "source.py"), "--module", "m")
        assert main(("interface", *common, "-o", str(work / "m.iface.json"))) == 0
        assert main(("translate", *common, "-o", str(work / "out"))) == 0
        outputs.append(
            [path.read_bytes() for path in sorted(work.rglob("m.*")) if path.is_file()]
        )
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 3


def test_the_deepest_expression_that_cpython_compiles_is_translated(folder: Path) -> None:
    (folder / "a.py").write_text(f"x = {'+'.join(['y'] * 2900)}\n")
    assert main(TRANSLATE) == 0


def test_an_expression_too_deep_for_cpython_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.py").write_text(f"x = {'+'.join(['y'] * 20_000)}\n")
    assert main(TRANSLATE) == 3
    assert "error[FT0001]: the source is nested too deeply" in capsys.readouterr().err
