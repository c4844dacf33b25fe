import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.committees import services
from palabre.search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(named, trader):
    return services.speak(named, "The lamps are oot.", by=trader)


def address(said) -> str:
    return reverse("committees:edit", args=["kerouba", said.discussion.pk, said.number])


def test_people_mend_what_they_wrote_and_it_says_so(as_trader, said):
    assert "The lamps are oot." in as_trader.get(address(said)).content.decode()

    response = as_trader.post(address(said), {"body": "The lamps are out."})

    said.refresh_from_db()
    assert said.body == "The lamps are out."
    assert "out" in said.html
    assert said.edited_at
    assert "changed" in as_trader.get(response["Location"]).content.decode()


def test_the_same_text_is_no_change(said, trader):
    services.edit_contribution(said, body=said.body, by=trader)

    said.refresh_from_db()
    assert said.edited_at is None


def test_others_do_not_mend_it(client, said, gendarme):
    client.force_login(gendarme)

    assert client.get(address(said)).status_code == 404
    with pytest.raises(PermissionDenied, match="yourself"):
        services.edit_contribution(said, body="No", by=gendarme)


def test_an_empty_text_is_refused(as_trader, said):
    assert as_trader.post(address(said), {"body": "  "}).status_code == 422


def test_search_finds_the_new_words(said, trader, named):
    named.is_public = True
    named.save()

    services.edit_contribution(said, body="The lanterns are out.", by=trader)

    assert Entry.objects.get().text == "The lanterns are out."
