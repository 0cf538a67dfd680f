"""A profile as the content of a file, YAML or JSON, which gives the same profile again."""

import json
from typing import Any

from kla_rules.profile.model import Profile


def profile_yaml(profile: Profile) -> bytes:
    """Return a profile as YAML, in the order of its edition.

    >>> import kla_rules as kla
    >>> print(profile_yaml(kla.Profile.from_dict({"points": {"total": 812.5}})).decode())
    edition: kla-2024
    points:
      total: 812.5
    <BLANKLINE>
    """
    import yaml  # noqa: PLC0415 - PyYAML is loaded when it is needed

    text: str = yaml.safe_dump(
        _plain(profile), allow_unicode=True, sort_keys=False, default_flow_style=False, width=100
    )
    return text.encode()


def profile_json(profile: Profile) -> bytes:
    """Return a profile as JSON."""
    return (json.dumps(_plain(profile), ensure_ascii=False, indent=2) + "\n").encode()


def _plain(profile: Profile) -> dict[str, Any]:
    data: dict[str, Any] = {**profile.to_dict()}
    return {key: value for key, value in data.items() if value != {}}
