"""Walk the rows of a recap: which node each is about, and by which numbers it may be meant."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from attrs import define, frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.index import Index
from kla_rules.imports.recap.lines import Kind, Line, is_total, numbers_in
from kla_rules.imports.recap.numbers import (
    How,
    Tokens,
    canonical,
    named_number,
    number_before,
    readings,
    roman,
    tokens_of,
)
from kla_rules.imports.recap.words import best, single

_ALIKE, _MARGIN = 0.6, 0.1


Numbered = Literal["", "lone", "whole"]


@frozen(repr=False, eq=False)
class Read(Data):
    """A row, and what it is about.

    Attributes:
        line: the row.
        kind: what kind of row it is.
        node: the cluster or indicator that it is about, where it is no question; else None.
        group: of a row over lettered questions their number; else none.
        candidates: of a question the ids that its number may mean, each with how it was read.
        cluster, indicator: those above it, as far as they are known.
        text: the question without its number.
        numbered: "whole" where it has a number of several parts, "lone" where it has one part of
            it, such as "a." or 3; "" where it has none.
    """

    line: Line
    kind: Kind
    node: str | None = None
    group: Tokens = ()
    candidates: tuple[tuple[str, How], ...] = ()
    cluster: str | None = None
    indicator: str | None = None
    text: str = ""
    numbered: Numbered = ""


@define
class _Context:
    """What stands above the row that comes next; blank cells below mean the same."""

    cluster: str | None = None
    indicator: str | None = None
    cluster_text: str = ""
    indicator_text: str = ""
    prefix: Tokens = ()


def read_lines(
    lines: Sequence[Line], index: Index, names: Sequence[str], *, of_indicator: Iterable[int] = ()
) -> list[Read]:
    """Return what each row is about.

    Args:
        lines: the rows of all tables, in order.
        index: the edition.
        names: of the sheet of each table.
        of_indicator: the tables whose only column of numbers is that of indicators.
    """
    found = []
    context, table, numbered = _Context(), -1, set(of_indicator)
    for line in lines:
        if line.table != table:
            table = line.table
            context = _Context(index.cluster_in(names[table]))
        found.append(_read(line, index, context, indicators=table in numbered))
    return found


def numbers_of_indicators(lines: Sequence[Line]) -> set[int]:
    """Return the tables whose only column of numbers has one where the indicator begins alone."""
    found = set()
    for table in {line.table for line in lines}:
        own = [line for line in lines if line.table == table]
        single_column = [line for line in own if len(line.numbers) == 1]
        if len(single_column) != len(own) or not any(line.indicator for line in own):
            continue
        filled = [line for line in own if line.numbers[0] not in {None, ""}]
        without = [line for line in own if line not in filled and line.question]
        begins = [(line.cluster, line.indicator) for line in filled]
        # Where one indicator has numbers in two rows, they are those of its questions, and what has
        # none is a total or a note.
        again = any(before == after for before, after in pairwise(begins))
        if filled and without and not again and all(any(one) for one in begins):
            found.add(table)
    return found


def _read(line: Line, index: Index, context: _Context, *, indicators: bool) -> Read:
    before, text = number_before(line.question)
    if not indicators and line.numbers and (own := readings(line.numbers[-1])):
        numbers = own
    else:
        numbers = [(before, "written")] if before else []
    if not _is_numbered(index, numbers) and is_total(line, index):
        return Read(line, "total", cluster=context.cluster, indicator=context.indicator)
    cells = line.numbers if indicators else line.numbers[:-1]
    _above(line, index, context, numbers_in(cells))
    kind, node, group, candidates = _meant(line, index, context, numbers, text)
    if kind == "node" and node is not None:
        _enter(node, index, context)
    whole = any(len(tokens) > 1 for tokens, _ in numbers)
    return Read(
        line,
        kind,
        node,
        group,
        candidates,
        context.cluster,
        context.indicator,
        text.strip(),
        "whole" if whole else "lone" if numbers else "",
    )


def _is_numbered(index: Index, numbers: Sequence[tuple[Tokens, How]]) -> bool:
    """Return whether a row has the whole number of a question: no total has one."""
    found = (index.numbers.find(tokens) for tokens, _ in numbers if len(tokens) > 1)
    return any(name is not None and index.ranks[name] == "question" for name in found)


def _above(line: Line, index: Index, context: _Context, numbers: Sequence[Tokens]) -> None:
    """Take the cluster and the indicator that a row names itself."""
    if line.cluster and line.cluster != context.cluster_text:
        context.cluster_text = line.cluster
        context.cluster = index.cluster_in(line.cluster)
        context.indicator, context.indicator_text, context.prefix = None, "", ()
    if line.indicator and line.indicator != context.indicator_text:
        context.indicator_text, context.prefix = line.indicator, ()
        context.indicator = indicator_in(line.indicator, index, context.cluster)
    for tokens in numbers:
        named = index.numbers.find(tokens)
        if (
            named is not None
            and index.ranks[named] == "indicator"
            and (context.indicator is None or not line.indicator)
        ):
            context.indicator, context.prefix = named, ()
    if context.indicator is not None:
        context.cluster = index.cluster_of(context.indicator) or context.cluster


def indicator_in(text: str, index: Index, cluster: str | None) -> str | None:
    """Return the indicator that a text names: by its number, or by its title where these agree."""
    tokens, rest = number_before(text)
    tokens = tokens or tokens_of(text)
    if not tokens:
        number = named_number(text, single("names-indicator"))
        tokens = tokens_of(str(number)) if number is not None else ()
    numbered = index.numbers.find(tokens) if tokens else None
    if numbered is not None and index.ranks[numbered] != "indicator":
        numbered = index.indicator_of(numbered)
    titled = index.titled(rest, "indicator", cluster) or index.titled(rest, "indicator")
    if numbered is not None and titled is not None and titled != numbered:
        return None
    return numbered or titled


def _enter(node: str, index: Index, context: _Context) -> None:
    context.cluster, context.prefix = index.cluster_of(node), ()
    context.indicator = index.indicator_of(node)


_Meant = tuple[Kind, str | None, Tokens, tuple[tuple[str, How], ...]]


def _meant(
    line: Line,
    index: Index,
    context: _Context,
    numbers: Sequence[tuple[Tokens, How]],
    text: str,
) -> _Meant:
    """Return what a row is about, and move on to it."""
    candidates = _candidates(index, context, numbers)
    several = any(len(tokens) > 1 for tokens, _ in numbers)
    group = next((own for tokens, _ in numbers if (own := index.numbers.group(tokens))), ())
    if group and not candidates:
        context.prefix = group
        context.indicator = index.numbers.groups[canonical(group)]
        return "node", None, group, ()
    if not line.question and not several and (line.indicator or line.cluster):
        node = context.indicator if line.indicator else context.cluster
        return "node", node, (), ()
    node = _node(line, index, numbers, candidates, text)
    if node is not None:
        return "node", node, (), ()
    if candidates and several:
        _follow(line, index, context, candidates)
    if candidates or line.question:
        silent = line.maximum.is_empty and line.value.is_empty and not candidates
        return ("heading" if silent else "question"), None, (), tuple(candidates)
    return "nameless", None, (), ()


def _candidates(
    index: Index, context: _Context, numbers: Sequence[tuple[Tokens, How]]
) -> list[tuple[str, How]]:
    """Return the questions that numbers may mean: alone, or below what stands above."""
    found: dict[str, How] = {}
    for tokens, how in numbers:
        for own in (tokens, *_within(index, context, tokens)):
            node = index.numbers.find(own)
            if node is not None and index.ranks[node] == "question":
                found.setdefault(node, how)
                break
    return [*found.items()]


def _within(index: Index, context: _Context, tokens: Tokens) -> Iterable[Tokens]:
    """Yield a number that is one part alone with the parts that stand above it."""
    if len(tokens) != 1 or context.indicator is None:
        return
    if tokens[0].isalpha():
        groups = [one for one, above in index.numbers.groups.items() if above == context.indicator]
        stem = context.prefix or (tokens_of(groups[0]) if len(groups) == 1 else ())
        if stem:
            yield (*stem, *tokens)
    elif tokens[0].isdigit():
        yield (*tokens_of(context.indicator), *tokens)


def _node(
    line: Line,
    index: Index,
    numbers: Sequence[tuple[Tokens, How]],
    candidates: Sequence[tuple[str, How]],
    text: str,
) -> str | None:
    """Return the cluster or the indicator that a row is about; None where it is a question."""
    if any(len(tokens) > 1 for tokens, _ in numbers) and candidates:
        return None
    named = [index.numbers.find(tokens) for tokens, _ in numbers]
    nodes = [one for one in named if one is not None and index.ranks[one] != "question"]
    within = any(index.agrees(name, line.most) for name, _ in candidates)
    possible = _is_silent(line) or line.most is None or line.most in index.of_nodes
    titled = _titled(index, text) if nodes or (possible and not candidates) else None
    for node in nodes:
        said = titled == node or index.agrees(node, line.most)
        if titled == node or (said and not within) or (_is_silent(line) and not candidates):
            return node
    if titled is None or nodes or candidates:
        return None
    coded = index.cluster_in(text) if roman_or_named(text) else None
    node = coded or titled
    return node if _is_silent(line) or index.agrees(node, line.most) else None


def roman_or_named(text: str) -> bool:
    """Return whether a text names a cluster by its number.

    >>> roman_or_named("Klaster II Lingkungan Keluarga"), roman_or_named("Forum Anak")
    (True, False)
    """
    return named_number(text, single("names-cluster")) is not None or roman(text) is not None


def _is_silent(line: Line) -> bool:
    return line.maximum.is_empty and line.value.is_empty


def _titled(index: Index, text: str) -> str | None:
    """Return the cluster or indicator whose title a text is, rather than that of a question."""
    if not text:
        return None
    found = best(index.likeness.to(text), _ALIKE, _MARGIN)
    return found if found is not None and index.ranks[found] != "question" else None


def _follow(
    line: Line,
    index: Index,
    context: _Context,
    candidates: Sequence[tuple[str, How]],
) -> None:
    """Go on below the question that a row names by its whole number."""
    name, how = candidates[0]
    if how != "written" or (line.most is not None and not index.agrees(name, line.most)):
        return
    context.indicator = index.indicator_of(name)
    context.cluster = index.cluster_of(name)
    tokens = tokens_of(name)
    context.prefix = tokens[:-1] if tokens and tokens[-1].isalpha() else ()
