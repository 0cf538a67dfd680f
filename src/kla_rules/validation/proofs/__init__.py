"""Prove what rules must keep to for every profile, or show the profile for which they do not."""
