"""The sentences of a history, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
HISTORY: Final[dict[str, dict[str, str]]] = {
    "title": {"en": "{region}: levels by round", "id": "{region}: peringkat menurut putaran"},
    "row-known": {"en": "  {year}  {levels}", "id": "  {year}  {levels}"},
    "row-open": {"en": "  {year}  not settled: {levels}", "id": "  {year}  belum pasti: {levels}"},
    "row-conflict": {"en": "  {year}  sources conflict: {levels}", "id": "  {year}  sumber bertentangan: {levels}"},
    "row-unknown": {"en": "  {year}  not known", "id": "  {year}  tidak diketahui"},
    "row-no_round": {"en": "  {year}  no round: {reason:text}", "id": "  {year}  tidak ada putaran: {reason:text}"},
    "evaluated": {
        "en": "        evaluation of {year}, {stage:text}: {levels}, {points} points",
        "id": "        evaluasi {year}, {stage:text}: {levels}, {points} poin",
    },
    "evaluated-before": {
        "en": "        evaluation of {year}, {stage:text}, not an award: {levels}, {points} points",
        "id": "        evaluasi {year}, {stage:text}, bukan penghargaan: {levels}, {points} poin",
    },
    "label-illustrative": {
        "en": "ILLUSTRATION: figures, tables or overlays used here are invented; this describes no real region.",
        "id": "CONTOH: angka, tabel, atau berkas tambahan yang dipakai di sini rekaan; hasil ini tidak menggambarkan daerah yang sesungguhnya.",
    },
    "label-backed": {
        "en": "COUNTED: only points that a fitting document backs; all others are taken as unknown.",
        "id": "YANG DIHITUNG: hanya nilai yang didukung dokumen yang sesuai; selebihnya dianggap belum diketahui.",
    },
    "editions": {
        "en": "  The instrument changed with it, from {old} to {new}.",
        "id": "  Instrumennya juga berganti, dari {old} ke {new}.",
    },
    "reading": {"en": "        {level} [grade {grade}] {source}", "id": "        {level} [keandalan {grade}] {source}"},
    "change": {
        "en": "{before} to {after}: {old} to {new}; {points} points before, {new_points} after.",
        "id": "{before} ke {after}: {old} menjadi {new}; nilai sebelumnya {points}, sesudahnya {new_points}.",
    },
    "verification": {
        "en": "Verification in the round of {after}, from {stage:text} to {new_stage:text}: {old} to {new}; {points} points before, {new_points} after.",
        "id": "Verifikasi pada putaran {after}, dari {stage:text} ke {new_stage:text}: {old} menjadi {new}; nilai sebelumnya {points}, sesudahnya {new_points}.",
    },
    "reasons": {"en": "  What moved the level: {reasons}.", "id": "  Penyebab perubahan peringkat: {reasons}."},
    "no-reason": {"en": "  Nothing moved the level.", "id": "  Tidak ada yang mengubah peringkat."},
    "reason-points": {"en": "the points", "id": "perubahan nilai"},
    "reason-edition": {"en": "the change of edition", "id": "pergantian edisi"},
    "reason-requirements": {"en": "requirements besides points", "id": "syarat di luar nilai"},
    "cluster": {
        "en": "    {id}: {points} before, {new_points} after",
        "id": "    {id}: sebelumnya {points}, sesudahnya {new_points}",
    },
    "tenure": {"en": "{level} since {since} (rounds in a row: {rounds}).", "id": "{level} sejak {since} (putaran berturut-turut: {rounds})."},
    "tenure-at-least": {
        "en": "{level} since {since} or longer (rounds in a row, as far as known: {rounds}).",
        "id": "{level} sejak {since} atau lebih lama (putaran berturut-turut yang diketahui: {rounds}).",
    },
    "ahead": {
        "en": "From the evaluation of {year} ({stage:text}), {points:points} points are missing to the next level, {level}.",
        "id": "Dari evaluasi {year} ({stage:text}), kurang {points:points} poin menuju peringkat berikutnya, {level}.",
    },
    "ahead-over": {
        "en": "From the evaluation of {year} ({stage:text}), {points:points} points are missing to the floor of the next level, {level}, which must be exceeded.",
        "id": "Dari evaluasi {year} ({stage:text}), kurang {points:points} poin menuju batas bawah peringkat berikutnya, {level}, yang harus dilampaui.",
    },
    "one": {"en": "{low:points}", "id": "{low:points}"},
    "range": {"en": "{low:points} to {high:points}", "id": "{low:points} sampai {high:points}"},
    "ahead-requirements": {
        "en": "It also asks for what is not met or not known: {requirements:list}.",
        "id": "Disyaratkan pula yang belum terpenuhi atau belum diketahui: {requirements:list}.",
    },
}
