"""One region over several rounds: levels, what changed and why."""
