"""Second half of name resolution: from what scopes bind to where each name lives.

``symtable.c`` ``analyze_block``: a name that a scope does not bind is free if an enclosing
function binds it (class scopes in between do not count), global otherwise; an explicit
``global`` in an enclosing function makes it global further in.
"""

from __future__ import annotations

import ast

from ferrotype.scopes.collect import Collector, ComprehensionNode, OpenScope
from ferrotype.syntax.scope import Binding, Scope, ScopeKind, ScopeTable

CLASS_CELL = "__class__"


def resolve_scopes(
    tree: ast.Module, future_annotations: bool, in_namespace: bool = False
) -> ScopeTable:
    """Resolve every scope of a module. ``tree`` is valid: CPython's compiler accepted it.

    ``in_namespace`` is for text that is run: its own names are those of a mapping.
    """
    collector = Collector(future_annotations)
    root = collector.collect(tree)
    resolver = _Resolver(in_namespace)
    module = resolver.resolve(root)
    return ScopeTable(
        by_node=resolver.by_node,
        module=module,
        global_names=tuple(resolver.global_names),
        global_stores=frozenset(resolver.global_stores),
    )


class _Resolver:
    def __init__(self, in_namespace: bool) -> None:
        self.in_namespace = in_namespace
        self.by_node: dict[ast.AST, Scope] = {}
        self.global_names: dict[str, None] = {}
        self.global_stores: set[str] = set()

    def resolve(self, root: OpenScope) -> Scope:
        for name in root.mentioned:
            self.global_names.setdefault(name)
        self.global_stores |= root.bound
        self._resolve(root, frozenset(), frozenset(), "")
        return self.by_node[root.node]

    def _resolve(
        self,
        scope: OpenScope,
        enclosing: frozenset[str],
        explicit_globals: frozenset[str],
        prefix: str,
    ) -> set[str]:
        """Resolve ``scope`` and its children; return the names they take from outside."""
        is_function = scope.kind is ScopeKind.FUNCTION
        own = {name for name in scope.bound if self._is_own(scope, name)}
        globals_below = (explicit_globals | scope.global_names) - own
        visible = enclosing
        if is_function:
            visible = (enclosing | own) - scope.global_names
        qualified_name = self._qualified_name(scope, prefix)
        child_prefix = {
            ScopeKind.MODULE: "",
            ScopeKind.CLASS: f"{qualified_name}.",
            ScopeKind.FUNCTION: f"{qualified_name}.<locals>.",
        }[scope.kind]
        if isinstance(scope.node, ComprehensionNode):
            # `compiler_set_qualname` says so of functions and lambdas alone.
            child_prefix = f"{qualified_name}."
        if scope.kind is ScopeKind.CLASS:
            child_visible = visible | {CLASS_CELL}
        else:
            child_visible = visible
        wanted: set[str] = set()
        for child in scope.children:
            child_free = self._resolve(child, child_visible, globals_below, child_prefix)
            wanted |= child_free
        needs_class_cell = scope.kind is ScopeKind.CLASS and CLASS_CELL in wanted
        if needs_class_cell:
            wanted.discard(CLASS_CELL)
        return self._finish(scope, own, visible, wanted, qualified_name, needs_class_cell)

    @staticmethod
    def _is_own(scope: OpenScope, name: str) -> bool:
        return name not in scope.global_names and name not in scope.nonlocal_names

    @staticmethod
    def _qualified_name(scope: OpenScope, prefix: str) -> str:
        parent = scope.parent
        if parent is None or scope.kind is ScopeKind.MODULE:
            return f"{prefix}{scope.name}"
        if scope.name in parent.global_names:
            return scope.name
        return f"{prefix}{scope.name}"

    def _finish(
        self,
        scope: OpenScope,
        own: set[str],
        visible: frozenset[str],
        wanted: set[str],
        qualified_name: str,
        needs_class_cell: bool,
    ) -> set[str]:
        bindings: dict[str, Binding] = {}
        free: set[str] = set()
        names = dict.fromkeys([*scope.mentioned, *sorted(wanted)])
        for name in names:
            binding = self._binding(scope, name, own, visible, wanted)
            bindings[name] = binding
            passes_through = scope.kind is ScopeKind.CLASS and name in wanted and name in visible
            if binding in (Binding.FREE, Binding.CLASS_FREE) or passes_through:
                free.add(name)
            if binding is Binding.GLOBAL or binding is Binding.NAMESPACE:
                self.global_names.setdefault(name)
            if name in scope.global_names and name in scope.bound:
                self.global_stores.add(name)
        cells = tuple(sorted(name for name, kind in bindings.items() if kind is Binding.CELL))
        parameters = tuple(scope.parameters)
        local_names = tuple(
            name
            for name, kind in bindings.items()
            if kind is Binding.LOCAL and name not in parameters
        )
        self.by_node[scope.node] = Scope(
            kind=scope.kind,
            name=scope.name,
            qualified_name=qualified_name,
            node=scope.node,
            private_prefix=scope.private_prefix,
            parameters=parameters,
            locals=local_names,
            cells=(CLASS_CELL,) if needs_class_cell else cells,
            free=tuple(sorted(free)),
            bindings=bindings,
            is_generator=scope.is_generator,
            is_coroutine=scope.is_coroutine,
            needs_class_cell=needs_class_cell,
        )
        return free

    def _binding(
        self, scope: OpenScope, name: str, own: set[str], visible: frozenset[str], wanted: set[str]
    ) -> Binding:
        if name in scope.global_names:
            return Binding.GLOBAL
        if scope.kind is ScopeKind.MODULE:
            return Binding.NAMESPACE if self.in_namespace else Binding.GLOBAL
        if name in scope.nonlocal_names:
            return Binding.FREE
        if scope.kind is ScopeKind.CLASS:
            if name in own or name not in visible:
                return Binding.NAMESPACE
            return Binding.CLASS_FREE
        if name in own:
            return Binding.CELL if name in wanted else Binding.LOCAL
        if name in visible:
            return Binding.FREE
        return Binding.GLOBAL
