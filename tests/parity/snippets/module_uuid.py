"""`uuid` without what the machine adds to it."""

import uuid

one = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(one, repr(one), one.hex, one.int, one.urn, one.fields, one.bytes, one.bytes_le, one.version, one.variant)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "python.org"))
four = uuid.uuid4()
print(four.version, four.variant, len(str(four)), four != uuid.uuid4(), hash(one) == hash(uuid.UUID(int=one.int)))
for call in (
    lambda: uuid.UUID("x"),
    lambda: uuid.UUID(),
    lambda: uuid.UUID(bytes=b"1"),
    lambda: uuid.UUID(int=1 << 128),
    lambda: setattr(one, "int", 1),
    lambda: one < 1,
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
