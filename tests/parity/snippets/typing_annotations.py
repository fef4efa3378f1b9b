"""Annotations: evaluated where Python does, stored, never enforced."""
from typing import Any, Callable, Dict, Generic, List, NamedTuple, Optional, Protocol, Tuple, TypeVar, Union, cast

T = TypeVar("T")


def area(r: float, name: "str" = "circle") -> float:
    return r * r * 3


print(area(10), area(2.5), area("a" if False else True), area.__annotations__)
count: int = "not an int"
declared: List[int]
print(count, __annotations__["declared"], "declared" in globals())


class Box(Generic[T]):
    value: T
    size: int = 3

    def __init__(self, value: T) -> None:
        self.value: T = value


print(Box(5).value, Box[int]("x").value, Box.__annotations__["size"], Box.size)


class Pair(NamedTuple):
    a: int
    b: str = "b"


print(Pair(1), Pair("x", 2).b, Pair._fields)


class Drawable(Protocol):
    def draw(self) -> str: ...


def use(thing: Drawable, key: Optional[Dict[str, Any]] = None, call: Callable[[int], Tuple[int, ...]] = lambda x: (x,)) -> Union[int, str]:
    return cast(int, call("anything"))


print(use(5), List[int], Optional[str], Union[int, str], Dict[str, List[int]], Tuple[int, ...], Callable[[int], str], int | None, list[int] | None)


def order() -> print("annotation evaluated"):
    local: print("not evaluated") = 5
    return local


print(order())
