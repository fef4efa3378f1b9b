"""Runs programs of a module under CPython, each in a process of its own: `reference.py SOURCE SEED…`.

Beside the source, `SEED.out` holds what a program printed, where it ended in time and memory.
"""

import os
import resource
import sys

SECONDS = 10
MEMORY_BYTES = 1 << 30
OUTPUT_BYTES = 1 << 20

source, *seeds = sys.argv[1:]
folder = os.path.dirname(source)
sys.path[0] = folder
with open(source) as file:
    code = compile(file.read(), source, "exec")

for seed in seeds:
    output = os.path.join(folder, f"{seed}.out")
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.argv = [source, seed]
        break
    if os.waitpid(child, 0)[1]:
        os.unlink(output)
else:
    sys.exit()
exec(code, {"__name__": "__main__"})
