"""What emission of one specialised version carries along: variables, guards, assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager

from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.names import UniqueNames
from ferrotype.infer import Specialisation
from ferrotype.infer.liveness import liveness
from ferrotype.infer.units import statements_in
from ferrotype.infer.usage import method_variables
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
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

    def __init__(
        self,
        emission: FunctionEmission,
        specialisation: Specialisation,
        handed_over: Set[int] | None,
    ) -> None:
        self.emission = emission
        self.handed_over = handed_over
        self.exposed: set[int] = set()
        self.specialisation = specialisation
        self.units = specialisation.units
        self.assigned: set[int] = set()
        self.liveness = liveness(specialisation.function.body)
        self.live: Set[int] = frozenset()
        self.may_have_left = False
        self.kept: set[int] = set()
        self.point = "0"
        self.after = "0"
        self.unit_line: int | None = None
        self.held_item: int | None = None
        self.aliases: dict[int, ir.LoadLocal] = {}
        self.assumptions: dict[str, str] | None = None
        self.assumption_count = 0
        self.turn_label: str | None = None
        self.held_in_place: dict[int, str] = {}
        self.remembered: tuple[int, ...] = ()
        """Labels of the loops of which is remembered what their turns found."""
        self.unpacked_in_place: set[int] = set()
        self.references: set[int] = set()
        self.only_unpacked: set[int] = set()
        unique = UniqueNames()
        self.variables = {
            slot: unique.take(f"v_{emission.slot_names[slot].lower()}")
            for slot in sorted(specialisation.variables)
        }
        self.method_variables = method_variables(specialisation)
        self.method_lists = {
            slot: unique.take(f"{self.variables[slot]}_list") for slot in self.method_variables
        }

    def is_number(self, slot: int) -> bool:
        """Whether the variable has a native representation."""
        return not is_object(self.specialisation.variables[slot])

    def has_flag(self, slot: int) -> bool:
        """Whether a flag of its own tells if the variable is bound: it may be handed over."""
        return self.is_number(slot) and (self.handed_over is None or slot in self.handed_over)

    def may_leave(self) -> str:
        """The label to leave for the general version, from the start of the unit on."""
        self.exposed |= self.kept & self.live
        self.may_have_left = True
        return "'general"

    def forget(self, dead: Set[int]) -> None:
        """From here on, numbers that are not read again are no part of what may be handed over."""
        if dead:
            names = [self.variables[slot] for slot in sorted(dead)]
            self.emission.write(f"forget!({', '.join(f'{name} {name}_set' for name in names)});")

    @contextmanager
    def keeping(self, body: st.Block) -> Iterator[None]:
        """A block that may be left, or begun again, anywhere: what it assigns may be there."""
        self.kept |= {
            statement.place.slot
            for statement in statements_in(body)
            if isinstance(statement, st.Assign)
            and isinstance(statement.place, ir.LocalPlace)
            and self.has_flag(statement.place.slot)
        }
        kept = set(self.kept)
        yield
        self.kept = kept

    @contextmanager
    def turning(self, loop: st.While | st.For) -> Iterator[None]:
        """The body of a loop."""
        with self.keeping(loop.body):
            dead = self.kept - self.liveness.turns[loop]
            self.kept -= dead
            self.forget(dead)
            yield

    def guard(self, code: str) -> str:
        """The value of an option; without one, the unit is left (or a turn that only computes)."""
        if self.turn_label is not None:
            return f"guard!({self.turn_label}, {code})"
        return f"guard!({self.may_leave()}, {self.point}, {code})"

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
