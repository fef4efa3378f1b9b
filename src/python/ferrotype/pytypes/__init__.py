"""Python types as far as specialisation tells them apart, and their Rust representations."""

from ferrotype.pytypes.types import RUST_TYPES, Type, is_numeric, is_object, join

__all__ = ["RUST_TYPES", "Type", "is_numeric", "is_object", "join"]
