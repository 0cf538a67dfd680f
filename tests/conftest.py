"""What every test may ask for."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import kla_rules as kla

ROOT = Path(__file__).parents[1]

settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


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
