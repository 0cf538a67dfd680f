"""Pioneers and reporters: what the children's forum has done, and what of it is documented."""
