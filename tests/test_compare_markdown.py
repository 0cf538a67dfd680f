"""A comparison as a comment: short enough, and nothing that a stranger wrote is alive in it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import kla_rules as kla
from kla_rules.core.catalogues import COMPARISON
from kla_rules.core.escaped import escaped, fenced
from kla_rules.core.page import Page
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.comparison.markdown import LONGEST, Sheet
from support import examples

SMALL = small_edition()
LIMIT = 65_536  # of a comment on GitHub
HOSTILE = (
    "a | b | c",
    "<script>alert(1)</script>",
    "</details><img src=x onerror=alert(1)>",
    "@kla-team and @org/team",
    "see #12, org/repo#12 or GH-12",
    "[click](https://example.org) ![i](http://example.org/x.png)",
    "https://example.org www.example.org mailto:a@example.org",
    "`code` ```\nfence\n``` ~~~",
    "**bold** _it_ ~~gone~~ \\| \\",
    "# heading\n\n- item\n> quote\n\n| a |\n| - |",
    "&lt;b&gt; &amp; &#64;team",
    "a\u202eb\x1b[31m\u200bc",
    "<!-- hidden -->",
    "$x$ :tada: {{ secrets.TOKEN }} ${{ github.token }}",
)
PARSER = MarkdownIt("commonmark").enable("table")
# What this page is made of; a link, an image, a tag or code of a stranger is none of it.
MADE_OF = {
    *("heading", "paragraph", "inline", "text", "softbreak", "hr"),
    *("bullet_list", "list_item", "blockquote", "strong", "em", "code_inline"),
    *("table", "thead", "tbody", "tr", "th", "td", "fence"),
}


def tokens(text: str) -> list[Token]:
    """Return every token of a text, those within a line as well."""
    found = []
    for token in PARSER.parse(text):
        found.append(token)
        found += token.children or ()
    return found


def kinds(text: str) -> set[str]:
    return {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(text)}


def shown(text: str) -> str:
    """Return what a reader sees of one line."""
    return "".join(token.content for token in tokens(text) if token.type == "text").replace(
        "\u200b", ""
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_stranger_is_seen_as_it_is_and_is_nothing_else(text: str) -> None:
    line = escaped(text)
    assert kinds(line) <= {"paragraph", "inline", "text"}
    assert "\n" not in line
    seen = "".join(char if char.isprintable() else "?" for char in " ".join(text.split()))
    assert shown(line) == seen
    for machine in ("@k", "@o", "#1", "https:", "www.", "GH-", "mailto:"):
        assert machine not in line


@given(text=st.text(max_size=80) | st.text(alphabet="-+=1. )*>~", max_size=6))
@examples(120)
def test_any_text_is_a_line_of_text_in_a_cell_as_well(text: str) -> None:
    assert kinds(escaped(text)) <= {"paragraph", "inline", "text"}
    table = f"| a | b |\n| --- | --- |\n| {escaped(text)} | x |"
    assert [token.type for token in tokens(table)].count("td_open") == 2
    assert kinds(table) <= MADE_OF - {"strong", "em", "code_inline", "fence"}


@given(text=st.text(alphabet="`~\n ab<", max_size=60))
@examples(60)
def test_nothing_ends_a_block_of_code_but_its_own_end(text: str) -> None:
    lines = fenced(text, "yaml")
    parsed = PARSER.parse("\n".join([*lines, "", "after"]))
    assert [token.type for token in parsed] == [
        "fence",
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


def hostile(text: str) -> kla.validation.Comparison:
    """Return a comparison in which a stranger has written a text wherever one can."""
    rules = small_rules()
    for file in rules.values():
        for entry in _texts(file):
            entry.update(id=f"{text} (id)"[:200], en=f"{text} (en)"[:200])
    asked = rules["indicators/2.yaml"]["questions"]
    asked[0]["maximum"], asked[2]["maximum"] = 8, 12
    rules["sources.yaml"]["sources"][0]["publisher"] = text
    profile = {"year": 2024, "region": {"name": text[:60]}, "points": {"2.1": 10}}
    fits = {**profile, "points": {"2.3": 3}}
    both = [kla.Profile.from_dict(one, SMALL) for one in (profile, fits)]
    return kla.compare(SMALL, small_edition(rules), both, carry="clip", nation=False)


def _texts(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - plain values
    if isinstance(value, dict):
        own = [value] if set(value) == {"id", "en"} else []
        return own + [found for part in value.values() for found in _texts(part)]
    return [found for part in value for found in _texts(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("text", [HOSTILE[2], HOSTILE[7], " ".join(HOSTILE).replace("\n", " ")])
def test_a_comment_about_hostile_rules_holds_nothing_but_what_we_put_there(text: str) -> None:
    printable = "".join(char for char in text if char.isprintable()).strip()[:150]
    for markdown in (hostile(printable).to_markdown("id"), hostile(printable).to_markdown("en")):
        assert kinds(markdown) <= MADE_OF | {"html_block"}
        tags = [token.content.strip() for token in tokens(markdown) if token.type == "html_block"]
        for tag in tags:
            assert tag == "</details>" or (
                tag.startswith("<details><summary>")
                and tag.endswith("</summary>")
                and "<" not in tag[18:-10]
            )
        assert tags.count("</details>") * 2 == len(tags)


def test_a_long_comparison_is_cut_to_what_a_comment_holds_and_says_so() -> None:
    result = kla.compare("kla-2024", "kla-2019", limit=0)
    markdown = result.to_markdown("id")
    assert len(markdown) < LIMIT
    page = Page(COMPARISON, "en")
    sheet = Sheet(page)
    for _ in range(40):
        sheet.table(("md-what", "md-where"), [("x" * 290, "y" * 290)] * 40)
    assert LONGEST - 1200 < len(str(sheet)) <= LONGEST
    assert str(sheet).endswith(f"_{page.say('md-cut')}_\n")
    assert kinds(str(sheet)) <= MADE_OF


def test_a_witness_stands_folded_as_a_profile_that_can_be_run() -> None:
    rules = small_rules()
    rules["edition.yaml"]["levels"][1]["floor"] = 63.25
    new = small_edition(rules)
    markdown = kla.compare(SMALL, new).to_markdown("en")
    (fence,) = (token for token in tokens(markdown) if token.type == "fence")
    assert fence.info == "yaml"
    witness = kla.Profile.from_dict(yaml.safe_load(fence.content), SMALL)
    assert (kla.evaluate(witness).level, kla.evaluate(witness, new).level) == ("madya", "pratama")
    assert "SYNTHETIC: each profile shown here was made to show it" in markdown


def test_a_workflow_of_the_examples_comments_without_running_what_strangers_wrote() -> None:
    path = Path(__file__).parents[1] / "examples" / "workflows" / "rules-compare.yaml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    on = workflow[True]  # YAML 1.1 takes "on" for yes
    assert set(on) == {"pull_request"}
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["compare"]["permissions"] == {"contents": "read"}
    assert jobs["comment"]["permissions"] == {"pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in jobs["comment"]["if"]
    for job in jobs.values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert "uses" not in step or "@v" in step["uses"]
    checkouts = [
        one for job in jobs.values() for one in job["steps"] if "checkout" in one.get("uses", "")
    ]
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)
    assert not [one for one in jobs["comment"]["steps"] if "checkout" in one.get("uses", "")]
