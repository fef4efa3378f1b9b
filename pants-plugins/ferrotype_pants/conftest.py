"""A repository with nothing but the plugin and Python, for tests of rules."""

from __future__ import annotations

from types import ModuleType

import pytest
from pants.backend.project_info import dependencies, dependents
from pants.backend.python import register as python
from pants.core import register as core
from pants.core.util_rules.source_files import SourceFilesRequest
from pants.core.util_rules.stripped_source_files import StrippedSourceFiles
from pants.engine.internals.parametrize import Parametrize
from pants.testutil.rule_runner import QueryRule, RuleRunner

from ferrotype_pants import register
from ferrotype_pants.util_rules.imports import Imported, Repository
from ferrotype_pants.util_rules.modules import CrateContents, CrateContentsRequest
from ferrotype_pants.util_rules.requirement_folders import RequirementFolders
from ferrotype_pants.util_rules.sources import (
    ModuleRequest,
    ModuleSource,
    ModuleSourceRequest,
)

BACKENDS: tuple[ModuleType, ...] = (core, python, register)
GOALS: tuple[ModuleType, ...] = (dependencies, dependents)


@pytest.fixture(scope="session")
def rule_runner() -> RuleRunner:
    """One for all tests, each with a folder of its own: the engine takes seconds to begin."""
    return runner_with(*BACKENDS)


def runner_with(*backends: ModuleType) -> RuleRunner:
    """A repository of its own, with these backends."""
    aliases = BACKENDS[1].build_file_aliases()
    return RuleRunner(
        rules=[
            *(rule for part in (*backends, *GOALS) for rule in part.rules()),
            QueryRule(CrateContents, (CrateContentsRequest,)),
            QueryRule(Imported, (ModuleRequest,)),
            QueryRule(Repository, ()),
            QueryRule(RequirementFolders, ()),
            QueryRule(ModuleSource, (ModuleSourceRequest,)),
            QueryRule(StrippedSourceFiles, (SourceFilesRequest,)),
        ],
        target_types=[kind for part in backends for kind in part.target_types()],
        objects={**aliases.objects, "parametrize": Parametrize},
        context_aware_object_factories=dict(aliases.context_aware_object_factories),
    )
