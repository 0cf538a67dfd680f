"""Find, check and build editions."""
