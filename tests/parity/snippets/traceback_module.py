"""What `traceback` and `logging` show of exceptions and of the stack."""
import io
import logging
import re
import traceback


def inner(value):
    return 1 / value


def outer():
    try:
        inner(0)
    except ZeroDivisionError as error:
        raise ValueError("outer") from error


def shown(text):
    lines = [line for line in text.splitlines() if set(line.strip()) - set("^~ ")]
    return [re.sub('File ".*/', 'File "', line) for line in lines]


try:
    outer()
except ValueError as error:
    print(shown(traceback.format_exc()))
    print(shown("".join(traceback.format_exception(error))))
    print(traceback.format_exception_only(error))
    print([(frame.name, frame.line) for frame in traceback.extract_tb(error.__traceback__)])
    file = io.StringIO()
    traceback.print_exc(file=file)
    print(shown(file.getvalue()) == shown(traceback.format_exc()))
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("shown")
    logger.propagate = False
    logger.addHandler(handler)
    logger.exception("it failed: %s", error)
    print(shown(stream.getvalue()))


def stack():
    return traceback.extract_stack(limit=2)


print([(frame.name, frame.line) for frame in stack()])
summary = traceback.TracebackException(ValueError, ValueError("x"), None)
print(str(summary), list(summary.format()))
group = ExceptionGroup("group", [ValueError(1), TypeError(2)])
print("".join(traceback.format_exception(group)))
