"""What two editions say differently, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
CHANGES: Final[dict[str, dict[str, str]]] = {
    "added": {"en": "new: {what} {name:text}", "id": "baru: {what} {name:text}"},
    "removed": {"en": "gone: {what} {name:text}", "id": "dihapus: {what} {name:text}"},
    "changed": {"en": "changed: {what} {name:text}", "id": "berubah: {what} {name:text}"},
    "maximum-changed": {
        "en": "the maximum of {name:text}: {old:points} to {new:points}",
        "id": "nilai maksimum {name:text}: {old:points} menjadi {new:points}",
    },
    "maximum-added": {
        "en": "the maximum of {name:text} is now known: {new:points}",
        "id": "nilai maksimum {name:text} kini diketahui: {new:points}",
    },
    "floor-changed": {
        "en": "the floor of {name:text}: {old:points} to {new:points}",
        "id": "batas bawah {name:text}: {old:points} menjadi {new:points}",
    },
    "node-added": {"en": "new: {name:text}", "id": "baru: {name:text}"},
    "node-removed": {"en": "gone: {name:text}", "id": "dihapus: {name:text}"},
    "version-changed": {"en": "the version: {old:text} to {new:text}", "id": "versi: {old:text} menjadi {new:text}"},
    "advisory-added": {"en": "new advisory: {name:text}", "id": "hal baru yang perlu diperhatikan: {name:text}"},
    "texts-changed": {"en": "changed: what is said of the edition", "id": "berubah: keterangan tentang edisi"},
    "asks-changed": {
        "en": "the evidence asked for at {name:text}: {old} to {new}",
        "id": "bukti yang diminta pada {name:text}: {old} menjadi {new}",
    },
    "agency-changed": {"en": "the name of an agency, from {old:text} to {new:text}", "id": "nama perangkat daerah: {old:text} menjadi {new:text}"},
    "cap-removed": {
        "en": "the cap of {name:text} falls away: its questions sum to it",
        "id": "pembatasan {name:text} tidak diperlukan lagi: jumlah nilai pertanyaannya sudah sama dengan nilai indikator",
    },
    # -- what kinds of things there are ----------------------------------------------------------
    "title": {"en": "the title of", "id": "judul"},
    "version": {"en": "the version of", "id": "versi"},
    "rounds": {"en": "the rounds of", "id": "putaran"},
    "texts": {"en": "what is said of the edition", "id": "keterangan edisi"},
    "maximum": {"en": "the maximum of", "id": "nilai maksimum"},
    "node": {"en": "name, place or notes of", "id": "nama, letak, atau catatan"},
    "cited": {"en": "source or grade of", "id": "sumber atau keandalan"},
    "cap": {"en": "the cap of", "id": "pembatasan"},
    "agencies": {"en": "the agencies named for", "id": "perangkat daerah untuk"},
    "question": {"en": "kind, direction or form of answer of", "id": "jenis, arah, atau bentuk jawaban"},
    "asks": {"en": "the evidence asked for at", "id": "bukti yang diminta pada"},
    "table": {"en": "a table that turns answers into points for", "id": "tabel yang mengubah jawaban menjadi nilai untuk"},
    "floor": {"en": "the floor of", "id": "batas bawah"},
    "level": {"en": "the level", "id": "peringkat"},
    "edge": {"en": "what holds exactly on a floor in", "id": "ketentuan tepat pada batas dalam"},
    "period": {"en": "the years looked at in", "id": "tahun yang dinilai dalam"},
    "stage": {"en": "the stage", "id": "tahap"},
    "kind": {"en": "the kind of question", "id": "jenis pertanyaan"},
    "agency": {"en": "the agency", "id": "perangkat daerah"},
    "source": {"en": "the source", "id": "sumber"},
    "measure": {"en": "the measure", "id": "ukuran"},
    "requirement": {"en": "the requirement", "id": "syarat"},
    "advisory": {"en": "the advisory", "id": "hal yang perlu diperhatikan"},
    "evidence-kind": {"en": "the kind of document", "id": "jenis dokumen"},
    "tier": {"en": "the tier of units", "id": "jenjang wilayah"},
}
