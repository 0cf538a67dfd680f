"""What the command line says of itself."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
INTERFACE: Final[dict[str, dict[str, str]]] = {
    "edition": {"en": "{id}: {title:text}; rounds {rounds}", "id": "{id}: {title:text}; putaran {rounds}"},
    "clean": {"en": "{path}: in order.", "id": "{path}: tidak ada kesalahan."},
    "errors": {"en": "{path}: {count} error(s).", "id": "{path}: {count} kesalahan."},
    "restamped": {
        "en": "{path}: restamped; parts of the edition that it touches: {parts}.",
        "id": "{path}: diperbarui; bagian edisi yang disentuhnya: {parts}.",
    },
    "restamped-already": {
        "en": "{path}: up to date; parts of the edition that it touches: {parts}.",
        "id": "{path}: sudah mutakhir; bagian edisi yang disentuhnya: {parts}.",
    },
    "no-output": {
        "en": "kla: the output cannot be written ({reason}).",
        "id": "kla: keluaran tidak dapat ditulis ({reason}).",
    },
    "fault": {
        "en": "kla: a fault of the program, not of your input ({kind}: {reason}); please report it with the file that caused it.",
        "id": "kla: kesalahan program, bukan kesalahan masukan Anda ({kind}: {reason}); mohon dilaporkan beserta berkasnya.",
    },
    "levels": {"en": "Levels:", "id": "Peringkat:"},
    "level-inclusive": {"en": "  {title:text}: from {floor:points} points", "id": "  {title:text}: mulai {floor:points} poin"},
    "level-exclusive": {"en": "  {title:text}: above {floor:points} points", "id": "  {title:text}: di atas {floor:points} poin"},
    "tree": {"en": "Clusters, indicators and questions with their maxima:", "id": "Bagian, indikator, dan pertanyaan dengan nilai maksimumnya:"},
    "node": {"en": "{id} {title:text} [{maximum:points}]", "id": "{id} {title:text} [{maximum:points}]"},
    "node-no-maximum": {"en": "{id} {title:text} [maximum not known]", "id": "{id} {title:text} [nilai maksimum tidak diketahui]"},
    "requirements": {"en": "What levels ask for besides points:", "id": "Syarat peringkat di luar nilai:"},
    "advisories": {"en": "Advisories, which change no level:", "id": "Hal yang perlu diperhatikan, tanpa mengubah peringkat:"},
    "asked": {
        "en": "  {title:text} (for {level:text}): {asked} [{source}, grade {grade}]",
        "id": "  {title:text} (untuk {level:text}): {asked} [{source}, keandalan {grade}]",
    },
    "asked-in": {
        "en": "  {title:text} (for {level:text}; known to be asked in {rounds}): {asked} [{source}, grade {grade}]",
        "id": "  {title:text} (untuk {level:text}; diketahui disyaratkan pada {rounds}): {asked} [{source}, keandalan {grade}]",
    },
    "measures": {"en": "Measures that a profile can give for these:", "id": "Ukuran yang dapat ditulis dalam profil untuk hal-hal ini:"},
    "measure": {"en": "  {id} ({kind}{units}): {title:text}", "id": "  {id} ({kind}{units}): {title:text}"},
    "cannot-say": {
        "en": "What this edition cannot say: {statements}.",
        "id": "Yang tidak dapat dikatakan dengan edisi ini: {statements}.",
    },
    "cap": {"en": "(capped) {note:text}", "id": "(dibatasi) {note:text}"},
    "rounds": {"en": "Rounds: {rounds}. Version {version}, digest {digest}.", "id": "Putaran: {rounds}. Versi {version}, sidik digital {digest}."},
    "overlay-without-edition": {
        "en": "kla: --overlay shows what it changes in one edition; name that edition with --show.",
        "id": "kla: --overlay menunjukkan perubahannya pada satu edisi; sebutkan edisinya dengan --show.",
    },
    "overlays": {
        "en": "What the overlays change (digest of the edition by itself: {digest}):",
        "id": "Yang diubah berkas tambahan (sidik digital edisi tanpa berkas tambahan: {digest}):",
    },
    "overlay": {
        "en": "  {id}: {title:text} (digest {digest})",
        "id": "  {id}: {title:text} (sidik digital {digest})",
    },
    "overlay-invented": {
        "en": "  {id}: {title:text} (INVENTED for illustration, digest {digest})",
        "id": "  {id}: {title:text} (REKAAN untuk contoh, sidik digital {digest})",
    },
    "overlay-nothing": {"en": "    - nothing", "id": "    - tidak ada"},
    "overlay-change": {"en": "    - {change}", "id": "    - {change}"},
    "agencies": {"en": "Agencies, with names that regions use:", "id": "Perangkat daerah, dengan nama yang dipakai daerah:"},
    "agency": {"en": "  {id}: {title:text}{names}", "id": "  {id}: {title:text}{names}"},
    "evidence-kinds": {
        "en": "Kinds of documents that evidence can name:",
        "id": "Jenis dokumen yang dapat dicantumkan sebagai bukti:",
    },
    "evidence-kind": {"en": "  {id}: {title:text}. {definition:text}", "id": "  {id}: {title:text}. {definition:text}"},
    "unit-tiers": {"en": "Tiers of units, which are local and not national:", "id": "Jenjang wilayah, ketentuan daerah dan bukan nasional:"},
    "unit-tier": {
        "en": "  {title:text} ({scope}): {asked} [{source}, grade {grade}]",
        "id": "  {title:text} ({scope}): {asked} [{source}, keandalan {grade}]",
    },
}
