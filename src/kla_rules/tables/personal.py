"""Columns that may name or describe a person: no table about children may have one."""

import re
from typing import Final

_WORDS: Final = re.compile(r"[a-z]+")
# What names or describes a person, in a name of a column.
_ABOUT_PERSONS: Final = (
    "address agama age alamat alias anak ayah birth birthdate birthday born catatan cerita "
    "child class comment comments description deskripsi dob email ethnicity family father "
    "foto gambar gender grade guardian hp ibu identitas identity inisial initial initials "
    "jalan kelamin kelas keluarga keterangan kk korban kronologi kronologis ktp lahir mother "
    "nama namaanak name names narasi narrative nickname nik nis nisn note notes orangtua "
    "panggilan paspor passport pelaku perpetrator phone photo picture religion remark remarks "
    "rt rw school sekolah sex story street suku telepon telp tgllahir ttl umur uraian usia "
    "victim wali whatsapp "
)
_PERSONAL: Final = frozenset(_ABOUT_PERSONS.split())


def is_personal(column: str) -> bool:
    """Tell whether a column may name or describe a person.

    >>> is_personal("Nama Anak"), is_personal("tgl_lahir"), is_personal("served")
    (True, True, False)
    """
    return not _PERSONAL.isdisjoint(_WORDS.findall(column.lower()))
