import pytest

from palabre.audit.services import record
from palabre.spaces.models import Space


@pytest.fixture
def write(db):
    """Put so many records on the chain."""

    def written(many: int = 1, **details: object) -> None:
        space = Space.objects.order_by("pk").first()
        assert space
        for number in range(many):
            record("spaces.role.granted", by=None, on=space, nth=number, **details)

    return written
