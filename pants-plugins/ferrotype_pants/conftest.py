"""A repository with nothing but the plugin and Python, for tests of rules."""

from __future__ import annotations

import pytest
from pants.backend.python import register as python
from pants.build_graph.build_file_aliases import BuildFileAliases
from pants.core import register as core
from pants.testutil.rule_runner import RuleRunner

from ferrotype_pants import register


@pytest.fixture(scope="session")
def rule_runner() -> RuleRunner:
    """One for all tests, each with a folder of its own: the engine takes seconds to begin."""
    aliases = python.build_file_aliases()
    return RuleRunner(
        rules=[*core.rules(), *python.rules(), *register.rules()],
        target_types=[*core.target_types(), *python.target_types(), *register.target_types()],
        objects=dict(aliases.objects),
        context_aware_object_factories=dict(aliases.context_aware_object_factories),
    )
