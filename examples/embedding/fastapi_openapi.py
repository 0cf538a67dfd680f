"""Evaluations over HTTP whose OpenAPI has our schemas, with an edition for each tenant.

`uvicorn fastapi_openapi:app` serves it; `/openapi.json` describes it, `/docs` shows it.
"""

import asyncio
from typing import Annotated, Any

import tenants
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import WithJsonSchema

import kla_rules as kla


def component(name: str) -> dict[str, str]:
    """Return a reference to one of our schemas, as the document below has them."""
    return {"$ref": f"#/components/schemas/{name}"}


# We say what is wrong with a profile, in both languages; pydantic only describes it.
Profile = Annotated[dict[str, Any], WithJsonSchema(component("Profile"))]
Evaluation = Annotated[dict[str, Any], WithJsonSchema(component("Evaluation"))]
Plan = Annotated[dict[str, Any], WithJsonSchema(component("Plan"))]
REFUSED = {"application/json": {"schema": component("Findings")}}

app = FastAPI(
    title="KLA evaluations",
    responses={422: {"description": "What is wrong with the input", "content": REFUSED}},
)


@app.exception_handler(kla.KlaError)
async def refuse(_: Request, error: Exception) -> JSONResponse:
    """Answer whatever the library refuses with its findings."""
    findings = error.findings if isinstance(error, kla.KlaError) else ()
    return JSONResponse({"findings": [one.to_dict() for one in findings]}, 422)


@app.exception_handler(RequestValidationError)
async def no_object(*_: object) -> JSONResponse:
    """Answer a body that is no JSON object."""
    return JSONResponse({"detail": "the body is no JSON object"}, 400)


@app.post("/tenants/{tenant}/evaluations")
async def evaluate(tenant: str, profile: Profile) -> Evaluation:
    """Evaluate a profile: some thousandths of a second, for which no thread is worth it."""
    edition = tenants.edition_of(tenant)
    return {**kla.evaluate(kla.Profile.from_dict(profile, edition)).to_dict()}


@app.post("/tenants/{tenant}/plans/{level}")
async def plan(tenant: str, level: str, profile: Profile) -> Plan:
    """Plan the way to a level: it may take seconds, in which other requests are answered."""
    edition = tenants.edition_of(tenant)
    own = kla.Profile.from_dict(profile, edition)
    planned = await asyncio.to_thread(kla.plan, own, target=level, time_limit=5.0)
    return {**planned.to_dict()}


def openapi() -> dict[str, Any]:
    """Return the description, with our schemas and the ids of the edition."""
    if app.openapi_schema is None:
        described = get_openapi(title=app.title, version=app.version, routes=app.routes)
        ours = kla.typed.openapi_schemas(
            ["profile", "evaluation", "plan", "findings"], tenants.EDITION
        )
        described.setdefault("components", {}).setdefault("schemas", {}).update(ours)
        app.openapi_schema = described
    return app.openapi_schema


app.openapi = openapi  # type: ignore[method-assign]
