"""Ask an ASGI application within this process, and start `kla serve` as a process of its own."""

import asyncio
import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from support import ROOT, with_programs

JSON = {"content-type": "application/json"}


@frozen
class Answer:
    """What a request was answered with."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def value(self) -> Any:  # noqa: ANN401 - plain JSON
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def ids(self) -> list[str]:
        """Return the ids of the findings of a problem."""
        return [finding["id"] for finding in self.value["findings"]]


@frozen
class App:
    """An ASGI application, asked without a server."""

    app: Callable[..., Any] = field()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to a request without a body."""
        return self.ask(method, path, [b""], headers)

    def post(self, path: str, body: object, **headers: str) -> Answer:
        """Return the answer to a body: bytes as they are, all else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        length = {"content-length": str(len(data))}
        return self.ask("POST", path, [data], {**JSON, **length, **headers})

    def ask(
        self, method: str, path: str, pieces: Sequence[bytes | None], headers: Mapping[str, str]
    ) -> Answer:
        """Return the answer to a request whose body comes in pieces; None is one that never comes."""
        return asyncio.run(self.asked(method, path, pieces, headers))

    async def asked(
        self, method: str, path: str, pieces: Sequence[bytes | None], headers: Mapping[str, str]
    ) -> Answer:
        """Return the answer within a loop that runs already."""
        plain, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": plain, "raw_path": plain.encode(), "query_string": query.encode(),
            "root_path": "", "server": ("test", 80), "client": ("127.0.0.1", 1),
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }  # fmt: skip
        coming = iter([*enumerate(pieces, 1)])
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            number, piece = next(coming)
            if piece is None:
                await asyncio.Event().wait()
            return {"type": "http.request", "body": piece, "more_body": number < len(pieces)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        told = {k.decode(): v.decode() for k, v in sent[0]["headers"]}
        return Answer(sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:]))


@contextlib.contextmanager
def serving(*words: str) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Yield the port of `kla serve` and its process, which is ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "kla_rules", "serve", "--port", str(port), *words],
        cwd=ROOT,
        env=with_programs(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(port, process)
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, process.communicate()
        with contextlib.suppress(OSError):
            if over_http(port, "GET", "/health")[0] == 200:
                return
        time.sleep(0.1)
    raise AssertionError("it does not answer")


def over_http(port: int, method: str, path: str, body: object = None) -> tuple[int, Any]:
    """Return status and JSON of an answer of a server."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    data = None if body is None else json.dumps(body)
    connection.request(method, path, data, JSON if data else {})
    answer = connection.getresponse()
    value = json.loads(answer.read())
    connection.close()
    return answer.status, value
