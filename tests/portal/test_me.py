import pytest

from palabre.notifications.models import Notice
from palabre.notifications.services import tell
from palabre.people.models import Side
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
ME = "/en/me/"


@pytest.fixture
def person():
    return UserFactory.create(name="Fatou", side=Side.FORCES, function="Gendarme")


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def test_strangers_are_sent_to_sign_in(client):
    assert "/accounts/login/" in client.get(ME).url
    assert "/accounts/login/" in client.post(f"{ME}read/").url


def test_it_says_who_one_is_here(signed_in):
    page = signed_in.get(ME).content.decode()

    for words in ("Fatou", "Forces", "Gendarme", "Not yet"):
        assert words in page


def test_a_confirmed_person_is_said_to_be(client, person, administrator):
    person.verified_on, person.verified_by = "2026-01-02", administrator
    person.save()
    client.force_login(person)

    page = client.get(ME).content.decode()

    assert "Not yet" not in page
    assert "Somebody of the secretariat confirms them" not in page


def test_the_unread_come_first(signed_in, person):
    Notice.objects.create(user=person, kind="old", read=True)
    tell(person, "moderation.report.kept", rule_fr="5. Non", rule_en="5. No")

    notices = signed_in.get(ME).context["notices"]

    assert [told.notice.read for told in notices] == [False, True]
    assert "5. No" in notices[0].sentence


def test_all_are_marked_as_read_at_once(signed_in, person):
    tell(person, "anything")

    assert signed_in.post(f"{ME}read/").url == ME
    assert not person.notices.unread().exists()
    assert "Mark all as read" not in signed_in.get(ME).content.decode()


def test_nobody_reads_the_notices_of_another(signed_in):
    other = UserFactory.create()
    tell(other, "moderation.report.kept", rule_fr="5. Non", rule_en="5. No")

    assert signed_in.get(ME).context["notices"] == []
    signed_in.post(f"{ME}read/")
    assert other.notices.unread().count() == 1


def test_what_somebody_wrote_in_a_notice_stays_text(signed_in, person):
    tell(person, "moderation.restored", title="<script>alert(1)</script>", forces="<b>x</b>")

    page = signed_in.get(ME).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize("number", [1, 40])
def test_six_queries_however_many_notices(signed_in, person, number, django_assert_num_queries):
    Notice.objects.bulk_create(Notice(user=person, kind="x") for _ in range(number))

    with django_assert_num_queries(6):
        signed_in.get(ME)
