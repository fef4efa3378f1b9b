import typing
from typing import *
T = TypeVar('T'); K = TypeVar('K'); V = TypeVar('V', bound=int); P = ParamSpec('P'); Ts = TypeVarTuple('Ts')
print(List[int], Dict[str, int], Optional[int], Union[int, str], Callable[[int], str], Callable[..., T], Tuple[int, ...], Type[int], Any)
print(list[T], list[T][int], dict[K, V][str, int], (list[T] | None)[int], (T | int), (T|int)[str], Union[T, int][str])
class G(Generic[T]):
    def __init__(self, x: T): self.x = x
class H(G[int], Generic[K]): pass
print(G[int], G[int](3).__orig_class__, G.__parameters__, H.__orig_bases__, H.__mro__, H[str])
class Pr(Protocol):
    def f(self) -> int: ...
@runtime_checkable
class Pr2(Protocol):
    def f(self) -> int: ...
class Im:
    def f(self): return 1
print(isinstance(Im(), Pr2), isinstance(3, Pr2), issubclass(Im, Pr2))
try: isinstance(Im(), Pr)
except TypeError as e: print(e)
class NT(NamedTuple):
    a: int
    b: str = 'x'
print(NT(1), NT._fields, NT.__annotations__, NT._field_defaults, NT.__orig_bases__ == (NamedTuple,))
class TD(TypedDict, total=False):
    a: int
    b: Required[str]
print(TD.__annotations__, TD.__required_keys__, TD.__optional_keys__, TD(a=1), TD.__total__)
def f(a: int, b: 'str' = 'x', *c: List[T], **k: Optional[int]) -> 'Optional[int]': pass
print(get_type_hints(f))
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_origin(int | str))
print(cast(int, 'a'), NewType('UserId', int)(3), NewType('UserId', int))
@overload
def o(x: int) -> int: ...
@overload
def o(x: str) -> str: ...
def o(x): return x
print(o(1), len(get_overloads(o)))
print(Literal[1, 'a', None], Annotated[int, 'm'], ClassVar[int], Final[int])
print(Generic, Protocol, TypeVar, T, K, P, Ts, P.args, P.kwargs, Unpack[Ts], ForwardRef('a'))
class Z(Generic[P]): pass
print(Z[[int, str]], Z[int, str], Z[...])
class Y(Generic[*Ts]): pass
print(Y[int, str], Y[()], Y[*tuple[int, ...]])
for bad in (lambda: List[1], lambda: List[int, str], lambda: Dict[int], lambda: Optional[1, 2], lambda: Union[()], lambda: Any[int], lambda: TypeVar('T', int), lambda: isinstance(1, List[int]), lambda: Generic[int], lambda: Callable[int], lambda: G[int][str], lambda: NewType('a', int) | 3, lambda: Never[int], lambda: ClassVar[ClassVar[int]], lambda: Literal[[]], lambda: TypedDict('a'), lambda: NamedTuple('A', a=1) , lambda: Any(), lambda: Union[int](), lambda: assert_never(3)):
    try: print(bad())
    except BaseException as e: print(type(e).__name__, e)
print(typing.__all__)
