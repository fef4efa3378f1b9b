"""An uncaught exception whose text is made by Python code, after the module's body ended."""


def used(value):
    return value


class Described(Exception):
    def __str__(self):
        parts = ["told", "by", "a", "method"]
        return " ".join(parts)


used(1)
raise Described(1)
