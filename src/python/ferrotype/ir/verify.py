"""What must hold of a lowered function, whatever pass made it.

A temporary is bound before it is used and not used after its last use; a jump names an
enclosing label, ``Repeat`` an enclosing loop; slots are within the frame; operations exist
and have the operands that the table says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ferrotype.builtins.operations import OPERATIONS
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.program import Function, Module


class Malformed(Exception):
    """The intermediate form breaks a rule: a fault of the pass that made it."""


def verify_module(module: Module) -> None:
    """Raise ``Malformed`` on the first rule that a function of the module breaks."""
    for function in module.functions:
        try:
            _Verifier(module, function).block(function.body, set())
        except Malformed as error:
            raise Malformed(f"{module.name}: {function.identifier}: {error}") from None


class _Verifier:
    def __init__(self, module: Module, function: Function) -> None:
        self.module = module
        self.function = function
        self.labels: list[int] = []
        self.loops: list[int] = []

    def block(self, block: st.Block, alive: set[int]) -> None:
        alive = set(alive)
        for statement in block:
            self.statement(statement, alive)

    def statement(self, statement: st.Statement, alive: set[int]) -> None:
        for expression in own_expressions(statement):
            self.expression(expression, alive)
        match statement:
            case st.Bind(temporary=temporary):
                alive.add(temporary)
            case st.BindItems(temporaries=temporaries) | st.Declare(temporaries=temporaries):
                alive.update(temporaries)
            case st.MatchParts(temporaries=temporaries, failure=failure):
                self.jump(failure, self.labels)
                alive.update(temporaries)
            case st.Leave(label=label):
                self.jump(label, self.labels)
            case st.Repeat(label=label):
                self.jump(label, self.loops)
            case st.If(then=then, otherwise=otherwise):
                self.block(then, alive)
                self.block(otherwise, alive)
            case st.While(label=label, body=body):
                self.loop(label, body, alive)
            case st.For(label=label, item=item, body=body):
                self.loop(label, body, alive | {item})
            case st.Labelled(label=label, body=body):
                self.labels.append(label)
                self.block(body, alive)
                self.labels.pop()
            case st.Try(body=body, handlers=handlers, otherwise=otherwise):
                self.block(body, alive)
                self.block(otherwise, alive)
                for handler in handlers:
                    self.handler(handler, alive)
            case st.Finally(body=body, cleanup=cleanup):
                self.block(body, alive)
                self.block(cleanup, alive)
            case st.With(temporary=temporary, body=body):
                self.block(body, alive | {temporary})

    def handler(self, handler: st.Handler, alive: set[int]) -> None:
        if handler.matches is not None:
            self.expression(handler.matches, set(alive))
        bound = set() if handler.temporary is None else {handler.temporary}
        self.block(handler.body, alive | bound)

    def loop(self, label: int, body: st.Block, alive: set[int]) -> None:
        self.labels.append(label)
        self.loops.append(label)
        self.block(body, alive)
        self.loops.pop()
        self.labels.pop()

    def jump(self, label: int, enclosing: list[int]) -> None:
        if label not in enclosing:
            raise Malformed(f"jump to label {label}, which does not enclose it")

    def expression(self, node: ir.Expression, alive: set[int]) -> None:
        match node:
            case ir.LoadTemporary(temporary=temporary, last=last):
                if temporary not in alive:
                    raise Malformed(f"temporary {temporary} is used where it is not bound")
                if last:
                    alive.discard(temporary)
            case ir.Let(temporary=temporary, value=value, body=body):
                self.expression(value, alive)
                alive.add(temporary)
                self.expression(body, alive)
                return
            case ir.Operation(name=name, operands=operands):
                row = OPERATIONS.get(name)
                if row is None or row.arity != len(operands):
                    raise Malformed(f"operation {name} with {len(operands)} operands")
            case ir.LoadLocal(slot=slot) | ir.LoadCell(slot=slot) | ir.CellReference(slot=slot):
                self.slot(slot)
            case ir.LoadGlobal(slot=slot):
                if slot >= len(self.module.globals):
                    raise Malformed(f"global slot {slot} of {len(self.module.globals)}")
        for child in ir.children(node):
            self.expression(child, alive)

    def slot(self, slot: int) -> None:
        if slot >= len(self.function.slots):
            raise Malformed(f"slot {slot} of {len(self.function.slots)}")


def own_expressions(statement: st.Statement) -> Iterator[ir.Expression]:
    """The expressions in a statement's own fields, not in blocks inside it."""
    for entry in fields(statement):
        value = getattr(statement, entry.name)
        if isinstance(value, ir.Expression):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, ir.Expression))
