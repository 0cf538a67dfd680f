"""Profiles: one region's answers in one round at one stage."""
