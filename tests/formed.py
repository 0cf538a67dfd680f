"""Values that a form's schema describes, and profiles that are right or almost so."""

import copy
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import kla_rules as kla

Schema = dict[str, Any]
Path = tuple[str | int, ...]
_DOCUMENT: Final = {"kind": "decree", "title": "SK"}
_BANDS: Final = [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": 0.5}]
# Of how much there is in all, a schema knows nothing.
MANY: Final = "document.too-many-values"


def _scale(question: str, **table: object) -> Schema:
    return {"scales": {"id": "a", "edition": "small", "source": "s", "scales": {question: table}}}


# What else no schema can reckon, each with what shows it on `small_edition()`: figures that are
# held against each other, and their digits.
BEYOND: Final[Mapping[str, Schema]] = {
    "answer.too-many-units": {"answers": {"4.2": {"units": {"part": 3, "whole": 2}}}},
    "edition.too-fine": _scale("2.1", options={"partly": 0.0005}),
    "measure.above-whole": {"measures": {"school_share": {"part": 1, "whole": 2, "unknown": 2}}},
    "measure.swapped": {"measures": {"school_share": {"part": 3, "whole": 2}}},
    "measure.twice": {"measures": {"school_share": [{"value": 1}, {"value": 2}]}},
    "profile.parts-above": {"points": {"3": 40, "4": 10}},
    "scale.direction": _scale("2.2", bands=_BANDS),
    "scale.empty-band": _scale("1.3", bands=[{"from": 0, "to": 0, "points": 0}, *_BANDS]),
    "scale.gap": _scale("1.3", bands=_BANDS[:1]),
    "scale.open-band": _scale("1.3", bands=[{"from": 0, "points": 0}, *_BANDS[1:]]),
    "scale.overlap": _scale("1.3", bands=[{"from": 0, "to": 60, "points": 0}, *_BANDS[1:]]),
}


class Form:
    """The schema of an edition's form beside what reads a profile."""

    def __init__(self, edition: kla.Edition) -> None:
        self.edition = edition
        self.schema = kla.form_schema(edition, "en")
        self.validator = Draft202012Validator(self.schema)

    def fits(self, data: Schema) -> bool:
        """Return whether the schema accepts a value."""
        return bool(self.validator.is_valid(data))

    def found(self, data: Schema) -> set[str]:
        """Return the ids of what `from_dict` finds; none where it accepts a value."""
        try:
            kla.Profile.from_dict(data, self.edition)
        except kla.ProfileError as error:
            return {finding.id for finding in error.findings}
        return set()

    def disagrees(self, data: Schema) -> set[str] | None:
        """Return why `from_dict` and the schema differ; None where only what is beyond it does."""
        found = self.found(data)
        if self.fits(data):
            return found - BEYOND.keys() - {MANY} or None
        return None if found else {error.message for error in self.validator.iter_errors(data)}


def drawn(root: Schema) -> st.SearchStrategy[Any]:
    """Return a strategy of values that a whole schema describes, but for its `not`."""
    return _drawn(root, root)


def _drawn(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    """Return a strategy of values that a part of a schema describes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return st.deferred(lambda: _drawn(root["$defs"][name], root))
    for key in ("oneOf", "anyOf"):
        if key in schema:
            return st.one_of([_drawn(one, root) for one in schema[key]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"]
    if isinstance(kinds, list):
        return st.one_of([_drawn({**schema, "type": kind}, root) for kind in kinds])
    strategy: st.SearchStrategy[Any] = _OF_TYPE[kinds](schema, root)
    return strategy


def _numbers(schema: Schema, _: Schema) -> st.SearchStrategy[Any]:
    least, most = schema["minimum"], schema.get("maximum", schema.get("exclusiveMaximum"))
    above = "exclusiveMaximum" in schema
    edges = [least] if above else [least, most]
    return st.sampled_from(edges) | st.floats(least, most, exclude_max=above)


def _texts(schema: Schema, _: Schema) -> st.SearchStrategy[str]:
    least, most = schema.get("minLength", 0), schema.get("maxLength", 1000)
    return _fitting(schema["pattern"]).filter(lambda text: least <= len(text) <= most)


@functools.cache
def _fitting(pattern: str) -> st.SearchStrategy[str]:
    """Return a strategy of texts that fit a pattern; an end of a line is no end of a text."""
    return st.from_regex(re.compile(pattern.replace("$(?!\\n)", r"\Z")))


@st.composite
def _objects(draw: st.DrawFn, schema: Schema, root: Schema) -> Schema:
    every: Mapping[str, Schema] = schema.get("properties", {})
    names = set(schema.get("required", ()))
    least = int(schema.get("minProperties", 0) > len(names))
    if every:
        names |= draw(st.sets(st.sampled_from(list(every)), min_size=least, max_size=4))
    beside = schema.get("dependentRequired", {})
    names |= {other for name in list(names) for other in beside.get(name, ())}
    made = {name: draw(_drawn(every[name], root)) for name in every if name in names}
    for pattern, part in schema.get("patternProperties", {}).items():
        if draw(st.booleans()):
            made[draw(_fitting(pattern))] = draw(_drawn(part, root))
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        made[draw(st.sampled_from(["partly", "well"]))] = draw(_drawn(others, root))
    return made


_OF_TYPE: Final[Any] = {
    "number": _numbers,
    "integer": lambda schema, _: st.integers(schema["minimum"], schema["maximum"]),
    "string": _texts,
    "boolean": lambda _schema, _root: st.booleans(),
    "array": lambda schema, root: st.lists(
        _drawn(schema["items"], root), min_size=schema.get("minItems", 0), max_size=2
    ),
    "object": _objects,
}

# What stands where something else did: edges of every bound, and each form of everything.
VALUES: Final[Sequence[Any]] = (
    None, True, False, 0, 1, -1, -0.0001, 0.5, 1.0000001, 100, 101, 1e9, 1000000000.5, -1e9, 1e10,
    2020, 2010, 2019.0, 2019.5, 9999, 10000, "", " ", "\u3000", "\ufeff", "x", "none", "partly",
    "2024-02-30", "2024-02-29", "1900-02-29", "2000-02-29", "0000", "2024-13", "2024-04-31", "2024",
    "2024\n", "Kota X", "kab. X", "kabx", "\u212aota X", " \u00a0Kabupaten X", "Kota\u2003X",
    "35.75", "35.14", "35.70", "35.71", "35.75\n", "a\n", "a\ud800", "a\u2028", "a" * 61,
    "a" * 101, "a" * 301, "A", "health", "kota", "kabupaten", "self", [], {}, [1],
    {"value": 1}, {"value": True}, {"part": 1, "whole": 2}, {"part": 3, "whole": 2},
    {"part": 1, "whole": 3, "unknown": 3}, {"value": 1, "unknown": 0}, {"value": 1, "unknown": 1},
    {"part": 0, "whole": 0}, {"value": 50, "part": 1, "whole": 2}, {"whole": 2}, {"year": 2019},
    {"value": 1, "definition": "A"}, [{"value": 1}, {"value": 1}], [{"value": True}],
    {"points": 1}, {"points": 1, "option": "none"}, {"option": "none"}, {"option": "a\nb"},
    {"option": "full", "evidence": []}, {"evidence": []}, {"evidence": [_DOCUMENT]},
    {"evidence": [{"kind": "x-1", "title": "x"}], "holds": True}, {"holds": 1}, {"fraction": 1},
    {"fraction": 1.1}, {"value": 2.5}, {"value": 101}, {"value": -1}, {"units": {"part": 1}},
    {"units": {"part": 1, "whole": 1000001}}, {"units": {"part": 1, "whole": 2}},
    {"counts": {"standardised": 1}}, {"counts": {}}, {"counts": {"a": 1}},
    {"not_applicable": True}, {"not_applicable": False}, {"option": "a" * 101}, {"option": ""},
)  # fmt: skip
_KEYS: Final = (
    "name", "kind", "code", "region", "year", "stage", "points", "answers", "measures", "ratios",
    "declared_total", "illustrative", "scales", "units", "forum", "evidence", "option", "value",
    "fraction", "holds", "counts", "not_applicable", "part", "whole", "unknown", "definition",
    "title", "date", "agency", "signed_by", "digest", "comparison", "note", "total", "zz", "a_b",
    "A", "a\n", "unknown\n", "",
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, whole: Schema, names: Sequence[str]) -> Schema:
    """Return a strategy of a profile with a few of its values changed, added or taken away.

    Args:
        draw: of Hypothesis.
        whole: the profile.
        names: further keys.
    """
    data = copy.deepcopy(whole)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from(list(_places(data))))
        part = _at(data, place)
        if isinstance(part, dict) and draw(st.booleans()):
            key = draw(st.sampled_from([*_KEYS, *names, *part]))
            if part.pop(key, None) is None or draw(st.booleans()):
                part[key] = copy.deepcopy(draw(st.sampled_from(VALUES)))
        elif isinstance(part, list) and part and draw(st.booleans()):
            part.append(copy.deepcopy(draw(st.sampled_from(part))))
        elif place:
            _at(data, place[:-1])[place[-1]] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return data


def _places(part: Any, path: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - plain JSON
    yield path
    inner = part.items() if isinstance(part, dict) else ()
    for key, below in enumerate(part) if isinstance(part, list) else inner:
        yield from _places(below, (*path, key))


def _at(part: Any, path: Path) -> Any:  # noqa: ANN401 - plain JSON
    for key in path:
        part = part[key]
    return part
