"""Every check of `kla check` meets the smallest damage of its kind, and nothing in what is right."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import kla_rules as kla
from checked import Met, MetInFile, damaged, rules_from, shown_at, small_contents
from checked_files import MET as FILES
from checked_meaning import FILES as FILES_OF_MEANING
from checked_meaning import MET as MEANING
from checked_structure import MET as STRUCTURE
from kla_rules.core.entries import entries
from kla_rules.core.findings import Finding
from kla_rules.core.writing import LANGUAGES
from kla_rules.validation.checks import CHECKS, run
from support import ROOT, file_with, place_of

EDITIONS = [summary.id for summary in kla.editions()]


MET, IN_FILES = (*STRUCTURE, *MEANING), (*FILES, *FILES_OF_MEANING)
# Damage of structure may change what a title means as well, and the reverse.
OF_MEANING = {met.check for met in (*MEANING, *FILES_OF_MEANING)}


def of_its_half(met: Met | MetInFile, found: Sequence[Finding]) -> list[Finding]:
    # Who puts another condition in the place of one leaves unread what that looked at.
    besides = {"measure.unread"} - {met.check}
    same_half = (one for one in found if (one.id in OF_MEANING) is (met.check in OF_MEANING))
    return [one for one in same_half if one.id not in besides]


def test_what_is_right_meets_no_check() -> None:
    assert run(rules_from(small_contents())) == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_packaged_edition_meets_a_check(edition: str) -> None:
    assert kla.check(ROOT / "rules" / edition) == ()


def test_every_check_has_an_id_of_its_own_and_its_damage_here() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {met.check for met in (*MET, *IN_FILES)}


@pytest.mark.parametrize("met", MET, ids=[met.check for met in MET])
def test_the_smallest_damage_of_its_kind_is_met(met: Met) -> None:
    contents, rules = damaged(met.damage)
    first, *_ = found = of_its_half(met, run(rules))
    assert {one.id for one in found} == {met.check}
    for language in LANGUAGES:
        assert all(name in first.text(language) for name in met.named)
    assert shown_at(contents, first).startswith(met.place)


@pytest.mark.parametrize("met", IN_FILES, ids=[met.check for met in IN_FILES])
def test_the_smallest_damage_of_a_file_is_met(met: MetInFile, tmp_path: Path) -> None:
    text = met.text()
    path = file_with(tmp_path / "ours.yaml", text)
    first, *_ = found = of_its_half(met, kla.check(path))
    assert {one.id for one in found} == {met.check}
    for language in LANGUAGES:
        assert all(name in first.text(language) for name in met.named)
    assert place_of(first, text).startswith(met.place)


@pytest.mark.parametrize("file", sorted({met.file for met in IN_FILES if met.file}))
def test_no_packaged_file_meets_a_check(file: str) -> None:
    assert kla.check(ROOT / file) == ()


def test_every_check_says_what_it_is_and_how_to_mend_it() -> None:
    for language in LANGUAGES:
        keys = entries("findings", language)
        for check in CHECKS:
            told = {key.rpartition(" ")[0] for key in keys}
            # One sentence, or one for each of its reasons; each says all three.
            own = {key for key in told if key == check.id or key.startswith(f"{check.id}-")}
            assert own, check.id
            assert all(keys[f"{key} {part}"] for key in own for part in ("what", "expected", "fix"))


def test_a_single_file_of_an_edition_has_what_checks_find_in_it(rules: Path) -> None:
    """What they find in the others is told of the others."""
    asked = rules / "evidence.yaml"
    text = asked.read_text(encoding="utf-8")
    file_with(asked, text.replace("[[document], [photo]]", "[[document], [document, photo]]", 1))
    (finding,) = kla.check(asked)
    assert (finding.id, finding.file) == ("evidence.idle-group", str(asked))
    assert kla.check(rules / "units.yaml") == ()
