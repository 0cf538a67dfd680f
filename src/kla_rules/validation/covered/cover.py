"""`coverage()`: which of an author's rules their cases show, and what no case shows."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from kla_rules.core.findings import FindingsError, check_list
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.validation.corpus.folders import RuleFolder, rule_folders
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import read_cases
from kla_rules.validation.corpus.running import Result, run_case
from kla_rules.validation.covered.kinds import KINDS, Key
from kla_rules.validation.covered.model import Coverage, RulesCoverage, Target
from kla_rules.validation.covered.shown import shown_by
from kla_rules.validation.covered.targets import Thing, things_of

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
# Of what else cases can be about, nothing is looked at here.
_SHOWING: Final = frozenset({"profile", "text", "rollup", "forum"})


def coverage(path: str | os.PathLike[str], cases: Paths = ()) -> Coverage:
    """Return what of the rules at a path is shown by cases, and what is not.

    A case counts where it is confirmed and comes out as it says.

    Args:
        path: the folder of an edition, an overlay, or a folder that holds several of them.
        cases: files or folders of further cases, besides those that lie beside the rules: those
            that name an edition, or its year, are for that one.

    Raises:
        RuleError: with everything that is wrong with the rules, or with the cases.

    >>> of_2024 = coverage("rules/kla-2024", "tests/conformance/cases/floors.json")
    >>> [(one.name, one.state) for one in of_2024.gaps if one.kind == "floor"]
    []
    """
    paths: list[str | os.PathLike[str]]
    if isinstance(cases, str | os.PathLike):
        paths = [cases]
    else:
        paths = check_list("cases", "a path, or several", cases)
    further = [case for one in paths for case in read_cases(one)]
    return Coverage(tuple(_covered(folder, further) for folder in rule_folders(path)))


def _covered(folder: RuleFolder, further: Iterable[Case]) -> RulesCoverage:
    edition = folder.edition()
    own = [case for case in folder.cases if case.edition in {None, edition.id}]
    ours = [*own, *(case for case in further if _is_for(case, edition))]
    unconfirmed = tuple(case.id for case in ours if not case.confirmed)
    confirmed = [case for case in ours if case.confirmed]
    looked_at = [case for case in confirmed if speaks_of(case)]
    seen = Seen({})
    failing = [case.id for case in looked_at if not seen.take(case, edition)]
    things = in_order(things_of(edition))
    targets = tuple(_placed(thing, folder, edition, seen.by_key) for thing in things)
    return RulesCoverage(
        name=folder.name,
        kind=folder.kind,
        path=folder.path,
        targets=targets,
        counted=len(looked_at) - len(failing),
        unconfirmed=unconfirmed,
        failing=tuple(failing),
        others=len(confirmed) - len(looked_at),
    )


def in_order(things: Iterable[Thing]) -> list[Thing]:
    """Return things by their kinds, else as the rules have them."""
    return sorted(things, key=lambda thing: KINDS.index(thing.target.kind))


def speaks_of(case: Case) -> bool:
    """Return whether a case can show something of the rules as they are, without further ones."""
    value = case.value
    return case.kind in _SHOWING and not {"overlays", "refused", "outlook"} & value.keys()


def _is_for(case: Case, edition: Edition) -> bool:
    """Return whether a case that lies elsewhere speaks of an edition."""
    profile = case.value.get("profile")
    if case.edition is not None or case.kind not in _SHOWING:
        return case.edition == edition.id
    year = profile.get("year") if isinstance(profile, Mapping) else None
    if year is not None:
        return year in edition.rounds
    return edition.id == find_edition().id


@frozen
class Seen:
    """What cases show.

    Attributes:
        by_key: ids of the cases by what they show.
    """

    by_key: dict[Key, list[str]]

    def take(self, case: Case, edition: Edition) -> bool:
        """Take what a case shows; return whether it comes out as it says."""
        results: list[Result] = []
        try:
            if run_case(case, edition, results.append):
                return False
        except FindingsError:
            return False
        for key in dict.fromkeys(key for result in results for key in shown_by(case, result)):
            self.by_key.setdefault(key, []).append(case.id)
        return True


def _placed(
    thing: Thing, folder: RuleFolder, edition: Edition, by_key: Mapping[Key, Sequence[str]]
) -> Target:
    cited = thing.provenance
    file, line = ("", None) if cited is None else (cited.file, cited.line)
    return evolve(
        thing.target,
        file=_file(file, folder, edition),
        line=line,
        cases=tuple(by_key.get(thing.target.key, ())),
    )


def _file(name: str, folder: RuleFolder, edition: Edition) -> str:
    """Return where a rule file lies, as whoever gave the path would write it."""
    if not name:
        return ""
    if folder.kind == "edition":
        return str(folder.path / name)
    own = [file for file in folder.files if file.name == Path(name).name]
    return str(own[0]) if own else str((edition.folder or folder.path) / name)
