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
    "stage": {"en": " ({stage:text}, not an award)", "id": " ({stage:text}, bukan penghargaan)"},
    "reading": {"en": "        {level} [grade {grade}] {source}", "id": "        {level} [keandalan {grade}] {source}"},
    "change": {
        "en": "{before} to {after}: {old} to {new}; {points} points before, {new_points} after.",
        "id": "{before} ke {after}: {old} menjadi {new}; nilai sebelumnya {points}, sesudahnya {new_points}.",
    },
    "verification": {
        "en": "Verification in the round of {after}, from {stage:text} to {new_stage:text}: {old} to {new}; {points} points before, {new_points} after.",
        "id": "Verifikasi pada putaran {after}, dari {stage:text} ke {new_stage:text}: {old} menjadi {new}; nilai sebelumnya {points}, sesudahnya {new_points}.",
    },
    "reasons": {"en": "  What moved the level: {reasons}.", "id": "  Yang mengubah peringkat: {reasons}."},
    "no-reason": {"en": "  Nothing moved the level.", "id": "  Tidak ada yang mengubah peringkat."},
    "reason-points": {"en": "the points", "id": "nilainya"},
    "reason-edition": {"en": "the change of edition", "id": "pergantian edisi"},
    "reason-requirements": {"en": "requirements besides points", "id": "syarat di luar nilai"},
    "cluster": {
        "en": "    {id}: {points} before, {new_points} after",
        "id": "    {id}: sebelumnya {points}, sesudahnya {new_points}",
    },
    "tenure": {"en": "{level}, rounds in a row: {rounds}, since {since}.", "id": "{level}, putaran berturut-turut: {rounds}, sejak {since}."},
    "tenure-at-least": {
        "en": "{level}, rounds in a row: at least {rounds}, known since {since}.",
        "id": "{level}, putaran berturut-turut: paling sedikit {rounds}, diketahui sejak {since}.",
    },
    "ahead": {"en": "To the next level, {level}: {points:points} points.", "id": "Menuju peringkat berikutnya, {level}: {points:points} poin."},
    "ahead-over": {
        "en": "To the floor of the next level, {level}: {points:points} points; it must be passed.",
        "id": "Menuju batas peringkat berikutnya, {level}: {points:points} poin; batas itu harus dilampaui.",
    },
    "one": {"en": "{low:points}", "id": "{low:points}"},
    "range": {"en": "{low:points} to {high:points}", "id": "{low:points} sampai {high:points}"},
    "ahead-requirements": {
        "en": "It also asks for what is not met or not known: {requirements:list}.",
        "id": "Disyaratkan pula yang belum terpenuhi atau belum diketahui: {requirements:list}.",
    },
}
