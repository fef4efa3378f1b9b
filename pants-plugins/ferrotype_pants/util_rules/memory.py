"""After a run the daemon gives back the memory that only the run needed.

While a goal goes over a repository, the engine has a step of thousands of modules in the air at once.
What that took is free afterwards, but lies between what stays, and the C library keeps it: more than
half of what a daemon seems to hold.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from pants.engine.rules import Rule, collect_rules, rule
from pants.engine.streaming_workunit_handler import (
    WorkunitsCallbackFactory,
    WorkunitsCallbackFactoryRequest,
)
from pants.engine.unions import UnionRule

from ferrotype_pants.subsystems.ferrotype import Ferrotype
from ferrotype_pants.util_rules.listening import Listener

_SECONDS = 1.0
"""By then a run that has ended has let go of what was its own, and its user has the result."""


def give_back() -> None:
    """Return free memory to the system, where the C library is one that can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class GivingBack(Listener):
    @property
    def can_finish_async(self) -> bool:
        return True

    def ended(self) -> None:
        # Nobody waits for it, and where there is no daemon it ends with the process.
        timer = threading.Timer(_SECONDS, give_back)
        timer.daemon = True
        timer.start()


@dataclass(frozen=True)
class GivingBackRequest(WorkunitsCallbackFactoryRequest):
    pass


@rule
async def make_giving_back(_: GivingBackRequest, ferrotype: Ferrotype) -> WorkunitsCallbackFactory:
    return WorkunitsCallbackFactory(lambda: GivingBack() if ferrotype.give_back_memory else None)


def rules() -> Iterable[Rule | UnionRule]:
    return [*collect_rules(), UnionRule(WorkunitsCallbackFactoryRequest, GivingBackRequest)]
