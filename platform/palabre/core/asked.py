"""A question that the database is asked all the time, in the same words: they are found once."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Question:
    """Django makes the SQL of a query each time, which here costs more than the database's answer.
    Only the words are remembered: each time it is asked anew, and the rows are what is there."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Row]]) -> None:
        """`rows`: a `values_list` in which nothing depends on who asks, and when."""
        self._rows = rows
        self._words: tuple[str, Row] | None = None

    def ask(self) -> list[Row]:
        if self._words is None:
            self._words = self._rows().query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(*self._words)
            rows: list[Row] = cursor.fetchall()
        return rows
