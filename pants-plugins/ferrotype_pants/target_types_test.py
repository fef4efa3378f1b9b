"""The targets: what a user reads in `help`, and what the fields say by default."""

from __future__ import annotations

import pytest
from pants.engine.target import Target

from ferrotype_pants.register import target_types
from ferrotype_pants.util_rules.build import _without_source_digest
from ferrotype_pants.util_rules.modules import module_name


@pytest.mark.parametrize("target_type", target_types(), ids=lambda t: t.alias)
def test_every_field_has_help(target_type: type[Target]) -> None:
    assert isinstance(target_type.help, str) and len(target_type.help) > 40
    for field in target_type.core_fields:
        assert isinstance(field.help, str) and len(field.help.split()) > 4, field.alias


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


def test_reports_reach_the_link_without_the_digest_of_the_source() -> None:
    before = b'{"module": "a", "source_digest": "1", "imports": [{"module": "b"}]}'
    after = b'{"imports": [{"module": "b"}], "module": "a", "source_digest": "2"}'
    assert _without_source_digest(before) == _without_source_digest(after)
    assert b'"b"' in _without_source_digest(before)
