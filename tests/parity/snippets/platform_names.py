"""What `platform` and `os.uname` say of the system; not what they say of one machine."""
import os
import platform

found = os.uname()
print(found.sysname, found.machine, found[0], found[-1], len(found), type(found).__name__, type(found).__module__)
print(platform.system(), platform.machine(), platform.uname().system)

print(platform.system() == "Windows", platform.system().startswith("Linux"))
print(os.uname_result(("a", "b", "c", "d", "e")))
try:
    os.uname_result("abc")
except TypeError as error:
    print(error)
