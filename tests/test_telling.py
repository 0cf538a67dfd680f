"""Lines of texts: what the standard library makes of them, in less time."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from kla_rules.core.page import WIDTH, wrapped

WORDS = st.text(alphabet="aé-.", max_size=12) | st.integers(90, 110).map("x".__mul__)
TEXTS = st.lists(WORDS, max_size=40).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\t", "\n", "\u00a0", " \x1b"]).map(
        lambda odd: " ".join(words[:9]) + odd + " ".join(words[9:])
    )
)


@given(TEXTS | st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["", "  - ", "123. "]))
def test_lines_are_those_of_the_standard_library(text: str, mark: str) -> None:
    expected = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert wrapped(text, mark) == expected
