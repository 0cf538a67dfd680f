"""The what-if of verification over invented regions: what it counts, and what it says of itself."""

import importlib.util
import sys
from types import ModuleType

import pytest

import kla_rules as kla
from support import ROOT

pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def example() -> ModuleType:
    names = ("make_national", "national_sweep")
    for name in names:
        path = ROOT / "examples" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[names[-1]]


def test_draws_and_pairs_give_the_same_number_of_falls(example: ModuleType) -> None:
    regions = example.nation(30, seed=3)
    pairs = list(example.by_pair(regions))
    assert [pair.drop_points for pair, *_ in pairs] == sorted(
        pair.drop_points for pair, *_ in pairs
    )
    swept = kla.sweep(regions, vary="verification", n=400, seed=5)
    exact = sum(falls for _, falls, _ in pairs) / len(pairs)
    assert swept.falls.mean == pytest.approx(exact, abs=6 * swept.falls.standard_error)
    without = sum(count for *_, count in pairs) / len(pairs)
    assert swept.levels[None] == pytest.approx(without, abs=1)


def test_the_regions_are_complete_and_invented(example: ModuleType) -> None:
    regions = example.nation(20, seed=1)
    assert all(one.determined for one in regions)
    assert {one.stage for one in regions} == {"self"}
    assert all(one.region.startswith("Contoh ") for one in regions)


def test_the_answer_says_that_it_is_no_forecast_and_that_the_regions_are_invented(
    example: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    example.main(["--regions", "12", "--draws", "50"])
    said = capsys.readouterr().out
    assert "12 invented regions" in said
    assert "no forecast" in said
    assert "not random" in said
    assert "none is a region that exists" in said
