"""Sheets of a workbook: cells as they stand in one, read within bounds, and written harmlessly."""
