"""What a crate is made of: parameters pick its members, and what is not of its Python is refused."""

from __future__ import annotations

import pytest
from pants.engine.addresses import Address
from pants.engine.internals.scheduler import ExecutionError
from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants.util_rules.modules import CrateContents, CrateContentsRequest

OPTIONS = [
    "--python-infer-use-rust-parser",
    "--source-root-patterns=src",
    "--python-enable-resolves",
    "--python-resolves={'first': 'first.lock', 'second': 'second.lock'}",
    "--python-default-resolve=first",
]


# Not as a flag, which would count more than the fields of targets.
CONSTRAINTS = {"PANTS_PYTHON_INTERPRETER_CONSTRAINTS": "['CPython>=3.9']"}


def contents(runner: RuleRunner, address: Address) -> list[str]:
    runner.set_options(OPTIONS, env=CONSTRAINTS, env_inherit={"PATH", "HOME", "PYENV_ROOT"})
    found = runner.request(CrateContents, [CrateContentsRequest(address)])
    return [module.address.spec for module in found.modules]


def test_a_crate_with_parameters_takes_the_members_of_its_own_resolve(
    rule_runner: RuleRunner,
) -> None:
    build = """
python_sources(resolve=parametrize("first", "second"))
python_to_rust_crate(name="crate", dependencies=[":two"], resolve=parametrize("first", "second"))
"""
    rule_runner.write_files({"src/two/BUILD": build, "src/two/start.py": ""})
    for resolve in ("first", "second"):
        parameters = {"resolve": resolve}
        address = Address("src/two", target_name="crate", parameters=parameters)
        assert contents(rule_runner, address) == [f"src/two/start.py@resolve={resolve}"]


@pytest.mark.parametrize(
    "package, sources, message",
    [
        (
            "resolves",
            "resolve='second'",
            "is of the resolve `first` and reaches src/resolves/start.py of the resolve `second`",
        ),
        (
            "versions",
            "interpreter_constraints=['CPython==3.9.*', 'CPython>=3.12']",
            "src/versions/start.py is for CPython==3.9.* or CPython>=3.12, and is translated as"
            " CPython==3.11.* runs it",
        ),
    ],
)
def test_what_is_not_of_the_crates_python_is_refused(
    rule_runner: RuleRunner, package: str, sources: str, message: str
) -> None:
    build = f"""
python_sources({sources})
python_to_rust_crate(name="crate", dependencies=[":{package}"])
"""
    rule_runner.write_files({f"src/{package}/BUILD": build, f"src/{package}/start.py": ""})
    with pytest.raises(ExecutionError, match="FerrotypeFailed") as caught:
        contents(rule_runner, Address(f"src/{package}", target_name="crate"))
    assert message in str(caught.value)
