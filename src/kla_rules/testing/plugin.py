"""The plugin of pytest: `pytest --kla-rules PATH` holds an author's rules to everything there is.

Inert unless it is asked for: nothing but this module is loaded then.
"""

from typing import Final

import pytest

_OPTION: Final = "--kla-rules"


def _percent(typed: str) -> float:
    """Return a share in per cent.

    Raises:
        ValueError: for what is none.
    """
    share = float(typed)
    if not 0 <= share <= _WHOLE:
        raise ValueError
    return share


_WHOLE: Final = 100


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say which options there are."""
    group = parser.getgroup("kla-rules", "rules of kla-rules")
    group.addoption(
        _OPTION,
        action="append",
        default=[],
        metavar="PATH",
        help="rules to test: the folder of an edition, an overlay, or a folder that holds some",
    )
    group.addoption(
        f"{_OPTION}-lang",
        choices=("id", "en"),
        default="en",
        help="language of what is told (default: en)",
    )
    group.addoption(
        f"{_OPTION}-failing",
        metavar="DIR",
        help="where failing profiles are kept (default: .kla-rules/failing beside the rules)",
    )
    group.addoption(
        f"{_OPTION}-mutate",
        type=_percent,
        metavar="PERCENT",
        help="damage the rules, and fail where the cases notice less of it than that",
    )
    parser.addini("kla_rules", "paths of rules to test, as --kla-rules", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Collect rules where somebody asks for it."""
    if config.getoption("kla_rules") or config.getini("kla_rules"):
        from kla_rules.testing.collecting import Collecting, given_paths  # noqa: PLC0415 - for those who ask

        collecting = Collecting(config, given_paths(config))
        config.args[:] = collecting.arguments()
        config.pluginmanager.register(collecting, "kla-rules-collecting")
