"""The form of a profile for one edition, as a JSON Schema."""

import json
from itertools import groupby
from typing import Any, Final

from kla_rules.core.findings import Finding, check_language, check_type
from kla_rules.core.writing import Language
from kla_rules.forms.answers import answers
from kla_rules.forms.definitions import (
    REFERENCE,
    Definitions,
    Schema,
    choice,
    closed,
    optional,
    points,
)
from kla_rules.forms.measures import measures
from kla_rules.forms.patterns import CODED, NAMED, any_of, unless
from kla_rules.forms.scales import scales
from kla_rules.model.edition import Edition
from kla_rules.model.tree import name_of
from kla_rules.rulesets.edition_of_year import edition_of_year, list_rounds
from kla_rules.rulesets.find import edition_of

_LAST_YEAR: Final = 9999


def form_schema(
    edition: Edition | str, language: Language = "id", *, reference: str = REFERENCE
) -> dict[str, Any]:
    """Return a JSON Schema of a profile for one edition, of which a form can be made.

    What it accepts `Profile.from_dict(data, edition)` accepts, but for what a schema cannot reckon
    (see docs/forms.md), and every profile of that edition that is accepted there fits it. It is one
    of draft 2020-12, refers to nothing outside itself, and is plain JSON of the caller's own.

    Args:
        edition: of which the questions are, or its id; overlays that it was built with count.
        language: "id" or "en", of titles and descriptions.
        reference: how it refers to its `$defs`. An OpenAPI document keeps them elsewhere:
            "#/components/schemas/Form." refers to components that are named so.

    Raises:
        RuleError: if there is no such edition.
        TypeError: if `edition` is neither, or `reference` no text.
        ArgumentError: for another language.

    >>> form = form_schema("kla-2024", "en")
    >>> form["properties"]["stage"]["oneOf"][0]
    {'enum': ['self'], 'title': 'self-assessment'}
    """
    edition = edition_of(edition)
    check_language(language)
    check_type("reference", reference, "a text", str)
    definitions = Definitions(language, reference)
    say, bounds = definitions.say, definitions.profile["properties"]
    table = scales(definitions, edition)
    stages = [(stage.id, stage.title.get(language)) for stage in edition.stages]
    ceiling = points(edition.maximum_thousandths)
    asked = {
        "region": _region(definitions),
        "edition": {"title": say("edition"), "type": "string", **_just(edition.id)},
        "year": {"title": say("year"), **_years(edition)},
        **({"stage": {"title": say("stage"), **choice(stages)}} if stages else {}),
        "answers": answers(definitions, edition),
        "points": _points(definitions, edition),
        "measures": measures(definitions, edition),
        "ratios": _ratios(definitions, edition),
        "declared_total": definitions.entitled("declared-total", ceiling),
        "illustrative": definitions.entitled("illustrative", bounds["illustrative"]),
    }
    # What is taken and not asked for stands under patterns: no form makes a field of those.
    unasked = {key: part for key, part in asked.items() if part.get("properties") == {}}
    if table is not None:
        unasked["scales"] = table
    properties = {key: part for key, part in asked.items() if key not in unasked}
    whole = closed(
        properties,
        **{"$comment": say("comment", edition=edition.id, version=edition.version)},
        title=say("title", edition=edition.title),
        description=edition.completeness.get(language),
        patternProperties={any_of([key]): part for key, part in unasked.items()},
        **_not_both(edition),
        **{"$defs": definitions.made},
    )
    # Parts that are used twice become two: whoever changes one of them changes no other.
    own: dict[str, Any] = json.loads(json.dumps(whole))
    return own


def _just(name: str) -> Schema:
    return {"const": name, "default": name}


def _region(definitions: Definitions) -> Schema:
    """Return the schema of the region: of a kota or of a kabupaten, as far as it says which.

    Its name, its kind and its code must not say one and the other.
    """
    bounds = definitions.profile["properties"]["region"]
    titled = {
        key: definitions.entitled(f"region-{key}", part)
        for key, part in bounds["properties"].items()
    }
    kinds = bounds["properties"]["kind"]["enum"]
    each = []
    for kind, other in zip(kinds, reversed(kinds), strict=True):
        title = definitions.say(f"kind-{kind}")
        name = unless(NAMED[other], titled["name"]["pattern"])
        properties = {
            "name": {**titled["name"], "pattern": name},
            "kind": {"title": titled["kind"]["title"], **choice([(kind, title)])},
            "code": {**titled["code"], "pattern": CODED[kind]},
        }
        each.append(optional(properties, *bounds["required"], title=title))
    return definitions.entitled("region", {"anyOf": each})


def _years(edition: Edition) -> Schema:
    """Return the schema of the years that a profile of an edition may name.

    Those of its own rounds, and those of any other round that was held.
    """
    known = [known.year for known in list_rounds()]
    last = max(*known, *edition.rounds)
    first = min(*known, *edition.rounds)
    refused = [
        year
        for year in range(first, last + 1)
        if not edition.in_force(year) and isinstance(edition_of_year(year), Finding)
    ]
    runs = groupby(enumerate(refused), key=lambda placed: placed[1] - placed[0])
    gaps = [[year for _, year in run] for _, run in runs]
    without = [{"minimum": gap[0], "maximum": gap[-1]} for gap in gaps]
    excluded = {"not": {"anyOf": without}} if without else {}
    return {"type": "integer", "minimum": first, "maximum": _LAST_YEAR, **excluded}


def _points(definitions: Definitions, edition: Edition) -> Schema:
    """Return the schema of the points at nodes.

    Those of questions are taken as well, and no field is made of them: a question is answered.
    """
    language = definitions.language
    above = [node for node in edition.nodes if node.question is None]
    asked = sorted(
        (node.ceiling_thousandths, node.id) for node in edition.nodes if node.question is not None
    )
    alike = groupby(asked, key=lambda node: node[0])
    return closed(
        {
            node.id: {
                "title": name_of(node).get(language),
                "description": definitions.say("most", maximum=node.ceiling_thousandths),
                **points(node.ceiling_thousandths),
            }
            for node in above
        },
        title=definitions.say("points"),
        description=definitions.say("points-about"),
        maxProperties=definitions.profile["properties"]["points"]["maxProperties"],
        patternProperties={
            any_of(name for _, name in names): points(ceiling) for ceiling, names in alike
        },
    )


def _ratios(definitions: Definitions, edition: Edition) -> Schema:
    """Return the schema of the shares of nodes whose maximum is not known."""
    nodes = [edition.nodes[position] for position in sorted(edition.holes)]
    language = definitions.language
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return closed(
        {node.id: {"title": f"{node.id} {node.title.get(language)}", **share} for node in nodes},
        title=definitions.say("ratios"),
        description=definitions.say("ratios-about"),
        maxProperties=definitions.profile["properties"]["ratios"]["maxProperties"],
    )


def _not_both(edition: Edition) -> Schema:
    """Return what refuses a question that has both points and an answer."""
    both = [
        {"properties": {key: {"required": [node.id]} for key in ("points", "answers")}}
        for node in edition.nodes
        if node.question is not None
    ]
    return {"not": {"required": ["points", "answers"], "anyOf": both}} if both else {}
