"""A profile as a file that a person can read, and run."""

from typing import Final

import yaml

from kla_rules.core.findings import check_type
from kla_rules.profile.model import Profile

_WIDE: Final = 100


def printed(profile: Profile) -> str:
    """Return a profile as YAML, with the command that evaluates it.

    Under an overlay, or an edition of one's own, the command needs its path.

    Args:
        profile: what `profiles` draws, or any other.

    >>> import kla_rules as kla
    >>> data = {"edition": "kla-2024", "year": 2024, "points": {"total": 600}}
    >>> print(printed(kla.Profile.from_dict(data)))
    # kla evaluate profile.yaml
    edition: kla-2024
    year: 2024
    points:
      total: 600
    <BLANKLINE>
    """
    check_type("profile", profile, "a Profile", Profile)
    edition, words = profile.edition, ["# kla evaluate profile.yaml"]
    base = edition.base or edition
    if base.folder is None or base.folder.name != base.id:
        words.append("--edition DIR")
    words += [f"--overlay {overlay.file or 'OVERLAY'}" for overlay in edition.overlays]
    content = yaml.safe_dump(profile.to_dict(), sort_keys=False, allow_unicode=True, width=_WIDE)
    return f"{' '.join(words)}\n{content}"
