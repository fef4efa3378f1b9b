"""The command ``ferrotype``: one file per subcommand, each with explicit inputs and outputs."""
