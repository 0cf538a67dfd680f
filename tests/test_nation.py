"""The synthetic nation: the same from the same seed, of the published counts, labelled everywhere."""

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_of_year import region_count
from kla_rules.validation.comparison.nation import awarded_in, synthetic_nation
from support import examples

SMALL = kla.testing.small_edition()
EDITIONS = [SMALL, *(kla.edition(each.id) for each in kla.editions())]
# Of invented questions; it changes where the drawing does, or the published counts.
DIGEST = "864aa6cf620255c8601065c9ddd84a34524bce4576a7c548f29daa0af676c369"


def levels_of(nation: tuple[Profile, ...]) -> Counter[str | None]:
    """Return how many regions have each level by points alone."""
    levels = (kla.evaluate(profile).levels_by_points for profile in nation)
    return Counter(level.id if level else None for (level,) in levels)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_levels_by_points_are_as_many_as_were_awarded(edition: Edition) -> None:
    regions = region_count() if edition.id == "kla-2022" else 60
    nation = synthetic_nation(edition, regions=regions)
    awarded = awarded_in(edition).levels
    expected: Counter[str | None] = Counter({None: region_count() - sum(awarded.values())})
    counted: str | None = None
    for level, count in awarded.items():
        counted = level if level in {each.id for each in edition.levels} else counted
        expected[counted] += count
    found = levels_of(nation)
    if regions == region_count():
        assert found == expected
    else:  # in proportion, to within one region
        assert sum(found.values()) == regions
        for drawn, count in expected.items():
            assert abs(found[drawn] * region_count() - count * regions) < region_count()


@pytest.mark.slow
def test_the_whole_nation_of_the_whole_instrument_has_the_counts_of_its_latest_round() -> None:
    edition = kla.edition("kla-2024")
    awarded = awarded_in(edition).levels
    found = levels_of(synthetic_nation(edition))
    assert {level: count for level, count in found.items() if level} == awarded
    assert sum(found.values()) == region_count()


def test_the_same_seed_gives_the_same_regions() -> None:
    digests = "".join(profile.digest for profile in synthetic_nation(SMALL, 7, regions=60))
    assert hashlib.sha256(digests.encode()).hexdigest() == DIGEST
    assert synthetic_nation(SMALL, 7, regions=60) != synthetic_nation(SMALL, 8, regions=60)


def test_every_question_is_answered_in_several_forms() -> None:
    edition = kla.edition("kla-2024")
    nation = synthetic_nation(edition, regions=6)
    questions = {node.id for node in edition.nodes if node.question is not None}
    assert all(profile.answers.keys() == questions for profile in nation)
    forms = Counter(answer.form for profile in nation for answer in profile.answers.values())
    assert forms.keys() == {"points", "option", "fraction", "holds"}
    assert forms["points"] > forms["option"] > forms["holds"]


def test_some_regions_lie_at_a_floor_and_some_right_below_one() -> None:
    nation = synthetic_nation(SMALL, regions=200)
    totals = Counter(kla.evaluate(profile).low_thousandths for profile in nation)
    for level in SMALL.levels[:2]:
        floor = level.threshold_thousandths(SMALL.edge.policy)
        assert totals[floor] > 0
        assert sum(count for total, count in totals.items() if 0 < floor - total <= 500) > 0


def test_answers_of_one_cluster_are_alike() -> None:
    """Clusters of one region differ by more than chance alone would make its questions differ."""
    edition = kla.edition("kla-2024")
    clusters = edition.nodes[0].children
    spreads = []
    for profile in synthetic_nation(edition, regions=8):
        result = kla.evaluate(profile)
        shares = [
            result.bounds.low_thousandths[edition.positions[name]]
            / edition.node(name).ceiling_thousandths
            for name in clusters
        ]
        spreads.append(max(shares) - min(shares))
    assert sum(spreads) / len(spreads) > 0.1


def test_every_region_is_labelled_as_invented() -> None:
    for profile in synthetic_nation(SMALL, regions=5):
        assert profile.region is not None
        assert profile.region.name.startswith("Daerah sintetis 00")
        assert profile.region.code is None
        assert profile.illustrative
        assert profile.stage is None  # no stage had these points
        result = kla.evaluate(profile)
        assert result.to_dict()["illustrative"] is True
        assert not result.is_award
        assert "nvented" in result.explain("en")


def test_partly_unknown_regions_can_still_come_to_what_was_drawn() -> None:
    whole = synthetic_nation(SMALL, regions=40)
    partly = synthetic_nation(SMALL, regions=40, partly_unknown=15)
    ends = [kla.evaluate(profile).bounds.ends_thousandths(0) for profile in partly]
    totals = [kla.evaluate(profile).low_thousandths for profile in whole]
    assert all(low <= total <= high for (low, high), total in zip(ends, totals, strict=True))
    opened = [one != two for one, two in zip(whole, partly, strict=True)]
    assert 10 <= sum(opened) <= 15  # of few questions, chance can leave all answered
    assert sum(low < high for low, high in ends) >= 10


@given(st.integers(-10, 10**9), st.integers(1, 30), st.data())
@examples(6)
def test_any_seed_gives_a_nation_that_fits(seed: int, regions: int, data: st.DataObject) -> None:
    edition = data.draw(st.sampled_from(EDITIONS[:-1]))
    open_to = data.draw(st.integers(0, regions))
    nation = synthetic_nation(edition, seed, regions=regions, partly_unknown=open_to)
    assert len(nation) == regions
    names = {profile.region.name for profile in nation if profile.region}
    assert len(names) == regions
    again = [Profile.from_dict(profile.to_dict(), edition) for profile in nation]
    assert [one.digest for one in again] == [one.digest for one in nation]


def test_a_round_can_be_named() -> None:
    edition = kla.edition("kla-2022")
    found = levels_of(synthetic_nation(edition, year=2022))
    awarded = awarded_in(edition, 2022)
    assert {level: count for level, count in found.items() if level} == awarded.levels
    assert awarded.grade == "A"


@pytest.mark.parametrize(
    ("arguments", "finding"),
    [
        ({"regions": 0}, "argument.range"),
        ({"regions": 10_001}, "argument.range"),
        ({"regions": 5, "partly_unknown": 6}, "argument.range"),
        ({"partly_unknown": -1}, "argument.range"),
        ({"year": 2021}, "argument.no-id"),
    ],
)
def test_what_no_nation_can_be_made_of_is_refused(arguments: dict[str, int], finding: str) -> None:
    with pytest.raises(kla.ArgumentError) as error:
        synthetic_nation(SMALL, **arguments)
    assert [each.id for each in error.value.findings] == [finding]


def test_counts_of_a_round_carry_their_source() -> None:
    rounds: dict[int, Any] = {one.year: one.to_dict() for one in kla.rounds.list_rounds()}
    assert {year for year, one in rounds.items() if one["awarded"]} == {2019, 2022, 2023, 2025}
    assert rounds[2025]["awarded"]["source"] == "awards-2025"
