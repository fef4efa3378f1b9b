"""A module's source is the file that Pants would give a process, or Pants' own error."""

from __future__ import annotations

import pytest
from pants.backend.python.target_types import PythonSourceField
from pants.core.util_rules.source_files import SourceFilesRequest
from pants.core.util_rules.stripped_source_files import StrippedSourceFiles
from pants.engine.addresses import Address
from pants.engine.internals.scheduler import ExecutionError
from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants.util_rules.sources import ModuleSource, ModuleSourceRequest

BUILD = "python_sources()\npython_source(name='gone', source='gone.py')\n"
FILES = {
    "src/sourced/BUILD": BUILD,
    "src/sourced/__init__.py": "",
    "src/sourced/some.py": "value = 1\n",
    "src/sourced/deep/er/BUILD": BUILD,
    "src/sourced/deep/er/__init__.py": "value = 2\n",
}


@pytest.mark.parametrize("root", ["src", "/"])
@pytest.mark.parametrize(
    "path, name",
    [
        ("src/sourced/__init__.py", "sourced"),
        ("src/sourced/some.py", "sourced.some"),
        ("src/sourced/deep/er/__init__.py", "sourced.deep.er"),
    ],
)
def test_a_source_is_the_file_below_its_import_path(
    rule_runner: RuleRunner, root: str, path: str, name: str
) -> None:
    rule_runner.write_files(FILES)
    rule_runner.set_options(
        [f"--source-root-patterns=['{root}']"], env_inherit={"PATH", "HOME", "PYENV_ROOT"}
    )
    folder, _, file = path.rpartition("/")
    field = rule_runner.get_target(Address(folder, relative_file_path=file))[PythonSourceField]
    source = rule_runner.request(ModuleSource, [ModuleSourceRequest(field)])
    stripped = rule_runner.request(StrippedSourceFiles, [SourceFilesRequest([field])])
    assert (source.path,) == stripped.snapshot.files
    assert source.digest == stripped.snapshot.digest
    assert source.origin == path
    assert source.name == (name if root == "src" else f"src.{name}")
    assert source.is_package == path.endswith("__init__.py")


def test_a_file_that_is_not_there_is_refused_as_pants_does(rule_runner: RuleRunner) -> None:
    rule_runner.write_files(FILES)
    rule_runner.set_options(["--source-root-patterns=src"], env_inherit={"PATH", "HOME"})
    field = rule_runner.get_target(Address("src/sourced", target_name="gone"))[PythonSourceField]
    for output, request in (
        (ModuleSource, ModuleSourceRequest(field)),
        (StrippedSourceFiles, SourceFilesRequest([field])),
    ):
        with pytest.raises(ExecutionError) as caught:
            rule_runner.request(output, [request])
        assert "must have 1 file, but it had 0 files" in str(caught.value)
