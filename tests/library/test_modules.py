"""The standard library's table is whole; programs are found along their imports."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from ferrotype.diagnostics import Refused
from ferrotype.library.imports import Import, scan_imports
from ferrotype.library.modules import (
    LIBRARY,
    LibraryModule,
    ModuleKind,
    library_module,
    make_table,
)
from ferrotype.library.program import Origin, Program, find_program
from ferrotype.library.sources import (
    SourceFile,
    SourceRoot,
    find_module,
    library_root,
    modules_of_folder,
)


def scan(file: SourceFile) -> tuple[Import, ...]:
    package = file.module if file.is_package else file.module.rpartition(".")[0]
    return scan_imports(ast.parse(file.read()), package)


def program_of(folder: Path, *search_path: Path) -> Program:
    script = SourceFile("script", folder / "script.py", "script.py", is_package=False)
    roots = [SourceRoot(path) for path in search_path]
    return find_program([script], [SourceRoot(folder)], roots, scan, "script")


def write(folder: Path, **sources: str) -> Path:
    for name, text in sources.items():
        path = folder / f"{name.replace('__slash__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def names(program: Program) -> list[str]:
    return [module.source.module for module in program.modules]


def test_every_module_of_the_standard_library_has_a_row() -> None:
    assert sorted(sys.stdlib_module_names - LIBRARY.keys()) == []


@pytest.mark.parametrize("row", LIBRARY.values(), ids=lambda row: row.name)
def test_row_is_whole(row: LibraryModule) -> None:
    entry = library_module(row.name)
    assert entry is row
    assert bool(entry.rust_path) == (entry.kind is ModuleKind.NATIVE)
    values = {"module": entry.name, "reason": entry.reason} if entry.reason else {"module": ""}
    if entry.kind is ModuleKind.REFUSED:
        assert entry.diagnostic.fields() == values.keys()
    if entry.kind is ModuleKind.TRANSLATED:
        assert isinstance(find_module(entry.name, [library_root()]), SourceFile)


def test_table_refuses_duplicates() -> None:
    row = LIBRARY["math"]
    with pytest.raises(ValueError, match="math is in the table already"):
        make_table([row, row])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a.b", [("a.b", True, False)]),
        ("def f():\n    import a", [("a", True, True)]),
        ("try:\n    import a\nexcept ImportError:\n    import b",
         [("a", False, False), ("b", True, False)]),
        ("try:\n    import a\nexcept (ValueError, ModuleNotFoundError): pass",
         [("a", False, False)]),
        ("try:\n    import a\nexcept ValueError: pass", [("a", True, False)]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\nelse:\n    import b",
         [("typing", True, False), ("b", True, False)]),
        ("import sys\nif sys.version_info >= (3, 11):\n    import a\nelse:\n    import b",
         [("sys", True, False), ("a", True, False)]),
        ("if sys.version_info < (3,):\n    import a", []),
        ("if condition:\n    import a", [("a", True, False)]),
        ("from __future__ import annotations", [("__future__", True, False)]),
        ("class C:\n    import a", [("a", True, False)]),
        ("match x:\n    case 1:\n        import a", [("a", True, False)]),
    ],
)  # fmt: skip
def test_imports_are_found_where_they_can_run(
    source: str, expected: list[tuple[str, bool, bool]]
) -> None:
    found = scan_imports(ast.parse(source), "")
    assert [(entry.module, entry.required, entry.lazy) for entry in found] == expected


def test_relative_imports_start_from_the_package() -> None:
    found = scan_imports(ast.parse("from . import a\nfrom ..b import c\nfrom ...d import e"), "p.q")
    assert [(entry.module, entry.names) for entry in found] == [("p.q", ("a",)), ("p.b", ("c",))]


def test_a_program_is_what_its_imports_reach(tmp_path: Path) -> None:
    write(
        tmp_path,
        script="import math\nimport pkg.one\nfrom pkg import two, name\n",
        pkg__slash____init__="name = 1\n",
        pkg__slash__one="import textwrap\n",
        pkg__slash__two="",
        pkg__slash__three="import nowhere\n",
    )
    program = program_of(tmp_path)
    expected = """
        _collections_abc _weakrefset abc codecs collections collections.abc contextlib copy
        copyreg encodings encodings.aliases encodings.mbcs functools genericpath heapq io keyword
        linecache ntpath operator os pkg pkg.one pkg.two posixpath re._casefix
        re._compiler re._constants re._parser reprlib script stat string textwrap token tokenize
        traceback types typing warnings weakref
    """
    assert names(program) == expected.split()
    assert "pkg.three" not in names(program)
    assert "textwrap" in names(program)
    assert "math" in [row.name for row in program.native]
    origins = {module.source.module: module.origin for module in program.modules}
    assert origins["textwrap"] is Origin.LIBRARY
    assert origins["pkg.one"] is Origin.PROGRAM


def test_the_own_folder_comes_before_the_library_and_that_before_requirements(
    tmp_path: Path,
) -> None:
    own = write(tmp_path / "own", script="import textwrap, keyword, extra, sys\n", textwrap="")
    write(own, sys="raise SystemExit")
    site = write(tmp_path / "site", keyword="import nowhere\n", extra="", textwrap="import nowhere")
    program = program_of(own, site)
    found = {module.source.module: module.origin for module in program.modules}
    assert found == {
        "extra": Origin.REQUIREMENT,
        "keyword": Origin.LIBRARY,
        "script": Origin.PROGRAM,
        "textwrap": Origin.PROGRAM,
    }
    assert [row.name for row in program.native] == ["sys"]


def test_a_missing_import_is_allowed_where_it_is_caught(tmp_path: Path) -> None:
    write(tmp_path, script="try:\n    import nowhere\nexcept ImportError:\n    pass\n")
    assert names(program_of(tmp_path)) == ["script"]


def test_every_import_that_cannot_be_had_is_reported_at_once(tmp_path: Path) -> None:
    write(tmp_path, script="import nowhere\nimport other\nimport nowhere.again\nimport ctypes\n")
    with pytest.raises(Refused) as refused:
        program_of(tmp_path)
    found = [(entry.row.code, entry.span and entry.span.line)
             for entry in refused.value.diagnostics]  # fmt: skip
    assert found == [("FT0102", 1), ("FT0102", 2), ("FT0102", 3), ("FT0104", 4)]


def test_a_main_block_counts_for_the_entry_alone(tmp_path: Path) -> None:
    block = "if __name__ == '__main__':\n    import {}\n"
    write(tmp_path, script="import other\n" + block.format("used"), used="",
          other=block.format("nowhere"))  # fmt: skip
    assert names(program_of(tmp_path)) == ["other", "script", "used"]


def test_namespace_packages_are_found_and_never_hide_the_library(tmp_path: Path) -> None:
    write(tmp_path, script="import space.part\nimport json\n", space__slash__part="")
    (tmp_path / "json").mkdir()
    program = program_of(tmp_path)
    # The package itself is there because a module below it is.
    assert "space.part" in names(program) and "space" not in names(program)
    origins = {module.source.module: module.origin for module in program.modules}
    assert origins["json"] is Origin.LIBRARY


def test_what_library_functions_import_is_withheld_where_a_part_of_it_is_lacking(
    tmp_path: Path,
) -> None:
    write(tmp_path, script="import datetime\n")
    script = SourceFile("script", tmp_path / "script.py", "script.py", is_package=False)
    whole = SourceRoot(tmp_path)
    program = find_program([script], [whole], [], scan, "script", frozenset({"re"}))
    assert "_strptime" in program.withheld
    expected = """
        _collections_abc _weakrefset abc collections copy copyreg datetime functools heapq
        keyword operator reprlib script types weakref
    """
    assert names(program) == expected.split()
    assert "_strptime" not in names(program)
    assert "re" not in [row.name for row in program.native]


def test_library_code_that_never_runs_is_withheld(tmp_path: Path) -> None:
    # `random` takes `hashlib` only where there is no `_sha512`, `calendar.main` is for scripts.
    write(tmp_path, script="import calendar, random\n")
    program = program_of(tmp_path)
    assert {"hashlib", "argparse"} <= set(program.withheld)
    write(tmp_path, script="import argparse, calendar, hashlib, random\n")
    program = program_of(tmp_path)
    assert {"hashlib", "argparse"} <= set(names(program))
    assert {"hashlib", "argparse"}.isdisjoint(program.withheld)


def test_what_one_module_never_imports_another_one_has(tmp_path: Path) -> None:
    # `inspect` names `importlib` in what it does as a script, before the program does.
    write(tmp_path, script="import inspect\nimport importlib, importlib.util\n")
    script = SourceFile("script", tmp_path / "script.py", "script.py", is_package=False)
    program = find_program([script], [SourceRoot(tmp_path)], [], scan, "script", deferred=True)
    assert "importlib" in [row.name for row in program.native]
    assert "importlib.util" in program.withheld


def test_a_folder_gives_every_module_below_it(tmp_path: Path) -> None:
    write(tmp_path, a="", b__slash____init__="", b__slash__c="")
    write(tmp_path / ".hidden", no="")
    found = modules_of_folder(tmp_path)
    assert [(file.module, file.display_path, file.is_package) for file in found] == [
        ("a", "a.py", False),
        ("b", "b/__init__.py", True),
        ("b.c", "b/c.py", False),
    ]
    inside = modules_of_folder(tmp_path / "b")
    assert [file.module for file in inside] == ["b", "b.c"]
