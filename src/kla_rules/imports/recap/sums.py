"""Hold the totals of a recap against the sums of its rows; none of them is ever an answer."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.index import Index
from kla_rules.imports.recap.numbers import canonical, named_number, tokens_of
from kla_rules.imports.recap.rows import Read
from kla_rules.imports.recap.words import single, words_of

# Totals are printed with two decimals, whatever their parts have.
_NEAR: Final = Decimal("0.005")


@frozen(repr=False, eq=False)
class Sum(Data):
    """A row of a total.

    Attributes:
        read: the row.
        printed: what it says.
        reckoned: what the rows give that it seems to be of; None where there are none.
        agrees: whether it is the sum of some of the rows that it may be of.
        node: the cluster or indicator that it names, or None.
        whole: it is that of the whole recap.
    """

    read: Read
    printed: Decimal
    reckoned: Decimal | None
    agrees: bool
    node: str | None = None
    whole: bool = False


def sums_of(reads: Sequence[Read], index: Index, nodes: Sequence[str | None]) -> list[Sum]:
    """Return the totals that rows print, each held against the rows it may be of.

    Args:
        reads: the rows.
        index: the edition.
        nodes: by row the node whose points it gives, or None.
    """
    values = [_value(read, node) for read, node in zip(reads, nodes, strict=True)]
    found: list[Sum] = []
    begin = 0
    for place, read in enumerate(reads):
        if read.kind == "total":
            printed = read.line.value.first
            if printed is not None:
                found.append(_total(place, begin, printed, reads, index, nodes, values))
            begin = place + 1
        elif read.kind == "node" and nodes[place] is None and read.line.value.first is not None:
            found.append(_of_node(read, read.line.value.first, reads, index, nodes, values))
    return found


def _value(read: Read, node: str | None) -> Decimal | None:
    if node is None and read.kind not in {"question", "nameless"}:
        return None
    return read.line.value.first


def _total(
    place: int,
    begin: int,
    printed: Decimal,
    reads: Sequence[Read],
    index: Index,
    nodes: Sequence[str | None],
    values: Sequence[Decimal | None],
) -> Sum:
    read = reads[place]
    node = _named(read, index)
    if node is not None:
        own = _of_node(read, printed, reads, index, nodes, values)
        return Sum(read, printed, own.reckoned, own.agrees, node)
    whole = _is_whole(read, index)
    every = _summed(values)
    table = _summed(_among(values, (one.line.table == read.line.table for one in reads)))
    counted = _counted("total", index, nodes, values)
    if whole:
        fits = any(_same(printed, one) for one in (every, table, counted))
        return Sum(read, printed, every, fits, whole=fits or every is not None)
    before = reads[place - 1] if place else read
    same = [
        _summed(_among(values, (getattr(one, rank) == above for one in reads)))
        for rank in ("indicator", "cluster")
        if (above := getattr(before, rank)) is not None
    ]
    since = _summed(values[begin:place])
    upto = _summed(values[:place])
    every_option = (since, *same, table, upto, every, counted)
    options = [one for one in every_option if one is not None]
    agrees = any(_same(printed, one) for one in every_option)
    last = not any(one.kind == "total" for one in reads[place + 1 :])
    return Sum(
        read,
        printed,
        options[0] if options else None,
        agrees,
        whole=last and (_same(printed, every) or _same(printed, counted)),
    )


def _of_node(
    read: Read,
    printed: Decimal,
    reads: Sequence[Read],
    index: Index,
    nodes: Sequence[str | None],
    values: Sequence[Decimal | None],
) -> Sum:
    """Return the total of a cluster or an indicator, or of lettered questions."""
    node = _named(read, index) if read.kind == "total" else read.node
    if read.group:
        stem = canonical(read.group)
        within = [name is not None and canonical(tokens_of(name)[:-1]) == stem for name in nodes]
    elif node is None:
        within = [False for _ in reads]
    else:
        within = [
            index.is_below(name, node) if name is not None else node in {one.indicator, one.cluster}
            for name, one in zip(nodes, reads, strict=True)
        ]
    reckoned = _summed(_among(values, within))
    cut = None if node is None else _counted(node, index, nodes, values)
    return Sum(read, printed, reckoned, _same(printed, reckoned) or _same(printed, cut), node)


def _counted(
    node: str, index: Index, nodes: Sequence[str | None], values: Sequence[Decimal | None]
) -> Decimal | None:
    """Return what counts of the rows below a node: none above the maximum of an indicator."""
    points = {
        name: value
        for name, value in zip(nodes, values, strict=True)
        if name is not None and value is not None
    }

    def folded(name: str) -> Decimal:
        own = index.edition.node(name)
        if name in points:
            return points[name]
        return min(sum(map(folded, own.children), Decimal(0)), own.ceiling_points)

    return folded(node) if points else None


def _named(read: Read, index: Index) -> str | None:
    """Return the cluster or indicator that a row of a total names."""
    for text in read.line.texts:
        number = named_number(text, single("names-indicator"))
        if number is not None and (found := index.numbers.find(tokens_of(str(number)))):
            return found if index.ranks[found] == "indicator" else None
        clustered = named_number(text, single("names-cluster"))
        if isinstance(clustered, int):
            return index.clusters.get(clustered)
        rest = " ".join(word for word in words_of(text) if word not in single("beside-totals"))
        found_title = rest and (index.titled(rest, "indicator") or index.titled(rest, "cluster"))
        if found_title:
            return found_title
    return None


def _is_whole(read: Read, index: Index) -> bool:
    """Return whether a total says that it is that of all, or has the maximum of all."""
    most = read.line.most
    if most is not None and most == index.edition.maximum_points:
        return True
    words = {word for text in read.line.texts for word in words_of(text)}
    return bool(words & single("whole-totals"))


def _among(values: Sequence[Decimal | None], chosen: Iterable[bool]) -> list[Decimal | None]:
    return [value for value, is_in in zip(values, chosen, strict=True) if is_in]


def _summed(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _same(printed: Decimal, reckoned: Decimal | None) -> bool:
    """Return whether a total is that of some rows; of rows without values it is 0."""
    return abs(printed - (reckoned or 0)) <= _NEAR
