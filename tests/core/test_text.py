"""From what a person typed to what a page may show."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.fields import BODY_LIMIT
from palabre.core.text import has_something_to_see, quote, render_markdown, unix_lines
from tests.hostile.bombs import BOMBS

SIGNS = ["*", "**", "_", "`", "```\n", "[", "]", "](", ")", "![", "<", ">", "> ", "- ", "1. "]
SIGNS += ["|", "|-|\n", "\n", "\n\n", "    ", "\t", "\\", "&", "&amp;", "#", "===\n", "---\n", ":"]
WORDS = ["marché", "poste", "نعم", "ߒߞߏ", "漢字", "e\u0301"]


PATIENCE = 1.5  # seconds of CPU; the slowest takes 0.3 s alone on a small machine


def rendered(source: str) -> tuple[str, float]:
    began = time.process_time()
    html = render_markdown(source)
    return html, time.process_time() - began


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_of_the_longest_length_takes_long_or_makes_a_big_page(name):
    bomb = BOMBS[name](BODY_LIMIT)

    html, seconds = rendered(bomb)
    if seconds > PATIENCE:  # a busy machine: once more
        seconds = rendered(bomb)[1]

    assert len(bomb) <= BODY_LIMIT
    assert seconds < PATIENCE
    assert len(html) < 12 * BODY_LIMIT


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SIGNS) | st.sampled_from(WORDS), max_size=60).map("".join))
def test_no_word_is_lost_between_signs(source):
    """Links take their address and a fence its language out of sight: neither is tried here."""
    source = source.replace("](", "] (").replace("```", "``").replace("<", "< ")

    html = render_markdown(source)

    for word in WORDS:
        assert html.count(word) >= source.count(word)


@pytest.mark.parametrize("start", ["> ", "- ", "> - ", "1. "])
def test_what_is_nested_too_deep_is_shown_plain_and_whole(start):
    html = render_markdown(start * 60 + "au fond")

    assert "au fond" in html
    assert "<blockquote>" not in html
    assert "<li>" not in html


def test_a_table_of_five_columns_and_three_hundred_lines_is_a_table():
    table = "|a|b|c|d|e|\n|-|-|-|-|-|\n" + "|1|2|3|4|5|\n" * 300

    assert render_markdown(table).count("<td>") == 1500


def test_a_link_defined_elsewhere_in_the_text_stays_as_it_was_typed():
    html = render_markdown("See [the rule][1].\n\n[1]: https://palabre.example")

    assert "[the rule][1]" in html
    assert "<a" not in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_a_link_leads_to_the_web_or_to_mail_only(address):
    assert "href" not in render_markdown(f"[x]({address}) <{address}>")


def test_links_of_people_are_marked_as_theirs():
    assert 'rel="noopener noreferrer nofollow ugc"' in render_markdown("[x](https://a.example)")


def test_html_is_words_like_any_other():
    assert render_markdown("<b onclick=x>hi</b>") == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "\u200b\u200d\ufeff",
        "\u202e\u2066",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\u115f\u1160",
        "\u00ad",
    ],
)
def test_what_nobody_can_see_is_nothing(text):
    assert not has_something_to_see(text)


@pytest.mark.parametrize("text", ["a", ".", "߁", "👍🏿", "\u0301", "\u200bx\u200b", "\ufffd"])
def test_one_sign_that_is_seen_is_something(text):
    assert has_something_to_see(text)


@given(st.text(max_size=50))
def test_only_what_browsers_add_to_line_ends_is_taken_off(text):
    assert unix_lines(text.replace("\n", "\r\n").replace("\r\r", "\r")).count("\r\n") == 0
    assert unix_lines(text) == text or "\r\n" in text


def test_a_quote_begins_each_line_and_leaves_room_to_answer():
    assert quote("one\n\ntwo") == "> one\n>\n> two\n\n"
