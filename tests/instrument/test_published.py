"""What regions published: awarded levels are possible, impossible figures are refused."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla

FOLDER = Path(__file__).parent / "published"
CLUSTERS = ("K0", "K1", "K2", "K3", "K4", "K5", "K6")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row: Row) -> tuple[str, str, str, str]:
    return row["region"], row["year"], row["stage"], row["total"]


ROWS = rows("cases.csv")
CONTRADICTIONS = {key(row): row for row in rows("contradictions.csv")}
STATEMENTS = rows("statements.csv")
IMPOSSIBLE = {("Kota Bandung", "2017", "unknown", "1003")}
NAMES = [" ".join(part for part in key(row) if part) for row in ROWS]


def profile_of(row: Row) -> dict[str, Any]:
    """Return the profile that a row is: what it leaves out stays unknown."""
    data: dict[str, Any] = {"region": {"name": row["region"]}}
    if row["year"]:
        data["year"] = int(row["year"])
    if row["stage"] != "unknown":
        data["stage"] = row["stage"]
    points = {name: float(row[name]) for name in CLUSTERS if row[name]}
    if points:
        data["declared_total"] = float(row["total"])
    elif row["total"]:
        points["total"] = float(row["total"])
    return {**data, "points": points}


def evaluated(row: Row) -> kla.Evaluation:
    return kla.evaluate(kla.Profile.from_dict(profile_of(row)))


def level_of(text: str) -> str | None:
    return None if text == "(none)" else text.lower()


def test_all_published_rows_are_here() -> None:
    assert len(ROWS) == 119
    assert len({key(row) for row in ROWS}) == len(ROWS)
    assert all(row["source"] for row in ROWS)


@pytest.mark.parametrize(
    "row", [r for r in ROWS if key(r) not in IMPOSSIBLE], ids=lambda r: key(r)[0]
)
def test_a_published_row_evaluates_and_only_a_final_one_is_an_award(row: Row) -> None:
    result = evaluated(row)
    assert result.is_award is (row["stage"] == "final")
    assert result.stage == (None if row["stage"] == "unknown" else row["stage"])
    if row["stage"] != "final":
        told = " ".join(result.explain("en").split())
        assert "not an award" in told


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if r["stage"] == "final" and r["level_basis"] == "award"],
    ids=lambda r: " ".join(key(r)),
)
def test_an_awarded_level_is_possible_and_is_the_level_where_nothing_is_unknown(row: Row) -> None:
    result = evaluated(row)
    awarded = level_of(row["level"])
    assert awarded in result.levels_possible
    if result.determined:
        assert result.level == awarded


def test_a_determined_award_is_the_published_one_for_sixteen_rows() -> None:
    final = [r for r in ROWS if r["stage"] == "final" and r["level_basis"] == "award"]
    assert sum(evaluated(row).determined for row in final) >= 16


@pytest.mark.parametrize("row", [r for r in ROWS if key(r) in IMPOSSIBLE], ids=lambda r: key(r)[0])
def test_a_figure_that_cannot_be_true_is_refused(row: Row) -> None:
    with pytest.raises(kla.ProfileError, match=r"has 1,003 points, above its maximum of 1,000"):
        kla.Profile.from_dict(profile_of(row))


def test_every_contradiction_is_listed_with_its_reason_and_no_other() -> None:
    found = set()
    for row in ROWS:
        if not row["level"] or key(row) in IMPOSSIBLE:
            continue
        if level_of(row["level"]) not in evaluated(row).levels_possible:
            found.add(key(row))
    listed = {one for one, row in CONTRADICTIONS.items() if row["level"]}
    readings = {one for one in listed if not published(one)["level"]}
    assert found == listed - readings


@pytest.mark.parametrize("row", CONTRADICTIONS.values(), ids=lambda r: r["region"])
def test_what_is_listed_still_contradicts_and_never_at_the_final_stage(row: Row) -> None:
    assert row["stage"] != "final"
    assert row["reason"]
    result = evaluated(published(key(row)))
    assert level_of(row["level"]) not in result.levels_possible


def test_what_is_said_beside_a_row_belongs_to_a_row_and_has_its_reason() -> None:
    known = {key(row) for row in ROWS}
    for row in STATEMENTS:
        assert key(row) in known
        assert row["said"]
        assert row["reason"]


def test_every_row_of_grade_c_is_in_one_of_the_two_lists() -> None:
    doubted = {key(row) for row in ROWS if row["note"].endswith("Grade C.")}
    assert len(doubted) == 3
    assert doubted <= CONTRADICTIONS.keys() | {key(row) for row in STATEMENTS}


def test_the_outlook_takes_only_pairs_of_rows_that_nobody_doubts() -> None:
    """Both figures of a pair stand in a row of their own, and neither is listed as contradicting."""
    exact = {(row["region"], row["year"], row["stage"], kla_points(row)) for row in ROWS}
    doubted = {(row["region"], row["year"]) for row in (*CONTRADICTIONS.values(), *STATEMENTS)}
    pairs = [row.published for stage in ("self", "administrative") for row in outlook_at(stage)]
    assert len(pairs) == 8
    for pair in pairs:
        year = str(pair.year)
        assert (pair.region, year, pair.before_stage, pair.before_points) in exact
        assert (pair.region, year, pair.after_stage, pair.after_points) in exact
        assert (pair.region, year) not in doubted


def kla_points(row: Row) -> Decimal | None:
    return Decimal(row["total"]) if row["total"] else None


def outlook_at(stage: str) -> tuple[kla.rounds.OutlookRow, ...]:
    profile = kla.Profile.from_dict({"year": 2023, "stage": stage, "points": {"total": 700}})
    return kla.rounds.verification_outlook(kla.evaluate(profile)).rows


def published(one: tuple[str, str, str, str]) -> Row:
    return next(row for row in ROWS if key(row) == one)


def test_the_regency_held_at_pratama_in_2019_was_possibly_held_by_requirements() -> None:
    """620 points were awarded pratama: both levels are possible while no measure is known."""
    row = published(("Kabupaten Sragen", "2019", "field", "620"))
    result = evaluated(row)
    assert result.levels_possible == ("pratama", "madya")
    assert row["level"] == "Pratama"
