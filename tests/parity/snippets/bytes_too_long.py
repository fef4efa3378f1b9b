"""Bytes of more octets than any memory holds."""


def show(make):
    try:
        print(len(make()))
    except BaseException as error:
        print(type(error).__name__, error)

for n in (-1, 2**47, 2**62, 2**63 - 1, 2**63 - 33, 2**63 - 34, 2**63 - 35, 2**64, 10**30, -10**30, -2**63):
    print(n)
    show(lambda: bytes(n))
    show(lambda: bytearray(n))
    show(lambda: b"ab" * n)
    show(lambda: bytearray(b"ab") * n)
    show(lambda: b"".ljust(n))
