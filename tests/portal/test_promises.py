"""The page of protections says what is tested, sentence by sentence, and no more."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.portal.promises import EVERY_SENTENCE, PROMISED

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "templates" / "portal" / "protections.html"


def test_every_sentence_of_the_page_is_here_and_none_is_left_over():
    items = re.findall(r"<li>{% translate \"([^\"]+)\" %}</li>", PAGE.read_text(encoding="utf-8"))

    assert items == list(EVERY_SENTENCE)
    assert PAGE.read_text(encoding="utf-8").count("<li>") == len(items)


def test_whatever_is_promised_stands_on_a_test():
    assert [sentence for sentence, proofs in PROMISED.items() if not proofs] == []


@cache
def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    "proof", sorted({each for those in EVERY_SENTENCE.values() for each in those})
)
def test_the_test_that_is_named_is_there(proof):
    path, _, name = proof.partition("::")

    assert name in named_in(TESTS / path)
