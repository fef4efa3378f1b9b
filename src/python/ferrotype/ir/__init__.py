"""The typed, structured program between lowering and emission: data, printer, verifier."""
