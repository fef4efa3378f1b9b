"""What `tailor` proposes, and that it proposes nothing twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from pants.core.goals.tailor import TailorGoal
from pants.testutil.rule_runner import GoalRuleResult, RuleRunner

PROGRAM = 'if __name__ == "__main__":\n    print("ran")\n'
FILES = {
    "__init__.py": "",
    "shapes.py": "def area(side: int) -> int:\n    return side * side\n",
    "main.py": PROGRAM,
    "test_shapes.py": "",
}
WRITTEN = """python_sources()

python_to_rust_crate(
    name="crate",
    crate_name="python_app",
    dependencies=[
        ":app",
    ],
)

wasm_module(
    name="main",
    dependencies=[
        ":crate",
    ],
    entry_point="app.main",
)

python_tests(
    name="tests",
)
"""


def write(runner: RuleRunner, folder: str, files: Mapping[str, str]) -> None:
    runner.write_files({f"src/{folder}/{name}": text for name, text in files.items()})


def tailor(runner: RuleRunner, folder: str, *arguments: str) -> GoalRuleResult:
    return runner.run_goal_rule(
        TailorGoal,
        args=[*arguments, f"src/{folder}::"],
        global_args=["--source-root-patterns=src"],
        env_inherit={"PATH", "HOME", "PYENV_ROOT"},
    )


def build_file(runner: RuleRunner, folder: str) -> str:
    with open(f"{runner.build_root}/src/{folder}/BUILD") as file:
        return file.read()


def test_one_run_proposes_sources_crate_and_programs_and_the_next_nothing(
    rule_runner: RuleRunner,
) -> None:
    write(rule_runner, "app", FILES)
    checked = tailor(rule_runner, "app", "--check")
    assert checked.exit_code == 1
    assert "Add python_to_rust_crate target crate" in checked.stdout
    assert tailor(rule_runner, "app").exit_code == 0
    assert build_file(rule_runner, "app") == WRITTEN
    again = tailor(rule_runner, "app", "--check")
    assert (again.exit_code, again.stdout) == (0, "")


def test_sources_of_which_a_crate_lists_a_file_get_programs_of_that_crate_alone(
    rule_runner: RuleRunner,
) -> None:
    listed = """
python_sources()
python_tests(name="tests")
python_to_rust_crate(name="own", dependencies=["src/listed/main.py"])
"""
    write(rule_runner, "listed", {**FILES, "BUILD": listed, "other.py": PROGRAM})
    result = tailor(rule_runner, "listed")
    assert "python_to_rust_crate" not in result.stdout
    added = build_file(rule_runner, "listed")
    assert '"src/listed:own"' in added and 'entry_point="listed.main"' in added
    assert "listed.other" not in added
    assert tailor(rule_runner, "listed", "--check").exit_code == 0


@pytest.mark.parametrize(
    "folder, build, arguments",
    [
        ("skipped", "python_sources(skip_ferrotype_tailor=True)", ()),
        ("older", "python_sources(interpreter_constraints=['CPython==3.9.*'])", ()),
        ("switched", "python_sources()", ("--ferrotype-tailor-crates=false",)),
        (
            "ignored",
            "python_sources()",
            ("--tailor-ignore-adding-targets=src/ignored:crate",),
        ),
    ],
)
def test_sources_are_left_out_on_request(
    rule_runner: RuleRunner, folder: str, build: str, arguments: tuple[str, ...]
) -> None:
    write(
        rule_runner,
        folder,
        {**FILES, "BUILD": f"{build}\npython_tests(name='tests')\n"},
    )
    result = rule_runner.run_goal_rule(
        TailorGoal,
        args=["--check", f"src/{folder}::"],
        global_args=["--source-root-patterns=src", *arguments],
        env_inherit={"PATH", "HOME", "PYENV_ROOT"},
    )
    assert (result.exit_code, result.stdout) == (0, "")


def test_crates_have_names_of_their_own(rule_runner: RuleRunner) -> None:
    write(
        rule_runner, "a-b", {"crate.py": "", "BUILD": "python_sources(name='crate')\n"}
    )
    write(rule_runner, "a-b/c", {"crate.py": ""})
    assert tailor(rule_runner, "a-b").exit_code == 0
    above, below = (build_file(rule_runner, folder) for folder in ("a-b", "a-b/c"))
    assert 'name="crate_crate"' in above and 'crate_name="python_a_b_crate"' in above
    assert 'name="crate"' in below and 'crate_name="python_a_b_c"' in below
    assert tailor(rule_runner, "a-b", "--check").exit_code == 0
