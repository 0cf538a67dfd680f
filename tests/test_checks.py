"""Every check of `kla check` meets the smallest damage of its kind, and nothing in what is right."""

import pytest

import kla_rules as kla
from checked import Met, damaged, rules_from, shown_at, small_contents
from checked_structure import MET as STRUCTURE
from kla_rules.core.entries import entries
from kla_rules.core.writing import LANGUAGES
from kla_rules.validation.checks import CHECKS, run
from support import ROOT

EDITIONS = [summary.id for summary in kla.editions()]


MET = (*STRUCTURE,)


def test_what_is_right_meets_no_check() -> None:
    assert run(rules_from(small_contents())) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_packaged_edition_meets_a_check(edition: str) -> None:
    assert kla.check(ROOT / "rules" / edition) == ()


def test_every_check_has_an_id_of_its_own_and_its_damage_here() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {met.check for met in MET}


@pytest.mark.parametrize("met", MET, ids=[met.check for met in MET])
def test_the_smallest_damage_of_its_kind_is_met(met: Met) -> None:
    contents, rules = damaged(met.damage)
    first, *_ = found = run(rules)
    assert {one.id for one in found} == {met.check}
    for language in LANGUAGES:
        assert all(name in first.text(language) for name in met.named)
    assert shown_at(contents, first).startswith(met.place)


def test_every_check_says_what_it_is_and_how_to_mend_it() -> None:
    for language in LANGUAGES:
        keys = entries("findings", language)
        for check in CHECKS:
            told = [key for key in keys if key.split(" ")[0].startswith(check.id)]
            assert told, check.id
