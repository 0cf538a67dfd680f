"""`kla serve`: the application in one process or several, stopped without dropping a request."""

import gc
import json
import math
import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Final

from attrs import asdict, frozen

from kla_rules.core.findings import ArgumentError, Finding, MissingExtraError
from kla_rules.core.printed import Data
from kla_rules.serve.asgi import application
from kla_rules.serve.limits import BODY, BODY_SECONDS, PLAN, checked

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST: Final = "127.0.0.1"
PORT: Final = 8000
# Workers are processes of their own, started anew: they find here how the application is made.
MADE_WITH: Final = "KLA_RULES_SERVE"
_MOST_WORKERS: Final = 64
_LAST_PORT: Final = 65_535
_HEAD_BYTES: Final = 16_384
_SILENT_SECONDS: Final = 5
# Collecting garbage goes over all that is new since the last time. A request makes thousands of
# values that go by themselves; at Python's own figure they would be gone over a dozen times.
_NEW_BEFORE_COLLECTING: Final = 50_000
# How long a thread may keep the others waiting, among them the one that takes requests.
_SWITCH_SECONDS: Final = 0.001


@frozen(repr=False, eq=False)
class MadeWith(Data):
    """What the application is made with: as for `application`, and as JSON can hold it."""

    editions: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    body_limit: int = BODY
    plan_seconds: float = PLAN
    allow_origins: tuple[str, ...] = ()


def serve(
    made_with: MadeWith,
    *,
    host: str = HOST,
    port: int = PORT,
    workers: int = 1,
    begins: Callable[[], None] = lambda: None,
    factory: str = "kla_rules.serve.process:worker",
) -> None:
    """Serve until a signal comes; requests that have come in by then are answered.

    Args:
        made_with: what the application is made with.
        host: the address; what is left out is reached from this machine alone.
        port: of the address.
        workers: in how many processes.
        begins: called once nothing stands against it any more.
        factory: what returns the application of a worker: its module and its name there.

    Raises:
        MissingExtraError: if Starlette or uvicorn is not installed (extra `serve`).
        ArgumentError: for a number out of its range, or an address that cannot be had.
        RuleError: for an edition or an overlay that is refused.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an extra, loaded by who asks

        from kla_rules.serve.protocol import BoundedProtocol  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError("starlette, uvicorn", "serve") from error
    checked("port", port, 1, _LAST_PORT)
    checked("workers", workers, 1, _MOST_WORKERS)
    application(**asdict(made_with))  # refused here, not in each worker
    _check_address(host, port)
    os.environ[MADE_WITH] = json.dumps(asdict(made_with))
    # Once its requests are answered, uvicorn sends itself the signal again: the end is no failure.
    signal.signal(signal.SIGTERM, _ended)
    begins()
    uvicorn.run(
        factory,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=BoundedProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="error",  # what a stranger sends is no warning
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_SILENT_SECONDS,
        timeout_graceful_shutdown=math.ceil(max(BODY_SECONDS, made_with.plan_seconds)) + 1,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )


def worker() -> "Starlette":
    """Return the application of one process, which does nothing else."""
    made = application(**json.loads(os.environ[MADE_WITH]))
    settle()
    return made


def settle() -> None:
    """Make a process one that answers requests and does nothing else, once all is loaded."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.enable()
    gc.set_threshold(_NEW_BEFORE_COLLECTING, 10, 10)
    gc.collect()
    gc.freeze()  # rules stay as long as the process: nobody need go over them again


def _ended(_signal: int, _frame: FrameType | None) -> None:
    """Do nothing: requests are answered, and the process ends by itself."""


def _check_address(host: str, port: int) -> None:
    """Refuse an address that cannot be had.

    Raises:
        ArgumentError: with the reason.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        with socket.socket(found[0][0], socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(found[0][4])
    except (OSError, UnicodeError) as error:
        values = {"host": host, "port": port}
        raise ArgumentError([Finding("serve.address", values, ("--host",))]) from error
