"""Damage to the rules, by which the checks and the proofs are measured."""

from collections import Counter

import pytest

import rule_mutation
from kla_rules.validation.mutation.edits import Edit, damaged
from rule_mutation import KINDS, NOTICED, Mutant, Outcome, every, failings, files_of, sample


@pytest.mark.slow
def test_there_are_at_least_2000_mutants_of_at_least_25_kinds_and_each_says_something_else() -> (
    None
):
    mutants = every()
    assert len(KINDS) >= 25
    assert len(mutants) >= 2000
    assert {one.kind.id for one in mutants} == {kind.id for kind in KINDS}
    for mutant in mutants:
        files = files_of(mutant.kind.edition)
        assert any(files[name] != content for name, content in damaged(files, mutant.edits).items())


def test_a_sample_has_mutants_of_every_kind() -> None:
    assert {one.kind.id for one in sample(every(), len(KINDS), "a")} == {kind.id for kind in KINDS}
    two = Counter(one.kind.id for one in sample(every(), None, "a", each=2))
    assert two == {kind.id: 2 for kind in KINDS}


def test_a_survivor_is_listed_with_its_reason_or_without_one() -> None:
    direction = next(kind for kind in KINDS if kind.id == "direction")
    kept = Edit("indicators/23A.yaml", ("questions", 1, "direction"), "negative")
    other = Edit("indicators/01.yaml", ("questions", 1, "direction"), "negative")
    unseen = [Outcome(Mutant(direction, (edit,)), {"check": False}) for edit in (kept, other)]
    first, second = rule_mutation.survivors(unseen)
    assert "parent or carer" in first
    assert second.endswith("no reason is given")
    assert rule_mutation.survivors([Outcome(Mutant(direction, (kept,)), {"check": True})]) == []


def test_what_falls_short_is_said_by_kind() -> None:
    by_family = {kind.family: kind for kind in KINDS}
    for family, kind in by_family.items():
        mutant = Mutant(kind, ())
        seen = Outcome(mutant, dict.fromkeys(NOTICED, True))
        unseen = Outcome(mutant, dict.fromkeys(NOTICED, False))
        assert failings([seen] * 5) == []
        assert len(failings([unseen])) == (1 if family == "figures" else 2)
        compared = Outcome(mutant, {"check": False, "prove": False, "compare": True})
        # One of five may be told by nobody alone where it is the meaning that is damaged.
        assert bool(failings([*[seen] * 4, compared])) is (family == "structure")


@pytest.mark.parametrize(
    "edition",
    ["kla-2019", *(pytest.param(f"kla-{year}", marks=pytest.mark.slow) for year in (2011, 2024))],
)
def test_rules_that_are_not_damaged_are_noticed_by_nobody(edition: str) -> None:
    kind = next(kind for kind in KINDS if kind.edition == edition)
    noticed = rule_mutation.tried(Mutant(kind, ())).noticed
    assert noticed == dict.fromkeys(NOTICED, False)
