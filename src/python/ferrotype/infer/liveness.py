"""Which variables may still be read: a variable that is dead need not be kept for the general version.

Backwards over the structured form, loops until nothing changes. Specialised functions have no
handlers, so that an exception ends the life of every variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ferrotype.infer.units import expressions_of
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st

Slots = frozenset[int]


@dataclass(frozen=True, slots=True)
class Liveness:
    """Slots of the variables that may be read before they are assigned again."""

    before: Mapping[st.Statement, Slots]
    """From a statement on."""
    turns: Mapping[st.Statement, Slots]
    """From the start of each turn of a loop on, its end included."""


def liveness(body: st.Block) -> Liveness:
    """Of a function's body."""
    analysis = _Analysis({}, {}, {})
    analysis.block(body, frozenset())
    return Liveness(analysis.before, analysis.turns)


@dataclass(frozen=True, slots=True)
class _Analysis:
    before: dict[st.Statement, Slots]
    turns: dict[st.Statement, Slots]
    ends: dict[int, tuple[Slots, Slots]]
    """Label → what is live where ``Leave`` and ``Repeat`` go on."""

    def block(self, block: st.Block, after: Slots) -> Slots:
        for statement in reversed(block):
            after = self.statement(statement, after) | _read_by(statement)
            self.before[statement] = after
        return after

    def statement(self, statement: st.Statement, after: Slots) -> Slots:
        match statement:
            case st.Assign(place=ir.LocalPlace(slot=slot)):
                return after - {slot}
            case st.If(then=then, otherwise=otherwise):
                return self.block(then, after) | self.block(otherwise, after)
            case st.Labelled(label=label, body=body):
                self.ends[label] = (after, frozenset())
                return self.block(body, after)
            case st.While() | st.For():
                return self.loop(statement, after)
            case st.Leave(label=label):
                return self.ends[label][0]
            case st.Repeat(label=label):
                return self.ends[label][1]
            case st.Return() | st.Raise() | st.AssertionFailure():
                return frozenset()
            case _:
                return after

    def loop(self, loop: st.While | st.For, after: Slots) -> Slots:
        # the test of ``while`` belongs to each turn, the iterator of ``for`` does not
        each_turn = _read_by(loop) if isinstance(loop, st.While) else frozenset()
        turn = after | each_turn
        while True:
            self.ends[loop.label] = (after, turn)
            grown = turn | self.block(loop.body, turn)
            if grown == turn:
                break
            turn = grown
        self.turns[loop] = turn
        return turn


def _read_by(statement: st.Statement) -> Slots:
    return frozenset(
        node.slot
        for expression in expressions_of(statement)
        for node in ir.walk(expression)
        if isinstance(node, ir.LoadLocal)
    )
