"""From a request to its answer: what its form must be, where it is answered, how it is refused."""

import functools
import json
import logging
import math
import traceback
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import PurePath
from typing import Final

import anyio
from attrs import frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from kla_rules.core.catalogues import SERVE
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    KlaError,
    MissingExtraError,
    check_choice,
)
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.serve.asked import Asked
from kla_rules.serve.bodies import Body, body_of
from kla_rules.serve.limits import CAREFUL, SMALL, Limits
from kla_rules.serve.openapi import JSON, LANG, openapi
from kla_rules.serve.problems import PROBLEM, language_asked, problem, status_of
from kla_rules.serve.served import Served
from kla_rules.serve.threads import BusyError, Threads, threads
from kla_rules.serve.views import VIEWS, View

_LOG: Final = logging.getLogger("kla_rules.serve")
_METHODS: Final = {"GET": "GET, HEAD", "POST": "POST"}
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
# Of a body that is too large so much is still read, for its sender to come to read the answer.
_DRAINED: Final = 4


class ProblemError(Exception):
    """A request is refused before any view sees it.

    Attributes:
        status: of the answer.
        findings: why.
        headers: what else the answer says.
    """

    def __init__(
        self, status: HTTPStatus, findings: Iterable[Finding], headers: Mapping[str, str] = {}
    ) -> None:
        """Take the status, the findings and what else the answer says."""
        super().__init__(status)
        self.status, self.findings, self.headers = status, tuple(findings), dict(headers)


@frozen(eq=False)
class Endpoints:
    """Answers requests.

    Attributes:
        served: the editions there are.
        limits: how much a request may ask.
        careful: where bodies are looked at carefully.
        long: where answers are made that take long.
    """

    served: Served
    limits: Limits
    careful: Threads
    long: Threads

    async def view(self, view: View, request: Request) -> Response:
        """Return what a view answers, or why it does not."""
        return await _told(request, lambda: self._viewed(view, request))

    async def openapi(self, request: Request) -> Response:
        """Return the document that tells what can be asked."""
        return await _told(request, lambda: self._described(request))

    async def _viewed(self, view: View, request: Request) -> Response:
        options = _options(request, {one.name: one.choices for one in (*view.options, LANG)})
        named: dict[str, str] = request.path_params
        if "edition" in named and named["edition"] not in self.served.ids:
            raise ProblemError(HTTPStatus.NOT_FOUND, [self.served.unknown(named["edition"])])
        body = Body(b"") if view.body is None else body_of(await _read(request, self.limits))
        language = _language(request, options)
        asked = Asked(self.served, self.limits, language, {**options, **named}, body)
        answer = None if view.at_once is None else view.at_once(asked)
        if answer is not None:
            return _answer(written(answer))
        if view.work == "short" or (view.work == "careful" and len(body.data) <= SMALL):
            return _answer(written(view.answer(asked)))
        turns = self.long if view.work == "long" else self.careful
        made = await turns.made(lambda: _tried(view, asked))
        if isinstance(made, bytes):
            return _answer(made)
        return _refused(request, _status(made), made.findings)

    async def _described(self, request: Request) -> Response:
        options = _options(request, {LANG.name: LANG.choices})
        language, root = _language(request, options), request.scope.get("root_path", "")
        return _answer(written(openapi(self.served.ids, language, root)))


def mounted(
    served: Served, limits: Limits, origins: list[str], views: Iterable[View] = VIEWS
) -> Starlette:
    """Return the application.

    Args:
        served: the editions there are.
        limits: how much a request may ask.
        origins: whose pages may ask from a browser.
        views: what is answered.
    """
    own = Endpoints(served, limits, threads(CAREFUL), threads(limits.long, limits.waiting))
    routes = [
        Route(view.path, functools.partial(own.view, view), methods=[view.method], name=view.name)
        for view in views
    ]
    routes.append(Route("/openapi.json", own.openapi, methods=["GET"], name="openapi"))
    allowed = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Accept-Language"],
    )
    app = Starlette(
        routes=routes,
        middleware=[allowed] if origins else [],
        exception_handlers={HTTPException: _no_route},
    )
    app.router.redirect_slashes = False
    return app


def written(answer: object) -> bytes:
    """Return plain values as JSON."""
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=_CLOSE).encode()


_CLOSE: Final = (",", ":")


def _answer(
    content: bytes,
    status: HTTPStatus = HTTPStatus.OK,
    media: str = JSON,
    headers: Mapping[str, str] = {},
) -> Response:
    return Response(content, int(status), {**_HEADERS, **headers}, media)


def _refused(
    request: Request,
    status: HTTPStatus,
    findings: Iterable[Finding],
    headers: Mapping[str, str] = {},
) -> Response:
    language = _language(request, request.query_params)
    told = {"Content-Language": language, "Vary": "Accept-Language", **headers}
    return _answer(written(problem(status, findings, language)), status, PROBLEM, told)


async def _told(request: Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    """Return an answer; whatever refuses it, or fails, is told as a problem."""
    try:
        return await answer()
    except ProblemError as error:
        return _refused(request, error.status, error.findings, error.headers)
    except BusyError:
        later = {"Retry-After": "1"}
        return _refused(request, HTTPStatus.TOO_MANY_REQUESTS, [Finding("serve.busy")], later)
    except KlaError as error:
        return _refused(request, _status(error), error.findings)
    except ClientDisconnect:  # nobody reads this
        return _answer(b"", HTTPStatus.BAD_REQUEST)
    except Exception as error:  # noqa: BLE001 - the last line of defence
        _log(error)
        return _refused(request, HTTPStatus.INTERNAL_SERVER_ERROR, [Finding("serve.fault")])


def _tried(view: View, asked: Asked) -> bytes | KlaError:
    """Return what a view answers as JSON, or what refuses it.

    In a thread: what is raised there is kept by who waits for it, with its whole stack and the body
    that lies on it, until garbage is collected.
    """
    try:
        return written(view.answer(asked))
    except KlaError as error:
        return error.with_traceback(None)


def _status(error: KlaError) -> HTTPStatus:
    """Return the status of what refuses a request: 501 where the server lacks an extra."""
    if isinstance(error, MissingExtraError):
        return HTTPStatus.NOT_IMPLEMENTED
    return status_of(error.findings)


def _log(error: Exception) -> None:
    """Write down where a fault of ours is; not what it says, which may name a region or a child."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{PurePath(last.filename).name}:{last.lineno}"
    _LOG.error(SERVE.say("logged", "en", kind=type(error).__name__, place=place))


async def _no_route(request: Request, error: Exception) -> Response:
    """Return why a request has no view."""
    status = HTTPStatus(getattr(error, "status_code", HTTPStatus.BAD_REQUEST))
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        method = getattr(error, "headers", None) or {}
        takes = _METHODS["POST" if "POST" in method.get("Allow", "") else "GET"]
        values = {"found": request.method, "takes": takes}
        return _refused(request, status, [Finding("serve.method", values)], {"Allow": takes})
    values = {"path": request.url.path}
    return _refused(request, status, [Finding("serve.no-path", values)])


def _language(request: Request, options: Mapping[str, str]) -> Language:
    """Return the language asked for in the query, else that of the client."""
    asked = options.get(LANG.name, "")
    chosen = next((known for known in LANGUAGES if known == asked), None)
    return chosen or language_asked(request.headers.get("accept-language", ""))


def _options(request: Request, known: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what the query holds.

    Args:
        request: the request.
        known: by name what an option can be; without a choice, an id.

    Raises:
        ArgumentError: with everything that is wrong with it.
    """
    options: dict[str, str] = {}
    findings: list[Finding] = []
    for name, value in request.query_params.multi_items():
        if name not in known:
            near = suggestions(name, known)
            values = {"name": name, "known": list(known), "near": near}
            findings.append(Finding("serve.no-option", values, (name,)))
        elif name in options:
            findings.append(Finding("serve.option-twice", {"name": name}, (name,)))
        elif known[name]:
            try:
                check_choice(name, value, known[name])
            except ArgumentError as error:
                findings += error.findings
        options[name] = value
    if findings:
        raise ArgumentError(findings)
    return options


async def _read(request: Request, limits: Limits) -> bytes:
    """Return the body of a request.

    Raises:
        ProblemError: for one that is no JSON by its type, too large, or too late.
    """
    _check_type(request)
    limit = limits.body_bytes
    said = request.headers.get("content-length", "")
    announced = int(said) if said.isascii() and said.isdecimal() else 0
    if announced > limit:
        raise _too_large(limit, close=announced > _DRAINED * limit)
    pieces, size = [], 0
    try:
        with anyio.fail_after(limits.body_seconds):
            async for piece in request.stream():
                size += len(piece)
                if size > limit:
                    raise _too_large(limit, close=True)
                pieces.append(piece)
    except TimeoutError:
        late = Finding("serve.body-late", {"seconds": math.ceil(limits.body_seconds)})
        raise ProblemError(HTTPStatus.REQUEST_TIMEOUT, [late], _CLOSED) from None
    return b"".join(pieces)


_CLOSED: Final = {"Connection": "close"}


def _too_large(limit: int, *, close: bool) -> ProblemError:
    large = Finding("serve.body-size", {"limit": limit})
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return ProblemError(status, [large], _CLOSED if close else {})


def _check_type(request: Request) -> None:
    """Refuse a body that is not JSON, in UTF-8, as it is.

    Raises:
        ProblemError: for another type, another encoding, or a compressed body.
    """
    given = request.headers.get("content-type", "")
    media, *parameters = (part.strip().lower() for part in given.split(";"))
    others = [part for part in parameters if part and part not in _UTF_8]
    if media != JSON or others:
        wrong = Finding("serve.media-type", {"found": given})
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, [wrong], {"Accept": JSON})
    coded = request.headers.get("content-encoding", "identity").strip().lower()
    if coded != "identity":
        wrong = Finding("serve.content-encoding", {"found": coded})
        raise ProblemError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, [wrong], {"Accept-Encoding": "identity"}
        )


_UTF_8: Final = frozenset({"charset=utf-8", 'charset="utf-8"', "charset=utf8"})
