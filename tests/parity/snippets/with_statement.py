"""Context managers: enter, exit, suppression, several, contextlib."""
import contextlib


class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind.__name__ if kind else None, error)
        return self.swallow


with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("swallow", True):
    raise ValueError("gone")
try:
    with Manager("outer"), Manager("inner"):
        raise KeyError("out")
except KeyError as error:
    print("caught", error)


def early():
    with Manager("return"):
        return "value"


print(early())
for i in range(2):
    with Manager(f"loop{i}"):
        if i == 0:
            continue
        break


@contextlib.contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name * 2
    except ValueError as error:
        print("handled", error)
    finally:
        print(f"</{name}>")


with tag("p") as doubled:
    print(doubled)
with tag("q"):
    raise ValueError("inside")
with contextlib.suppress(KeyError, IndexError):
    [][1]
    print("not reached")
with contextlib.ExitStack() as stack:
    for name in "xy":
        stack.enter_context(Manager(name))
    stack.callback(print, "callback")
with contextlib.nullcontext(5) as five:
    print(five)
try:
    with 5:
        pass
except TypeError as error:
    print(error)
with (
    Manager("m1") as m1,
    Manager("m2"),
):
    print(m1)
