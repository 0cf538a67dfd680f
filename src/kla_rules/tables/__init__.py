"""Tables of strangers (CSV, YAML, JSON, rows, data frames) as columns of checked cells."""
