"""What every test may ask for."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

import kla_rules as kla
from browsing import chromium, watched
from support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Many tests start processes, and each would compile the package anew where nothing compiled is kept.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# `make test` tries the same few examples every time; `make test-all` many, and others each time.
_CALM = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "quick", deadline=None, suppress_health_check=_CALM, max_examples=50, derandomize=True
)
settings.register_profile(
    "thorough", deadline=None, suppress_health_check=_CALM, max_examples=300, print_blob=True
)
# A mutant is noticed or not by the same examples; which is the smallest is nobody's question.
settings.register_profile(
    "mutants",
    settings.get_profile("quick"),
    phases=(Phase.explicit, Phase.generate),
    database=None,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def tree() -> kla.Edition:
    """The edition most tests speak of."""
    return kla.edition("kla-2024")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rule files that a test may damage."""
    folder = tmp_path / "kla-2024"
    shutil.copytree(ROOT / "rules" / "kla-2024", folder)
    return folder


# Its event loop stands in the way of others in the process while it runs, so not for the session.
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Chromium, for the tests of one file."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """An empty page; what it asks of a network and every error on it fail the test."""
    with watched(browser) as opened:
        yield opened
