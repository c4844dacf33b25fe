"""Two who are at the same rows at once."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, connections


@dataclass
class Side:
    """A thread, and how it fared."""

    deed: Callable[[], object]
    failed: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.thread = threading.Thread(target=self.run)

    def run(self):
        try:
            self.deed()
        except Exception as error:
            self.failed.append(repr(error))
        finally:
            connections.close_all()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def wait_until(it_is: Callable[[], bool]) -> None:
    until = time.monotonic() + 5
    while not it_is() and time.monotonic() < until:
        time.sleep(0.01)


def meet(deed: Callable[[], object], work: Callable[[], object], *, after: str) -> None:
    """The deed stops half-way, after a statement that contains `after`, until the other waits for it."""
    is_half_way, go_on = threading.Event(), threading.Event()

    def stop(execute, sql, *told):
        done = execute(sql, *told)
        if after in sql and not is_half_way.is_set():
            is_half_way.set()
            go_on.wait(10)
        return done

    def stopping():
        with connection.execute_wrapper(stop):
            deed()

    person, other = Side(stopping), Side(work)
    person.thread.start()
    assert is_half_way.wait(10)
    other.thread.start()
    wait_until(waits_for_a_lock)
    go_on.set()
    person.thread.join(30)
    other.thread.join(30)
    assert (person.failed, other.failed) == ([], [])
