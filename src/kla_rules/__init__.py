"""kla-rules: Indonesia's child-friendly city evaluation (KLA) as cited rules.

>>> import kla_rules as kla
>>> profile = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"total": 880.39}})
>>> kla.evaluate(profile)
Evaluation(None, kla-2024, score=880.39, levels=[utama])

What is public is loaded when it is first asked for (`kla_rules.public`): what every program needs
here, the rest in a package for each question, such as `kla.units`.
"""

from kla_rules.public import offered
from kla_rules.version import VERSION

__version__ = VERSION
__all__, __getattr__, __dir__ = offered(__name__)
__all__ += ["__version__"]
