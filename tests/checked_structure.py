"""By structural check the smallest damage that it meets."""

from typing import Final

from checked import Met, put

MET: Final = (
    Met(
        "edge.same",
        put("edition.yaml", "edge_policy", "other", "policy", value="floor_exclusive"),
        ("floor_exclusive",),
        "floor_exclusive",
    ),
    Met("agency.none", put("indicators/4.yaml", "agencies", value=None), ("4.1",), "'4.1'"),
)
