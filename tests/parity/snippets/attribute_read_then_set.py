"""Reading an attribute and setting it are two things, though one name says both: `__setattr__` is asked."""


class Frozen:
    def __init__(self, value):
        object.__setattr__(self, "value", value)

    def __setattr__(self, name, value):
        raise AttributeError(f"cannot assign to {name!r}")


def main():
    frozen = Frozen(10)
    print(frozen.value)
    try:
        frozen.value = 5
    except AttributeError as error:
        print(error)
    print(frozen.value)
    for frozen in Frozen(1), Frozen(2):
        print(frozen.value)
        try:
            frozen.value += 5
        except AttributeError as error:
            print(error)


main()
