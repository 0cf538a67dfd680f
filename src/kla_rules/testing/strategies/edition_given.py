"""The edition that a strategy draws for: as such, by its id, by a folder, or by an overlay."""

import os
from collections.abc import Mapping
from typing import Any

from kla_rules.core.findings import check_path, check_type
from kla_rules.core.resources import is_file
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import edition as find_edition
from kla_rules.rulesets.overlays import read_overlays

# An edition, the id or folder of one, or an overlay: the path of its file, or its content.
EditionGiven = Edition | str | os.PathLike[str] | Mapping[str, Any]


def given_edition(which: EditionGiven) -> Edition:
    """Return the edition that is meant; of an overlay, its edition with the overlay laid over it.

    Args:
        which: an edition; the id of a packaged one; the folder of one; or an overlay on a packaged
            one, as the path of its file or as plain values. An overlay on an edition of one's own
            is given with it: `kla.edition("folder/", overlays=["overlay.yaml"])`.

    Raises:
        RuleError: with every finding, if there is no such edition, or its files are not in order.

    >>> given_edition("kla-2024")
    Edition('kla-2024', version='1.1.0', digest='702bfe5505e4')
    >>> given_edition("examples/overlays/invented-scales.yaml").overlays[0].id
    'invented-scales'
    """
    if isinstance(which, Edition):
        return which
    check_type(
        "edition", which, "an Edition, an id, a path or an overlay", str, os.PathLike, Mapping
    )
    if isinstance(which, Mapping) or is_file(check_path("edition", which)):
        (overlay,) = read_overlays([which])
        return find_edition(overlay.content["edition"]["id"], overlays=[which])
    return find_edition(which)
