"""What WASI lacks, said where CPython's tests ask for it: their own mark then skips what needs it."""

from test.support import os_helper

os_helper._can_chmod = False
