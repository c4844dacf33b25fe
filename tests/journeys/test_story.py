"""A committee, from its founding to minutes that nobody can change: the secretariat, the co-chairs of both
sides and two members, each with a browser of their own, without a line of script. Half of them read
French, half English. No other tool is needed, and no name stands in what comes out of it."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from palabre.committees.models import Meeting, SeatKind
from palabre.meetings.models import Minutes
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.journeys.cast import come_in, enter, press, words_in
from tests.meetings.minuting import pass_the_window
from tests.people.factories import PASSWORD, UserFactory, with_second_factor
from tests.people.steps import code_in_last_mail
from tests.spaces.factories import join

pytestmark = pytest.mark.browser
fr, en = words_in("fr"), words_in("en")
Cast = dict[str, Page]
SEATS = ("women", "civil-society", "gendarmerie", "police")
DECIDED = "Trois lampes au pont avant la fin du mois."
SAID = "Des membres ont décrit deux heures d’attente."
ASKED = "Des membres ont décrit trois heures d’attente."
NAMES = ("Awa", "Issa", "Fatou", "Moussa", "Sira")


@pytest.fixture
def cast(open_page, forum) -> Cast:
    """Four who have an account, each signed in on a browser of their own; and Fatou, who has none yet."""
    office = {"side": Side.SECRETARIAT, "role": Role.SECRETARIAT}
    people = {"sira": with_second_factor(join(forum, name="sira", **office))}
    for name, side in (("awa", Side.CIVILIAN), ("issa", Side.FORCES), ("moussa", Side.FORCES)):
        people[name] = UserFactory.create(username=name, name=name.capitalize(), side=side)
    pages = {name: enter(open_page(script=False), person) for name, person in people.items()}
    return {**pages, "fatou": open_page(script=False, width=360)}


def link(page: Page, label: str) -> None:
    """Whatever it goes on to say to a screen reader."""
    page.locator("main").get_by_role("link", name=label).first.click()
    come_in(page)


def button(page: Page, label: str) -> None:
    page.locator("main").get_by_role("button", name=label).first.click()
    come_in(page)


def test_from_the_founding_to_minutes_that_nobody_changes(cast, work, mailoutbox):
    found(cast["sira"])
    seat_both_sides(cast, work)
    meeting = call(cast["sira"])
    prepare(cast, meeting)
    hold(cast["sira"], meeting)
    minute(cast, meeting)
    contest(cast, meeting)
    read(cast, meeting)


# --- Founding and seats ---------------------------------------------------------------------------
def found(desk: Page) -> None:
    desk.goto("/fr/secretariat/committees/new/")
    link(desk, "Thématique")
    desk.get_by_label("Nom", exact=True).fill("Soroba")
    desk.get_by_label("Territoire", exact=True).fill("Commune de Soroba")
    desk.get_by_text(fr("The rules: quorum, notice, majorities, terms, shares")).click()
    for kind in SeatKind.objects.all():
        for name, number in ((f"seats_{kind.pk}", kind.code in SEATS), (f"fewest_{kind.pk}", 0)):
            desk.fill(f"[name={name}]", str(int(number)))
    desk.fill("[name=fewest_a_side]", "2")
    press(desk, fr("Count the seats"))
    expect(desk.locator("#totals .num").first).to_have_text("2")
    press(desk, fr("Found the committee"))
    expect(desk.locator(".tag", has_text=fr("Free seat"))).to_have_count(len(SEATS))


def seat_both_sides(cast: Cast, work) -> None:
    desk = cast["sira"]
    free = [
        one.get_attribute("href") or ""
        for one in desk.get_by_role("link", name=fr("Propose somebody")).all()
    ]
    for place, who in zip(free, ("awa", "", "issa", "moussa"), strict=True):
        invite(desk, place, who)
        if not who:
            sign_up(cast["fatou"], desk.locator(".code").inner_text(), work)
    for name, language in (("awa", "en"), ("issa", "fr"), ("fatou", "en"), ("moussa", "fr")):
        sit_down(cast[name], language)
    for place, who in zip(free, ("awa", "", "issa", ""), strict=True):
        if who:
            desk.goto(place.removesuffix("nominate/"))
            button(desk, fr("Name co-chair"))


def invite(desk: Page, place: str, who: str) -> None:
    """By a notice where there is an account, by a letter where there is none."""
    desk.goto(place)
    desk.fill("[name=username]" if who else "[name=name]", who or "Fatou")
    desk.fill("[name=on_behalf_of]", "Conseil communal")
    press(desk, fr("Propose this person"))
    for point in desk.locator("[name=point]").all():
        point.check()
    press(desk, fr("Confirm"))
    press(desk, fr("Invite"))


def sign_up(phone: Page, code: str, work) -> None:
    phone.goto("/en/invitation/")
    phone.fill("[name=token]", code)
    phone.click("main form button")
    phone.click("main form button")
    for name, typed in {"email": "fatou@palabre.example", "name": "Fatou"}.items():
        phone.fill(f"[name={name}]", typed)
    for name in ("password1", "password2"):
        phone.fill(f"[name={name}]", PASSWORD)
    phone.click("main form button[type=submit] >> nth=0")
    phone.wait_for_selector("[name=code]")
    work()
    phone.fill("[name=code]", code_in_last_mail())
    phone.click("main form button[type=submit] >> nth=0")
    expect(phone.locator("h1")).to_have_text("You are invited to sit in the committee of Soroba")


def sit_down(page: Page, language: str) -> None:
    """Nobody sits down by mistake: without the charter accepted, nothing happens."""
    say = words_in(language)
    page.goto(f"/{language}/committees/soroba/invitation/")
    for name in ("to_public", "to_members"):
        page.locator(f"[name={name}][value=side]").check()
    if language == "en":
        press(page, say("I accept and sit down"))
        expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=accepts]").check()
    press(page, say("I accept and sit down"))
    expect(page.locator("main").get_by_role("heading", level=1)).to_be_visible()


# --- Before the meeting ---------------------------------------------------------------------------
def call(desk: Page) -> Meeting:
    """Two days ahead are too few; the day that the rules allow is said, and taken."""
    desk.goto("/fr/secretariat/committees/soroba/meetings/")
    for days in (2, 5):
        day = timezone.now() + timedelta(days=days)
        desk.fill("[name=starts_at]", f"{day:%Y-%m-%dT23:00}")
        desk.fill("[name=place_fr]", "Mairie")
        desk.fill("[name=items_fr]", "Le pont\nLe marché")
        press(desk, fr("Call the meeting"))
        if days == 2:
            expect(desk.get_by_text("délai de 5 jours").last).to_be_visible()
    return Meeting.objects.get()


def prepare(cast: Cast, meeting: Meeting) -> None:
    """Answers, an item that a member proposes, and a motion; then the day has come."""
    address = f"committees/soroba/meetings/{meeting.pk}/"
    for name, said in (("awa", "I am coming"), ("fatou", "My deputy is coming")):
        cast[name].goto(f"/en/{address}")
        press(cast[name], said)
    cast["issa"].goto(f"/fr/{address}")
    press(cast["issa"], fr("I am coming"))
    phone = cast["fatou"]
    link(phone, "Propose an item")
    phone.get_by_label("What should be talked about?").fill("The well")
    press(phone, "Propose it")
    chair = cast["awa"]
    chair.goto(f"/en/{address}agenda/")
    button(chair, "Put it on the agenda – The well")
    phone.goto("/en/committees/soroba/motions/new/")
    phone.get_by_label("What should the committee adopt?").fill("The post at the bridge")
    phone.get_by_label("Its text").fill("The post opens at six.")
    press(phone, "Move it")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())


# --- The session ----------------------------------------------------------------------------------
def hold(desk: Page, meeting: Meeting) -> None:
    desk.goto(f"/fr/committees/soroba/meetings/{meeting.pk}/session/")
    press(desk, fr("Open the session"))
    for name in ("Awa", "Fatou"):
        desk.get_by_label(name, exact=True).check()
    press(desk, fr("These have come"))
    press(desk, fr("Civilians want to speak"))
    press(desk, fr("Next to speak"))
    expect(desk.get_by_text(fr("Has the floor."))).to_be_visible()
    # One side is short: the page says who is missing, and offers nothing to be adopted.
    expect(desk.get_by_text("1 membre des forces").first).to_be_visible()
    expect(desk.locator("[name=text_fr]")).to_have_count(0)
    desk.get_by_label("Issa", exact=True).check()
    desk.locator("[name=deputy]").last.check()
    press(desk, fr("These have come"))
    decide(desk)
    adopted = desk.get_by_role("region", name=fr("Adopted"))
    expect(adopted).to_contain_text(DECIDED)
    vote(desk)
    expect(adopted).to_contain_text("The post at the bridge")
    desk.get_by_text(fr("Close the session"), exact=True).click()
    press(desk, fr("Yes, close it"))


def decide(desk: Page) -> None:
    desk.fill("[name=text_fr]", DECIDED)
    press(desk, fr("It is adopted"))


def vote(desk: Page) -> None:
    """From the session and back to it."""
    link(desk, f"{fr('Put it to the vote')} – The post at the bridge")
    desk.get_by_label(fr("Show of hands, written down as numbers")).check()
    press(desk, fr("Open the vote"))
    link(desk, fr("Back to the session"))
    link(desk, fr("Count the hands"))
    for box in desk.locator("#hands + form [type=number], main form [type=number]").all():
        box.fill("0")
    for side in ("civilian", "forces"):
        desk.fill(f"[name={side}_yes]", "2")
    press(desk, fr("Write them down and close the vote"))
    link(desk, fr("Back to the session"))


# --- The minutes ----------------------------------------------------------------------------------
def minute(cast: Cast, meeting: Meeting) -> None:
    desk, address = cast["sira"], f"committees/soroba/meetings/{meeting.pk}/minutes/"
    desk.goto(f"/fr/{address}")
    press(desk, fr("Begin the minutes"))
    for text in (f"Fatou l’a dit. {SAID}", SAID):
        desk.get_by_label(fr("What was said, in French")).first.fill(text)
        press(desk, fr("Save and read it whole"))
        if text != SAID:
            expect(desk.get_by_role("alert")).to_contain_text("Fatou")
    agree(cast["awa"], f"/en/{address}", "It is right")
    expect(cast["awa"].get_by_text("Its word is awaited until")).to_be_visible()
    agree(cast["issa"], f"/fr/{address}", fr("It is right"))


def agree(chair: Page, address: str, label: str) -> None:
    chair.goto(address)
    press(chair, label)


def contest(cast: Cast, meeting: Meeting) -> None:
    """A member asks for other words; they are taken up, and both co-chairs look again."""
    phone, address = cast["fatou"], f"committees/soroba/meetings/{meeting.pk}/minutes/"
    phone.goto(f"/en/{address}")
    link(phone, "Contest this passage")
    phone.get_by_label("How it should read").fill(ASKED)
    press(phone, "Ask for this")
    chair = cast["issa"]
    chair.goto(f"/fr/{address}")
    button(chair, fr("Take it up"))
    press(chair, fr("It is right"))
    agree(cast["awa"], f"/en/{address}", "It is right")
    pass_the_window(Minutes.objects.get())
    desk = cast["sira"]
    desk.goto(f"/fr/{address}")
    press(desk, fr("Approve the minutes"))
    expect(desk.get_by_text(fr("Approved"), exact=True).first).to_be_visible()


def read(cast: Cast, meeting: Meeting) -> None:
    """What everybody reads, on the page, on paper and in the list: every word of it, and nobody's name."""
    phone, address = cast["fatou"], f"/fr/committees/soroba/meetings/{meeting.pk}/minutes/"
    phone.goto(f"{address}history/")
    expect(phone.locator("ins", has_text="trois").first).to_be_visible()
    assert not phone.request.get(f"{address}edit/").ok
    phone.context.clear_cookies()
    phone.goto(address)
    paper = phone.request.get(f"{address}minutes.pdf").body()
    sheets = pypdfium2.PdfDocument(io.BytesIO(paper))
    printed = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    for text in (printed, phone.locator("main").inner_text()):
        assert ASKED in text
        assert DECIDED in text
        assert "The post opens at six." in text
        assert not [name for name in NAMES if name.lower() in text.lower()]
    phone.goto("/fr/committees/soroba/recommendations/")
    for adopted in (DECIDED, "The post at the bridge"):
        expect(phone.get_by_role("link", name=adopted)).to_have_count(1)
