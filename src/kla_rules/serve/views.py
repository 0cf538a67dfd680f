"""What the server answers: one table of views, from which its routes and its OpenAPI are made.

A view takes an `Asked` and returns plain JSON values. What it refuses it raises as findings. A new
one is one entry here, its summary in the catalogue `serve`, and its row in docs/serve.md.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from attrs import frozen

from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.points import as_json
from kla_rules.core.printed import Data
from kla_rules.differences.compare import compare_evaluations
from kla_rules.differences.replay import verify
from kla_rules.differences.replay_reading import StoredResultError, stored_result
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.evidence import COUNTS
from kla_rules.evaluation.resolve import ASSUMPTIONS
from kla_rules.evaluation.result import Evaluation
from kla_rules.forms.form_schema import form_schema
from kla_rules.forms.plain import questions_of, questions_to_dict
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.planning.ask import plan as plan_for
from kla_rules.planning.highs import SolverError, searched_within
from kla_rules.planning.request import PlanError
from kla_rules.profile.model import Profile
from kla_rules.rulesets.edition_plain import edition_to_dict
from kla_rules.serve.asked import Asked
from kla_rules.serve.bodies import placed, profile_in
from kla_rules.serve.served import Served
from kla_rules.units.model import Units, UnitsError
from kla_rules.units.rollup import rollup as shares_of
from kla_rules.version import VERSION

Plain = Mapping[str, object]
# Where an answer is made: with the request itself; in a thread where it must be looked at
# carefully; or among the few that take long.
Work = Literal["short", "careful", "long"]


@frozen(repr=False, eq=False)
class Option(Data):
    """What may stand in the query or the path of a request.

    Attributes:
        name: of it; what it is is in the catalogue `serve`.
        choices: the words that it can be; without any, an id.
    """

    name: str
    choices: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class View(Data):
    """One thing that can be asked.

    Attributes:
        name: of it, and the key of its summary.
        method: "GET", or "POST" where it takes a body.
        path: with names of options in braces.
        answer: returns what it is answered with.
        result: the schema of that, one of `schemas/`.
        body: the schema of what it takes, one of `schemas/`; None where it takes nothing.
        options: what its query may hold.
        work: how long it takes.
        extra: whether it needs an extra of its own, which a server may lack.
        at_once: answers the many requests that nothing is wrong with, or returns None for a doubt;
            then `answer` looks at it in a thread.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    answer: Callable[[Asked], Any]
    result: str
    body: str | None = None
    options: tuple[Option, ...] = ()
    work: Work = "careful"
    extra: bool = False
    at_once: Callable[[Asked], Any] | None = None


def health(_asked: Asked) -> Plain:
    """Return that the server answers, and its version."""
    return {"status": "ok", "version": VERSION}


def all_editions(asked: Asked) -> Sequence[Plain]:
    """Return what every edition says of itself."""
    return asked.served.summaries()


def one_edition(asked: Asked) -> Plain:
    """Return an edition whole."""
    return edition_to_dict(asked.edition)


def evaluated_at_once(asked: Asked) -> Plain | None:
    """Return the evaluation of a profile that nothing is wrong with, or None."""
    profile = asked.body.direct_profile(asked.rules)
    return None if profile is None else _evaluation(asked, profile).to_dict()


def evaluated(asked: Asked) -> Plain:
    """Return the evaluation of a profile."""
    return _evaluation(asked, asked.body.profile(asked.rules)).to_dict()


def with_steps(asked: Asked) -> Plain:
    """Return the evaluation of a profile, with the steps that mend its gaps."""
    return _evaluation(asked, asked.body.profile(asked.rules)).to_dict(steps=True)


def planned(asked: Asked) -> Plain:
    """Return a plan."""
    wanted = asked.body.request("plan-request")
    profile = profile_in(
        wanted.pop("profile"), "profile", asked.rules_named(wanted.pop("edition", None))
    )
    evaluation = evaluate(
        profile,
        edge_policy=wanted.pop("edge_policy", None),
        assume=wanted.pop("assume_answers", None),
    )
    seconds = asked.limits.plan_seconds
    try:
        with searched_within(seconds):
            return plan_for(evaluation, time_limit=seconds, **wanted).to_dict()
    except SolverError:
        raise PlanError([Finding("serve.plan-late", {"seconds": seconds})]) from None


def rolled_up(asked: Asked) -> Plain:
    """Return the shares of units."""
    wanted = asked.body.request("rollup-request")
    name = wanted.get("edition")
    rules = None if name is None else asked.named(name)
    with placed("units", UnitsError):
        units = Units.from_rows(wanted["units"], rules, expected=wanted.get("expected"))
    return shares_of(units).to_dict()


def questions(asked: Asked) -> Plain:
    """Return what an edition asks, or the part of one agency."""
    edition, name = asked.edition, asked.options.get("agency")
    agency = None if name is None else edition.agency(name)
    return questions_to_dict(edition, questions_of(edition, agency), agency)


def form(asked: Asked) -> Plain:
    """Return the JSON Schema of a profile, of which a form can be made."""
    return form_schema(asked.edition, asked.language)


def differences(asked: Asked) -> Plain:
    """Return what two evaluations say differently; each is a profile, or a stored result."""
    wanted = asked.body.request("diff-request")
    rules = asked.rules_named(wanted.get("edition"))

    def given(key: str) -> Evaluation | Plain:
        value = wanted[key]
        if value.get("schema") == _STORED:
            stored: Plain = as_json(value)
            return stored
        return evaluate(profile_in(value, key, rules))

    return compare_evaluations(given("old"), given("new")).to_dict()


def verified(asked: Asked) -> Plain:
    """Return whether a stored result comes out again."""
    wanted = asked.body.request("verify-request")
    stored = as_json(wanted["stored"])
    with placed("stored", StoredResultError):
        named = stored_result(stored).edition
    return verify(stored, _verified_profile(wanted["profile"], named, asked.served)).to_dict()


def _verified_profile(value: object, named: str | None, served: Served) -> Profile:
    """Return a profile under the edition that a stored result names, where it is not its own.

    Args:
        value: the profile.
        named: the edition that the stored result names.
        served: the editions there are.

    Raises:
        ProfileError: where it is neither one of its own edition nor one of that.
    """
    if named is None or named not in served.ids:
        return profile_in(value, "profile", served.rules)
    try:
        own = profile_in(value, "profile", served.rules)
    except ProfileError:
        return profile_in(value, "profile", served.edition(named))
    if own.edition.id != named:
        with contextlib.suppress(ProfileError):
            return profile_in(value, "profile", served.edition(named))
    return own


_STORED: Final = "kla-rules/evaluation"


def _evaluation(asked: Asked, profile: Profile) -> Evaluation:
    options = asked.options
    return evaluate(
        profile,
        edge_policy=options.get("edge_policy"),  # type: ignore[arg-type] # checked to be a choice
        assume=options.get("assume"),  # type: ignore[arg-type] # as above
        count=options.get("count", "claimed"),  # type: ignore[arg-type] # as above
    )


EDITION: Final = Option("edition")
_HOW: Final = (
    EDITION,
    Option("edge_policy", EDGE_POLICIES),
    Option("assume", ASSUMPTIONS),
    Option("count", COUNTS),
)

VIEWS: Final = (
    View("health", "GET", "/health", health, "health", work="short"),
    View("editions", "GET", "/editions", all_editions, "editions", work="short"),
    View("edition", "GET", "/editions/{edition}", one_edition, "edition-result"),
    View(
        "evaluate",
        "POST",
        "/evaluate",
        evaluated,
        "evaluation",
        body="profile",
        options=_HOW,
        at_once=evaluated_at_once,
    ),
    View("steps", "POST", "/steps", with_steps, "evaluation", body="profile", options=_HOW),
    View("plan", "POST", "/plan", planned, "plan", body="plan-request", work="long", extra=True),
    View("rollup", "POST", "/rollup", rolled_up, "rollup", body="rollup-request", work="long"),
    View(
        "questions",
        "GET",
        "/editions/{edition}/questions",
        questions,
        "questions",
        options=(Option("agency"),),
    ),
    View("form-schema", "GET", "/editions/{edition}/form-schema", form, "form-schema"),
    View("diff", "POST", "/diff", differences, "difference", body="diff-request", work="long"),
    View(
        "verify",
        "POST",
        "/verify",
        verified,
        "replay",
        body="verify-request",
        work="long",
        extra=True,
    ),
)
