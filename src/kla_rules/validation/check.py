"""`check()`: everything that is wrong with a rule file, a folder of rules, a profile or a scale."""

import os
from pathlib import Path

from attrs import evolve

from kla_rules.findings import Finding, RuleError, bounded
from kla_rules.loading.files import read_rule_file
from kla_rules.loading.find import packaged, read_edition
from kla_rules.loading.sums import check_alone
from kla_rules.places import is_file, is_folder
from kla_rules.profile.read import profile_findings
from kla_rules.reading.documents import Document
from kla_rules.reading.read import read_file
from kla_rules.scales.read import scale_findings


def check(path: str | os.PathLike[str]) -> tuple[Finding, ...]:
    """Return everything that is wrong with a rule file, a folder of rules, a profile or a scale.

    Args:
        path: the folder of an edition, one of its files, a profile, or a scale.

    Returns:
        Findings in the order of the files; without one of severity "error" the input is in order.

    >>> check("rules/kla-2024")
    ()
    """
    return bounded(_check(Path(path)))


def _check(place: Path) -> tuple[Finding, ...]:
    if is_folder(place) or place.name == "edition.yaml":
        return tuple(read_edition(place if is_folder(place) else place.parent)[1])
    document = read_file(place)
    keys = set(document.root) if isinstance(document.root, dict) else set()
    if "clusters" in keys and "levels" in keys:
        return read_rule_file(place, "edition", place.name).findings
    if "questions" in keys or {"cluster", "maximum"} <= keys:
        file = read_rule_file(place, "indicator", place.name)
        return tuple(file.findings or check_alone(file))
    if "scales" in keys and not keys & {"points", "answers", "year"}:
        return _check_scale(document)
    single = next((key for key in ("agencies", "sources", "rounds") if key in keys), None)
    if {"rounds", "region"} <= keys:
        single = "history"
    if single is not None:
        return read_rule_file(place, single, place.name).findings
    if keys & {"requirements", "advisories"} or place.name == "requirements.yaml":
        return _check_requirements(place)
    if keys & {"points", "answers", "region", "stage", "year", "measures", "ratios"}:
        return profile_findings(document, place.parent)
    return document.findings or (document.locate(Finding("edition.not-recognised")),)


def _check_requirements(place: Path) -> tuple[Finding, ...]:
    """Hold requirements against the edition beside them; without one, against their form alone."""
    if not is_file(place.parent / "edition.yaml"):
        return read_rule_file(place, "requirements", place.name).findings
    found = read_edition(place.parent)[1]
    return tuple(one for one in found if one.file == str(place))


def _check_scale(document: Document) -> tuple[Finding, ...]:
    """Hold a scale against the packaged edition that it names."""
    named = document.root.get("edition")
    try:
        rules = packaged(named if isinstance(named, str) else "")
    except RuleError as error:
        return tuple(document.locate(evolve(f, path=("edition",))) for f in error.findings)
    return tuple(scale_findings(document, rules))
