"""`application()`: the views as an ASGI application, to be run by `kla serve` or mounted elsewhere.

It keeps nothing between two requests, and writes down nothing of what they bring.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kla_rules.core.findings import MissingExtraError, check_list, check_type
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.serve.limits import BODY, LONG, PLAN, limits_of
from kla_rules.serve.served import EditionSource, served_of

if TYPE_CHECKING:
    from starlette.applications import Starlette


def application(
    *,
    editions: Iterable[EditionSource] = (),
    overlays: Iterable[OverlaySource] = (),
    body_limit: int = BODY,
    plan_seconds: float = PLAN,
    long: int = LONG,
    allow_origins: Iterable[str] = (),
) -> "Starlette":
    """Return the views as an ASGI application.

    Whoever reaches it may ask it anything: who may, is for what the operator puts before it.

    Args:
        editions: what is served beside the packaged editions: editions, or folders of rule files.
            One with the id of a packaged edition takes its place.
        overlays: what is laid over the editions, each over the one that it is for: paths, or their
            content as plain values.
        body_limit: the largest body, in bytes, from 1 to 4,000,000.
        plan_seconds: seconds for all searches of one plan together, at most 3,600.
        long: how many answers that take long are made at once, from 1 to 64.
        allow_origins: whose pages may ask from a browser: origins such as "https://kla.example".
            Left out, only pages that come from where the application itself does.

    Raises:
        MissingExtraError: if Starlette is not installed (extra `serve`).
        RuleError: for an edition or an overlay that is refused.
        ArgumentError: for a number out of its range.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> app = kla.serve.application(plan_seconds=5)
    >>> [route.path for route in app.routes][:3]
    ['/health', '/editions', '/editions/{edition}']
    """
    origins = check_list("allow_origins", "a list of origins", allow_origins)
    for origin in origins:
        check_type("each of allow_origins", origin, "an origin", str)
    limits = limits_of(body_limit, plan_seconds, long)
    try:
        from kla_rules.serve.endpoints import mounted  # noqa: PLC0415 - an extra, loaded by who asks
    except ImportError as error:
        raise MissingExtraError("starlette, uvicorn", "serve") from error
    served = served_of(editions, overlays)
    edition()  # that of the latest round is what nearly everybody asks for
    return mounted(served, limits, origins)
