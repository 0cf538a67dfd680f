"""The catalogues of sentences: gettext PO files, one folder for each language."""
