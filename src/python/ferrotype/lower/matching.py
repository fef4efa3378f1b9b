"""Lowering of ``match``: each case is a labelled block that a failing pattern leaves.

match subject:            'done: {
    case [a, 1]: first        'case: { if !(…) { leave 'case } … first; leave 'done }
    case _: second            second
                          }
"""

from __future__ import annotations

import ast
from functools import partial

from ferrotype.ir import expressions as ir
from ferrotype.ir import statements as st
from ferrotype.lower.context import FunctionContext


def lower_match(context: FunctionContext, node: ast.Match) -> None:
    """``match subject: case …``."""
    subject, done = context.temporary(), context.label()
    value = context.expression(node.subject)
    context.emit(st.Bind(node.lineno, subject, value))

    def lower_case(case: ast.match_case, failure: int) -> None:
        names: list[tuple[str, int]] = []
        _pattern(context, case.pattern, subject, failure, names)
        for name, temporary in names:
            place = context.place(context.mangle(name))
            bound = ir.LoadTemporary(case.pattern.lineno, temporary, last=False)
            context.emit(st.Assign(case.pattern.lineno, place, bound))
        if case.guard is not None:
            _require(context, context.expression(case.guard), failure)
        context.statements(case.body)
        context.emit(st.Leave(case.pattern.lineno, done))

    def lower_cases() -> None:
        for case in node.cases:
            failure = context.label()
            body = context.collect(partial(lower_case, case, failure))
            context.emit(st.Labelled(case.pattern.lineno, failure, body))

    context.emit(st.Labelled(node.lineno, done, context.collect(lower_cases)))


def _require(context: FunctionContext, test: ir.Expression, failure: int) -> None:
    leave = (st.Leave(test.line, failure),)
    context.emit(st.If(test.line, ir.Not(test.line, test), leave, ()))


def _pattern(
    context: FunctionContext,
    pattern: ast.pattern,
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    """Test ``subject`` against ``pattern``; captured names are stored once all has matched."""
    line = pattern.lineno
    loaded = ir.LoadTemporary(line, subject, last=False)
    match pattern:
        case ast.MatchValue(value=value):
            expected = context.expression(value)
            _require(context, ir.Operation(line, "eq", (loaded, expected)), failure)
        case ast.MatchSingleton(value=constant):
            test = ir.Operation(line, "is_", (loaded, ir.Constant(line, constant)))
            _require(context, test, failure)
        case ast.MatchAs(pattern=None, name=None):
            pass
        case ast.MatchAs(pattern=inner, name=name):
            if inner is not None:
                _pattern(context, inner, subject, failure, names)
            assert name is not None
            names.append((name, subject))
        case ast.MatchOr(patterns=alternatives):
            _alternatives(context, alternatives, subject, failure, names)
        case ast.MatchSequence(patterns=patterns):
            _sequence(context, line, patterns, subject, failure, names)
        case ast.MatchMapping():
            _mapping(context, pattern, subject, failure, names)
        case ast.MatchClass():
            _class(context, pattern, subject, failure, names)


def _alternatives(
    context: FunctionContext,
    alternatives: list[ast.pattern],
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    """All alternatives capture the same names: each settles the same temporaries."""
    done = context.label()
    shared = {name: context.temporary() for name in _captured(alternatives[0])}
    if shared:
        context.emit(st.Declare(alternatives[0].lineno, tuple(shared.values())))

    def lower_alternatives() -> None:
        for position, alternative in enumerate(alternatives):
            last = position == len(alternatives) - 1
            own_failure = failure if last else context.label()

            def lower_one(
                alternative: ast.pattern = alternative, own_failure: int = own_failure
            ) -> None:
                captured: list[tuple[str, int]] = []
                _pattern(context, alternative, subject, own_failure, captured)
                for name, temporary in captured:
                    value = ir.LoadTemporary(alternative.lineno, temporary, last=False)
                    context.emit(st.Settle(alternative.lineno, shared[name], value))
                context.emit(st.Leave(alternative.lineno, done))

            body = context.collect(lower_one)
            if last:
                for statement in body:
                    context.emit(statement)
            else:
                context.emit(st.Labelled(alternative.lineno, own_failure, body))

    context.emit(st.Labelled(alternatives[0].lineno, done, context.collect(lower_alternatives)))
    names.extend(shared.items())


def _captured(pattern: ast.pattern) -> list[str]:
    """The names that a pattern captures, in the order in which it does."""
    match pattern:
        case ast.MatchAs(pattern=inner, name=str(name)):
            return [*(_captured(inner) if inner is not None else ()), name]
        case ast.MatchStar(name=str(name)):
            return [name]
        case ast.MatchOr(patterns=alternatives):
            return _captured(alternatives[0])
        case ast.MatchMapping(patterns=patterns, rest=rest):
            inside = [name for inner in patterns for name in _captured(inner)]
            return [*inside, rest] if rest is not None else inside
        case ast.MatchSequence(patterns=patterns):
            return [name for inner in patterns for name in _captured(inner)]
        case ast.MatchClass(patterns=patterns, kwd_patterns=keyword_patterns):
            return [name for inner in (*patterns, *keyword_patterns) for name in _captured(inner)]
        case _:
            return []


def _is_wildcard(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs | ast.MatchStar) and pattern.name is None


def _sequence(
    context: FunctionContext,
    line: int,
    patterns: list[ast.pattern],
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    """``compiler_pattern_sequence`` of CPython's ``Python/compile.c``: which patterns ask for the length, the iterator or
    single items is visible in the subject's methods."""
    loaded = ir.LoadTemporary(line, subject, last=False)
    _require(context, ir.Operation(line, "match_sequence", (loaded,)), failure)
    star = next(
        (at for at, pattern in enumerate(patterns) if isinstance(pattern, ast.MatchStar)), None
    )
    wanted = ir.Constant(line, len(patterns) - (star is not None))
    if star is None:
        _require(context, ir.Operation(line, "match_length", (loaded, wanted)), failure)
    elif len(patterns) > 1:
        _require(context, ir.Operation(line, "match_length_at_least", (loaded, wanted)), failure)
    if all(_is_wildcard(pattern) for pattern in patterns):
        return
    if star is not None and _is_wildcard(patterns[star]):
        _items_around_star(context, line, patterns, star, subject, failure, names)
        return
    temporaries = tuple(context.temporary() for _ in patterns)
    context.emit(st.BindItems(line, temporaries, star, loaded))
    for pattern, temporary in zip(patterns, temporaries, strict=True):
        if isinstance(pattern, ast.MatchStar):
            if pattern.name is not None:
                names.append((pattern.name, temporary))
        else:
            _pattern(context, pattern, temporary, failure, names)


def _items_around_star(
    context: FunctionContext,
    line: int,
    patterns: list[ast.pattern],
    star: int,
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    """``[a, *_, b]``: items by their places (``pattern_helper_sequence_subscr``)."""
    loaded = ir.LoadTemporary(line, subject, last=False)
    for place, pattern in enumerate(patterns):
        if _is_wildcard(pattern):
            continue
        key: ir.Expression = ir.Constant(line, place)
        if place > star:
            behind = ir.Constant(line, len(patterns) - place)
            key = ir.Operation(line, "sub", (ir.Operation(line, "match_size", (loaded,)), behind))
        item = context.temporary()
        context.emit(st.Bind(line, item, ir.Operation(line, "getitem", (loaded, key))))
        _pattern(context, pattern, item, failure, names)


def _mapping(
    context: FunctionContext,
    pattern: ast.MatchMapping,
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    line = pattern.lineno
    loaded = ir.LoadTemporary(line, subject, last=False)
    _require(context, ir.Operation(line, "match_mapping", (loaded,)), failure)
    if pattern.keys:
        wanted = ir.Constant(line, len(pattern.keys))
        _require(context, ir.Operation(line, "match_length_at_least", (loaded, wanted)), failure)
    keys = []
    for key in pattern.keys:
        temporary = context.temporary()
        context.emit(st.Bind(line, temporary, context.expression(key)))
        keys.append(ir.LoadTemporary(line, temporary, last=False))
    temporaries = tuple(context.temporary() for _ in pattern.patterns)
    if keys:
        context.emit(
            st.MatchParts(line, "match_keys", loaded, tuple(keys), 0, (), temporaries, failure)
        )
    for inner, temporary in zip(pattern.patterns, temporaries, strict=True):
        _pattern(context, inner, temporary, failure, names)
    if pattern.rest is not None:
        rest = context.temporary()
        taken = ir.Display(
            line, ir.DisplayKind.TUPLE, tuple(ir.Element(False, key) for key in keys)
        )
        operation = ir.Operation(line, "match_rest", (loaded, taken))
        context.emit(st.Bind(line, rest, operation))
        names.append((pattern.rest, rest))


def _class(
    context: FunctionContext,
    pattern: ast.MatchClass,
    subject: int,
    failure: int,
    names: list[tuple[str, int]],
) -> None:
    line = pattern.lineno
    loaded = ir.LoadTemporary(line, subject, last=False)
    cls = context.expression(pattern.cls)
    inner = [*pattern.patterns, *pattern.kwd_patterns]
    temporaries = tuple(context.temporary() for _ in inner)
    context.emit(
        st.MatchParts(
            line,
            "match_class",
            loaded,
            (cls,),
            len(pattern.patterns),
            tuple(pattern.kwd_attrs),
            temporaries,
            failure,
        )
    )
    for part, temporary in zip(inner, temporaries, strict=True):
        _pattern(context, part, temporary, failure, names)
