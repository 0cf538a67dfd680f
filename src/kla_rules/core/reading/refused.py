"""What a document breaks of its JSON Schema: found by jsonschema, worded and placed by us.

Imported for a document that is refused only: jsonschema costs as much as reading an edition.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from jsonschema import Draft7Validator

from kla_rules.core.catalogues import INTERFACE
from kla_rules.core.findings import Finding, Path
from kla_rules.core.reading.documents import Document
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import LANGUAGES, Language, shown

# A jsonschema.ValidationError; its attributes are typed as values that may be unset, and never are
# where `iter_errors` made it.
_Error = Any


def schema_breaches(document: Document, schema: Mapping[str, Any]) -> list[Finding]:
    """Return everything that `document` breaks of a schema, in the order of the file."""
    breaches = (
        document.locate(finding, key=key)
        for error in _leaves(Draft7Validator(schema).iter_errors(document.root))
        for finding, key in _FINDERS.get(str(error.validator), _other)(error)
    )
    # The reader has already said what is wrong with the value at that place.
    reported = {finding.path for finding in document.findings}
    fresh = dict.fromkeys(breach for breach in breaches if breach.path not in reported)
    return sorted(fresh, key=lambda breach: (breach.line or 0, breach.column or 0))


def _leaves(errors: Iterable[_Error]) -> Iterator[_Error]:
    """Replace an `anyOf` error by the errors of the branch that comes nearest."""
    for error in errors:
        if error.context:
            branches: dict[Any, list[_Error]] = {}
            for inner in error.context:
                branches.setdefault(inner.schema_path[0], []).append(inner)
            nearest = min(branches.values(), key=lambda b: (any(not e.path for e in b), len(b)))
            yield from _leaves(nearest)
        else:
            yield error


_Found = list[tuple[Finding, bool]]


def _path(error: _Error) -> Path:
    return tuple(error.absolute_path)


def _type(error: _Error) -> _Found:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = {language: _either(names, language) for language in LANGUAGES}
    reason = ""
    if error.instance is None:
        reason = "nothing"
    elif isinstance(error.instance, str) and not _path(error) and "object" in names:
        reason = "document"
    elif isinstance(error.instance, str) and "number" in names and _COMMA.match(error.instance):
        reason = "point"
    elif isinstance(error.instance, str) and _fits_unquoted(error.instance, names):
        reason = "no-quotes"
    elif "string" in names and not isinstance(error.instance, dict | list):
        reason = "quotes"
    values = {"found": error.instance, "expected": expected, "reason": reason}
    return [(Finding("schema.type", values, _path(error)), False)]


def _either(types: Iterable[str], language: Language) -> str:
    """Return what a value of one of these types of JSON Schema is called."""
    *names, last = [INTERFACE.say(f"type-{name}", language) for name in types]
    if not names:
        return last
    comma = "," if len(names) > 1 else ""
    return INTERFACE.say("type-or", language, names=names, comma=comma, last=last)


def _fits_unquoted(text: str, types: Iterable[str]) -> bool:
    """Return whether what stands in quotes would be of one of these types without them."""
    forms = (_UNQUOTED[name] for name in types if name in _UNQUOTED)
    return any(re.fullmatch(form, text) for form in forms)


_COMMA: Final = re.compile(r"-?[0-9]{1,12},[0-9]{1,12}\Z")
_UNQUOTED: Final = {
    "boolean": "true|false",
    "integer": "-?(0|[1-9][0-9]{0,11})",
    "number": r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?",
}


def _unknown_keys(error: _Error) -> _Found:
    known = sorted(error.schema.get("properties", ()))
    unknown = (key for key in error.instance if key not in known)
    values = {key: {"key": key, "known": known, "near": suggestions(key, known)} for key in unknown}
    return [
        (Finding("schema.unknown-key", values[key], (*_path(error), key)), True) for key in values
    ]


def _required(error: _Error) -> _Found:
    missing = [key for key in error.validator_value if key not in error.instance]
    return [
        (Finding("schema.missing-key", {"key": key}, (*_path(error), key)), False)
        for key in missing
    ]


def _enum(error: _Error) -> _Found:
    allowed = [shown(value).strip('"') for value in error.validator_value]
    near = suggestions(error.instance, allowed)
    values = {"found": error.instance, "allowed": allowed, "near": near}
    return [(Finding("schema.not-allowed", values, _path(error)), False)]


def _pattern(error: _Error) -> _Found:
    values = {"found": error.instance, "reason": form_of(error.validator_value)}
    return [(Finding("schema.pattern", values, _path(error)), False)]


def form_of(pattern: str) -> str | None:
    """Return the name of the form that a pattern of the schemas asks for; None for another.

    >>> form_of("^[a-z][a-z-]{0,30}$"), form_of("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    ('word', 'day')
    """
    return next((form for form, text in _FORMS.items() if re.search(pattern, text)), None)


# What has a form, and none of those that follow it.
_FORMS: Final = {
    "text": "Kota Contoh (contoh)",
    "digits": "a+/",
    "name": "a_1",
    "id": "a-1",
    "word": "a-b",
    "letters": "21A",
    "question": "6.3a",
    "code": "32.73",
    "version": "1.0.0",
    "date": "2024",
    "month": "2024-02",
    "day": "2024-02-01",
    "digest": "0" * 64,
    "column": "AB",
}


def _limit(error: _Error) -> _Found:
    finding_id = _LIMITS.get(error.validator, "schema.length")
    values = {
        "found": error.instance,
        "limit": error.validator_value,
        "reason": error.validator,
    }
    return [(Finding(finding_id, values, _path(error)), False)]


_LIMITS: Final = {"minimum": "schema.too-small", "maximum": "schema.too-big"}


def _other(error: _Error) -> _Found:
    values = {"found": error.instance, "reason": error.validator}
    return [(Finding("schema.other", values, _path(error)), False)]


_FINDERS: Final[dict[str, Callable[[_Error], _Found]]] = {
    "type": _type,
    "additionalProperties": _unknown_keys,
    "required": _required,
    "enum": _enum,
    "pattern": _pattern,
    "minimum": _limit,
    "maximum": _limit,
    "minLength": _limit,
    "maxLength": _limit,
    "minItems": _limit,
    "maxItems": _limit,
    "minProperties": _limit,
    "maxProperties": _limit,
}
