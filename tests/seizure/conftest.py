import fcntl
import pickle
from pathlib import Path

import pytest

from palabre.people.models import Side
from tests.seizure.world import Taken, carry_off
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """While one process tells the story the other has something to do: what needs the story comes
    last, but for the one test that begins it."""
    story = [item for item in items if "taken" in getattr(item, "fixturenames", ())]
    for place, item in enumerate(story):
        item.add_marker("late" if place else "slow")


@pytest.fixture
def committee(db):
    return SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro")


@pytest.fixture
def both_readers(committee):
    return (
        reader(committee, side=Side.CIVILIAN, name="awa"),
        reader(committee, side=Side.FORCES, name="issa"),
    )


@pytest.fixture(scope="session")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """The story is told once, by whichever test process comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "seizure"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "taken").exists():
            keep(folder, carry_off(folder))
    found: Taken = pickle.loads((folder / "taken").read_bytes())  # noqa: S301 (our own, just made)
    return found


def keep(folder: Path, taken: Taken) -> None:
    (folder / "taken").write_bytes(pickle.dumps(taken))
