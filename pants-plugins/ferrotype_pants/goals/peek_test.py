"""What `peek-crates` says of a crate that builds on another."""

from __future__ import annotations

import json

from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants.goals.peek import PeekCrates

BUILD = "python_sources()\npython_to_rust_crate(name='crate', dependencies=[':{name}', {below}])\n"
FILES = {
    "src/low/BUILD": BUILD.format(name="low", below=""),
    "src/low/base.py": "import inner.deep\n",
    "src/inner/BUILD": "python_sources()\n",
    "src/inner/deep.py": "",
    "src/high/BUILD": BUILD.format(name="high", below="'src/low:crate'"),
    "src/high/start.py": "import low.base\nimport high.other\n",
    "src/high/other.py": "",
}


def test_modules_that_imports_lead_to_are_shown_in_the_crate_that_holds_them(
    rule_runner: RuleRunner,
) -> None:
    rule_runner.write_files(FILES)
    result = rule_runner.run_goal_rule(
        PeekCrates,
        args=["src/high::", "src/low::"],
        global_args=["--source-root-patterns=src", "--python-infer-use-rust-parser"],
        env_inherit={"PATH", "HOME", "PYENV_ROOT"},
    )
    high, low = json.loads(result.stdout)
    assert low == {
        "address": "src/low:crate",
        "crate_name": "python_crate",
        "resolve": "<ignore>",
        "modules": {"inner.deep": "src/inner/deep.py", "low.base": "src/low/base.py"},
        "requirements": [],
        "crates": [],
        "below": [],
    }
    assert high["modules"] == {
        "high.other": "src/high/other.py",
        "high.start": "src/high/start.py",
    }
    assert (high["crates"], high["below"]) == (["src/low:crate"], ["src/low:crate"])
