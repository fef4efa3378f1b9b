"""``python -m ferrotype``."""

import sys

from ferrotype.cli.main import main

sys.exit(main())
