"""Listening to a run: to its work as it ends, and to its own end."""

from __future__ import annotations

from pants.engine.internals.scheduler import Workunit
from pants.engine.streaming_workunit_handler import (
    StreamingWorkunitContext,
    WorkunitsCallback,
)


class Listener(WorkunitsCallback):
    """Hears of both by methods; those that it does not care for do nothing."""

    def completed(self, workunits: tuple[Workunit, ...]) -> None:
        """Work came to its end."""

    def ended(self) -> None:
        """The run did."""

    def __call__(
        self,
        *,
        started_workunits: tuple[Workunit, ...],
        completed_workunits: tuple[Workunit, ...],
        finished: bool,
        context: StreamingWorkunitContext,
    ) -> None:
        self.completed(completed_workunits)
        if finished:
            self.ended()
