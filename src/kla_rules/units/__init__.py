"""Kecamatan, desa and kelurahan: their facts, read from tables and rolled up to shares."""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
