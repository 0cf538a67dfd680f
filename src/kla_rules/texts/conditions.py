"""How conditions, and what was seen of them, are told in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
CONDITIONS: Final[dict[str, dict[str, str]]] = {
    # -- what is asked ---------------------------------------------------------------------------
    "all": {"en": "all of these: {parts}", "id": "semua hal ini: {parts}"},
    "any": {"en": "at least one of these: {parts}", "id": "paling sedikit satu dari hal ini: {parts}"},
    "not": {"en": "not: {part}", "id": "tidak benar bahwa {part}"},
    "of": {"en": "at least {count} of these: {parts}", "id": "paling sedikit {count} dari hal ini: {parts}"},
    "nodes": {
        "en": "at least {count} of the {there} {rank} have {share:points}% or more of their maximum",
        "id": "paling sedikit {count} dari {there} {rank} mencapai {share:points}% atau lebih dari nilai maksimumnya",
    },
    "points": {"en": "{name:text}: {comparison} points", "id": "{name:text}: {comparison} poin"},
    "ratio": {"en": "{name:text}: {comparison}% of its maximum", "id": "{name:text}: {comparison}% dari nilai maksimumnya"},
    "measure": {"en": "{title:text}: {comparison}{unit}", "id": "{title:text}: {comparison}{unit}"},
    "share": {"en": "{title:text}: {comparison}% of {units:text}", "id": "{title:text}: {comparison}% dari {units:text}"},
    "holds": {"en": "{title:text}: yes", "id": "{title:text}: ya"},
    "holds-not": {"en": "{title:text}: no", "id": "{title:text}: tidak"},
    "rising": {"en": "{title:text}: rising", "id": "{title:text}: naik"},
    "falling": {"en": "{title:text}: falling", "id": "{title:text}: turun"},
    "at_least": {"en": "at least {value:points}", "id": "paling sedikit {value:points}"},
    "at_most": {"en": "at most {value:points}", "id": "paling banyak {value:points}"},
    "above": {"en": "more than {value:points}", "id": "lebih dari {value:points}"},
    "below": {"en": "less than {value:points}", "id": "kurang dari {value:points}"},
    "rank-cluster": {"en": "clusters", "id": "klaster"},
    "rank-indicator": {"en": "indicators", "id": "indikator"},
    "rank-question": {"en": "questions", "id": "pertanyaan"},
    # -- what was seen ---------------------------------------------------------------------------
    "seen-nothing": {"en": "not known", "id": "belum diketahui"},
    "seen-one": {"en": "{low:points}{unit}", "id": "{low:points}{unit}"},
    "seen-range": {"en": "{low:points} to {high:points}{unit}", "id": "{low:points} sampai {high:points}{unit}"},
    "seen-share": {"en": "{low:points}% ({part} of {whole})", "id": "{low:points}% ({part} dari {whole})"},
    "seen-share-range": {
        "en": "{low:points} to {high:points}% ({part} of {whole}, {unknown} not known)",
        "id": "{low:points} sampai {high:points}% ({part} dari {whole}, {unknown} belum diketahui)",
    },
    "seen-yes": {"en": "yes", "id": "ya"},
    "seen-no": {"en": "no", "id": "tidak"},
    "seen-trend": {
        "en": "{from:points}{unit} in {from_year}, {to:points}{unit} in {to_year}",
        "id": "{from:points}{unit} pada {from_year}, {to:points}{unit} pada {to_year}",
    },
    "seen-nodes": {
        "en": "{true} reach it, {false} do not, {unknown} not known",
        "id": "{true} mencapai, {false} tidak, {unknown} belum diketahui",
    },
    "seen-counts": {
        "en": "{true} yes, {false} no, {unknown} not known",
        "id": "{true} ya, {false} tidak, {unknown} belum diketahui",
    },
    "points-unit": {"en": " points", "id": " poin"},
    "percent-unit": {"en": "%", "id": "%"},
    "number-unit": {"en": "", "id": ""},
}
