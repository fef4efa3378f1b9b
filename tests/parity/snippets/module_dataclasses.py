"""dataclasses."""
from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass
class Item:
    name: str
    price: float = 0.0
    tags: list = field(default_factory=list)

    def total(self, n: int) -> float:
        return self.price * n


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False)


a, b = Item("a", 2.5), Item("b", tags=["x"])
a.tags.append("own")
print(a, b, a == Item("a", 2.5, ["own"]), a.total(3), a != b, asdict(b), astuple(a), [f.name for f in fields(Item)])
v = Version(1, 2, "n")
print(v, v < Version(1, 3), sorted([Version(2), Version(1, 5), Version(1)]), hash(v) == hash(Version(1, 2)), replace(v, minor=9), {v: 1}[Version(1, 2, "other")])
try:
    v.major = 5
except Exception as error:
    print(type(error).__name__, error)
try:
    Item()
except TypeError as error:
    print(error)
try:
    hash(a)
except TypeError as error:
    print(error)


@dataclass
class Base:
    x: int
    y: int = field(default=1, repr=False)

    def __post_init__(self):
        self.z = self.x + self.y


@dataclass(kw_only=True)
class Derived(Base):
    w: str = "w"


d = Derived(5, w="q")
print(d, d.z, d.y, Derived(1, 2).z, Derived.__match_args__)
