"""What changed between two charters: all of both, and quickly for long ones too."""

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.committees.charter_words import runs
from palabre.core.diffing import ADDED, TAKEN

TEXTS = st.lists(st.sampled_from(["1. On parle.\n", "2. On écoute.\n", "3. Nul n’est chef.", "\n"]))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(TEXTS, TEXTS)
def test_nothing_is_left_out(before, after):
    was, will_be = "".join(before), "".join(after)

    shown = list(runs(was, will_be))

    assert "".join(run.text for run in shown if run.kind != ADDED) == was
    assert "".join(run.text for run in shown if run.kind != TAKEN) == will_be


def test_long_texts_without_lines_are_shown_one_under_the_other():
    was, will_be = "a b " * 5_000, "b a " * 5_000

    assert [run.kind for run in runs(was, will_be)] == [TAKEN, ADDED]
