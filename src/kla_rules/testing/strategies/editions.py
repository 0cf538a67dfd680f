"""Small editions drawn at random: five leaves, levels, and what they ask for."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from kla_rules.model.edition import Edition
from kla_rules.testing.small import small_edition, small_rules

LEVELS: Final = ("pratama", "madya", "utama")
MEASURES: Final[dict[str, dict[str, Any]]] = {
    "yes": {"kind": "yes_no"},
    "part": {"kind": "share", "units": {"id": "sekolah", "en": "schools"}},
    "figure": {"kind": "number"},
}
# The figures that rules compare with.
BOUNDS: Final = {"part": (0, 30, 100), "figure": (-2, 1)}
# The measure of which a trend is asked.
TREND: Final = "part"
Rule = Mapping[str, Any]


def editions() -> st.SearchStrategy[Edition]:
    """Return a strategy of small editions, with figures and conditions of any form.

    They have five leaves whose maxima are a few thousandths of a point, so that all that there is
    can be tried; one maximum may not be known, one indicator may be capped. One to three levels ask
    for points and measures besides. All is invented.

    >>> from hypothesis import given, settings
    >>> import kla_rules as kla
    >>> @settings(max_examples=5, database=None, deadline=None, derandomize=True)
    ... @given(editions())
    ... def holds(edition):
    ...     assert 0 < len(edition.levels) < 6
    >>> holds()
    """
    return edition_rules().map(small_edition)


def _named(name: str, **keys: object) -> dict[str, Any]:
    return {"id": name, "title": {"id": f"Rekaan {name}", "en": f"Invented {name}"}, **keys}


@st.composite
def edition_rules(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what the rule files of such an edition hold, as `small_rules` returns it."""
    files = small_rules()
    first, second, third = (draw(st.integers(0, 2)) for _ in range(3))
    cap = min(draw(st.integers(0, 3)), first + second)
    hole, last, room = draw(st.booleans()), draw(st.integers(0, 1)), draw(st.integers(1, 2))
    room = max(room, last) if hole else last + room
    total = cap + third + room
    _points(
        files, (first, second), cap, {"2": third, "3": None if hole else room - last, "4": last}
    )
    edition = files["edition.yaml"]
    edition["maximum"] = total / 1000
    edition["clusters"][0]["maximum"] = (cap + third) / 1000
    edition["clusters"][1]["maximum"] = room / 1000
    edition["edge_policy"]["policy"] = "floor_inclusive"
    edition["edge_policy"]["other"]["policy"] = "floor_exclusive"
    floors = sorted(draw(st.sets(st.integers(0, total), min_size=1, max_size=3)))
    edition["levels"] = [
        {**edition["levels"][0], **_named(name), "floor": floor / 1000, "includes_floor": True}
        for name, floor in zip(LEVELS, floors, strict=False)
    ]
    asked = draw(st.lists(st.sampled_from(sorted(MEASURES)), max_size=2, unique=True))
    whens = draw(st.lists(conditions(asked, hole=hole), min_size=1, max_size=3))
    files["requirements.yaml"] = {
        "source": "invented",
        "measures": [_named(name, **keys) for name, keys in MEASURES.items()],
        "requirements": [
            _named(f"r{index}", level=draw(st.sampled_from(LEVELS[: len(floors)])), when=when)
            for index, when in enumerate(whens)
        ],
    }
    del files["evidence.yaml"]
    return files


def _points(
    files: dict[str, Any], questions: tuple[int, int], cap: int, others: Mapping[str, int | None]
) -> None:
    """Write thousandths into the rules of indicators; only the first has questions."""
    rule = files["indicators/1.yaml"]
    rule["maximum"] = cap / 1000
    rule["questions"] = [
        {**question, "maximum": most / 1000}
        for question, most in zip(rule["questions"], questions, strict=False)
    ]
    rule["cap"]["questions_sum"] = sum(questions) / 1000
    if cap == sum(questions):
        del rule["cap"]
    for name, most in others.items():
        rule = files[f"indicators/{name}.yaml"]
        rule["maximum"] = None if most is None else most / 1000
        rule.pop("questions", None)
        rule.pop("agencies", None)


def conditions(asked: list[str], *, hole: bool) -> st.SearchStrategy[Rule]:
    """Return conditions over points and over some measures."""
    comparators = st.sampled_from(["at_least", "at_most", "above", "below"])
    ranks = ["total", "K2", *(["3"] if hole else [])]
    forms: list[st.SearchStrategy[Rule]] = [
        st.builds(
            lambda node, how, much: {"points": node, how: much / 1000},
            st.sampled_from(["total", "K2"]), comparators, st.integers(0, 1),
        ),
        st.builds(
            lambda node, how, share: {"ratio": node, how: share},
            st.sampled_from(ranks), comparators, st.sampled_from([0, 0.5, 1]),
        ),
        st.builds(
            lambda count, share: {"at_least": count, "nodes": "indicator", "reaching": share},
            st.integers(1, 4), st.sampled_from([0.5, 1]),
        ),
    ]  # fmt: skip
    for name in asked:
        if name == "yes":
            forms.append(st.builds(lambda holds: {"measure": "yes", "is": holds}, st.booleans()))
            continue
        figures = st.tuples(st.just(name), comparators, st.sampled_from(BOUNDS[name]))
        forms.append(
            st.builds(lambda figure: {"measure": figure[0], figure[1]: figure[2]}, figures)
        )
        if name == TREND:
            ways = st.sampled_from(["rising", "falling"])
            forms.append(st.builds(lambda way: {"trend": TREND, "is": way}, ways))
    simple = st.one_of(forms)
    return st.recursive(
        simple,
        lambda inner: st.one_of(
            st.builds(lambda part: {"not": part}, inner),
            st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
            st.builds(
                lambda parts: {"at_least": 1 + len(parts) // 2, "of": parts},
                st.lists(inner, min_size=1, max_size=3),
            ),
        ),
        max_leaves=5,
    )
