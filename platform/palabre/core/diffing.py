"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
KEPT, ADDED, TAKEN = "kept", "added", "taken"


@dataclass(frozen=True)
class Run:
    kind: str
    text: str


def difference(before: str, after: str) -> list[Run]:
    """`kept` and `taken` make what was, `kept` and `added` what is."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    runs = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        was, now = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            runs.append(Run(KEPT, was))
            continue
        runs += [Run(TAKEN, was)] if was else []
        runs += [Run(ADDED, now)] if now else []
    return runs
