"""In place of CPython's own test extension, without which tests of its C interface are skipped."""

raise ImportError("No module named '_testcapi'", name="_testcapi")
