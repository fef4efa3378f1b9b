"""Builds that share results through a server, and what happens when one fails."""
