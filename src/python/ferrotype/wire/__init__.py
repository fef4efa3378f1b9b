"""The wire format of library modules, the host's side.

`docs/wire-format.md` is the specification; the module's side is `src/rust/runtime/src/wire/`.

The codec is our own, not one of the CBOR packages: shared-value numbers run on over several
messages, floats must keep every bit of a NaN, dicts keep their order and may have keys that no
CBOR map in Python can hold, and what is not the one deterministic encoding must be rejected.
The tests read its output with `cbor2`, as an independent witness that it is CBOR.
"""

from ferrotype.wire.conversation import Conversation, Party
from ferrotype.wire.errors import Refused, WireError
from ferrotype.wire.handles import Handle, HandleKind
from ferrotype.wire.messages import Raised, RefusedAnswer, Request, Response, Returned

__all__ = [
    "Conversation",
    "Handle",
    "HandleKind",
    "Party",
    "Raised",
    "Refused",
    "RefusedAnswer",
    "Request",
    "Response",
    "Returned",
    "WireError",
]
