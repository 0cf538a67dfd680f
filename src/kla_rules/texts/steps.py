"""The sentences of steps, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
STEPS: Final[dict[str, dict[str, str]]] = {
    # -- steps that no catalogue lists -----------------------------------------------------------
    "answer-title": {"en": "Answer question {node}: {title:text}", "id": "Jawab pertanyaan {node}: {title:text}"},
    "answer-instruction": {
        "en": "Find out what is so and answer it; only then can it be told whether anything is to be mended.",
        "id": "Kumpulkan keterangannya dan isi jawabannya; baru setelah itu terlihat apakah ada yang perlu diperbaiki.",
    },
    "file-title": {"en": "File the proof for {node}: {title:text}", "id": "Lengkapi bukti untuk {node}: {title:text}"},
    "file-instruction": {
        "en": "The work is claimed as done. File what shows it: {kinds:text}.",
        "id": "Pekerjaannya dinyatakan sudah dilakukan. Unggah dokumen yang menunjukkannya: {kinds:text}.",
    },
    "meet-title": {"en": "Meet the requirement: {title:text}", "id": "Penuhi syarat: {title:text}"},
    "meet-instruction": {"en": "The level asks for it besides points: {asked:text}.", "id": "Peringkat mensyaratkannya di luar nilai: {asked:text}."},
    "find-title": {"en": "Find out whether this requirement is met: {title:text}", "id": "Pastikan apakah syarat ini terpenuhi: {title:text}"},
    "find-instruction": {
        "en": "The level asks for it besides points, and it is not known: {asked:text}.",
        "id": "Peringkat mensyaratkannya di luar nilai, dan belum diketahui: {asked:text}.",
    },
    "any-document": {"en": "any document that shows it", "id": "dokumen apa pun yang menunjukkannya"},
    # -- telling ---------------------------------------------------------------------------------
    "heading-agency": {"en": "What to do, by agency ({count} steps):", "id": "Yang perlu dilakukan, menurut perangkat daerah ({count} langkah):"},
    "heading-cluster": {"en": "What to do, by cluster ({count} steps):", "id": "Yang perlu dilakukan, menurut klaster ({count} langkah):"},
    "heading-kind": {"en": "What to do, by kind ({count} steps):", "id": "Yang perlu dilakukan, menurut jenisnya ({count} langkah):"},
    "assumed": {
        "en": "ASSUMED, from no source: effort, months and how much of a gap a step mends ({title:text}).",
        "id": "ANGGAPAN, tanpa sumber: beban, lama, dan seberapa jauh suatu langkah menutup kekurangan ({title:text}).",
    },
    "no-agency": {"en": "No agency named", "id": "Perangkat daerah tidak disebut"},
    "no-cluster": {"en": "What levels ask for besides points", "id": "Syarat peringkat di luar nilai"},
    "no-kind": {"en": "Other", "id": "Lainnya"},
    "kind-enact": {"en": "Enact regulations and policies", "id": "Menetapkan peraturan dan kebijakan"},
    "kind-establish": {"en": "Establish bodies, units and procedures", "id": "Membentuk lembaga, unit, dan prosedur"},
    "kind-train": {"en": "Train", "id": "Melatih"},
    "kind-partner": {"en": "Form partnerships", "id": "Menjalin kemitraan"},
    "kind-standardise": {"en": "Meet standards", "id": "Memenuhi standar"},
    "kind-publish": {"en": "Publish", "id": "Mempublikasikan"},
    "kind-extend": {"en": "Extend coverage", "id": "Memperluas cakupan"},
    "kind-stop": {"en": "Stop what must not be", "id": "Menghentikan yang dilarang"},
    "kind-document": {"en": "Document", "id": "Mendokumentasikan"},
    "kind-programme": {"en": "Run programmes", "id": "Menjalankan program"},
    "kind-answer": {"en": "Answer questions", "id": "Menjawab pertanyaan"},
    "kind-file": {"en": "File proofs", "id": "Melengkapi bukti"},
    "kind-meet": {"en": "Meet requirements", "id": "Memenuhi syarat"},
    "responsible": {"en": "Done by: {agency:text}.", "id": "Pelaksana: {agency:text}."},
    "gain": {"en": "gains {low:points} points", "id": "menambah {low:points} poin"},
    "gain-range": {"en": "gains {low:points} to {high:points} points", "id": "menambah {low:points} sampai {high:points} poin"},
    "gain-outcome": {
        "en": "up to {high:points} points, which no step alone decides and which are not counted",
        "id": "sampai {high:points} poin, yang tidak ditentukan oleh satu langkah dan tidak dihitung",
    },
    "secures": {"en": "secures {secures:points} points that are claimed", "id": "mengamankan {secures:points} poin yang dinyatakan"},
    "no-gain": {"en": "no points by itself", "id": "tanpa tambahan poin dengan sendirinya"},
    "item": {"en": "{title:text}: {gain} ({why}{months})", "id": "{title:text}: {gain} ({why}{months})"},
    "months": {"en": "; months: {months}", "id": "; lama {months} bulan"},
    "months-yearly": {"en": "; months: {months}, every year", "id": "; lama {months} bulan, setiap tahun"},
    "first": {"en": "Comes after: {steps:list}.", "id": "Dilakukan sesudah: {steps:list}."},
    "condition": {"en": "Before it, this must hold: {condition:text}.", "id": "Sebelumnya harus terpenuhi: {condition:text}."},
    "supporting": {"en": "With: {agencies:list}.", "id": "Bersama: {agencies:list}."},
    "cited": {"en": "[{source}, grade {grade}]", "id": "[{source}, keandalan {grade}]"},
    "derived": {"en": "[derived from the question, grade I]", "id": "[diturunkan dari pertanyaannya, keandalan I]"},
    "rest": {"en": "questions to answer ({count}): {nodes:list}, up to {points:points} points", "id": "pertanyaan yang perlu dijawab ({count}): {nodes:list}, sampai {points:points} poin"},
    "proofs": {"en": "documents to file ({count}): {nodes:list}, securing {points:points} points", "id": "dokumen yang perlu dilengkapi ({count}): {nodes:list}, mengamankan {points:points} poin"},
    "none": {"en": "Nothing is left to do that these rules know of.", "id": "Tidak ada lagi yang perlu dilakukan menurut aturan ini."},
    "why-requirement": {"en": "asked for by the level {level:text}", "id": "disyaratkan untuk peringkat {level:text}"},
    "why-gap": {"en": "points are missing at {nodes:list}", "id": "nilai kurang pada {nodes:list}"},
    "why-advisory": {"en": "an advisory is not met: {advisories:list}", "id": "hal yang perlu diperhatikan belum terpenuhi: {advisories:list}"},
    "why-prerequisite": {"en": "what waits for it: {opens:list}", "id": "ditunggu oleh: {opens:list}"},
}
