"""What a row of a table of profiles tells besides points, by the heads that a column may have."""

from collections.abc import Mapping
from typing import Final

# In small letters; the first of each is the one that is documented.
BESIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("region", "daerah", "kabupaten/kota", "name", "nama"),
    "kind": ("kind", "jenis"),
    "code": ("code", "kode"),
    "stage": ("stage", "tahap"),
    "edition": ("edition", "edisi"),
    "year": ("year", "tahun"),
}
BESIDES_OF: Final[Mapping[str, str]] = {
    head: what for what, heads in BESIDES.items() for head in heads
}
