"""Conditions: read from rule files, judged three-valued, and told in words."""
