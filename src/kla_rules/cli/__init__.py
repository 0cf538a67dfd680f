"""The command `kla`, one module for each subcommand."""
