"""enum."""
from enum import Enum, Flag, IntEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = "g"
    CRIMSON = 1

    def shout(self):
        return self.name + "!"


print(Color.RED, repr(Color.GREEN), Color("g"), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.value, Color.RED.shout(), Color.RED == 1, Color.RED in Color, len(Color), {Color.RED: "r"})
try:
    Color(99)
except ValueError as error:
    print(error)
try:
    Color["BLUE"]
except KeyError as error:
    print(error)
try:
    Color.RED = 5
except AttributeError as error:
    print(error)


class Level(IntEnum):
    LOW = auto()
    HIGH = auto()


print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level(2), f"{Level.LOW}", sorted([Level.HIGH, Level.LOW]), isinstance(Level.LOW, int), Level.HIGH == 2)


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    BOTH = READ | WRITE


print(Permission.READ | Permission.WRITE, Permission.READ in Permission.BOTH, Permission(3), Permission.READ & Permission.WRITE, bool(Permission(0)), ~Permission.READ)
try:

    @unique
    class Bad(Enum):
        A = 1
        B = 1

except ValueError as error:
    print(error)
print([member.name for member in Color], Color.__members__.keys(), Enum("Dynamic", "X Y").Y.value)
