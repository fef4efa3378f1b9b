"""Instructions for expressions: ``value`` leaves one item on the stack, ``branch`` none.

The order of evaluation, the lines that are noted and what is tested how often are those of ``emit/expressions.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ferrotype.builtins.operations import OPERATIONS, Result
from ferrotype.compact.assembly import FunctionAssembly, Target
from ferrotype.emit.literals import is_small
from ferrotype.ir import expressions as ir
from ferrotype.ir.program import FunctionKind
from ferrotype.ir.shapes import (
    STACK_USE,
    has_star_alone,
    is_bare,
    may_lack_hash,
    only_steps,
    pairs_one_by_one,
    plain_slice,
    positional_call,
    without_stars,
)


def value(assembly: FunctionAssembly, node: ir.Expression) -> None:
    """Push the value of an expression."""
    _WRITERS[type(node)](assembly, node)


def values(assembly: FunctionAssembly, nodes: Sequence[ir.Expression]) -> int:
    """Push the values of expressions; how many."""
    for node in nodes:
        value(assembly, node)
    return len(nodes)


def branch(assembly: FunctionAssembly, node: ir.Expression, target: Target, sense: bool) -> None:
    """Jump to ``target`` where the truth of ``node`` is ``sense``."""
    match node:
        case ir.Not(operand=operand):
            branch(assembly, operand, target, not sense)
        case ir.ShortCircuit():
            _branch_both(assembly, node, target, sense, branch)
        case ir.Constant(value=constant):
            if bool(constant) is sense:
                assembly.write("Jump", target)
        case ir.Let():
            _branch_let(assembly, node, target, sense)
        case _:
            value(assembly, node)
            assembly.at_line(node.line)
            _jump_if(assembly, target, sense)


Branch = Callable[[FunctionAssembly, ir.Expression, Target, bool], None]


def _branch_both(
    assembly: FunctionAssembly, node: ir.ShortCircuit, target: Target, sense: bool, inner: Branch
) -> None:
    decides = node.junction is ir.Junction.OR
    skip = target if sense is decides else Target()
    inner(assembly, node.left, skip, decides)
    with assembly.perhaps():
        inner(assembly, node.right, target, sense)
    if skip is not target:
        assembly.place(skip)


def _branch_let(assembly: FunctionAssembly, node: ir.Let, target: Target, sense: bool) -> None:
    depth = assembly.depth
    value(assembly, node.value)
    assembly.temporaries[node.temporary] = depth
    decided, end = Target(), Target()
    branch(assembly, node.body, decided, sense)
    assembly.write("Pop")
    assembly.write("Jump", end)
    assembly.place(decided)
    assembly.write("Pop")
    assembly.write("Jump", target)
    assembly.place(end)
    assembly.depth = depth


def _jump_if(assembly: FunctionAssembly, target: Target, sense: bool) -> None:
    assembly.write("JumpIfTrue" if sense else "JumpIfFalse", target, pops=1)


def _constant(assembly: FunctionAssembly, node: ir.Constant) -> None:
    constant = node.value
    if constant is None or constant is True or constant is False:
        assembly.write(str(constant), pushes=1)
    elif type(constant) is int and is_small(constant):
        assembly.integer(constant)
    else:
        assembly.write("Constant", assembly.tables.constant(constant), pushes=1)


def _pattern(assembly: FunctionAssembly, node: ir.Pattern) -> None:
    assembly.write("Constant", assembly.tables.pattern(node), pushes=1)


def _refusal(assembly: FunctionAssembly, node: ir.Refusal) -> None:
    assembly.write("Refused", assembly.tables.text(node.text), pushes=1)


def _names(assembly: FunctionAssembly, node: ir.Names) -> None:
    match node.kind:
        case ir.NamesKind.GLOBALS:
            assembly.write("Globals", pushes=1)
        case ir.NamesKind.NAMESPACE:
            assembly.write("Namespace", pushes=1)
        case ir.NamesKind.LOCALS:
            assembly.write("Locals", len(assembly.function.slots), pushes=1)


def _load_local(assembly: FunctionAssembly, node: ir.LoadLocal) -> None:
    if node not in assembly.definite:
        assembly.at_line(node.line)
    assembly.write("LoadLocal", node.slot, pushes=1)


def _load_cell(assembly: FunctionAssembly, node: ir.LoadCell) -> None:
    assembly.at_line(node.line)
    assembly.write("LoadCell", node.slot, pushes=1)


def _cell_reference(assembly: FunctionAssembly, node: ir.CellReference) -> None:
    assembly.write("CellReference", node.slot, pushes=1)


def _load_global(assembly: FunctionAssembly, node: ir.LoadGlobal) -> None:
    assembly.at_line(node.line)
    assembly.write("LoadGlobal", node.slot, pushes=1)


def _load_namespace(assembly: FunctionAssembly, node: ir.LoadNamespace) -> None:
    assembly.at_line(node.line)
    assembly.write("LoadNamespace", assembly.tables.name(node.name), node.slot, pushes=1)


def _load_class_cell(assembly: FunctionAssembly, node: ir.LoadClassCell) -> None:
    assembly.at_line(node.line)
    assembly.write("LoadClassCell", assembly.tables.name(node.name), node.slot, pushes=1)


def _load_temporary(assembly: FunctionAssembly, node: ir.LoadTemporary) -> None:
    opcode = "Take" if node.last else "Copy"
    assembly.write(opcode, assembly.temporaries[node.temporary], pushes=1)


def _let(assembly: FunctionAssembly, node: ir.Let) -> None:
    assembly.temporaries[node.temporary] = assembly.depth
    value(assembly, node.value)
    value(assembly, node.body)
    assembly.write("Squash", pops=1)


def _store(assembly: FunctionAssembly, node: ir.Store) -> None:
    value(assembly, node.value)
    assembly.write("Duplicate", pushes=1)
    store(assembly, node.place)


def store(assembly: FunctionAssembly, place: ir.Place) -> None:
    """Pop a value into a variable."""
    match place:
        case ir.LocalPlace(slot=slot):
            assembly.write("StoreLocal", slot, pops=1)
        case ir.CellPlace(slot=slot):
            assembly.write("StoreCell", slot, pops=1)
        case ir.GlobalPlace(slot=slot):
            assembly.write("StoreGlobal", slot, pops=1)
        case ir.NamespacePlace(name=name):
            assembly.write("StoreName", assembly.tables.name(name), pops=1)


def _operation(assembly: FunctionAssembly, node: ir.Operation) -> None:
    row = OPERATIONS[node.name]
    if node.name == "getitem" and (bounds := plain_slice(node.operands[1], node.line)):
        values(assembly, (node.operands[0], *bounds))
        assembly.at_line(node.line)
        assembly.write("GetSlice", pops=3, pushes=1)
        return
    count = values(assembly, node.operands)
    if node.name == "run_text":
        assembly.at_line(node.line)
        assembly.write("RunText", pops=count, pushes=1)
        return
    if row.may_raise:
        assembly.at_line(node.line)
    pushes = 0 if row.result is Result.UNIT else 1
    assembly.operation(node.name, pops=count, pushes=pushes)


def _not(assembly: FunctionAssembly, node: ir.Not) -> None:
    """What decided inside the operand is a value of its own, and tested again."""
    operand = node.operand
    if isinstance(operand, ir.Not):
        _not(assembly, operand)
    else:
        value(assembly, operand)
        assembly.at_line(operand.line)
    assembly.write("Not", pops=1, pushes=1)


def _short_circuit(assembly: FunctionAssembly, node: ir.ShortCircuit) -> None:
    end = Target()
    if node.passes_on:
        _decide(assembly, node.left, node, end)
    else:
        value(assembly, node.left)
        assembly.at_line(node.line)
        _keep_if(assembly, end, node)
    with assembly.perhaps():
        value(assembly, node.right)
    assembly.place(end)


def _keep_if(assembly: FunctionAssembly, end: Target, node: ir.ShortCircuit) -> None:
    """Jump to ``end`` with the value that decides; forget one that does not."""
    keeps = "KeepIfTrue" if node.junction is ir.Junction.OR else "KeepIfFalse"
    assembly.write(keeps, end, pops=1)


def _is_inner(node: ir.Expression, outer: ir.ShortCircuit) -> bool:
    """Whether jumps of ``node`` go on where those of ``outer`` go."""
    return isinstance(node, ir.ShortCircuit) and not node.of_comparison and node.line == outer.line


def _decide(
    assembly: FunctionAssembly, node: ir.Expression, outer: ir.ShortCircuit, end: Target
) -> None:
    """Jump to ``end`` with the value of ``node`` where it decides ``outer``, whose truth is known."""
    if not isinstance(node, ir.ShortCircuit) or not _is_inner(node, outer):
        assembly.at_line(node.line)
        value(assembly, node)
        _keep_if(assembly, end, outer)
        return
    if node.junction is outer.junction:
        _decide(assembly, node.left, outer, end)
        with assembly.perhaps():
            _decide(assembly, node.right, outer, end)
        return
    skip = Target()
    _jump_on(assembly, node.left, outer, skip, outer.junction is ir.Junction.AND)
    with assembly.perhaps():
        _decide(assembly, node.right, outer, end)
    assembly.place(skip)


def _jump_on(
    assembly: FunctionAssembly,
    node: ir.Expression,
    outer: ir.ShortCircuit,
    target: Target,
    sense: bool,
) -> None:
    """Jump where the truth of ``node`` is ``sense``; its jumps go on to where ``outer`` ends."""

    def inner(own: FunctionAssembly, part: ir.Expression, to: Target, truth: bool) -> None:
        _jump_on(own, part, outer, to, truth)

    if isinstance(node, ir.ShortCircuit) and _is_inner(node, outer):
        _branch_both(assembly, node, target, sense, inner)
        return
    while isinstance(node, ir.Not):
        node, sense = node.operand, not sense
    value(assembly, node)
    assembly.at_line(node.line)
    _jump_if(assembly, target, sense)


def _conditional(assembly: FunctionAssembly, node: ir.Conditional) -> None:
    otherwise, end = Target(), Target()
    branch(assembly, node.test, otherwise, False)
    known = assembly.known_line
    value(assembly, node.then)
    after_then, assembly.known_line = assembly.known_line, known
    assembly.write("Jump", end, pops=1)
    assembly.place(otherwise)
    value(assembly, node.otherwise)
    assembly.place(end)
    if assembly.known_line != after_then:
        assembly.known_line = None


def _get_attribute(assembly: FunctionAssembly, node: ir.GetAttribute) -> None:
    name = assembly.tables.name(node.name)
    if isinstance(node.object, ir.LoadLocal) and node.object.line == node.line:
        assembly.at_line(node.line)
        assembly.write("GetAttributeOfLocal", node.object.slot, name, pushes=1)
        return
    value(assembly, node.object)
    assembly.at_line(node.line)
    assembly.write("GetAttribute", name, pops=1, pushes=1)


def _call(assembly: FunctionAssembly, node: ir.Call) -> None:
    if isinstance(node.function, ir.MakeFunction) and is_bare(node.function):
        count = values(assembly, node.arguments)
        assembly.at_line(node.line)
        closure = _code_and_cells(assembly, node.function)
        assembly.write("CallClosure", *closure, count, pops=count, pushes=1)
        return
    value(assembly, node.function)
    _with_arguments(assembly, node.line, node.arguments)


def _with_arguments(
    assembly: FunctionAssembly, line: int, arguments: Sequence[ir.Expression]
) -> None:
    """Call the function or method that is on the stack."""
    if found := only_steps(assembly.module, line, arguments):
        made, iterator = found
        value(assembly, iterator)
        assembly.at_line(line)
        assembly.write("CallGenerator", *_code_and_cells(assembly, made), pops=2, pushes=1)
        return
    count = values(assembly, arguments)
    assembly.at_line(line)
    assembly.write("Call", count, pops=count + 1, pushes=1)


def _find_method(assembly: FunctionAssembly, node: ir.Expression, name: str, line: int) -> None:
    value(assembly, node)
    assembly.at_line(line)
    assembly.write("FindMethod", assembly.tables.name(name), pops=1, pushes=1)


def _call_method(assembly: FunctionAssembly, node: ir.CallMethod) -> None:
    _find_method(assembly, node.object, node.name, node.line)
    _with_arguments(assembly, node.line, node.arguments)


_ARGUMENTS = {
    ir.ArgumentKind.POSITIONAL: "Positional",
    ir.ArgumentKind.STAR: "Star",
    ir.ArgumentKind.KEYWORD: "Keyword",
    ir.ArgumentKind.DOUBLE_STAR: "DoubleStar",
}


def _arguments(
    assembly: FunctionAssembly, arguments: Sequence[ir.Argument], *, is_class: bool = False
) -> None:
    """Add arguments, in evaluation order, to the call on the stack."""
    is_alone = has_star_alone(arguments) and not is_class
    for argument in arguments:
        value(assembly, argument.value)
        opcode = _ARGUMENTS[argument.kind]
        if argument.kind is ir.ArgumentKind.STAR and is_alone:
            opcode = "StarAlone"
        names = [] if argument.name is None else [assembly.tables.name(argument.name)]
        assembly.write(opcode, *names, pops=1)


def _general_call(assembly: FunctionAssembly, node: ir.GeneralCall) -> None:
    if without_stars(node):
        _keyword_call(assembly, node)
        return
    assembly.at_line(node.line)
    value(assembly, node.function)
    if node.method is None:
        assembly.write("BeginCall", pops=1, pushes=1)
    else:
        name = assembly.tables.name(node.method)
        assembly.write("BeginMethodCall", name, pops=1, pushes=1)
    _arguments(assembly, node.arguments)
    assembly.at_line(node.line)
    assembly.write("Invoke", pops=1, pushes=1)


def _keyword_call(assembly: FunctionAssembly, node: ir.GeneralCall) -> None:
    """A call without stars: the keywords' names are a constant."""
    names = tuple(argument.name for argument in node.arguments if argument.name is not None)
    arguments = tuple(argument.value for argument in node.arguments)
    if not names:
        value(assembly, positional_call(node))
        return
    if node.method is None:
        value(assembly, node.function)
    else:
        _find_method(assembly, node.function, node.method, node.line)
    count = values(assembly, arguments)
    assembly.at_line(node.line)
    keywords = assembly.tables.keywords(names)
    assembly.write("CallKeywords", count, keywords, pops=count + 1, pushes=1)


def _super_call(assembly: FunctionAssembly, node: ir.SuperCall) -> None:
    assembly.at_line(node.line)
    assembly.write("LoadCell", node.class_slot, pushes=1)
    value(assembly, node.first)
    assembly.write("Super", pops=2, pushes=1)


_BUILDERS = {
    ir.DisplayKind.LIST: ("BeginList", "Finish", "List"),
    ir.DisplayKind.TUPLE: ("BeginList", "FinishTuple", "Tuple"),
    ir.DisplayKind.SET: ("BeginSet", "Finish", "Set"),
}


def _display(assembly: FunctionAssembly, node: ir.Display) -> None:
    begin, finish, together = _BUILDERS[node.kind]
    operands = [element.value for element in node.elements]
    is_starred = any(element.starred for element in node.elements)
    if node.kind is ir.DisplayKind.SET and not is_starred:
        if len(operands) > 2 and all(isinstance(item, ir.Constant) for item in operands):
            # CPython folds these into one frozenset, which decides the order of the set.
            together = "SetOfConstants"
        elif len(operands) > STACK_USE:
            is_starred = True
    if not is_starred:
        count = values(assembly, operands)
        if together == "Set":
            assembly.at_line(node.line)
        assembly.write(together, count, pops=count, pushes=1)
        return
    assembly.write(begin, pushes=1)
    for element in node.elements:
        value(assembly, element.value)
        is_put = node.kind is ir.DisplayKind.SET and may_lack_hash(element.value)
        if element.starred or is_put:
            assembly.at_line(node.line)
        assembly.write("Extend" if element.starred else "Push", pops=1)
    assembly.write(finish, pops=1, pushes=1)


def _dict_display(assembly: FunctionAssembly, node: ir.DictDisplay) -> None:
    entries = node.entries
    together = 0
    if all(entry.key is not None for entry in entries):
        together = len(entries) - pairs_one_by_one(len(entries))
    if together == len(entries):
        _pairs(assembly, entries)
        _put_at(assembly, node.line, entries)
        assembly.write("Dict", together, pops=2 * together, pushes=1)
        return
    assembly.write("BeginDict", pushes=1)
    for entry in entries[: len(entries) - together]:
        if entry.key is None:
            value(assembly, entry.value)
            assembly.at_line(node.line)
            assembly.write("Update", pops=1)
        else:
            _pairs(assembly, (entry,))
            _put_at(assembly, node.line, (entry,))
            assembly.write("Insert", pops=2)
    if together:
        _pairs(assembly, entries[len(entries) - together :])
        _put_at(assembly, node.line, entries[len(entries) - together :])
        assembly.write("InsertAll", together, pops=2 * together)
    assembly.write("Finish", pops=1, pushes=1)


def _put_at(assembly: FunctionAssembly, line: int, entries: Sequence[ir.Entry]) -> None:
    """Note the line of a dict display, if pairs that are put into it next may raise."""
    if any(may_lack_hash(entry.key) for entry in entries):
        assembly.at_line(line)


def _pairs(assembly: FunctionAssembly, entries: Sequence[ir.Entry]) -> None:
    for entry in entries:
        assert entry.key is not None
        value(assembly, entry.key)
        value(assembly, entry.value)


_CONVERSIONS = {conversion: number for number, conversion in enumerate(ir.Conversion)}


def _format(assembly: FunctionAssembly, node: ir.Format) -> None:
    operands = [node.value] if node.specification is None else [node.value, node.specification]
    count = values(assembly, operands)
    assembly.at_line(node.line)
    assembly.write("Format", _CONVERSIONS[node.conversion], count - 1, pops=count, pushes=1)


def _join(assembly: FunctionAssembly, node: ir.Join) -> None:
    count = values(assembly, node.parts)
    assembly.write("Join", count, pops=count, pushes=1)


_DEFAULTS, _KEYWORD_DEFAULTS, _ANNOTATIONS = 1, 2, 4


def _make_function(assembly: FunctionAssembly, node: ir.MakeFunction) -> None:
    depth = assembly.depth
    parts = 0
    if node.defaults:
        parts |= _DEFAULTS
        count = values(assembly, node.defaults)
        assembly.write("Tuple", count, pops=count, pushes=1)
    for part, pairs in (
        (_KEYWORD_DEFAULTS, node.keyword_defaults),
        (_ANNOTATIONS, node.annotations),
    ):
        if pairs:
            parts |= part
            for name, item in pairs:
                assembly.write("Constant", assembly.tables.constant(name), pushes=1)
                value(assembly, item)
            assembly.write("Dict", len(pairs), pops=2 * len(pairs), pushes=1)
    code, *cells = _code_and_cells(assembly, node)
    assembly.write("MakeFunction", code, parts, *cells, pops=assembly.depth - depth, pushes=1)


def _code_and_cells(assembly: FunctionAssembly, node: ir.MakeFunction) -> tuple[int, ...]:
    return (assembly.codes[node.function], len(node.closure), *node.closure)


def _build_class(assembly: FunctionAssembly, node: ir.BuildClass) -> None:
    assembly.at_line(node.line)
    value(assembly, node.body)
    assembly.write("BeginClass", pushes=1)
    _arguments(assembly, node.arguments, is_class=True)
    assembly.at_line(node.line)
    assembly.write("BuildClass", assembly.tables.name(node.name), pops=2, pushes=1)


def _suspending(
    assembly: FunctionAssembly, node: ir.Yield | ir.YieldFrom | ir.Await, opcode: str
) -> None:
    value(assembly, node.value)
    assembly.at_line(node.line)
    assembly.write(opcode, pops=1, pushes=1)


def _yield(assembly: FunctionAssembly, node: ir.Yield) -> None:
    is_item = assembly.function.kind is FunctionKind.ASYNC_GENERATOR
    _suspending(assembly, node, "YieldItem" if is_item else "Yield")


def _yield_from(assembly: FunctionAssembly, node: ir.YieldFrom) -> None:
    _suspending(assembly, node, "Delegate")


def _await(assembly: FunctionAssembly, node: ir.Await) -> None:
    _suspending(assembly, node, "Await")


def _import_module(assembly: FunctionAssembly, node: ir.ImportModule) -> None:
    assembly.at_line(node.line)
    opcode = "ImportLeaf" if node.leaf else "ImportModule"
    assembly.write(opcode, assembly.tables.text(node.name), pushes=1)


def _import_from(assembly: FunctionAssembly, node: ir.ImportFrom) -> None:
    value(assembly, node.module)
    assembly.at_line(node.line)
    assembly.write("ImportFrom", assembly.tables.name(node.name), pops=1, pushes=1)


_WRITERS: dict[type[ir.Expression], Callable[..., None]] = {
    ir.Await: _await,
    ir.BuildClass: _build_class,
    ir.Call: _call,
    ir.CallMethod: _call_method,
    ir.CellReference: _cell_reference,
    ir.Conditional: _conditional,
    ir.Constant: _constant,
    ir.DictDisplay: _dict_display,
    ir.Display: _display,
    ir.Format: _format,
    ir.GeneralCall: _general_call,
    ir.GetAttribute: _get_attribute,
    ir.ImportFrom: _import_from,
    ir.ImportModule: _import_module,
    ir.Join: _join,
    ir.Let: _let,
    ir.LoadCell: _load_cell,
    ir.LoadClassCell: _load_class_cell,
    ir.LoadGlobal: _load_global,
    ir.LoadLocal: _load_local,
    ir.LoadNamespace: _load_namespace,
    ir.LoadTemporary: _load_temporary,
    ir.MakeFunction: _make_function,
    ir.Names: _names,
    ir.Not: _not,
    ir.Operation: _operation,
    ir.Pattern: _pattern,
    ir.Refusal: _refusal,
    ir.ShortCircuit: _short_circuit,
    ir.Store: _store,
    ir.SuperCall: _super_call,
    ir.Yield: _yield,
    ir.YieldFrom: _yield_from,
}
