import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.people.models import User
from palabre.spaces.models import Membership
from tests.people.factories import (
    PASSWORD,
    TOTP_SECRET,
    UserFactory,
    with_password,
    with_second_factor,
)
from tests.people.steps import sign_in, six_digits
from tests.spaces.factories import MembershipFactory

BACKEND = "palabre.spaces.backends.PalabreBackend"

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, administrator) -> Client:
    client.force_login(administrator, backend=BACKEND)
    return client


def test_the_back_office_has_no_door_of_its_own(client):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/")["Location"] == "/accounts/login/?next=/admin/"


def test_it_opens_with_password_and_second_factor(client, administrator):
    with_password(administrator)
    sign_in(client, administrator.username)
    client.post("/accounts/2fa/authenticate/", {"code": six_digits()})

    assert client.get("/admin/").status_code == 200


def test_without_a_second_factor_one_is_set_up_first(client, administrator):
    Authenticator.objects.all().delete()
    client.force_login(administrator, backend=BACKEND)

    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/login/")["Location"] == "/accounts/2fa/"


def test_a_secretariat_does_not_enter_it(client, secretary):
    secretary.is_staff = True
    secretary.save()
    client.force_login(secretary, backend=BACKEND)

    assert client.get("/admin/").status_code == 302


def pages() -> list[str]:
    kinds = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    return [reverse(f"admin:{kind}_changelist") for kind in kinds]


@pytest.mark.parametrize("page", pages())
def test_every_list_of_the_back_office_answers(office, page):
    MembershipFactory.create()
    assert office.get(page, {"q": "awa"}).status_code == 200


def test_nobody_chooses_a_name_a_password_or_an_address_for_another(office):
    person = with_password(UserFactory.create())
    page = office.get(f"/admin/people/user/{person.pk}/change/").content.decode()
    before = person.name, "fr", person.password

    assert 'name="password' not in page
    assert 'name="email"' not in page
    typed = {"name": "New name", "language": "fr", "password": "x", "email": "evil@x.example"}
    office.post(f"/admin/people/user/{person.pk}/change/", typed)

    person.refresh_from_db()
    # Taken from view by both sides of the moderators, or chosen by whoever bears it.
    assert (person.name, person.language, person.password) == before
    assert person.email != "evil@x.example"
    assert office.get(f"/admin/people/user/{person.pk}/password/").status_code in (302, 404)


@pytest.mark.parametrize("kind", ["account/emailaddress", "spaces/membership", "spaces/invitation"])
def test_what_has_its_own_page_is_only_read_here(office, kind):
    assert office.get(f"/admin/{kind}/add/").status_code == 403


def test_a_role_is_not_changed_behind_the_record(office):
    role = MembershipFactory.create()
    office.post(f"/admin/spaces/membership/{role.pk}/change/", {"role": "secretariat"})
    office.post(f"/admin/spaces/membership/{role.pk}/delete/", {"post": "yes"})

    assert Membership.objects.get(pk=role.pk).role == "member"


def test_naming_an_administrator_is_on_the_record(office, administrator):
    person = UserFactory.create()
    typed = {"name": person.name, "language": "fr", "is_staff": "on", "is_superuser": "on"}
    office.post(f"/admin/people/user/{person.pk}/change/", typed)

    (line,) = AuditRecord.objects.filter(action="people.administration.changed")
    assert (line.actor, line.target) == (administrator.username, f"people.user:{person.pk}")


def test_opening_or_closing_a_space_is_on_the_record(office, administrator, space):
    typed = {"name_fr": space.name_fr, "name_en": space.name_en}
    was_public = space.is_public
    office.post(
        f"/admin/spaces/space/{space.pk}/change/",
        typed | ({} if was_public else {"is_public": "on"}),
    )

    (line,) = AuditRecord.objects.filter(action="spaces.space.public")
    assert line.details == {"space": space.slug, "public": not was_public}


def test_a_lost_phone_is_taken_off_and_its_secret_never_shown(office):
    person = with_second_factor(UserFactory.create())
    factor = Authenticator.objects.get(user=person)
    where = f"/admin/mfa/authenticator/{factor.pk}"

    page = office.get(f"{where}/change/").content.decode()
    assert TOTP_SECRET not in page
    assert factor.data["secret"] not in page

    office.post(f"{where}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(user=person).exists()
    assert AuditRecord.objects.filter(action="people.factor.taken").count() == 1


def test_the_first_administrator_is_made_on_the_command_line(client, monkeypatch, capsys):
    said = {"USERNAME": "root", "EMAIL": "root@palabre.example", "PASSWORD": PASSWORD}
    for name, value in said.items():
        monkeypatch.setenv(f"DJANGO_SUPERUSER_{name}", value)
    call_command("createsuperuser", interactive=False)

    assert str(User.objects.get()) == "root"
    # The address is proved like everybody's, by a code that the outbox delivers.
    assert sign_in(client, "root")["Location"] == "/accounts/confirm-email/"
