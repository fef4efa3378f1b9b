"""Test modules as one program: CPython's test package beside a driver, and what stands in.

`stand_ins/` holds modules in place of parts of the test package that start processes or work on
the import system, and of library modules that describe the interpreter's build. Everything else
is CPython's own, unmodified.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
STAND_INS = HERE / "stand_ins"
IMPORTERS = frozenset({"import_module", "import_fresh_module"})
"""Functions of `test.support.import_helper` that import by name."""
LISTING_SECONDS = 120
DATA = ("*.txt", "configdata/*", "decimaltestdata/*")
"""Files of the test package that tests read."""


@dataclass(frozen=True, slots=True)
class Method:
    """A test method. ``counts`` is False where a mark says that it is about CPython alone."""

    module: str
    class_name: str
    name: str
    counts: bool

    @property
    def identifier(self) -> str:
        return f"{self.module}.{self.class_name}.{self.name}"


def list_methods(python: str, test_module: str) -> list[Method]:
    """The methods of a module, in the order in which unittest runs them."""
    completed = subprocess.run(
        [python, str(HERE / "listing.py"), test_module],
        stdout=subprocess.PIPE,
        check=True,
        timeout=LISTING_SECONDS,
        env=environment(),
    )
    return [Method(*row) for row in json.loads(completed.stdout)]


def environment() -> dict[str, str]:
    """What the reference runs under."""
    return {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}


def write_program(
    folder: Path, library: Path, tests: Mapping[str, list[Method]]
) -> Path:
    """Fill ``folder`` with the program of some test modules; give its entry.

    ``library`` is CPython's `Lib`.
    """
    _link_package(library / "test", folder / "test", STAND_INS / "test")
    for stand_in in sorted(STAND_INS.glob("*.py")):
        (folder / stand_in.name).write_bytes(stand_in.read_bytes())
    named = {
        test_module: sorted(
            {
                name
                for module in _modules(test_module, methods)
                for name in _imported_by_name(library, module)
            }
        )
        for test_module, methods in tests.items()
    }
    return _write_driver(folder, tests, named)


def write_data(folder: Path, library: Path) -> None:
    """Copies of the files that tests read, where the program looks for them."""
    for pattern in DATA:
        for path in sorted(library.glob(f"test/{pattern}")):
            target = folder / path.relative_to(library)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def write_reference(folder: Path, tests: Mapping[str, list[Method]]) -> Path:
    """The same for CPython, which has its test package."""
    return _write_driver(folder, tests, {})


def _write_driver(
    folder: Path, tests: Mapping[str, list[Method]], named: Mapping[str, list[str]]
) -> Path:
    choices = ["def load(name):"]
    for test_module, methods in tests.items():
        table = f"methods_of_{test_module}"
        choices += [f"    if name == {test_module!r}:", f"        import {table}"]
        choices += ["", f"        return {table}"]
        text = _table(test_module, methods, named.get(test_module, []))
        (folder / f"{table}.py").write_text(text)
    (folder / "methods.py").write_text("\n".join(choices) + "\n")
    entry = folder / "driver.py"
    entry.write_bytes((HERE / "driver.py").read_bytes())
    return entry


def _link_package(package: Path, target: Path, stand_ins: Path) -> None:
    """Links to the package's files; a stand-in's text where there is one."""
    target.mkdir(parents=True)
    for path in sorted(package.iterdir()):
        own = stand_ins / path.name
        if path.name == "__pycache__":
            continue
        if own.is_dir():
            _link_package(path, target / path.name, own)
        elif own.is_file():
            (target / path.name).write_bytes(own.read_bytes())
        else:
            (target / path.name).symlink_to(path)


def _modules(test_module: str, methods: list[Method]) -> list[str]:
    return sorted({method.module for method in methods} | {f"test.{test_module}"})


def _table(test_module: str, methods: list[Method], named: list[str]) -> str:
    modules = _modules(test_module, methods)
    lines = [f"import {name} as module_{number}" for number, name in enumerate(modules)]
    lines += ["", "MODULES = {"]
    lines += [f"    {name!r}: module_{number}," for number, name in enumerate(modules)]
    lines += ["}", f'MAIN = "test.{test_module}"', "METHODS = ["]
    lines += [
        f"    ({method.module!r}, {method.class_name!r}, {method.name!r}),"
        for method in methods
    ]
    lines += ["]", "", "", "def imported_by_name():"]
    lines += [f"    import {name}" for name in named] or ["    pass"]
    return "\n".join(lines) + "\n"


def _imported_by_name(library: Path, module: str) -> set[str]:
    """Names that a module gives to functions that import."""
    path = library.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function = node.func
        name = (
            function.attr
            if isinstance(function, ast.Attribute)
            else getattr(function, "id", "")
        )
        first = node.args[0]
        if (
            name in IMPORTERS
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            names.add(first.value)
    return names
