"""`python -m ferrotype.package`."""

import sys

from ferrotype.package.command_line import main

sys.exit(main(sys.argv[1:]))
