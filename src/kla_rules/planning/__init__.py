"""The least-effort set of steps that reaches a level."""
