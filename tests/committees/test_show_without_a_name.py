"""A photo beside words without a name: made like all others, in memory until it appears, gone with them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from palabre.committees import rules, services
from palabre.committees.batches import SPEECH
from palabre.committees.models import (
    Attachment,
    Draft,
    NamelessContribution,
    NamelessPicture,
    State,
)
from palabre.committees.services import LeftOut, Picture
from palabre.committees.voices import OwnVoice
from palabre.core import guards
from palabre.moderation.models import Case
from palabre.moderation.registry import keeper_of
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.traces import (
    assert_no_user_linked_write,
    everything,
    leads_to_a_person,
    row_order,
    tables_changed,
)
from tests.files import made
from tests.files.documents import pdf
from tests.moderation.factories import veiled
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
WORDS, SEEN = "It looked like this.", "A queue of lorries"
CARRIED = re.compile(r'name="carried" value="([^"]+)"')
TINY = Picture(b"\xff\xd8 seen", 960, 600, SEEN)
MINE = OwnVoice(b"m" * 32)


def address(discussion, name="speak", *more) -> str:
    place = [discussion.committee.slug, discussion.pk, *more]
    return reverse(f"committees:{name}", args=place)


def said_with(content=None, **more):
    photo = SimpleUploadedFile("Aminata in Ségou.jpg", content or made.jpeg())
    return {"body": WORDS, "file_1": photo, "about_1": SEEN, **more}


def shown(discussion, **more) -> NamelessContribution:
    return services.publish_at_once(discussion, WORDS, picture=TINY, **more)


def test_it_waits_in_memory_with_the_words_and_appears_with_them(as_trader, nameless):
    before = everything()
    with assert_no_user_linked_write():
        assert as_trader.post(address(nameless), said_with()).status_code == 302
        assert everything() == before
        services.publish_waiting()
        page = as_trader.get(nameless.get_absolute_url()).content.decode()

    assert tables_changed(before, everything()) <= {
        "committees.NamelessContribution", "committees.NamelessPicture",
        "committees.Discussion", "search.Entry",
    }  # fmt: skip
    assert not Attachment.objects.exists()
    assert not Draft.objects.exists()
    photo = address(nameless, "picture", 1)
    assert f'<img src="{photo}" alt="{SEEN}" width="960" height="600"' in page
    answer = as_trader.get(photo)
    assert Image.open(io.BytesIO(answer.content)).size == (960, 600)
    assert answer["Content-Disposition"] == 'inline; filename="photo.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    kept = bytes(NamelessPicture.objects.get().content) + str(everything()).encode()
    assert made.TRACE.encode() not in kept
    assert b"Aminata" not in kept


def test_its_table_has_no_person_no_order_and_no_instant():
    kinds = {field.get_internal_type() for field in NamelessPicture._meta.concrete_fields}
    assert not leads_to_a_person(NamelessPicture)
    assert kinds == {
        "UUIDField", "OneToOneField", "CharField", "PositiveSmallIntegerField", "BinaryField",
    }  # fmt: skip


def test_all_photos_of_a_discussion_are_laid_anew_with_its_words(nameless):
    for n in range(12):
        services.publish_at_once(nameless, f"Thing {n}", picture=TINY)

    numbers = dict(NamelessContribution.objects.values_list("pk", "number"))
    if connection.vendor == "sqlite":
        rows = row_order(NamelessPicture, "contribution_id")
        keys = {pk.hex: number for pk, number in numbers.items()}
        lying = [keys[row[0]] for row in rows]
        assert lying != sorted(lying)  # by chance once in 12! times
    else:
        assert len(set(row_order(NamelessPicture, "xmin"))) == 1
    assert NamelessPicture.objects.count() == 12


def test_what_is_no_photo_is_refused_and_the_words_stay(as_trader, nameless):
    for content, why in ((pdf(), "Only a photo is taken here"), (made.jpeg()[:200], "damaged")):
        answer = as_trader.post(address(nameless), said_with(content))

        assert answer.status_code == 422
        assert why in answer.content.decode()
        assert WORDS in answer.content.decode()
    services.publish_waiting()
    assert not NamelessContribution.objects.exists()


def test_a_refused_form_carries_the_photo_and_the_server_keeps_none(as_trader, nameless):
    before = everything()
    refused = as_trader.post(address(nameless), said_with(about_1="")).content.decode()

    assert "for those who cannot see the photo" in refused
    found = CARRIED.search(refused)
    assert found
    carried = found[1]
    assert everything() == before
    again = {"body": WORDS, "about_1": SEEN, "carried": carried}
    assert as_trader.post(address(nameless), again).status_code == 302
    as_trader.post(address(nameless), {**again, "body": "Alone", "drop_1": "on"})
    bent = as_trader.post(address(nameless), {**again, "carried": "%%%"})
    assert "did not come back whole" in bent.content.decode()
    services.publish_waiting()
    assert NamelessPicture.objects.get().contribution.body == WORDS
    assert NamelessContribution.objects.count() == 2


def test_where_no_photo_can_wait_the_words_stay_and_go_alone(as_trader, nameless):
    for _ in range(SPEECH.most[SPEECH.large]):
        SPEECH.add("elsewhere", b"{}", is_large=True)

    answer = as_trader.post(address(nameless), said_with())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "No photo can wait here just now" in page
    assert WORDS in page
    assert CARRIED.search(page)
    assert as_trader.post(address(nameless), {"body": WORDS}).status_code == 302


def test_a_discussion_holds_so_many_and_an_account_sends_so_many(nameless, trader, monkeypatch):
    for _ in range(6):
        services.require_room(nameless, by=trader)
    with pytest.raises(LeftOut, match="several photos"):
        services.require_room(nameless, by=trader)

    shown(nameless)
    monkeypatch.setattr(rules, "MOST_PICTURES", 1)
    assert "as many photos as it can" in rules.can_show(trader, nameless).reason


def test_who_may_not_speak_has_nothing_made_anew(client, nameless, outsider):
    nameless.is_public = True
    nameless.save()
    client.force_login(outsider)

    page = client.post(address(nameless), said_with()).content.decode()

    assert "only those who hold a seat" in page
    assert not CARRIED.search(page)


def test_it_goes_with_the_words_that_are_withdrawn(nameless):
    services.speak_namelessly(nameless, WORDS, own=MINE, picture=TINY)
    services.publish_waiting()
    shown(nameless)

    services.withdraw(NamelessContribution.objects.get(number=1), own=MINE)
    services.publish_waiting()

    assert NamelessContribution.objects.get(number=1).state == State.WITHDRAWN
    assert [one.contribution.number for one in NamelessPicture.objects.all()] == [2]


def test_it_is_seen_by_who_reads_the_words_and_judged_with_them(nameless, as_trader):
    said = shown(nameless)
    photo, keeper = address(nameless, "picture", 1), keeper_of(said.label)
    assert as_trader.get(photo).status_code == 200
    assert Client().get(photo).status_code == 404
    space = nameless.committee.space
    veiled(space=space, label=said.label, item_pk=str(said.pk))
    moderator = join(space, side=Side.FORCES, role=Role.MODERATOR, name="mod")

    keeper.hide(said, rule="calm")

    assert as_trader.get(photo).status_code == 404
    as_trader.force_login(moderator)
    assert as_trader.get(photo).status_code == 200
    assert photo in keeper.exhibit(said).html
    shown(nameless)  # laid anew, it stays
    assert NamelessPicture.objects.count() == 2
    Case.objects.update(is_veiled=False)
    keeper.restore(said)
    with guards.lifted():
        Case.objects.update(closed_on="2026-01-01", outcome="removed")
    keeper.hide(said, rule="calm")
    assert as_trader.get(photo).status_code == 404
    keeper.forget(said)
    assert NamelessPicture.objects.get().contribution.number == 2
