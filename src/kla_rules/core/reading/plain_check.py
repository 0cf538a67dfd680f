"""Whether a document fits its JSON Schema: yes or no, in a thirtieth of the time of jsonschema.

Nearly every document fits, and then nobody needs a library that can say what is wrong with it. A
schema becomes one function once; the functions of its parts are closed over. Only the keywords that
`schemas/` uses are known here: a schema with any other is none of this module's business, and its
documents are held against jsonschema.

The answer no means only that it is worth asking jsonschema, which alone says what is wrong.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.reading.documents import Map, Seq

Check = Callable[[Any], bool]
_Schema = Mapping[str, Any]

# Which values of a document have which type of JSON Schema; a boolean is no number.
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "object": (Map,),
    "array": (Seq,),
    "string": (str,),
    "number": (int, Decimal),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_EVERY: Final = ("object", "array", "string", "number", "boolean", "null")
_SAID: Final = frozenset({"$schema", "$id", "title", "description", "examples", "definitions"})
_ANY: Final = frozenset({"type", "enum"})
_OF_KIND: Final[Mapping[str, frozenset[str]]] = {
    "object": frozenset(
        {
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "minProperties",
            "maxProperties",
        }
    ),
    "array": frozenset({"items", "minItems", "maxItems", "uniqueItems"}),
    "string": frozenset({"pattern", "minLength", "maxLength"}),
    "number": frozenset({"minimum", "maximum"}),
}
COVERED: Final = _SAID.union(_ANY, {"$ref"}, *_OF_KIND.values())
_ENDLESS: Final = float("inf")


class UncoveredError(Exception):
    """A schema says something that this module does not know."""


def plain_check(schema: _Schema) -> Check:
    """Return a function that says whether the root of a document fits `schema`.

    Args:
        schema: a JSON Schema of draft 7.

    Raises:
        UncoveredError: where the schema uses a keyword, or a form of one, that is not known here.

    >>> fits = plain_check({"type": "integer", "minimum": 1})
    >>> fits(1), fits(0), fits(True), fits("1")
    (True, False, False, False)
    """
    return _Compiler(schema).compiled(schema)


class _Compiler:
    """Turns the parts of one schema into functions, each definition once."""

    def __init__(self, root: _Schema) -> None:
        self.definitions = root.get("definitions", {})
        self.known: dict[str, Check] = {}

    def compiled(self, schema: _Schema) -> Check:
        """Return the function of a part of the schema."""
        if not isinstance(schema, Mapping):
            raise UncoveredError(str(schema))
        if not schema.keys() <= COVERED:
            raise UncoveredError(", ".join(sorted(schema.keys() - COVERED)))
        if "$ref" in schema:
            return self._referred(schema)
        wanted = schema.get("type", _EVERY)
        checks = {
            kind: check
            for name in ([wanted] if isinstance(wanted, str) else wanted)
            for kind in _kinds(name)
            if (check := self._of_kind(kind, schema)) is not _no
        }
        return _by_kind(checks)

    def _referred(self, schema: _Schema) -> Check:
        """Return the function of a definition, which may hold a reference to itself."""
        prefix, _, name = schema["$ref"].rpartition("/")
        if prefix != "#/definitions" or name not in self.definitions:
            raise UncoveredError(schema["$ref"])
        if not schema.keys() <= _SAID | {"$ref"}:  # draft 7 passes over what stands beside it
            raise UncoveredError("$ref and its neighbours")
        if name not in self.known:
            self.known[name] = self._later(name)  # what it asks of itself is not compiled yet
            self.known[name] = self.compiled(self.definitions[name])
        return self.known[name]

    def _later(self, name: str) -> Check:
        def check(value: object) -> bool:
            return self.known[name](value)

        return check

    def _of_kind(self, kind: type, schema: _Schema) -> Check:
        """Return what the schema asks of values of this kind besides their type."""
        checks: list[Check] = []
        if "enum" in schema:
            checks.append(_one_of(kind, schema["enum"]))
        if kind is Map:
            if not _OF_KIND["object"].isdisjoint(schema):
                checks.append(self._object(schema))
        elif kind is Seq:
            checks += self._array(schema)
        elif kind is str:
            checks += _text(schema)
        elif kind in {int, Decimal} and not _OF_KIND["number"].isdisjoint(schema):
            checks.append(_within(schema))
        return _every(checks)

    def _object(self, schema: _Schema) -> Check:
        properties = {
            key: self.compiled(inner) for key, inner in schema.get("properties", {}).items()
        }
        patterns = [
            (_matcher(pattern), self.compiled(inner))
            for pattern, inner in schema.get("patternProperties", {}).items()
        ]
        further = schema.get("additionalProperties", True)
        other = _FIXED[further] if isinstance(further, bool) else self.compiled(further)
        required = frozenset(schema.get("required", ()))
        fewest, most = schema.get("minProperties", 0), schema.get("maxProperties", _ENDLESS)

        def named(key: str) -> Check:
            """Return what is asked of a key in an object whose keys follow patterns."""
            checks = [properties[key]] if key in properties else []
            checks += [check for matches, check in patterns if matches(key)]
            return _every(checks) if checks else other

        def plain(value: Map) -> bool:
            if not fewest <= len(value) <= most or not required <= value.keys():
                return False
            for key, inner in value.items():
                if not (named(key) if patterns else properties.get(key, other))(inner):
                    return False
            return True

        return plain

    def _array(self, schema: _Schema) -> list[Check]:
        checks: list[Check] = []
        if "minItems" in schema or "maxItems" in schema:
            checks.append(_long(schema.get("minItems", 0), schema.get("maxItems", _ENDLESS)))
        if "items" in schema:
            if isinstance(schema["items"], list):
                raise UncoveredError("items as a list")
            item = self.compiled(schema["items"])
            checks.append(lambda value: all(map(item, value)))
        if schema.get("uniqueItems"):
            checks.append(_unique)
        return checks


def _kinds(name: str) -> tuple[type, ...]:
    if name not in _TYPES:
        raise UncoveredError(f"the type {name}")
    return _TYPES[name]


def _by_kind(checks: Mapping[type, Check]) -> Check:
    if len(checks) == 1:
        ((kind, only),) = checks.items()
        if only is _yes:
            return lambda value: type(value) is kind
        return lambda value: type(value) is kind and only(value)

    def check(value: object) -> bool:
        return checks.get(type(value), _no)(value)

    return check


def _yes(_value: object) -> bool:
    return True


def _no(_value: object) -> bool:
    return False


_FIXED: Final = {True: _yes, False: _no}


def _every(checks: list[Check]) -> Check:
    """Return the function that asks all of them."""
    if not checks:
        return _yes
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _one_of(kind: type, allowed: Iterable[object]) -> Check:
    """Return whether a value of a kind is one of those allowed; true is not 1."""
    values = list(allowed)
    if any(isinstance(value, list | dict) for value in values):
        raise UncoveredError("enum of lists or mappings")
    if kind in {Map, Seq}:
        return _no
    fitting = frozenset(value for value in values if isinstance(value, bool) == (kind is bool))
    return lambda value: value in fitting


def _within(schema: _Schema) -> Check:
    least, most = schema.get("minimum", -_ENDLESS), schema.get("maximum", _ENDLESS)
    return lambda value: bool(least <= value <= most)


def _long(fewest: int, most: float) -> Check:
    return lambda value: fewest <= len(value) <= most


def _text(schema: _Schema) -> list[Check]:
    checks: list[Check] = []
    if "minLength" in schema or "maxLength" in schema:
        checks.append(_long(schema.get("minLength", 0), schema.get("maxLength", _ENDLESS)))
    if "pattern" in schema:
        checks.append(_matcher(schema["pattern"]))
    return checks


def _matcher(pattern: str) -> Callable[[str], bool]:
    """Return whether a pattern is found in a text; it is compiled when a text first asks for it."""
    search: Callable[[str], object] | None = None

    def matches(text: str) -> bool:
        nonlocal search
        if search is None:
            search = re.compile(pattern).search
        return search(text) is not None

    return matches


def _unique(value: Seq) -> bool:
    """Return whether no scalar stands twice; lists and mappings are left to jsonschema."""
    try:
        return len({(isinstance(item, bool), item) for item in value}) == len(value)
    except TypeError:
        return False
