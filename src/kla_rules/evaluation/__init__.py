"""Evaluate a profile: score, range, level, gaps, provenance, record."""
