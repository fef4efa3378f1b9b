"""The command line's contract, one case a file in ``tests/cases/cli``.

A case is a command, the files it starts from, and what must come out::

    $ ferrotype translate bad.py --module bad -o out
    == file bad.py
    eval("1")
    == status
    3
    == stderr
    bad.py:1:1: error[FT0202]: …

``== escaped NAME`` gives a file's bytes as a Python bytes literal would; ``== folder NAME`` makes
an empty folder; ``== stdout`` is empty where it is not given; ``== made NAME`` is a file that must
have appeared with that text (generated Rust has tests of its own:
``(Rust)`` stands for it). No other file may appear. Set ``FERROTYPE_UPDATE=1`` to write what came out
into the cases, and read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from ferrotype.cli.main import main

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "cli"
_SECTION = re.compile(r"^== (.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    command: tuple[str, ...]
    head: str
    sections: dict[str, str]


def read_case(path: Path) -> Case:
    head, *parts = _SECTION.split(path.read_text(encoding="utf-8"))
    command = shlex.split(head.strip().splitlines()[-1])
    assert command[:2] == ["$", "ferrotype"]
    return Case(tuple(command[2:]), head, dict(zip(parts[::2], parts[1::2], strict=True)))


def write_inputs(case: Case, folder: Path) -> None:
    for title, text in case.sections.items():
        kind, _, name = title.partition(" ")
        target = folder / name
        if kind in ("file", "escaped"):
            target.parent.mkdir(parents=True, exist_ok=True)
            raw = text if kind == "file" else text.removesuffix("\n")
            data = raw.encode()
            if kind == "escaped":
                data = data.decode("unicode_escape").encode("latin-1")
            target.write_bytes(data)
        elif kind == "folder":
            target.mkdir(parents=True)


def files_below(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def outcome(case: Case, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The sections that the command makes."""
    before = files_below(folder)
    status = main(case.command)
    captured = capsys.readouterr()
    made = {
        f"made {name}": "(Rust)\n" if name.endswith(".rs") else text
        for name, text in files_below(folder).items()
        if before.get(name) != text
    }
    streams = {"stdout": captured.out, "stderr": captured.err}
    return {
        "status": f"{status}\n",
        **{name: text for name, text in streams.items() if text},
        **made,
    }


def update_case(case: Case, path: Path, found: dict[str, str]) -> None:
    kept = {
        title: text
        for title, text in case.sections.items()
        if title.split(" ")[0] in ("file", "escaped", "folder")
    }
    body = "".join(f"== {title}\n{text}" for title, text in {**kept, **found}.items())
    path.write_text(case.head + body, encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.case")), ids=lambda path: path.stem)
def test_case(
    path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = read_case(path)
    work = tmp_path / "work"
    work.mkdir()
    write_inputs(case, work)
    monkeypatch.chdir(work)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("FERROTYPE_CACHE", str(tmp_path / "cache"))
    found = outcome(case, work, capsys)
    if os.environ.get("FERROTYPE_UPDATE"):
        update_case(case, path, found)
        return
    expected = {
        title: text
        for title, text in case.sections.items()
        if title.split(" ")[0] not in ("file", "escaped", "folder")
    }
    assert found == expected


def test_there_are_cases() -> None:
    assert len(list(FOLDER.glob("*.case"))) > 20
