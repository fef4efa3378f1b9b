"""Rust for statements of the general version.

``try`` becomes a labelled block of type ``Outcome<()>``, ``finally`` and ``with`` one of type
``Outcome<Exit>``: errors inside break to the label, and the code after the block looks at
what came out.
"""

from __future__ import annotations

from collections.abc import Callable

from ferrotype.emit.context import Barrier, Enclosing, FunctionEmission
from ferrotype.emit.expressions import (
    at,
    condition,
    name_constant,
    store,
    value,
)
from ferrotype.emit.names import identifier
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.shapes import augmented, first_line, is_endless, leaves, plain_slice


def block(emission: FunctionEmission, statements: st.Block) -> bool:
    """Write statements; return whether control can reach the end."""
    for statement in statements:
        if not _EMITTERS[type(statement)](emission, statement):
            return False
    return True


def write_line(emission: FunctionEmission, line: int) -> None:
    """Note the line, unless it is known already."""
    code = emission.at_line(line).strip()
    if code:
        emission.write(code)


def _comment(emission: FunctionEmission, node: st.Comment) -> bool:
    emission.write(f"//{node.text}")
    return True


def _evaluate(emission: FunctionEmission, node: st.Evaluate) -> bool:
    write_line(emission, first_line(node.value))
    emission.write(f"{value(emission, node.value)};")
    return True


def _assign(emission: FunctionEmission, node: st.Assign) -> bool:
    write_line(emission, first_line(node.value))
    if found := augmented(node):
        return _augment(emission, *found)
    code = value(emission, node.value)
    emission.write(store(emission, node.place, code))
    return True


def _augment(
    emission: FunctionEmission, operation: ir.Operation, slot: int, right: ir.Expression
) -> bool:
    """``variable += right``: a str that only the variable holds can grow where it is."""
    place = emission.slot(slot)
    is_definite = operation.operands[0] in emission.definite
    if not is_definite and not isinstance(right, ir.Constant | ir.LoadTemporary):
        # The variable is read before the right side is evaluated.
        emission.write(emission.fallible(f"frame.check({place})") + ";")
    code = at(
        emission,
        operation.line,
        (right,),
        lambda codes: emission.fallible(f"frame.augment({place}, {codes[0]}, {operation.name})"),
    )
    emission.write(f"{code};")
    return True


def _bind(emission: FunctionEmission, node: st.Bind | st.Settle) -> bool:
    write_line(emission, first_line(node.value))
    keyword = "let " if isinstance(node, st.Bind) else ""
    emission.write(f"{keyword}t{node.temporary} = {value(emission, node.value)};")
    return True


def _declare(emission: FunctionEmission, node: st.Declare) -> bool:
    for temporary in node.temporaries:
        emission.write(f"let t{temporary};")
    return True


def _bind_items(emission: FunctionEmission, node: st.BindItems) -> bool:
    write_line(emission, first_line(node.value))
    names = [f"t{temporary}" for temporary in node.temporaries]
    if node.star is None:
        count = len(names)
        code = at(
            emission,
            node.line,
            (node.value,),
            lambda codes: emission.fallible(f"unpack::<{count}>({codes[0]})"),
        )
        emission.write(f"let [{', '.join(names)}] = {code};")
        return True
    before, after = node.star, len(names) - node.star - 1
    code = at(
        emission,
        node.line,
        (node.value,),
        lambda codes: emission.fallible(f"unpack_star({codes[0]}, {before}, {after})"),
    )
    emission.write(f"let mut items = {code};")
    for name in names:
        emission.write(f"let {name} = next_item(&mut items);")
    return True


def _delete(emission: FunctionEmission, node: st.Delete) -> bool:
    write_line(emission, node.line)
    match node.place:
        case ir.LocalPlace(slot=slot):
            code = f"frame.delete({emission.slot(slot)})"
        case ir.CellPlace(slot=slot):
            code = f"frame.delete_cell({emission.slot(slot)})"
        case ir.GlobalPlace(name=name):
            code = f"GLOBALS.delete(names::{identifier(name)})"
        case ir.NamespacePlace(name=name):
            code = f"frame.delete_name({name_constant(name)})"
    emission.write(emission.fallible(code) + ";")
    return True


def _unbind(emission: FunctionEmission, node: st.Unbind) -> bool:
    match node.place:
        case ir.LocalPlace(slot=slot):
            emission.write(f"frame.unbind({emission.slot(slot)});")
        case ir.CellPlace(slot=slot):
            emission.write(f"frame.unbind_cell({emission.slot(slot)});")
        case ir.GlobalPlace(name=name):
            emission.write(f"GLOBALS.unbind(names::{identifier(name)});")
        case ir.NamespacePlace(name=name):
            emission.write(f"frame.unbind_name({name_constant(name)});")
    return True


def _effect(
    emission: FunctionEmission,
    line: int,
    operands: tuple[ir.Expression, ...],
    function: Callable[[list[str]], str],
) -> bool:
    write_line(emission, first_line(operands[0]))
    code = at(emission, line, operands, lambda codes: emission.fallible(function(list(codes))))
    emission.write(f"{code};")
    return True


def _set_attribute(emission: FunctionEmission, node: st.SetAttribute) -> bool:
    name = name_constant(node.name)
    return _effect(
        emission,
        node.line,
        (node.object, node.value),
        lambda codes: f"setattr({codes[0]}, {name}, {codes[1]})",
    )


def _set_item(emission: FunctionEmission, node: st.SetItem) -> bool:
    if bounds := plain_slice(node.key, node.line):
        return _effect(
            emission,
            node.line,
            (node.container, *bounds, node.value),
            lambda codes: f"setslice({', '.join(codes)})",
        )
    return _effect(
        emission,
        node.line,
        (node.container, node.key, node.value),
        lambda codes: f"setitem({', '.join(codes)})",
    )


def _delete_attribute(emission: FunctionEmission, node: st.DeleteAttribute) -> bool:
    name = name_constant(node.name)
    return _effect(
        emission, node.line, (node.object,), lambda codes: f"delattr({codes[0]}, {name})"
    )


def _delete_item(emission: FunctionEmission, node: st.DeleteItem) -> bool:
    return _effect(
        emission,
        node.line,
        (node.container, node.key),
        lambda codes: f"delitem({', '.join(codes)})",
    )


def _if(emission: FunctionEmission, node: st.If) -> bool:
    write_line(emission, first_line(node.test))
    emission.write(f"if {condition(emission, node.test)} {{")
    known = emission.known_line
    with emission.indented():
        then_ends = block(emission, node.then)
    after_then = emission.known_line if then_ends else None
    emission.known_line = known
    otherwise_ends = True
    if node.otherwise:
        emission.write("} else {")
        with emission.indented():
            otherwise_ends = block(emission, node.otherwise)
    emission.write("}")
    if then_ends and emission.known_line != after_then:
        emission.known_line = None
    return then_ends or otherwise_ends


def _while(emission: FunctionEmission, node: st.While) -> bool:
    emission.known_line = None
    endless = is_endless(node)
    emission.write(f"'l{node.label}: loop {{")
    with emission.indented(), emission.inside(Enclosing(node.label, None)):
        if not endless:
            write_line(emission, first_line(node.test))
            emission.write(f"if !{condition(emission, node.test)} {{ break; }}")
        block(emission, node.body)
    emission.write("}")
    emission.known_line = None
    return not endless or leaves(node.body, node.label)


def _for(emission: FunctionEmission, node: st.For) -> bool:
    write_line(emission, first_line(node.iterator))
    emission.write(f"let iterator{node.label} = {value(emission, node.iterator)};")
    emission.known_line = None
    emission.write(f"'l{node.label}: loop {{")
    with emission.indented(), emission.inside(Enclosing(node.label, None)):
        write_line(emission, node.line)
        advance = f"next(&iterator{node.label})"
        if node.is_async:
            advance = f"frame.next_async(&iterator{node.label}).await"
        advance = emission.fallible(advance)
        emission.write(f"let Some(t{node.item}) = {advance} else {{ break; }};")
        block(emission, node.body)
    emission.write("}")
    emission.write(f"drop(iterator{node.label});")
    emission.known_line = None
    return True


def _labelled(emission: FunctionEmission, node: st.Labelled) -> bool:
    emission.write(f"'l{node.label}: {{")
    with emission.indented(), emission.inside(Enclosing(node.label, None)):
        ends = block(emission, node.body)
    emission.write("}")
    emission.known_line = None
    return ends or leaves(node.body, node.label)


def _jump(emission: FunctionEmission, label: int, keyword: str) -> str:
    """``break`` or ``continue`` to ``label``, by way of the barriers in between."""
    barriers = []
    for enclosing in reversed(emission.enclosing):
        if enclosing.label == label:
            break
        if enclosing.barrier is not None:
            barriers.append(enclosing.barrier)
    code = f"{keyword} 'l{label};"
    if not barriers:
        return code
    # Outer barriers pass on the jump that their inner neighbour made.
    return f"break '{barriers[0].label} Ok(Exit::Jump({barriers[0].jump(f'{keyword}:{label}')}));"


def _leave(emission: FunctionEmission, node: st.Leave) -> bool:
    emission.write(_jump(emission, node.label, "break"))
    return False


def _repeat(emission: FunctionEmission, node: st.Repeat) -> bool:
    emission.write(_jump(emission, node.label, "continue"))
    return False


def _return_code(emission: FunctionEmission, code: str) -> str:
    for enclosing in reversed(emission.enclosing):
        if enclosing.barrier is not None:
            return f"break '{enclosing.barrier.label} Ok(Exit::Return({code}));"
    return f"return Ok({code});"


def _return(emission: FunctionEmission, node: st.Return) -> bool:
    write_line(emission, first_line(node.value))
    emission.write(_return_code(emission, value(emission, node.value)))
    return False


def _raise(emission: FunctionEmission, node: st.Raise) -> bool:
    if node.exception is None:
        write_line(emission, node.line)
        emission.write(emission.leave_with_error("reraise()"))
        return False
    operands = [node.exception]
    if node.cause is not None:
        operands.append(node.cause)
    write_line(emission, first_line(node.exception))

    def build(codes: object) -> str:
        assert isinstance(codes, list)
        cause = f"Some({codes[1]})" if len(codes) == 2 else "None"
        return f"raise({codes[0]}, {cause})"

    emission.write(emission.leave_with_error(at(emission, node.line, operands, build)))
    return False


def _assertion_failure(emission: FunctionEmission, node: st.AssertionFailure) -> bool:
    if node.message is None:
        write_line(emission, node.line)
        emission.write(emission.leave_with_error("assertion_error(None)"))
        return False
    write_line(emission, first_line(node.message))
    message = value(emission, node.message)
    write_line(emission, node.line)
    emission.write(emission.leave_with_error(f"assertion_error(Some({message}))"))
    return False


def _try(emission: FunctionEmission, node: st.Try) -> bool:
    label = f"try{node.label}"
    emission.write(f"let attempt{node.label}: Outcome<()> = '{label}: {{")
    with emission.indented(), emission.errors_to(label):
        ends = block(emission, node.body)
        if ends:
            emission.write("Ok(())")
    emission.write("};")
    emission.known_line = None
    if ends and node.otherwise:
        emission.write(f"match attempt{node.label} {{")
        emission.write("Ok(()) => {")
        with emission.indented():
            otherwise_ends = block(emission, node.otherwise)
        emission.write("}")
        emission.write("Err(raised) => {")
        with emission.indented():
            handlers_end = _handlers(emission, node)
        emission.write("}")
        emission.write("}")
        emission.known_line = None
        return otherwise_ends or handlers_end
    emission.write(f"if let Err(raised) = attempt{node.label} {{")
    with emission.indented():
        handlers_end = _handlers(emission, node)
    # Rust does not know that a body that cannot end gives no Ok.
    emission.write("}" if ends else "} else { unreachable!() }")
    emission.known_line = None
    return ends or handlers_end


def _handlers(emission: FunctionEmission, node: st.Try) -> bool:
    emission.known_line = None
    handler_name = f"handler{node.label}"
    emission.write(f"let {handler_name} = frame.handle(raised);")
    if node.is_star:
        return _star_clauses(emission, node, handler_name)
    return _handler_chain(emission, node.handlers, handler_name)


def _star_clauses(emission: FunctionEmission, node: st.Try, handler_name: str) -> bool:
    """``except*``: every clause is asked, what the clauses raise is kept until all have run."""
    star = f"star{node.label}"
    emission.write(f"let {star} = {handler_name}.star();")
    for number, handler in enumerate(node.handlers):
        emission.known_line = None
        write_line(emission, handler.line)
        assert handler.matches is not None
        taken = emission.fallible(f"{star}.matches({value(emission, handler.matches)})")
        emission.known_line = None
        bound = "_" if handler.temporary is None else f"t{handler.temporary}"
        label = f"clause{node.label}_{number}"
        emission.write(f"if let Some({bound}) = {taken} {{")
        with emission.indented():
            emission.write(f"let clause: Outcome<()> = '{label}: {{")
            with emission.indented(), emission.errors_to(label):
                if block(emission, handler.body):
                    emission.write("Ok(())")
            emission.write("};")
            emission.write(f"{star}.clause_ended(&frame, clause);")
        emission.write("}")
    emission.known_line = None
    raised = emission.fallible(f"{star}.end()")
    leave = emission.leave_with_error("raised")
    emission.write(f"if let Some(raised) = {raised} {{ {leave} }}")
    return True


def _handler_chain(emission: FunctionEmission, handlers: tuple[st.Handler, ...], name: str) -> bool:
    if not handlers:
        emission.write(emission.leave_with_error(f"{name}.raise_again()"))
        return False
    handler, rest = handlers[0], handlers[1:]
    if handler.matches is None:
        return _handler_body(emission, handler, name)
    emission.known_line = None
    write_line(emission, handler.line)
    classes = value(emission, handler.matches)
    emission.write(f"if {emission.fallible(f'{name}.matches({classes})')} {{")
    with emission.indented():
        ends = _handler_body(emission, handler, name)
    emission.write("} else {")
    with emission.indented():
        rest_ends = _handler_chain(emission, rest, name)
    emission.write("}")
    emission.known_line = None
    return ends or rest_ends


def _handler_body(emission: FunctionEmission, handler: st.Handler, name: str) -> bool:
    emission.known_line = None
    if handler.temporary is not None:
        emission.write(f"let t{handler.temporary} = {name}.exception();")
    return block(emission, handler.body)


def _barrier_body(
    emission: FunctionEmission, barrier: Barrier, body: st.Block, binding: str
) -> bool:
    """Write ``let binding: Outcome<Exit> = 'label: { body };``."""
    emission.write(f"let {binding}: Outcome<Exit> = '{barrier.label}: {{")
    with (
        emission.indented(),
        emission.errors_to(barrier.label),
        emission.inside(Enclosing(None, barrier)),
    ):
        ends = block(emission, body)
        if ends:
            emission.write("Ok(Exit::Normal)")
    emission.write("};")
    emission.known_line = None
    return ends


def _exit_arms(emission: FunctionEmission, barrier: Barrier, ends: bool) -> None:
    """Go where the body of the barrier wanted to go; ``ends`` if it can reach its end."""
    emission.write("Exit::Normal => {}" if ends else "Exit::Normal => unreachable!(),")
    emission.write(f"Exit::Return(result) => {{ {_return_code(emission, 'result')} }}")
    for number, jump in enumerate(barrier.jumps):
        keyword, label = jump.split(":")
        emission.write(f"Exit::Jump({number}) => {{ {_jump(emission, int(label), keyword)} }}")
    emission.write("Exit::Jump(_) => unreachable!(),")


def _finally(emission: FunctionEmission, node: st.Finally) -> bool:
    barrier = Barrier(f"finally{node.label}")
    exit_name = f"exit{node.label}"
    ends = _barrier_body(emission, barrier, node.body, exit_name)
    emission.write(f"let {exit_name} = frame.handle_exit({exit_name});")
    if not block(emission, node.cleanup):
        return False
    emission.known_line = None
    emission.write(f"match {exit_name} {{")
    with emission.indented():
        again = emission.leave_with_error("handler.raise_again()")
        emission.write(f"Err(handler) => {{ {again} }}")
        emission.write("Ok(exit) => match exit {")
        with emission.indented():
            _exit_arms(emission, barrier, ends)
        emission.write("},")
    emission.write("}")
    return ends or any(jump for jump in barrier.jumps)


def _with(emission: FunctionEmission, node: st.With) -> bool:
    write_line(emission, first_line(node.manager))
    manager = value(emission, node.manager)
    write_line(emission, node.line)
    enter = f"frame.enter_async({manager}).await" if node.is_async else f"With::enter({manager})"
    entered = emission.fallible(enter)
    emission.write(f"let (with{node.label}, t{node.temporary}) = {entered};")
    barrier = Barrier(f"body{node.label}")
    exit_name = f"exit{node.label}"
    ends = _barrier_body(emission, barrier, node.body, exit_name)
    emission.write(f"match {exit_name} {{")
    with emission.indented():
        emission.write("Err(raised) => {")
        with emission.indented():
            emission.write("let handler = frame.handle(raised);")
            emission.write(f"frame.line({node.line});")
            exit_raised = f"with{node.label}.exit_raised(&handler)"
            if node.is_async:
                exit_raised = f"frame.exit_raised_async(&with{node.label}, &handler).await"
            swallowed = emission.fallible(exit_raised)
            again = emission.leave_with_error("handler.raise_again()")
            emission.write(f"if !{swallowed} {{ {again} }}")
        emission.write("}")
        emission.write("Ok(exit) => {")
        with emission.indented():
            emission.write(f"frame.line({node.line});")
            exit_normal = f"with{node.label}.exit_normal()"
            if node.is_async:
                exit_normal = f"frame.exit_normal_async(&with{node.label}).await"
            emission.write(emission.fallible(exit_normal) + ";")
            emission.write("match exit {")
            with emission.indented():
                _exit_arms(emission, barrier, ends)
            emission.write("}")
        emission.write("}")
    emission.write("}")
    emission.known_line = None
    # A context manager may swallow what the body raises.
    return True


def _import_star(emission: FunctionEmission, node: st.ImportStar) -> bool:
    write_line(emission, node.line)
    module = value(emission, node.module)
    emission.write(emission.fallible(f"import_star(&{module}, &GLOBALS)") + ";")
    return True


def _match_parts(emission: FunctionEmission, node: st.MatchParts) -> bool:
    write_line(emission, node.line)
    names = [f"t{temporary}" for temporary in node.temporaries]
    operands = [value(emission, operand) for operand in node.operands]
    if node.operation == "match_keys":
        arguments = f"[{', '.join(operands)}]"
    else:
        attributes = ", ".join(name_constant(name) for name in node.names)
        arguments = f"{operands[0]}, {node.positional}, &[{attributes}]"
    subject = value(emission, node.subject)
    code = emission.fallible(f"{node.operation}(&{subject}, {arguments})")
    leave = _jump(emission, node.failure, "break")
    emission.write(f"let Some(parts) = {code} else {{ {leave} }};")
    emission.write("let mut parts = parts.into_iter();")
    for name in names:
        emission.write(f"let {name} = next_item(&mut parts);")
    return True


_EMITTERS: dict[type[st.Statement], Callable[..., bool]] = {
    st.AssertionFailure: _assertion_failure,
    st.Assign: _assign,
    st.Bind: _bind,
    st.BindItems: _bind_items,
    st.Comment: _comment,
    st.Declare: _declare,
    st.Delete: _delete,
    st.DeleteAttribute: _delete_attribute,
    st.DeleteItem: _delete_item,
    st.Evaluate: _evaluate,
    st.Finally: _finally,
    st.For: _for,
    st.If: _if,
    st.ImportStar: _import_star,
    st.Labelled: _labelled,
    st.Leave: _leave,
    st.MatchParts: _match_parts,
    st.Raise: _raise,
    st.Repeat: _repeat,
    st.Return: _return,
    st.SetAttribute: _set_attribute,
    st.SetItem: _set_item,
    st.Settle: _bind,
    st.Try: _try,
    st.Unbind: _unbind,
    st.While: _while,
    st.With: _with,
}
