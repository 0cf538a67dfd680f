"""What to do about the gaps of an evaluation: needs, steps, and what must come first."""
