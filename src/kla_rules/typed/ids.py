"""The ids that rules fix, by the definition of the schemas that lists them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kla_rules.model.edition import Edition

# How a definition is called that allows null besides.
OR_NULL: Final = "_or_null"
_Ids = Iterable[str]

IDS: Final[Mapping[str, Callable[[Edition], _Ids]]] = {
    "edition_id": lambda edition: (edition.id,),
    "level_id": lambda edition: (level.id for level in edition.levels),
    "stage_id": lambda edition: (stage.id for stage in edition.stages),
    "cluster_id": lambda edition: edition.nodes[0].children,
    "node_id": lambda edition: edition.ids,
    "question_id": lambda edition: (node.id for node in edition.nodes if node.question),
    "agency_id": lambda edition: (agency.id for agency in edition.agencies),
    "requirement_id": lambda edition: (rule.id for rule in edition.requirements),
    "advisory_id": lambda edition: (rule.id for rule in edition.advisories),
    "asking_id": lambda edition: (
        *(rule.id for rule in edition.requirements),
        *(rule.id for rule in edition.advisories),
    ),
    "document_id": lambda edition: (
        *(kind.id for kind in edition.evidence_kinds),
        *(attribute.id for attribute in edition.evidence_attributes),
    ),
}


def ids_of(definition: str, editions: Iterable[Edition]) -> list[str] | None:
    """Return the ids that a definition lists, in the order of the rules; None where it lists none.

    Args:
        definition: its name in a schema, such as "level_id" or "level_id_or_null".
        editions: whose ids they are.

    >>> import kla_rules as kla
    >>> ids_of("stage_id_or_null", [kla.edition("kla-2024")])
    ['self', 'administrative', 'field', 'final']
    """
    of_edition = IDS.get(definition.removesuffix(OR_NULL))
    if of_edition is None:
        return None
    return list(dict.fromkeys(key for edition in editions for key in of_edition(edition)))


def listed(definition: str, part: Mapping[str, Any], ids: list[str], key: str) -> dict[str, Any]:
    """Return a definition with its ids under "enum" or "examples"; without any, it lists none."""
    kept = {name: value for name, value in part.items() if name not in {"enum", "examples"}}
    if not ids:
        return kept
    return {**kept, key: [*ids, None] if definition.endswith(OR_NULL) else ids}
