"""What a person does with a question: reads it, and knows the answer."""

import re

from palabre.submissions.questions import NAMES, understood

FIRST = {"first": 0, "premier": 0, "second": 1, "deuxième": 1, "third": 2, "troisième": 2}
LAST = ("last", "dernier")


def answer_to(question: str) -> str:
    said, _, row = question.rstrip(" .?\u00a0").partition(":")
    if "words" in said or "mots" in said:
        return _word(said, [word.strip() for word in row.split(",")])
    numbers = _numbers(question)
    if len(numbers) == 3:
        return str(max(numbers))
    if len(numbers) == 1:
        return str(numbers[0] + 1)
    less = "minus" in question or "moins" in question
    return str(numbers[0] - numbers[1] if less else sum(numbers))


def _word(said: str, row: list[str]) -> str:
    if any(word in said for word in LAST):
        return row[-1]
    return next(row[place] for word, place in FIRST.items() if f" {word} " in f" {said} ")


def _numbers(question: str) -> list[int]:
    known = {name for names in NAMES.values() for name in names}
    return [int(understood(word)) for word in re.findall(r"[\w-]+", question) if word in known]
