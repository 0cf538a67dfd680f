"""The sentences on what a children's forum has done, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
FORUM: Final[dict[str, dict[str, str]]] = {
    "heading": {"en": "Children's forum: pioneers and reporters (edition {edition})", "id": "Forum Anak: pelopor dan pelapor (edisi {edition})"},
    "count": {
        "en": "{count:record|records}, {shown} with a document.",
        "id": "{count} catatan, {shown} dengan dokumen.",
    },
    "suggests": {
        "en": "What follows are suggestions. They count only where the profile accepts them, and what an assessor gives for them is not known.",
        "id": "Yang berikut adalah usulan. Usulan hanya dihitung bila diterima dalam profil, dan nilai yang diberikan penilai belum diketahui.",
    },
    "questions": {"en": "By question", "id": "Menurut pertanyaan"},
    "documented": {"en": "{node} {title:text}: documented; suggested: {answer}", "id": "{node} {title:text}: terdokumentasi; usulan: {answer}"},
    "partly": {"en": "{node} {title:text}: documented in part", "id": "{node} {title:text}: terdokumentasi sebagian"},
    "recorded": {"en": "{node} {title:text}: recorded, and nothing more", "id": "{node} {title:text}: baru tercatat"},
    "resting": {"en": "resting on: {names:list}", "id": "berdasarkan: {names:list}"},
    "nothing": {"en": "{node} {title:text}: nothing recorded, so nothing suggested", "id": "{node} {title:text}: belum ada catatan, sehingga tidak ada usulan"},
    "answer-full": {"en": "full", "id": "penuh"},
    "answer-none": {"en": "none", "id": "tidak ada"},
    "answer-other": {"en": "{value}", "id": "{value}"},
    "lacking": {"en": "without a documented record: {names:list}", "id": "belum ada catatan yang terdokumentasi: {names:list}"},
    "undocumented": {"en": "without a document: {names:list}", "id": "belum berdokumen: {names:list}"},
    "document-needed": {"en": "a document is still needed: {names:list}", "id": "masih diperlukan dokumen: {names:list}"},
    "or": {"en": "{first} or {second}", "id": "{first} atau {second}"},
    "teaching": {"en": "Teaching through teachers: {parts:list}.", "id": "Pembelajaran melalui guru: {parts:list}."},
    "sessions": {"en": "{count:session|sessions}", "id": "{count} sesi"},
    "schools": {"en": "{count:school|schools} (a school visited twice counts twice)", "id": "{count} sekolah (sekolah yang dikunjungi dua kali dihitung dua kali)"},
    "pupils": {"en": "{count:pupil|pupils} reached", "id": "{count} siswa terjangkau"},
    "units": {"en": "By unit", "id": "Menurut wilayah"},
    "city": {"en": "The whole city", "id": "Seluruh kota"},
    "unit": {"en": "{name}: {parts}", "id": "{name}: {parts}"},
    "unit-documented": {"en": "documented: {names:list}", "id": "terdokumentasi: {names:list}"},
    "unit-lacking": {"en": "no record of: {names:list}", "id": "belum tercatat: {names:list}"},
    "unit-themes": {"en": "themes: {names:list}", "id": "tema: {names:list}"},
    "counted": {"en": "{name} {count}", "id": "{name} {count}"},
    "nothing-of": {"en": "No record of: {names:list}.", "id": "Belum ada catatan dari: {names:list}."},
    "channels": {"en": "What a child can report through", "id": "Saluran yang dapat dijangkau anak untuk melapor"},
    "channel": {"en": "{title:text}: in {yes} of {whole}", "id": "{title:text}: di {yes} dari {whole}"},
    "channel-open": {"en": "{title:text}: in {yes} of {whole}, not known in {unknown}", "id": "{title:text}: di {yes} dari {whole}, belum diketahui di {unknown}"},
    "channels-missing": {"en": "No channel answered with yes: {names:list}.", "id": "Tidak ada saluran yang dijawab ya: {names:list}."},
    "more": {"en": "and {count} more", "id": "dan {count} lainnya"},
    "accept": {
        "en": "To accept, name the table and the questions in the profile, as in forum: {{records: forum.csv, accept: [{example}]}}.",
        "id": "Untuk menerima, sebutkan tabel dan pertanyaannya dalam profil, misalnya forum: {{records: forum.csv, accept: [{example}]}}.",
    },
}
