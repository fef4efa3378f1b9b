"""Instructions for statements: what ``emit/statements.py`` writes in Rust, with jumps in place of blocks.

A statement leaves the stack as deep as it was, but for the temporaries that it binds for the rest of its block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ferrotype.compact.assembly import Barrier, FunctionAssembly, Jump, Loop, Target
from ferrotype.compact.expressions import branch, store, value, values
from ferrotype.compact.opcodes import OPERATION_NUMBERS
from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.ir.shapes import augmented, first_line, is_endless, leaves, plain_slice


def block(assembly: FunctionAssembly, statements: st.Block) -> bool:
    """Write statements; return whether control can reach the end."""
    for statement in statements:
        if not _WRITERS[type(statement)](assembly, statement):
            return False
    return True


def _scoped(assembly: FunctionAssembly, statements: st.Block) -> bool:
    """The same for a block whose temporaries end with it."""
    depth = assembly.depth
    ends = block(assembly, statements)
    if ends:
        assembly.drop_to(depth)
    assembly.depth = depth
    return ends


def _comment(assembly: FunctionAssembly, node: st.Comment) -> bool:
    return True


def _evaluate(assembly: FunctionAssembly, node: st.Evaluate) -> bool:
    assembly.at_line(first_line(node.value))
    depth = assembly.depth
    value(assembly, node.value)
    assembly.drop_to(depth)
    return True


def _assign(assembly: FunctionAssembly, node: st.Assign) -> bool:
    assembly.at_line(first_line(node.value))
    if found := augmented(node):
        _augment(assembly, *found)
        return True
    value(assembly, node.value)
    store(assembly, node.place)
    return True


def _augment(
    assembly: FunctionAssembly, operation: ir.Operation, slot: int, right: ir.Expression
) -> None:
    is_definite = operation.operands[0] in assembly.definite
    if not is_definite and not isinstance(right, ir.Constant | ir.LoadTemporary):
        # The variable is read before the right side is evaluated.
        assembly.write("CheckLocal", slot)
    value(assembly, right)
    assembly.at_line(operation.line)
    assembly.write("Augment", slot, OPERATION_NUMBERS[operation.name], pops=1)


def _bind(assembly: FunctionAssembly, node: st.Bind) -> bool:
    assembly.at_line(first_line(node.value))
    assembly.temporaries[node.temporary] = assembly.depth
    value(assembly, node.value)
    return True


def _declare(assembly: FunctionAssembly, node: st.Declare) -> bool:
    for temporary in node.temporaries:
        assembly.temporaries[temporary] = assembly.depth
        assembly.write("Place", pushes=1)
    return True


def _settle(assembly: FunctionAssembly, node: st.Settle) -> bool:
    assembly.at_line(first_line(node.value))
    value(assembly, node.value)
    assembly.write("Settle", assembly.temporaries[node.temporary], pops=1)
    return True


def _bound(assembly: FunctionAssembly, temporaries: Sequence[int]) -> None:
    """Temporaries for the items that an instruction has pushed."""
    for temporary in temporaries:
        assembly.temporaries[temporary] = assembly.depth
        assembly.depth += 1


def _bind_items(assembly: FunctionAssembly, node: st.BindItems) -> bool:
    assembly.at_line(first_line(node.value))
    value(assembly, node.value)
    assembly.at_line(node.line)
    count = len(node.temporaries)
    if node.star is None:
        assembly.write("Unpack", count, pops=1)
    else:
        assembly.write("UnpackStar", node.star, count - node.star - 1, pops=1)
    _bound(assembly, node.temporaries)
    return True


def _delete(assembly: FunctionAssembly, node: st.Delete) -> bool:
    assembly.at_line(node.line)
    _variable(assembly, node.place, "Delete")
    return True


def _unbind(assembly: FunctionAssembly, node: st.Unbind) -> bool:
    _variable(assembly, node.place, "Unbind")
    return True


def _variable(assembly: FunctionAssembly, place: ir.Place, what: str) -> None:
    match place:
        case ir.LocalPlace(slot=slot):
            assembly.write(f"{what}Local", slot)
        case ir.CellPlace(slot=slot):
            assembly.write(f"{what}Cell", slot)
        case ir.GlobalPlace(slot=slot):
            assembly.write(f"{what}Global", slot)
        case ir.NamespacePlace(name=name):
            assembly.write(f"{what}Name", assembly.tables.name(name))


def _effect(
    assembly: FunctionAssembly, line: int, operands: Sequence[ir.Expression], opcode: str, *name: int
) -> bool:
    assembly.at_line(first_line(operands[0]))
    count = values(assembly, operands)
    assembly.at_line(line)
    assembly.write(opcode, *name, pops=count)
    return True


def _set_attribute(assembly: FunctionAssembly, node: st.SetAttribute) -> bool:
    name = assembly.tables.name(node.name, is_set=True)
    return _effect(assembly, node.line, (node.object, node.value), "SetAttribute", name)


def _set_item(assembly: FunctionAssembly, node: st.SetItem) -> bool:
    if bounds := plain_slice(node.key, node.line):
        return _effect(assembly, node.line, (node.container, *bounds, node.value), "SetSlice")
    return _effect(assembly, node.line, (node.container, node.key, node.value), "SetItem")


def _delete_attribute(assembly: FunctionAssembly, node: st.DeleteAttribute) -> bool:
    name = assembly.tables.name(node.name)
    return _effect(assembly, node.line, (node.object,), "DeleteAttribute", name)


def _delete_item(assembly: FunctionAssembly, node: st.DeleteItem) -> bool:
    return _effect(assembly, node.line, (node.container, node.key), "DeleteItem")


def _if(assembly: FunctionAssembly, node: st.If) -> bool:
    assembly.at_line(first_line(node.test))
    otherwise, end = Target(), Target()
    branch(assembly, node.test, otherwise, False)
    known = assembly.known_line
    then_ends = _scoped(assembly, node.then)
    after_then = assembly.known_line if then_ends else None
    if then_ends and node.otherwise:
        assembly.write("Jump", end)
    assembly.place(otherwise)
    assembly.known_line = known
    otherwise_ends = _scoped(assembly, node.otherwise)
    assembly.place(end)
    if then_ends and assembly.known_line != after_then:
        assembly.known_line = None
    return then_ends or otherwise_ends


def _while(assembly: FunctionAssembly, node: st.While) -> bool:
    assembly.known_line = None
    loop = Loop(node.label, Target(), Target(), assembly.depth, assembly.blocks)
    assert loop.start is not None
    assembly.place(loop.start)
    with assembly.inside(loop):
        if not is_endless(node):
            assembly.at_line(first_line(node.test))
            branch(assembly, node.test, loop.end, False)
        if _scoped(assembly, node.body):
            assembly.write("Jump", loop.start)
    assembly.place(loop.end)
    assembly.known_line = None
    return not is_endless(node) or leaves(node.body, node.label)


def _for(assembly: FunctionAssembly, node: st.For) -> bool:
    assembly.at_line(first_line(node.iterator))
    value(assembly, node.iterator)
    assembly.known_line = None
    loop = Loop(node.label, Target(), Target(), assembly.depth, assembly.blocks)
    assert loop.start is not None
    assembly.place(loop.start)
    with assembly.inside(loop):
        assembly.at_line(node.line)
        assembly.write("NextAsync" if node.is_async else "Next", loop.end)
        _bound(assembly, (node.item,))
        if block(assembly, node.body):
            assembly.drop_to(loop.depth)
            assembly.write("Jump", loop.start)
    assembly.place(loop.end)
    assembly.depth = loop.depth
    assembly.write("Pop", pops=1)
    assembly.known_line = None
    return True


def _labelled(assembly: FunctionAssembly, node: st.Labelled) -> bool:
    loop = Loop(node.label, Target(), None, assembly.depth, assembly.blocks)
    with assembly.inside(loop):
        ends = _scoped(assembly, node.body)
    assembly.place(loop.end)
    assembly.known_line = None
    return ends or leaves(node.body, node.label)


def jump(assembly: FunctionAssembly, label: int, *, repeats: bool) -> None:
    """Go to the end or the next turn of ``label``, by way of the barriers in between."""
    depth = assembly.depth
    for enclosing in reversed(assembly.enclosing):
        if isinstance(enclosing, Barrier):
            _jump_through(assembly, enclosing, (label, repeats))
            break
        if enclosing.label == label:
            assembly.close_blocks(enclosing.blocks)
            assembly.drop_to(enclosing.depth)
            target = enclosing.start if repeats else enclosing.end
            assert target is not None
            assembly.write("Jump", target)
            break
    else:
        raise AssertionError(f"a jump to the label {label} that is not around it")
    assembly.depth = depth


def _jump_through(assembly: FunctionAssembly, barrier: Barrier, jump_on: Jump) -> None:
    if jump_on not in barrier.jumps:
        barrier.jumps.append(jump_on)
    assembly.close_blocks(barrier.blocks)
    assembly.write("ExitJump", barrier.depth, barrier.jumps.index(jump_on))
    assembly.write("Jump", barrier.cleanup)


def _leave(assembly: FunctionAssembly, node: st.Leave) -> bool:
    jump(assembly, node.label, repeats=False)
    return False


def _repeat(assembly: FunctionAssembly, node: st.Repeat) -> bool:
    jump(assembly, node.label, repeats=True)
    return False


def _return_value(assembly: FunctionAssembly) -> None:
    """Return what is on the stack, by way of the barriers in between."""
    assembly.depth -= 1
    for enclosing in reversed(assembly.enclosing):
        if isinstance(enclosing, Barrier):
            enclosing.is_returned_through = True
            assembly.close_blocks(enclosing.blocks)
            assembly.write("ExitReturn", enclosing.depth)
            assembly.write("Jump", enclosing.cleanup)
            return
    assembly.write("Return")


def _return(assembly: FunctionAssembly, node: st.Return) -> bool:
    assembly.at_line(first_line(node.value))
    value(assembly, node.value)
    _return_value(assembly)
    return False


def _leaves_with_error(assembly: FunctionAssembly, line: int, opcode: str) -> bool:
    assembly.at_line(line)
    assembly.write(opcode)
    return False


def _raise(assembly: FunctionAssembly, node: st.Raise) -> bool:
    if node.exception is None:
        return _leaves_with_error(assembly, node.line, "Reraise")
    operands = [node.exception] if node.cause is None else [node.exception, node.cause]
    opcode = "Raise" if node.cause is None else "RaiseFrom"
    _effect(assembly, node.line, operands, opcode)
    return False


def _assertion_failure(assembly: FunctionAssembly, node: st.AssertionFailure) -> bool:
    if node.message is None:
        return _leaves_with_error(assembly, node.line, "AssertionError")
    _effect(assembly, node.line, (node.message,), "AssertionErrorWith")
    return False


def _try(assembly: FunctionAssembly, node: st.Try) -> bool:
    depth = assembly.depth
    handlers, after = Target(), Target()
    assembly.write("Try", handlers)
    assembly.blocks += 1
    ends = _scoped(assembly, node.body)
    assembly.blocks -= 1
    if ends:
        assembly.write("EndBlock")
        assembly.known_line = None
        ends = _scoped(assembly, node.otherwise)
    if ends:
        assembly.write("Jump", after)
    assembly.place(handlers)
    assembly.known_line = None
    assembly.depth = depth + 1
    if node.is_star:
        handlers_end = _star_clauses(assembly, node, after)
    else:
        handlers_end = _handler_chain(assembly, node.handlers, after)
    assembly.place(after)
    assembly.depth = depth
    assembly.known_line = None
    return ends or handlers_end


def _handler_chain(
    assembly: FunctionAssembly, handlers: Sequence[st.Handler], after: Target
) -> bool:
    """The handlers, one after the other; the ``Handler`` is the top of the stack."""
    place = assembly.depth - 1
    ends = False
    for handler in handlers:
        rest = Target()
        assembly.known_line = None
        if handler.matches is not None:
            assembly.at_line(handler.line)
            value(assembly, handler.matches)
            assembly.write("HandlerMatches", place)
            assembly.write("JumpIfFalse", rest, pops=1)
            assembly.known_line = None
        if handler.temporary is not None:
            assembly.write("HandlerException", place)
            _bound(assembly, (handler.temporary,))
        if block(assembly, handler.body):
            ends = True
            assembly.drop_to(place)
            assembly.write("Jump", after)
        assembly.depth = place + 1
        if handler.matches is None:
            return ends
        assembly.place(rest)
    assembly.write("HandlerRaiseAgain", place)
    return ends


def _star_clauses(assembly: FunctionAssembly, node: st.Try, after: Target) -> bool:
    """``except*``: every clause is asked, what the clauses raise is kept until all have run."""
    handler = assembly.depth - 1
    star = assembly.depth
    assembly.write("BeginStar", handler, pushes=1)
    for clause in node.handlers:
        assert clause.matches is not None
        ended = Target()
        assembly.known_line = None
        assembly.at_line(clause.line)
        value(assembly, clause.matches)
        assembly.write("StarMatches", star, ended, pops=1)
        _bound(assembly, (-1 if clause.temporary is None else clause.temporary,))
        failed = Target()
        assembly.write("TryClause", failed, star)
        assembly.blocks += 1
        assembly.known_line = None
        if block(assembly, clause.body):
            assembly.write("EndBlock")
            assembly.drop_to(star + 1)
            assembly.write("Jump", ended)
        assembly.blocks -= 1
        assembly.place(failed)
        assembly.depth = star + 2
        assembly.drop_to(star + 1)
        assembly.place(ended)
    assembly.known_line = None
    assembly.write("EndStar", star)
    assembly.drop_to(handler)
    assembly.write("Jump", after)
    return True


def _barrier_body(assembly: FunctionAssembly, body: st.Block, barrier: Barrier) -> bool:
    """The body, in a region whose errors are caught; what comes to its end goes to the cleanup."""
    assembly.blocks += 1
    with assembly.inside(barrier):
        ends = _scoped(assembly, body)
    assembly.blocks -= 1
    if ends:
        assembly.write("EndBlock")
        assembly.write("ExitNormal", barrier.depth)
        assembly.write("Jump", barrier.cleanup)
    assembly.known_line = None
    return ends


def _go_on(assembly: FunctionAssembly, barrier: Barrier) -> None:
    """Go where the body of the barrier wanted to go; the ``Exit`` is the top of the stack."""
    returns = Target()
    jumps = [Target() for _ in barrier.jumps]
    assembly.write("EndExit", returns, len(jumps), *jumps, pops=1)
    assembly.known_line = None
    depth = assembly.depth
    if barrier.is_returned_through:
        skip = Target()
        assembly.write("Jump", skip)
        assembly.place(returns)
        assembly.depth = depth + 1
        _return_value(assembly)
        assembly.depth = depth
        assembly.place(skip)
    else:
        assembly.place(returns)
    if jumps:
        skip = Target()
        assembly.write("Jump", skip)
        for target, (label, repeats) in zip(jumps, barrier.jumps, strict=True):
            assembly.place(target)
            jump(assembly, label, repeats=repeats)
        assembly.place(skip)


def _finally(assembly: FunctionAssembly, node: st.Finally) -> bool:
    depth = assembly.depth
    barrier = Barrier(Target(), depth, assembly.blocks)
    assembly.write("TryFinally", barrier.cleanup)
    ends = _barrier_body(assembly, node.body, barrier)
    assembly.place(barrier.cleanup)
    assembly.depth = depth + 1
    if not _scoped(assembly, node.cleanup):
        assembly.depth = depth
        return False
    _go_on(assembly, barrier)
    return ends or bool(barrier.jumps)


def _with(assembly: FunctionAssembly, node: st.With) -> bool:
    manager = assembly.depth
    assembly.at_line(first_line(node.manager))
    value(assembly, node.manager)
    assembly.at_line(node.line)
    assembly.write("EnterAsync" if node.is_async else "EnterWith", pushes=1)
    assembly.temporaries[node.temporary] = manager + 1
    handler, after = Target(), Target()
    barrier = Barrier(Target(), assembly.depth, assembly.blocks)
    assembly.write("Try", handler)
    ends = _barrier_body(assembly, node.body, barrier)
    if ends or barrier.jumps or barrier.is_returned_through:
        assembly.place(barrier.cleanup)
        assembly.depth = barrier.depth + 1
        assembly.at_line(node.line)
        assembly.write("ExitAsync" if node.is_async else "ExitWith", manager)
        _go_on(assembly, barrier)
        assembly.drop_to(manager)
        assembly.write("Jump", after)
    assembly.place(handler)
    assembly.known_line = None
    assembly.depth = barrier.depth + 1
    assembly.at_line(node.line)
    exit_raised = "ExitAsyncRaised" if node.is_async else "ExitWithRaised"
    assembly.write(exit_raised, manager, barrier.depth, pushes=1)
    swallowed = Target()
    assembly.write("JumpIfTrue", swallowed, pops=1)
    assembly.write("HandlerRaiseAgain", barrier.depth)
    assembly.place(swallowed)
    assembly.drop_to(manager)
    assembly.place(after)
    assembly.known_line = None
    # A context manager may swallow what the body raises.
    return True


def _import_star(assembly: FunctionAssembly, node: st.ImportStar) -> bool:
    assembly.at_line(node.line)
    value(assembly, node.module)
    assembly.write("ImportStar", pops=1)
    return True


def _match_parts(assembly: FunctionAssembly, node: st.MatchParts) -> bool:
    assembly.at_line(node.line)
    failed, end = Target(), Target()
    value(assembly, node.subject)
    count = values(assembly, node.operands)
    if node.operation == "match_keys":
        assembly.write("MatchKeys", count, failed, pops=count + 1)
    else:
        names = assembly.tables.keywords(node.names)
        assembly.write("MatchClass", node.positional, names, failed, pops=count + 1)
    assembly.write("Jump", end)
    assembly.place(failed)
    jump(assembly, node.failure, repeats=False)
    assembly.place(end)
    _bound(assembly, node.temporaries)
    return True


_WRITERS: dict[type[st.Statement], Callable[..., bool]] = {
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
    st.Settle: _settle,
    st.Try: _try,
    st.Unbind: _unbind,
    st.While: _while,
    st.With: _with,
}
