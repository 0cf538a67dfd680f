"""What is right meets no check: edits of packaged rules, kept as data, each with its reason."""

import pytest

from edited import Edit, edited, edition_of, edits_in, findings_after, touched

EDITS = edits_in("legitimate_edits.yaml")


def together() -> list[list[Edit]]:
    """Return the edits in as few groups as let each touch something of its own."""
    groups: list[list[Edit]] = []
    for edit in EDITS:
        own = touched(edit)
        for group in groups:
            same = edition_of(group[0]) == edition_of(edit)
            if same and not any(own & touched(other) for other in group):
                group.append(edit)
                break
        else:
            groups.append([edit])
    return groups


def test_the_edits_are_many_and_each_says_why() -> None:
    reasons = [edit["why"] for edit in EDITS]
    assert len(set(reasons)) == len(reasons) >= 60
    assert all(edited(edit) for edit in EDITS)


def test_legitimate_edits_meet_no_check() -> None:
    found = [one.line_of_text() for group in together() for one in findings_after(*group)]
    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=[edit["why"] for edit in EDITS])
def test_a_legitimate_edit_meets_no_check_by_itself(edit: Edit) -> None:
    assert [one.line_of_text() for one in findings_after(edit)] == []
