"""The forms that an answer can have, and which of them fit which question."""

from typing import Final

from kla_rules.model.tree import Node

FORMS: Final = (
    *("points", "option", "fraction", "value", "units", "counts", "holds"),
    "not_applicable",
)
NONE: Final = "none"
FULL: Final = "full"
# Which forms fit which answer; points, none and full fit every question.
FITS: Final = {
    "graded": ("fraction",),
    "percentage": ("fraction", "value", "units"),
    "count": ("fraction", "value"),
    "counts": ("fraction", "counts"),
    "yes_no": ("holds",),
}


def fits(node: Node, form: str) -> bool:
    """Return whether a form fits what the answer at a question is by its nature."""
    return node.question is not None and form in FITS[node.question.answer]


def fitting_forms(node: Node) -> list[str]:
    """Return the forms that an answer at a question can have."""
    return ["points", "option", *FITS[node.question.answer if node.question else "graded"]]


def fitted(node: Node, form: str) -> bool:
    """Return whether a form fitted what a question was taken to ask before it was corrected."""
    return node.question is not None and form in FITS.get(node.question.was, ())
