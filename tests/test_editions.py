"""What each packaged edition is, and which rounds use it."""

from decimal import Decimal

import pytest
import yaml
from attrs import evolve

import kla_rules as kla
from kla_rules.steps.reading import catalogue_of
from support import ROOT, TREE, steps_in

EDITIONS = ["kla-2011", "kla-2019", "kla-2022", "kla-2024"]
SUMBAWA = ROOT / "examples" / "kabupaten-sumbawa-2022.yaml"


def test_the_edition_of_2022_is_known_by_cluster(tree: kla.Edition) -> None:
    old = kla.edition("kla-2022")
    clusters = tree.node("total").children
    assert [node.id for node in old.nodes] == ["total", *clusters, "25", "26"]
    assert old.node("total").children == clusters
    assert old.node("K6").children == tree.node("K6").children
    assert not old.holes


def test_sumbawa_2022_is_pratama_with_the_sum_of_its_parts() -> None:
    result = kla.evaluate(kla.Profile.read(SUMBAWA))
    assert result.edition.id == "kla-2022"
    assert result.score == Decimal("505.85")
    assert (result.level, result.determined, result.is_award) == ("pratama", True, True)
    assert result.node("K6").points == Decimal("47.5")
    assert result.gaps[0].node.id == "K5"
    assert result.notes == ()


def test_an_unknown_part_of_2022_widens_the_range_by_its_maximum() -> None:
    points = {"K0": 83.5, "K1": 53, "K2": 78, "K3": 94.5, "K4": 44.5, "K5": 104.85, "25": 17}
    data = {"year": 2022, "stage": "final", "points": points}
    result = kla.evaluate(kla.Profile.from_dict(data))
    assert result.score_range == (Decimal("475.35"), Decimal("550.35"))
    assert result.levels_possible == (None, "pratama")
    text = " ".join(result.explain("en").split())
    assert "1 of 8 parts" in text
    assert (
        "26 Implementation of KLA in villages/urban wards (Dekela): at least 24.65 points" in text
    )


@pytest.mark.parametrize(
    ("year", "edition"),
    [
        *[(year, "kla-2011") for year in range(2011, 2018)],
        *[(year, "kla-2019") for year in (2018, 2019, 2021)],
        *[(year, "kla-2022") for year in (2022, 2023)],
        *[(year, "kla-2024") for year in (2024, 2025)],
    ],
)
def test_the_year_picks_the_edition(year: int, edition: str) -> None:
    assert kla.Profile.from_dict({"year": year}).edition.id == edition


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_rounds_of_an_edition_are_those_of_the_list_of_rounds(edition: str) -> None:
    for year in kla.edition(edition).rounds:
        assert kla.Profile.from_dict({"year": year}).edition.id == edition


def test_every_round_that_was_held_has_a_packaged_edition() -> None:
    rounds = yaml.safe_load((ROOT / "rules" / "rounds.yaml").read_text(encoding="utf-8"))
    named = {entry["edition"] for entry in rounds["rounds"] if "edition" in entry}
    assert named | {rounds["default_edition"], rounds["later"]["edition"]} == set(EDITIONS)


def test_a_round_that_was_not_held_is_refused_with_the_reason() -> None:
    with pytest.raises(kla.ProfileError, match="none was held because of the pandemic"):
        kla.Profile.from_dict({"year": 2020})


def test_questions_of_2024_are_no_part_of_2022() -> None:
    with pytest.raises(kla.ProfileError, match="no part of this edition"):
        kla.Profile.from_dict({"year": 2022, "points": {"6.3": 14}})
    with pytest.raises(kla.ProfileError, match="no question of this edition"):
        kla.Profile.from_dict({"year": 2022, "answers": {"25": {"option": "full"}}})


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_packaged_rules_are_in_order(edition: str) -> None:
    assert kla.check(ROOT / "rules" / edition) == ()


def test_what_lies_beside_an_edition_is_read_once_and_what_is_attached_not_at_all() -> None:
    known = steps_in(TREE)
    assert steps_in(TREE) is known
    fewer = evolve(known, steps={})
    edition = evolve(TREE, attached={"steps": fewer})
    assert steps_in(edition) is fewer
    assert steps_in(TREE) is known
    assert evolve(edition, attached={}) == TREE
    assert steps_in(evolve(edition, attached={})).digest == known.digest
    assert catalogue_of(evolve(TREE, folder=None)) is None
