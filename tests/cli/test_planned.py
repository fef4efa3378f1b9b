"""Linking from a plan: the standard library's crates are made by other processes than the link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ferrotype.cli.main import main
from ferrotype.library.identity import LIBRARY_VARIABLE, library_digest

PROGRAM = """
import keyword
import pkg

print(keyword.iskeyword("if"), sorted(vars(pkg))[:2])
"""


def run(*arguments: str) -> None:
    assert main(list(arguments)) == 0


@pytest.mark.parametrize("compact", ["none", "library"])
def test_a_link_from_a_plan_is_the_link_that_makes_its_crates_itself(
    compact: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = Path("pkg/start.py")
    source.parent.mkdir()
    source.write_text(PROGRAM)
    run("translate", str(source), "--module", "pkg.start", "-o", "translated")
    run("compile", "--crate=own", "--sources=translated", "--optimize=none", "-o", "libown.rlib")
    point = ("--entry=pkg.start", f"--compact={compact}", "--optimize=none")
    run("resolve", *point, "--reports=translated", "-o", "plan.json")
    rlibs = ["--rlib=own=libown.rlib"]
    planned = json.loads(Path("plan.json").read_bytes())["crates"]
    for crate in planned:
        rlib = f"lib{crate['name']}.rlib"
        contents = [f"--library={name}" for name in crate["library"]]
        contents += [f"--namespace={crate['namespace']}"] if crate["namespace"] else []
        form = (f"--crate={crate['name']}", f"--compact={compact}", "--optimize=none")
        run("compile", *form, *contents, "-o", rlib)
        rlibs.append(f"--rlib={crate['name']}={rlib}")
    run("link", *point, *rlibs, "--plan=plan.json", "-o", "planned.wasm")
    run("link", *point, rlibs[0], "--reports=translated", "-o", "alone.wasm")
    names = {crate["name"] for crate in planned}
    assert "namespace_pkg" in names
    assert ("library_keyword" in names) == (compact == "none")
    assert Path("planned.wasm").read_bytes() == Path("alone.wasm").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ("resolve", "--entry=a", "--reports=reports", "-o", "plan.json"),
        ("compile", "--crate=library_re", "--library=re", "-o", "re.rlib"),
    ],
)
def test_another_standard_library_than_the_planned_one_is_refused(
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("reports").mkdir()
    monkeypatch.setenv(LIBRARY_VARIABLE, "0" * 64)
    assert main(list(command)) == 3
    assert "is not that of the one that planned the build" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [tmp_path / "reports"]


def test_the_digest_of_the_library_follows_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "lib"
    library.mkdir()
    monkeypatch.setattr("sysconfig.get_paths", lambda: {"stdlib": str(library)})
    (library / "keyword.py").write_text("kwlist = []\n")
    first = library_digest()
    (library / "not_of_the_library.py").write_text("x = 1\n")
    assert library_digest() == first
    (library / "keyword.py").write_text("kwlist = ['if']\n")
    assert library_digest() != first
