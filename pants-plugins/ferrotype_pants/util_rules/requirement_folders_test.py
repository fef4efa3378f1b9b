"""What is read from the text of a BUILD file, and which folders are left to Pants for that."""

from __future__ import annotations

import pytest
from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants.util_rules.requirement_folders import (
    RequirementFolders,
    may_declare,
)

HARMLESS = frozenset({"python_sources", "resources", "parametrize", "env", "str"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# python_requirement(name='in a comment')\n",
        "python_sources(name='lib', tags=['python_requirement'])\n",
        "NAMES = ['a', 'b']\nfor name in NAMES:\n    python_sources(name=name, tags=[name + 's'])\n",
        "python_sources(resolve=parametrize('a', 'b'), tags=[env('TAG') or 'none'.upper()])\n",
        "resources(sources=[f'{stem}.txt' for stem in 'ab'])\n",
        "make = python_sources\nmake(name='lib')\n",
    ],
)
def test_a_file_of_known_names_declares_nothing_else(text: str) -> None:
    assert not may_declare(text, HARMLESS)


@pytest.mark.parametrize(
    "text",
    [
        "python_requirement(name='tomli', requirements=['tomli'])\n",
        "make = python_requirement\nmake(name='tomli', requirements=['tomli'])\n",
        "python_sources()\nour_macro(name='tomli')\n",
        "eval('python_requirement')(name='tomli')\n",
        "globals()['python_requirement'](name='tomli')\n",
        "str.__base__.__subclasses__()\n",
        "python_sources._parse_state\n",
        "def macro():\n    python_sources()\nmacro()\n",
        "python_sources(\n",
        "\0",
    ],
)
def test_any_other_file_is_left_to_pants(text: str) -> None:
    assert may_declare(text, HARMLESS)


def test_the_folders_are_those_whose_files_may_declare_requirements(
    rule_runner: RuleRunner,
) -> None:
    builds = {
        "sources": "python_sources()\nwasm_module(name='module', entry_point='start')\n",
        "requirement": "python_requirement(name='tomli', requirements=['tomli'])\n",
        "file": "python_requirements(name='all', source='below/all.txt')\n",
        "macro": "our_sources()\n",
        "renamed": "files(name='files', sources=[])\n",
    }
    macros = (
        "def our_sources():\n    python_sources()\n"
        "def files(**fields):\n    python_requirement(requirements=['tomli'], name='files')\n"
    )
    rule_runner.write_files(
        {
            **{f"src/declared/{name}/BUILD": text for name, text in builds.items()},
            "src/declared/file/below/all.txt": "tomli\n",
            "declared_macros.py": macros,
        }
    )
    rule_runner.set_options(
        ["--build-file-prelude-globs=declared_macros.py"], env_inherit={"PATH", "HOME"}
    )
    found = {
        folder.rpartition("/")[2]
        for folder in rule_runner.request(RequirementFolders, [])
        if folder.startswith("src/declared/")
    }
    assert found == {"requirement", "file", "macro", "renamed"}
