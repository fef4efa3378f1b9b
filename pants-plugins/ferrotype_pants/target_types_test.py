"""The targets: what a user reads in `help`, and what the fields say by default."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from pants.engine.addresses import Address
from pants.engine.target import Field, InvalidFieldException, Target
from pants.option.option_types import collect_options_info
from pants.option.subsystem import Subsystem

from ferrotype_pants import target_types as fields
from ferrotype_pants.goals.peek import PeekCratesSubsystem
from ferrotype_pants.register import target_types
from ferrotype_pants.subsystems import ferrotype as subsystems
from ferrotype_pants.target_types import CrateNameField, PythonToRustCrate
from ferrotype_pants.util_rules.build import _of_imports, crate_name
from ferrotype_pants.util_rules.command import at_origin
from ferrotype_pants.util_rules.sources import module_name


@pytest.mark.parametrize("target_type", target_types(), ids=lambda t: t.alias)
def test_every_field_has_help(target_type: type[Target]) -> None:
    assert isinstance(target_type.help, str) and len(target_type.help) > 40
    for field in target_type.core_fields:
        assert isinstance(field.help, str) and len(field.help.split()) > 4, field.alias


def defined(module: ModuleType, kind: type) -> list[type]:
    """The classes of a kind that a module of ours defines, abstract ones left out."""
    found = [item for item in vars(module).values() if isinstance(item, type)]
    return [item for item in found if issubclass(item, kind) and item.__module__ == module.__name__]


def test_every_field_of_ours_has_a_help_of_its_own() -> None:
    own = defined(fields, Field)
    assert len(own) > 20
    for field in own:
        assert field.__dict__.get("help"), f"{field.__name__} has the help of its base class"


@pytest.mark.parametrize(
    "subsystem",
    [*defined(subsystems, Subsystem), PeekCratesSubsystem],
    ids=lambda s: s.options_scope,
)
def test_every_subsystem_and_option_has_help(subsystem: type[Subsystem]) -> None:
    assert isinstance(subsystem.help, str) and len(subsystem.help) > 40
    options = list(collect_options_info(subsystem))
    assert options
    for option in options:
        assert len(option.flag_options["help"].split()) > 4, option.flag_names


@pytest.mark.parametrize(
    "path, name",
    [
        ("a.py", "a"),
        ("a/b.py", "a.b"),
        ("a/__init__.py", "a"),
        ("a/__init__b.py", "a.__init__b"),
        ("__init__.py", "__init__"),
    ],
)
def test_module_name(path: str, name: str) -> None:
    assert module_name(path) == name


@pytest.mark.parametrize("name", ["crate", "std", "a-b", "1a", "_", "ferrotype_runtime"])
def test_a_crate_is_not_named_by_a_word_of_rust(name: str) -> None:
    address = Address("a", target_name="crate")
    assert CrateNameField("a_1", address).value == "a_1"
    with pytest.raises(InvalidFieldException, match="no word of Rust's own"):
        CrateNameField(name, address)
    default = PythonToRustCrate({"dependencies": []}, address)
    assert crate_name(default) == "python_crate"


def test_diagnostics_show_the_path_in_the_repository() -> None:
    origins = {"pkg/a.py": "src/python/pkg/a.py"}
    shown = at_origin("pkg/a.py:1:2: error[FT0001]: see pkg/a.py: no", origins)
    assert shown == "src/python/pkg/a.py:1:2: error[FT0001]: see pkg/a.py: no"
    assert at_origin("ferrotype: error[FT0801]: none", origins) == "ferrotype: error[FT0801]: none"


def report(digest: str, line: int) -> bytes:
    imported = {"module": "b", "line": line, "column": line}
    function = {"name": "f", "line": line, "version": "general"}
    content = {"source_digest": digest, "imports": [imported], "functions": [function]}
    return json.dumps(content).encode()


def test_an_edit_that_moves_an_import_plans_no_link_again() -> None:
    before, after = _of_imports(report("1", 2), False), _of_imports(report("2", 3), False)
    assert before == after
    assert b'"b"' in before


def test_a_refused_import_is_asked_for_with_its_place() -> None:
    assert json.loads(_of_imports(report("1", 2), True))["imports"] == [
        {"module": "b", "line": 2, "column": 2}
    ]
