"""Scales and overlays that fit an edition: tables with invented points, and what overlays add."""

from typing import Any, Final

from hypothesis import strategies as st

from kla_rules.core.points import plain
from kla_rules.core.reading.read import read_value
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node
from kla_rules.rulesets.reader import in_order
from kla_rules.rulesets.scales import Scale, scale_in
from kla_rules.testing.strategies.coded import Code, coded
from kla_rules.testing.strategies.edition_given import EditionGiven, given_edition

_MOST: Final = 5
_TABLE: Final = 24
_MEASURED: Final = frozenset({"percentage", "count"})
_SOURCE: Final = "Rekaan / invented"
_TITLE: Final = {"id": "Rekaan untuk uji coba", "en": "Invented to try things on"}
# Where bands can begin, besides nothing: per cent, or so many.
_STARTS: Final = (50, 25, 75, 90, 10)
_OPTIONS: Final = ("some", "most", "little")


def scales(edition: EditionGiven) -> st.SearchStrategy[Scale]:
    """Return a strategy of scales that fit an edition: tables of a few of its questions.

    Bands join each other, and points rise or fall as the question asks; options have any points up
    to the maximum. All figures are invented.

    Args:
        edition: an edition, the id or folder of one, or an overlay: its file, or its content.

    Raises:
        RuleError: if there is no such edition.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(scales("kla-2024"))
    ... def holds(scale):
    ...     assert set(scale.tables) <= set(kla.edition("kla-2024").ids)
    >>> holds()
    """
    return _scales(given_edition(edition))


@st.composite
def _scales(draw: st.DrawFn, edition: Edition) -> Scale:
    tables = _tables(Code(draw(coded(_TABLE * _MOST))), edition)
    content: dict[str, Any] = {
        "id": "invented",
        "edition": edition.id,
        "title": _TITLE,
        "source": _SOURCE,
    }
    content |= {"illustrative": True, "scales": tables}
    return in_order(*scale_in(read_value(content), edition))


def overlays(edition: EditionGiven) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of overlays that fit an edition, as plain values.

    They bring tables, an agency with a local name, a measure with an advisory, or some of these;
    `kla.edition(..., overlays=[overlay])` lays one over the edition. All figures are invented.

    Args:
        edition: as of `scales`.

    Raises:
        RuleError: if there is no such edition.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(overlays("kla-2022"))
    ... def holds(overlay):
    ...     assert kla.edition("kla-2022", overlays=[overlay]).overlays
    >>> holds()
    """
    return _overlays(given_edition(edition))


@st.composite
def _overlays(draw: st.DrawFn, edition: Edition) -> dict[str, Any]:
    base = edition.base or edition
    content: dict[str, Any] = {
        "id": "invented-overlay",
        "title": _TITLE,
        "illustrative": True,
        "edition": {"id": base.id, "version": base.version, "digest": base.digest},
        "source": "invented-source",
        "grade": "U",
        "sources": [
            {"id": "invented-source", "title": _TITLE, "publisher": "kla-rules", "grade": "U"}
        ],
    }
    code = Code(draw(coded(_TABLE * _MOST + 8)))
    levels = [level.id for level in base.levels]
    if code.number() % 2 and levels:
        content["measures"] = [{"id": "invented_share", "title": _TITLE, "kind": "percentage"}]
        bound = code.number() % 101
        content["advisories"] = [
            {
                "id": "invented-advice",
                "title": _TITLE,
                "level": code.one_of(levels),
                "when": {"measure": "invented_share", "at_least": bound},
            }
        ]
    if code.number() % 2 and base.agencies:
        agency = code.one_of(base.agencies)
        content["agencies"] = {agency.id: {"local_names": ["Kantor Rekaan"]}}
    tables = _tables(code, base)
    if tables:
        content["tables"] = tables
    return content


def _tables(code: Code, edition: Edition) -> dict[str, Any]:
    """Return tables by question, of at least one where there are questions that take one."""
    questions = [node for node in edition.nodes if node.question is not None]
    found: dict[str, Any] = {}
    for part in code.parts(_TABLE) if questions else ():
        if part.number() % 2 or not found:
            node = part.one_of(questions)
            found[node.id] = _table(part, node)
    return found


def _table(code: Code, node: Node) -> dict[str, Any]:
    question, most = node.question, node.ceiling_thousandths
    options = {name: plain(code.thousandths(most)) for name in _OPTIONS[: 1 + code.number() % 3]}
    if question is None or question.answer not in _MEASURED or code.number() % 2:
        return {"options": options}
    starts = sorted({0, *_STARTS[: 1 + code.number() % len(_STARTS)]})
    worth = sorted(code.thousandths(most) for _ in starts)
    if question.direction == "negative":
        worth.reverse()
    ends = [*starts[1:], 100 if question.answer == "percentage" else None]
    return {
        "bands": [
            {"from": start, **({} if end is None else {"to": end}), "points": plain(points)}
            for start, end, points in zip(starts, ends, worth, strict=True)
        ]
    }
