"""Recaps as offices keep them, made of invented values with the habits of spreadsheets."""

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from attrs import define, field, frozen

import kla_rules as kla
from kla_rules.model.tree import Node
from kla_rules.sheets.model import Sheet, Workbook

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
ROMANS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
HEADINGS: Final = {
    "number": ("No", "No.", "NOMOR", "Kode", "No Pertanyaan"),
    "cluster": ("Klaster", "Kluster", "KLASTER", "Cluster"),
    "indicator": ("Indikator", "INDIKATOR", "Indikator KLA", "Indikator "),
    "question": ("Pertanyaan", "PERTANYAAN", "Sub Indikator", "Uraian Pertanyaan", "Pertayaan"),
    "maximum": ("Nilai Maksimal", "Skor maks", "Nilai Maks.", "Bobot", "Nilai\nMaksimum"),
    "value": ("Nilai", "Skor", "Nilai Mandiri", "Nilai mandiri ", "NILAI"),
    "agencies": ("Sumber Data", "OPD", "Perangkat Daerah", "Sumber data (OPD)"),
}
NUMBERS: Final = (
    "as it is",
    "point",
    "float",
    "date",
    "roman",
    "in the text",
    "cluster",
    "lone",
    "none",
)
SURE: Final = frozenset({"as it is", "point", "roman", "in the text", "cluster", "lone"})


@frozen
class Row:
    """A row of a question: where it stands, and what should be taken of it."""

    sheet: str
    number: int
    node: str
    points: Decimal | None
    said: bool


@define
class Made:
    """A recap, and what was put into it."""

    book: Workbook
    rows: list[Row]
    habits: dict[str, Any]
    total: Decimal = Decimal(0)
    merged: dict[str, list[tuple[int, int, int]]] = field(factory=dict)


def points_in(edition: kla.Edition, chance: random.Random) -> dict[str, Decimal | None]:
    """Return invented points by question, some of them unknown."""
    found: dict[str, Decimal | None] = {}
    for node in edition.nodes:
        if node.rank == "question":
            part = Decimal(chance.choice((0, 25, 50, 75, 100))) / 100
            known = chance.random() < 0.85
            found[node.id] = node.ceiling_points * part if known else None
    return found


def recap_of(edition: kla.Edition, seed: int, **fixed: Any) -> Made:
    """Return a recap of an edition with habits that are drawn, or fixed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    habits: dict[str, Any] = {
        "numbers": chance.choice(NUMBERS),
        "filled": chance.choice(("first", "every", "merged")),
        "layout": chance.choice(("columns", "columns", "outline")),
        "titles": chance.randrange(4),
        "two_rows": chance.random() < 0.3,
        "counted": chance.random() < 0.2,
        "totals": chance.random() < 0.6,
        "sheets": chance.random() < 0.3,
        "texts": chance.random() < 0.4,
        "noise": chance.random() < 0.5,
        "extra": chance.random() < 0.4,
        "dashes": chance.random() < 0.3,
        "blanks": chance.random() < 0.4,
        **fixed,
    }
    return _Writer(edition, chance, habits).made()


class _Writer:
    def __init__(self, edition: kla.Edition, chance: random.Random, habits: dict[str, Any]) -> None:
        self.edition, self.chance, self.habits = edition, chance, habits
        self.points = points_in(edition, chance)
        self.heads = {role: chance.choice(words) for role, words in HEADINGS.items()}
        outline = habits["layout"] == "outline"
        roles = ["number", "question", "maximum", "value", "agencies"]
        if not outline:
            roles[1:1] = ["cluster", "indicator"]
        if habits["numbers"] in {"in the text", "none"}:
            roles.remove("number")
        if habits["extra"]:
            roles.insert(chance.randrange(roles.index("maximum") + 1), "keterangan")
            roles.append("nama")
        self.roles = roles
        self.rows: list[Row] = []

    def made(self) -> Made:
        clusters = [node for node in self.edition.nodes if node.rank == "cluster"]
        groups = [[one] for one in clusters] if self.habits["sheets"] else [clusters]
        sheets: dict[str, Sheet] = {}
        merged: dict[str, list[tuple[int, int, int]]] = {}
        for place, group in enumerate(groups):
            name = group[0].id if self.habits["sheets"] else "Rekap"
            sheets[name], merged[name] = self.sheet(name, group, last=place == len(groups) - 1)
        total = sum((one for one in self.points.values() if one is not None), Decimal(0))
        return Made(Workbook("rekap.xlsx", sheets), self.rows, self.habits, total, merged)

    def sheet(
        self, name: str, clusters: Sequence[Node], *, last: bool
    ) -> tuple[Sheet, list[tuple[int, int, int]]]:
        cells: list[list[Any]] = [
            ["REKAPITULASI EVALUASI MANDIRI KLA"],
            ["TAHUN 2024"],
            ["Kota Contoh"],
        ][: self.habits["titles"]]
        numbers = list(range(1, len(cells) + 1))
        self.head(cells, numbers)
        merges: list[tuple[int, int, int]] = []
        for cluster in clusters:
            self.cluster(name, cluster, cells, numbers, merges)
        if self.habits["totals"] and last and not self.habits["sheets"]:
            values = [one for one in self.points.values() if one is not None]
            self.total("Jumlah keseluruhan", sum(values, Decimal(0)), cells, numbers)
        merged = {
            (row, column): (first, column)
            for first, end, column in merges
            for row in range(first + 1, end + 1)
        }
        return Sheet(name, cells, numbers, merged=merged), merges

    def add(self, cells: list[list[Any]], numbers: list[int], row: list[Any]) -> int:
        gap = 2 if self.habits["blanks"] and self.chance.random() < 0.1 else 1
        numbers.append((numbers[-1] if numbers else 0) + gap)
        cells.append(row)
        return numbers[-1]

    def head(self, cells: list[list[Any]], numbers: list[int]) -> None:
        heads = [self.heads.get(role, role.title()) for role in self.roles]
        if self.habits["two_rows"]:
            at = self.roles.index("maximum")
            above: list[Any] = list(heads)
            above[at], above[at + 1] = "Nilai", None
            below: list[Any] = [None] * len(heads)
            below[at], below[at + 1] = "Maksimal", "Mandiri"
            cells += [above, below]
            numbers += [len(numbers) + 1, len(numbers) + 2]
        else:
            self.add(cells, numbers, heads)
        if self.habits["counted"]:
            self.add(cells, numbers, list(range(1, len(heads) + 1)))

    def row(self, **cells: Any) -> list[Any]:
        return [cells.get(role) for role in self.roles]

    def cluster(
        self,
        name: str,
        cluster: Node,
        cells: list[list[Any]],
        numbers: list[int],
        merges: list[tuple[int, int, int]],
    ) -> None:
        outline = self.habits["layout"] == "outline"
        if outline:
            self.add(cells, numbers, self.row(question=cluster.title.id))
        begin = len(numbers)
        summed = Decimal(0)
        for place, child in enumerate(cluster.children):
            node = self.edition.node(child)
            if not node.children:
                continue
            if outline:
                in_column = "number" in self.roles and self.habits["numbers"] != "date"
                own = node.id if in_column else None
                text = node.title.id if in_column else f"{node.id}. {node.title.id}"
                self.add(cells, numbers, self.row(number=own, question=text))
            first = len(numbers)
            for question in node.children:
                is_first = question == node.children[0]
                self.question(name, question, cells, numbers, is_first, place == 0 and is_first)
                summed += self.points[question] or 0
            if not outline and self.habits["filled"] == "merged":
                merges.append((numbers[first], numbers[-1], self.roles.index("indicator") + 1))
            if self.habits["totals"] and self.chance.random() < 0.7:
                own_sum = sum((self.points[one] or Decimal(0) for one in node.children), Decimal(0))
                text = self.chance.choice(("Jumlah", f"Jumlah Indikator {node.id}", "Sub Total"))
                self.total(text, own_sum, cells, numbers, node)
        if not outline and self.habits["filled"] == "merged" and len(numbers) > begin:
            merges.append((numbers[begin], numbers[-1], self.roles.index("cluster") + 1))
        if self.habits["totals"]:
            self.total(f"JUMLAH {cluster.title.id}", summed, cells, numbers, cluster)

    def total(
        self,
        text: str,
        points: Decimal,
        cells: list[list[Any]],
        numbers: list[int],
        node: Node | None = None,
    ) -> None:
        most = None if node is None else node.maximum_points
        place = "question" if self.habits["layout"] == "outline" else "cluster"
        if self.habits["filled"] == "merged":
            place = "question"
        own = {place: text, "maximum": self.figure(most), "value": self.figure(points)}
        self.add(cells, numbers, self.row(**own))

    def question(
        self,
        name: str,
        node_id: str,
        cells: list[list[Any]],
        numbers: list[int],
        first: bool,
        first_of_cluster: bool,
    ) -> None:
        node = self.edition.node(node_id)
        indicator = self.edition.node(node.parent or "")
        cluster = self.edition.node(indicator.parent or "")
        every = self.habits["filled"] == "every"
        text = self.noisy(node.title.id)
        number, in_text = self.number(node, indicator, cluster)
        points = self.points[node_id]
        value, said = self.value(points)
        own = {
            "number": number,
            "cluster": cluster.title.id if every or first_of_cluster else None,
            "indicator": f"{indicator.id}. {indicator.title.id}" if every or first else None,
            "question": f"{in_text} {text}".strip(),
            "maximum": self.figure(node.maximum_points),
            "value": value,
            "agencies": self.chance.choice(("Bappeda", "Dinkes, Dinsos", None, "OPD terkait")),
            "keterangan": self.chance.choice((None, "ada", "lengkap")),
            "nama": self.chance.choice(("Contoh Rekaan", None)),
        }
        row = self.add(cells, numbers, self.row(**own))
        self.rows.append(
            Row(name, row, node_id, points if said == "points" else None, said != "no")
        )

    def value(self, points: Decimal | None) -> tuple[Any, str]:
        if points is not None:
            return self.figure(points), "points"
        if self.habits["dashes"] and self.chance.random() < 0.5:
            return self.chance.choice(("-", "belum ada", "n/a")), "words"
        return None, "no"

    def figure(self, points: Decimal | None) -> str | float | None:
        if points is None:
            return None
        if self.habits["texts"]:
            return f"{points.normalize():f}".replace(".", ",")
        return int(points) if points == int(points) else float(points)

    def number(self, node: Node, indicator: Node, cluster: Node) -> tuple[Any, str]:  # noqa: PLR0911 - one for each way
        style = self.habits["numbers"]
        rest = node.id.removeprefix(indicator.id).strip(".")
        if style == "point":
            return f"{node.id}.", ""
        if style == "float":
            return (float(node.id) if node.id.replace(".", "").isdigit() else node.id), ""
        if style == "date":
            own, _, within = node.id.partition(".")
            if own.isdigit() and within.isdigit() and int(within) <= 12 and int(own) <= 31:
                return dt.datetime(2025, int(within), int(own)), ""  # noqa: DTZ001 - as cells are
            return node.id, ""
        if style == "roman":
            known = indicator.id.isdigit() and int(indicator.id) < len(ROMANS)
            return (f"{ROMANS[int(indicator.id)]}.{rest}" if known else node.id), ""
        if style == "in the text":
            return None, self.chance.choice((f"{node.id}", f"{node.id}.", f"{node.id} -"))[
                :12
            ].removesuffix(" -")
        if style == "cluster":
            return f"{cluster.id}.{node.id}", ""
        if style == "lone" and node.id[-1:].isalpha():
            stem = node.id.rstrip(LETTERS)
            group = [one for one in indicator.children if one.rstrip(LETTERS) == stem]
            letter = node.id.removeprefix(stem)
            return (node.id if node.id == group[0] else f"{letter}."), ""
        return ("" if style == "none" else node.id), ""

    def noisy(self, text: str) -> str:
        if not self.habits["noise"]:
            return text
        changed = self.chance.choice((str.upper, str.lower, str.title, str))(text)
        for full, short in (("Kabupaten", "Kab."), ("surat keputusan", "SK"), ("yang", "yg")):
            changed = changed.replace(full, short)
        if len(changed) > 20 and self.chance.random() < 0.5:
            at = self.chance.randrange(5, len(changed) - 5)
            changed = changed[:at] + changed[at + 1 :]
        return changed + self.chance.choice(("", "?", " *", "  "))


def as_workbook(made: Made) -> bytes:
    """Return a recap as a workbook, with merged cells, and dates as spreadsheets show them."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "d-mmm"})
    for name, sheet in made.book.sheets.items():
        own = book.add_worksheet(name)
        for number, row in zip(sheet.numbers, sheet.cells, strict=True):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    own.write_datetime(number - 1, column, cell, day)
                elif cell is not None:
                    own.write(number - 1, column, cell)
        rows = dict(zip(sheet.numbers, sheet.cells, strict=True))
        for first, last, column in made.merged[name]:
            if last > first:
                text = rows[first][column - 1] or ""
                own.merge_range(first - 1, column - 1, last - 1, column - 1, text)
    book.close()
    return stream.getvalue()
