"""The command `kla`: one table of what can be asked, and the functions that answer."""
