"""The table of all diagnostics; a code or a name that occurs twice is an error on import."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ferrotype.diagnostics import (
    construct_rows,
    import_rows,
    machine_rows,
    run_time_rows,
    source_rows,
)
from ferrotype.diagnostics.model import DiagnosticRow

_CODE = re.compile(r"FT[0-9]{4}")


def make_table(rows: Iterable[DiagnosticRow]) -> Mapping[str, DiagnosticRow]:
    """Rows by code, in order of code; raises ValueError for a duplicate or a malformed code."""
    table: dict[str, DiagnosticRow] = {}
    names: set[str] = set()
    for row in rows:
        if not _CODE.fullmatch(row.code):
            raise ValueError(f"{row.code!r} is no diagnostic code")
        if row.code in table or row.name in names:
            raise ValueError(f"{row.code} {row.name} is in the table already")
        table[row.code] = row
        names.add(row.name)
    return MappingProxyType(dict(sorted(table.items())))


TABLE = make_table(
    (
        *source_rows.ROWS,
        *import_rows.ROWS,
        *construct_rows.ROWS,
        *machine_rows.ROWS,
        *run_time_rows.ROWS,
    )
)
