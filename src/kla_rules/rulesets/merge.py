"""Merge overlays into an edition: held against its parts, built anew only where they change it."""

import copy
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from attrs import evolve

from kla_rules.core.findings import Finding, Path, RuleError
from kla_rules.core.points import decimal, thousandths
from kla_rules.model.edition import Edition
from kla_rules.model.tree import ROOT
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import RuleFile, RuleFiles
from kla_rules.rulesets.fit import fit_findings
from kla_rules.rulesets.parts import Base
from kla_rules.rulesets.reader import in_order
from kla_rules.rulesets.touched import reworded

WrittenFor = Callable[[str], Edition | None]

# What it means that an overlay was written for something else.
STALE: Final = frozenset({
    "overlay.other-digest",
    "overlay.part-gone",
    "overlay.part-missing",
    "overlay.part-moved",
})  # fmt: skip
# Where these are found, nothing else that is found means anything.
_OTHER: Final = STALE | {"overlay.other-edition", "overlay.conflict"}


def merge(base: Base, overlays: tuple[RuleFile, ...], written_for: WrittenFor) -> Edition:
    """Return an edition under overlays.

    Args:
        base: the edition without them.
        overlays: as `read_overlays` returns them.
        written_for: returns the edition with a digest, where it is at hand.

    Raises:
        RuleError: with every finding, if they do not fit it or each other.
    """
    merged = merged_with(base, overlays, fit_findings(overlays, base, written_for))
    pairs = zip(merged.overlays, overlays, strict=True)
    return evolve(
        merged,
        overlays=tuple(
            evolve(overlay, reworded=reworded(file, base.parts)) for overlay, file in pairs
        ),
    )


def merged_with(base: Base, overlays: tuple[RuleFile, ...], unfit: Sequence[Finding]) -> Edition:
    """Return an edition under overlays that were held against it.

    Args:
        base: the edition without them.
        overlays: as `read_overlays` returns them.
        unfit: where they do not fit it or each other.

    Raises:
        RuleError: with every finding.
    """
    if any(finding.id in _OTHER for finding in unfit):
        raise RuleError(unfit)
    files = base.parts.files
    built, findings = build(corrected(files, overlays), base)
    # The edition by itself is in order: whatever is wrong now comes from an overlay.
    places = nodes_by_file(files)
    merged = in_order(
        built, [*unfit, *(at_overlay(finding, overlays, places) for finding in findings)]
    )
    own = base.edition
    return evolve(merged, base=own, parts=own.parts, figures_from=partial(_figures, own))


def _figures(own: Edition) -> Mapping[str, str]:
    """Return the figures of an edition: overlays change none of them."""
    return own.figures


def at_overlay(
    finding: Finding, overlays: Sequence[RuleFile], places: Mapping[str | None, set[str]]
) -> Finding:
    """Return a finding of the corrected edition as one of the overlay that caused it.

    Args:
        finding: what is wrong.
        overlays: those that were merged.
        places: by rule file the ids of the nodes in it.
    """
    own = [overlay for overlay in overlays if overlay.document.file == finding.file]
    corrections = [overlay for overlay in overlays if "maxima" in overlay.content]
    # The one that corrects something in that rule file; else any of those that correct something.
    here = places.get(finding.file, set())
    of_file = [file for file in corrections if not here.isdisjoint(file.content["maxima"])]
    causes = own or of_file or corrections or [*overlays]
    if finding.id == "edition.sum":
        nodes = [node_id for cause in causes for node_id in cause.content.get("maxima", ())]
        finding = evolve(finding, id="overlay.sum", values={**finding.values, "nodes": nodes})
    return finding if own else causes[-1].locate(evolve(finding, path=("maxima",)))


def nodes_by_file(files: RuleFiles) -> dict[str | None, set[str]]:
    """Return the ids of the nodes whose rules stand in each file."""
    ids: dict[str | None, set[str]] = {}
    for node_id, (file, _) in places_of_nodes(files).items():
        ids.setdefault(file.document.file, set()).add(node_id)
    return ids


def corrected(files: RuleFiles, overlays: Sequence[RuleFile]) -> RuleFiles:
    """Return rule files with the maxima that overlays correct; those given stay as they are.

    A cap falls away where the corrected questions sum to their indicator.
    """
    places = places_of_nodes(files)
    changed: dict[str, list[_Correction]] = {}
    for overlay in overlays:
        for node_id in overlay.content.get("maxima", {}):
            if node_id in places:
                file, path = places[node_id]
                changed.setdefault(file.name, []).append((path, overlay, node_id))

    def new(file: RuleFile) -> RuleFile:
        return _corrected(file, changed[file.name]) if file.name in changed else file

    indicators = tuple(map(new, files.indicators))
    return evolve(
        files, edition=new(files.edition), indicators=indicators, overlays=tuple(overlays)
    )


def places_of_nodes(files: RuleFiles) -> dict[str, tuple[RuleFile, Path]]:
    """Return where the rule of each node stands."""
    places: dict[str, tuple[RuleFile, Path]] = {ROOT: (files.edition, ())}
    for index, cluster in enumerate(files.edition.content["clusters"]):
        places[cluster["id"]] = files.edition, ("clusters", index)
    for file in files.indicators:
        places[file.content["id"]] = file, ()
        for index, question in enumerate(file.content.get("questions", ())):
            places[question["id"]] = file, ("questions", index)
    return places


# Where the rule of a node stands in its file, the overlay that corrects it, and the node.
_Correction = tuple[Path, RuleFile, str]


def _corrected(file: RuleFile, corrections: list[_Correction]) -> RuleFile:
    content = copy.deepcopy(file.content)
    replaced: dict[Path, tuple[RuleFile, Path]] = {}
    for path, overlay, node_id in corrections:
        rule = content
        for part in path:
            rule = rule[part]
        rule["maximum"] = overlay.content["maxima"][node_id]["maximum"]
        replaced[(*path, "maximum")] = overlay, ("maxima", node_id, "maximum")
    if "cap" in content and content["maximum"] is not None:
        total = sum(thousandths(question["maximum"]) for question in content["questions"])
        if total <= thousandths(content["maximum"]):
            del content["cap"]
        else:
            content["cap"]["questions_sum"] = decimal(total)
    return evolve(file, document=evolve(file.document, root=content), replaced=replaced)
