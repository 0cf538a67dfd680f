"""The edition that a profile is held against where whoever reads it names none."""

from collections.abc import Mapping
from typing import Any

from kla_rules.core.findings import Finding, RuleError
from kla_rules.model.edition import Edition
from kla_rules.rulesets.edition_of_year import edition_of_year
from kla_rules.rulesets.files import RuleFile
from kla_rules.rulesets.find import packaged
from kla_rules.rulesets.overlays import OverlaysByEdition


def edition_named(
    data: Mapping[str, Any],
    overlays: tuple[RuleFile, ...] | OverlaysByEdition | Mapping[str, Edition] | None,
) -> Edition | Finding:
    """Return the edition that the profile names, or that of its year."""
    named = data.get("edition")
    year = data.get("year")
    if named is None:
        chosen = edition_of_year(year)
        if isinstance(chosen, Finding):
            return chosen
        named = chosen
    overlays = overlays or ()
    try:
        own = overlays if isinstance(overlays, tuple) else overlays.get(named, ())
        return own if isinstance(own, Edition) else packaged(named, own)
    except RuleError as error:
        finding = error.findings[0]
        if finding.id != "edition.unknown" or "edition" not in data:
            raise
        return Finding("edition.unknown", {**finding.values, "edition": named}, ("edition",))
