"""The questions of an edition, each with all that whoever fills a form needs to know of it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from kla_rules.core.catalogues import QUESTIONS
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal, decimal_or_none
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language
from kla_rules.model.answer_forms import FITS, FULL, NONE, fitting_forms
from kla_rules.model.evidence import EvidenceRequired, attached_in_words
from kla_rules.model.table import Table
from kla_rules.model.tree import Agency, Kind, Node
from kla_rules.model.tree import Question as Nature

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition


@frozen(repr=False, eq=False)
class AnswerOption(Data):
    """One option that an answer can choose.

    Attributes:
        id: what an answer writes: "none", "full", or the name that a table of an overlay gives.
        title: what people call it; an option of a table has its name alone.
        worth_thousandths: the thousandths that it is worth.
    """

    id: str
    title: Text
    worth_thousandths: int

    @property
    def worth_points(self) -> Decimal:
        """Return the points that it is worth."""
        return decimal(self.worth_thousandths)


@frozen(repr=False, eq=False)
class AnswerForm(Data):
    """One form that the answer at a question can have.

    Attributes:
        form: the key that an answer writes: "points", "option", "fraction", "value", "units",
            "counts", "holds" or "not_applicable".
        title: what people call it.
        unit: what its number is in: "points"; "share", of the maximum; "per_cent"; "number", of
            what is counted; "units", of kecamatan or of desa and kelurahan; "" where it has none.
        least, most: the bounds of its number, in `unit`: points, a share, per cent, or how many;
            None where there is none.
        whole: only whole numbers.
        options: what can be chosen, those of the tables of overlays included.
        counts: the numbers that are asked for, where there are several: pairs of id and name.
        gives_points: whether points can come of it under this edition; else the question stays
            open, unless the user brings a scale.
        former: it fitted what the question was taken to ask before that was corrected: it is kept,
            and gives no points.
    """

    form: str
    title: Text
    unit: str = ""
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    whole: bool = False
    options: tuple[AnswerOption, ...] = ()
    counts: tuple[tuple[str, Text], ...] = ()
    gives_points: bool = True
    former: bool = False

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - its bounds are in units of their own
        return {
            "id": self.form,
            "title": self.title.get(language),
            "measured_in": self.unit or None,
            "least": None if self.least is None else float(self.least),
            "most": None if self.most is None else float(self.most),
            "options": "; ".join(option.id for option in self.options),
            "counts": "; ".join(name for name, _ in self.counts),
            "gives_points": self.gives_points,
            "former": self.former,
        }


@frozen(repr=False, eq=False)
class AskedQuestion(Data):
    """A question as a form asks it.

    Attributes:
        id, title: its name.
        cluster, indicator: the nodes above that it belongs to; None where an edition has none.
        maximum_thousandths: the thousandths that it gives at most; None where that is not known.
        ceiling_thousandths: the thousandths that it can have at most, known or not.
        kind: what kind of thing it asks for.
        answer: what the answer is by its nature: "graded", "percentage", "count", "counts" or
            "yes_no".
        unit: what is measured is in: "per_cent" or "number"; "" where nothing is measured.
        scope: whom it asks about: "city", "kecamatan" or "desa-kelurahan".
        direction: "positive" where more, or yes, is better; "negative", "none", "unknown".
        forms: the forms that an answer can have; those that no longer count stand last.
        agencies: who answers for it, in the order of the source.
        attach: what it asks to be attached; None where nothing is said.
        attach_in_words: the same in words; None where nothing is asked for by name.
        table: what turns its answers into points, of an overlay; None where nothing does.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    cluster: Node | None
    indicator: Node | None
    maximum_thousandths: int | None
    ceiling_thousandths: int
    kind: Kind | None
    answer: str
    unit: str
    scope: str
    direction: str
    forms: tuple[AnswerForm, ...]
    agencies: tuple[Agency, ...] = ()
    attach: EvidenceRequired | None = None
    attach_in_words: Text | None = None
    table: Table | None = field(default=None, repr=False)
    notes: tuple[Text, ...] = ()

    @property
    def maximum_points(self) -> Decimal | None:
        """Return the points that it gives at most, or None where that is not known."""
        return decimal_or_none(self.maximum_thousandths)

    @property
    def ceiling_points(self) -> Decimal:
        """Return the points that it can have at most, known or not."""
        return decimal(self.ceiling_thousandths)

    def _row(self, unit: Unit, language: Language) -> Row:
        words = self.attach_in_words
        options = [option.id for form in self.forms for option in form.options]
        return {
            "id": self.id,
            "title": self.title.get(language),
            "cluster": self.cluster and self.cluster.id,
            "indicator": self.indicator and self.indicator.id,
            **figures(unit, maximum=self.maximum_thousandths),
            "kind": self.kind and self.kind.id,
            "answer": self.answer,
            "measured_in": self.unit or None,
            "scope": self.scope,
            "direction": self.direction,
            "forms": "; ".join(form.form for form in self.forms if not form.former),
            "options": "; ".join(options),
            "agencies": "; ".join(agency.id for agency in self.agencies),
            "attach": words and words.get(language),
        }


def asked_questions(edition: "Edition") -> Listed[AskedQuestion]:
    """Return the questions of an edition, in its order."""
    agencies = {agency.id: agency for agency in edition.agencies}
    kinds = {kind.id: kind for kind in edition.kinds}
    asked = []
    for node in edition.nodes:
        if node.question is None:
            continue
        above = {one.rank: one for one in map(edition.node, edition.above(node.id))}
        table = edition.tables.get(node.id)
        words = attached_in_words(edition, [node.id])
        asked.append(
            AskedQuestion(
                id=node.id,
                title=node.title,
                cluster=above.get("cluster"),
                indicator=above.get("indicator"),
                maximum_thousandths=node.maximum_thousandths,
                ceiling_thousandths=node.ceiling_thousandths,
                kind=kinds.get(node.question.kind),
                answer=node.question.answer,
                unit=_UNITS.get(node.question.answer, ""),
                scope=node.question.scope,
                direction=node.question.direction,
                forms=tuple(_forms(node, node.question, table)),
                agencies=tuple(agencies[name] for name in node.agencies if name in agencies),
                attach=edition.evidence.get(node.id),
                attach_in_words=words if words and words.id else None,
                table=table,
                notes=node.notes,
            )
        )
    return listed(asked)


_MEASURED: Final = ("percentage", "count")
_UNITS: Final = {"percentage": "per_cent", "count": "number", "counts": "number"}
_WHOLE: Final = 100


def _forms(node: Node, nature: Nature, table: Table | None) -> Iterator[AnswerForm]:
    """Yield the forms that an answer at a question can have, those that no longer count last."""
    fitting = fitting_forms(node)
    for form in (*fitting, "not_applicable"):
        yield _form(form, node, nature, table)
    for form in FITS.get(nature.was, ()):
        if form not in fitting:
            made = _form(form, node, nature, table)
            title = both(QUESTIONS, "former", form=made.title)
            yield evolve(made, title=title, gives_points=False, former=True)


def _form(form: str, node: Node, nature: Nature, table: Table | None) -> AnswerForm:
    """Return one form of the answer at a question."""
    banded = table is not None and bool(table.bands)
    if form == "value":
        # What a question was taken to ask tells what a form of before is in.
        measured = nature.answer if nature.answer in _MEASURED else nature.was
        percent = measured == "percentage"
        bounded = nature.answer == "percentage" and not nature.may_exceed_100
        return AnswerForm(
            form,
            both(QUESTIONS, "form-per-cent" if percent else "form-number"),
            unit=_UNITS[measured],
            least=0,
            most=_WHOLE if bounded else None,
            whole=nature.answer == "count",
            gives_points=banded,
        )
    title = both(QUESTIONS, f"form-{form}")
    match form:
        case "points":
            most = decimal(node.ceiling_thousandths)
            return AnswerForm(form, title, unit="points", least=0, most=most)
        case "fraction":
            return AnswerForm(form, title, unit="share", least=0, most=1)
        case "option":
            return AnswerForm(form, title, options=tuple(_options(node, table)))
        case "units":
            return AnswerForm(form, title, unit="units", least=0, whole=True, gives_points=banded)
        case "counts":
            asked = nature.counts
            return AnswerForm(
                form, title, unit="number", least=0, whole=True, counts=asked, gives_points=False
            )
        case _:
            return AnswerForm(form, title, gives_points=form == "holds")


def _options(node: Node, table: Table | None) -> Iterator[AnswerOption]:
    """Yield what can be chosen at a question."""
    for name, worth in ((NONE, 0), (FULL, node.ceiling_thousandths)):
        yield AnswerOption(name, both(QUESTIONS, f"option-{name}"), worth)
    for name, worth in (table.options_thousandths if table else {}).items():
        yield AnswerOption(name, Text(name, name), worth)
