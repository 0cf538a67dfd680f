"""Kinds of damage to a workbook: to its bytes, to the archive, to the XML of a part."""

import io
import random
import struct
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final

Chance = random.Random
Parts = dict[str, bytes]
Mutation = Callable[[bytes, Chance], bytes]

# Attributes and texts are changed to one of these.
POOL: Final = (
    *("", "0", "1", "-1", "2", "5", "99", "999999999999", "1e400", "-1e-400", "NaN", "INF", "1_0"),
    *("true", "false", "s", "n", "str", "inlineStr", "b", "e", "d", "A1", "B2", "XFD1048576"),
    *("XFE1", "A0", "a1", "A1:A2", "../../x", "/etc/passwd", "http://127.0.0.1/", "hidden", "rId1"),
    *("\u0664", "2024-02-30", "45418", "61", "60", "0.1", "0.5", "#REF!", "=1+1", "_x0041_"),
    *("9" * 400, "teks", "\u202e", "General", "yyyy", "0%", "veryHidden", "External"),
)
_LISTS: Final = ("xl/", "docProps/app", "_rels", "[Content")


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _bytes_changed(data: bytes, chance: Chance) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _bytes_removed(data: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.choice((1, 4, 100)) :]


def _bytes_inserted(data: bytes, chance: Chance) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.choice((1, 4, 100))) + data[place:]


def _cut(data: bytes, chance: Chance) -> bytes:
    return data[: chance.randrange(len(data))]


def _headers(data: bytes, chance: Chance) -> bytes:
    """Change a field of a header of the archive: sizes, places, methods, flags."""
    places = [
        place + 4 + 2 * field
        for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
        for place in _found(data, mark)
        for field in range(9 if mark == b"PK\x05\x06" else 13)
    ]
    place = chance.choice(places)
    value = chance.choice((0, 1, 8, 9, 12, 0xFFFF, chance.randrange(0x10000)))
    return data[:place] + struct.pack("<H", value) + data[place + 2 :]


def _found(data: bytes, mark: bytes) -> list[int]:
    places, place = [], data.find(mark)
    while place >= 0:
        places.append(place)
        place = data.find(mark, place + 1)
    return places


def _member_removed(data: bytes, chance: Chance) -> bytes:
    parts = _parts(data)
    del parts[chance.choice(list(parts))]
    return packed(parts)


def _member_renamed(data: bytes, chance: Chance) -> bytes:
    parts = _parts(data)
    name = chance.choice(list(parts))
    new = chance.choice(
        (name.upper(), f"{name}x", name.replace("/", "\\"), f"../{name}", f"x/{name}")
    )
    return packed({new if one == name else one: content for one, content in parts.items()})


def _members_swapped(data: bytes, chance: Chance) -> bytes:
    parts = _parts(data)
    one, other = chance.sample(list(parts), 2)
    return packed({**parts, one: parts[other], other: parts[one]})


def _member_twice(data: bytes, chance: Chance) -> bytes:
    stream = io.BytesIO(data)
    parts = _parts(data)
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.filelist.append(archive.filelist.pop(0))
        info = zipfile.ZipInfo(name.swapcase())
        archive.writestr(info, parts[other])
    return stream.getvalue()


def _member_cut(data: bytes, chance: Chance) -> bytes:
    parts = _parts(data)
    name = chance.choice(list(parts))
    return packed({**parts, name: parts[name][: chance.randrange(len(parts[name]) + 1)]})


def _text_of_xml(data: bytes, chance: Chance) -> bytes:
    """Change a character within the text of a part, whatever it is."""
    parts = _parts(data)
    name = _of_cells(parts, chance)
    content = bytearray(parts[name])
    content[chance.randrange(len(content))] = chance.choice(b"<>&\"'/= 019ax\x00\xff")
    return packed({**parts, name: bytes(content)})


def _of_cells(parts: Parts, chance: Chance) -> str:
    return chance.choice(
        [name for name in parts if name.startswith(_LISTS) and "theme" not in name]
    )


def _of_tree(change: Callable[[ET.Element, Chance], object]) -> Mutation:
    def mutate(data: bytes, chance: Chance) -> bytes:
        parts = _parts(data)
        name = _of_cells(parts, chance)
        root = ET.fromstring(parts[name])  # noqa: S314 - of our own
        change(root, chance)
        return packed({**parts, name: ET.tostring(root, "utf-8", xml_declaration=True)})

    return mutate


def _inner(root: ET.Element, chance: Chance) -> tuple[ET.Element, int]:
    """Return an element with children, and the place of one of them."""
    holder = chance.choice([one for one in root.iter() if len(one)] or [root])
    return holder, chance.randrange(len(holder)) if len(holder) else 0


def _removed(root: ET.Element, chance: Chance) -> None:
    holder, place = _inner(root, chance)
    del holder[place : place + 1]


def _doubled(root: ET.Element, chance: Chance) -> None:
    holder, place = _inner(root, chance)
    if len(holder):
        holder.insert(place, holder[place])


def _swapped(root: ET.Element, chance: Chance) -> None:
    holder, place = _inner(root, chance)
    other = chance.randrange(len(holder)) if len(holder) else 0
    if len(holder):
        holder[place], holder[other] = holder[other], holder[place]


def _moved(root: ET.Element, chance: Chance) -> None:
    holder, place = _inner(root, chance)
    if len(holder):
        child = holder[place]
        del holder[place]
        into = chance.choice([*root.iter()])
        into.insert(chance.randrange(len(into) + 1), child)


def _renamed(root: ET.Element, chance: Chance) -> None:
    one = chance.choice([*root.iter()])
    other = chance.choice([*root.iter()]).tag
    space, brace, local = one.tag.rpartition("}")
    one.tag = chance.choice((other, f"{space}{brace}{local}x", f"{{urn:x}}{local}", local))


def _wrapped(root: ET.Element, chance: Chance) -> None:
    holder, place = _inner(root, chance)
    if len(holder):
        around = ET.Element(chance.choice((holder.tag, holder[place].tag, "{urn:x}x")))
        around.append(holder[place])
        holder[place] = around


def _inserted(root: ET.Element, chance: Chance) -> None:
    into = chance.choice([*root.iter()])
    child = ET.Element(chance.choice(("{urn:x}x", chance.choice([*root.iter()]).tag)))
    child.text = chance.choice(POOL)
    into.insert(chance.randrange(len(into) + 1), child)


def _attribute_changed(root: ET.Element, chance: Chance) -> None:
    one = chance.choice([each for each in root.iter() if each.attrib] or [root])
    if one.attrib:
        name = chance.choice(list(one.attrib))
        others = [each.attrib[name] for each in root.iter() if name in each.attrib]
        one.attrib[name] = chance.choice((*POOL, *others, *others))


def _attribute_removed(root: ET.Element, chance: Chance) -> None:
    one = chance.choice([each for each in root.iter() if each.attrib] or [root])
    if one.attrib:
        del one.attrib[chance.choice(list(one.attrib))]


def _attribute_added(root: ET.Element, chance: Chance) -> None:
    one = chance.choice([*root.iter()])
    names = ["t", "s", "r", "hidden", "ref", "state", "date1904", "fullCalcOnLoad", "numFmtId"]
    one.attrib[chance.choice(names)] = chance.choice(POOL)


def _text_changed(root: ET.Element, chance: Chance) -> None:
    one = chance.choice([each for each in root.iter() if each.text] or [root])
    one.text = chance.choice(POOL)


def _texts_swapped(root: ET.Element, chance: Chance) -> None:
    every: list[Any] = [each for each in root.iter() if each.text]
    if len(every) > 1:
        one, other = chance.sample(every, 2)
        one.text, other.text = other.text, one.text


def _types_declared(data: bytes, chance: Chance) -> bytes:
    parts = _parts(data)
    name = _of_cells(parts, chance)
    head, mark, rest = parts[name].rpartition(b"?>\n" if b"?>\n" in parts[name] else b"?>")
    declared = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    return packed({**parts, name: head + mark + declared + rest})


MUTATIONS: Final[Mapping[str, Mutation]] = {
    "bytes changed": _bytes_changed,
    "bytes removed": _bytes_removed,
    "bytes inserted": _bytes_inserted,
    "cut off": _cut,
    "headers of the archive": _headers,
    "a member removed": _member_removed,
    "a member renamed": _member_renamed,
    "members swapped": _members_swapped,
    "a member twice": _member_twice,
    "a member cut off": _member_cut,
    "a byte of a part": _text_of_xml,
    "types declared": _types_declared,
    "an element removed": _of_tree(_removed),
    "an element twice": _of_tree(_doubled),
    "elements swapped": _of_tree(_swapped),
    "an element moved": _of_tree(_moved),
    "an element renamed": _of_tree(_renamed),
    "an element wrapped": _of_tree(_wrapped),
    "an element inserted": _of_tree(_inserted),
    "an attribute changed": _of_tree(_attribute_changed),
    "an attribute removed": _of_tree(_attribute_removed),
    "an attribute added": _of_tree(_attribute_added),
    "a text changed": _of_tree(_text_changed),
    "texts swapped": _of_tree(_texts_swapped),
}
