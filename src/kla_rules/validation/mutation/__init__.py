"""Which damage of rules would nobody notice: neither cases nor checks, proofs and properties."""
