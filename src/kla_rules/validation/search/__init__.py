"""Profiles as columns of an integer program: what any of them can come to, and the smallest."""
