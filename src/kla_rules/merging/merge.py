"""`merge_profiles()`: what several offices have answered becomes one profile, or a list of conflicts.

Each thing that a profile says is gathered by where it stands in one. What all say alike is said once;
where they differ nothing is chosen.
"""  # noqa: E501 - one sentence

import os
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from attrs import evolve

from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    ProfileError,
    check_choice,
    check_list,
)
from kla_rules.merging.gathered import gathered_of
from kla_rules.merging.model import Merged, MergedSource
from kla_rules.merging.sources import MergeSource, Source, entries_in, source_of
from kla_rules.model.edition import Edition
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import profile_of
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.find import edition_under
from kla_rules.rulesets.overlays import OverlaySource, read_overlays

OnConflict = Literal["raise", "keep"]
ON_CONFLICT: Final[tuple[OnConflict, ...]] = ("raise", "keep")


def merge_profiles(
    sources: Iterable[MergeSource],
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    on_conflict: OnConflict = "raise",
) -> Merged:
    """Return one profile of what several say: the forms of agencies, and other profiles.

    What one says and the others leave open is taken; what they say alike is taken once; documents
    are listed together. Region, year, stage and edition must agree where they are said.

    Args:
        sources: `Profile`s, dicts as a profile file has them, and files: forms that were filled in
            (workbooks or CSV), YAML and JSON, by path, as bytes or open; of a folder the forms in
            it.
        edition: what all of them are held against: an edition, its id, or a folder of rule files;
            left out, the one that they name.
        overlays: laid over that edition.
        on_conflict: "raise" refuses the whole where they contradict each other, with all such
            places; "keep" returns these as `conflicts`, and leaves what they are about unknown.

    Raises:
        ProfileError: with everything that is wrong with any of them, or where they contradict.
        RuleError: if an edition or an overlay is refused.
        ArgumentError: for an empty list, or a word that there is not.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> office = {"year": 2024, "answers": {"1.1": {"option": "full"}, "9.1": {"points": 2}}}
    >>> other = {"year": 2024, "answers": {"1.1": {"option": "none"}}}
    >>> merged = merge_profiles([office, other], on_conflict="keep")
    >>> [one.path for one in merged.conflicts], list(merged.profile.answers)
    ([('answers', '1.1')], ['9.1'])
    """
    check_choice("on_conflict", on_conflict, ON_CONFLICT)
    given = check_list("sources", "a list of profiles, and of files", sources)
    entries = [entry for one in given for entry in entries_in(one)]
    if not entries:
        raise ArgumentError([Finding("merge.none", {}, ("sources",))])
    read = _read(entries, _rules(edition, overlays))
    chosen = read[0].profile.edition
    gathered = gathered_of(read, chosen)
    conflicts = gathered.conflicts()
    if conflicts and on_conflict == "raise":
        raise ProfileError(finding for one in conflicts for finding in one.findings)
    profile = profile_of(gathered.data(), chosen)
    return Merged(
        profile,
        [_counted(one) for one in read],
        conflicts,
        [note for one in read for note in one.notes],
    )


def _rules(
    edition: Edition | str | os.PathLike[str] | None, overlays: Iterable[OverlaySource]
) -> Rules:
    """Return what all of them are held against."""
    if edition is None:
        return read_overlays(overlays) or None
    under = edition_under(edition, overlays)
    return under if isinstance(under, Edition) else find_edition(under)


def _counted(source: Source) -> MergedSource:
    answers = source.profile.answers.values()
    documents = sum(len(answer.evidence) for answer in answers)
    return MergedSource(source.name, sum(bool(answer.form) for answer in answers), documents)


def _read(entries: Sequence[object], rules: Rules) -> list[Source]:
    """Return what is merged, all of it held against one edition.

    Raises:
        ProfileError: with everything that is wrong with any of it.
    """
    found: list[Source | None] = []
    wrong: list[Finding] = []
    for place, entry in enumerate(entries, 1):
        try:
            found.append(source_of(entry, place, rules))
        except ProfileError as error:
            found.append(None)
            wrong += error.findings
    if wrong:
        raise ProfileError(wrong)
    read = [one for one in found if one is not None]
    named = [one for one in read if one.named] or read
    first = named[0].profile.edition
    others = [one for one in named if one.profile.edition.id != first.id]
    if others:
        values = {"first": first.id, "other": named[0].where(("edition",))}
        raise ProfileError(
            evolve(
                one.at(("edition",)),
                id="merge.editions",
                values={**values, "found": one.profile.edition.id},
            )
            for one in others
        )
    # What names none is held against the edition of the others.
    return [
        one
        if one.profile.edition.digest == first.digest
        else evolve(one, profile=one.profile.under(first))
        for one in read
    ]
