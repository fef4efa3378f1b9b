"""What can go wrong on the wire."""


class WireError(Exception):
    """The bytes break the format, or name what this side does not have.

    The peer is not to be trusted any more: drop the instance.
    """


class Refused(Exception):
    """One side cannot do what was asked; never a Python exception of the program.

    Attributes: `code`, a diagnostic code such as `FT0901`; `message`, what and why.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"error[{code}]: {message}")
        self.code = code
        self.message = message


class Unsendable(Refused):
    """A value of this side has no encoding (a tuple that contains itself, too deep a nest)."""

    def __init__(self, message: str) -> None:
        super().__init__("FT0931", message)
