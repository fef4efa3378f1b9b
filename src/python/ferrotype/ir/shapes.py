"""Shapes of the intermediate form that both ways to write it, ``emit`` and ``compact``, treat apart."""

from __future__ import annotations

from collections.abc import Sequence

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function, Module

STACK_USE = 30
"""Operands that CPython keeps on its stack; a set or dict of more is filled as they are evaluated (``Python/compile.c``,
``STACK_USE_GUIDELINE``)."""

PAIRS_TOGETHER = STACK_USE // 2 + 2
"""Pairs of a large dict that CPython puts into one dict, each as it is evaluated."""


def pairs_one_by_one(count: int) -> int:
    """How many of the pairs of a dict display are put into it one by one, before the rest together."""
    remaining = count % PAIRS_TOGETHER
    return count - (remaining if remaining * 2 <= STACK_USE else 0)


def may_lack_hash(key: ir.Expression | None) -> bool:
    """Whether a key, or an element of a set, may raise where it is put into its display."""
    return not isinstance(key, ir.Constant)


def first_line(node: ir.Expression) -> int:
    """The line at which evaluation of ``node`` starts."""
    first = next(ir.children(node), None)
    return node.line if first is None else first_line(first)


def plain_slice(key: ir.Expression, line: int) -> tuple[ir.Expression, ir.Expression] | None:
    """The bounds of a slice without a step on the line of the operation that uses it."""
    match key:
        case ir.Operation(
            line=own, name="slice", operands=(start, stop, ir.Constant(value=None))
        ) if own == line:
            return start, stop
    return None


def is_bare(node: ir.MakeFunction) -> bool:
    """Whether the function has nothing but its code and its closure."""
    return not (node.defaults or node.keyword_defaults or node.annotations)


def only_steps(
    module: Module, line: int, arguments: Sequence[ir.Expression]
) -> tuple[ir.MakeFunction, ir.Expression] | None:
    """The generator expression that is the only argument of a call; its iterator.

    On the call's own line only: there the generator is made, too.
    """
    match arguments:
        case [ir.Call(line=own, function=ir.MakeFunction() as made, arguments=(iterator,))] if (
            own == line and is_bare(made)
        ):
            function = module.function(made.function)
            if function.is_generator_expression and not function.captured:
                return made, iterator
    return None


_POSITIONAL = frozenset({ir.ArgumentKind.POSITIONAL, ir.ArgumentKind.STAR})
_PLAIN = frozenset({ir.ArgumentKind.POSITIONAL, ir.ArgumentKind.KEYWORD})


def has_star_alone(arguments: Sequence[ir.Argument]) -> bool:
    """Whether ``*values`` is the only positional argument: it is unpacked when the function is called."""
    positional = [argument.kind for argument in arguments if argument.kind in _POSITIONAL]
    return positional == [ir.ArgumentKind.STAR]


def without_stars(node: ir.GeneralCall) -> bool:
    """Whether a call has positional arguments and keywords alone."""
    return all(argument.kind in _PLAIN for argument in node.arguments)


def positional_call(node: ir.GeneralCall) -> ir.Call | ir.CallMethod:
    """The same call of one that has positional arguments alone."""
    arguments = tuple(argument.value for argument in node.arguments)
    if node.method is None:
        return ir.Call(node.line, node.function, arguments)
    return ir.CallMethod(node.line, node.function, node.method, arguments)


def augmented(node: st.Assign) -> tuple[ir.Operation, int, ir.Expression] | None:
    """``variable += right`` or ``variable = variable + right``: the operation, the variable's slot, the right side."""
    match node:
        case st.Assign(
            place=ir.LocalPlace(slot=slot),
            value=ir.Operation(
                name="iadd" | "add",
                operands=(ir.LoadLocal(slot=left_slot), right),
            ) as operation,
        ) if slot == left_slot and not _stores(right, slot):
            return operation, slot, right
    return None


def _stores(expression: ir.Expression, slot: int) -> bool:
    """Whether evaluation assigns to a local variable."""
    return any(
        isinstance(node, ir.Store)
        and isinstance(node.place, ir.LocalPlace)
        and node.place.slot == slot
        for node in ir.walk(expression)
    )


def is_endless(loop: st.While) -> bool:
    """Whether only what is inside a loop ends it."""
    return isinstance(loop.test, ir.Constant) and bool(loop.test.value)


def leaves(statements: st.Block, label: int) -> bool:
    """Whether some statement leaves ``label``."""
    for statement in statements:
        if isinstance(statement, st.Leave) and statement.label == label:
            return True
        if isinstance(statement, st.MatchParts) and statement.failure == label:
            return True
        for inner in st.blocks_of(statement):
            if leaves(inner, label):
                return True
    return False


def repeats(statements: st.Block, label: int) -> bool:
    """Whether some statement goes to the next turn of ``label``."""
    return any(
        (isinstance(statement, st.Repeat) and statement.label == label)
        or any(repeats(inner, label) for inner in st.blocks_of(statement))
        for statement in statements
    )


def inner_loops(function: Function) -> int:
    """How many loops a generator expression has below the first one."""
    count, body = -1, function.body
    while body and isinstance(body[-1], st.For):
        count, body = count + 1, body[-1].body
    return count
