"""A name that is not one's to bear: two keys, like words; and what was written under it stays."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from palabre.committees.models import Shown
from palabre.forums.models import Post, Topic
from palabre.moderation.models import Case, Choice, Deed, Origin, ReadsWhat, Report
from palabre.moderation.registry import keeper_of
from palabre.moderation.rules import can_appeal_by_name
from palabre.moderation.services import appeal_by_name, decide, look_at_name, report_name
from palabre.moderation.signing_up import look_at_new_name
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side, User
from palabre.people.naming import give_name_back
from tests.committees.factories import CommitteeFactory, ContributionFactory, seat
from tests.moderation.factories import WordListFactory, moderator, post_in, remove, rule_named
from tests.people.factories import UserFactory
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def pretender(db):
    return UserFactory.create(username="pretender", name="Le Préfet de Tabakoro")


@pytest.fixture
def post(forum, pretender):
    return post_in(forum, by=pretender)


@pytest.fixture
def judges(forum):
    return [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]


@pytest.fixture
def rule(db):
    return rule_named("impersonation")


def judge(case, choice, judges):
    for person in judges:
        decide(case, choice=choice, rule=case.rule, by=person)


def test_it_is_reported_from_what_stands_under_it(client, post, pretender, outsider, rule):
    client.force_login(outsider)
    there = reverse("moderation:report", args=["forums.post", post.pk])
    assert "The name above it" in client.get(there).content.decode()

    client.post(there, {"reason": rule.code, "about": "name", "note": "The prefect is another."})

    case = Case.objects.get()
    assert (case.label, case.item_pk) == ("people.user", str(pretender.pk))
    assert pretender.name not in case.title
    assert client.post(there, {"reason": "hate"}).status_code == 302  # its words, as well
    assert Report.objects.count() == 2
    assert client.post(there, {"reason": "hate", "about": "name"}).status_code == 422


def test_two_keys_take_it_from_view_everywhere(client, post, pretender, outsider, judges, rule):
    case = report_name(post, rule=rule, by=outsider)
    shown = client.get(post.topic.category.get_absolute_url()).content.decode()
    assert pretender.name in shown

    judge(case, Choice.REMOVE, judges)

    pretender.refresh_from_db()
    assert pretender.name == f"Membre {pretender.pk}"
    for path in (post.get_absolute_url(), post.topic.category.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "Le Préfet de Tabakoro" not in page
        assert pretender.name in page
    told = pretender.notices.get()
    assert told.kind == "moderation.name_removed"
    for language, words in [("en", "Your name is no longer"), ("fr", "Votre nom n’est plus")]:
        with override(language):
            assert tell_in_words(told).sentence.startswith(words)
    give_name_back(pretender)
    assert Topic.objects.get().last_by == "Le Préfet de Tabakoro"


def test_moderators_read_the_name_and_nobody_reads_it_in_the_register(
    client, post, pretender, outsider, judges, rule
):
    case = report_name(post, rule=rule, by=outsider)
    client.force_login(judges[0])
    assert pretender.name in client.get(case.get_absolute_url()).content.decode()

    judge(case, Choice.REMOVE, judges)

    assert "Le Préfet" not in client.get("/en/moderation/register/").content.decode()


def test_each_reads_in_their_own_language_that_it_is_about_a_name(client, post, judges, rule):
    with override("fr"):
        case = report_name(post, rule=rule, by=join(post.topic.category.space))
    client.force_login(judges[0])

    for language, words in {"en": "The name of an account", "fr": "Le nom d’un compte"}.items():
        for path in (f"/{language}/moderation/", f"/{language}/moderation/{case.pk}/"):
            assert words in client.get(path).content.decode()


def test_nobody_learns_from_an_address_who_has_an_account(client, pretender, outsider):
    client.force_login(outsider)

    there = reverse("moderation:report", args=["people.user", pretender.pk])

    assert client.get(there).status_code == 404
    assert not keeper_of("people.user").can_read(AnonymousUser(), pretender)


def test_a_seat_that_is_shown_by_its_side_alone_has_no_name_to_report(client, outsider):
    said = ContributionFactory.create()
    client.force_login(outsider)

    page = client.get(reverse("moderation:report", args=["committees.contribution", said.pk]))

    assert "The name above it" not in page.content.decode()


@pytest.mark.parametrize(
    "name", ["Gendarmerie de Tabakoro", "PREFET", "Sous préfet", "Modératrice"]
)
def test_a_new_account_that_looks_like_an_office_waits_for_a_moderator(name, judges):
    new = UserFactory.create(name=name, language="en")

    look_at_new_name(user=new)

    case = Case.objects.get()
    assert new.name == f"Member {new.pk}"
    assert (case.origin, case.is_held) == (Origin.NAME, True)
    assert new.notices.get().words["title"] == name
    decide(case, choice=Choice.KEEP, rule=case.rule, by=judges[0])
    new.refresh_from_db()
    assert (new.name, new.name_kept) == (name, "")


def test_whom_an_invitation_vouches_for_bears_the_name_at_once(administrator):
    known = UserFactory.create(name="Préfet", verified_on="2026-01-01", verified_by=administrator)

    look_at_name(known)

    assert not Case.objects.exists()


def test_a_list_may_only_have_a_name_looked_at():
    WordListFactory.create(reads=ReadsWhat.NAMES, deed=Deed.LOOK, words="crocodile")
    new = UserFactory.create(name="Old Crocodile")

    look_at_name(new)

    assert new.name == "Old Crocodile"
    assert not Case.objects.get().is_held


def test_signing_up_through_the_page_is_looked_at(client):
    client.post(
        "/accounts/signup/",
        {
            "email": "new@palabre.example",
            "password1": "un mot de passe long",
            "password2": "un mot de passe long",
            "name": "Gendarmerie",
            "side": "civilian",
        },
    )

    assert User.objects.get(email="new@palabre.example").name_kept == "Gendarmerie"


def test_the_database_takes_no_name_without_a_case(pretender):
    with pytest.raises(IntegrityError, match="as its case says"), transaction.atomic():
        User.objects.filter(pk=pretender.pk).update(name="Nobody", name_kept=pretender.name)


NAME = "/en/moderation/name/"


@pytest.fixture
def nameless(client, post, pretender, outsider, judges, rule):
    """Who has just lost their name, on their own page."""
    case = report_name(post, rule=rule, by=outsider)
    judge(case, Choice.REMOVE, judges)
    client.force_login(pretender)
    case.refresh_from_db()
    return case


def test_who_lost_their_name_chooses_another_and_what_they_wrote_bears_it(
    client, nameless, post, pretender
):
    told = client.get(reverse("moderation:decision", args=[nameless.pk])).content.decode()
    assert NAME in told
    assert "Choose another name" in client.get(NAME).content.decode()
    again = client.post(NAME, {"name": "le préfet de Tabakoro"})
    assert (again.status_code, "le préfet de Tabakoro" in again.content.decode()) == (422, True)

    assert client.post(NAME, {"name": "Awa, du marché"}).status_code == 302

    pretender.refresh_from_db()
    assert (pretender.name, pretender.name_kept) == ("Awa, du marché", "")
    assert Topic.objects.get().last_by == "Awa, du marché"
    assert client.post(NAME, {"name": "Un autre"}).status_code == 422
    assert not can_appeal_by_name(pretender, nameless)


def test_a_name_that_was_chosen_is_read_and_reported_like_any(
    client, nameless, post, pretender, outsider, judges
):
    client.post(NAME, {"name": "Awa"})
    again = report_name(Post.objects.get(pk=post.pk), rule=nameless.rule, by=outsider)
    judge(again, Choice.REMOVE, judges)
    pretender.refresh_from_db()
    assert (pretender.name, pretender.name_kept) == (f"Membre {pretender.pk}", "Awa")

    client.post(NAME, {"name": "Gendarmerie de Tabakoro"})

    pretender.refresh_from_db()
    assert pretender.name == f"Membre {pretender.pk}"
    assert Case.objects.open().get().origin == Origin.NAME


def test_while_an_appeal_is_looked_at_no_other_name_is_chosen(client, nameless, pretender):
    appeal_by_name(nameless, plea="I am the prefect.", by=pretender)

    answer = client.post(NAME, {"name": "Awa"})

    assert (answer.status_code, "Awa" in answer.content.decode()) == (422, True)


def test_who_bears_their_name_chooses_no_other_here(client, outsider):
    client.force_login(outsider)

    assert "was not taken from view" in client.get(NAME).content.decode()
    assert client.post(NAME, {"name": "Awa"}).status_code == 422


def test_moderators_see_where_it_was_read_and_what_stood_beside_it(
    client, post, pretender, outsider, judges, rule
):
    User.objects.filter(pk=pretender.pk).update(side=Side.FORCES)
    case = report_name(post, rule=rule, by=outsider)
    client.force_login(judges[0])

    page = client.get(case.get_absolute_url()).content.decode()

    assert post.get_absolute_url() in page
    assert post.topic.title in page
    assert "Forces, not verified" in page
    assert "See it in its place" not in page


def test_what_is_hidden_or_not_theirs_to_read_is_no_place(
    client, post, pretender, outsider, judges, rule
):
    case = report_name(post, rule=rule, by=outsider)
    remove(post, rule_named("insult"))
    client.force_login(judges[0])

    page = client.get(case.get_absolute_url()).content.decode()

    assert post.get_absolute_url() not in page
    assert "no place to show" in page
    assert "See it in its place" not in page


def test_whoever_reported_is_led_back_to_where_they_read_it(
    post, pretender, outsider, judges, rule
):
    case = report_name(post, rule=rule, by=outsider)
    again = post_in(post.topic.category.space, by=pretender)
    elsewhere = UserFactory.create()
    assert report_name(again, rule=rule, by=elsewhere) == case
    remove(again, rule_named("insult"))

    judge(case, Choice.REMOVE, judges)

    assert outsider.notices.get().link == post.get_absolute_url()
    assert elsewhere.notices.get().link == ""


def test_no_name_that_was_removed_comes_back_by_way_of_another(
    client, nameless, post, pretender, outsider, judges
):
    client.post(NAME, {"name": "Awa"})
    again = report_name(Post.objects.get(pk=post.pk), rule=nameless.rule, by=outsider)
    judge(again, Choice.REMOVE, judges)

    assert client.post(NAME, {"name": "Le  prefet de TABAKORO"}).status_code == 422


@pytest.mark.parametrize("name", ["Awa Dembélé", "awa  DEMBELE", " Awa Dembele\u0301 "])
def test_nobody_takes_the_name_under_which_somebody_else_is_read(client, nameless, forum, name):
    post_in(forum, by=UserFactory.create(name="Awa Dembélé"))

    answer = client.post(NAME, {"name": name})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Somebody else is read under this name" in page
    assert name.strip() in page


def test_names_that_no_page_shows_are_not_told_apart_from_free_ones(client, nameless):
    UserFactory.create(name="Awa Dembélé")

    assert client.post(NAME, {"name": "Awa Dembélé"}).status_code == 302


@pytest.mark.parametrize(("shown", "status"), [(Shown.NAME, 422), (Shown.SIDE, 302)])
def test_nor_the_name_under_which_the_public_sees_a_seat(client, nameless, shown, status):
    sitting = seat(CommitteeFactory.create(), shown_to_public=shown)
    User.objects.filter(pk=sitting.pk).update(name="Awa Dembélé")

    assert client.post(NAME, {"name": "Awa Dembélé"}).status_code == status


def test_whoever_signs_up_under_a_name_that_is_borne_already_may(forum, client):
    post_in(forum, by=UserFactory.create(name="Awa Dembélé"))
    new = UserFactory.create(name="Awa Dembélé")

    look_at_new_name(user=new)

    assert new.name == "Awa Dembélé"
    assert not Case.objects.exists()
