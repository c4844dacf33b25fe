"""Texts built to cost much or to make much, of any length asked for."""

from collections.abc import Callable

Bomb = Callable[[int], str]
REPEATED = [
    *">*_[]<`~|\\&!-#", "> ", "- ", "1. ", "> - ", "*a ", "a* ", "**a", "*a_", "*a **a ", "a**b_c ",
    "[a](", "[](", "[a](b", "![", "[a][", "[[a]", "[a](<b", "<a", "<!--", "<http://", "<http://a.b>",
    "&#35;", "&amp;", "&#x", "`a", "~~a", "a\n", "a  \n", "- a\n", "[a\n", "[a]: b \"\n", "```\n",
    "    a\n", "* * ", "|a", "\t", " ", "a", "漢", "\u0301", "\u202e", "\u200d", "<img src=x onerror=a()>",
    "[a](b) ", "[a](javascript:b)", "http://a.b ", "www.a.b ", "a@b.c ", "\r", "\u2028", "\0",
]  # fmt: skip


def again(piece: str) -> Bomb:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def then(first: str, rest: str, *, share: int = 4) -> Bomb:
    """A part of the one, then the other to the end."""
    return lambda length: again(first)(length // share) + again(rest)(length - length // share)


def around(opened: str, closed: str) -> Bomb:
    return lambda length: (
        opened * (length // (2 * len(opened))) + closed * (length // (2 * len(closed)))
    )


def growing(start: str, end: str) -> Bomb:
    """Lines that begin ever deeper."""

    def build(length: int) -> str:
        lines = "".join(start * depth + end for depth in range(1, length))
        return lines[:length]

    return lambda length: build(min(length, 400))[:length] + again(start + end)(length)[400:]


def wide_table(columns: int) -> Bomb:
    head = "|a" * columns + "\n" + "|-" * columns + "\n"
    return lambda length: (head + "|\n" * length)[:length]


def one_link_used_often(length: int) -> str:
    return ("[a]: /" + "u" * (length // 2) + "\n\n" + "[a]" * length)[:length]


def many_links_defined(length: int) -> str:
    return "".join(f"[{number}]: /u\n" for number in range(length // 9))[:length]


BOMBS: dict[str, Bomb] = {
    **{repr(piece): again(piece) for piece in REPEATED},
    "quoted once, lazy for ever": then(">", "a\n"),
    "fifteen quotes, lazy for ever": lambda length: (">" * 14 + "a\n" + "b\n" * length)[:length],
    "listed once, lazy for ever": then("- ", "a\n"),
    "quotes ever deeper": growing(">", "a\n"),
    "lists ever deeper": growing("  ", "- a\n"),
    "brackets in brackets": around("[", "]"),
    "links in links": around("[", "](b)"),
    "emphasis in emphasis": around("*_", "_*"),
    "strong in strong": around("**a ", "b** "),
    "parentheses in an address": lambda length: "[a](" + around("(", ")")(length - 5) + ")",
    "backticks of every length": lambda length: "".join(
        "a" + "`" * number for number in range(1, int(length**0.5))
    ),
    "a table of two columns": wide_table(2),
    "a table of ten columns": wide_table(10),
    "a table of a hundred columns": wide_table(100),
    "a table of a thousand columns": wide_table(1000),
    "a table in a quote": lambda length: (
        "> |a|b|\n> |-|-|\n" + "> |\n" * length
    )[:length],
    "one link used often": one_link_used_often,
    "many links defined": many_links_defined,
    "one line": again("word "),
}  # fmt: skip
