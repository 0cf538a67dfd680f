"""One region over several rounds: the line of levels, what changed and why, how long, what next."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from support import ROOT, floor_of

MADYA = floor_of("madya", edition=kla.edition("kla-2019"))

PASURUAN = Path(__file__).parents[1] / "examples" / "kota-pasuruan-history.yaml"


Given = tuple[int, dict[str, float]]


def evaluated(
    year: int, stage: str | None, points: dict[str, float], **more: Any
) -> kla.Evaluation:
    data = {"year": year, "points": points, "region": {"name": "Kota Contoh"}, **more}
    return kla.evaluate(kla.Profile.from_dict(data | ({"stage": stage} if stage else {})))


def test_the_published_line_of_kota_pasuruan() -> None:
    history = kla.rounds.History.read(PASURUAN)
    assert [(row.year, row.state, row.levels) for row in history.rows] == [
        (2016, "known", ("pratama",)),
        (2017, "known", ("pratama",)),
        (2018, "known", ("pratama",)),
        (2019, "known", ("madya",)),
        (2020, "no_round", ()),
        (2021, "known", ("madya",)),
        (2022, "unknown", ()),
        (2023, "conflict", ("nindya", "madya")),
    ]
    english = history.explain("en")
    assert "2020  no round: none was held because of the pandemic" in english
    assert "2022  not known" in english
    assert "sumber bertentangan: Nindya, Madya" in history.explain()
    assert history.tenure is None
    assert history.ahead is None


def test_how_long_a_region_is_at_its_level_goes_over_a_year_without_a_round() -> None:
    known = [
        kla.rounds.PublishedRound(year, (kla.rounds.PublishedLevel(level, "A", "x"),))
        for year, level in ((2018, "pratama"), (2019, "madya"), (2021, "madya"))
    ]
    tenure = kla.rounds.History(known).tenure
    assert tenure is not None
    assert (tenure.level, tenure.rounds, tenure.since) == ("madya", 2, 2019)
    assert not tenure.at_least
    later = kla.rounds.History(known[1:]).tenure
    assert later is not None
    assert later.at_least


def test_two_stages_of_one_round_are_a_drop_by_verification() -> None:
    history = kla.rounds.History(
        [evaluated(2022, "final", {"total": 640}), evaluated(2022, "self", {"total": 760})]
    )
    (one,) = history.changes
    assert one.is_verification
    assert one.reasons == ("points",)
    assert (one.before.level, one.after.level) == ("nindya", "madya")
    assert [row.levels for row in history.rows] == [("madya",)]
    assert "Verification in the round of 2022, from self-assessment to final" in history.explain(
        "en"
    )


def test_the_years_of_one_round_are_one_row() -> None:
    history = kla.rounds.History(
        [evaluated(2024, "self", {"total": 760}), evaluated(2025, "final", {"total": 640})]
    )
    assert [row.year for row in history.rows] == [2025]
    assert history.changes[0].is_verification


def test_a_round_is_shown_by_the_year_that_its_profile_or_its_award_has() -> None:
    alone = kla.rounds.History([evaluated(2024, "self", {"total": 760})])
    assert [(row.year, row.round) for row in alone.rows] == [(2024, 2025)]
    assert "  2024  Nindya\n" in alone.explain("en")
    assert "Nindya sejak 2024" in alone.explain()
    (row,) = alone.to_dict()["rounds"]
    assert (row["year"], row["round"]) == (2024, 2025)
    award = kla.rounds.PublishedRound(2024, (kla.rounds.PublishedLevel("madya", "A", "x"),))
    assert [one.year for one in kla.rounds.History([award]).rows] == [2024]
    later = kla.rounds.History([award, evaluated(2025, "final", {"total": 760})])
    assert [(one.year, one.levels) for one in later.rows] == [(2024, ("madya",))]


def test_two_profiles_of_one_round_and_stage_stand_in_the_order_they_are_given() -> None:
    first = evaluated(2025, "self", {"total": 760})
    second = evaluated(2024, "self", {"total": 640})
    history = kla.rounds.History([first, second])
    assert history.evaluations == (first, second)
    (row,) = history.rows
    assert (row.year, row.levels, row.evaluations) == (2024, ("madya",), (first, second))
    (one,) = history.changes
    assert (one.is_again, one.is_verification) == (True, False)
    english = history.explain("en")
    assert english.index("evaluation of 2025") < english.index("evaluation of 2024")
    assert "Evaluated again in the round of 2024, at the stage self-assessment" in english
    assert "Dievaluasi lagi pada putaran 2024, tahap penilaian mandiri" in history.explain()
    Draft7Validator(schema("history-result")).validate(history.to_dict())
    turned = kla.rounds.History([second, first])
    assert [one.year for one in turned.rows] == [2025]
    twice = kla.rounds.History([evaluated(2024, None, {"total": points}) for points in (760, 640)])
    assert "Evaluated again in the round of 2024, no stage stated: " in twice.explain("en")
    assert "putaran 2024, tanpa tahap yang disebut: " in twice.explain()


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        ((2022, {"total": 650}), (2023, {"total": 750}), ("points",)),
        ((2019, {"total": MADYA}), (2022, {"total": MADYA}), ("edition",)),
        ((2021, {"total": 650}), (2022, {"total": 660}), ()),
        ((2021, {"total": 700}), (2022, {"total": 801}), ("edition", "points")),
    ],
)
def test_what_the_edition_and_what_the_points_did_are_kept_apart(
    before: Given, after: Given, reasons: tuple[str, ...]
) -> None:
    met: dict[str, Any] = {}
    if before[0] == 2019:
        from test_requirements import MET

        met = {"measures": MET}
    history = kla.rounds.History(
        [evaluated(before[0], "final", before[1], **met), evaluated(after[0], "final", after[1])]
    )
    assert history.changes[0].reasons == reasons


def test_a_requirement_that_holds_no_longer_is_a_reason_of_its_own() -> None:
    from test_requirements import MET

    held = evaluated(2019, "administrative", {"total": 620}, measures={**MET, "sra_share": 3})
    free = evaluated(2019, "final", {"total": 620}, measures=MET)
    (one,) = kla.rounds.History([held, free]).changes
    assert one.reasons == ("requirements",)
    assert (one.held_before, one.held_after) == (("child-friendly-schools",), ())


def test_clusters_that_changed_are_named() -> None:
    history = kla.rounds.History(
        [
            evaluated(2022, "final", {"K0": 100, "K1": 90, "25": 10}),
            evaluated(2023, "final", {"K0": 120, "K1": 90, "25": 12}),
        ]
    )
    changed = [one.id for one in history.changes[0].clusters]
    assert changed == ["K0", "K6"]
    assert "K0: 100 before, 120 after" in history.explain("en")


def test_what_is_ahead_names_points_and_requirements() -> None:
    from test_requirements import MET

    last = evaluated(2019, "final", {"total": MADYA - 10}, measures={**MET, "pka_share": 3})
    ahead = kla.rounds.History([last]).ahead
    assert ahead == {
        "level": "madya",
        "points": 10,
        "floor_is_enough": True,
        "requirements": ["creativity-centres"],
    }
    below = floor_of("madya", -10, kla.edition("kla-2022"))
    told = kla.rounds.History([evaluated(2022, "final", {"total": below})]).explain("en")
    assert "must be exceeded" in told


def test_a_self_assessment_in_the_line_is_not_an_award() -> None:
    text = kla.rounds.History([evaluated(2024, "self", {"total": 880})]).explain("en")
    assert "evaluation of 2024, self-assessment, not an award: Utama, 880 points" in text


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([kla.evaluate(kla.Profile.from_dict({"edition": "kla-2022"}))], "needs the year"),
        (
            [kla.rounds.PublishedRound(2025, ()), kla.rounds.PublishedRound(2024, ())],
            "the round of 2024 stands twice",
        ),
        (
            [
                evaluated(2022, "self", {}),
                evaluated(2023, "self", {}, region={"name": "Kota Lain"}),
            ],
            "one region, not of Kota Contoh, Kota Lain",
        ),
    ],
)
def test_a_history_that_makes_no_sense_is_refused(
    entries: list[kla.Evaluation | kla.rounds.PublishedRound], message: str
) -> None:
    with pytest.raises(kla.ProfileError, match=message):
        kla.rounds.History(entries)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("level: nindya", "level: nindja", 'no level "nindja" (did you mean nindya?)'),
        ("year: 2016", "year: 2020", "no evaluation round belongs to the year 2020"),
        ('code: "35.75"', 'code: "35.14"', "35.14"),
        ("readings: []", "readings: [{level: madya}]", "grade"),
    ],
)
def test_a_file_of_levels_is_checked_with_lines(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "history.yaml"
    path.write_text(PASURUAN.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(kla.ProfileError) as caught:
        kla.rounds.History.read(path)
    assert message in str(caught.value)
    assert "history.yaml:" in str(caught.value)


@given(st.randoms(use_true_random=False))
def test_the_order_of_its_parts_says_nothing(shuffled: random.Random) -> None:
    parts: list[Any] = [
        evaluated(2021, "final", {"total": 580}),
        evaluated(2022, "self", {"total": 760}),
        evaluated(2022, "final", {"total": 640}),
        evaluated(2024, "self", {"K0": 150}),
        kla.rounds.PublishedRound(2019, (kla.rounds.PublishedLevel("madya", "A", "x"),)),
        kla.rounds.PublishedRound(2023, ()),
    ]
    whole = kla.rounds.History(parts).to_dict()
    shuffled.shuffle(parts)
    assert kla.rounds.History(parts).to_dict() == whole


def test_published_levels_stand_before_evaluations_of_ours() -> None:
    award = kla.rounds.PublishedRound(2022, (kla.rounds.PublishedLevel("pratama", "A", "x"),))
    history = kla.rounds.History([award, evaluated(2022, "self", {"total": 760})])
    assert [row.levels for row in history.rows] == [("pratama",)]


def test_the_example_fits_its_schema() -> None:
    import yaml

    value = yaml.safe_load(PASURUAN.read_text(encoding="utf-8"))
    assert not list(Draft7Validator(schema("history")).iter_errors(value))


def test_check_knows_a_file_of_levels(tmp_path: Path) -> None:
    assert kla.check(PASURUAN) == ()
    path = tmp_path / "history.yaml"
    path.write_text(PASURUAN.read_text("utf-8").replace("grade: B", "grade: D", 1), "utf-8")
    assert [one.id for one in kla.check(path)] == ["schema.not-allowed"]


def test_a_round_that_is_published_twice_is_shown_where_it_is(tmp_path: Path) -> None:
    example = ROOT / "examples" / "kota-pasuruan-history.yaml"
    copy = tmp_path / "history.yaml"
    text = example.read_text(encoding="utf-8")
    copy.write_text(text.replace("year: 2016", "year: 2017"), encoding="utf-8")
    with pytest.raises(kla.ProfileError) as caught:
        kla.rounds.History.read(copy)
    (finding,) = caught.value.findings
    assert (finding.id, finding.line) == ("history.published-twice", 7)
    assert finding.path == ("rounds", 1, "year")
