"""`kla serve`."""

import argparse
import ipaddress
import sys
from collections.abc import Callable
from typing import Final

from attrs import evolve

from kla_rules.cli.codes import YES
from kla_rules.cli.typed import seconds
from kla_rules.core.catalogues import SERVE
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.serve.limits import BODY, PLAN
from kla_rules.serve.process import MadeWith
from kla_rules.serve.process import serve as serve_until_stopped


def serve(arguments: argparse.Namespace) -> int:
    """Serve until a signal comes; exit 0."""
    host, language = arguments.host, arguments.lang
    shown = f"[{host}]" if ":" in host else host

    def begins() -> None:
        began = SERVE.say("began", language, host=shown, port=arguments.port)
        sys.stdout.write(began + "\n")
        sys.stdout.flush()
        if not _is_own(host):
            sys.stderr.write(SERVE.say("open", language) + "\n")

    try:
        _serve(arguments, begins)
    except ArgumentError as error:
        raise ArgumentError(map(_typed, error.findings)) from None
    return YES


def _serve(arguments: argparse.Namespace, begins: Callable[[], None]) -> None:
    serve_until_stopped(
        MadeWith(
            editions=tuple(arguments.edition),
            overlays=tuple(arguments.overlay),
            body_limit=BODY if arguments.body_limit is None else arguments.body_limit,
            plan_seconds=PLAN if arguments.limit is None else seconds(arguments.limit),
            allow_origins=tuple(arguments.allow_origin),
        ),
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        begins=begins,
    )


def _typed(finding: Finding) -> Finding:
    """Return a finding that calls what was typed by its option."""
    name = str(finding.values.get("name"))
    return evolve(finding, values={**finding.values, "name": _OPTIONS.get(name, name)})


_OPTIONS: Final = {
    "body_limit": "--body-limit",
    "plan_seconds": "--limit",
    "port": "--port",
    "workers": "--workers",
}


def _is_own(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
