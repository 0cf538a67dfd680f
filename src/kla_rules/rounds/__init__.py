"""Several rounds and regions: history, the outlook on verification, a province."""
