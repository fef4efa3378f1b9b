"""A method is looked up before its arguments are evaluated."""
def show(value):
    print("evaluated", value)
    return value
class Box:
    def __getattr__(self, name):
        print("lookup", name)
        if name == "missing":
            raise AttributeError(name)
        return lambda *values: values
box = Box()
print(box.put(show(1), show(2)))
for call in (lambda: box.missing(show(3)), lambda: [].push(show(4)), lambda: (5).bit(undefined)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
items = [1]
class Swap:
    def method(self, value):
        return "old", value
def replace():
    Swap.method = lambda self, value: ("new", value)
    return 7
print(Swap().method(replace()), Swap().method(8))
print("x".join(show(part) for part in ("a", "b")), items.index(
    show(1)))
