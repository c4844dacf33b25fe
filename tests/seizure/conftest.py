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
    last, but for the one test that begins it. Those with a database keep their places: they come
    before the tests that empty its tables."""
    here = [
        place
        for place, item in enumerate(items)
        if item.path.parent == HERE and not has_database(item)
    ]
    by_need: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for place in here:
        by_need["taken" in fixtures_of(items[place])].append(items[place])
    story = sorted(by_need[True], key=lambda item: "seen" in fixtures_of(item))
    order = [*story[:1], *by_need[False], *story[1:]]
    for place, item in zip(here, order, strict=True):
        items[place] = item


def has_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db", "live_server"} & set(fixtures_of(item))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def fixtures_of(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


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
