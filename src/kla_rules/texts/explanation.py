"""The sentences of an explanation, in Indonesian and English."""

from typing import Final

# fmt: off
# ruff: noqa: E501 - one sentence, one line: they are read side by side
EXPLANATION: Final[dict[str, dict[str, str]]] = {
    # -- whose result this is ------------------------------------------------------------------
    "title": {
        "en": "{region}: {stage}, {year} (edition {edition})",
        "id": "{region}: {stage}, {year} (edisi {edition})",
    },
    "no-region": {"en": "Region not named", "id": "Daerah tidak disebut"},
    "no-stage": {"en": "stage not stated", "id": "tahap tidak disebut"},
    "no-year": {"en": "round not stated", "id": "putaran tidak disebut"},
    "round": {"en": "round of {year}", "id": "putaran {year}"},
    # -- the level -----------------------------------------------------------------------------
    "level": {
        "en": "Level by points: {level:level}, with {score:points} of {maximum:points} points.",
        "id": "Peringkat menurut nilai: {level:level}, dengan {score:points} dari {maximum:points} poin.",
    },
    "level-open": {
        "en": "The level is not settled yet: between {low:points} and {high:points} of {maximum:points} points are possible.",
        "id": "Peringkat belum pasti: nilai yang mungkin antara {low:points} dan {high:points} dari {maximum:points} poin.",
    },
    "level-none": {
        "en": "No level by points: {score:points} of {maximum:points} points.",
        "id": "Belum memperoleh peringkat menurut nilai: {score:points} dari {maximum:points} poin.",
    },
    "level-open-none": {
        "en": "No level is secured yet. Still possible: {levels}.",
        "id": "Belum ada peringkat yang pasti diraih. Masih mungkin: {levels}.",
    },
    "level-open-levels": {
        "en": "Already secured: {level:level}. Still possible: {levels}.",
        "id": "Sudah pasti diraih: {level:level}. Masih mungkin: {levels}.",
    },
    "level-range": {
        "en": "Level by points: {level:level}, whatever the open answers are: between {low:points} and {high:points} of {maximum:points} points.",
        "id": "Peringkat menurut nilai: {level:level}, apa pun jawaban yang masih terbuka: antara {low:points} dan {high:points} dari {maximum:points} poin.",
    },
    "figure-one": {"en": "{low:points} of {maximum:points} points", "id": "{low:points} dari {maximum:points} poin"},
    "figure-range": {
        "en": "{low:points} to {high:points} of {maximum:points} points",
        "id": "{low:points} sampai {high:points} dari {maximum:points} poin",
    },
    "level-held": {"en": "Level: {level:text}, with {figure}.", "id": "Peringkat: {level:text}, dengan {figure}."},
    "level-held-none": {"en": "No level, with {figure}.", "id": "Belum memperoleh peringkat, dengan {figure}."},
    "level-requirements": {
        "en": "The points are settled ({figure}), the level is not: it depends on requirements.",
        "id": "Nilainya sudah pasti ({figure}), peringkatnya belum: masih bergantung pada syarat di luar nilai.",
    },
    "held": {
        "en": "{by_points:text} by points, held at {level:text} because of what is not met: {reasons}.",
        "id": "Menurut nilai mencapai {by_points:text}, tetapi tertahan pada {level:text} karena belum terpenuhi: {reasons}.",
    },
    "held-none": {
        "en": "{by_points:text} by points, but no level because of what is not met: {reasons}.",
        "id": "Menurut nilai mencapai {by_points:text}, tetapi belum memperoleh peringkat karena belum terpenuhi: {reasons}.",
    },
    "held-unknown": {
        "en": "Further requirements that the data do not settle yet: {count}.",
        "id": "Syarat lain yang datanya belum lengkap: {count}.",
    },
    "closed": {
        "en": "{level:text} is out of reach because of what is not met: {reasons}.",
        "id": "{level:text} tidak dapat diraih karena belum terpenuhi: {reasons}.",
    },
    "next-asks": {
        "en": "Besides points it asks for what is not met or not known yet: {titles}.",
        "id": "Di luar nilai masih ada syarat yang belum terpenuhi atau datanya belum lengkap: {titles}.",
    },
    "next-asks-more": {
        "en": "Besides points it asks for what is not met or not known yet: {titles}; and {more} more.",
        "id": "Di luar nilai masih ada syarat yang belum terpenuhi atau datanya belum lengkap: {titles}; dan {more} syarat lagi.",
    },
    "held-item": {
        "en": "{title:text} (for {level:text}; seen: {seen})",
        "id": "{title:text} (untuk {level:text}; tercatat: {seen})",
    },
    "not-secured": {
        "en": "The points reach {by_points:text}; not certain yet, because the data do not settle whether requirements are met: {count}.",
        "id": "Nilainya mencapai {by_points:text}; belum pasti, karena data untuk sejumlah syarat belum lengkap: {count}.",
    },
    "not-secured-below": {
        "en": "Which of the levels still possible it is depends on requirements that the data do not settle: {count}.",
        "id": "Peringkat mana dari yang masih mungkin bergantung pada syarat yang datanya belum lengkap: {count}.",
    },
    "rest": {"en": "the rest of the instrument", "id": "bagian lain dari instrumen"},
    "requirements": {
        "en": "What levels ask for besides points:",
        "id": "Syarat peringkat di luar nilai:",
    },
    "requirement": {
        "en": "[{state}] {title:text} (for {level:text}).{seen} Source: {source}, grade {grade}.",
        "id": "[{state}] {title:text} (untuk {level:text}).{seen} Sumber: {source}, keandalan {grade}.",
    },
    "seen": {"en": " Seen: {seen}.", "id": " Tercatat: {seen}."},
    "possibly-asked": {"en": "{state}; possibly asked", "id": "{state}; mungkin disyaratkan"},
    "advisories": {
        "en": "Advisories, which change no level:",
        "id": "Hal yang perlu diperhatikan, tanpa mengubah peringkat:",
    },
    "state-met": {"en": "met", "id": "terpenuhi"},
    "state-not-met": {"en": "not met", "id": "belum terpenuhi"},
    "state-unknown": {"en": "not known", "id": "belum diketahui"},
    "cannot-say": {
        "en": "What this edition cannot say: {statements}.",
        "id": "Yang tidak dapat dikatakan dengan edisi ini: {statements}.",
    },
    "deciding-requirements": {
        "en": "What settles the level besides points: the answers to these requirements ({count}).",
        "id": "Yang menentukan peringkat di luar nilai: data untuk syarat berikut ({count}).",
    },
    "deciding-item": {"en": "{title:text}", "id": "{title:text}"},
    "deciding-total": {
        "en": "The total settles what the points allow: {levels}.",
        "id": "Jumlah nilai menentukan peringkat menurut nilai: {levels}.",
    },
    "deciding-band": {
        "en": "{level:level} from {low:points} to {high:points}",
        "id": "{level:level} mulai {low:points} sampai {high:points}",
    },
    "deciding-band-over": {
        "en": "{level:level} above {low:points} to {high:points}",
        "id": "{level:level} di atas {low:points} sampai {high:points}",
    },
    "deciding-band-below": {
        "en": "{level:level} from {low:points} to less than {high:points}",
        "id": "{level:level} mulai {low:points} sampai kurang dari {high:points}",
    },
    "unknown-total": {
        "en": "Not known are parts worth up to {points:points} points.",
        "id": "Yang belum diketahui bernilai sampai {points:points} poin.",
    },
    "cluster-no-maximum": {
        "en": "{points:points} (maximum not known)",
        "id": "{points:points} (maksimum tidak diketahui)",
    },
    "cluster-no-maximum-open": {
        "en": "at least {low:points} (maximum not known)",
        "id": "sedikitnya {low:points} (maksimum tidak diketahui)",
    },
    "cluster-nothing": {
        "en": "not known",
        "id": "belum diketahui",
    },
    "not-an-award": {
        "en": "This is the result of the {stage:text}, not an award; later stages usually lower the points.",
        "id": "Ini hasil {stage:text}, bukan penghargaan; tahap berikutnya biasanya menurunkan nilai.",
    },
    "award-stage": {
        "en": "This is the stage on whose result the award is decided; the award itself is made by decree.",
        "id": "Tahap inilah yang menentukan penghargaan; penghargaannya sendiri ditetapkan dengan keputusan.",
    },
    # -- why -----------------------------------------------------------------------------------
    "why-inclusive": {
        "en": "{level:level} begins at {floor:points} points; {subject} are {above:points} above that floor.",
        "id": "{level:level} dimulai pada {floor:points} poin; {subject} {above:points} poin di atas batas itu.",
    },
    "why-exclusive": {
        "en": "{level:level} needs more than {floor:points} points; {subject} are {above:points} above that floor.",
        "id": "{level:level} memerlukan lebih dari {floor:points} poin; {subject} {above:points} poin di atas batas itu.",
    },
    "why-at-floor": {
        "en": "{level:level} begins at {floor:points} points; {subject} are exactly that.",
        "id": "{level:level} dimulai pada {floor:points} poin; {subject} tepat sebesar itu.",
    },
    "subject-all": {"en": "these points", "id": "nilai ini"},
    "subject-secured": {"en": "the points secured so far", "id": "nilai yang sudah pasti"},
    "none-inclusive": {
        "en": "The lowest level, {level:level}, begins at {floor:points} points; {subject} are {short:points} short of it.",
        "id": "Peringkat terendah, {level:level}, dimulai pada {floor:points} poin; {subject} masih kurang {short:points} poin.",
    },
    "none-exclusive": {
        "en": "The lowest level, {level:level}, needs more than {floor:points} points; {short:points} points short of that floor, which must be exceeded.",
        "id": "Peringkat terendah, {level:level}, memerlukan lebih dari {floor:points} poin; masih kurang {short:points} poin untuk mencapai batas itu, dan nilainya harus melebihi batas tersebut.",
    },
    "next-inclusive": {
        "en": "The next level, {level:level}, begins at {floor:points} points: {short:points} points are missing.",
        "id": "Peringkat berikutnya, {level:level}, dimulai pada {floor:points} poin: masih kurang {short:points} poin.",
    },
    "next-exclusive": {
        "en": "The next level, {level:level}, needs more than {floor:points} points: {short:points} points short of that floor, which must be exceeded.",
        "id": "Peringkat berikutnya, {level:level}, memerlukan lebih dari {floor:points} poin: masih kurang {short:points} poin untuk mencapai batas itu, dan nilainya harus melebihi batas tersebut.",
    },
    "next-at-floor": {
        "en": "The next level, {level:level}, needs more than {floor:points} points: the points stand exactly on that floor.",
        "id": "Peringkat berikutnya, {level:level}, memerlukan lebih dari {floor:points} poin: nilai ini tepat pada batas itu.",
    },
    "highest": {
        "en": "There is no higher level.",
        "id": "Tidak ada peringkat yang lebih tinggi.",
    },
    # -- where points are ----------------------------------------------------------------------
    "clusters": {"en": "Points by cluster:", "id": "Nilai menurut bagian:"},
    "cluster": {
        "en": "{points:points} of {maximum:points}",
        "id": "{points:points} dari {maximum:points}",
    },
    "cluster-open": {
        "en": "{low:points} to {high:points} of {maximum:points}",
        "id": "{low:points} sampai {high:points} dari {maximum:points}",
    },
    "cluster-unknown": {
        "en": "unknown, at most {maximum:points}",
        "id": "belum diketahui, paling banyak {maximum:points}",
    },
    "gaps": {
        "en": "Where points can still be gained, largest first:",
        "id": "Nilai yang masih dapat diraih, terbesar lebih dahulu:",
    },
    "gaps-ten": {
        "en": "Where points can still be gained, the ten largest of {count}:",
        "id": "Nilai yang masih dapat diraih, sepuluh terbesar dari {count}:",
    },
    "gap": {
        "en": "{gain:points} points: {node}{title:text}",
        "id": "{gain:points} poin: {node}{title:text}",
    },
    "gap-unknown": {
        "en": "up to {gain:points} points, not known yet: {node}{title:text}",
        "id": "sampai {gain:points} poin, belum diketahui: {node}{title:text}",
    },
    "agencies": {"en": "{names}", "id": "{names}"},
    "agencies-more": {"en": "{names}, and {more} more", "id": "{names}, dan {more} lainnya"},
    "whole": {"en": "the whole instrument", "id": "seluruh instrumen"},
    "no-gaps": {
        "en": "No points are missing.",
        "id": "Tidak ada nilai yang kurang.",
    },
    # -- what is unknown -----------------------------------------------------------------------
    "unknown": {
        "en": "Not known: {questions} of {all} scored questions, worth up to {points:points} points. What is unknown is not counted as zero; it widens the range.",
        "id": "Belum diketahui: {questions} dari {all} pertanyaan yang dinilai, bernilai sampai {points:points} poin. Yang belum diketahui tidak dihitung nol, tetapi memperlebar rentang nilai.",
    },
    "unknown-backed": {
        "en": "Not answered, or not backed: {questions} of {all} scored questions, worth up to {points:points} points. They are not counted as zero; they widen the range.",
        "id": "Belum dijawab atau belum didukung dokumen: {questions} dari {all} pertanyaan yang dinilai, bernilai sampai {points:points} poin. Pertanyaan itu tidak dihitung nol, tetapi memperlebar rentang nilai.",
    },
    "unknown-parts": {
        "en": "Not known: {questions} of {all} parts, worth up to {points:points} points. What is unknown is not counted as zero; it widens the range.",
        "id": "Belum diketahui: {questions} dari {all} bagian, bernilai sampai {points:points} poin. Yang belum diketahui tidak dihitung nol, tetapi memperlebar rentang nilai.",
    },
    "unknown-list": {"en": "They lie in: {places}.", "id": "Letaknya di: {places}."},
    # -- which answers settle it -----------------------------------------------------------------
    "deciding": {
        "en": "What settles the level: answering {count} of the {open} open questions is enough. It is {level:level} for certain with:",
        "id": "Yang menentukan peringkat: cukup {count} dari {open} pertanyaan yang masih terbuka. Hasilnya pasti {level:level} apabila:",
    },
    "deciding-parts": {
        "en": "What settles the level: the points of {count} of the {open} open parts are enough. It is {level:level} for certain with:",
        "id": "Yang menentukan peringkat: cukup nilai {count} dari {open} bagian yang masih terbuka. Hasilnya pasti {level:level} apabila:",
    },
    "deciding-far": {
        "en": "What settles the level: at least {count} of the {open} open questions must be answered first. Those that can move most:",
        "id": "Yang menentukan peringkat: paling sedikit {count} dari {open} pertanyaan yang masih terbuka harus dijawab dahulu. Yang paling berpengaruh:",
    },
    "deciding-open": {
        "en": "{node} {title:text}: up to {moves:points} points",
        "id": "{node} {title:text}: sampai {moves:points} poin",
    },
    "deciding-other": {
        "en": "What it would take for another level to be certain: {levels}.",
        "id": "Agar peringkat lain menjadi pasti: {levels}.",
    },
    "deciding-count": {
        "en": "{level:level} at least {count} answers",
        "id": "{level:level} sedikitnya {count} jawaban",
    },
    "need-any": {"en": "{node} {title:text}: any answer", "id": "{node} {title:text}: jawaban apa pun"},
    "need-full": {"en": "{node} {title:text}: full, {low:points} points", "id": "{node} {title:text}: penuh, {low:points} poin"},
    "need-exactly": {"en": "{node} {title:text}: exactly {low:points} points", "id": "{node} {title:text}: tepat {low:points} poin"},
    "need-at-least": {"en": "{node} {title:text}: at least {low:points} points", "id": "{node} {title:text}: paling sedikit {low:points} poin"},
    "need-more-than": {"en": "{node} {title:text}: more than {low:points} points", "id": "{node} {title:text}: lebih dari {low:points} poin"},
    "need-over-to": {"en": "{node} {title:text}: more than {low:points} and at most {high:points} points", "id": "{node} {title:text}: lebih dari {low:points} dan paling banyak {high:points} poin"},
    "need-less-than": {"en": "{node} {title:text}: less than {high:points} points", "id": "{node} {title:text}: kurang dari {high:points} poin"},
    "need-at-most": {"en": "{node} {title:text}: at most {high:points} points", "id": "{node} {title:text}: paling banyak {high:points} poin"},
    "need-between": {"en": "{node} {title:text}: {low:points} to {high:points} points", "id": "{node} {title:text}: {low:points} sampai {high:points} poin"},
    "advisories-unmet": {
        "en": "Advised, not met, and changing no level: {titles:list}.",
        "id": "Perlu diperhatikan karena belum terpenuhi, tanpa mengubah peringkat: {titles:list}.",
    },
    # -- overlays --------------------------------------------------------------------------------
    "overlay": {
        "en": "Overlay {id}: {title:text} (digest {digest}).",
        "id": "Berkas tambahan {id}: {title:text} (sidik digital {digest}).",
    },
    "overlay-invented": {
        "en": "Overlay {id}: {title:text} (INVENTED for illustration, digest {digest}).",
        "id": "Berkas tambahan {id}: {title:text} (REKAAN untuk contoh, sidik digital {digest}).",
    },
    "overlay-narrows": {
        "en": "The range narrows from {old_low:points} to {old_high:points} points without overlays, to {low:points} to {high:points} with them; possible without: {old_levels}, with: {levels}.",
        "id": "Kisaran nilai menyempit dari {old_low:points} sampai {old_high:points} poin tanpa berkas tambahan, menjadi {low:points} sampai {high:points}; peringkat yang mungkin semula: {old_levels}, kini: {levels}.",
    },
    "overlay-moves": {
        "en": "Without overlays: {old_low:points} to {old_high:points} points, {old_levels}; with them: {low:points} to {high:points} points, {levels}.",
        "id": "Tanpa berkas tambahan: {old_low:points} sampai {old_high:points} poin, {old_levels}; dengan berkas tambahan: {low:points} sampai {high:points} poin, {levels}.",
    },
    "overlay-narrows-only": {
        "en": "The range narrows from {old_low:points} to {old_high:points} points without overlays, to {low:points} to {high:points} with them; the levels possible stay the same: {levels}.",
        "id": "Kisaran nilai menyempit dari {old_low:points} sampai {old_high:points} poin tanpa berkas tambahan, menjadi {low:points} sampai {high:points}; peringkat yang mungkin tetap: {levels}.",
    },
    "overlay-moves-only": {
        "en": "Without overlays: {old_low:points} to {old_high:points} points; with them: {low:points} to {high:points} points; the levels possible stay the same: {levels}.",
        "id": "Tanpa berkas tambahan: {old_low:points} sampai {old_high:points} poin; dengan berkas tambahan: {low:points} sampai {high:points} poin; peringkat yang mungkin tetap: {levels}.",
    },
    "overlay-same": {
        "en": "Overlays change neither the range nor the levels here.",
        "id": "Berkas tambahan tidak mengubah kisaran nilai maupun peringkat di sini.",
    },
    "overlay-only": {
        "en": "Without overlays this profile does not fit the edition (it needs a corrected maximum, or an option that only their tables know), so the two cannot be compared.",
        "id": "Tanpa berkas tambahan profil ini tidak sesuai dengan edisinya (memerlukan nilai maksimum yang dikoreksi, atau pilihan jawaban yang hanya ada dalam tabelnya), sehingga keduanya tidak dapat dibandingkan.",
    },
    "overlay-level": {"en": "{level:level}", "id": "{level:level}"},
    "overlay-counted": {
        "en": "{node} {title:text}: {given} gives {points:points} of {maximum:points} points by the table of overlay {overlay} [{source}, grade {grade}]",
        "id": "{node} {title:text}: {given} bernilai {points:points} dari {maximum:points} poin menurut tabel berkas tambahan {overlay} [{source}, keandalan {grade}]",
    },
    "overlay-change": {"en": "{change}", "id": "{change}"},
    # -- evidence --------------------------------------------------------------------------------
    "evidence": {
        "en": "Evidence: {claimed:points} points are claimed, {backed:points} are backed by documents of a kind that is asked for, {at_risk:points} are at risk in verification.",
        "id": "Bukti: nilai yang dinyatakan {claimed:points} poin, yang didukung dokumen dengan jenis yang diminta {backed:points} poin, yang berisiko turun saat verifikasi {at_risk:points} poin.",
    },
    "evidence-whole": {
        "en": "Of these, {whole:points} points were given as totals, which are backed only as far as the questions below them are.",
        "id": "Dari jumlah itu, {whole:points} poin ditulis sebagai jumlah, yang baru didukung dokumen sejauh pertanyaan di bawahnya didukung.",
    },
    "evidence-once": {
        "en": "Some points below count only once: together they are worth no more than {at_risk:points}.",
        "id": "Sebagian nilai di bawah ini hanya dihitung satu kali: seluruhnya tidak lebih dari {at_risk:points} poin.",
    },
    "evidence-none": {
        "en": "Evidence: the profile lists no document, so nothing here says which points will stand in verification.",
        "id": "Bukti: profil tidak mencantumkan dokumen, sehingga tidak dapat dikatakan nilai mana yang bertahan saat verifikasi.",
    },
    "evidence-grade": {
        "en": "Which kinds of documents are asked for is known with grade {grades:list}.",
        "id": "Tingkat keandalan jenis dokumen yang diminta: {grades:list}.",
    },
    "evidence-inferred": {
        "en": "No official list is public; grade I is inferred from the kind of question.",
        "id": "Daftar resminya tidak dipublikasikan; tingkat I disimpulkan dari jenis pertanyaannya.",
    },
    "evidence-missing": {"en": "Missing documents, by the agency named first, most points first:", "id": "Dokumen yang belum ada, menurut perangkat daerah yang disebut pertama, mulai dari nilai terbesar:"},
    "evidence-agency": {"en": "{agency:text}: {points:points} points", "id": "{agency:text}: {points:points} poin"},
    "evidence-no-agency": {"en": "Given as totals, or no agency named: {points:points} points", "id": "Ditulis sebagai jumlah, atau perangkat daerahnya tidak disebut: {points:points} poin"},
    "evidence-rest": {"en": "further agencies ({count}): {points:points} points", "id": "perangkat daerah lain ({count}): {points:points} poin"},
    "evidence-rest-questions": {"en": "further questions ({count}): {points:points} points", "id": "pertanyaan lain ({count}): {points:points} poin"},
    "evidence-or": {"en": " or ", "id": " atau "},
    "evidence-and": {"en": ", and ", "id": ", serta "},
    "evidence-listed": {"en": " (listed, but not asked for: {kinds})", "id": " (tercantum, tetapi bukan yang diminta: {kinds})"},
    "evidence-item": {
        "en": "{node} {title:text}: {points:points} points; missing: {kinds}{listed}",
        "id": "{node} {title:text}: {points:points} poin; belum ada: {kinds}{listed}",
    },
    "evidence-item-any": {
        "en": "{node} {title:text}: {points:points} points; missing: any document",
        "id": "{node} {title:text}: {points:points} poin; belum ada dokumen",
    },
    "evidence-item-closed": {
        "en": "{node} {title:text}: {points:points} points given as a total; the edition knows no questions at which documents could be listed",
        "id": "{node} {title:text}: {points:points} poin ditulis sebagai jumlah; edisi ini tidak memuat pertanyaan tempat dokumen dapat dicantumkan",
    },
    "evidence-item-whole": {
        "en": "{node} {title:text}: {points:points} points given as a total; documents are listed at its questions",
        "id": "{node} {title:text}: {points:points} poin ditulis sebagai jumlah; dokumen dicantumkan pada pertanyaannya",
    },
    # -- verification --------------------------------------------------------------------------
    "outlook-here": {
        "en": "These drops are laid beside {low:points} points: {levels}. What levels ask for besides points is taken as it stands.",
        "id": "Penurunan berikut disandingkan dengan {low:points} poin: {levels}. Syarat di luar nilai dianggap tetap.",
    },
    "outlook-here-range": {
        "en": "These drops are laid beside {low:points} to {high:points} points: {levels}. What levels ask for besides points is taken as it stands.",
        "id": "Penurunan berikut disandingkan dengan {low:points} sampai {high:points} poin: {levels}. Syarat di luar nilai dianggap tetap.",
    },
    "outlook": {
        "en": "What verification did to published scores of {years}, from {before:text} to {after:text}: {n} pairs, points fell by {smallest:points} to {largest:points}, median {median:points}.",
        "id": "Pengaruh verifikasi terhadap nilai yang dipublikasikan ({years}), dari {before:text} ke {after:text}: {n} pasangan nilai, turun {smallest:points} sampai {largest:points}, median {median:points}.",
    },
    "outlook-summary": {"en": "Here such drops would leave: {left}.", "id": "Di sini penurunan seperti itu akan menyisakan: {left}."},
    "outlook-left": {"en": "{levels} ({count} x)", "id": "{levels} ({count} kali)"},
    "outlook-sources": {"en": "Sources of the published scores:", "id": "Sumber nilai yang dipublikasikan:"},
    "outlook-none": {
        "en": "No pair of exact points that starts at this stage has been published.",
        "id": "Tidak ada pasangan nilai pasti yang dipublikasikan mulai dari tahap ini.",
    },
    "outlook-row": {
        "en": "{region} {year}: {before:points} to {after:points}, a drop of {drop:points}; here it would leave {low:points}: {levels} [{source}, grade {grade}]",
        "id": "{region} {year}: {before:points} menjadi {after:points}, turun {drop:points}; di sini akan tersisa {low:points}: {levels} [{source}, keandalan {grade}]",
    },
    "outlook-row-range": {
        "en": "{region} {year}: {before:points} to {after:points}, a drop of {drop:points}; here it would leave {low:points} to {high:points}: {levels} [{source}, grade {grade}]",
        "id": "{region} {year}: {before:points} menjadi {after:points}, turun {drop:points}; di sini akan tersisa {low:points} sampai {high:points}: {levels} [{source}, keandalan {grade}]",
    },
    # -- province ------------------------------------------------------------------------------
    "province-yes": {
        "en": "Child-friendly province{name}: yes. The rule: {asks:text} [{source}, grade {grade}]. All hold a level: {regions:list}.",
        "id": "Provinsi Layak Anak{name}: ya. Ketentuannya: {asks:text} [{source}, keandalan {grade}]. Semuanya memperoleh peringkat: {regions:list}.",
    },
    "province-no": {
        "en": "Child-friendly province{name}: no. The rule: {asks:text} [{source}, grade {grade}]. Without a level: {regions:list}.",
        "id": "Provinsi Layak Anak{name}: belum. Ketentuannya: {asks:text} [{source}, keandalan {grade}]. Belum memperoleh peringkat: {regions:list}.",
    },
    "province-unknown": {
        "en": "Child-friendly province{name}: not known yet. The rule: {asks:text} [{source}, grade {grade}]. It depends on: {regions:list}.",
        "id": "Provinsi Layak Anak{name}: belum dapat dipastikan. Ketentuannya: {asks:text} [{source}, keandalan {grade}]. Bergantung pada: {regions:list}.",
    },
    "province-not-awarded": {
        "en": "Not an award: the results of {regions:list} stand at an earlier stage or do not say at which.",
        "id": "Bukan penghargaan: hasil {regions:list} berasal dari tahap sebelum penghargaan atau tidak menyebut tahapnya.",
    },
    # -- labels ----------------------------------------------------------------------------------
    "label-illustrative": {
        "en": "ILLUSTRATION: figures, tables or overlays used here are invented; this describes no real region.",
        "id": "CONTOH: angka, tabel, atau berkas tambahan yang dipakai di sini rekaan; hasil ini tidak menggambarkan daerah yang sesungguhnya.",
    },
    "label-backed": {
        "en": "COUNTED: only points that a fitting document backs; all others are taken as unknown.",
        "id": "YANG DIHITUNG: hanya nilai yang didukung dokumen yang sesuai; selebihnya dianggap belum diketahui.",
    },
    "label-assumed": {
        "en": "ASSUMPTION: measured values are taken as that share of the maximum. This is not the official rule.",
        "id": "ANGGAPAN: angka terukur dihitung sebagai bagian dari nilai maksimum. Ini bukan aturan resmi.",
    },
    # -- notes and sources ---------------------------------------------------------------------
    "notes": {"en": "Notes:", "id": "Catatan:"},
    "sources": {"en": "What the figures rest on:", "id": "Dasar angka-angka ini:"},
    "by-grade": {
        "en": "{points:points} points are measured against maxima of grade {grade}: {meaning}.",
        "id": "{points:points} poin diukur terhadap nilai maksimum dengan tingkat keandalan {grade}: {meaning}.",
    },
    "floors": {
        "en": "The floors of the levels are of grade {grade}; whether a floor itself is enough is of grade {edge}: {meaning}.",
        "id": "Tingkat keandalan batas peringkat {grade}; untuk pertanyaan apakah tepat pada batas sudah cukup, {edge}: {meaning}.",
    },
    "source": {
        "en": "[{id}, grade {grade}] {title:text}. {publisher}{date}{locator}",
        "id": "[{id}, keandalan {grade}] {title:text}. {publisher}{date}{locator}",
    },
    "legal": {"en": "Legal basis (not the source of any figure):", "id": "Dasar hukum (bukan sumber angka):"},
    "completeness": {"en": "{text:text}", "id": "{text:text}"},
    "rules": {
        "en": "Rules: {edition} {version}, digest {digest}.",
        "id": "Aturan: {edition} {version}, sidik digital {digest}.",
    },
    # -- grades --------------------------------------------------------------------------------
    "grade-A": {"en": "a regulation, a ministry official or a government page", "id": "peraturan, pejabat kementerian, atau laman pemerintah"},
    "grade-B": {"en": "one source from the press, research or a third party", "id": "satu sumber pers, penelitian, atau pihak ketiga"},
    "grade-B*": {"en": "one source from the press, research or a third party, confirmed by a second, independent one", "id": "satu sumber pers, penelitian, atau pihak ketiga, dikuatkan sumber kedua yang terpisah"},
    "grade-C": {"en": "the sources conflict", "id": "sumber-sumbernya bertentangan"},
    "grade-I": {"en": "inferred here, with the reason given", "id": "disimpulkan di sini, dengan alasannya"},
    "grade-U": {"en": "no public source was found", "id": "tidak ditemukan sumber publik"},
}
