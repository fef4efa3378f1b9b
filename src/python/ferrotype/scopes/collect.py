"""First half of name resolution: what each scope binds, declares and mentions.

Follows ``Python/symtable.c``: which parts of a node belong to the enclosing scope
(decorators, defaults, annotations, bases, a comprehension's first iterable) and which to
the scope the node opens.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from ferrotype.syntax.scope import ScopeKind, mangle

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
COMPREHENSION_NAMES: dict[type[ast.AST], str] = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
    ast.GeneratorExp: "<genexpr>",
}
ITERATOR_PARAMETER = ".0"


@dataclass(slots=True, eq=False)
class OpenScope:
    """A scope while it is being filled."""

    kind: ScopeKind
    name: str
    node: ast.AST
    parent: OpenScope | None
    private_prefix: str | None
    is_comprehension: bool = False
    parameters: list[str] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: dict[str, ast.AST] = field(default_factory=dict)
    mentioned: dict[str, None] = field(default_factory=dict)
    children: list[OpenScope] = field(default_factory=list)
    is_generator: bool = False
    is_coroutine: bool = False


class Collector(ast.NodeVisitor):
    """Walks a module and fills one ``OpenScope`` for each scope-opening node."""

    def __init__(self, future_annotations: bool) -> None:
        self.future_annotations = future_annotations
        self.scopes: list[OpenScope] = []
        self.current: OpenScope

    def collect(self, tree: ast.Module) -> OpenScope:
        """Return the module's scope with all its children."""
        root = self._open(ScopeKind.MODULE, "<module>", tree, None)
        for statement in tree.body:
            self.visit(statement)
        return root

    def _open(
        self, kind: ScopeKind, name: str, node: ast.AST, private_prefix: str | None
    ) -> OpenScope:
        parent = self.current if self.scopes else None
        scope = OpenScope(kind, name, node, parent, private_prefix)
        if parent is not None:
            parent.children.append(scope)
        self.scopes.append(scope)
        self.current = scope
        return scope

    def _close(self) -> None:
        assert self.current.parent is not None
        self.current = self.current.parent

    def _mention(self, name: str) -> str:
        mangled = mangle(self.current.private_prefix, name)
        self.current.mentioned.setdefault(mangled)
        return mangled

    def _bind(self, name: str) -> None:
        self.current.bound.add(self._mention(name))

    def _visit_all(self, *nodes: ast.AST | list[ast.AST] | None) -> None:
        for node in nodes:
            if isinstance(node, list):
                for item in node:
                    if item is not None:
                        self.visit(item)
            elif node is not None:
                self.visit(node)

    # names

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._mention(node.id)
            if node.id == "super" and self.current.kind is ScopeKind.FUNCTION:
                self._mention("__class__")
        else:
            self._bind(node.id)

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            self.current.global_names.add(self._mention(name))

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            self.current.nonlocal_names[self._mention(name)] = node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        target = self.current
        while target.is_comprehension:
            target.mentioned.setdefault(mangle(target.private_prefix, node.target.id))
            assert target.parent is not None
            target = target.parent
        mangled = mangle(target.private_prefix, node.target.id)
        target.mentioned.setdefault(mangled)
        target.bound.add(mangled)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.partition(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*":
                self._bind(alias.asname or alias.name)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._visit_all(node.type)
        if node.name is not None:
            self._bind(node.name)
        self._visit_all(list(node.body))

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        self._visit_all(node.pattern)
        if node.name is not None:
            self._bind(node.name)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name is not None:
            self._bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self._visit_all(list(node.keys), list(node.patterns))
        if node.rest is not None:
            self._bind(node.rest)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.simple or node.value is not None or not isinstance(node.target, ast.Name):
            self._visit_all(node.target)
        if self.current.kind is not ScopeKind.FUNCTION and node.simple:
            self._mention("__annotations__")
            self.current.bound.add("__annotations__")
        if not self.future_annotations and self.current.kind is not ScopeKind.FUNCTION:
            self.visit(node.annotation)
        self._visit_all(node.value)

    # scopes

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function_definition(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function_definition(node)

    def _function_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._bind(node.name)
        self._visit_all(list(node.decorator_list))
        self._outside_of_function(node.args)
        if not self.future_annotations:
            self._annotations(node.args)
            self._visit_all(node.returns)
        scope = self._open(ScopeKind.FUNCTION, node.name, node, self.current.private_prefix)
        scope.is_coroutine = isinstance(node, ast.AsyncFunctionDef)
        self._parameters(node.args)
        self._visit_all(list(node.body))
        self._close()

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._outside_of_function(node.args)
        self._open(ScopeKind.FUNCTION, "<lambda>", node, self.current.private_prefix)
        self._parameters(node.args)
        self.visit(node.body)
        self._close()

    def _outside_of_function(self, arguments: ast.arguments) -> None:
        keyword_only = [default for default in arguments.kw_defaults if default is not None]
        self._visit_all(list(arguments.defaults), list(keyword_only))

    def _annotations(self, arguments: ast.arguments) -> None:
        for argument in all_arguments(arguments):
            self._visit_all(argument.annotation)

    def _parameters(self, arguments: ast.arguments) -> None:
        for argument in all_arguments(arguments):
            self._bind(argument.arg)
            self.current.parameters.append(mangle(self.current.private_prefix, argument.arg))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name)
        self._visit_all(list(node.decorator_list), list(node.bases), list(node.keywords))
        self._open(ScopeKind.CLASS, node.name, node, node.name)
        self._visit_all(list(node.body))
        self._close()

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._comprehension(node, node.generators, [node.elt])

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self._comprehension(node, node.generators, [node.elt])

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self._comprehension(node, node.generators, [node.elt])

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node, node.generators, [node.key, node.value])

    def _comprehension(
        self,
        node: ComprehensionNode,
        generators: list[ast.comprehension],
        elements: list[ast.expr],
    ) -> None:
        self.visit(generators[0].iter)
        name = COMPREHENSION_NAMES[type(node)]
        scope = self._open(ScopeKind.FUNCTION, name, node, self.current.private_prefix)
        scope.is_comprehension = True
        scope.is_generator = isinstance(node, ast.GeneratorExp)
        scope.is_coroutine = any(generator.is_async for generator in generators)
        scope.parameters.append(ITERATOR_PARAMETER)
        scope.bound.add(ITERATOR_PARAMETER)
        scope.mentioned.setdefault(ITERATOR_PARAMETER)
        for position, generator in enumerate(generators):
            self.visit(generator.target)
            if position:
                self.visit(generator.iter)
            self._visit_all(list(generator.ifs))
        self._visit_all(list(elements))
        self._close()
        # A generator expression awaits when it is asked for items; other comprehensions do at once.
        self.current.is_coroutine |= scope.is_coroutine and not scope.is_generator

    def visit_Yield(self, node: ast.Yield) -> None:
        self.current.is_generator = True
        self.generic_visit(node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> None:
        self.current.is_generator = True
        self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> None:
        self.current.is_coroutine = True
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.visit(node.value)


def all_arguments(arguments: ast.arguments) -> list[ast.arg]:
    """Every parameter in slot order."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if arguments.vararg is not None:
        found.append(arguments.vararg)
    if arguments.kwarg is not None:
        found.append(arguments.kwarg)
    return found
