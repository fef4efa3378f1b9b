"""errno: every number and name."""
import errno
print([(n, getattr(errno, n)) for n in dir(errno) if n[0] == "E"]); print(errno.errorcode, errno.__doc__)
