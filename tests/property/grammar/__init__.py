"""The tables of random whole programs, one file a theme."""
