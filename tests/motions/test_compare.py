"""Two wordings beside each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.motions.wording import GONE, NEW, differences, merged

SOME = settings(max_examples=40, deadline=None, derandomize=True)
texts = st.lists(
    st.sampled_from(["The road is open. ", "Nobody pays! ", "At night\n", "and ", "two "]),
    max_size=12,
).map("".join)


@SOME
@given(texts | st.text(max_size=60), texts | st.text(max_size=60))
def test_nothing_of_either_wording_is_lost(old, new):
    pieces = differences(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new


@SOME
@given(texts, texts, texts)
def test_a_change_alone_stays_as_it_was_written(base, now, wanted):
    assert merged(base, base, wanted) == wanted
    assert merged(base, now, base) == now
    assert merged(base, now, now) == now
    assert merged(base, now, wanted) == merged(base, wanted, now)


def test_changes_to_two_sentences_come_together():
    base = "The post opens at six. Women pass first. Nobody pays."
    now = "The post opens at five. Women pass first. Nobody pays."
    wanted = "The post opens at six. Women pass first. Nobody ever pays."

    assert (
        merged(base, now, wanted) == "The post opens at five. Women pass first. Nobody ever pays."
    )


def test_two_changes_to_one_sentence_do_not():
    base = "The post opens at six."

    assert merged(base, "The post opens at five.", "The post opens at seven.") is None


def test_only_the_words_that_differ_are_marked():
    pieces = differences("The post opens at six.", "The post opens at five.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "The post opens at"), ("gone", " six."), ("new", " five."),
    ]  # fmt: skip
