import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.people.models import Side
from palabre.spaces.services import verify_person

pytestmark = pytest.mark.django_db


def test_the_secretariat_confirms_a_side_and_a_function(desk, secretary, outsider):
    form = {"vouch-side": Side.FORCES, "vouch-function": "Gendarme"}
    answer = desk.post(f"/en/secretariat/people/{outsider.pk}/verify/", form)

    assert answer["Location"] == f"/en/secretariat/people/{outsider.pk}/"
    outsider.refresh_from_db()
    assert (outsider.side, outsider.function) == ("forces", "Gendarme")
    assert outsider.verified_by == secretary


def test_it_is_on_the_record(secretary, outsider):
    verify_person(outsider, side=Side.FORCES, function="Gendarme", by=secretary)

    (line,) = AuditRecord.objects.filter(action="spaces.person.verified")
    assert line.target == f"people.user:{outsider.pk}"


def test_nobody_verifies_themselves(desk, secretary):
    form = {"vouch-side": Side.FORCES, "vouch-function": "General"}
    answer = desk.post(f"/en/secretariat/people/{secretary.pk}/verify/", form)

    assert answer.status_code == 403
    assert "Nobody verifies themselves." in answer.content.decode()


def test_a_member_does_not_verify(citizen, outsider):
    with pytest.raises(PermissionDenied):
        verify_person(outsider, side=Side.FORCES, function="Gendarme", by=citizen)


def test_an_empty_function_comes_back_with_words_and_what_was_chosen(desk, outsider):
    form = {"vouch-side": Side.PARLIAMENT, "vouch-function": ""}
    answer = desk.post(f"/en/secretariat/people/{outsider.pk}/verify/", form)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not type(outsider).objects.get(pk=outsider.pk).is_verified
