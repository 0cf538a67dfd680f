"""Conditions: a closed algebra of operators, read from rule files, judged and put into words."""
