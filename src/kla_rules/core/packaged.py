"""The packaged files, for programs that read them on their own."""

from typing import TYPE_CHECKING, Literal

from kla_rules.core.findings import check_choice
from kla_rules.core.resources import rules_folder, schemas_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def packaged_files(what: Literal["rules", "schemas"]) -> "Traversable":
    """Return the folder of the packaged rule files or JSON Schemas, wherever the package lies.

    It is a `pathlib.Path` where the package is files on disk, and what `importlib.resources` gives
    otherwise, as in a zip: both have `iterdir()`, `joinpath()`, `read_text()` and `read_bytes()`.
    `importlib.resources.as_file` gives a path of it to programs that need one.

    Args:
        what: "rules", one folder for each edition and others beside, or "schemas".

    Raises:
        ArgumentError: for another word.

    >>> packaged_files("rules").joinpath("kla-2024", "edition.yaml").is_file()
    True
    >>> "evaluation.schema.json" in {file.name for file in packaged_files("schemas").iterdir()}
    True
    """
    check_choice("folder", what, ("rules", "schemas"))
    folder = rules_folder() if what == "rules" else schemas_folder()
    traversable = getattr(folder, "traversable", None)  # of a path in an archive
    return folder if traversable is None else traversable()
