"""What there is to show of rules, by kind."""

from typing import Final, Literal

TargetKind = Literal[
    "node", "floor", "requirement", "table", "condition", "unit", "forum", "step", "evidence"
]  # fmt: skip
KINDS: Final[tuple[TargetKind, ...]] = (
    "node", "floor", "requirement", "table", "condition", "unit", "forum", "step", "evidence",
)  # fmt: skip
# Of which kind, which rule, which part of its condition (-1 is none), and what of it.
Key = tuple[str, str, int, str]
