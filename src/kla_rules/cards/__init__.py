"""Cards, rows and frames: how results show themselves in a notebook."""
