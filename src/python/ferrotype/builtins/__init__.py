"""Tables of what the runtime offers: one row per operation, read by every stage."""
