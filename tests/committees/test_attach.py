"""Files beside what is said with names: made anew, judged like the words, gone with them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from palabre.committees import services
from palabre.committees.models import Attachment, AttachmentPart, Contribution, Draft
from palabre.committees.models.attachment import A_PART
from palabre.core import guards
from palabre.core.places import SLOW_ONES
from palabre.files.rebuild import Rebuilt
from palabre.moderation.models import Case
from palabre.moderation.registry import keeper_of
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import DiscussionFactory, seat
from tests.committees.traces import everything
from tests.files import made, sounds
from tests.moderation.factories import CaseFactory, veiled
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
LARGE = Rebuilt(b"%PDF-" + bytes(range(256)) * 4000, ".pdf", "application/pdf")


def address(discussion, name="speak") -> str:
    return reverse(f"committees:{name}", args=[discussion.committee.slug, discussion.pk])


def upload(content: bytes, name: str = "Aminata in Ségou.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(discussion, by, whole: Rebuilt, small: bytes = b"") -> Attachment:
    draft = services.begin_draft(discussion, by=by)
    one = services.attach(draft, services.Made(whole, small), about="The bridge", by=by)
    services.speak_from_draft(discussion, "Look.", by=by)
    one.refresh_from_db()
    return one


def read(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def photo(named, trader) -> Attachment:
    whole = made.rebuilt(made.jpeg())
    return attached(named, trader, whole, whole.content)


def test_a_photo_and_a_recording_are_published_with_the_words(as_trader, named):
    said = {
        "body": "Look and listen.",
        "file_1": upload(made.jpeg()),
        "about_1": "Two lanterns on the bridge",
        "file_2": upload(sounds.recording("m4a")),
        "about_2": "The ferryman explains",
    }

    answer = as_trader.post(address(named), said)

    contribution = Contribution.objects.get()
    photo, voice = contribution.attachments.all()
    assert answer.status_code == 302
    assert not Draft.objects.exists()
    page = as_trader.get(named.get_absolute_url()).content.decode()
    assert f'<img src="{photo.small_url}" alt="Two lanterns on the bridge"' in page
    assert f'<audio controls preload="none" src="{voice.get_absolute_url()}"' in page
    assert "The ferryman explains" in page


def test_nothing_is_stored_but_what_was_made_anew(as_trader, named):
    as_trader.post(
        address(named), {"body": "Look.", "file_1": upload(made.jpeg()), "about_1": "A bridge"}
    )

    stored = b"".join(AttachmentPart.objects.values_list("content", flat=True))
    (photo,) = Attachment.objects.all()
    whole = read(as_trader.get(photo.get_absolute_url()))
    assert Image.open(io.BytesIO(whole)).size == (320, 200)
    assert made.TRACE.encode() not in stored
    assert whole in stored
    assert not any("Aminata" in row for rows in everything().values() for row in rows)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a document", "cannot be cleaned"),
        (made.jpeg()[:200], "damaged"),
        (b"x" * 10_000_001, "10 MB"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_and_never_taken_as_it_is(
    as_trader, named, content, words
):
    answer = as_trader.post(address(named), {"body": "Look at this.", "file_1": upload(content)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Look at this." in page
    assert not Attachment.objects.exists()
    assert not Contribution.objects.exists()


def test_a_photo_wants_words_for_those_who_cannot_see_it_and_is_kept_meanwhile(as_trader, named):
    refused = as_trader.post(address(named), {"body": "Look.", "file_1": upload(made.jpeg())})

    assert refused.status_code == 422
    assert "for those who cannot see the photo" in refused.content.decode()
    (kept,) = Attachment.objects.all()
    as_trader.post(address(named), {"body": "Look.", f"about_{kept.pk}": "A bridge"})
    assert Contribution.objects.get().attachments.get().about == "A bridge"


def test_of_four_files_three_are_taken(as_trader, named, trader):
    whole = made.rebuilt(made.jpeg())
    draft = services.begin_draft(named, by=trader)
    for _ in range(3):
        services.attach(draft, services.Made(whole, whole.content), about="A", by=trader)

    answer = as_trader.post(address(named), {"body": "Look.", "file_1": upload(made.png())})

    assert "At most 3 files" in answer.content.decode()
    assert Attachment.objects.count() == 3


def test_a_committee_has_room_for_so_much(as_trader, named, settings):
    settings.MOST_ATTACHED_BYTES = -1

    answer = as_trader.post(address(named), {"body": "Look.", "file_1": upload(made.png())})

    assert "no room for more files" in answer.content.decode()


def test_a_discussion_without_names_keeps_none_with_a_draft(as_trader, nameless):
    page = as_trader.get(nameless.get_absolute_url()).content.decode()
    before = everything()["committees.Attachment"]

    as_trader.post(address(nameless), {"body": "Look.", "file_1": upload(made.jpeg())})

    assert "No draft is kept here" in page
    assert everything()["committees.Attachment"] == before == []


def test_it_is_shown_to_those_who_read_the_words_and_to_nobody_else(photo, named, trader, client):
    url = photo.get_absolute_url()
    client.force_login(trader)

    answer = client.get(url)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["Content-Disposition"] == 'inline; filename="file-1.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(url).status_code == 404
    assert Client().get(photo.small_url).status_code == 404
    named.is_public = True
    named.save()
    assert Client().get(url).status_code == 200
    elsewhere = DiscussionFactory.create(committee=named.committee, is_public=True)
    assert Client().get(url.replace(f"/{named.pk}/", f"/{elsewhere.pk}/")).status_code == 404


def test_of_a_draft_it_is_shown_to_who_writes_it(named, trader, gendarme, client):
    whole = made.rebuilt(made.jpeg())
    draft = services.begin_draft(named, by=trader)
    kept = services.attach(draft, services.Made(whole, whole.content), about="", by=trader)

    client.force_login(gendarme)
    assert client.get(kept.get_absolute_url()).status_code == 404
    client.force_login(trader)
    assert client.get(kept.get_absolute_url()).status_code == 200


def test_while_two_sides_judge_it_they_and_its_author_alone_see_it(photo, named, gendarme, client):
    said = photo.contribution
    keeper = keeper_of(said.label)
    veiled(space=named.committee.space, label=said.label, item_pk=str(said.pk))
    moderator = join(named.committee.space, side=Side.FORCES, role=Role.MODERATOR, name="mod")

    keeper.hide(said, rule="calm")

    client.force_login(gendarme)
    assert client.get(photo.get_absolute_url()).status_code == 404
    client.force_login(said.author)  # it stands on the page on which they appeal
    assert client.get(photo.get_absolute_url()).status_code == 200
    client.force_login(moderator)
    assert client.get(photo.get_absolute_url()).status_code == 200
    assert photo.small_url in keeper.exhibit(said).html
    Case.objects.update(is_veiled=False)
    keeper.restore(said)
    with guards.lifted():
        Case.objects.update(closed_on="2026-01-01", outcome="removed")
    keeper.hide(said, rule="calm")
    assert client.get(photo.get_absolute_url()).status_code == 404
    CaseFactory.create(label=said.label, item_pk=str(said.pk), appeal_of=Case.objects.get())
    assert client.get(photo.get_absolute_url()).status_code == 200  # who judges the appeal sees it
    keeper.forget(said)
    assert not Attachment.objects.exists()
    assert not AttachmentPart.objects.exists()


def test_whoever_spoke_takes_a_file_away(photo, named, as_trader):
    said = photo.contribution
    url = reverse("committees:edit", args=[named.committee.slug, named.pk, said.number])

    assert "Leave out: Photo 1" in as_trader.get(url).content.decode()
    as_trader.post(url, {"body": said.body, f"drop_{photo.pk}": "on"})

    assert not Attachment.objects.exists()


def test_a_phone_may_ask_for_a_part_of_it(named, trader, as_trader):
    document = attached(named, trader, LARGE)
    url, whole = document.get_absolute_url(), LARGE.content

    def part(asked: str):
        return as_trader.get(url, headers={"Range": asked})

    all_of_it = as_trader.get(url)
    assert all_of_it["Content-Disposition"].startswith("attachment")
    assert read(all_of_it) == whole
    across = f"bytes={A_PART - 3}-{A_PART + 3}"
    assert read(part(across)) == whole[A_PART - 3 : A_PART + 4]
    last = part(f"bytes={len(whole) - 5}-")
    assert (last.status_code, read(last)) == (206, whole[-5:])
    assert last["Content-Range"] == f"bytes {len(whole) - 5}-{len(whole) - 1}/{len(whole)}"
    assert part(f"bytes={len(whole)}-").status_code == 416
    assert read(part("bytes=5-1")) == whole


def test_large_ones_take_few_threads_and_give_their_places_back(named, trader, as_trader):
    url = attached(named, trader, LARGE).get_absolute_url()
    held = [as_trader.get(url) for _ in range(SLOW_ONES)]

    assert as_trader.get(url).status_code == 503

    for answer in held:
        read(answer)  # to its end, which closes it
    assert read(as_trader.get(url)) == LARGE.content


def test_another_member_sees_neither_form_nor_draft_of_mine(named, trader, committee, client):
    services.keep_draft(named, "Not said yet", by=trader)
    client.force_login(seat(committee, name="other"))

    assert "Not said yet" not in client.get(named.get_absolute_url()).content.decode()
