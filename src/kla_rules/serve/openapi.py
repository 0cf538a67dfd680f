"""The OpenAPI 3.1 document of the server: the views of the table, and the packaged schemas."""

from collections.abc import Mapping
from typing import Any, Final

from kla_rules.core.catalogues import SERVE
from kla_rules.core.reading.schemas import schema
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.serve.problems import PROBLEM
from kla_rules.serve.views import EDITION, VIEWS, Option, View
from kla_rules.version import VERSION

JSON: Final = "application/json"
LANG: Final = Option("lang", LANGUAGES)
# What refuses any request, and what those with a body besides.
_ALWAYS: Final = (422, 500)
_OF_BODIES: Final = (400, 408, 413, 415)


def openapi(ids: tuple[str, ...], language: Language, root: str = "") -> dict[str, Any]:
    """Return the document as plain JSON values.

    Args:
        ids: of the editions that are served.
        language: of its sentences for people; those of the schemas are English.
        root: the path that the application is mounted at.

    >>> sorted(openapi(("kla-2024",), "en")["paths"])[:3]
    ['/diff', '/editions', '/editions/{edition}']
    """
    paths: dict[str, Any] = {}
    for view in VIEWS:
        paths.setdefault(view.path, {})[view.method.lower()] = _operation(view, ids, language)
    paths["/openapi.json"] = {"get": _own(language)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": SERVE.say("title", language),
            "description": SERVE.say("description", language),
            "version": VERSION,
        },
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {"schemas": _components()},
    }


def _operation(view: View, ids: tuple[str, ...], language: Language) -> dict[str, Any]:
    refused = list(_ALWAYS)
    in_path = [name for name in ("edition",) if f"{{{name}}}" in view.path]
    if in_path:
        refused.append(404)
    if view.body is not None:
        refused += _OF_BODIES
    if view.work == "long":
        refused.append(429)
    if view.extra:
        refused.append(501)
    operation: dict[str, Any] = {
        "operationId": view.name,
        "summary": SERVE.say(f"view-{view.name}", language),
        "parameters": [
            *(_parameter(Option(name), "path", ids, language) for name in in_path),
            *(_parameter(option, "query", ids, language) for option in (*view.options, LANG)),
        ],
        "responses": {
            "200": _content(SERVE.say("answered", language), _schema(view.result)),
            **{str(status): _refused(status, language) for status in sorted(refused)},
        },
    }
    if view.body is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": _schema(view.body)}},
        }
    return operation


def _own(language: Language) -> dict[str, Any]:
    """Return what the document says of itself."""
    return {
        "operationId": "openapi",
        "summary": SERVE.say("view-openapi", language),
        "parameters": [_parameter(LANG, "query", (), language)],
        "responses": {
            "200": _content(SERVE.say("answered", language), {"type": "object"}),
            "422": _refused(422, language),
        },
    }


def _parameter(
    option: Option, place: str, ids: tuple[str, ...], language: Language
) -> dict[str, Any]:
    choices = option.choices or (ids if option.name == EDITION.name else ())
    # What stands in a path is never left out.
    said = f"option-{option.name}" + ("-in-path" if place == "path" else "")
    enumerated = {"enum": list(choices)} if choices else {}
    return {
        "name": option.name,
        "in": place,
        "required": place == "path",
        "description": SERVE.say(said, language),
        "schema": {"type": "string", **enumerated},
    }


def _content(description: str, of: Mapping[str, Any], media: str = JSON) -> dict[str, Any]:
    return {"description": description, "content": {media: {"schema": of}}}


def _refused(status: int, language: Language) -> dict[str, Any]:
    return _content(SERVE.say(f"status-{status}", language), _schema("problem"), PROBLEM)


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"{_PLACE}{name}"}


_PLACE: Final = "#/components/schemas/"


def _components() -> dict[str, Any]:
    """Return the schemas of all views; what one defines for itself has its name before its own."""
    names = {"problem", *(view.result for view in VIEWS)}
    names.update(view.body for view in VIEWS if view.body is not None)
    components: dict[str, Any] = {}
    for name in sorted(names):
        own = schema(name)
        parts = {f"{name}.{key}": part for key, part in own.pop("definitions", {}).items()}
        for key in ("$schema", "$id"):  # the dialect of OpenAPI 3.1, and its own place
            own.pop(key, None)
        components |= {key: _moved(part, name) for key, part in {name: own, **parts}.items()}
    return components


def _moved(part: Any, name: str) -> Any:  # noqa: ANN401 - plain JSON
    """Return a part of a schema whose references lead to where its definitions stand here."""
    if isinstance(part, dict):
        moved = {key: _moved(inner, name) for key, inner in part.items()}
        if isinstance(part.get("$ref"), str):
            moved["$ref"] = part["$ref"].replace("#/definitions/", f"{_PLACE}{name}.")
        return moved
    return [_moved(inner, name) for inner in part] if isinstance(part, list) else part
