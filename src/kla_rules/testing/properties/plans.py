"""The law of plans: what a plan says to do reaches the level, and what it calls out of reach is."""

from typing import Final

from hypothesis import strategies as st

from kla_rules.core.catalogues import PROPERTIES
from kla_rules.core.text import Text, both
from kla_rules.model.edition import Edition
from kla_rules.planning.highs import SolverError
from kla_rules.planning.plan import Plan
from kla_rules.profile.changed import changed
from kla_rules.profile.model import Profile
from kla_rules.steps.done import with_steps
from kla_rules.steps.model import Catalogue
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing.properties.failure_model import Broken
from kla_rules.testing.properties.interpreters import Interpreters
from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.results import missing
from kla_rules.testing.properties.rules import Ruled
from kla_rules.testing.strategies import profiles
from kla_rules.validation.proofs.model import RuleWitness

_SECONDS: Final = 10.0


def _catalogue(edition: Edition) -> Catalogue:
    found = catalogue_of(edition)
    if found is None:
        raise AssertionError("rules without steps are not tried")
    return found


@st.composite
def _wanting(draw: st.DrawFn, ruled: Ruled) -> tuple[Profile, str, str]:
    """Draw a profile with something to mend, a level to reach, and a step that mends it."""
    edition = ruled.edition
    steps = _catalogue(edition).steps
    idle = [
        name
        for name, step in steps.items()
        if step.mends and not any(edition.node(node).ceiling_thousandths for node in step.mends)
    ]
    name = draw(st.sampled_from(idle) if idle else st.sampled_from([*steps]))
    step = steps[name]  # one that mends nothing by the look of it, if there is any
    level = draw(st.sampled_from([level.id for level in edition.levels]))
    profile = draw(profiles(edition))
    nothing = {name: 0 for name in step.mends if name in edition.positions}
    return changed(profile, nothing, {}), level, step.id


def _reaches(
    ruled: Ruled, using: Interpreters, profile: Profile, target: str | None = None, step: str = ""
) -> Broken | None:
    """Return how a plan misses its level, or a step what it mends, or None."""
    del ruled
    found = _mends_nothing(profile, step, using) if step else None
    levels = [level.id for level in profile.edition.levels] if target is None else [target]
    for level in levels:
        found = found or _misses(profile, level, using)
    return found


def _mends_nothing(profile: Profile, step: str, using: Interpreters) -> Broken | None:
    """Return that a step gains nothing at any question that it mends and that has known gaps."""
    edition = profile.edition
    catalogue = _catalogue(edition)
    known = catalogue.steps[step]
    if known.is_outcome or not known.mends or not catalogue.assumptions[step].share:
        return None  # it is said of the step that it wins no points
    before = using.evaluate(profile)
    after = using.evaluate(with_steps(before, [step]).after.profile)
    places = [edition.positions[name] for name in known.mends]
    full = any(
        before.bounds.low_thousandths[i] == edition.ceilings_thousandths[i] > 0 for i in places
    )
    gained = any(after.bounds.low_thousandths[i] > before.bounds.low_thousandths[i] for i in places)
    if gained or full:
        return None
    values = {"step": step, "title": known.title, "nodes": list(known.mends)}
    return Broken("step-mends-nothing", values, ("step", step))


def _misses(profile: Profile, target: str, using: Interpreters) -> Broken | None:
    try:
        made = using.plan(profile, target, time_limit=_SECONDS)
    except SolverError:
        return None  # nothing was found in time: nothing is said
    edition = profile.edition
    ids = [level.id for level in edition.levels]
    values = {"target": edition.level(target).title, "level": target}
    every = with_steps(made.before, _catalogue(edition).steps).after
    if not made.feasible:
        reached = using.evaluate(every.profile)
        if reached.level is not None and ids.index(reached.level) >= ids.index(target):
            return Broken("within-reach", values, ("level", target), (_planned(every.profile),))
        return None
    after = using.evaluate(made.profile)
    if after.level is None or ids.index(after.level) < ids.index(target):
        values |= {"reached": after.level or "-", "steps": [one.id for one in made.steps]}
        return Broken("plan-misses", values, ("level", target), (_planned(made.profile),))
    return _idle(made, values)


def _idle(made: Plan, values: dict[str, object]) -> Broken | None:
    """Return that a plan proved to take least has steps and begins where it is to end."""
    if made.optimal and made.steps and not made.effort:
        return Broken("plan-idle", {**values, "steps": [one.id for one in made.steps]})
    return None


def _planned(profile: Profile) -> RuleWitness:
    return RuleWitness("profile", profile.to_dict())


def _why_not(ruled: Ruled) -> Text | None:
    if catalogue_of(ruled.edition) is None:
        return both(PROPERTIES, "no-steps")
    return missing("highspy", "plan")


plan_reaches: Final[Property] = Property(
    "plan-reaches", ("edition", "overlay"), _wanting, _reaches, _why_not, often=10
)
"""A plan reaches its level, what is called out of reach is, and every step mends something."""
