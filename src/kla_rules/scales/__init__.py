"""Scales: tables that turn values and options into points, brought by the user."""
