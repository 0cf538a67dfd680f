"""The sentences of sensitivity, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
SENSITIVITY: Final[dict[str, dict[str, str]]] = {
    "need": {"en": "{level:text} lacks {points:points} points.", "id": "Untuk {level:text} masih kurang {points:points} poin."},
    "need-none": {"en": "The points for {level:text} are there.", "id": "Nilai untuk {level:text} sudah cukup."},
    "highest": {"en": "There is no higher level.", "id": "Tidak ada peringkat yang lebih tinggi."},
    "holding": {"en": "Whatever the points, this must be met as well: {titles:list}.", "id": "Berapa pun nilainya, ini juga harus terpenuhi: {titles:list}."},
    "gain-alone": {"en": "One question is enough at: {nodes:list}.", "id": "Satu pertanyaan saja cukup pada: {nodes:list}."},
    "gain-group": {"en": "The fewest questions that can bring it together are {count}, for example by {changes:list}.", "id": "Paling sedikit {count} pertanyaan dapat mencapainya bersama, misalnya dengan {changes:list}."},
    "gain-never": {"en": "As far as its parts are known, no questions can bring it.", "id": "Menurut bagian yang diketahui, tidak ada pertanyaan yang dapat mencapainya."},
    "spare": {"en": "{level:text} is lost once {points:points} points go.", "id": "{level:text} lepas bila {points:points} poin hilang."},
    "no-level": {"en": "No level is secured that could be lost.", "id": "Belum ada peringkat yang dapat lepas."},
    "loss-alone": {"en": "One question is enough to lose it at: {nodes:list}.", "id": "Satu pertanyaan saja dapat melepaskannya pada: {nodes:list}."},
    "loss-group": {"en": "The fewest questions that can lose it together are {count}, for example by {changes:list}.", "id": "Paling sedikit {count} pertanyaan dapat melepaskannya bersama, misalnya dengan {changes:list}."},
    "loss-never": {"en": "The questions that are known cannot lose it.", "id": "Pertanyaan yang diketahui jawabannya tidak dapat melepaskannya."},
    "change": {"en": "{node} ({points:points})", "id": "{node} ({points:points})"},
    "on-points": {
        "en": "This looks at the floors alone. Requirements on points can decide besides: {titles:list}.",
        "id": "Uraian ini hanya melihat batas bawah. Syarat tentang nilai juga dapat menentukan: {titles:list}.",
    },
}
