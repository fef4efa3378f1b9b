"""What emission of one specialised version carries along: variables, guards, assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.names import UniqueNames
from ferrotype.infer import Specialisation
from ferrotype.infer.usage import method_variables
from ferrotype.ir import expressions as ir
from ferrotype.pytypes import Type, is_object

ITERATOR_MAY_RUN = "//!"
"""Marks, while a loop is written, where its iterator may have run Python code."""

VIEWS = {
    Type.INT: "as_int",
    Type.FLOAT: "as_float",
    Type.NUMBER: "as_number",
    Type.LIST: "as_list",
}
"""From ``&Value``: a number, or a reference to the list."""


class CannotSpecialise(Exception):
    """The function needs something that specialised code does not offer; it stays general."""


class SpecialisedContext:
    """State of the emission, and what both expressions and statements write."""

    def __init__(self, emission: FunctionEmission, specialisation: Specialisation) -> None:
        self.emission = emission
        self.specialisation = specialisation
        self.units = specialisation.units
        self.assigned: set[int] = set()
        self.point = "0"
        self.after = "0"
        self.unit_line: int | None = None
        self.held_item: int | None = None
        self.aliases: dict[int, ir.LoadLocal] = {}
        self.assumptions: dict[str, str] | None = None
        self.assumption_count = 0
        self.unpacked_in_place: set[int] = set()
        self.references: set[int] = set()
        unique = UniqueNames()
        self.variables = {
            slot: unique.take(f"v_{emission.slot_names[slot].lower()}")
            for slot in sorted(specialisation.variables)
        }
        self.method_variables = method_variables(specialisation)
        self.method_lists = {
            slot: unique.take(f"{self.variables[slot]}_list") for slot in self.method_variables
        }

    def has_flag(self, slot: int) -> bool:
        """Whether a flag of its own tells if the variable is bound."""
        return not is_object(self.specialisation.variables[slot])

    def guard(self, code: str) -> str:
        return f"guard!('general, {self.point}, {code})"

    def convert(self, reference: str, type_: Type) -> str:
        """From ``&Value`` to a representation, guarded."""
        return self.guard(f"fast::{VIEWS[type_]}({reference})")

    def at_line(self, line: int) -> None:
        """An operation of the runtime may raise at ``line``: one line for each unit."""
        if self.unit_line is None:
            self.unit_line = line
        elif self.unit_line != line:
            raise CannotSpecialise(f"line {line}: one step spans several lines")

    @contextmanager
    def assuming(self, quiet: bool) -> Iterator[None]:
        """A loop: what its body assumes of names is asked once, as long as no Python code runs."""
        if self.assumptions is not None or not quiet:
            saved, self.assumptions = (
                self.assumptions,
                self.assumptions if quiet else None,
            )
            outer, self.emission.lines = self.emission.lines, []
            yield
            inner, self.emission.lines = self.emission.lines, outer
            if self.assumptions is None:
                inner = [line for line in inner if ITERATOR_MAY_RUN not in line]
            self.emission.lines.extend(inner)
            self.assumptions = saved
            return
        self.assumptions = {}
        outer, self.emission.lines = self.emission.lines, []
        yield
        inner, self.emission.lines = self.emission.lines, outer
        flags = self.assumptions.values()
        for flag in flags:
            self.emission.write(f"let mut {flag} = false;")
        for line in inner:
            if ITERATOR_MAY_RUN in line:
                indent, _, state = line.partition(ITERATOR_MAY_RUN)
                for flag in flags:
                    self.emission.lines.append(f"{indent}{flag} &= {state.strip()}.is_quiet();")
            else:
                self.emission.lines.append(line)
        self.assumptions = None

    def assume(self, test: str) -> str:
        """A statement that hands over unless ``test`` holds."""
        checked = self.guard(f"{test}.then_some(())")
        if self.assumptions is None:
            return f"{checked};"
        if test not in self.assumptions:
            self.assumption_count += 1
            self.assumptions[test] = f"known{self.assumption_count}"
        flag = self.assumptions[test]
        return f"if !{flag} {{ {checked}; {flag} = true; }}"
