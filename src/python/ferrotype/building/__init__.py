"""Building a program in one process: resolve, translate, compile, link, run."""
