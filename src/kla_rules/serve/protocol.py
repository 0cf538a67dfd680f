"""The protocol of uvicorn, with an end to waiting for a request that comes in a byte at a time."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

SECONDS: Final = 10.0


class BoundedProtocol(H11Protocol):
    """Speaks HTTP; the head of a request must have come in whole within some seconds.

    uvicorn bounds how long a connection may be silent between two requests, and the application how
    long a body may take. Between them a head, or the rest of a body that was refused, could come in
    for ever.
    """

    head_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes in, and wait no longer once it is a request."""
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        if cycle is not None and not cycle.response_complete:
            self._wait_no_more()
        elif self.head_late is None and not self.transport.is_closing():
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.head_late = self.loop.call_later(SECONDS, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self.head_late is not None:
            self.head_late.cancel()
            self.head_late = None
