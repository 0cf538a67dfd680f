"""Where a synthetic region gives points: at questions, or above them where maxima are not known."""

from collections.abc import Iterator

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.model.edition import Edition


@frozen(repr=False, eq=False)
class Place(Data):
    """A node at which points are given.

    Attributes:
        position: its position in the edition.
        most: the thousandths that can be given there.
        form: what fits it besides points: "holds" for yes or no, "fraction", or "" above questions.
        positive: of a question answered by yes or no, that yes gives the points.
        caps: positions of the nodes above it that are capped below the sum of their parts.
    """

    position: int
    most: int
    form: str
    positive: bool
    caps: tuple[int, ...]


def places_of(edition: Edition) -> tuple[Place, ...]:
    """Return the places of an edition, in its order.

    A node is opened into its parts where the maxima of all of them are known, or of all but one:
    then that one has what the others leave. Else points are given at the node as a whole.

    >>> import kla_rules as kla
    >>> [len(places_of(kla.edition(name))) for name in ("kla-2019", "kla-2022")]
    [1, 8]
    """
    return tuple(_below(edition, 0, edition.maximum_thousandths, ()))


def _below(edition: Edition, position: int, most: int, caps: tuple[int, ...]) -> Iterator[Place]:
    node, branch = edition.nodes[position], edition.branch_at.get(position)
    children = branch.children if branch else ()
    maxima = [edition.nodes[child].maximum_thousandths for child in children]
    if not children or maxima.count(None) > 1:
        question = node.question
        form = "" if question is None else "holds" if question.answer == "yes_no" else "fraction"
        positive = question is None or question.direction != "negative"
        yield Place(position, most, form, positive, caps)
        return
    known = sum(maximum or 0 for maximum in maxima)
    above = (*caps, position) if known > most else caps
    for child, maximum in zip(children, maxima, strict=True):
        rest = max(0, most - known)
        yield from _below(edition, child, rest if maximum is None else maximum, above)
