"""Both ways to find out what modules import lead to the same targets, and Pants is asked where it must be."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pytest
from pants.backend.codegen.protobuf.python import register as protobuf
from pants.engine.addresses import Address
from pants.engine.internals.scheduler import ExecutionError
from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants.conftest import BACKENDS, runner_with
from ferrotype_pants.util_rules.imports import Imported, Repository
from ferrotype_pants.util_rules.modules import CrateContents, CrateContentsRequest
from ferrotype_pants.util_rules.sources import ModuleRequest

OPTIONS = (
    "--source-root-patterns=src",
    "--python-enable-resolves",
    "--python-resolves={'first': 'first.lock', 'second': 'second.lock'}",
    "--python-default-resolve=first",
)
# Not as flags, which would count more than the fields of targets and than flags of a test.
VARIABLES = {
    "PANTS_PYTHON_INTERPRETER_CONSTRAINTS": "['CPython>=3.9']",
    "PANTS_PYTHON_INFER_USE_RUST_PARSER": "true",
}

BUILD = """
python_sources(
    sources=["*.py", "*.pyi", "!*_test.py", "!other.py"],
    overrides={
        "listed.py": {"dependencies": ["./unseen.py", "!./base.py"]},
        "listing.py": {
            "dependencies": [":assets", ":other", ":tomli", "!./names.py", "src/imported/ring"],
        },
        "chosen.py": {"dependencies": ["!:again"]},
        "covered.py": {"dependencies": [":again"]},
        "newer.py": {"interpreter_constraints": ["CPython>=3.10"]},
    },
)
python_source(name="again", source="twice.py")
python_source(name="other", source="other.py", resolve=parametrize("first", "second"))
resources(name="assets", sources=["*.txt"])
python_tests(name="tests", sources=["*_test.py"])
python_requirement(name="tomli", requirements=["tomli"])
python_to_rust_crate(name="crate", dependencies=[":imported", ":other@resolve=first"])
"""
FILES = {
    "BUILD": BUILD,
    "__init__.py": "VERSION = 1\n",
    "base.py": "value = 1\n",
    "unseen.py": "",
    "names.py": "from imported import base, VERSION\nfrom imported.base import value\n",
    "everything.py": "from imported.base import *\n",
    "itself.py": "import imported.itself\n",
    "standard.py": "import json, os.path\nfrom collections import abc\n",
    "third.py": "import tomli\nfrom tomli import loads\n",
    "optional.py": "try:\n    import nowhere.at_all\nexcept ImportError:\n    import imported.base\n",
    "told.py": "import nowhere  # pants: no-infer-dep\nimport imported.base\n",
    "broken.py": "import imported.base\ndef (:\n",
    "several.py": "import imported.base, imported.names\n",
    "empty.py": "",
    "data.txt": "",
    "text.py": 'NAME = "imported.base.value"\nFILE = "./data.txt"\n',
    "stubbed.py": "",
    "stubbed.pyi": "import imported.base\n",
    "typed.py": "import imported.stubbed\n",
    "other.py": "import imported.base\nfrom .other import nothing\n",
    "parameters.py": "import imported.other\n",
    "listed.py": "import imported.base\nimport imported.names\n",
    "listing.py": "from imported import base, names\n",
    "chosen.py": "import imported.twice\n",
    "covered.py": "import imported.twice\n",
    "twice.py": "",
    "unsure.py": "import imported.twice\n",
    "unowned.py": "import nowhere\nimport imported.base\n",
    "further.py": "import imported.ring.full.inner\n",
    "older.py": "",
    "newer.py": "import imported.older\n",
    "names_test.py": "import imported.names\n",
    "conftest.py": "",
    "ring/BUILD": "python_sources()\n",
    "ring/__init__.py": " \n",
    "ring/first.py": "from imported.ring import second\n",
    "ring/second.py": "def late():\n    from . import third\n    from .. import base\n",
    "ring/third.py": "from .first import something\n",
    "ring/full/BUILD": "python_sources()\n",
    "ring/full/__init__.py": "from . import inner\n",
    "ring/full/inner.py": "import imported.ring.first\n",
}
REASONS = {
    "chosen.py": "several targets own imported.twice",
    "covered.py": "several targets own imported.twice",
    "other.py:second": "no target owns imported.base",
    "unsure.py": "several targets own imported.twice",
    "unowned.py": "no target owns nowhere",
    "stubbed.pyi": "its file is no .py",
    "newer.py": "it imports what is for other interpreters",
    "names_test.py:tests": "it is no python_source",
}
"""Why Pants is asked; about the other modules it is not."""
TEXTS = {
    "--python-infer-string-imports": ["src/imported/base.py"],
    "--python-infer-assets": ["src/imported/data.txt:assets"],
}
"""What `text.py` depends on beside its package, with an option."""


def addresses() -> dict[str, Address]:
    """All modules of the repository, by their files and by what else tells them apart."""
    found = {"twice.py:again": Address("src/imported", target_name="again")}
    for resolve in ("first", "second"):
        parameters = {"resolve": resolve}
        address = Address("src/imported", target_name="other", parameters=parameters)
        found[f"other.py:{resolve}"] = address
    test = Address("src/imported", target_name="tests", relative_file_path="names_test.py")
    found["names_test.py:tests"] = test
    for name in FILES:
        folder, _, file = f"imported/{name}".rpartition("/")
        if file not in ("BUILD", "data.txt", "other.py", "names_test.py"):
            found[name] = Address(f"src/{folder}", relative_file_path=file)
    return found


def choose(runner: RuleRunner, inference: str, *options: str) -> None:
    runner.set_options(
        [*OPTIONS, *options, f"--ferrotype-inference={inference}"],
        env=VARIABLES,
        env_inherit={"PATH", "HOME", "PYENV_ROOT"},
    )


def imported(
    runner: RuleRunner, modules: Mapping[str, Address], inference: str, *options: str
) -> dict[str, Imported]:
    choose(runner, inference, *options)
    targets = {name: runner.get_target(address) for name, address in modules.items()}
    return {
        name: runner.request(Imported, [ModuleRequest.of(target)])
        for name, target in targets.items()
    }


def assert_same(by_pants: dict[str, Imported], by_crate: dict[str, Imported]) -> None:
    assert list(by_pants) == list(by_crate)
    for name, expected in by_pants.items():
        assert by_crate[name].targets == expected.targets, name


@pytest.fixture(scope="module")
def repository(rule_runner: RuleRunner) -> Iterator[RuleRunner]:
    rule_runner.write_files({f"src/imported/{name}": text for name, text in FILES.items()})
    yield rule_runner


@pytest.mark.parametrize("init_files", ["content_only", "always", "never"])
def test_both_ways_lead_to_the_same_targets(repository: RuleRunner, init_files: str) -> None:
    option = f"--python-infer-init-files={init_files}"
    by_pants = imported(repository, addresses(), "pants", option)
    by_crate = imported(repository, addresses(), "crate", option)
    assert_same(by_pants, by_crate)
    assert not any(found.reason for found in by_pants.values())
    expected = {name: REASONS.get(name, "") for name in by_crate}
    assert {name: found.reason for name, found in by_crate.items()} == expected
    packages = {
        "content_only": ["src/imported/__init__.py", "src/imported/ring/full/__init__.py"],
        "always": [
            "src/imported/__init__.py",
            "src/imported/ring/__init__.py",
            "src/imported/ring/full/__init__.py",
        ],
        "never": [],
    }
    assert specs(by_crate["ring/full/inner.py"]) == sorted(
        [*packages[init_files], "src/imported/ring/first.py"]
    )


def test_what_is_found_is_what_the_sources_say(repository: RuleRunner) -> None:
    found = imported(repository, addresses(), "crate", "--python-infer-init-files=never")
    assert specs(found["names.py"]) == ["src/imported/__init__.py", "src/imported/base.py"]
    # The engine's parser reads the first module of a statement alone.
    assert specs(found["several.py"]) == ["src/imported/base.py"]
    assert specs(found["third.py"]) == ["src/imported:tomli"]
    assert specs(found["optional.py"]) == ["src/imported/base.py"]
    assert specs(found["typed.py"]) == ["src/imported/stubbed.py", "src/imported/stubbed.pyi"]
    assert specs(found["parameters.py"]) == ["src/imported:other@resolve=first"]
    assert specs(found["listed.py"]) == ["src/imported/names.py", "src/imported/unseen.py"]
    assert specs(found["listing.py"]) == [
        "src/imported:other@resolve=first",
        "src/imported:tomli",
        "src/imported/base.py",
        "src/imported/data.txt:assets",
        "src/imported/ring/__init__.py",
        "src/imported/ring/first.py",
        "src/imported/ring/second.py",
        "src/imported/ring/third.py",
    ]
    assert specs(found["ring/second.py"]) == ["src/imported/base.py", "src/imported/ring/third.py"]


def specs(found: Imported) -> list[str]:
    return [target.address.spec for target in found.targets]


def test_a_crate_is_the_same_in_both_ways(repository: RuleRunner) -> None:
    request = CrateContentsRequest(Address("src/imported", target_name="crate"))
    contents = []
    for inference in ("pants", "crate"):
        choose(repository, inference)
        contents.append(repository.request(CrateContents, [request]))
    assert contents[0] == contents[1]
    modules = addresses()
    for name in ("other.py:second", "names_test.py:tests"):
        del modules[name]
    assert [module.address for module in contents[0].modules] == sorted(modules.values())
    assert [address.spec for address in contents[0].requirements] == ["src/imported:tomli"]


@pytest.mark.parametrize(
    "option, reason",
    [
        ("--no-python-infer-imports", "[python-infer].imports is off"),
        ("--python-infer-assets", "[python-infer].assets is on"),
    ],
)
def test_an_option_that_changes_inference_leaves_all_to_pants(
    repository: RuleRunner, option: str, reason: str
) -> None:
    choose(repository, "crate", option)
    assert repository.request(Repository, []).reason == reason


@pytest.mark.parametrize("option", list(TEXTS))
def test_texts_name_modules_and_files_in_both_ways(repository: RuleRunner, option: str) -> None:
    modules = {"text.py": addresses()["text.py"]}
    by_crate = imported(repository, modules, "crate", option)
    assert_same(imported(repository, modules, "pants", option), by_crate)
    assert specs(by_crate["text.py"])[1:] == TEXTS[option]
    assert bool(by_crate["text.py"].reason) == (option == "--python-infer-assets")


def test_an_import_that_nobody_owns_fails_where_it_does_in_pants(repository: RuleRunner) -> None:
    modules = {"unowned.py": addresses()["unowned.py"]}
    for inference in ("pants", "crate"):
        with pytest.raises(ExecutionError) as caught:
            imported(repository, modules, inference, "--python-infer-unowned-dependency-behavior=error")
        assert "cannot infer owners for the following imports" in str(caught.value)
    ignored = imported(
        repository, modules, "crate", "--python-infer-unowned-dependency-behavior=ignore"
    )
    assert ignored["unowned.py"].reason == ""


def test_a_listed_dependency_that_is_not_there_is_reported_as_pants_does(
    rule_runner: RuleRunner,
) -> None:
    files = {"BUILD": "python_sources(dependencies=[':nothing'])\n", "module.py": ""}
    rule_runner.write_files({f"src/misled/{name}": text for name, text in files.items()})
    modules = {"module.py": Address("src/misled", relative_file_path="module.py")}
    messages = []
    try:
        for inference in ("pants", "crate"):
            with pytest.raises(ExecutionError) as caught:
                imported(rule_runner, modules, inference)
            messages.append(str(caught.value).rpartition("Exception: ")[2])
    finally:
        rule_runner.write_files({"src/misled/BUILD": ""})
    assert "src/misled:nothing" in messages[0]
    assert messages[0] == messages[1]


def test_an_edit_is_seen(repository: RuleRunner) -> None:
    modules = {name: addresses()[name] for name in ("empty.py", "ring/third.py")}
    before = imported(repository, modules, "crate")
    changed = {
        "src/imported/empty.py": "import imported.unseen\n",
        "src/imported/ring/__init__.py": "import imported.base\n",
    }
    try:
        repository.write_files(changed)
        after = imported(repository, modules, "crate")
        assert_same(imported(repository, modules, "pants"), after)
        gained = {name: set(specs(after[name])) - set(specs(before[name])) for name in modules}
        assert gained == {
            "empty.py": {"src/imported/unseen.py"},
            "ring/third.py": {"src/imported/ring/__init__.py"},
        }
    finally:
        repository.write_files({path: FILES[path[len("src/imported/") :]] for path in changed})


LAYOUT = {
    "BUILD": "python_sources(name='deep', sources=['deep/*.py'])\n"
    "python_source(name='dotted', source='./dotted/module.py')\n"
    "python_source(name='dotted_package', source='./dotted/__init__.py')\n"
    "python_source(name='missing', source='gone/missing.py')\n",
    "deep/__init__.py": "VERSION = 1\n",
    "deep/module.py": "from placed.dotted import module\n",
    "dotted/__init__.py": "VERSION = 1\n",
    "dotted/module.py": "import placed.deep.module\n",
    "far/BUILD": "python_sources()\n",
    "far/user.py": "import placed.deep.module\nimport placed.dotted.module\nimport yaml\nimport once\n",
    "far/twice.py": "import both\n",
    "far/missing.py": "import placed.gone.missing\n",
}
"""Owners elsewhere than beside their files, below the source root `src`."""
OUTSIDE = {
    "third/placed/BUILD": "python_requirements(name='all', source='lists/all.txt')\n",
    "third/placed/lists/all.txt": "PyYAML\n",
    "other/BUILD": "python_sources()\n",
    "other/once.py": "",
    "other/both.py": "",
    "src/BUILD": "python_source(name='both', source='both.py')\n",
    "src/both.py": "",
}
"""More source roots, and requirements of another folder."""
ROOTS = "--source-root-patterns=['src', 'other']"
PLACED = {
    "deep": Address("src/placed", target_name="deep", relative_file_path="deep/module.py"),
    "dotted": Address("src/placed", target_name="dotted"),
    "user": Address("src/placed/far", relative_file_path="user.py"),
}
ASKED = {
    "twice": Address("src/placed/far", relative_file_path="twice.py"),
    "missing": Address("src/placed/far", relative_file_path="missing.py"),
}


@pytest.fixture
def placed(rule_runner: RuleRunner) -> Iterator[RuleRunner]:
    files = {**{f"src/placed/{name}": text for name, text in LAYOUT.items()}, **OUTSIDE}
    rule_runner.write_files(files)
    yield rule_runner
    # They would be owners in the other tests, too.
    rule_runner.write_files({path: "" for path in files if path.endswith("BUILD")})


def test_owners_are_found_where_they_are_declared(placed: RuleRunner) -> None:
    modules = {**PLACED, **ASKED}
    by_crate = imported(placed, modules, "crate", ROOTS)
    assert_same(imported(placed, modules, "pants", ROOTS), by_crate)
    assert specs(by_crate["user"]) == [
        "other/once.py",
        "src/placed:dotted",
        "src/placed/deep/module.py:../deep",
        "third/placed:all#PyYAML",
    ]
    assert {name: found.reason for name, found in by_crate.items() if found.reason} == {
        "twice": "several targets own both",
        "missing": "no target owns placed.gone.missing",
    }


def test_folders_that_no_import_leads_to_are_not_read(placed: RuleRunner) -> None:
    expected = imported(placed, PLACED, "crate", ROOTS)
    placed.write_files({"nobody/BUILD": "python_sources(no_such_field=1)\n"})
    try:
        assert imported(placed, PLACED, "crate", ROOTS) == expected
        with pytest.raises(ExecutionError) as caught:
            imported(placed, PLACED, "pants", ROOTS)
        assert "no_such_field" in str(caught.value)
    finally:
        placed.write_files({"nobody/BUILD": ""})


def test_modules_that_another_plugin_generates_are_found() -> None:
    runner = runner_with(*BACKENDS, protobuf)
    files = {
        "BUILD": "python_sources()\nprotobuf_sources(name='wire')\n",
        "base.py": "",
        "message.proto": 'syntax = "proto3";\n',
        "user.py": "from generated import base, message_pb2\n",
    }
    runner.write_files({f"src/generated/{name}": text for name, text in files.items()})
    modules = {"user.py": Address("src/generated", relative_file_path="user.py")}
    by_crate = imported(runner, modules, "crate")
    assert_same(imported(runner, modules, "pants"), by_crate)
    assert specs(by_crate["user.py"]) == [
        "src/generated/base.py",
        "src/generated/message.proto:wire",
    ]
    assert not by_crate["user.py"].reason


STATEMENTS = (
    "import drawn{seed}.{package}.{module}",
    "from drawn{seed}.{package} import {module}",
    "from drawn{seed}.{package} import {module}, name",
    "from drawn{seed}.{package}.{module} import name",
    "from drawn{seed}.{package}.{module}.name import deeper",
    "from drawn{seed}.{package}.{module} import *",
    "import drawn{seed}.{package}.{module}.name as other",
    "import drawn{seed}.{package}.{module}, json",
    "from . import {module}",
    "from .{module} import name",
    "from ..{package} import {module}",
    "from ..{package}.{module} import name",
    "from .. import {package}",
    "from ... import drawn{seed}",
    "if True:\n    import drawn{seed}.{package}.{module}",
    "def late():\n    from drawn{seed}.{package} import {module}",
    "try:\n    import drawn{seed}.{package}.{module}\nexcept ImportError:\n    import {module}",
    "try:\n    import {module}.nowhere\nexcept (ImportError, OSError):\n    pass",
    "import {module}.nowhere",
    "from {package} import {module}  # pants: no-infer-dep",
    "import yaml, attr.validators",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..{package} import {module}",
)


def drawn(seed: int) -> tuple[dict[str, str], dict[str, Address]]:
    """Files of a repository, and its modules: packages with and without contents, declared in their
    own folder or above it, modules with imports of all forms, a requirement in any folder.
    """
    draw = random.Random(seed)
    packages = [f"p{number}" for number in range(4)]
    modules = [f"m{number}" for number in range(6)]
    files: dict[str, str] = {}
    addresses: dict[str, Address] = {}
    top = f"src/drawn{seed}"
    builds: dict[str, list[str]] = {top: []}
    for package in packages:
        folder = f"{top}/{package}"
        builds[folder] = []
        above = draw.random() < 0.4
        if above:
            builds[top].append(f"python_sources(name='{package}', sources=['{package}/*.py'])")
        else:
            included, ignored = draw.sample(modules, 2)
            listed = f"['./{included}.py', '!./{ignored}.py']"
            override = f"{{'{draw.choice(modules)}.py': {{'dependencies': {listed}}}}}"
            builds[folder].append(f"python_sources(overrides={override})")
        if draw.random() < 0.5:
            file = f"{draw.choice(modules)}.py"
            builds[folder].append(f"python_source(name='second', source='{file}')")
            addresses[f"{folder}/{file} again"] = Address(folder, target_name="second")
        first = draw.choice(["", "\n", "# Nothing.\n", "from . import {module}\n"])
        files[f"{folder}/__init__.py"] = first.format(module=draw.choice(modules))
        for module in modules:
            lines = [
                draw.choice(STATEMENTS).format(
                    seed=seed, package=draw.choice(packages), module=draw.choice(modules)
                )
                for _ in range(draw.randrange(5))
            ]
            files[f"{folder}/{module}.py"] = "\n".join(lines) + "\n"
        for file in (*(f"{module}.py" for module in modules), "__init__.py"):
            addresses[f"{folder}/{file}"] = (
                Address(top, target_name=package, relative_file_path=f"{package}/{file}")
                if above
                else Address(folder, relative_file_path=file)
            )
    requirement = "python_requirement(name='yaml', requirements=['PyYAML'])"
    builds[draw.choice(list(builds))].append(requirement)
    files.update((f"{folder}/BUILD", "\n".join(lines) + "\n") for folder, lines in builds.items())
    return files, addresses


@pytest.mark.parametrize("seed", range(6))
def test_both_ways_agree_on_drawn_imports(rule_runner: RuleRunner, seed: int) -> None:
    files, modules = drawn(seed)
    rule_runner.write_files(files)
    try:
        by_crate = imported(rule_runner, modules, "crate")
        assert_same(imported(rule_runner, modules, "pants"), by_crate)
    finally:
        # Its requirement would be another owner in the next one.
        rule_runner.write_files({path: "" for path in files if path.endswith("BUILD")})
    reasons = [found.reason for found in by_crate.values()]
    assert any(reasons) and reasons.count("") > len(reasons) / 3
