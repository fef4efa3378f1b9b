"""What the line at the end of a run counts."""

from __future__ import annotations

from collections import Counter

import pytest

from ferrotype_pants.util_rules.summary import kind_of, summary


@pytest.mark.parametrize(
    "description, source, status, kind",
    [
        ("Scheduling: ferrotype translate a.b", "Ran", 0, "translated"),
        ("ferrotype translate a.b", "HitLocally", 0, "reused"),
        ("ferrotype translate a.b", "HitRemotely", 0, "reused"),
        ("ferrotype translate a.b", "Ran", 3, "refused"),
        ("ferrotype translate a.b", "Ran", 70, None),
        ("ferrotype parity module", "Ran", 0, "verified"),
        ("ferrotype parity module", "HitLocally", 0, "verified"),
        ("ferrotype parity module", "Ran", 1, "differing"),
        ("ferrotype link module", "Ran", 0, None),
        ("Run Pytest for ferrotype translate a", "Ran", 0, None),
    ],
)
def test_each_process_counts_once_as_what_it_was(
    description: str, source: str, status: int, kind: str | None
) -> None:
    unit = {
        "name": "process",
        "description": description,
        "metadata": {"source": source, "exit_code": status},
    }
    assert kind_of(unit) == kind
    assert kind_of({**unit, "name": "multi_get"}) is None


def test_the_line_names_all_that_is_promised_and_differences_where_there_are_any() -> None:
    assert summary(Counter()) is None
    counted = Counter(translated=2, reused=40, verified=1)
    assert summary(counted) == "ferrotype: 2 translated, 40 reused, 0 refused, 1 verified"
    assert str(summary(Counter(differing=1))).endswith("0 verified, 1 differing")
