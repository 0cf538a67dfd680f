"""Rule files to an edition: found, read in one pass, built, merged with overlays, compared."""
