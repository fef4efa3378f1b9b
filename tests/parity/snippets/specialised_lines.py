"""Tracebacks of specialised functions name the line of what raised."""


def copied_slice(items):
    values = [0.5, 1.5, -2.0]
    for _ in range(1):
        values[: missing + 1] = values[missing::-1]
        items = 4.0**-1.5
    return items, values


def sliced(items):
    total = 0.0
    for item in items:
        total += item
    return items[missing:], total


for function in (copied_slice, sliced):
    try:
        function([1.5, 2.5])
    except NameError as error:
        print(error, error.__traceback__.tb_next.tb_lineno)
