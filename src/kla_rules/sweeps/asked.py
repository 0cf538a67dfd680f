"""What is asked of a sweep: checked at once, so that everything wrong with it is told together."""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    MissingExtraError,
    check_choice,
    check_type,
    yields,
)
from kla_rules.core.narrow import whole
from kla_rules.core.suggestion import suggestions
from kla_rules.sweeps.parts import (
    DROPS,
    ENGINES,
    UNKNOWN,
    VARY,
    Drop,
    Engine,
    Unknown,
    Vary,
)

MOST: Final = 10**7
MOST_OF_ALL: Final = 10**9  # of a table, over all its rows
_MOST_SEED: Final = 2**64 - 1


@frozen
class Asked:
    """What is asked of a sweep, whatever it is of.

    Attributes:
        vary: what is varied, in the order of `VARY`.
        n: how many what-ifs of each profile.
        seed: what they are drawn with.
        engine: what reckons them.
        unknown: how unknown answers are drawn.
        drop: how a published drop is taken over.
    """

    vary: tuple[Vary, ...]
    n: int
    seed: int
    engine: Engine
    unknown: Unknown
    drop: Drop


def asked(
    vary: str | Iterable[str],
    n: object,
    seed: object,
    engine: Engine,
    unknown: Unknown,
    drop: Drop,
) -> Asked:
    """Return what is asked, checked.

    Raises:
        ArgumentError: with everything that is wrong with it.
        TypeError: for what is of another type.
        MissingExtraError: if NumPy and PyArrow are not installed.
    """
    check_choice("engine", engine, ENGINES)
    check_choice("unknown", unknown, UNKNOWN)
    check_choice("drop", drop, DROPS)
    names = _names(vary)
    findings = [
        Finding(
            "argument.choice",
            {"name": "vary", "found": name, "known": VARY, "near": suggestions(name, VARY)},
            ("vary",),
        )
        for name in names
        if name not in VARY
    ]
    if not names:
        findings.append(Finding("sweep.vary-none", {"known": VARY}, ("vary",)))
    count, start = whole(n), whole(seed)
    check_type("n", count, "a whole number", int)
    check_type("seed", start, "a whole number", int)
    for name, found, least, most in (("n", count, 1, MOST), ("seed", start, 0, _MOST_SEED)):
        if not least <= found <= most:
            values = {"name": name, "found": found, "least": least, "most": most}
            findings.append(Finding("argument.whole", values, (name,)))
    if findings:
        raise ArgumentError(findings)
    _need_numpy()
    chosen = tuple(name for name in VARY if name in names)
    return Asked(chosen, int(count), int(start), engine, unknown, drop)


def _names(vary: str | Iterable[str]) -> list[str]:
    """Return the names of what is varied."""
    if isinstance(vary, str):
        return [vary]
    if not yields(vary):
        check_type("vary", vary, "a name, or several", str)
    names = list(vary)
    for name in names:
        check_type("each of vary", name, "a name", str)
    return names


def _need_numpy() -> None:
    try:
        import numpy as np  # noqa: F401, PLC0415 - an extra
        import pyarrow as pa  # noqa: F401, PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("numpy, pyarrow", "columns") from error
