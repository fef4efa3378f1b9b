"""Definite assignment: which reads of local variables find a value on every way that leads to them.

Forwards over the structured form, as chapter 16 of the Java Language Specification does for that
language. A read that is visited in several states is definite only if it is so in all of them.
Exceptions may leave a block anywhere, so a handler begins with what was bound before the block,
less what the block may forget.
"""

from __future__ import annotations

from collections.abc import Iterable

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function

Slots = frozenset[int]
State = Slots | None
"""The variables that are bound, or None where control cannot come."""


def definite_reads(function: Function) -> frozenset[ir.LoadLocal]:
    """The reads of local variables that never raise UnboundLocalError."""
    captured = {parameter for _, parameter in function.captured}
    parameters = range(len(function.parameters.names))
    analysis = _Analysis()
    analysis.block(function.body, frozenset(slot for slot in parameters if slot not in captured))
    return frozenset(node for node, is_bound in analysis.reads.items() if is_bound)


class _Analysis:
    def __init__(self) -> None:
        self.reads: dict[ir.LoadLocal, bool] = {}
        self.leaving: dict[int, list[Slots]] = {}
        """Label → the states in which ``Leave`` goes to the end of it."""
        self.cleanups: list[Slots] = []
        """What the enclosing ``finally`` blocks may forget, on the way to any label."""

    def block(self, block: st.Block, state: State) -> State:
        for statement in block:
            if state is None:
                # Nothing of it runs, or is written.
                return None
            state = self.statement(statement, state)
        return state

    def statement(self, statement: st.Statement, state: Slots) -> State:
        match statement:
            case st.Assign(place=place, value=value):
                return _with(self.expression(value, state), place)
            case st.Delete(place=place) | st.Unbind(place=place):
                return _without(state, place)
            case st.If(test=test, then=then, otherwise=otherwise):
                state = self.expression(test, state)
                return _either(self.block(then, state), self.block(otherwise, state))
            case st.While():
                return self.while_loop(statement, state)
            case st.For(label=label, iterator=iterator, body=body):
                state = self.expression(iterator, state) - forgotten_in(body)
                self.block(body, state)
                return self.end_of(label, state)
            case st.Labelled(label=label, body=body):
                return self.end_of(label, self.block(body, state))
            case st.Leave(label=label):
                self.leave(label, state)
                return None
            case st.Repeat():
                return None
            case st.Try():
                return self.handlers(statement, state)
            case st.Finally(body=body, cleanup=cleanup):
                return self.cleanup(body, cleanup, state)
            case st.With(manager=manager, body=body):
                state = self.expression(manager, state)
                after = self.block(body, state)
                # The manager may swallow what the body raises.
                return _either(after, state - forgotten_in(body))
            case st.MatchParts(failure=failure):
                state = self.expressions((*statement.operands, statement.subject), state)
                self.leave(failure, state)
                return state
            case st.Return() | st.Raise() | st.AssertionFailure():
                self.expressions(st.operands(statement), state)
                return None
            case _:
                return self.expressions(st.operands(statement), state)

    def while_loop(self, loop: st.While, state: Slots) -> State:
        state -= forgotten_in(loop.body)
        tested = self.expression(loop.test, state)
        self.block(loop.body, tested)
        is_endless = isinstance(loop.test, ir.Constant) and bool(loop.test.value)
        return self.end_of(loop.label, None if is_endless else tested)

    def handlers(self, node: st.Try, state: Slots) -> State:
        after = self.block(node.body, state)
        after = self.block(node.otherwise, after)
        state -= forgotten_in(node.body)
        if node.is_star:
            # Several of them may run.
            for handler in node.handlers:
                state -= forgotten_in(handler.body)
            after = _either(after, state)
        for handler in node.handlers:
            if handler.matches is not None:
                self.expression(handler.matches, state)
            handled = self.block(handler.body, state)
            if not node.is_star:
                after = _either(after, handled)
        return after

    def cleanup(self, body: st.Block, cleanup: st.Block, state: Slots) -> State:
        self.cleanups.append(forgotten_in(cleanup))
        after = self.block(body, state)
        self.cleanups.pop()
        ended = self.block(cleanup, state - forgotten_in(body))
        if after is None or ended is None:
            return None
        return self.block(cleanup, after)

    def leave(self, label: int, state: Slots) -> None:
        self.leaving.setdefault(label, []).append(state.difference(*self.cleanups))

    def end_of(self, label: int, state: State) -> State:
        for other in self.leaving.pop(label, ()):
            state = _either(state, other)
        return state

    def expressions(self, nodes: Iterable[ir.Expression], state: Slots) -> Slots:
        for node in nodes:
            state = self.expression(node, state)
        return state

    def expression(self, node: ir.Expression, state: Slots) -> Slots:
        match node:
            case ir.LoadLocal(slot=slot):
                self.reads[node] = self.reads.get(node, True) and slot in state
                return state
            case ir.Store(place=place, value=value):
                return _with(self.expression(value, state), place)
            case ir.ShortCircuit(left=left, right=right):
                state = self.expression(left, state)
                self.expression(right, state)
                return state
            case ir.Conditional(test=test, then=then, otherwise=otherwise):
                state = self.expression(test, state)
                return self.expression(then, state) & self.expression(otherwise, state)
            case _:
                return self.expressions(ir.children(node), state)


def forgotten_in(block: st.Block) -> Slots:
    """The slots that ``del`` or the end of a handler may empty in a block or inside it."""
    found: set[int] = set()
    for statement in block:
        match statement:
            case st.Delete(place=ir.LocalPlace(slot=slot)) | st.Unbind(place=ir.LocalPlace(slot=slot)):
                found.add(slot)
            case _:
                for inner in st.blocks_of(statement):
                    found |= forgotten_in(inner)
    return frozenset(found)


def _with(state: Slots, place: ir.Place) -> Slots:
    return state | {place.slot} if isinstance(place, ir.LocalPlace) else state


def _without(state: Slots, place: ir.Place) -> Slots:
    return state - {place.slot} if isinstance(place, ir.LocalPlace) else state


def _either(left: State, right: State) -> State:
    if left is None or right is None:
        return right if left is None else left
    return left & right
