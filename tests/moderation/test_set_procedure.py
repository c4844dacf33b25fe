import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.moderation.actions import Action
from palabre.moderation.models import Procedure, procedure_of
from palabre.moderation.procedure_services import set_procedure
from palabre.people.models import Side
from tests.moderation.factories import moderator
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "promise_hours": "36",
    "lapse_days": "14",
    "veil_hours": "24",
    "second_look_hours": "24",
    "panel_hours": "72",
    "appeal_days": "30",
    "first_words": "2",
}


@pytest.fixture
def desk(space):
    return f"/en/secretariat/procedures/{space.slug}/"


def test_it_is_set_and_on_the_record_before_and_after(client, space, secretary, desk):
    client.force_login(secretary)

    answer = client.post(desk, {**WORDS, "spam_by_one": "on"})

    assert answer.url == f"/en/moderation/spaces/{space.slug}/"
    kept = procedure_of(space)
    assert (kept.promise_hours, kept.first_words, kept.spam_by_one, kept.holds_all) == (
        36,
        2,
        True,
        False,
    )
    record = AuditRecord.objects.get(action=Action.PROCEDURE_CHANGED)
    assert record.actor == secretary.username
    assert record.details == {
        "space": space.slug,
        "before": {"promise_hours": 48, "first_words": 0, "spam_by_one": False},
        "after": {"promise_hours": 36, "first_words": 2, "spam_by_one": True},
    }


def test_a_change_of_nothing_is_not_on_the_record(client, space, secretary, desk):
    client.force_login(secretary)

    client.post(desk, {**WORDS, "promise_hours": "48", "first_words": "0"})

    assert not AuditRecord.objects.filter(action=Action.PROCEDURE_CHANGED).exists()
    assert not Procedure.objects.exists()


def test_everybody_reads_what_was_changed_and_not_who_did(client, space, secretary):
    space.is_public = True
    space.save()
    set_procedure(space, by=secretary, spam_by_one=True, lapse_days=1)

    page = client.get(f"/en/moderation/spaces/{space.slug}/").content.decode()

    assert "<del>14 days</del> → <ins>1 day</ins>" in page
    assert "<del>no</del> → <ins>yes</ins>" in page
    assert "48 hours" in page
    assert str(secretary) not in page
    assert "/en/moderation/spaces/" in client.get("/en/rules/").content.decode()


def test_a_space_for_its_members_is_shown_to_them_alone(client, citizen, space):
    hidden = SpaceFactory.create(is_public=False)
    assert client.get(f"/en/moderation/spaces/{hidden.slug}/").status_code == 404
    assert hidden.name_en not in client.get("/en/moderation/spaces/").content.decode()

    space.is_public = False
    space.save()
    client.force_login(citizen)
    assert client.get(f"/en/moderation/spaces/{space.slug}/").status_code == 200
    assert client.get(f"/en/moderation/spaces/{hidden.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"veil_hours": "25"}, "24"),
        ({"promise_hours": "0"}, "1"),
        ({"lapse_days": "soon"}, "whole number"),
        ({"first_words": "21"}, "At most 20"),
        ({"appeal_days": ""}, "Fill this in."),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_nothing_typed_is_lost(
    client, secretary, desk, wrong, why
):
    client.force_login(secretary)

    answer = client.post(desk, {**WORDS, "panel_hours": "77", **wrong})

    assert answer.status_code == 422
    assert why in str(answer.context["form"].errors)
    assert 'value="77"' in answer.content.decode()
    assert not Procedure.objects.exists()


def test_who_runs_another_space_or_moderates_sets_nothing(client, space, secretary, desk):
    other = SpaceFactory.create()
    client.force_login(secretary)
    assert client.post(f"/en/secretariat/procedures/{other.slug}/", WORDS).status_code == 404
    judge = moderator(space, Side.CIVILIAN)
    client.force_login(judge)
    assert client.post(desk, WORDS).status_code == 404
    with pytest.raises(PermissionDenied):
        set_procedure(space, by=judge, spam_by_one=True)


@pytest.mark.parametrize("number", [1, 9])
def test_one_query_for_all_spaces_of_a_stranger(client, number, django_assert_num_queries):
    SpaceFactory.create_batch(number)

    with django_assert_num_queries(1):
        client.get("/en/moderation/spaces/")
