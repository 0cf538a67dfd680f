"""Where answers are made that take longer than the loop may: in a few threads, each in its turn."""

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from attrs import frozen

_T = TypeVar("_T")


class BusyError(Exception):
    """So many wait already that one more would wait for too long."""


@frozen(eq=False)
class Threads:
    """A few threads, and those who wait for one.

    Attributes:
        limiter: lets so many answers be made at once.
        places: for those that are being made and those that wait; None for as many as ask.
    """

    limiter: anyio.CapacityLimiter
    places: anyio.Semaphore | None

    async def made(self, work: Callable[[], _T]) -> _T:
        """Return what some work returns, done in a thread.

        Raises:
            BusyError: if too many wait.
        """
        if self.places is None:
            return await anyio.to_thread.run_sync(work, limiter=self.limiter)
        try:
            self.places.acquire_nowait()
        except anyio.WouldBlock:
            raise BusyError from None
        try:
            return await anyio.to_thread.run_sync(work, limiter=self.limiter)
        finally:
            self.places.release()


def threads(most: int, waiting: int | None = None) -> Threads:
    """Return threads.

    Args:
        most: how many answers are made at once.
        waiting: how many more may wait for their turn; None for as many as ask.
    """
    places = None if waiting is None else anyio.Semaphore(most + waiting)
    return Threads(anyio.CapacityLimiter(most), places)
