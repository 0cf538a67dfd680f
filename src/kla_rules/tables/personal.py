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
PERSONAL: Final = frozenset(_ABOUT_PERSONS.split())


def personal_word(column: str) -> str | None:
    """Return the word by which a column may name or describe a person; None where it has none.

    >>> personal_word("Nama Anak"), personal_word("tgl_lahir"), personal_word("served")
    ('nama', 'lahir', None)
    """
    return next((word for word in _WORDS.findall(column.lower()) if word in PERSONAL), None)
