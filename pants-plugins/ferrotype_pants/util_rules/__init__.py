"""Rules that goals share: from Python sources to a linked module."""
