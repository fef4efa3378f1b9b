"""Stage: from the structured program to Rust; the only place that knows Rust's syntax."""

from ferrotype.emit.module import EmittedModule, emit_module

__all__ = ["EmittedModule", "emit_module"]
