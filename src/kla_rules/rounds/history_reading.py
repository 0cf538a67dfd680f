"""Published rounds of a region, as a file has them."""

from kla_rules.core.findings import Finding
from kla_rules.profile.region import region_findings
from kla_rules.rulesets.edition_of_year import edition_of_year, round_of_year
from kla_rules.rulesets.files import RuleFile
from kla_rules.rulesets.find import edition
from kla_rules.rulesets.reader import RuleReader


def history_findings(file: RuleFile) -> list[Finding]:
    """Return what is wrong with regions and levels, and with rounds that were not held or twice."""
    reader = RuleReader(file, {})
    for finding in region_findings(file.content["region"]):
        reader.found(finding)
    known = [level.id for level in edition().levels]
    seen: set[int] = set()
    for index, entry in enumerate(file.content["rounds"]):
        year = round_of_year(entry["year"])
        if year in seen:
            finding = Finding("history.published-twice", {"year": year}, ("rounds", index, "year"))
            reader.found(finding)
        seen.add(year)
        round_ = edition_of_year(entry["year"])
        if isinstance(round_, Finding) and entry["readings"]:
            reader.found(Finding(round_.id, round_.values, ("rounds", index, "year")))
        for position, reading in enumerate(entry["readings"]):
            if reading["level"] is not None:
                path = ("rounds", index, "readings", position, "level")
                reader.refer(path, "edition.no-level", known, "level", reading["level"])
    return reader.findings
