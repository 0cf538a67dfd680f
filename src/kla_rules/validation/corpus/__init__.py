"""The author's cases: profiles with the results that must come of them, read and run."""
