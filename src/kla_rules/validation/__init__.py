"""Validate rules and their changes."""
