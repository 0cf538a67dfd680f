"""Read YAML and JSON from strangers: bounded, strict, with the position of every value."""
