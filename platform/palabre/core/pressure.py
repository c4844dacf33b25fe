"""How crowded one kind of deed is: a number in the memory of this process, never who did what."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from threading import Lock

DEEPEST = 2.0  # so many times what is calm may have come too much; what comes then adds nothing


class Level(IntEnum):
    CALM = 0
    BUSY = 1
    ATTACK = 2


@dataclass(frozen=True)
class Pressure:
    """`over`: how much came beyond what is calm; 1 for as much again."""

    over: float

    @property
    def level(self) -> Level:
        if self.over <= 0:
            return Level.CALM
        return Level.BUSY if self.over <= 1 else Level.ATTACK


Suffices = Callable[[Pressure], bool]


class Bucket:
    """Holds what came of late and leaks at a steady pace: `calm` deeds at once, then one in `pace`
    seconds. Overfull, it still takes what shows that it can wait."""

    def __init__(
        self, calm: int, pace: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.calm = max(1, calm)
        self.pace = pace
        self._clock = clock
        self._held = 0.0
        self._looked = clock()
        self._lock = Lock()

    @property
    def pressure(self) -> Pressure:
        """Of the next deed."""
        with self._lock:
            return self._leaked()

    def draw(self, suffices: Suffices) -> Pressure | None:
        """None: the deed may be done, and is counted. Otherwise what it did not suffice for."""
        with self._lock:
            pressure = self._leaked()
            if pressure.level is not Level.CALM and not suffices(pressure):
                return pressure
            self._held = min(self._held + 1, self.calm * (1 + DEEPEST))
            return None

    def _leaked(self) -> Pressure:
        now = self._clock()
        self._held = max(0.0, self._held - (now - self._looked) / self.pace)
        self._looked = now
        return Pressure(max(0.0, self._held + 1 - self.calm) / self.calm)
