"""Cards, rows and frames: what a result shows of itself in a notebook."""

import contextvars
import copy
import json
import pickle
import re
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from itertools import chain
from typing import Any

import pandas as pd
import polars as pl
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.cards.card import LARGEST, Card
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import thousandths, written
from kla_rules.core.renamed import Renamed
from kla_rules.core.short import LONGEST
from kla_rules.core.shown import Shown
from kla_rules.core.writing import LANGUAGES
from kla_rules.testing import profiles, small_edition
from support import ROOT

CITY = ROOT / "examples" / "kota-pasuruan"
RESULT = kla.evaluate(kla.Profile.read(CITY / "profile.yaml"))
REGION = "<script>alert('x')</script> & \"</style>\" | `b`"
SMALL = small_edition()


def results() -> dict[str, Callable[[], Any]]:
    """Return by name every public result, each made when it is asked for."""
    units = CITY / "units.csv"

    def handled() -> kla.cases.Handling:
        return kla.cases.assess_handling(
            CITY / "incidents.csv", CITY / "handling.yaml", as_of="2025-06-30", units=units
        )

    def compared() -> kla.validation.Comparison:
        return kla.compare("kla-2022", "kla-2024", limit=0, nation=True)

    history = ROOT / "examples" / "kota-pasuruan-history.yaml"
    return {
        "evaluation": lambda: RESULT,
        "nothing known": lambda: kla.evaluate(kla.Profile.from_dict({"year": 2024})),
        "requirements": lambda: kla.evaluate(
            kla.Profile.read(ROOT / "examples" / "kota-contoh-2019-illustrative.yaml")
        ),
        "deciding": RESULT.deciding,
        "sensitivity": RESULT.sensitivity,
        "what if": lambda: RESULT.with_points({"6.3": 21}),
        "evidence": lambda: RESULT.evidence,
        "provenance": lambda: RESULT.provenance,
        "record": lambda: RESULT.record,
        "plan": lambda: kla.plan(RESULT, SMALL_TARGET, start="2026-01"),
        "edition": lambda: RESULT.edition,
        "roll-up": lambda: kla.rollup(units),
        "unit status": lambda: kla.units.unit_status(units),
        "units": lambda: kla.units.Units.read(units),
        "forum": lambda: kla.participation.assess_forum(CITY / "forum.csv", units=units),
        "handling": handled,
        "group": lambda: handled().region,
        "case records": lambda: kla.cases.CaseRecords.read(CITY / "incidents.csv"),
        "history": lambda: kla.rounds.History.read(history),
        "outlook": lambda: kla.rounds.verification_outlook(RESULT),
        "regions": lambda: kla.evaluate_many("examples"),
        "sweep": lambda: kla.sweep(RESULT, vary=["verification", "caps"], n=50),
        "sweeps": lambda: kla.sweep([RESULT.profile], vary="verification", n=50),
        "province": lambda: kla.rounds.assess_province({"Kota X": "madya"}),
        "difference": lambda: kla.compare_evaluations(
            RESULT, RESULT.with_points({"6.3": 21}).after
        ),
        "comparison": compared,
        "moved": lambda: compared().nation,
        "proofs": lambda: kla.prove(SMALL),
        "coverage": lambda: kla.validation.coverage(ROOT / "rules" / "kla-2011", ()),
        "replay": lambda: kla.verify(
            {**RESULT.to_dict(), "score": 1, "region": REGION}, RESULT.profile
        ),
        "profile": lambda: RESULT.profile,
        "progress": lambda: kla.planning.assess_progress(
            kla.plan(RESULT, SMALL_TARGET, start="2026-01"), RESULT, "2026-06"
        ),
        "many": lambda: kla.evaluate_many(
            [RESULT.profile, {"year": 2024, "points": {"x": 1}}], on_error="keep"
        ),
    }


SMALL_TARGET = RESULT.edition.levels[0].id
RESULTS = results()


def shown(result: object) -> Iterator[Shown]:
    """Yield a result and every sequence that it returns."""
    assert isinstance(result, Shown)
    yield result
    for name in dir(type(result)):
        if not name.startswith("_") and not callable(getattr(type(result), name, None)):
            if isinstance(getattr(type(result), name, None), Renamed):
                continue
            value = getattr(result, name)
            if isinstance(value, Listed):
                yield value


class Tags(HTMLParser):
    """The tags of a page, and whether each that begins ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)
        if tag not in {"rect", "path", "circle"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def tags_of(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert tags.open == []
    return tags


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_and_its_sequences_fit_a_card(name: str) -> None:
    for one in shown(RESULTS[name]()):
        assert len(repr(one)) <= LONGEST
        for language in LANGUAGES:
            card = one.card(language)
            page = card.html()
            assert len(page.encode()) <= LARGEST
            assert "script" not in tags_of(page).tags
            addresses = set(re.findall(r"\w+://[^\s\"'<]+", page))
            assert addresses <= {"http://www.w3.org/2000/svg"}
            assert card.title
            assert card.markdown().startswith("**")


@pytest.mark.parametrize("name", RESULTS)
def test_rows_are_plain_values_with_the_same_columns(name: str) -> None:
    for one in shown(RESULTS[name]()):
        rows = kla_rows(one)
        json.dumps(rows)
        if name != "units":
            assert len({tuple(row) for row in rows}) <= 1


def kla_rows(one: Any, unit: Any = "points") -> list[dict[str, Any]]:  # noqa: ANN401 - any result
    rows: list[dict[str, Any]] = one.rows(unit)
    return rows


def test_rows_in_thousandths_are_those_in_points_to_the_last_digit() -> None:
    for row, exact in zip(RESULT.rows(), RESULT.rows("thousandths"), strict=True):
        for name, value in exact.items():
            if name.endswith("_thousandths"):
                points = row[name.removesuffix("_thousandths")]
                assert (value is None) == (points is None)
                if value is not None:
                    assert isinstance(value, int)
                    assert thousandths(points) == value
            else:
                assert row[name] == value


def test_rows_of_an_evaluation_are_its_nodes() -> None:
    rows = {row["node"]: row for row in RESULT.rows()}
    assert list(rows) == [node.id for node in RESULT.edition.nodes]
    for cluster in RESULT.to_dict()["clusters"]:
        assert [rows[cluster["id"]]["low"], rows[cluster["id"]]["high"]] == cluster["range"]
        assert rows[cluster["id"]]["maximum"] == cluster["maximum"]


def test_levels_are_an_ordered_categorical_lowest_first() -> None:
    ids = [level.id for level in RESULT.edition.levels]
    history = kla.rounds.History.read(ROOT / "examples" / "kota-pasuruan-history.yaml")
    frame = history.to_frame(library="pandas")
    assert list(frame["level"].cat.categories) == ids
    assert frame["level"].cat.ordered
    assert (frame["level"] >= ids[0]).sum() == frame["level"].notna().sum()
    other = history.to_frame(library="polars")
    assert other["level"].dtype == pl.Enum(ids)
    assert other["level"].drop_nulls().max() == frame["level"].max()


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_figures_of_a_frame_are_numbers(library: Any) -> None:  # noqa: ANN401 - one of two words
    points = RESULT.gaps.to_frame(library=library)
    exact = RESULT.gaps.to_frame("thousandths", library)
    assert isinstance(points, {"pandas": pd.DataFrame, "polars": pl.DataFrame}[library])
    assert points["gain"].sum() == pytest.approx(exact["gain_thousandths"].sum() / 1000)
    assert "float" in str(points["gain"].dtype).lower()
    assert "int" in str(exact["gain_thousandths"].dtype).lower()


def test_a_frame_is_of_the_library_that_is_asked_for_or_refused() -> None:
    with pytest.raises(kla.KlaError, match="pandas"):
        RESULT.gaps.to_frame(library="excel")  # type: ignore[arg-type]
    with pytest.raises(kla.KlaError, match="thousandths"):
        RESULT.rows("percent")  # type: ignore[arg-type]


def test_a_language_is_of_its_context_and_leaks_nowhere() -> None:
    indonesian, english = RESULT.card("id").html(), RESULT.card("en").html()
    assert indonesian != english
    assert RESULT._repr_html_() == indonesian
    seen: list[str] = []
    with kla.language("en"):
        assert RESULT._repr_html_() == english
        assert RESULT.card("id").html() == indonesian
        thread = threading.Thread(target=lambda: seen.append(RESULT._repr_html_()))
        thread.start()
        thread.join()
        seen.append(contextvars.Context().run(RESULT._repr_html_))
    assert seen == [indonesian, indonesian]
    assert RESULT._repr_html_() == indonesian
    with pytest.raises(kla.KlaError, match="language"), kla.language("fr"):  # type: ignore[arg-type]
        pass


def test_what_a_stranger_has_written_stays_text() -> None:
    profile = kla.Profile.from_dict({"year": 2024, "region": {"name": REGION}})
    for language in LANGUAGES:
        card = kla.evaluate(profile).card(language)
        tags = tags_of(card.html())
        assert "script" not in tags.tags
        assert any("<script>alert('x')</script>" in text for text in tags.texts)
        assert "<script>" not in card.markdown()


@given(st.text(), st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=60))
def test_a_card_is_small_and_safe_whatever_is_written_on_it(
    title: str, rows: list[list[str]]
) -> None:
    card = Card(title * 50, "en")
    card.line(title, title)
    card.table([title, title], [[cell * 99 for cell in row] for row in rows], most=60)
    page = card.html()
    assert len(page.encode()) <= LARGEST
    assert tags_of(page).tags <= {"style", "div", "h4", "p", "b", "table", "tr", "th", "td"}


@given(profiles(SMALL))
def test_the_card_has_the_figures_of_the_json(profile: kla.Profile) -> None:
    result = kla.evaluate(profile)
    data = result.to_dict()
    for language in LANGUAGES:
        text = " ".join(tags_of(result.card(language).html()).texts)
        for figure in (
            *data["score_range"],
            *(end for c in data["clusters"] for end in c["range"]),
        ):
            assert written(thousandths(Decimal(str(figure))), language) in text
        level = next((one for one in SMALL.levels if one.id == data["level"]), None)
        assert level is None or level.title.get(language) in text


def test_a_sequence_is_a_tuple_in_every_respect() -> None:
    gaps = RESULT.gaps
    plain = tuple(gaps)
    assert gaps == plain
    assert hash(gaps) == hash(plain)
    assert isinstance(gaps, tuple)
    assert gaps[0] is plain[0]
    assert gaps[:3] == plain[:3]
    assert gaps[:3].rows() == gaps.rows()[:3]
    assert pickle.loads(pickle.dumps(gaps)) == plain  # noqa: S301 - made here
    assert json.dumps(listed([1, 2])) == "[1, 2]"
    again = copy.copy(listed([1], ("pratama",)))
    assert (again, again.levels) == ((1,), ("pratama",))
    for name in ("levels", "other"):
        with pytest.raises(AttributeError, match="cannot be changed"):
            setattr(gaps, name, ())
        with pytest.raises(AttributeError, match="cannot be changed"):
            delattr(gaps, name)


def test_what_was_called_rows_before_answers_rows_as_well() -> None:
    outlook = kla.rounds.verification_outlook(RESULT)
    assert len(outlook.rows) == outlook.n
    assert [row["drop"] for row in outlook.rows()] == sorted(row["drop"] for row in outlook.rows())


@pytest.mark.parametrize("small", ["Handling", "region", "records"])
def test_no_card_or_row_shows_a_small_number_of_cases(small: str) -> None:
    cases = [
        {"id": f"c-{place}", "unit": "sebani", "risk": "high", "reported": "2025-03-02 08:15 WIB"}
        for place in range(3)
    ]
    handling = kla.cases.assess_handling(cases, "kota-payakumbuh", as_of="2025-03-31")
    one = {
        "Handling": handling,
        "region": handling.region,
        "records": kla.cases.CaseRecords.from_rows(cases),
    }[small]
    texts = [
        *tags_of(one.card("en").html()).texts,
        *map(str, chain(*(row.values() for row in one.rows()))),
    ]
    assert not [text for text in texts if text.strip() == "3" or " 3 " in text]


@frozen(repr=False)
class Long(Shown):
    id: str
    many: tuple[Any, ...]


@given(st.text(), st.lists(st.one_of(st.text(), st.integers(), st.binary())))
def test_a_repr_is_short_whatever_is_in_it(name: str, many: list[Any]) -> None:
    assert len(repr(Long(name * 99, tuple(many) * 9))) <= LONGEST
    assert len(repr(listed(many * 9))) <= LONGEST


def test_a_language_is_one_of_two() -> None:
    wrong: Any = "fr"
    for ask in (RESULT.card, lambda language: RESULT.rows("points", language)):
        with pytest.raises(kla.KlaError, match="language"):
            ask(wrong)
