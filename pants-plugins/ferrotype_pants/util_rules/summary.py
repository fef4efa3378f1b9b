"""One line at the end of a run: what was translated, reused, refused and verified.

It is counted from the engine's own record of processes, as they end. What the daemon still holds in
memory has no process, and is not counted.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pants.engine.internals.scheduler import Workunit
from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.streaming_workunit_handler import (
    WorkunitsCallbackFactory,
    WorkunitsCallbackFactoryRequest,
)
from pants.engine.unions import UnionRule

from ferrotype_pants.subsystems.ferrotype import Ferrotype
from ferrotype_pants.util_rules.listening import Listener

_LOGGER = logging.getLogger(__name__)
_STAGE = re.compile(r"(?:Scheduling: )?ferrotype (translate|parity) \S+")
_COUNTED = {
    ("translate", "Ran", 0): "translated",
    ("translate", "Ran", 3): "refused",
    ("translate", "Cached", 0): "reused",
    ("parity", "Ran", 0): "verified",
    ("parity", "Cached", 0): "verified",
    ("parity", "Ran", 1): "differing",
}
"""By stage, whether it ran, and its exit status."""
_ALWAYS = ("translated", "reused", "refused", "verified")


def kind_of(workunit: Mapping[str, Any]) -> str | None:
    """What a finished process counts as; nothing for other work."""
    metadata = workunit.get("metadata")
    if workunit.get("name") != "process" or not metadata:
        return None
    stage = _STAGE.fullmatch(workunit.get("description") or "")
    if stage is None:
        return None
    source = "Ran" if metadata.get("source") == "Ran" else "Cached"
    return _COUNTED.get((stage.group(1), source, metadata.get("exit_code")))


def summary(counts: Mapping[str, int]) -> str | None:
    """The line, where there is anything to say."""
    if not any(counts.values()):
        return None
    names = [*_ALWAYS, *(name for name in sorted(counts) if name not in _ALWAYS)]
    return "ferrotype: " + ", ".join(f"{counts.get(name, 0)} {name}" for name in names)


class Summary(Listener):
    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    @property
    def can_finish_async(self) -> bool:
        # Or the line would end in the daemon's log.
        return False

    def completed(self, workunits: tuple[Workunit, ...]) -> None:
        self._counts.update(kind for unit in workunits if (kind := kind_of(unit)))

    def ended(self) -> None:
        line = summary(self._counts)
        if line:
            _LOGGER.info(line)


@dataclass(frozen=True)
class SummaryRequest(WorkunitsCallbackFactoryRequest):
    pass


@rule
async def make_summary(_: SummaryRequest, ferrotype: Ferrotype) -> WorkunitsCallbackFactory:
    return WorkunitsCallbackFactory(lambda: Summary() if ferrotype.summary else None)


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(WorkunitsCallbackFactoryRequest, SummaryRequest)]
