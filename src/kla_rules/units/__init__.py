"""Kecamatan, desa and kelurahan: their facts, read from tables and rolled up to shares."""
