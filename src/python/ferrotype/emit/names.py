"""Rust identifiers for Python names."""

from __future__ import annotations

import re

from ferrotype.builtins.operations import OPERATIONS

KEYWORDS = frozenset(
    """as async await break const continue crate dyn else enum extern false fn for gen if impl in
    let loop match mod move mut pub ref return self Self static struct super trait true type
    unsafe use where while abstract become box do final macro override priv try typeof unsized
    virtual yield""".split()
)
_NEVER_RAW = frozenset({"self", "Self", "super", "crate"})


def identifier(name: str) -> str:
    """A Python name as a Rust identifier: raw where it is a keyword, different for each name."""
    if name in _NEVER_RAW or not name.strip("_"):
        return f"{name}_"
    if name in KEYWORDS:
        return f"r#{name}"
    return name


class UniqueNames:
    """Hands out identifiers, each once."""

    def __init__(self, reserved: frozenset[str] = frozenset()) -> None:
        self._taken = set(reserved)

    def take(self, wanted: str, suffix: str = "") -> str:
        """``wanted``, or ``wanted_2``, ``wanted_3``, … if that is taken, alone or with the suffix."""
        candidate, count = wanted, 1
        while self._taken & {candidate, with_suffix(candidate, suffix)}:
            count += 1
            candidate = f"{wanted}_{count}"
        self._taken |= {candidate, with_suffix(candidate, suffix)}
        return candidate


def with_suffix(name: str, suffix: str) -> str:
    """The name of what belongs to a Rust item: ``r#match`` gives ``match_step``."""
    return f"{name.removeprefix('r#')}{suffix}" if suffix else name


def function_name(function_identifier: str) -> str:
    """The Rust function of a Python function: ``Point.__init__`` gives ``Point_init``."""
    parts = re.sub(r"<locals>\.|#\d+$", "", function_identifier).split(".")
    words = [re.sub(r"[<>]", "", part).strip("_") or "_" for part in parts]
    joined = "_".join(words)
    return identifier(joined if not joined[0].isdigit() else f"_{joined}")


RUNTIME_NAMES = frozenset(OPERATIONS) | frozenset(
    """Err GLOBALS MODULE None Ok SOURCE Slot Some assertion_error boolean build_class bytes call call_closure
    call_generator call_keywords call_method catch complex constant delattr
    delitem dict drop fast float format_value frozenset_constant getattr getslice globals guard import_from import_leaf
    import_module import_star int integer join_text list match_class lookup_method match_keys name names next
    next_item not_ pattern raise reraise set setattr setitem setslice start_async_generator start_coroutine
    start_generator start_steps super_
    surrogate_text text tuple unpack unpack_star""".split()
)
"""What generated code calls by these names: no Python function may hide it."""

RESERVED_CONSTANTS = frozenset(
    {"NONE", "TRUE", "FALSE", "ELLIPSIS", "END", "NOT_IMPLEMENTED", "GLOBALS", "MODULE"}
)


def slot_constants(slots: tuple[str, ...]) -> tuple[str, ...]:
    """A constant's name for each slot of a frame: upper case, unique."""
    unique = UniqueNames(RESERVED_CONSTANTS)
    result = []
    for name in slots:
        upper = name.replace(".0", "iterator").upper()
        upper = re.sub(r"\W", "_", upper)
        if not upper.strip("_"):
            upper = f"UNDERSCORE{len(upper)}"
        result.append(unique.take(upper))
    return tuple(result)
