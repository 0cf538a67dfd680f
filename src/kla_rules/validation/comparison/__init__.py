"""Two editions held against each other: what changed, what it does, and whom it moves."""
