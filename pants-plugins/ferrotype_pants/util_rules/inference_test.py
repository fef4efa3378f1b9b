"""Edges that nobody wrote: from a module of WASM to its crate, and what `dependents` makes of them."""

from __future__ import annotations

import pytest
from pants.backend.project_info.dependencies import Dependencies
from pants.backend.project_info.dependents import DependentsGoal
from pants.testutil.rule_runner import RuleRunner

MODULE = "wasm_module(name='module', entry_point='{package}.start')\n"
CRATE = "python_to_rust_crate(name='{name}', dependencies=[':{package}'])\n"


def printed(runner: RuleRunner, goal: type, *arguments: str) -> list[str]:
    result = runner.run_goal_rule(
        goal,
        args=arguments,
        global_args=["--source-root-patterns=src", "--python-infer-use-rust-parser"],
        env_inherit={"PATH", "HOME", "PYENV_ROOT"},
    )
    return str(result.stdout).split()


@pytest.mark.parametrize(
    "package, crates, dependencies",
    [
        ("sole", ["crate"], ["src/sole:crate"]),
        ("several", ["crate", "other"], []),
        ("without", [], []),
    ],
)
def test_a_module_is_linked_from_the_only_crate_that_lists_its_entry_point(
    rule_runner: RuleRunner, package: str, crates: list[str], dependencies: list[str]
) -> None:
    build = "python_sources()\n" + MODULE.format(package=package)
    build += "".join(CRATE.format(name=name, package=package) for name in crates)
    rule_runner.write_files({f"src/{package}/BUILD": build, f"src/{package}/start.py": ""})
    assert printed(rule_runner, Dependencies, f"src/{package}:module") == dependencies


def test_dependents_go_from_a_file_to_the_modules_that_are_made_of_it(
    rule_runner: RuleRunner,
) -> None:
    build = "python_sources()\n" + MODULE.format(package="chain")
    files = {
        "src/chain/BUILD": build + "python_to_rust_crate(name='crate', dependencies=['./start.py'])\n",
        "src/chain/start.py": "from chain.base import number\n",
        "src/chain/base.py": "number = 1\n",
    }
    rule_runner.write_files(files)
    assert printed(rule_runner, DependentsGoal, "--transitive", "src/chain/base.py") == [
        "src/chain:chain",
        "src/chain:crate",
        "src/chain:module",
        "src/chain/start.py",
    ]
