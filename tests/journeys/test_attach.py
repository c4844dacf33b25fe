"""A member begins to write, comes back, shows a photo, and takes the report of the quarter along."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from palabre.committees.models import Attachment, Draft
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.files import made
from tests.journeys.cast import enter, follow, press
from tests.people.factories import with_password
from tests.spaces.factories import SpaceFactory

WORDS, SEEN = "Look at the lamps.", "Twelve lamps, eight of them dark"
PHOTO = FilePayload(name="IMG_2039 Aminata.jpg", mimeType="image/jpeg", buffer=made.jpeg())

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def with_script(request) -> bool:
    return bool(request.param)


@pytest.fixture
def page(with_script, open_page) -> Page:
    opened: Page = open_page(script=with_script, width=360)
    return opened


@pytest.fixture
def discussion(open_page):
    space = SpaceFactory.create(slug="tabakoro", is_public=True)
    committee = CommitteeFactory.create(space=space, name="Tabakoro")
    fill(committee, civilians=1, forces=2)
    return DiscussionFactory.create(committee=committee, title="The lamps", is_public=False)


@pytest.fixture
def awa(discussion):
    return with_password(seat(discussion.committee, side=Side.CIVILIAN, name="awa"))


def test_a_draft_a_photo_and_a_report(page: Page, discussion, awa, with_script):
    enter(page, awa).goto(discussion.get_absolute_url())
    page.get_by_label("Your contribution").fill(WORDS)
    if with_script:  # leaving the field is enough
        page.keyboard.press("Tab")
    else:
        press(page, "Keep as a draft")
    expect(page.locator("#draft-status")).to_contain_text("Only you see it.")
    page.goto(discussion.get_absolute_url())
    expect(page.get_by_label("Your contribution")).to_have_value(WORDS)

    page.get_by_text("Join photos, PDFs or recordings").click()
    page.get_by_label("File 1", exact=False).first.set_input_files(PHOTO)
    press(page, "Publish under my name")
    page.get_by_role("alert").wait_for()  # for those who cannot see it
    page.get_by_label("Photo 1: what is seen").fill(SEEN)
    press(page, "Publish under my name")

    photo = page.get_by_role("img", name=SEEN)
    expect(photo).to_be_visible()
    assert photo.evaluate("seen => seen.complete && seen.naturalWidth") or not with_script
    assert not Draft.objects.exists()
    assert Attachment.objects.filter(contribution__body=WORDS).count() == 1

    page.goto("/en/committees/tabakoro/")
    follow(page, "Report")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take it along (PDF)").click()
    assert taken.value.suggested_filename.startswith("tabakoro-")
