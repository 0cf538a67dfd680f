"""What mends a gap: the catalogue of steps, and those that an evaluation asks for."""
