# sys.implementation says which Python this is; its version is the object that sys has.
import sys
import types

print(sys.implementation)
print(type(sys.implementation) is types.SimpleNamespace, sys.implementation.version is sys.version_info)
print(sorted(vars(sys.implementation)))
print(sys.implementation.name, sys.hexversion == sys.implementation.hexversion)
