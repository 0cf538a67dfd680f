"""The views over HTTP: what they answer, what they refuse, and what no request can bring about."""

import gc
import http.client
import json
import logging
import socket
import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import kla_rules as kla
from kla_rules.core.reading.read import read_bytes
from kla_rules.rulesets.edition_plain import edition_to_dict
from kla_rules.serve.bodies import body_of
from kla_rules.serve.endpoints import mounted
from kla_rules.serve.limits import Limits
from kla_rules.serve.openapi import openapi
from kla_rules.serve.problems import language_asked
from kla_rules.serve.served import served_of
from kla_rules.serve.threads import BusyError, threads
from kla_rules.serve.views import VIEWS, View
from kla_rules.testing import small_edition
from served import JSON, App, over_http, serving
from support import ROOT, TREE, examples
from support import command as typed

SMALL = small_edition()
APP = App(kla.serve.application(editions=[SMALL]))
OVERLAY = ROOT / "examples" / "overlays" / "invented-scales.yaml"
PASURUAN = ROOT / "examples" / "kota-pasuruan-illustrative.yaml"
GOOD: dict[str, Any] = {
    "edition": "small", "year": 2024, "stage": "self", "region": {"name": "Kota Contoh"}, "points": {"1.1": 1},
}  # fmt: skip
UNIT: dict[str, Any] = {"id": "a", "name": "A", "kind": "kecamatan", "childrens_forum": True}
DOCUMENT = openapi(("kla-2024",), "en")


def small(answers: dict[str, Any] | None = None) -> kla.Evaluation:
    return kla.evaluate(kla.Profile.from_dict({**GOOD, "answers": answers or {}}, SMALL))


def held(schema: str, value: object) -> None:
    """Hold an answer against its schema as the document of the server has it."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DOCUMENT["components"]}
    assert not list(Draft202012Validator(whole).iter_errors(value))


# -- what is answered ---------------------------------------------------------------------------------


def test_an_evaluation_is_that_of_the_library_whatever_way_it_is_read() -> None:
    expected = small().to_dict()
    plain, spaced = (
        APP.post("/evaluate", GOOD),
        APP.post("/evaluate?edition=small", json.dumps(GOOD, indent=3).encode()),
    )
    # A byte order mark is none of JSON: the careful reader takes it.
    careful = APP.post("/evaluate", b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert [one.status for one in (plain, spaced, careful)] == [200, 200, 200]
    assert plain.value == spaced.value == careful.value == json.loads(json.dumps(expected))
    assert plain.headers["content-type"] == "application/json"
    assert plain.headers["cache-control"] == "no-store"
    held("evaluation", plain.value)


def test_options_are_those_of_evaluate() -> None:
    answer = APP.post("/evaluate?count=backed&edge_policy=floor_inclusive&lang=en", GOOD)
    assert answer.value == json.loads(
        json.dumps(
            kla.evaluate(small().profile, count="backed", edge_policy="floor_inclusive").to_dict()
        )
    )


def test_steps_editions_and_shares_are_those_of_the_library() -> None:
    assert APP.post("/steps", GOOD).value == json.loads(json.dumps(small().to_dict(steps=True)))
    listed = APP.get("/editions").value
    assert [one["id"] for one in listed] == [*(one.id for one in kla.editions()), "small"]
    held("editions", listed)
    whole = APP.get("/editions/small").value
    assert whole == json.loads(json.dumps(edition_to_dict(SMALL)))
    held("edition-result", whole)
    rolled = APP.post("/rollup", {"units": [UNIT], "expected": {"kecamatan": 2}})
    assert rolled.value == json.loads(
        json.dumps(
            kla.rollup(kla.units.Units.from_rows([UNIT], expected={"kecamatan": 2})).to_dict()
        )
    )
    held("health", APP.get("/health").value)


@pytest.mark.slow
@pytest.mark.parametrize("name", [one.id for one in kla.editions()])
def test_every_edition_fits_its_schema(name: str) -> None:
    held("edition-result", APP.get(f"/editions/{name}").value)
    for overlay in (OVERLAY,) if name == TREE.id else ():
        laid = App(kla.serve.application(overlays=[overlay])).get(f"/editions/{name}").value
        assert [one["id"] for one in laid["overlays"]] == ["invented-scales"]
        held("edition-result", laid)


@pytest.mark.slow
def test_a_plan_is_that_of_the_library_and_keeps_to_its_time() -> None:
    profile = kla.Profile.read(PASURUAN)
    asked = {
        "profile": profile.to_dict(),
        "target": "madya",
        "locked": ["kind:partner"],
        "alternatives": 1,
    }
    answer = APP.post("/plan", asked)
    expected = kla.plan(profile, "madya", locked=["kind:partner"], alternatives=1).to_dict()
    assert answer.value == json.loads(json.dumps(expected))
    held("plan", answer.value)
    late = App(kla.serve.application(plan_seconds=0)).post("/plan?lang=en", asked)
    assert (late.status, late.ids) == (422, ["serve.plan-late"])
    wrong = APP.post(
        "/plan", {**asked, "profile": {**profile.to_dict(), "points": {"K99": 1}}, "target": "x"}
    )
    assert [one["path"] for one in wrong.value["findings"]] == [["profile", "points", "K99"]]


# -- what is refused ----------------------------------------------------------------------------------

BROKEN = {
    "nothing": (b"", "document.syntax"),
    "no JSON": (b"year: 2024", "document.syntax"),
    "cut off": (b'{"year": 2024', "document.syntax"),
    "too deep": (b"[" * 50_000, "document.too-deep"),
    "keys too deep": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "document.too-deep"),
    "a key twice": (b'{"year": 2024, "year": 2024}', "document.duplicate-key"),
    "a key twice deep within": (b'{"answers": {"1.1": {"points": 1, "points": 1}}}', "document.duplicate-key"),
    "no number": (b'{"year": NaN}', "document.syntax"),
    "endless": (b'{"points": {"total": Infinity}}', "document.syntax"),
    "too large a number": (b'{"points": {"total": ' + b"9" * 5000 + b"}}", "document.number-size"),
    "too large an exponent": (b'{"points": {"total": 1e99999999999}}', "document.number-size"),
    "too small an exponent": (b'{"points": {"total": 1e-999}}', "document.number-size"),
    "too many digits": (b'{"points": {"total": 1.00000000000000000001}}', "document.number-size"),
    "no UTF-8": (b'{"region": {"name": "\xff"}}', "document.not-utf8"),
    "half a pair": (b'{"region": {"name": "\\ud800"}}', "document.surrogate"),
}  # fmt: skip
REFUSED = {
    "a list": (b"[]", "schema.type"),
    "a text": (b'"x"', "schema.type"),
    "null": (b"null", "schema.type"),
    "no such round": (b'{"year": 2020}', "profile.no-round"),
    "no such edition": (b'{"edition": "../../etc/passwd", "year": 2024}', "edition.unknown"),
    "a folder as edition": (b'{"edition": "rules/kla-2024"}', "edition.unknown"),
    "a file of units": (b'{"edition": "kla-2024", "units": "/etc/passwd"}', "units.path"),
    "a file of scales": (b'{"year": 2024, "scales": "scale.yaml"}', "scale.path"),
    "no such part": (b'{"edition": "small", "year": 2024, "points": {"K9": 1}}', "profile.unknown-node"),
    "too many points": (b'{"edition": "small", "year": 2024, "points": {"1.1": 999}}', "profile.above-maximum"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "finding"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_document_is_told(body: bytes, finding: str) -> None:
    answer = APP.post("/evaluate", body)
    assert (answer.status, answer.ids) == (400, [finding])


@pytest.mark.parametrize(("body", "finding"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_profile_is_told(body: bytes, finding: str) -> None:
    answer = APP.post("/evaluate", body)
    assert (answer.status, answer.ids) == (422, [finding])
    held("problem", answer.value)


@pytest.mark.parametrize("body", [b"", b'{"year": 2024', b"\xff"])
def test_who_sends_a_body_is_told_of_no_file(body: bytes) -> None:
    (found,) = APP.post("/evaluate", body).value["findings"]
    assert "file" not in found["text"]["en"]
    assert "berkas" not in found["text"]["id"]


def test_a_finding_has_its_place_in_the_body() -> None:
    (found,) = APP.post(
        "/evaluate", b'{"edition": "small", "year": 2024,\n "points": {"K9": 1}}'
    ).value["findings"]
    assert (found["path"], found["file"], found["line"], found["column"]) == (
        ["points", "K9"],
        None,
        2,
        13,
    )


def test_a_large_body_is_told_the_same_as_a_small_one() -> None:
    padded = {**GOOD, "points": {"K9": 1}}
    body = json.dumps(padded).encode() + b" " * 40_000  # looked at in a thread
    small_one, large = APP.post("/evaluate", padded), APP.post("/evaluate", body)
    assert (large.status, large.value) == (small_one.status, small_one.value)


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("?edtion=small", "serve.no-option"),
        ("?edition=small&edition=small", "serve.option-twice"),
        ("?count=all", "argument.choice"),
        ("?lang=fr", "argument.choice"),
        ("?edition=..%2f..%2fetc", "edition.unknown"),
        ("?edition=", "edition.unknown"),
    ],
)
def test_an_option_that_there_is_not_is_told(path: str, finding: str) -> None:
    answer = APP.post(f"/evaluate{path}", GOOD)
    assert (answer.status, answer.ids) == (422, [finding])


@pytest.mark.parametrize(
    "name", ["kla-9999", "..%2fkla-2024", "%00", "kla-2024/edition.yaml", "a" * 5000]
)
def test_no_path_leads_to_a_file(name: str) -> None:
    answer = APP.get(f"/editions/{name}")
    assert (answer.status, len(answer.ids)) == (404, 1)


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/nowhere", 404, None), ("POST", "/evaluate/", 404, None), ("GET", "/", 404, None),
        ("GET", "/evaluate", 405, "POST"), ("PUT", "/evaluate", 405, "POST"), ("OPTIONS", "/evaluate", 405, "POST"),
        ("POST", "/editions", 405, "GET, HEAD"), ("DELETE", "/editions/small", 405, "GET, HEAD"), ("BREW", "/health", 405, "GET, HEAD"),
    ],
)  # fmt: skip
def test_a_path_or_a_method_that_there_is_not_is_told(
    method: str, path: str, status: int, allow: str | None
) -> None:
    answer = APP.get(path, method)
    assert (answer.status, answer.headers.get("allow")) == (status, allow)
    assert answer.headers["content-type"] == "application/problem+json"
    held("problem", answer.value)


def test_head_says_what_get_would() -> None:
    assert APP.get("/editions", "HEAD").headers == APP.get("/editions").headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json; charset=UTF-8"}, 200),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/yaml"}, 415),
        ({"content-type": ""}, 415),
        ({"content-type": "application/json; charset=utf-16"}, 415),
        ({"content-encoding": "gzip"}, 415),
        ({"content-encoding": "identity"}, 200),
    ],
)
def test_only_json_as_it_is_is_taken(headers: dict[str, str], status: int) -> None:
    assert APP.post("/evaluate", GOOD, **headers).status == status


def test_a_body_that_is_too_large_is_refused_before_it_is_read_or_while_it_comes() -> None:
    app = App(kla.serve.application(editions=[SMALL], body_limit=200))
    assert app.post("/evaluate", GOOD).status == 200
    said = app.ask("POST", "/evaluate", [None], {**JSON, "content-length": "201"})
    assert (said.status, said.ids, said.headers.get("connection")) == (
        413,
        ["serve.body-size"],
        None,
    )
    huge = app.ask("POST", "/evaluate", [None], {**JSON, "content-length": "9" * 30})
    assert (huge.status, huge.headers["connection"]) == (413, "close")
    unsaid = app.ask("POST", "/evaluate", [b"x" * 150, b"x" * 150, None], JSON)
    assert (unsaid.status, unsaid.headers["connection"]) == (413, "close")
    wrong = app.ask("POST", "/evaluate", [b"{}"], {**JSON, "content-length": "-1"})
    assert wrong.status == 200


def test_a_body_that_does_not_come_is_waited_for_no_longer_than_its_time() -> None:
    app = App(mounted(served_of([], []), Limits(body_seconds=0.01), []))
    late = app.ask("POST", "/evaluate", [b"{", None], JSON)
    assert (late.status, late.ids, late.headers["connection"]) == (
        408,
        ["serve.body-late"],
        "close",
    )


def test_a_client_that_goes_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    async def gone() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        headers = [(b"content-type", b"application/json")]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/evaluate",
            "query_string": b"",
            "headers": headers,
        }
        await APP.app(scope, receive, send)

    anyio.run(gone)
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("path", "body", "finding"),
    [
        ("/plan", {"profile": GOOD}, "schema.missing-key"),
        ("/plan", {"profile": GOOD, "target": "x", "time_limit": 1e9}, "schema.unknown-key"),
        ("/plan", {"profile": GOOD, "target": "x", "efforts": "/etc/passwd"}, "schema.type"),
        ("/plan", {"profile": GOOD, "target": "x", "alternatives": 11}, "schema.too-big"),
        ("/plan", {"profile": GOOD, "target": "nowhere"}, "plan.no-level"),
        ("/rollup", {"units": "/etc/passwd"}, "schema.type"),
        ("/rollup", {"units": [{"id": "a"}]}, "table.no-column"),
        ("/rollup", {"units": [UNIT], "edition": "rules/kla-2024"}, "edition.unknown"),
        ("/rollup", {"units": [UNIT], "expected": {"x": 1}}, "argument.choice"),
    ],
)  # fmt: skip
def test_a_request_of_another_form_is_told(path: str, body: object, finding: str) -> None:
    answer = APP.post(path, body)
    assert (answer.status, answer.ids[0]) == (422, finding)


# -- languages ----------------------------------------------------------------------------------------


def test_a_refusal_is_told_in_the_language_asked_for() -> None:
    indonesian, english = APP.get("/x"), APP.get("/x", accept_language="en-GB, id;q=0.5")
    asked = APP.get("/x?lang=id", accept_language="en")
    assert english.value["title"] == "There is nothing at this address"
    assert asked.value == indonesian.value
    assert (indonesian.headers["content-language"], english.headers["content-language"]) == (
        "id",
        "en",
    )
    assert indonesian.value["findings"] == english.value["findings"]


def test_a_space_before_a_weight_is_none_of_the_language() -> None:
    assert language_asked("id ; q=0.1, en ; q=0.5") == "en"


@given(st.text(max_size=200))
@examples(15)
def test_no_header_breaks_the_choice_of_a_language(header: str) -> None:
    assert language_asked(header) in {"id", "en"}


# -- bodies -------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.integers() | st.floats()
    | st.sampled_from([10**40, -(10**9), 1e-9, 0.1, 123456789.123]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def texts() -> st.SearchStrategy[bytes]:
    """Return a strategy of what nearly is JSON."""
    written = VALUES.map(lambda value: json.dumps(value).encode())
    cut = st.tuples(written, st.integers(0, 20)).map(lambda both: both[0][: both[1]])
    doubled = st.tuples(written, written).map(lambda both: b'{"a": %b, "a": %b}' % both)
    number = st.from_regex(rb"\A-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?\Z")
    return written | cut | doubled | number | st.binary(max_size=20)


def exact(value: object) -> object:
    """Return a value of JSON with numbers as what they are worth; true is not 1."""
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [*map(exact, value)]
    return (
        Decimal(str(value))
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        else (value,)
    )


@given(texts())
@examples(15)
def test_what_is_taken_at_once_is_what_the_careful_reader_takes(data: bytes) -> None:
    plain = body_of(data).plain
    careful = read_bytes(data, file=None, json=True)
    if careful.findings:
        # A number out of all proportion, and the like, are refused by whoever asks for a value.
        assert plain is None or {one.id for one in careful.findings} <= {
            "document.number-size", "document.surrogate", "document.too-deep"
        }  # fmt: skip
    elif plain is not None:
        assert exact(plain) == exact(careful.root)


# -- many at once -------------------------------------------------------------------------------------


def test_so_many_wait_and_no_more() -> None:
    async def crowd() -> list[str]:
        turns, free, told = threads(1, waiting=1), threading.Event(), []

        async def ask() -> None:
            try:
                await turns.made(free.wait)
                told.append("answered")
            except BusyError:
                told.append("busy")
                free.set()

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(ask)
        return told

    assert anyio.run(crowd) == ["busy", "answered", "answered"]


def test_a_long_answer_keeps_no_short_one_waiting() -> None:
    started, free = threading.Event(), threading.Event()

    def long(_asked: object) -> dict[str, Any]:
        started.set()
        free.wait()
        return {"status": "ok", "version": "x"}

    views = [*VIEWS, View("health", "GET", "/long", long, "health", work="long")]
    app = App(mounted(served_of([SMALL], []), Limits(long=1, waiting=0), [], views))

    async def both() -> tuple[list[int], dict[str, str]]:
        statuses: list[int] = []

        async def ask() -> None:
            statuses.append((await app.asked("GET", "/long", [b""], {})).status)

        async with anyio.create_task_group() as group:
            group.start_soon(ask)
            await anyio.to_thread.run_sync(started.wait)
            busy = await app.asked("GET", "/long", [b""], {})
            short = await app.asked("POST", "/evaluate", [json.dumps(GOOD).encode()], JSON)
            statuses += [busy.status, short.status]
            free.set()
        return statuses, dict(busy.headers)

    statuses, headers = anyio.run(both)
    assert statuses == [429, 200, 200]
    assert headers["retry-after"] == "1"


def test_a_refusal_in_a_thread_leaves_nothing_to_be_collected() -> None:
    body = json.dumps({**GOOD, "points": {"K9": 1}}).encode() + b" " * 40_000

    async def left() -> int:
        await APP.asked("POST", "/evaluate", [body], JSON)
        gc.collect()
        gc.disable()
        await APP.asked("POST", "/evaluate", [body], JSON)
        gc.enable()
        return gc.collect()

    assert anyio.run(left) == 0


def test_a_fault_of_ours_is_told_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    def fails(_asked: object) -> None:
        raise RuntimeError("Kota Rahasia")

    app = App(
        mounted(served_of([], []), Limits(), [], [View("health", "GET", "/f", fails, "health")])
    )
    with caplog.at_level(logging.DEBUG):
        answer = app.get("/f")
    assert (answer.status, answer.ids) == (500, ["serve.fault"])
    assert "RuntimeError" in caplog.text
    assert "test_serve.py" in caplog.text
    assert "Rahasia" not in caplog.text + answer.body.decode()


# -- what is served -----------------------------------------------------------------------------------


def test_overlays_lie_over_the_editions_they_are_for() -> None:
    app = App(kla.serve.application(overlays=[OVERLAY]))
    profile = {"year": 2024, "stage": "self", "answers": {"26.15": {"value": 61.5}}}
    expected = kla.evaluate(kla.Profile.from_dict(profile, overlays=[OVERLAY])).to_dict()
    for path in ("/evaluate", "/evaluate?edition=kla-2024"):
        assert app.post(path, profile).value == json.loads(json.dumps(expected))


def test_what_cannot_be_served_is_refused_at_the_start() -> None:
    with pytest.raises(kla.RuleError, match="two editions have the id"):
        kla.serve.application(editions=[SMALL, SMALL])
    with pytest.raises(kla.RuleError):
        kla.serve.application(overlays=[{"id": "x"}])
    with pytest.raises(kla.RuleError, match="which is not served"):
        kla.serve.application(editions=[kla.edition("kla-2024")], overlays=[OVERLAY])
    with pytest.raises(kla.ArgumentError, match="body_limit is 0"):
        kla.serve.application(body_limit=0)


def test_pages_of_named_origins_may_ask_and_no_others() -> None:
    app = App(kla.serve.application(editions=[SMALL], allow_origins=["https://kla.example"]))
    asked = {
        "access_control_request_method": "POST",
        "access_control_request_headers": "content-type",
    }
    allowed = app.get("/evaluate", "OPTIONS", origin="https://kla.example", **asked)
    assert (allowed.status, allowed.headers["access-control-allow-origin"]) == (
        200,
        "https://kla.example",
    )
    assert app.post("/evaluate", GOOD, origin="https://kla.example").headers[
        "access-control-allow-origin"
    ]
    assert (
        "access-control-allow-origin"
        not in app.post("/evaluate", GOOD, origin="https://other").headers
    )
    assert (
        "access-control-allow-origin"
        not in APP.post("/evaluate", GOOD, origin="https://other").headers
    )


# -- the document -------------------------------------------------------------------------------------


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_the_document_tells_every_view_and_leads_nowhere_else() -> None:
    told = APP.get("/openapi.json?lang=en").value
    assert told == json.loads(
        json.dumps(openapi(("kla-2011", "kla-2019", "kla-2022", "kla-2024", "small"), "en"))
    )
    operations = [
        (path, method, one["operationId"])
        for path, item in told["paths"].items()
        for method, one in item.items()
    ]
    assert operations == [
        *((one.path, one.method.lower(), one.name) for one in VIEWS),
        ("/openapi.json", "get", "openapi"),
    ]
    schemas = told["components"]["schemas"]
    assert {ref.removeprefix("#/components/schemas/") for ref in references(told)} <= schemas.keys()
    assert not any({"$id", "definitions", "$schema"} & set(one) for one in schemas.values())
    assert APP.get("/openapi.json").value["paths"]["/plan"] != told["paths"]["/plan"]


@pytest.mark.slow
def test_every_schema_of_the_document_is_one() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


# -- the server ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_address_or_a_number_that_cannot_be_is_told(language: str) -> None:
    for words in (
        ("--port", "0"),
        ("--workers", "0"),
        ("--body-limit", "0"),
        ("--host", "256.1.1.1"),
        ("--limit", "x"),
        ("--edition", "nowhere/"),
    ):
        code, out, err = typed("serve", *words, "--lang", language)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert "Traceback" not in err


@pytest.mark.slow
def test_two_workers_end_when_they_have_answered() -> None:
    profile = kla.Profile.read(PASURUAN)
    asked = json.dumps({"profile": profile.to_dict(), "target": "utama", "alternatives": 5})
    with serving("--workers", "2", "--lang", "en") as (port, process):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", "/evaluate", json.dumps(profile.to_dict()), JSON)
        assert json.loads(connection.getresponse().read())["level"] == kla.evaluate(profile).level
        connection.request("POST", "/plan", asked, JSON)
        threading.Event().wait(0.5)  # the plan is being made
        process.terminate()
        answer = connection.getresponse()
        plan = json.loads(answer.read())
        connection.close()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.decode().startswith(f"Serving at http://127.0.0.1:{port}; ")
    assert (answer.status, plan["target"], len(plan["alternatives"])) == (200, "utama", 5)


@pytest.mark.slow
def test_an_address_that_is_taken_is_refused() -> None:
    with serving() as (port, _):
        code, out, err = typed("serve", "--port", str(port), "--lang", "en")
    assert (code, out) == (2, "")
    assert f"with port {port} cannot be had" in err


def _send_for_a_minute(connection: socket.socket) -> None:
    for _ in range(300):
        connection.sendall(b"x: y\r\n")
        threading.Event().wait(0.2)


@pytest.mark.slow
def test_a_request_that_comes_in_for_ever_is_ended() -> None:
    with serving() as (port, _):
        with socket.create_connection(("127.0.0.1", port), timeout=60) as slow:
            slow.sendall(b"POST /evaluate HTTP/1.1\r\n")
            with pytest.raises(OSError, match=r"Broken pipe|reset"):
                _send_for_a_minute(slow)
        assert over_http(port, "GET", "/health")[0] == 200
