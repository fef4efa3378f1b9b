"""Lowering of calls, and of the few calls that the compiler itself must understand."""

from __future__ import annotations

import ast

from ferrotype.diagnostics import codes
from ferrotype.ir import expressions as ir
from ferrotype.lower.constants import MISSING, constant_value, module_member
from ferrotype.lower.context import FunctionContext
from ferrotype.syntax import ScopeKind
from ferrotype.syntax.patterns import is_pattern

REFUSED_BUILTINS = {
    "eval": codes.DYNAMIC_CODE,
    "exec": codes.DYNAMIC_CODE,
    "compile": codes.DYNAMIC_CODE,
    "__import__": codes.DYNAMIC_CODE,
    "breakpoint": codes.FRAME_INSPECTION,
}
RUNNING_BUILTINS = frozenset({"eval", "exec", "compile"})
NAMES_WITHOUT_ARGUMENTS = frozenset({"globals", "locals", "vars", "dir"})
PATTERN_FUNCTIONS = frozenset(
    {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
)


def lower_call(context: FunctionContext, node: ast.Call) -> ir.Expression:
    """Lower a call."""
    for special in (_run_text, _refused, _names, _super, _pattern):
        result = special(context, node)
        if result is not None:
            return result
    return _plain_call(context, node)


def _plain_call(context: FunctionContext, node: ast.Call) -> ir.Expression:
    line = node.lineno
    positional_only = not node.keywords and not any(
        isinstance(argument, ast.Starred) for argument in node.args
    )
    if isinstance(node.func, ast.Attribute):
        # CPython reports a method call on the line of the attribute's name.
        line = node.func.end_lineno or line
        receiver = context.expression(node.func.value)
        name = context.mangle(node.func.attr)
        if positional_only:
            return ir.CallMethod(line, receiver, name, _positional(context, node.args))
        return ir.GeneralCall(line, receiver, name, arguments(context, node.args, node.keywords))
    function = context.expression(node.func)
    if positional_only:
        return ir.Call(line, function, _positional(context, node.args))
    return ir.GeneralCall(line, function, None, arguments(context, node.args, node.keywords))


def _positional(context: FunctionContext, nodes: list[ast.expr]) -> tuple[ir.Expression, ...]:
    return tuple(context.expression(node) for node in nodes)


def arguments(
    context: FunctionContext, positional: list[ast.expr], keywords: list[ast.keyword]
) -> tuple[ir.Argument, ...]:
    """The arguments of a general call in evaluation order."""
    lowered = []
    for node in positional:
        if isinstance(node, ast.Starred):
            value = context.expression(node.value)
            lowered.append(ir.Argument(ir.ArgumentKind.STAR, None, value))
        else:
            value = context.expression(node)
            lowered.append(ir.Argument(ir.ArgumentKind.POSITIONAL, None, value))
    for keyword in keywords:
        value = context.expression(keyword.value)
        kind = ir.ArgumentKind.DOUBLE_STAR if keyword.arg is None else ir.ArgumentKind.KEYWORD
        name = None if keyword.arg is None else context.mangle(keyword.arg)
        lowered.append(ir.Argument(kind, name, value))
    return tuple(lowered)


def _run_text(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    """``eval(text)`` and ``exec(text)``: the names of the text are those of the frame."""
    module = context.module
    if not isinstance(node.func, ast.Name) or not context.is_builtin(node.func.id):
        return None
    if node.func.id not in RUNNING_BUILTINS or not (module.runs_texts or module.is_text):
        return None
    if not module.deferred and node.args and _is_made_while_running(node.args[0]):
        return module.refuse(codes.DYNAMIC_CODE, node, name=node.func.id)
    only_text = len(node.args) == 1 and not node.keywords
    if node.func.id == "compile" or not only_text or isinstance(node.args[0], ast.Starred):
        return _plain_call(context, node)
    if isinstance(context.scope.node, ast.GeneratorExp):
        return _plain_call(context, node)
    line = node.lineno
    operands = (
        context.expression(node.func),
        context.expression(node.args[0]),
        ir.Names(line, ir.NamesKind.GLOBALS),
        _own_names(context, line),
    )
    return ir.Operation(line, "run_text", operands)


def _is_made_while_running(text: ast.expr) -> bool:
    """Whether an argument is visibly no text that stands in the program."""
    match text:
        case ast.JoinedStr(values=values):
            return any(isinstance(value, ast.FormattedValue) for value in values)
        case ast.BinOp(left=left, right=right):
            return not all(isinstance(side, ast.Constant | ast.BinOp) for side in (left, right))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name not in ("compile", "dedent", "strip", "lstrip", "rstrip")
    return False


def _own_names(context: FunctionContext, line: int) -> ir.Names:
    """What ``locals()`` gives, where the frame can keep it."""
    if context.scope.kind is ScopeKind.MODULE and not context.module.is_text:
        return ir.Names(line, ir.NamesKind.GLOBALS)
    if context.scope.kind is not ScopeKind.FUNCTION:
        return ir.Names(line, ir.NamesKind.NAMESPACE)
    context.keeps_locals = True
    return ir.Names(line, ir.NamesKind.LOCALS)


def _refused(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    if not isinstance(node.func, ast.Name) or not context.is_builtin(node.func.id):
        return None
    name = node.func.id
    row = REFUSED_BUILTINS.get(name)
    if row is None or (name == "__import__" and context.module.deferred):
        return None
    return context.module.refuse(row, node, name=name)


def _names(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    """``globals()``, ``locals()``, ``vars()``, ``dir()``: of the frame that calls them."""
    function = node.func
    if not isinstance(function, ast.Name) or node.args or node.keywords:
        return None
    if function.id not in NAMES_WITHOUT_ARGUMENTS or not context.is_builtin(function.id):
        return None
    line = node.lineno
    if function.id == "globals":
        kind = ir.NamesKind.GLOBALS
    elif context.scope.kind is not ScopeKind.FUNCTION:
        kind = _own_names(context, line).kind
    elif isinstance(context.scope.node, ast.GeneratorExp):
        # Its frame has no place for what is kept from one call to the next.
        return context.module.refuse(codes.FRAME_INSPECTION, node, name=function.id)
    else:
        kind = ir.NamesKind.LOCALS
        context.keeps_locals = True
    names = ir.Names(line, kind)
    if function.id == "dir":
        return ir.Operation(line, "sorted_names", (names,))
    return names


def _super(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    if not isinstance(node.func, ast.Name) or node.func.id != "super":
        return None
    if node.args or node.keywords or not context.is_builtin("super"):
        return None
    scope = context.scope
    if "__class__" not in context.cell_slots or not scope.parameters:
        return None
    if scope.kind is not ScopeKind.FUNCTION:
        return None
    first = context.load(node.lineno, scope.parameters[0])
    return ir.SuperCall(node.lineno, context.cell_slots["__class__"], first)


def _pattern(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    member = module_member(context, node.func)
    if member is None or member[0] != "re":
        return None
    if member[1] == "compile":
        return _compile_pattern(context, node)
    if member[1] in PATTERN_FUNCTIONS:
        return _pattern_function(context, node, member[1])
    return None


def _compile_pattern(context: FunctionContext, node: ast.Call) -> ir.Expression | None:
    source: object = MISSING
    flags: object = 0
    named = {keyword.arg: keyword.value for keyword in node.keywords}
    if node.args:
        source = constant_value(context.module, node.args[0])
    elif "pattern" in named:
        source = constant_value(context.module, named["pattern"])
    if len(node.args) > 1:
        flags = constant_value(context.module, node.args[1])
    elif "flags" in named:
        flags = constant_value(context.module, named["flags"])
    if isinstance(source, str | bytes) and isinstance(flags, int) and is_pattern(source, int(flags)):
        return ir.Pattern(node.lineno, source, int(flags))
    return None


def _pattern_function(context: FunctionContext, node: ast.Call, name: str) -> ir.Expression | None:
    """``re.sub("a", …)`` is ``re.compile("a").sub(…)``; flags move to the pattern."""
    if not node.args or isinstance(node.args[0], ast.Starred):
        return None
    source = constant_value(context.module, node.args[0])
    if not isinstance(source, str | bytes):
        return None
    flags: object = 0
    keywords = []
    for keyword in node.keywords:
        if keyword.arg == "flags":
            flags = constant_value(context.module, keyword.value)
        else:
            keywords.append(keyword)
    positional = list(node.args[1:])
    limit = {"sub": 3, "subn": 3, "split": 2}.get(name, 1)
    if len(positional) == limit + 1 and not any(
        isinstance(argument, ast.Starred) for argument in positional
    ):
        flags = constant_value(context.module, positional.pop())
    if not isinstance(flags, int) or not is_pattern(source, int(flags)):
        return None
    pattern = ir.Pattern(node.lineno, source, int(flags))
    return ir.GeneralCall(node.lineno, pattern, name, arguments(context, positional, keywords))
