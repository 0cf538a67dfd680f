"""Points are exact: thousandths inside, decimals at the edge."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_rules.core.points import (
    LARGEST,
    as_json,
    cut,
    decimal,
    exact_decimal,
    exact_thousandths,
    hundredths,
    is_exact,
    number,
    number_written,
    plain,
    share,
    thousandths,
    written,
)


@pytest.mark.parametrize(
    ("given_points", "expected"),
    [
        (0, 0),
        (55, 55_000),
        (880.39, 880_390),
        (Decimal("0.0005"), 0),
        (Decimal("0.0015"), 2),
        (Decimal("0.00250001"), 3),
        (0.1 + 0.2, 300),
        (-0.0004, 0),
        (4.5, 4_500),
        (Fraction(1, 8), 125),
    ],
)
def test_points_become_thousandths_rounded_half_even(
    given_points: float | Decimal | Fraction, expected: int
) -> None:
    assert thousandths(given_points) == expected


@pytest.mark.parametrize("value", [True, False, "12", b"12", None, [1], 1j])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        thousandths(value)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        -float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("1e999999"),
        Fraction(10**10, 3),
    ],
)
def test_what_is_not_finite_or_out_of_proportion_is_refused(value: object) -> None:
    with pytest.raises((ValueError, OverflowError), match=r"not a finite|out of all proportion"):
        thousandths(value)


def test_an_integer_of_another_library_is_taken() -> None:
    class Whole:
        def __index__(self) -> int:
            return 7

    assert thousandths(Whole()) == 7_000


@given(st.integers(-LARGEST * 1000, LARGEST * 1000))
def test_thousandths_come_back_as_they_were(value: int) -> None:
    assert thousandths(decimal(value)) == value
    assert is_exact(decimal(value))


@given(st.integers(-1_000_000, 1_000_000))
def test_json_numbers_come_back_as_they_were(value: int) -> None:
    assert thousandths(plain(value)) == value


@given(st.decimals(-1000, 1000, places=6))
def test_the_decimal_context_of_the_caller_changes_nothing(value: Decimal) -> None:
    with localcontext() as context:
        context.prec = 3
        narrow = thousandths(value)
    assert narrow == thousandths(value)


@given(st.fractions(0, 1000), st.integers(1, 60), st.integers(0, 10**6))
def test_exact_thousandths_lose_nothing_and_are_integers_wherever_they_can_be(
    part: Fraction, parts: int, maximum: int
) -> None:
    exact = exact_thousandths(part, parts, maximum)
    assert exact == part * maximum / parts
    assert isinstance(exact, int) is (exact == int(exact))
    assert cut(exact) <= exact < cut(exact) + 1


def test_exact_points_are_written_out_with_all_their_digits() -> None:
    assert exact_decimal(exact_thousandths(Decimal("14.00049"))) == Decimal("14.00049")
    assert exact_decimal(600_500) == Decimal("600.5")


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert written(880_390, "id") == "880,39"
    assert written(880_390, "en") == "880.39"
    assert written(1_000_000, "id") == "1.000"
    assert written(1_234_567_891, "en") == "1,234,567.891"
    assert written(-500, "id") == "-0,5"


@pytest.mark.parametrize(
    ("part", "whole", "maximum", "rounded"),
    [
        (Fraction(1, 3), 1, 4, 1),  # 1.33
        (Fraction(1, 3), 1, 100, 33),
        (Fraction(2, 3), 1, 100, 67),  # 66.67
        (Fraction(2, 3), 1, 1, 1),  # by the smallest figure that is more than a half
        (Fraction(1, 2), 1, 5, 2),  # 2.5 goes to the even one
        (Fraction(1, 2), 1, 7, 4),  # and so does 3.5
        (1, 8, 1000, 125),
        (Decimal("12.5"), 100, 20, 2),  # 2.5
    ],
)
def test_a_share_is_rounded_once_and_half_even(
    part: int | Decimal | Fraction, whole: int, maximum: int, rounded: int
) -> None:
    assert share(part, whole, maximum) == rounded


def test_digits_that_no_json_number_keeps_are_refused() -> None:
    with pytest.raises(OverflowError, match="too many digits"):
        number(Decimal("0.12345678901234567890"))
    assert number(Decimal("0.125")) == Decimal("0.125")
    with pytest.raises(TypeError, match="text is not a number"):
        number("12")


def test_nothing_is_written_without_a_sign_and_a_thousandth_with_its_zeros() -> None:
    assert [str(decimal(one)) for one in (0, 1, -1, 10, -1000)] == [
        "0",
        "0.001",
        "-0.001",
        "0.01",
        "-1",
    ]
    assert number_written(Decimal("1E+3")) == "1,000"
    assert hundredths(Decimal("0.07")) == 7
    assert as_json((Decimal("2.0"), {"a": Decimal("-0.5")})) == [2, {"a": -0.5}]
    assert isinstance(as_json(Decimal("2.0")), int)
