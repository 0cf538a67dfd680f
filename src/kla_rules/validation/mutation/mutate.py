"""`mutate()`: damage an author's rules, and say which damage nobody notices."""

import itertools
import os
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    check_choice,
    check_list,
    check_path,
    check_seconds,
    check_type,
)
from kla_rules.core.narrow import whole
from kla_rules.validation.corpus.folders import RuleFolder, rule_folders
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import read_cases
from kla_rules.validation.mutation.edits import Edits, Kind
from kla_rules.validation.mutation.judges import Judges, Properties, cases_for, judges_of
from kla_rules.validation.mutation.kinds import KINDS, mutants_of
from kla_rules.validation.mutation.model import Damage, Example, Mutation
from kla_rules.validation.mutation.outcomes import Outcome
from kla_rules.validation.mutation.rules import rule_set
from kla_rules.validation.mutation.told import advice_of, change_of, place_of, seen_by
from kla_rules.validation.mutation.witness import difference

LIMIT: Final = 600.0
_LONGEST: Final = 10**9
_SEARCHING: Final = 2.0  # seconds for what one damage changes
Progress = Callable[[int, int], None]


@frozen(eq=False)
class _Mutant:
    """A damage that may be done.

    Attributes:
        judges: whom it is shown to, and the rules that it is done to.
        kind: its kind.
        edits: what it changes.
    """

    judges: Judges
    kind: Kind
    edits: Edits


def mutate(  # noqa: PLR0913 - all but the first are named, and seldom given
    path: str | os.PathLike[str],
    *,
    cases: str | os.PathLike[str] | None = None,
    kinds: Iterable[str] = (),
    sample: int | None = None,
    seed: int = 1,
    limit: float = LIMIT,
    properties: Properties | None = None,
    progress: Progress | None = None,
) -> Mutation:
    """Return which damage of rules their author's cases, checks, proofs and properties let through.

    Args:
        path: the folder of an edition, an overlay, or a folder that holds several of them.
        cases: where cases are that the rules do not have beside them: a file or a folder.
        kinds: only these kinds of damage; left out, all that can be done to the rules.
        sample: how many damages, of every kind some; left out, all.
        seed: the number of the draw: the same one draws the same.
        limit: seconds after which no further damage is tried.
        properties: by name whether an edition keeps to something: asked last, for it is dearest.
        progress: told how many damages have been tried, and of how many.

    Raises:
        RuleError: with everything that is wrong with the rules or the cases, and with what comes of
            a case that does not hold before anything is damaged.
        ArgumentError: for a kind that there is not.
        TypeError: for an argument of another type.

    >>> found = mutate("rules/kla-2019", kinds=["floor-moved"], sample=1, limit=60)
    >>> found.counted, len(found.survivors), found.survivors[0].family
    (1, 1, 'figures')
    """
    place = check_path("path", path)
    wanted = check_list("kinds", "a list of kinds of damage", kinds)
    for one in wanted:
        check_choice("kind", one, KINDS)
    limit, seed, sample = check_seconds("limit", limit), whole(seed), whole(sample)
    check_type("seed", seed, "a whole number", int)
    _check_sample(sample)
    _check_called(properties, progress)
    return mutation_of(
        place,
        rule_folders(place),
        given=() if cases is None else read_cases(cases),
        kinds=wanted,
        sample=sample,
        seed=seed,
        limit=limit,
        properties=properties,
        progress=progress,
    )


def mutation_of(  # noqa: PLR0913 - those of `mutate`
    place: Path,
    folders: Iterable[RuleFolder],
    *,
    given: Sequence[Case] = (),
    kinds: Sequence[str] = (),
    sample: int | None = None,
    seed: int = 1,
    limit: float = LIMIT,
    properties: Properties | None = None,
    progress: Progress | None = None,
) -> Mutation:
    """Return which damage of rules that were found is let through.

    Called `place` as a whole; `given` are cases that do not lie beside them, and the other
    arguments are those of `mutate`.
    """
    until = time.monotonic() + min(limit, _LONGEST)
    sets: list[Judges] = []
    for folder in folders:
        kept = cases_for(folder.edition(), folder.cases, given)
        sets.append(judges_of(rule_set(folder), kept, properties or {}))
    every = [
        _Mutant(judges, kind, edits)
        for judges in sets
        for kind, edits in mutants_of(judges.rules.contents, judges.rules.folder.kind, kinds)
    ]
    drawn = _drawn(every, sample, seed)
    tried: dict[int, Damage] = {}
    for count, number in enumerate(drawn):
        if progress is not None:
            progress(count, len(drawn))
        tried[number] = _tried(every[number], until)
    return Mutation(
        path=place,
        rules=tuple(judges.rules.folder.name for judges in sets),
        cases=sum(len(judges.cases) for judges in sets),
        seed=seed,
        possible=len(every),
        damages=tuple(tried[number] for number in sorted(tried)),
    )


def _drawn(every: Sequence[_Mutant], sample: int | None, seed: int) -> list[int]:
    """Return which damages are done, in their order: one of every kind, then a second ..."""
    dice = random.Random(seed)  # noqa: S311 - the same for the same seed
    by_kind: dict[str, list[int]] = {}
    for number, mutant in enumerate(every):
        by_kind.setdefault(mutant.kind.id, []).append(number)
    for several in by_kind.values():
        dice.shuffle(several)
    rounds = itertools.zip_longest(*by_kind.values())
    return [one for several in rounds for one in several if one is not None][:sample]


def _tried(mutant: _Mutant, until: float) -> Damage:
    """Return what becomes of a damage; nothing is tried once the time is up."""
    if time.monotonic() >= until:
        return _damage(mutant, "not-tried")
    made = mutant.judges.rules.made(mutant.edits)
    noticed = mutant.judges.noticed(made)
    if noticed is not None:
        return _damage(mutant, noticed[0], by=noticed[1])
    seen = seen_by(mutant.kind, mutant.edits)
    if made.edition is None:
        raise AssertionError("rules that are refused are noticed")
    left = max(0.0, min(_SEARCHING, until - time.monotonic()))
    differs, example = difference(mutant.judges.edition, made.edition, seen, left)
    if not differs:
        return _damage(mutant, "equivalent")
    return (
        _damage(mutant, "survived", seen=seen, example=example)
        if seen
        else _damage(mutant, "unseen")
    )


def _damage(
    mutant: _Mutant,
    outcome: Outcome,
    *,
    by: str | None = None,
    seen: str = "",
    example: Example | None = None,
) -> Damage:
    rules, first = mutant.judges.rules, mutant.edits[0]
    change = change_of(mutant.kind, mutant.edits, rules.contents)
    file, line = place_of(rules.files[first.file], first.place)
    return Damage(
        kind=mutant.kind.id,
        family=mutant.kind.family,
        rules=rules.folder.name,
        file=file,
        line=line,
        change=change,
        outcome=outcome,
        by=by,
        seen=advice_of(seen, mutant.kind, mutant.edits, rules.contents) if seen else None,
        example=example,
    )


def _check_sample(sample: object) -> None:
    """Refuse what is no number of damages.

    Raises:
        ArgumentError: for less than one.
        TypeError: for what is no whole number.
    """
    if sample is None:
        return
    check_type("sample", sample, "a whole number", int)
    if isinstance(sample, int) and sample < 1:
        raise ArgumentError([Finding("argument.sample", {"found": sample}, ("sample",))])


def _check_called(properties: object, progress: object) -> None:
    """Refuse what cannot be called.

    Raises:
        TypeError: for what is no mapping of functions, and no function.
    """
    if properties is not None:
        check_type("properties", properties, "functions by name, a mapping", Mapping)
        assert isinstance(properties, Mapping)  # noqa: S101 - checked above
        for keeps in properties.values():
            check_type("a property", keeps, "a function", Callable)  # type: ignore[arg-type]
    if progress is not None:
        check_type("progress", progress, "a function", Callable)  # type: ignore[arg-type]
