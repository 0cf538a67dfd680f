"""What is made once, however many threads ask for it first."""

import functools
import threading
from collections.abc import Callable
from typing import Final, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")
# One lock for all: making one thing may need another, in any order.
MAKING: Final = threading.RLock()


def once(make: Callable[[_K], _V]) -> Callable[[_K], _V]:
    """Return a function that keeps what `make` has made of each argument, a few at most."""
    kept = functools.lru_cache(maxsize=16)(make)

    @functools.wraps(make)
    def asked(key: _K) -> _V:
        with MAKING:
            return kept(key)

    return asked
