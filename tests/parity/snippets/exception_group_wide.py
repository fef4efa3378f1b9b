"""A group whose last exception is a group; one with a single exception too many."""


def recursive(level):
    if level:
        recursive(level - 1)
    raise ExceptionGroup("in recursion", [ValueError(number) for number in range(16)])


recursive(8)
