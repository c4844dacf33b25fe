"""Which function does which task, and what recurs when. Filled by each app's tasks.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., Any]


@dataclass(frozen=True)
class Task:
    name: str
    work: Work
    lease: int  # seconds a worker may hold it before another may take it
    slot: str = ""  # strftime format: it recurs whenever this changes ("%Y-%m-%d" once a day)
    not_before: int = 0  # hour of the day, UTC
    every: int = 1  # minutes: where the slot has them, it changes at their multiples


_tasks: dict[str, Task] = {}


def task(
    name: str, *, lease: int = 60, slot: str = "", not_before: int = 0, every: int = 1
) -> Callable[[Work], Work]:
    def register(work: Work) -> Work:
        _tasks[name] = Task(name, work, lease, slot, not_before, every)
        return work

    return register


def task_named(name: str) -> Task:
    return _tasks[name]


def every_task() -> list[Task]:
    return list(_tasks.values())


def recurring() -> list[Task]:
    return [known for known in _tasks.values() if known.slot]
