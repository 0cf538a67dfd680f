"""The packaged JSON Schemas, by name: as they are, for an edition, and for OpenAPI."""

from collections.abc import Iterable
from typing import Any, Final

from kla_rules.core.findings import check_choice, check_list, check_type
from kla_rules.core.reading.schemas import schema as packaged_schema
from kla_rules.core.reading.schemas import schema_names
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import edition_of
from kla_rules.typed.ids import ids_of, listed

Editions = Edition | str | Iterable[Edition | str]
_PREFIX: Final = "kla-rules/"
_RESULT: Final = "-result"
_INSIDE: Final = "#/definitions/"
_COMPONENTS: Final = "#/components/schemas/"
# What a whole document says of itself, and a part of another one does not.
_OF_DOCUMENTS: Final = frozenset({"$schema", "$id", "definitions"})


def schema(name: str, edition: Editions | None = None) -> dict[str, Any]:
    """Return a packaged JSON Schema as plain JSON that stands alone; it is made anew, and yours.

    Every reference in it leads to its own `definitions`. It means the same in draft-07 and 2020-12.

    Args:
        name: of a file of `schemas/` without its ending, such as "evaluation"; or what a result
            says under `schema`, such as "kla-rules/handling".
        edition: an edition, its id or folder, or several. Ids of levels, stages, clusters, nodes,
            questions, agencies, requirements and kinds of documents are then enumerated: those of
            the edition and its overlays, no others. Left out, ids of packaged editions are examples
            only, since an edition of one's own has its own.

    Raises:
        ArgumentError: if there is no such schema; the finding lists those that there are.
        RuleError: if there is no such edition, or its files are not in order.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> evaluation = kla.schema("evaluation")
    >>> evaluation["properties"]["stage"]["$ref"]
    '#/definitions/stage_id_or_null'
    >>> kla.schema("evaluation", "kla-2024")["definitions"]["stage_id_or_null"]["enum"]
    ['self', 'administrative', 'field', 'final', None]
    """
    whole = packaged_schema(_file_of(name))
    if edition is not None:
        editions = _editions(edition)
        definitions = whole.get("definitions", {})
        for key, part in definitions.items():
            ids = ids_of(key, editions)
            if ids is not None:
                definitions[key] = listed(key, part, ids, "enum")
    return whole


def _file_of(name: str) -> str:
    """Return the name of the file of a schema."""
    check_type("name", name, "the name of a schema", str)
    known = schema_names()
    if name.startswith(_PREFIX):
        own = name.removeprefix(_PREFIX)
        name = next((one for one in (own + _RESULT, own) if one in known), name)
    check_choice("schema", name, known)
    return name


def _editions(edition: Editions) -> list[Edition]:
    expected = "an edition, its id, or several of these"
    several = [edition] if isinstance(edition, Edition | str) else edition
    every = check_list("edition", expected, several)
    for one in every:
        check_type("edition", one, expected, Edition, str)
    return [edition_of(one) for one in every]


def openapi_schemas(
    names: Iterable[str], edition: Editions | None = None
) -> dict[str, dict[str, Any]]:
    """Return schemas as OpenAPI 3.1 has them under `components.schemas`, with their definitions.

    "evaluation" becomes `Evaluation`, its definition "level_id" `EvaluationLevelId`, and references
    lead to `#/components/schemas/`. A view then refers to `#/components/schemas/Evaluation`.

    Args:
        names: as `kla.schema` takes them.
        edition: as `kla.schema` takes it.

    Raises:
        ArgumentError, RuleError, TypeError: as `kla.schema` does.

    >>> components = openapi_schemas(["findings"])
    >>> list(components)[:3]
    ['Findings', 'FindingsFinding', 'FindingsFindingId']
    >>> components["Findings"]["properties"]["findings"]["items"]
    {'$ref': '#/components/schemas/FindingsFinding'}
    """
    components: dict[str, dict[str, Any]] = {}
    for name in check_list("names", "a list of names of schemas", names):
        whole, own = schema(name, edition), _camel(_file_of(name))
        parts = {own: whole}
        parts |= {own + _camel(key): part for key, part in whole.get("definitions", {}).items()}
        for key, part in parts.items():
            kept = {word: inner for word, inner in part.items() if word not in _OF_DOCUMENTS}
            components[key] = _referring(kept, own)
    return components


def _referring(part: Any, own: str) -> Any:  # noqa: ANN401 - plain JSON
    """Return a part of a schema whose references lead to components."""
    if isinstance(part, dict):
        return {
            key: _COMPONENTS + own + _camel(value.removeprefix(_INSIDE))
            if key == "$ref" and isinstance(value, str)
            else _referring(value, own)
            for key, value in part.items()
        }
    return [_referring(one, own) for one in part] if isinstance(part, list) else part


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.replace("_", "-").split("-"))
