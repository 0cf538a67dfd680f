"""The views of `kla serve` below a path of one's own application, behind its own access control."""

import secrets

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

import kla_rules as kla

TOKEN = (
    secrets.token_urlsafe()
)  # an application of one's own has users, or a token from its settings


class OnlyWithToken:
    """Lets in whoever brings the token, and nobody else."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application that is behind it."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request, or answer 401."""
        given = dict(scope.get("headers", ())).get(b"authorization", b"")
        if scope["type"] != "http" or secrets.compare_digest(given, f"Bearer {TOKEN}".encode()):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("who are you?", 401)(scope, receive, send)


app = Starlette(
    routes=[Mount("/kla", kla.serve.application(plan_seconds=5))],
    middleware=[Middleware(OnlyWithToken)],
)
