"""The traceback of an uncaught group: margins, nested groups, causes, notes, widths and depths."""


def leaf(error):
    try:
        raise error
    except BaseException as caught:
        return caught


def deep(level):
    if level == 0:
        raise ValueError("bottom")
    deep(level - 1)


def recursive():
    try:
        deep(6)
    except ValueError as error:
        return error


def chained():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise LookupError("second\nline")
    except LookupError as error:
        error.add_note("note one\nnote two")
        error.add_note("")
        error.add_note("ends\n")
        return error


def caused():
    try:
        raise OSError("effect") from leaf(ExceptionGroup("cause", [ValueError("in the cause"), leaf(TypeError("t"))]))
    except OSError as error:
        return error


class Silent(Exception):
    pass


class Odd(Exception):
    def __str__(self):
        raise ValueError


noted = leaf(ExceptionGroup("noted", [leaf(ExceptionGroup("inner", [Silent()]))]))
noted.add_note("about the group")
odd_notes = ValueError("odd notes")
odd_notes.__notes__ = 5
text_notes = ValueError("text notes")
text_notes.__notes__ = "text"
mixed_notes = ValueError("mixed notes")
mixed_notes.__notes__ = [1, Odd(), "x"]

nest = ValueError("deepest")
for level in range(12):
    nest = ExceptionGroup(f"level {level}", [nest])

wide = ExceptionGroup("wide", [ValueError(number) for number in range(17)])
wider = ExceptionGroup("one more", [ValueError(number) for number in range(16)])

try:
    raise TypeError("before")
except TypeError:
    raise ExceptionGroup(
        "everything",
        [
            recursive(),
            chained(),
            caused(),
            noted,
            Odd(),
            odd_notes,
            text_notes,
            mixed_notes,
            nest,
            wide,
            wider,
            leaf(ExceptionGroup("last", [leaf(ValueError("end")), ExceptionGroup("innermost", [Silent("s")])])),
        ],
    )
