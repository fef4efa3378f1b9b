"""An uncaught exception: traceback on stderr, status 1."""


def inner(value):
    return 10 // value


def outer(values):
    return [inner(value) for value in values]


class Wrapper:
    def run(self, values):
        try:
            return outer(values)
        except ZeroDivisionError as error:
            raise RuntimeError("wrapped") from error


print("before")
Wrapper().run([5, 0])
