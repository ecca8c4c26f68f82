"""The docstrings of what is generated: broken where a line is full and nowhere else, and no word lost."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise

from dataops_codegen.resources.docstrings import quoted
from hypothesis import example, given
from hypothesis import strategies as st

WORDS = st.lists(st.text("abc\"'\\\\.-", min_size=1, max_size=30), max_size=60).map(" ".join)


@given(WORDS, st.sampled_from([0, 4, 8]))
@example("", 4)
@example("a" * 117, 0)
@example(" ".join(["word"] * 23) + " 1234", 0)
def test_a_docstring_says_the_same_and_each_of_its_lines_is_full(text: str, indent: int) -> None:
    written = quoted(text, indent)
    said = ast.literal_eval(written)
    assert inspect.cleandoc(said).split() == text.split()
    lines = [" " * indent + written.splitlines()[0], *written.splitlines()[1:]]
    assert all(len(line) <= 120 for line in lines)
    for line, following in pairwise(lines):
        assert following.strip() == '"""' or len(line) + 1 + len(following.split()[0]) > 120
