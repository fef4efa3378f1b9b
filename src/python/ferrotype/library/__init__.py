"""Where modules come from: the standard library's table, and finding a program's modules."""
