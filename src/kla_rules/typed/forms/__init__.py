"""Typed forms of all that `to_dict()` returns, written by `tools/typed_forms.py` of `schemas/`."""
