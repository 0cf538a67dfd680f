"""Match the rows of a recap to questions: by number and maximum; else a guess, or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from kla_rules.imports.recap.guessing import guess_rows
from kla_rules.imports.recap.index import Index
from kla_rules.imports.recap.matches import Guess, Match, Matches
from kla_rules.imports.recap.numbers import How, named_number, number_before, readings, tokens_of
from kla_rules.imports.recap.rows import Numbered, Read
from kla_rules.imports.recap.words import best, single

_LEAST, _MARGIN = 0.45, 0.08
# A text that is this alike another title and this unlike its own tells that a number is wrong.
_OTHER, _OWN = 0.7, 0.2
_SOME: Final = 0.15
_FEW: Final = 5
_PART: Final = 4


def match_rows(
    reads: Sequence[Read], index: Index, given: Mapping[tuple[int, int], str] | None = None
) -> Matches:
    """Return the rows with the nodes they give points of.

    Args:
        reads: the rows.
        index: the edition.
        given: by table and row the id that a person has said.
    """
    alone = index.leaves | _alone(reads, index)
    rows = [read for read in reads if _may_answer(read, alone)]
    found: dict[int, Match] = {}
    for place, read in enumerate(rows):
        said = (given or {}).get((read.line.table, read.line.row))
        if said is not None:
            found[place] = Match(read, said)
        elif read.kind == "node" and read.node is not None:
            found[place] = _of_leaf(read, read.node, index)
    _by_number(rows, index, found)
    _leave_own_numbers(rows, found)
    agreeing = sum(_has_number(one) and one.node is not None for one in found.values())
    other = sum(one.reason == "other-maximum" for one in found.values())
    guess_rows(rows, index, found)
    for place, read in enumerate(rows):
        found.setdefault(place, Match(read, reason="no-match"))
    return Matches(tuple(found[place] for place in range(len(rows))), agreeing, other)


def _has_number(match: Match) -> bool:
    return bool(match.read.candidates) or match.read.kind == "node"


def _may_answer(read: Read, alone: Collection[str]) -> bool:
    if read.kind == "node":
        return read.node in alone
    return read.kind in {"question", "nameless"}


def _alone(reads: Sequence[Read], index: Index) -> set[str]:
    """Return the indicators and clusters that rows name and of which no part has a row.

    Their rows then say their points, and are no totals of other rows.
    """
    rows = [read for read in reads if read.kind in {"question", "nameless"} or read.group]
    if any(read.indicator is None and not read.candidates for read in rows):
        return set()
    meant = {read.indicator for read in rows if not read.candidates}
    meant |= {name for read in rows for name, _ in read.candidates}
    named = {read.node for read in reads if read.kind == "node" and read.node is not None}
    parts = {name for name in (*meant, *named) if name is not None}
    return {
        node for node in named if not any(node in index.edition.above(one) for one in parts)
    } - {read.indicator for read in rows if not read.candidates}


def _of_leaf(read: Read, node: str, index: Index) -> Match:
    """Return the match of a row about a cluster or an indicator that has no questions."""
    most = read.line.most
    if index.agrees(node, most):
        return Match(read, node, None if _is_numbered(read, node, index) else "text", alike=1.0)
    if not index.knows(node):
        return Match(read, node, "open-maximum")
    if most is None:
        return Match(read, node, "no-maximum")
    return Match(read, reason="other-maximum", meant=(node,))


def _is_numbered(read: Read, node: str, index: Index) -> bool:
    """Return whether a row names a cluster or an indicator by its number, not by its title only."""
    line = read.line
    texts = [text for text in (line.cluster, line.indicator, line.question) if text]
    parts = [number_before(text)[0] or tokens_of(text) for text in texts]
    parts += [tokens for cell in line.numbers for tokens, _ in readings(cell)]
    if any(index.numbers.find(tokens) == node for tokens in parts if tokens):
        return True
    named = (named_number(text, single("names-cluster")) for text in texts)
    return any(isinstance(one, int) and index.clusters.get(one) == node for one in named)


def _by_number(rows: Sequence[Read], index: Index, found: dict[int, Match]) -> None:
    """Match rows that have a number: those it decides, then those that their neighbours decide."""
    keeps = _keep_zeros(rows)
    doubtful: dict[int, list[tuple[str, How]]] = {}
    for place, read in enumerate(rows):
        options = [
            (name, how)
            for name, how in read.candidates
            if not (how == "zero" and read.line.table in keeps and _is_text(read))
        ]
        if place in found or not options:
            continue
        most = read.line.most
        agreeing = [(name, how) for name, how in options if index.agrees(name, most)]
        if len(agreeing) == 1:
            found[place] = _confirmed(read, agreeing[0], index)
        elif len(agreeing) > 1:
            doubtful[place] = agreeing
        elif most is None or not all(index.knows(name) for name, _ in options):
            doubtful[place] = options
        else:
            meant = tuple(name for name, _ in options)
            found[place] = Match(read, reason="other-maximum", meant=meant)
    sure = {place: match.node for place, match in found.items() if match.node is not None}
    for place, options in doubtful.items():
        found[place] = _settled(rows[place], place, options, sure, rows, index)


def _leave_own_numbers(rows: Sequence[Read], found: dict[int, Match]) -> None:
    """Forget matches where the rows of an indicator are numbered in a way of their own.

    Then a maximum that agrees is chance. One part of a number must fit in all its rows; of whole
    numbers a few may be mistyped.
    """
    blocks: dict[tuple[int, str | None, Numbered], list[int]] = {}
    for place, read in enumerate(rows):
        if read.kind == "question" and read.numbered:
            blocks.setdefault((read.line.table, read.indicator, read.numbered), []).append(place)
    for (_, _, numbered), places in blocks.items():
        wrong = [place for place in places if _is_wrong(found.get(place))]
        most = 0 if numbered == "lone" else max(1, len(places) // _PART)
        if len(wrong) > most:
            for place in places:
                found.pop(place, None)


def _is_wrong(match: Match | None) -> bool:
    """Return whether a number is of no question, or of one with another maximum."""
    return match is None or match.reason in {"other-maximum", "contradiction"}


def _keep_zeros(rows: Sequence[Read]) -> set[int]:
    """Return the tables whose numbers are texts that keep a zero at their end."""
    return {read.line.table for read in rows if _is_text(read) and _ends_in_zero(read)}


def _is_text(read: Read) -> bool:
    return all(isinstance(cell, str) for cell in read.line.numbers[-1:])


def _ends_in_zero(read: Read) -> bool:
    return any(
        isinstance(cell, str) and cell.rstrip(" .").endswith("0") for cell in read.line.numbers[-1:]
    )


def _confirmed(read: Read, option: tuple[str, How], index: Index) -> Match:
    """Return the match that a number and its maximum give, unless the text is plainly another's."""
    name, how = option
    guess: Guess | None = None if how == "written" else how
    alike = index.likeness.to(read.text) if read.text else {}
    own = alike.get(name, 0.0)
    if own < _OWN and alike:
        other = best(alike, _OTHER, _MARGIN, index.leaves)
        if other is not None and other != name:
            return Match(read, reason="contradiction", meant=(name, other))
    return Match(read, name, guess, alike=own)


def _settled(
    read: Read,
    place: int,
    options: Sequence[tuple[str, How]],
    sure: Mapping[int, str],
    rows: Sequence[Read],
    index: Index,
) -> Match:
    """Return the match of a row whose number may mean several questions, or is not confirmed."""
    near = [option for option in options if _fits(option[0], place, sure, rows, index)]
    fitting = near if len(near) == 1 else options
    names = tuple(name for name, _ in options)
    if len(fitting) > 1:
        alike = best(index.likeness.to(read.text), _LEAST, _MARGIN, names) if read.text else None
        fitting = [option for option in options if option[0] == alike]
        if not fitting:
            return Match(read, reason="two-questions", meant=names)
    name, how = fitting[0]
    if index.agrees(name, read.line.most):
        return _confirmed(read, (name, how), index)
    alike_own = index.likeness.to(read.text).get(name, 0.0) if read.text else 0.0
    if read.line.most is not None and index.knows(name):
        return Match(read, reason="other-maximum", meant=names)
    if alike_own < _SOME and len(sure) < _FEW and index.knows(name):
        return Match(read, reason="unconfirmed", meant=(name,))
    guess: Guess = "no-maximum" if index.knows(name) else "open-maximum"
    return Match(read, name, guess, alike=alike_own)


def _fits(
    name: str, place: int, sure: Mapping[int, str], rows: Sequence[Read], index: Index
) -> bool:
    """Return whether a question is between those of the rows before and after."""
    table, order = rows[place].line.table, index.order

    def near(places: Iterable[int]) -> str | None:
        for other in places:
            if rows[other].line.table != table:
                return None
            if other in sure:
                return sure[other]
        return None

    before, after = near(range(place - 1, -1, -1)), near(range(place + 1, len(rows)))
    if before is None and after is None:
        return False
    return (before is None or order[before] < order[name]) and (
        after is None or order[name] < order[after]
    )
