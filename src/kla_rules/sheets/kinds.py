"""What a file is that is no workbook, or one that holds more than cells: told by its beginning."""

import re
from collections.abc import Iterable
from typing import Final

from kla_rules.core.given import COMPOUND

_BEGINNING: Final = 4_096
# Names within files of the older Office, as these keep them.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_BOOKS: Final = ("Workbook".encode("utf-16-le"), "\x05\0Book".encode("utf-16-le"))
_BEGINNINGS: Final = (
    # The oldest workbooks, and those of 2003 in XML.
    ("xls", re.compile(rb"\A\t[\x00\x02\x04\x08]|urn:schemas-microsoft-com:office:spreadsheet")),
    ("picture", re.compile(rb"\A(%PDF|\x89PNG|\xff\xd8\xff|GIF8|RIFF|II\*\x00|MM\x00\*)")),
    ("html", re.compile(rb"<(!doctype html|html|table|meta|head|body)\b", re.IGNORECASE)),
    ("archive", re.compile(rb"\APK")),
)
# What a workbook may hold beside cells, by the name of the part, its type, or its relation.
_FORBIDDEN: Final = (
    ("macros", re.compile(r"vbaproject|macro|dialogsheet|intlmacrosheet")),
    ("links", re.compile(r"externallink")),
    ("embedded", re.compile(r"/embeddings/|oleobject|activex")),
)
# Archives that are something else, by a part of them.
_ARCHIVES: Final = (
    ("ods", re.compile(r"content\.xml|mimetype")),
    ("xlsb", re.compile(r"xl/workbook\.bin")),
    ("numbers", re.compile(r"index/.*\.iwa|index\.zip")),
    ("document", re.compile(r"word/.*|ppt/.*")),
)


def other_file(data: bytes) -> str:
    """Return what a file is that is no archive.

    >>> other_file(b"kode;nama"), other_file(b""), other_file(b"<html><table>")
    ('text', 'empty', 'html')
    """
    begin = data[:_BEGINNING]
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if data.startswith(COMPOUND):
        if _LOCKED in data:
            return "password"
        return "xls" if any(name in data for name in _BOOKS) else "document"
    for kind, pattern in _BEGINNINGS:
        if pattern.search(begin):
            return kind
    binary = b"\0" in begin and not begin.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "unknown" if binary else "text"


def other_archive(names: Iterable[str]) -> str | None:
    """Return what an archive is that is no workbook, or None; names are in small letters."""
    every = tuple(names)
    if "xl/workbook.xml" in every:
        return None
    for kind, pattern in _ARCHIVES:
        if any(pattern.fullmatch(name) for name in every):
            return kind
    # A workbook may call its parts otherwise, but these it has.
    return None if {"[content_types].xml", "_rels/.rels"}.issubset(every) else "archive"


def forbidden(texts: Iterable[str]) -> str | None:
    """Return what a workbook holds beside cells that nothing may be read with, or None.

    Args:
        texts: in small letters: names of parts, types of content, or types of relations.

    >>> forbidden(["xl/workbook.xml", "xl/vbaproject.bin"]), forbidden(["xl/styles.xml"])
    ('macros', None)
    """
    every = tuple(texts)
    for kind, pattern in _FORBIDDEN:
        if any(pattern.search(text) for text in every):
            return kind
    return None
