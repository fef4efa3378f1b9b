"""Rust for expressions of the general version.

``value`` gives Rust of type ``Value``, ``condition`` of type ``bool``. Rust evaluates
operands left to right, as Python does, so most operations are plain nested calls; where an
operation stands on another line than its operands, these are bound first, so that the
frame's line is right when the operation raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ferrotype.builtins.operations import OPERATIONS, TESTS, Result
from ferrotype.emit.context import FunctionEmission
from ferrotype.emit.literals import constant, datum, text_literal
from ferrotype.emit.names import identifier
from ferrotype.emit.patterns import pattern_literal
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

Build = Callable[[Sequence[str]], str]


def value(emission: FunctionEmission, node: ir.Expression) -> str:
    """Rust of type ``Value``."""
    return _EMITTERS[type(node)](emission, node)


def condition(emission: FunctionEmission, node: ir.Expression) -> str:
    """Rust of type ``bool``: the truth of ``node``."""
    match node:
        case ir.Not(operand=operand):
            return f"!{condition(emission, operand)}"
        case ir.ShortCircuit(junction=junction, left=left, right=right):
            sign = "&&" if junction is ir.Junction.AND else "||"
            first = condition(emission, left)
            with emission.perhaps():
                second = condition(emission, right)
            return f"({first} {sign} {second})"
        case ir.Constant(value=constant_value):
            return "true" if constant_value else "false"
        case ir.Let():
            return _let(emission, node, condition)
        case ir.Operation(name=name) if name in TESTS:
            return _operation(emission, node, TESTS[name])
        case ir.Operation(name=name) if OPERATIONS[name].result is Result.BOOL:
            return _operation(emission, node, name)
        case _:
            return at(
                emission,
                node.line,
                (node,),
                lambda codes: emission.fallible(f"truth({codes[0]})"),
            )


def at(
    emission: FunctionEmission,
    line: int,
    operands: Sequence[ir.Expression],
    build: Build,
    borrowed: frozenset[int] = frozenset(),
) -> str:
    """An operation on ``operands`` that raises at ``line``."""
    lines = frozenset().union(*(emission.lines_of(operand) for operand in operands))
    if lines <= {line}:
        prefix = emission.at_line(line)
        codes = [
            _operand(emission, operand, position in borrowed)
            for position, operand in enumerate(operands)
        ]
        # A branch inside an operand can make the line unknown again.
        emission.known_line = line
        code = build(codes)
        return f"{{ {prefix}{code} }}" if prefix else code
    bindings = []
    codes = []
    for position, operand in enumerate(operands):
        if isinstance(operand, ir.Constant):
            codes.append(_operand(emission, operand, position in borrowed))
            continue
        name = f"a{line}_{position}"
        bindings.append(f"let {name} = {value(emission, operand)}; ")
        codes.append(f"&{name}" if position in borrowed else name)
    prefix = emission.at_line(line)
    return f"{{ {''.join(bindings)}{prefix}{build(codes)} }}"


def _operand(emission: FunctionEmission, node: ir.Expression, borrowed: bool) -> str:
    if borrowed and isinstance(node, ir.LoadTemporary):
        return f"&t{node.temporary}"
    code = value(emission, node)
    return f"&{code}" if borrowed else code


def name_constant(name: str) -> str:
    """An attribute's name."""
    return f"name!({text_literal(name)})"


def _constant(emission: FunctionEmission, node: ir.Constant) -> str:
    return constant(node.value)


def _pattern(emission: FunctionEmission, node: ir.Pattern) -> str:
    return pattern_literal(node.source, node.flags)


def _refusal(emission: FunctionEmission, node: ir.Refusal) -> str:
    return f"refused({text_literal(node.text)})"


def _names(emission: FunctionEmission, node: ir.Names) -> str:
    match node.kind:
        case ir.NamesKind.GLOBALS:
            return "GLOBALS.dict_value()"
        case ir.NamesKind.NAMESPACE:
            return "frame.namespace()"
        case ir.NamesKind.LOCALS:
            return f"frame.locals(Slot({len(emission.function.slots)}))"


def _leaf(emission: FunctionEmission, line: int, code: str) -> str:
    prefix = emission.at_line(line)
    fallible = emission.fallible(code)
    return f"{{ {prefix}{fallible} }}" if prefix else fallible


def _load_local(emission: FunctionEmission, node: ir.LoadLocal) -> str:
    slot = emission.slot(node.slot)
    if node in emission.definite:
        return f"frame.get({slot})"
    return _leaf(emission, node.line, f"frame.load({slot})")


def _load_cell(emission: FunctionEmission, node: ir.LoadCell) -> str:
    return _leaf(emission, node.line, f"frame.load_cell({emission.slot(node.slot)})")


def _cell_reference(emission: FunctionEmission, node: ir.CellReference) -> str:
    return f"frame.cell({emission.slot(node.slot)})"


def _load_global(emission: FunctionEmission, node: ir.LoadGlobal) -> str:
    return _leaf(emission, node.line, f"GLOBALS.load(names::{identifier(node.name)})")


def _load_namespace(emission: FunctionEmission, node: ir.LoadNamespace) -> str:
    arguments = f"{name_constant(node.name)}, &GLOBALS, names::{identifier(node.name)}"
    return _leaf(emission, node.line, f"frame.load_name({arguments})")


def _load_class_cell(emission: FunctionEmission, node: ir.LoadClassCell) -> str:
    code = f"frame.load_class_cell({name_constant(node.name)}, {emission.slot(node.slot)})"
    return _leaf(emission, node.line, code)


def _load_temporary(emission: FunctionEmission, node: ir.LoadTemporary) -> str:
    return f"t{node.temporary}" if node.last else f"t{node.temporary}.clone()"


def _let(
    emission: FunctionEmission,
    node: ir.Let,
    body: Callable[[FunctionEmission, ir.Expression], str],
) -> str:
    bound = value(emission, node.value)
    return f"{{ let t{node.temporary} = {bound}; {body(emission, node.body)} }}"


def _let_value(emission: FunctionEmission, node: ir.Let) -> str:
    return _let(emission, node, value)


def _store(emission: FunctionEmission, node: ir.Store) -> str:
    code = value(emission, node.value)
    stored = store(emission, node.place, "stored.clone()")
    return f"{{ let stored = {code}; {stored} stored }}"


def store(emission: FunctionEmission, place: ir.Place, code: str) -> str:
    """A Rust statement that stores ``code`` into ``place``."""
    match place:
        case ir.LocalPlace(slot=slot):
            return f"frame.store({emission.slot(slot)}, {code});"
        case ir.CellPlace(slot=slot):
            return f"frame.store_cell({emission.slot(slot)}, {code});"
        case ir.GlobalPlace(name=name):
            return f"GLOBALS.store(names::{identifier(name)}, {code});"
        case ir.NamespacePlace(name=name):
            return emission.fallible(f"frame.store_name({name_constant(name)}, {code})") + ";"


def _operation_value(emission: FunctionEmission, node: ir.Operation) -> str:
    row = OPERATIONS[node.name]
    if row.result is Result.BOOL:
        return f"boolean({_operation(emission, node, node.name)})"
    return _operation(emission, node, node.name)


def _operation(emission: FunctionEmission, node: ir.Operation, key: str) -> str:
    row = OPERATIONS[key]
    if key == "is_" and (test := _singleton_test(node.operands[1])):
        return _is_singleton(emission, node, test)
    if key == "getitem" and (bounds := plain_slice(node.operands[1], node.line)):
        return at(
            emission,
            node.line,
            (node.operands[0], *bounds),
            lambda codes: emission.fallible(f"getslice({', '.join(codes)})"),
        )

    def build(codes: Sequence[str]) -> str:
        code = f"{key}({', '.join(codes)})"
        return emission.fallible(code) if row.may_raise else code

    return at(emission, node.line, node.operands, build, row.borrowed)


_SINGLETON_TESTS: tuple[tuple[object, str], ...] = (
    (None, "is_none"),
    (True, "is_true"),
    (False, "is_false"),
    (..., "is_ellipsis"),
)


def _singleton_test(node: ir.Expression) -> str | None:
    """The method that asks whether a value is this constant, if there is one."""
    if isinstance(node, ir.Constant):
        for singleton, test in _SINGLETON_TESTS:
            if node.value is singleton:
                return test
    return None


def _is_singleton(emission: FunctionEmission, node: ir.Operation, test: str) -> str:
    """``x is None``, which looks at a variable where it is."""
    operand = node.operands[0]
    match operand:
        case ir.LoadTemporary(temporary=temporary):
            code = f"t{temporary}"
        case ir.LoadLocal(slot=slot) if operand in emission.definite:
            code = f"frame.peek({emission.slot(slot)})"
        case ir.LoadLocal(slot=slot):
            code = _leaf(emission, operand.line, f"frame.read({emission.slot(slot)})")
        case _:
            code = value(emission, operand)
    return f"({code}).{test}()" if code.startswith("{") else f"{code}.{test}()"


def _not(emission: FunctionEmission, node: ir.Not) -> str:
    return f"boolean(!{_truth(emission, node.operand)})"


def _truth(emission: FunctionEmission, node: ir.Expression) -> str:
    """The truth of what CPython makes a value of: one that decided inside ``node`` is tested again."""
    match node:
        case ir.Not(operand=operand):
            return f"!{_truth(emission, operand)}"
        case ir.ShortCircuit() | ir.Let():
            return at(
                emission,
                node.line,
                (node,),
                lambda codes: emission.fallible(f"truth({codes[0]})"),
            )
    return condition(emission, node)


def _short_circuit(emission: FunctionEmission, node: ir.ShortCircuit) -> str:
    if node.passes_on:
        first = _deciding(emission, node.left, node)
        with emission.perhaps():
            right = value(emission, node.right)
        return f"match {first} {{ Some(value) => value, None => {right} }}"
    left = value(emission, node.left)
    prefix = emission.at_line(node.line)
    with emission.perhaps():
        right = value(emission, node.right)
    test = emission.fallible("truth(left.clone())")
    if node.junction is ir.Junction.AND:
        choice = f"if {test} {{ {right} }} else {{ left }}"
    else:
        choice = f"if {test} {{ left }} else {{ {right} }}"
    return f"{{ let left = {left}; {prefix}{choice} }}"


def _deciding(emission: FunctionEmission, node: ir.Expression, outer: ir.ShortCircuit) -> str:
    """Rust of type ``Option<Value>``: an operand that decides ``outer``, whose truth is known."""
    decides = outer.junction is ir.Junction.OR
    if not isinstance(node, ir.ShortCircuit) or node.of_comparison or node.line != outer.line:
        prefix = emission.at_line(node.line)
        code = value(emission, node)
        test = emission.fallible("truth(value.clone())")
        return f"{{ {prefix}let value = {code}; if {'' if decides else '!'}{test} {{ Some(value) }} else {{ None }} }}"
    is_same = node.junction is outer.junction
    first = (
        _deciding(emission, node.left, outer) if is_same else _jumping(emission, node.left, outer)
    )
    with emission.perhaps():
        second = _deciding(emission, node.right, outer)
    if is_same:
        return f"match {first} {{ Some(value) => Some(value), None => {second} }}"
    then, otherwise = (second, "None") if decides else ("None", second)
    return f"if {first} {{ {then} }} else {{ {otherwise} }}"


def _jumping(emission: FunctionEmission, node: ir.Expression, outer: ir.ShortCircuit) -> str:
    """Rust of type ``bool``: the truth of an operand whose jumps go on to where ``outer`` ends."""
    if not isinstance(node, ir.ShortCircuit) or node.of_comparison or node.line != outer.line:
        return _truth(emission, node)
    sign = "&&" if node.junction is ir.Junction.AND else "||"
    first = _jumping(emission, node.left, outer)
    with emission.perhaps():
        second = _jumping(emission, node.right, outer)
    return f"({first} {sign} {second})"


def _conditional(emission: FunctionEmission, node: ir.Conditional) -> str:
    test = condition(emission, node.test)
    known = emission.known_line
    then = value(emission, node.then)
    after_then = emission.known_line
    emission.known_line = known
    otherwise = value(emission, node.otherwise)
    if emission.known_line != after_then:
        emission.known_line = None
    return f"if {test} {{ {then} }} else {{ {otherwise} }}"


def _get_attribute(emission: FunctionEmission, node: ir.GetAttribute) -> str:
    name = name_constant(node.name)
    if isinstance(node.object, ir.LoadLocal) and node.object.line == node.line:
        slot = emission.slot(node.object.slot)
        return _leaf(emission, node.line, f"frame.getattr({slot}, {name})")
    return at(
        emission,
        node.line,
        (node.object,),
        lambda codes: emission.fallible(f"getattr({codes[0]}, {name})"),
    )


def _call(emission: FunctionEmission, node: ir.Call) -> str:
    if isinstance(node.function, ir.MakeFunction) and is_bare(node.function):
        code = emission.code(node.function.function)
        cells = _cells(emission, node.function)
        return at(
            emission,
            node.line,
            node.arguments,
            lambda codes: emission.fallible(
                f"call_closure({code}, [{cells}], [{', '.join(codes)}])"
            ),
        )
    if steps := _only_steps(emission, node.line, node.arguments):
        code, iterator = steps
        return at(
            emission,
            node.line,
            (node.function, iterator),
            lambda codes: emission.fallible(f"call_generator({codes[0]}, {code}, {codes[1]})"),
        )
    return at(
        emission,
        node.line,
        (node.function, *node.arguments),
        lambda codes: emission.fallible(f"call({codes[0]}, [{', '.join(codes[1:])}])"),
    )


def _only_steps(
    emission: FunctionEmission, line: int, arguments: Sequence[ir.Expression]
) -> tuple[str, ir.Expression] | None:
    """The code, step and cells of a generator expression that is the only argument; its iterator."""
    found = only_steps(emission.module, line, arguments)
    if found is None:
        return None
    made, iterator = found
    name = plain(emission.rust_names[made.function])
    return f"{emission.code(made.function)}, {name}_step, [{_cells(emission, made)}]", iterator


def _call_method(emission: FunctionEmission, node: ir.CallMethod) -> str:
    """The method is looked up before the arguments are evaluated, as CPython does."""
    name = name_constant(node.name)
    if all(isinstance(argument, ir.Constant) for argument in node.arguments):
        return at(
            emission,
            node.line,
            (node.object, *node.arguments),
            lambda codes: emission.fallible(
                f"call_method({codes[0]}, {name}, [{', '.join(codes[1:])}])"
            ),
        )
    found = at(
        emission,
        node.line,
        (node.object,),
        lambda codes: emission.fallible(f"lookup_method({codes[0]}, {name})"),
    )
    if steps := _only_steps(emission, node.line, node.arguments):
        code, iterator = steps
        call = at(
            emission,
            node.line,
            (iterator,),
            lambda codes: emission.fallible(f"found.call_generator({code}, {codes[0]})"),
        )
    else:
        call = at(
            emission,
            node.line,
            node.arguments,
            lambda codes: emission.fallible(f"found.call([{', '.join(codes)}])"),
        )
    return f"{{ let found = {found}; {call} }}"


def call_arguments(
    emission: FunctionEmission,
    call: str,
    arguments: Sequence[ir.Argument],
    *,
    is_class: bool = False,
) -> str:
    """Add arguments, in evaluation order, to a general call."""
    is_alone = has_star_alone(arguments) and not is_class
    for argument in arguments:
        code = value(emission, argument.value)
        match argument.kind:
            case ir.ArgumentKind.POSITIONAL:
                call = f"{call}.positional({code})"
            case ir.ArgumentKind.STAR if is_alone:
                call = f"{call}.star_alone({code})"
            case ir.ArgumentKind.STAR:
                call = emission.fallible(f"{call}.star({code})")
            case ir.ArgumentKind.KEYWORD:
                assert argument.name is not None
                name = name_constant(argument.name)
                call = f"{call}.keyword({name}, {code})"
            case ir.ArgumentKind.DOUBLE_STAR:
                call = emission.fallible(f"{call}.double_star({code})")
    return call


def _keyword_call(emission: FunctionEmission, node: ir.GeneralCall) -> str:
    """A call without stars: the keywords' names are a constant."""
    names = ", ".join(
        text_literal(argument.name) for argument in node.arguments if argument.name is not None
    )
    values = tuple(argument.value for argument in node.arguments)
    if not names:
        return value(emission, positional_call(node))
    if node.method is None:
        return at(
            emission,
            node.line,
            (node.function, *values),
            lambda codes: emission.fallible(
                f"call_keywords({codes[0]}, [{', '.join(codes[1:])}], keywords!({names}))"
            ),
        )
    method = name_constant(node.method)
    found = at(
        emission,
        node.line,
        (node.function,),
        lambda codes: emission.fallible(f"lookup_method({codes[0]}, {method})"),
    )
    call = at(
        emission,
        node.line,
        values,
        lambda codes: emission.fallible(
            f"found.call_keywords([{', '.join(codes)}], keywords!({names}))"
        ),
    )
    return f"{{ let found = {found}; {call} }}"


def _general_call(emission: FunctionEmission, node: ir.GeneralCall) -> str:
    if without_stars(node):
        return _keyword_call(emission, node)
    prefix = emission.at_line(node.line)
    function = value(emission, node.function)
    if node.method is None:
        call = f"Call::new({function})"
    else:
        call = emission.fallible(f"Call::method({function}, {name_constant(node.method)})")
    call = call_arguments(emission, call, node.arguments)
    after = emission.at_line(node.line)
    if after:
        code = f"let call = {call}; {after}{emission.fallible('call.invoke()')}"
        return f"{{ {prefix}{code} }}"
    code = emission.fallible(f"{call}.invoke()")
    return f"{{ {prefix}{code} }}" if prefix else code


def _super_call(emission: FunctionEmission, node: ir.SuperCall) -> str:
    prefix = emission.at_line(node.line)
    cell = emission.fallible(f"frame.load_cell({emission.slot(node.class_slot)})")
    code = emission.fallible(f"super_({cell}, {value(emission, node.first)})")
    return f"{{ {prefix}{code} }}" if prefix else code


MANY_CONSTANTS = 64
"""From so many on a display of constants is data: rustc is slow with very long expressions."""

MANY_OPERANDS = 16
"""From so many on, values that can raise are put into a vector one by one: an array's failed operand drops all before
it, each in code of its own, which grows with the square of their number."""

_BUILDERS = {
    ir.DisplayKind.LIST: ("ListBuilder", "list"),
    ir.DisplayKind.TUPLE: ("ListBuilder", "tuple"),
    ir.DisplayKind.SET: ("SetBuilder", "set"),
}


def _noted(
    emission: FunctionEmission, operand: ir.Expression, line: int, *, may_raise: bool = True
) -> str:
    """The last operand of a step that raises at ``line``."""
    code = value(emission, operand)
    note = emission.at_line(line) if may_raise else ""
    return f"{{ let item = {code}; {note}item }}" if note else code


def _element(emission: FunctionEmission, element: ir.Expression, line: int) -> str:
    """An element of a set whose display is on ``line``."""
    return _noted(emission, element, line, may_raise=may_lack_hash(element))


def _display(emission: FunctionEmission, node: ir.Display) -> str:
    builder, finish = _BUILDERS[node.kind]
    if not any(element.starred for element in node.elements):
        operands = [element.value for element in node.elements]
        if node.kind is ir.DisplayKind.SET:
            if len(operands) > 2 and all(isinstance(item, ir.Constant) for item in operands):
                # CPython folds these into one frozenset, which decides the order of the set.
                return (
                    f"set_of_constants([{', '.join(value(emission, item) for item in operands)}])"
                )
            if len(operands) > STACK_USE:
                pushes = (f"push({_element(emission, item, node.line)})" for item in operands)
                return _filled(emission, f"{builder}::new()", pushes, finish)
            return at(
                emission,
                node.line,
                operands,
                lambda codes: emission.fallible(f"set([{', '.join(codes)}])"),
            )
        data = _data(operands)
        if data is not None and node.kind is ir.DisplayKind.LIST:
            return f"list_of(&[{', '.join(data)}])"
        codes = [value(emission, operand) for operand in operands]
        return _gathered(codes, finish, f"{finish}_from")
    code = f"{builder}::new()"
    for element in node.elements:
        if element.starred:
            item = _noted(emission, element.value, node.line)
            code = emission.fallible(f"{code}.extend({item})")
        elif node.kind is ir.DisplayKind.SET:
            item = _element(emission, element.value, node.line)
            code = emission.fallible(f"{code}.push({item})")
        else:
            code = f"{code}.push({value(emission, element.value)})"
    return f"{code}.{finish}()"


def _gathered(codes: Sequence[str], of_array: str, of_vector: str) -> str:
    """A call of a function of an array, or of that of a vector where an array would take too much code."""
    if len(codes) < MANY_OPERANDS or not any("?" in code for code in codes):
        return f"{of_array}([{', '.join(codes)}])"
    pushes = "".join(f"many.push({code}); " for code in codes)
    return f"{of_vector}({{ let mut many = Vec::with_capacity({len(codes)}); {pushes}many }})"


def _filled(emission: FunctionEmission, builder: str, steps: Iterable[str], finish: str) -> str:
    """A builder that is filled step by step; each can raise."""
    code = "".join(f"many = {emission.fallible(f'many.{step}')}; " for step in steps)
    return f"{{ let mut many = {builder}; {code}many.{finish}() }}"


def _data(operands: Sequence[ir.Expression | None]) -> list[str] | None:
    """Many constants as data; None for a few, and for what is no constant."""
    if len(operands) < MANY_CONSTANTS:
        return None
    found: list[str] = []
    for operand in operands:
        code = datum(operand.value) if isinstance(operand, ir.Constant) else None
        if code is None:
            return None
        found.append(code)
    return found


def _dict_display(emission: FunctionEmission, node: ir.DictDisplay) -> str:
    parts = [part for entry in node.entries for part in (entry.key, entry.value)]
    data = _data(parts)
    if data is not None:
        rows = [f"({key}, {item})" for key, item in zip(data[::2], data[1::2], strict=True)]
        return emission.fallible(f"dict_of(&[{', '.join(rows)}])")
    pairs = [(entry.key, entry.value) for entry in node.entries if entry.key is not None]
    if len(pairs) == len(node.entries):
        return _dict_of_pairs(emission, node.line, pairs)
    code = "DictBuilder::new()"
    for entry in node.entries:
        if entry.key is None:
            item = _noted(emission, entry.value, node.line)
            code = emission.fallible(f"{code}.update({item})")
        else:
            key, may_raise = value(emission, entry.key), may_lack_hash(entry.key)
            item = _noted(emission, entry.value, node.line, may_raise=may_raise)
            code = emission.fallible(f"{code}.insert({key}, {item})")
    return f"{code}.dict()"


def _dict_of_pairs(
    emission: FunctionEmission, line: int, pairs: Sequence[tuple[ir.Expression, ir.Expression]]
) -> str:
    one_by_one, codes = pairs_one_by_one(len(pairs)), []
    for position, (key, item) in enumerate(pairs):
        first = value(emission, key)
        put = [pair[0] for pair in pairs[one_by_one:]] if position == len(pairs) - 1 else []
        if position < one_by_one:
            put = [key]
        last = _noted(emission, item, line, may_raise=any(map(may_lack_hash, put)))
        codes.append(f"{first}, {last}")
    steps = [f"insert({pair})" for pair in codes[:one_by_one]]
    rest = ", ".join(f"({pair})" for pair in codes[len(steps) :])
    if not steps:
        return emission.fallible(f"dict([{rest}])")
    if rest:
        steps.append(f"insert_all([{rest}])")
    return _filled(emission, "DictBuilder::new()", steps, "dict")


def _format(emission: FunctionEmission, node: ir.Format) -> str:
    operands: tuple[ir.Expression, ...] = (node.value,)
    if node.specification is not None:
        operands = (node.value, node.specification)

    def build(codes: Sequence[str]) -> str:
        specification = f"Some({codes[1]})" if len(codes) == 2 else "None"
        conversion = f"Conversion::{node.conversion.value}"
        return emission.fallible(f"format_value({codes[0]}, {conversion}, {specification})")

    return at(emission, node.line, operands, build)


def _join(emission: FunctionEmission, node: ir.Join) -> str:
    parts = [value(emission, part) for part in node.parts]
    return _gathered(parts, "join_text", "join_text")


def _make_function(emission: FunctionEmission, node: ir.MakeFunction) -> str:
    module = "text_module()" if emission.module.is_text else "&MODULE"
    code = f"Function::new({emission.code(node.function)}, {module})"
    if node.defaults:
        defaults = ", ".join(value(emission, default) for default in node.defaults)
        code += f".defaults(tuple([{defaults}]))"
    for method, pairs in (
        ("keyword_defaults", node.keyword_defaults),
        ("annotations", node.annotations),
    ):
        if pairs:
            entries = ", ".join(
                f"(text!({text_literal(name)}), {value(emission, item)})" for name, item in pairs
            )
            code += f".{method}({emission.fallible(f'dict([{entries}])')})"
    if node.closure:
        code += f".closure([{_cells(emission, node)}])"
    return f"{code}.build()"


def _cells(emission: FunctionEmission, node: ir.MakeFunction) -> str:
    return ", ".join(f"frame.cell({emission.slot(slot)})" for slot in node.closure)


def plain(rust_name: str) -> str:
    """A Rust name as part of another identifier."""
    return rust_name.removeprefix("r#")


def _build_class(emission: FunctionEmission, node: ir.BuildClass) -> str:
    prefix = emission.at_line(node.line)
    body = value(emission, node.body)
    call = call_arguments(emission, "ClassArguments::new()", node.arguments, is_class=True)
    after = emission.at_line(node.line)
    build = emission.fallible(f"build_class(body, {name_constant(node.name)}, arguments)")
    return f"{{ {prefix}let body = {body}; let arguments = {call}; {after}{build} }}"


def _suspending(
    emission: FunctionEmission, node: ir.Yield | ir.YieldFrom | ir.Await, method: str
) -> str:
    return at(
        emission,
        node.line,
        (node.value,),
        lambda codes: emission.fallible(f"frame.{method}({codes[0]}).await"),
    )


def _yield(emission: FunctionEmission, node: ir.Yield) -> str:
    is_item = emission.function.kind is FunctionKind.ASYNC_GENERATOR
    return _suspending(emission, node, "suspend_item" if is_item else "suspend")


def _yield_from(emission: FunctionEmission, node: ir.YieldFrom) -> str:
    return _suspending(emission, node, "delegate")


def _await(emission: FunctionEmission, node: ir.Await) -> str:
    return _suspending(emission, node, "wait_for")


def _import_module(emission: FunctionEmission, node: ir.ImportModule) -> str:
    function = "import_leaf" if node.leaf else "import_module"
    return _leaf(emission, node.line, f"{function}({text_literal(node.name)})")


def _import_from(emission: FunctionEmission, node: ir.ImportFrom) -> str:
    name = name_constant(node.name)
    return at(
        emission,
        node.line,
        (node.module,),
        lambda codes: emission.fallible(f"import_from({codes[0]}, {name})"),
        frozenset({0}),
    )


_EMITTERS: dict[type[ir.Expression], Callable[..., str]] = {
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
    ir.Let: _let_value,
    ir.LoadCell: _load_cell,
    ir.LoadClassCell: _load_class_cell,
    ir.LoadGlobal: _load_global,
    ir.LoadLocal: _load_local,
    ir.LoadNamespace: _load_namespace,
    ir.LoadTemporary: _load_temporary,
    ir.MakeFunction: _make_function,
    ir.Names: _names,
    ir.Not: _not,
    ir.Operation: _operation_value,
    ir.Pattern: _pattern,
    ir.Refusal: _refusal,
    ir.ShortCircuit: _short_circuit,
    ir.Store: _store,
    ir.SuperCall: _super_call,
    ir.Yield: _yield,
    ir.YieldFrom: _yield_from,
}
