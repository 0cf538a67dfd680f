"""For those who write rules, or programs that use them: an edition to try things on.

>>> from kla_rules.testing import small_edition
>>> small_edition()
Edition('small', version='1.0.0', digest='0d5e4ce9a3c9')
"""

from kla_rules.public import offered

__all__, __getattr__, __dir__ = offered(__name__)
