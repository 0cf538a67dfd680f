"""`kla serve` under load, beside the same application that evaluates nothing.

    python benchmarks/serve.py --seconds 60

Two workers and 200 connections on loopback, each with its next request as soon as it has an answer:
profiles of 274 answers in points, in all forms, and with a document at each; among them hostile
requests. The other application reads the same bodies with the same code and writes a stored result
of the same size. Answers are held against `evaluate()` before anything is timed.
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from starlette.applications import Starlette

import kla_rules as kla
from kla_rules.serve.asked import Asked
from kla_rules.serve.bodies import BodyError
from kla_rules.serve.endpoints import mounted, written
from kla_rules.serve.limits import Limits
from kla_rules.serve.process import MadeWith, serve, settle
from kla_rules.serve.served import served_of
from kla_rules.serve.views import VIEWS
from request import FORMS, drawn

CONNECTIONS, WORKERS = 200, 2
EACH = 40
KINDS = {"points": ("points",), "all forms": FORMS, "a document each": ("evidence",)}
BAR = 4.0
TURN = 5.0
HOSTILE = 0.1
_LOADED = 40_000_000  # bytes of a worker that has its rules
_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length: ([0-9]+)", re.IGNORECASE)


def bodies() -> dict[str, list[bytes]]:
    """Return profiles by kind; each has a region of its own, by which its result is found."""
    found = {}
    for kind, forms in KINDS.items():
        texts = drawn(forms, EACH)
        found[kind] = [text.replace("Kota Contoh", f"Kota {kind}").encode() for text in texts]
    return found


def hostile() -> list[bytes]:
    """Return requests that must be refused, and nothing else."""
    year = b'{"year": 2024, "stage": "self", '
    points = ", ".join(f'"{n}": {{"points": -1}}' for n in range(1000))
    made = [
        b"[" * 100_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        year + b'"points": {"total": NaN}}',
        year + b'"points": {"total": ' + b"9" * 100_000 + b"}}",
        year + b'"points": {"total": 1e999999999}}',
        year + b'"points": {"total": 1, "total": 2}}',
        b"\xff\xfe\x00" * 1000,
        b'{"year": 2024',
        b"",
        b'"text"',
        year + b'"edition": "../../etc/passwd"}',
        year + b'"units": "/etc/passwd"}',
        year + b'"scales": "../scale.yaml"}',
        f'{{"year": 2024, "answers": {{{points}}}}}'.encode(),
        f'{{"year": 2024, "region": {{"name": "{"x" * 50_000}"}}}}'.encode(),
        b"[" + b"1," * 40_000 + b"1]",
    ]
    asked = [posted(body) for body in made]
    asked += [
        posted(b"{}", path="/nowhere"),
        posted(b"{}", path="/evaluate?edition=..%2f..%2fetc"),
        posted(b"{}", path="/evaluate?edition=kla-2024&edition=kla-2019"),
        posted(b"{}", media="text/plain"),
        posted(b"x" * 1_500_000),
        b"DELETE /evaluate HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /editions/%2e%2e%2fkla-2024 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /editions?" + b"a=1&" * 500 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
    ]
    return asked


def posted(body: bytes, path: str = "/evaluate", media: str = "application/json") -> bytes:
    """Return a request."""
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {media}\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


# -- the application beside it ---------------------------------------------------------------------


def beside() -> Starlette:
    """Return the application that reads a body and writes a stored result of it."""
    stored = {
        (value := json.loads(body))["region"]["name"]: kla.evaluate(
            kla.Profile.from_dict(value)
        ).to_dict()
        for texts in bodies().values()
        for body in texts
    }
    other = next(iter(stored.values()))

    def answer(asked: Asked) -> Mapping[str, object]:
        if not isinstance(asked.body.plain, dict):
            raise BodyError([kla.Finding("document.syntax", {"reason": "empty"})])
        region = asked.body.plain.get("region")
        name = region.get("name") if isinstance(region, dict) else None
        kept: Mapping[str, object] = stored.get(str(name), other)
        return kept

    views = [
        evolve(view, answer=answer, at_once=answer) if view.name == "evaluate" else view
        for view in VIEWS
    ]
    made = mounted(served_of([], []), Limits(), [], views)
    settle()
    return made


# -- the load --------------------------------------------------------------------------------------


@frozen
class Taken:
    """What became of a load.

    Attributes:
        seconds: by kind, of every request.
        statuses: how many answers had which.
        memory: bytes of all workers, once a second.
        took: seconds of each turn.
        processor: seconds of processor time that the workers took, of each turn.
    """

    seconds: dict[str, list[float]] = field(factory=dict)
    statuses: Counter[int] = field(factory=Counter)
    memory: list[int] = field(factory=list)
    took: list[float] = field(factory=list)
    processor: list[float] = field(factory=list)

    def all(self) -> list[float]:
        """Return the seconds of every request that nothing is wrong with."""
        return [one for kind in KINDS for one in self.seconds.get(kind, ())]


class Client(asyncio.Protocol):
    """One connection, which asks again as soon as it has an answer."""

    def __init__(self, choose: Callable[[], tuple[str, bytes]], taken: Taken, end: float) -> None:
        self.choose, self.taken, self.end = choose, taken, end
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: Any = None
        self.came = bytearray()
        self.needed = 0
        self.kind, self.began = "", 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Ask, unless time is up."""
        if time.perf_counter() >= self.end:
            self.transport.close()
            return
        self.kind, request = self.choose()
        self.came.clear()
        self.needed = 0
        self.began = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Take what comes; once that is an answer, ask again."""
        self.came += data
        if not self.needed:
            end = self.came.find(_HEAD_END)
            if end < 0:
                return
            found = _LENGTH.search(self.came, 0, end)
            self.needed = end + len(_HEAD_END) + (int(found[1]) if found else 0)
        if len(self.came) >= self.needed:
            took = time.perf_counter() - self.began
            self.taken.seconds.setdefault(self.kind, []).append(took)
            self.taken.statuses[int(self.came[9:12])] += 1
            self.ask()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - of asyncio
        """Tell that it has ended."""
        if not self.done.done():
            self.done.set_result(None)


async def loaded(
    port: int,
    requests: Sequence[tuple[str, bytes]],
    seconds: float,
    pids: list[int],
    taken: Taken,
) -> None:
    """Add what becomes of 200 connections that ask for some seconds."""
    dice = random.Random(2024)  # noqa: S311 - the same requests every time
    loop = asyncio.get_running_loop()
    began, before = time.perf_counter(), sum(map(processor, pids))
    end = began + seconds

    async def connected() -> None:
        while time.perf_counter() < end:  # a connection that was closed is opened anew
            _, client = await loop.create_connection(
                lambda: Client(lambda: dice.choice(requests), taken, end), "127.0.0.1", port
            )
            await client.done

    async def watched() -> None:
        while time.perf_counter() < end:
            taken.memory.append(sum(map(resident, pids)))
            await asyncio.sleep(1)

    await asyncio.gather(watched(), *(connected() for _ in range(CONNECTIONS)))
    taken.took.append(time.perf_counter() - began)
    taken.processor.append(sum(map(processor, pids)) - before)


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has, itself alone."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(re.search(r"^Rss:\s+(\d+)", text, re.MULTILINE)[1]) * 1024  # type: ignore[index] # always there


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(name: str) -> Iterator[tuple[int, list[int]]]:
    """Yield port and workers of an application that is served, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, __file__, "--serve", name, "--port", str(port)])
    try:
        yield port, workers_of(process, port)
    finally:
        process.terminate()
        if process.wait(60):
            raise SystemExit(f"{name} ended with {process.returncode}")


def workers_of(process: "subprocess.Popen[bytes]", port: int) -> list[int]:
    """Return the workers once all of them answer."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
        found = [int(pid) for pid in children.split() if b"spawn_main" in command(int(pid))]
        if len(found) == WORKERS and all(resident(pid) > _LOADED for pid in found):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                pass
            else:
                time.sleep(1)
                return found
        time.sleep(0.1)
    raise SystemExit("the workers did not start")


def command(pid: int) -> bytes:
    """Return what a process was started with."""
    return Path(f"/proc/{pid}/cmdline").read_bytes()


# -- what is printed -------------------------------------------------------------------------------


def main() -> None:
    """Compare, load both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--serve", choices=("ours", "beside"))
    parser.add_argument("--port", type=int)
    arguments = parser.parse_args()
    if arguments.serve:
        os.environ["PYTHONPATH"] = os.pathsep.join(
            map(str, (Path(__file__).parent, *filter(None, [os.environ.get("PYTHONPATH")])))
        )
        factory = {"ours": "kla_rules.serve.process:worker", "beside": "serve:beside"}
        serve(MadeWith(), port=arguments.port, workers=WORKERS, factory=factory[arguments.serve])
        return
    given = bodies()
    good = [(kind, posted(body)) for kind, texts in given.items() for body in texts]
    turns = max(2, round(arguments.seconds / TURN))
    bad = [("hostile", request) for request in hostile()]
    mixed = good * len(bad) + bad * round(len(good) * HOSTILE / (1 - HOSTILE))
    found = {"ours": Taken(), "beside": Taken()}
    with running("ours") as ours, running("beside") as theirs:
        both = {"ours": ours, "beside": theirs}
        for port, _ in both.values():
            equal(port, given)
        # In turns: whatever else the machine does meanwhile, it does to both.
        for _ in range(turns):
            for name, (port, pids) in both.items():
                asyncio.run(loaded(port, mixed, arguments.seconds / turns, pids, found[name]))
    told(found["ours"], found["beside"])


def equal(port: int, given: dict[str, list[bytes]]) -> None:
    """Stop where an answer is another than `evaluate()` gives."""
    for texts in given.values():
        for body in texts:
            expected = kla.evaluate(kla.Profile.from_dict(json.loads(body))).to_dict()
            if answered(port, posted(body)) != (200, written(expected)):
                raise SystemExit("the results differ")


def answered(port: int, request: bytes) -> tuple[int, bytes]:
    """Return status and body of an answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        came = b""
        while _HEAD_END not in came:
            came += connection.recv(1 << 16)
        head, _, body = came.partition(_HEAD_END)
        length = int(_LENGTH.search(head)[1])  # type: ignore[index] # ours always say it
        while len(body) < length:
            body += connection.recv(1 << 16)
    return int(head[9:12]), body


def told(ours: Taken, theirs: Taken) -> None:
    """Print both, and stop where a bar does not hold."""
    print(
        f"{WORKERS} workers, {CONNECTIONS} connections, {sum(ours.took):.0f} s each, results equal"
    )
    for name, taken in (("kla serve", ours), ("beside it", theirs)):
        count = sum(taken.statuses.values())
        rate, each = count / sum(taken.took), sum(taken.processor) / count * 1e3
        statuses = dict(sorted(taken.statuses.items()))
        print(f"  {name}: {rate:.0f} a second, {each:.1f} ms of processor time each, {statuses}")
    for kind in (*KINDS, "hostile"):
        row(kind, ours.seconds[kind], theirs.seconds[kind])
    row("all that is right", ours.all(), theirs.all())
    quarters = [ours.memory[n * len(ours.memory) // 4 :][: len(ours.memory) // 4] for n in range(4)]
    told = ", ".join(f"{statistics.mean(part) / 1e6:.0f}" for part in quarters)
    print(f"  memory of the workers in MB, by quarters of the time: {told}")
    ratio = statistics.median(ours.all()) / statistics.median(theirs.all())
    print(f"  the median is {ratio:.2f} x that beside it, at most {BAR:g}")
    others = [status for status in ours.statuses if status // 100 not in {2, 4}]
    if others:
        raise SystemExit(f"statuses beside 2xx and 4xx: {others}")


def row(name: str, ours: list[float], theirs: list[float]) -> None:
    """Print medians and 99th percentiles beside each other, in thousandths of a second."""
    figures = []
    for what, at in (("median", 49), ("p99", 98)):
        one, other = (statistics.quantiles(taken, n=100)[at] * 1e3 for taken in (ours, theirs))
        figures.append(f"{what} {one:6.0f} ms beside {other:6.0f}: {one / other:5.2f} x")
    print(f"  {name:18s} {'; '.join(figures)}")


if __name__ == "__main__":
    main()
