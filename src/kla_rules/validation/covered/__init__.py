"""Coverage of rules by cases: what the cases of an author show of their rules."""
