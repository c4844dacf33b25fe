"""No text of the length that a field takes costs more than its length."""

import time

import pytest

from palabre.core.evenness import even_out
from palabre.core.fields import BODY_LIMIT
from palabre.core.marking import (
    Plain,
    find_accusation,
    find_echoes,
    find_marks,
    find_phrases,
    phrases_in,
)
from palabre.search.snippets import snippet
from palabre.search.words import sought, stems_of
from tests.hostile.bombs import BOMBS, again

# As long as a list may be, and of words that the bombs are made of.
LONG_LIST = phrases_in("\n".join(f"{'a ' * (n % 6)}w{n}\naaa{'a' * (n % 40)}*" for n in range(500)))
READERS = {
    "evened out": lambda text: even_out(text, lang="fr"),
    "stemmed": lambda text: stems_of(text, "fr"),
    "shown around a word": lambda text: snippet(text, "fr", frozenset({"marche"})),
    "sought": lambda text: sought(text[:1000]),
    "marked": find_marks,
    "accusing": find_accusation,
    "on a list of words": lambda text: list(find_phrases(Plain(text), LONG_LIST)),
    "echoing": lambda text: find_echoes(text, [text]),
}
MORE = {
    "spaces before a letter": lambda length: " " * (length - 1) + "a",
    "tabs before a letter": lambda length: "\t" * (length - 1) + "a",
    "spaces between letters": lambda length: "a" + " " * (length - 2) + "a",
    "guillemets": again("« "),
    "quotation marks": again('"x '),
    "one word of many endings": again("issement"),
    "words all different": lambda length: " ".join(f"w{n}x" for n in range(length // 8)),
}
PATIENCE = 1.0  # seconds of CPU; the slowest takes 0.3 s alone on a small machine


def cpu_seconds(reader, text: str) -> float:
    began = time.process_time()
    reader(text)
    return time.process_time() - began


@pytest.mark.parametrize("reader", READERS)
def test_whatever_reads_a_text_takes_its_length_and_no_more(reader):
    slow = {}
    for name, bomb in {**BOMBS, **MORE}.items():
        text = bomb(BODY_LIMIT)
        seconds = cpu_seconds(READERS[reader], text)
        if seconds > PATIENCE:
            seconds = min(seconds, cpu_seconds(READERS[reader], text))
        if seconds > PATIENCE:
            slow[name] = seconds

    assert slow == {}
