"""`parity.json`: what was compared, bound to the digests of what was compared.

Canonical JSON without time stamps, host names and paths of this machine: the same checks of the
same bytes give the same certificate. Timings differ from run to run, so they are in `timings.json`
beside it.
"""

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import geometric_mean

from ferrotype.parity.outcome import Check

SCHEMA = 2


def certificate(
    subject: str,
    digests: Mapping[str, str],
    sources: Mapping[str, str],
    checks: Sequence[Check],
) -> bytes:
    """The bytes of `parity.json`.

    `digests` has `wasm`, and what else is known; `sources` the SHA-256 of each Python file by its
    import path. It is empty where reduced sources are compared: whoever reduced them fills it.
    """
    kinds: dict[str, dict[str, int]] = {}
    for check in checks:
        row = kinds.setdefault(check.kind, Counter())
        row["checks"] += 1
        row["examples"] += check.examples
        row["mismatches"] += not check.agrees and not check.refused
        row["refusals"] += check.refused
    content = {
        "schema": SCHEMA,
        "subject": subject,
        "python": platform.python_version(),
        "digests": dict(digests),
        "sources": dict(sources),
        "counts": kinds,
        "mismatches": sorted(c.name for c in checks if not c.agrees and not c.refused),
        "refusals": sorted(c.name for c in checks if c.refused),
        "agrees": bool(checks) and all(check.agrees for check in checks),
    }
    return canonical(content)


def timings(checks: Sequence[Check]) -> bytes:
    """The bytes of `timings.json`: seconds of both sides and the ratio, for each check."""
    rows = {
        f"{check.kind}:{check.name}": {
            "seconds": round(check.seconds, 6),
            "reference_seconds": round(check.reference_seconds, 6),
        }
        for check in checks
        if check.seconds and check.reference_seconds
    }
    ratios = [row["reference_seconds"] / row["seconds"] for row in rows.values() if row["seconds"]]
    mean = round(geometric_mean(ratios), 3) if ratios else None
    return canonical({"schema": SCHEMA, "checks": rows, "geometric_mean_speedup": mean})


def canonical(content: object) -> bytes:
    """Sorted keys, two spaces, one line end at the end."""
    return (json.dumps(content, sort_keys=True, indent=2, ensure_ascii=True) + "\n").encode()
