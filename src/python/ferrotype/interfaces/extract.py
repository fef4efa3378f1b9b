"""Stage: from a module's tree to its interface.

Before: ``def area(r: float = 1.0): return r * r``. After: a function ``area`` with one positional
parameter ``r``, annotation ``float``, default ``1.0``. Bodies count only for what they show
outside: whether a function is a generator, which attributes methods set, which names a
``global`` statement binds.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from ferrotype.interfaces.model import (
    ClassInterface,
    ConstantInterface,
    FunctionInterface,
    ImportedName,
    Interface,
    ParameterInterface,
    ParameterKind,
)
from ferrotype.library.imports import absolute_module

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


def extract_interface(tree: ast.Module, module: str, is_package: bool) -> Interface:
    """The interface of a parsed module."""
    package = module if is_package else module.rpartition(".")[0]
    bound = Counter(_bound_names(tree.body))
    bound.update(_declared_global(tree))
    statements = list(_own_statements(tree.body))
    imported, stars = _imports(statements, package)
    return Interface(
        module=module,
        is_package=is_package,
        names=tuple(sorted(bound)),
        exports=_exports(statements, bound),
        functions=_functions(statements, bound),
        classes=_classes(statements, bound),
        constants=_constants(statements, bound),
        imported=imported,
        star_imports=stars,
    )


def _own_statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of this scope, those inside ``if``, ``try``, ``with`` and loops included."""
    for statement in body:
        yield statement
        if isinstance(statement, _SCOPES):
            continue
        for child in ast.iter_child_nodes(statement):
            match child:
                case ast.stmt():
                    yield from _own_statements([child])
                case ast.ExceptHandler(body=inner) | ast.match_case(body=inner):
                    yield from _own_statements(inner)


def _bound_names(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Every binding of this scope, as often as it occurs."""
    for statement in _own_statements(body):
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name):
                yield name
            case ast.Import(names=aliases):
                yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(names=aliases):
                yield from (alias.asname or alias.name for alias in aliases if alias.name != "*")
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass
        if not isinstance(statement, _SCOPES):
            annotated = isinstance(statement, ast.AnnAssign)
            yield from _stored_names(statement, annotated)


def _stored_names(statement: ast.stmt, skip_target: bool) -> Iterator[str]:
    pending: list[ast.AST] = [
        child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)
    ]
    while pending:
        node = pending.pop()
        match node:
            case ast.Lambda() | ast.stmt():
                continue
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                if not (skip_target and node is getattr(statement, "target", None)):
                    yield name
            case ast.ExceptHandler(name=str() as name) | ast.MatchAs(name=str() as name):
                yield name
            case ast.MatchStar(name=str() as name) | ast.MatchMapping(rest=str() as name):
                yield name
            case ast.comprehension():
                # Its targets belong to the comprehension; a walrus inside belongs to us.
                pending += [node.iter, *node.ifs]
                continue
        pending += list(ast.iter_child_nodes(node))


def _declared_global(tree: ast.Module) -> Iterator[str]:
    """Names that functions may bind at module level; twice, as they are no single binding."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            for name in node.names:
                yield name
                yield name


def _imports(
    statements: Sequence[ast.stmt], package: str
) -> tuple[tuple[ImportedName, ...], tuple[str, ...]]:
    imported: set[ImportedName] = set()
    stars: list[str] = []
    for statement in statements:
        match statement:
            case ast.Import(names=aliases):
                for alias in aliases:
                    top = alias.name.partition(".")[0]
                    module = alias.name if alias.asname else top
                    imported.add(ImportedName(alias.asname or top, module, None))
            case ast.ImportFrom(names=aliases):
                source = absolute_module(statement, package)
                if source is None:
                    continue
                for alias in aliases:
                    if alias.name == "*":
                        stars.append(source)
                    else:
                        name = alias.asname or alias.name
                        imported.add(ImportedName(name, source, alias.name))
    ordered = sorted(imported, key=lambda entry: (entry.name, entry.module, entry.target or ""))
    return tuple(ordered), tuple(stars)


def _exports(statements: Sequence[ast.stmt], bound: Counter[str]) -> tuple[str, ...] | None:
    if bound["__all__"] != 1:
        return None
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return _literal_names(value)
    return None


def _literal_names(value: ast.expr) -> tuple[str, ...] | None:
    try:
        names = ast.literal_eval(value)
    except (ValueError, TypeError):
        return None
    if isinstance(names, list | tuple) and all(isinstance(name, str) for name in names):
        return tuple(names)
    return None


def _functions(
    statements: Sequence[ast.stmt], bound: Counter[str]
) -> tuple[FunctionInterface, ...]:
    found = [
        _function(statement, bound)
        for statement in statements
        if isinstance(statement, FunctionNode)
    ]
    return tuple(sorted(found, key=lambda function: function.name))


def _function(node: FunctionNode, bound: Counter[str]) -> FunctionInterface:
    return FunctionInterface(
        name=node.name,
        parameters=tuple(_parameters(node.args)),
        returns=_source(node.returns),
        decorators=tuple(ast.unparse(decorator) for decorator in node.decorator_list),
        is_generator=_is_generator(node),
        is_coroutine=isinstance(node, ast.AsyncFunctionDef),
        is_only_binding=bound[node.name] == 1,
    )


def _parameters(arguments: ast.arguments) -> Iterator[ParameterInterface]:
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = len(positional) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [*([None] * missing), *arguments.defaults]
    for position, (argument, default) in enumerate(zip(positional, defaults, strict=True)):
        kind = (
            ParameterKind.POSITIONAL_ONLY
            if position < len(arguments.posonlyargs)
            else ParameterKind.POSITIONAL
        )
        yield _parameter(argument, kind, default)
    if arguments.vararg is not None:
        yield _parameter(arguments.vararg, ParameterKind.STAR, None)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _parameter(argument, ParameterKind.KEYWORD_ONLY, default)
    if arguments.kwarg is not None:
        yield _parameter(arguments.kwarg, ParameterKind.DOUBLE_STAR, None)


def _parameter(
    argument: ast.arg, kind: ParameterKind, default: ast.expr | None
) -> ParameterInterface:
    return ParameterInterface(argument.arg, kind, _source(argument.annotation), _source(default))


def _source(node: ast.expr | None) -> str | None:
    return None if node is None else ast.unparse(node)


def _is_generator(node: FunctionNode) -> bool:
    pending: list[ast.AST] = list(node.body)
    while pending:
        current = pending.pop()
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(current, _SCOPES):
            pending += list(ast.iter_child_nodes(current))
    return False


def _classes(statements: Sequence[ast.stmt], bound: Counter[str]) -> tuple[ClassInterface, ...]:
    found = [_class(node, bound) for node in statements if isinstance(node, ast.ClassDef)]
    return tuple(sorted(found, key=lambda entry: entry.name))


def _class(node: ast.ClassDef, bound: Counter[str]) -> ClassInterface:
    inner = Counter(_bound_names(node.body))
    statements = list(_own_statements(node.body))
    keywords = [(keyword.arg or "**", ast.unparse(keyword.value)) for keyword in node.keywords]
    fields = [
        (statement.target.id, ast.unparse(statement.annotation))
        for statement in statements
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]
    return ClassInterface(
        name=node.name,
        bases=tuple(ast.unparse(base) for base in node.bases),
        keywords=tuple(keywords),
        decorators=tuple(ast.unparse(decorator) for decorator in node.decorator_list),
        slots=_slots(statements, inner),
        methods=_functions(statements, inner),
        fields=tuple(fields),
        attributes=tuple(sorted(_attributes(statements))),
        classes=_classes(statements, inner),
        is_only_binding=bound[node.name] == 1,
    )


def _slots(statements: Sequence[ast.stmt], bound: Counter[str]) -> tuple[str, ...] | None:
    if bound["__slots__"] != 1:
        return None
    for statement in statements:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id="__slots__")], value=ast.Constant(value=str() as name)
            ):
                return (name,)
            case ast.Assign(targets=[ast.Name(id="__slots__")], value=value):
                return _literal_names(value)
    return None


def _attributes(statements: Sequence[ast.stmt]) -> set[str]:
    found: set[str] = set()
    for method in statements:
        if not isinstance(method, FunctionNode):
            continue
        positional = [*method.args.posonlyargs, *method.args.args]
        if not positional:
            continue
        receiver = positional[0].arg
        for node in _sharing(method.body, receiver):
            match node:
                case ast.Attribute(value=ast.Name(id=holder), attr=name, ctx=ast.Store()) if (
                    holder == receiver
                ):
                    found.add(name)
    return found


def _sharing(body: Sequence[ast.AST], name: str) -> Iterator[ast.AST]:
    """Every node below ``body`` where ``name`` means the same: functions inside a method see
    its parameters, unless they have their own of that name."""
    pending = list(body)
    while pending:
        node = pending.pop()
        yield node
        match node:
            case (
                ast.FunctionDef(args=arguments)
                | ast.AsyncFunctionDef(args=arguments)
                | ast.Lambda(args=arguments)
            ) if any(parameter.name == name for parameter in _parameters(arguments)):
                continue
        pending += list(ast.iter_child_nodes(node))


def _constants(
    statements: Sequence[ast.stmt], bound: Counter[str]
) -> tuple[ConstantInterface, ...]:
    found: list[ConstantInterface] = []
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if bound[name] == 1:
                literal = _literal(value)
                if literal is not None:
                    found.append(ConstantInterface(name, None, literal))
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=annotation, value=annotated
            ) if bound[name] == 1:
                literal = None if annotated is None else _literal(annotated)
                found.append(ConstantInterface(name, ast.unparse(annotation), literal))
    return tuple(sorted(found, key=lambda constant: constant.name))


def _literal(value: ast.expr) -> str | None:
    """The source of an immutable literal; None for everything else."""
    try:
        known = ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return ast.unparse(value) if _is_immutable(known) else None


def _is_immutable(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_immutable(item) for item in value)
    return value is None or isinstance(value, bool | int | float | complex | str | bytes)
