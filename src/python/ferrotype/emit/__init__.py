"""Stage: from the structured program to Rust; the only place that knows Rust's syntax."""

from ferrotype.emit.module import emit_module

__all__ = ["emit_module"]
