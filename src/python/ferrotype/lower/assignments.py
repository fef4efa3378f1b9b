"""Lowering of assignment, augmented assignment, annotation and ``del``."""

from __future__ import annotations

import ast

from ferrotype.builtins.operations import IN_PLACE
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.lower.context import FunctionContext
from ferrotype.lower.functions import annotation
from ferrotype.syntax import ScopeKind


def lower_assign(context: FunctionContext, node: ast.Assign) -> None:
    """``a = b = value``: the value first, then targets left to right."""
    if len(node.targets) == 1 and _assign_in_parallel(context, node.targets[0], node.value):
        return
    value = context.expression(node.value)
    if len(node.targets) == 1:
        assign(context, node.targets[0], value)
        return
    temporary = context.temporary()
    context.emit(st.Bind(node.lineno, temporary, value))
    for position, target in enumerate(node.targets):
        last = position == len(node.targets) - 1
        assign(context, target, ir.LoadTemporary(node.lineno, temporary, last))


def _assign_in_parallel(context: FunctionContext, target: ast.expr, value: ast.expr) -> bool:
    """``a, b = b, a`` without a tuple: all values, then all targets."""
    if not isinstance(target, ast.Tuple | ast.List) or not isinstance(value, ast.Tuple | ast.List):
        return False
    if len(target.elts) != len(value.elts) or not target.elts:
        return False
    if any(isinstance(node, ast.Starred) for node in (*target.elts, *value.elts)):
        return False
    temporaries = []
    for node in value.elts:
        temporary = context.temporary()
        temporaries.append(temporary)
        lowered = context.expression(node)
        context.emit(st.Bind(node.lineno, temporary, lowered))
    for node, temporary in zip(target.elts, temporaries, strict=True):
        assign(context, node, ir.LoadTemporary(node.lineno, temporary, last=True))
    return True


def assign(context: FunctionContext, target: ast.expr, value: ir.Expression) -> None:
    """Assign a lowered value to any target."""
    line = target.lineno
    match target:
        case ast.Name(id=name):
            context.emit(st.Assign(line, context.place(context.mangle(name)), value))
        case ast.Attribute(value=node, attr=name):
            held = hold(context, line, value)
            receiver = context.expression(node)
            context.emit(st.SetAttribute(line, receiver, context.mangle(name), held))
        case ast.Subscript(value=node, slice=key):
            held = hold(context, line, value)
            container = context.expression(node)
            lowered_key = context.expression(key)
            context.emit(st.SetItem(line, container, lowered_key, held))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            _assign_items(context, line, targets, value)
        case _:
            raise TypeError(f"not an assignment target: {target!r}")


def hold(context: FunctionContext, line: int, value: ir.Expression) -> ir.Expression:
    """Evaluate ``value`` now, so that what follows it in the source is evaluated later."""
    if isinstance(value, ir.Constant | ir.LoadTemporary):
        return value
    temporary = context.temporary()
    context.emit(st.Bind(line, temporary, value))
    return ir.LoadTemporary(line, temporary, last=True)


def _assign_items(
    context: FunctionContext, line: int, targets: list[ast.expr], value: ir.Expression
) -> None:
    star = None
    temporaries = []
    for position, target in enumerate(targets):
        temporaries.append(context.temporary())
        if isinstance(target, ast.Starred):
            star = position
    context.emit(st.BindItems(line, tuple(temporaries), star, value))
    for target, temporary in zip(targets, temporaries, strict=True):
        inner = target.value if isinstance(target, ast.Starred) else target
        assign(context, inner, ir.LoadTemporary(line, temporary, last=True))


def lower_augmented(context: FunctionContext, node: ast.AugAssign) -> None:
    """``target op= value``: the target's parts are evaluated once."""
    line = node.lineno
    key = IN_PLACE[type(node.op)]
    match node.target:
        case ast.Name(id=name):
            mangled = context.mangle(name)
            left = context.load(line, mangled)
            right = context.expression(node.value)
            result = ir.Operation(line, key, (left, right))
            context.emit(st.Assign(line, context.place(mangled), result))
        case ast.Attribute(value=owner, attr=name):
            _augment_attribute(context, node, owner, context.mangle(name), key)
        case ast.Subscript(value=owner, slice=index):
            _augment_item(context, node, owner, index, key)


def _augment_attribute(
    context: FunctionContext, node: ast.AugAssign, owner: ast.expr, name: str, key: str
) -> None:
    line = node.lineno
    receiver = context.temporary()
    context.emit(st.Bind(line, receiver, context.expression(owner)))
    left = ir.GetAttribute(line, ir.LoadTemporary(line, receiver, last=False), name)
    right = context.expression(node.value)
    held = hold(context, line, ir.Operation(line, key, (left, right)))
    target = ir.LoadTemporary(line, receiver, last=True)
    context.emit(st.SetAttribute(line, target, name, held))


def _augment_item(
    context: FunctionContext, node: ast.AugAssign, owner: ast.expr, index: ast.expr, key: str
) -> None:
    line = node.lineno
    container, position = context.temporary(), context.temporary()
    context.emit(st.Bind(line, container, context.expression(owner)))
    context.emit(st.Bind(line, position, context.expression(index)))
    operands = (
        ir.LoadTemporary(line, container, last=False),
        ir.LoadTemporary(line, position, last=False),
    )
    left = ir.Operation(line, "getitem", operands)
    right = context.expression(node.value)
    held = hold(context, line, ir.Operation(line, key, (left, right)))
    context.emit(
        st.SetItem(
            line,
            ir.LoadTemporary(line, container, last=True),
            ir.LoadTemporary(line, position, last=True),
            held,
        )
    )


def lower_annotated(context: FunctionContext, node: ast.AnnAssign) -> None:
    """``target: annotation = value``; annotations are kept by modules and classes only."""
    if node.value is not None:
        assign(context, node.target, context.expression(node.value))
    if context.scope.kind is ScopeKind.FUNCTION:
        return
    lowered = annotation(context, node.annotation)
    if not node.simple or not isinstance(node.target, ast.Name):
        context.emit(st.Evaluate(node.lineno, lowered))
        return
    line = node.lineno
    held = hold(context, line, lowered)
    annotations = context.load(line, "__annotations__")
    name = ir.Constant(line, context.mangle(node.target.id))
    context.emit(st.SetItem(line, annotations, name, held))


def lower_delete(context: FunctionContext, node: ast.Delete) -> None:
    """``del a, b.c, d[e]``."""
    for target in node.targets:
        _delete(context, target)


def _delete(context: FunctionContext, target: ast.expr) -> None:
    line = target.lineno
    match target:
        case ast.Name(id=name):
            context.emit(st.Delete(line, context.place(context.mangle(name))))
        case ast.Attribute(value=owner, attr=name):
            receiver = context.expression(owner)
            context.emit(st.DeleteAttribute(line, receiver, context.mangle(name)))
        case ast.Subscript(value=owner, slice=index):
            container = context.expression(owner)
            key = context.expression(index)
            context.emit(st.DeleteItem(line, container, key))
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for inner in targets:
                _delete(context, inner)
