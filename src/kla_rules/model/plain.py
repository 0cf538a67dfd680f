"""What plain JSON values of many results have in common: heads, titles, points, digests."""

from collections.abc import Iterable
from typing import Any, Protocol

from kla_rules.core.notes import Note
from kla_rules.core.points import plain
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition


class Titled(Protocol):
    """What has an id and a title."""

    @property
    def id(self) -> str:
        """Its name among things of its kind."""

    @property
    def title(self) -> Text:
        """What people call it."""


def head(name: str) -> dict[str, Any]:
    """Return the head of a document: its schema, one of `schemas/`, and the version of that."""
    return {"schema": f"kla-rules/{name}", "schema_version": 1}


def titled(thing: Titled) -> dict[str, Any]:
    """Return the id and the title of a thing."""
    return {"id": thing.id, "title": thing.title.to_dict()}


def texts(sentences: Iterable[Text | Note]) -> list[Any]:
    """Return texts or notes as plain values, in their order."""
    return [sentence.to_dict() for sentence in sentences]


def points_or_none(points: int | None) -> int | float | None:
    """Return thousandths as a number, or None where they are not known."""
    return None if points is None else plain(points)


def points_of(*thousandths: int) -> list[int | float]:
    """Return thousandths as numbers, as the two ends of a range.

    >>> points_of(880_390, 881_000)
    [880.39, 881]
    """
    return [plain(points) for points in thousandths]


def overlay_digests(edition: Edition) -> list[dict[str, str]]:
    """Return the id and the digest of every overlay of an edition, as a record keeps them."""
    return [{"id": overlay.id, "digest": overlay.digest} for overlay in edition.overlays]
