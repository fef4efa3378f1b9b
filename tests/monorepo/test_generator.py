"""The generator of synthetic monorepos: the same bytes each time, a realistic graph, code that runs."""

from __future__ import annotations

import ast
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.monorepo.__main__ import main, write
from bench.monorepo.bodies import SHAPES
from bench.monorepo.edits import EDITS, Edit
from bench.monorepo.graph import ENTRY, Plan, planned
from bench.monorepo.text import files

MODULES = 200
RUNS_ALL = """
import importlib, sys
sys.dont_write_bytecode = True
sys.path[:0] = [sys.argv[1]]
for name in sys.argv[2:]:
    module = importlib.import_module(name)
    for function in [v for k, v in vars(module).items() if k.startswith(("combined_", "main"))]:
        function()
"""
STAND_IN = 'def loads(text):\n    return {"a": 1}\n'
"""In place of the third party, which the interpreter of this test may lack."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned(MODULES, seed=3)


@pytest.fixture(scope="module")
def written(plan: Plan) -> dict[str, str]:
    return files(plan, seed=3)


def digest(texts: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()


def test_a_seed_gives_the_same_bytes_whatever_the_hashes(
    written: dict[str, str],
) -> None:
    program = (
        "import hashlib\n"
        "from bench.monorepo.graph import planned\n"
        "from bench.monorepo.text import files\n"
        f"texts = files(planned({MODULES}, 3), 3)\n"
        "print(hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest())\n"
    )
    for seed in ("1", "2"):
        finished = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert finished.stdout.strip() == digest(written)


def test_another_seed_gives_another_repository(written: dict[str, str]) -> None:
    assert digest(files(planned(MODULES, 4), 4)) != digest(written)


@pytest.mark.parametrize("count", [10, 97, 100, 1000])
def test_there_are_as_many_modules_as_asked_for(count: int) -> None:
    plan = planned(count, seed=0)
    names = [module.name for module in plan.modules]
    assert len(names) == len(set(names)) == count
    assert any(package.entry for package in plan.packages)


def test_fan_in_follows_a_power_law() -> None:
    """A few modules are imported very often, most once or twice."""
    counts = sorted(planned(2000, seed=0).fan_in().values(), reverse=True)
    assert counts[0] > 20 * counts[len(counts) // 2]
    tenth = counts[: len(counts) // 10]
    assert sum(tenth) > sum(counts) * 0.35


def test_packages_build_on_earlier_ones_and_cycles_lie_inside(plan: Plan) -> None:
    seen: set[str] = set()
    for package in plan.packages:
        assert seen.issuperset(package.builds_on)
        seen.add(package.name)
    late = [i for module in plan.modules for i in module.imports if i.is_late]
    assert late
    for module in plan.modules:
        for imported in module.imports:
            if imported.is_late:
                assert module.name in reached(plan, imported.module)
            assert not imported.module.endswith(f".{ENTRY}")


def reached(plan: Plan, start: str) -> set[str]:
    modules = {module.name: module for module in plan.modules}
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [i.module for i in modules[name].imports]
    return found


def test_modules_import_what_the_plan_says(plan: Plan, written: dict[str, str]) -> None:
    for module in plan.modules:
        tree = ast.parse(written[module.path])
        found = {
            name
            for node in ast.walk(tree)
            for name in imported_modules(node, written)
            if name.startswith("acme.")
        }
        assert found == {i.module for i in module.imports}


def imported_modules(node: ast.AST, written: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            name = f"{node.module}.{alias.name}"
            yield (
                name if f"{name.replace('.', '/')}.py" in written else str(node.module)
            )


def test_every_module_runs_under_cpython_and_imports_print_nothing(
    plan: Plan, written: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path, written)
    write(tmp_path, {"tomli.py": STAND_IN})
    names = [module.name for module in plan.modules]
    finished = subprocess.run(
        [sys.executable, "-c", RUNS_ALL, str(tmp_path), *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    entries = [module for module in plan.modules if module.is_entry]
    printed = sum(written[module.path].count("print(") for module in entries)
    assert len(finished.stdout.splitlines()) == printed


def test_modules_are_as_long_as_people_write_them(
    plan: Plan, written: dict[str, str]
) -> None:
    lines = sorted(
        len(written[module.path].splitlines())
        for module in plan.modules
        if not module.is_package
    )
    assert 60 < lines[len(lines) // 2] < 200
    assert lines[-1] > 2 * lines[0]


def test_every_shape_is_used(written: dict[str, str]) -> None:
    text = "".join(written.values())
    for shape in SHAPES:
        docstring = shape.text.partition("(")[2].partition('"""')[2].partition("$")[0]
        assert docstring in text, shape.text


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_changes_what_it_says(
    edit: Edit, plan: Plan, written: dict[str, str]
) -> None:
    """A comment leaves the tree, a body the signatures; each number gives other bytes."""
    changed_signatures = 0
    for module in plan.modules:
        text = written[module.path]
        if "def " not in text:
            continue
        once, twice = edit.apply(text, 1), edit.apply(text, 2)
        assert len({text, once, twice}) == 3
        same_tree = ast.dump(ast.parse(text)) == ast.dump(ast.parse(once))
        assert same_tree == (edit.name == "comment")
        changed_signatures += signatures(text) != signatures(once)
    assert bool(changed_signatures) == (edit.name == "signature")


def signatures(text: str) -> list[str]:
    return [
        f"{node.name}({ast.unparse(node.args)})"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    ]


def test_the_command_refuses_a_folder_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["10", "-o", str(tmp_path / "made")]) == 0
    assert list((tmp_path / "made").rglob("__init__.py"))
    with pytest.raises(SystemExit) as left:
        main(["10", "-o", str(tmp_path / "made")])
    assert left.value.code == 2
    assert "is there already" in capsys.readouterr().err
