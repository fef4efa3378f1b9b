"""Data about a module as it was written: source, tree, comments, scopes."""

from ferrotype.syntax.module import CodeFacts, ParsedModule
from ferrotype.syntax.scope import Binding, Scope, ScopeKind, ScopeTable

__all__ = ["Binding", "CodeFacts", "ParsedModule", "Scope", "ScopeKind", "ScopeTable"]
