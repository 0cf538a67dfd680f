"""`TypedDict`, of the kind that other libraries read at run time.

pydantic, and so FastAPI, refuses `typing.TypedDict` before Python 3.12; it brings the other along.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    try:
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict

__all__ = ["TypedDict"]
