"""Everything the library says to people, in Indonesian and English."""
