from typing import *
import typing, collections.abc
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
T = TypeVar('T'); Ts = TypeVarTuple('Ts')
class A:
    x: 'int'
    y: "List['A']"
    z: 'ClassVar[Optional[int]]' = None
    w: 'typing.Dict[str, "A"]'
class B(A):
    v: 'Literal[1, -1, "a", None, True]'
t(lambda: get_type_hints(A)); t(lambda: get_type_hints(B))
def f(a: 'int | None', b: 'Callable[[int, str], bool]', c: 'tuple[int, ...]', *args: 'T', d: 'Annotated[int, "m"]' = 3, **k: 'Tuple[()]') -> 'None': pass
t(lambda: get_type_hints(f)); t(lambda: get_type_hints(f, include_extras=True))
def g(a: 'Undefined'): pass
t(lambda: get_type_hints(g)); t(lambda: get_type_hints(g, {'Undefined': int})); t(lambda: get_type_hints(g, None, {'Undefined': str}))
def h(*args: '*Ts'): pass
t(lambda: get_type_hints(h))
def i(a: 'collections.abc.Sequence[int]', b: '(int)', c: 'int ', d: '[int][0]', e: 'Generic'): pass
t(lambda: get_type_hints(i))
for text in ('/T', 'a b', '*a', '*a, b', ' int', 'a.', 'a[', 'a]', '(', ')', '|a', 'a |', 'a..b', '[,]', 'a[]', 'a.None', '()', '[]', '-1', 'a,', '(*a)', '(*a,)', 'a[*b]', '1', "'x'", '...', 'None', 'a.b.c[d, e][f]', 'a - b * c / d + e'):
    t(lambda: (text, ForwardRef(text)))
t(lambda: ForwardRef(1)); t(lambda: ForwardRef(''))
d = {}
t(lambda: get_type_hints(g, d)); print(sorted(d))
d = {'Undefined': int}
t(lambda: get_type_hints(g, d)); print(sorted(d))
t(lambda: ForwardRef('x') == ForwardRef('x')); t(lambda: hash(ForwardRef('x')) == hash(ForwardRef('x'))); t(lambda: ForwardRef('x', module='m'))
def k(a: '3'): pass
t(lambda: get_type_hints(k))
def k(a: 'int[str]'): pass
t(lambda: get_type_hints(k))
def k(a: 'int.nothing'): pass
t(lambda: get_type_hints(k))
def k(a: '[*5]'): pass
t(lambda: get_type_hints(k))
class M(dict):
    def __missing__(self, key): return {'Undefined': float}[key]
t(lambda: get_type_hints(g, {}, M()))
t(lambda: get_type_hints(g, 3))
t(lambda: List['A'] == List[ForwardRef('A')]); t(lambda: Union['int', 'str']); t(lambda: Optional['A'])
class TD(TypedDict):
    a: 'int'
    b: 'NotRequired[str]'
t(lambda: (TD.__annotations__, get_type_hints(TD), TD.__required_keys__))
class NT(NamedTuple):
    a: 'int'
t(lambda: (NT.__annotations__, get_type_hints(NT)))
class Node:
    next: 'Node'
    kids: 'list[Node]'
t(lambda: get_type_hints(Node))
def outer():
    class Local: pass
    def f(x: 'Local'): pass
    t(lambda: get_type_hints(f)); t(lambda: get_type_hints(f, localns=locals() | {'Local': Local}))
outer()
t(lambda: get_type_hints(typing)) if False else None
t(lambda: get_type_hints(3)); t(lambda: get_type_hints(int)); t(lambda: get_type_hints(len))
