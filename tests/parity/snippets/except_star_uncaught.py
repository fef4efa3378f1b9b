"""What except* leaves, uncaught: the tracebacks of its parts."""


def inner():
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), KeyError(3), OSError(4)])


def outer():
    try:
        inner()
    except* ValueError:
        raise LookupError("new")
    except* TypeError:
        raise
    except* KeyError as caught:
        raise caught


outer()
