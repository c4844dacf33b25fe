"""From a message to a topic, by a reader of each side, and back: removed, its writer appeals. Without script."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from palabre.forums.models import Post
from palabre.moderation.models import Choice
from palabre.moderation.services import decide, report
from palabre.people.models import Side
from palabre.submissions import intake
from palabre.submissions.models import Submission
from palabre.submissions.selectors import intake_for
from tests.journeys.cast import enter, follow, press
from tests.journeys.inspection import NARROWEST
from tests.moderation.factories import moderator, rule_named
from tests.spaces.factories import join
from tests.submissions.onward import committee_with_readers, read
from tests.vaults.factories import PHRASE

pytestmark = pytest.mark.browser
BODY = "On garde nos téléphones au poste. On ne sait pas à qui le dire."
ACCUSING = "Moussa Traoré est un terroriste."
WORDS = "Que devient un téléphone gardé à un poste ? M. Diarra l’a demandé au 76 12 34 56."


@pytest.fixture
def cast(open_page):
    return committee_with_readers()


@pytest.fixture
def message(cast):
    there = intake_for("tabakoro")
    assert there
    letter = intake.Letter(cast.space.pk, "all", BODY)
    receipt = intake.receive(letter, token=secrets.token_bytes(32), readers=there.keys)
    return read(Submission.objects.get()), receipt.shown


def open_message(page: Page) -> None:
    page.goto("/en/messages/")
    follow(page, "Open my vault")
    page.get_by_label("Passphrase of your vault").fill(PHRASE)
    press(page, "Open")
    page.locator("main .rows a").first.click()
    follow(page, "Make a topic of this")


def propose(page: Page) -> None:
    """An accusation is stopped first; then a text that may stand, once its marks were looked at."""
    expect(page.get_by_label("Your text")).to_have_value("")
    page.get_by_label("The forum, under “Posts”, for anyone to read").check()
    page.get_by_label("Title").fill("Les téléphones au poste")
    page.get_by_label("Your text").fill(ACCUSING)
    press(page, "Look at it before it goes out")
    expect(page.get_by_role("alert")).to_contain_text("It belongs with the justice system")
    expect(page.get_by_label("Your text")).to_have_value(ACCUSING)

    page.get_by_label("Your text").fill(WORDS)
    press(page, "Look at it before it goes out")
    expect(page.locator("mark", has_text="M. Diarra")).to_be_visible()
    expect(page.get_by_text("(telephone number)")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    press(page, "Propose it to the other side")
    expect(page.get_by_role("alert")).to_contain_text("Look at each mark")
    page.get_by_label("I have looked at each mark").check()
    press(page, "Propose it to the other side")
    expect(page.get_by_role("status")).to_contain_text("Proposed.")


def agree(page: Page, day: str) -> None:
    follow(page, f"Awa proposes a topic, on {day}")
    expect(page.locator("mark", has_text="76 12 34 56")).to_be_visible()
    page.get_by_label("I have looked at each mark").check()
    press(page, "Agree: publish it")


def remove_it() -> None:
    post = Post.objects.get()
    space = post.topic.category.space
    case = report(post, rule=rule_named("insult"), by=join(space))
    for side in (Side.CIVILIAN, Side.FORCES):
        judge = moderator(space, side)
        decide(case, choice=Choice.REMOVE, rule=case.rule, note="Not here.", by=judge)


def appeal(page: Page, code: str) -> None:
    page.goto("/en/answer/")
    page.get_by_label("Your code").fill(code)
    press(page, "Open")
    came = page.get_by_role("region", name="What came of it")
    expect(came.get_by_role("link", name="Les téléphones au poste")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    came.get_by_role("button", name="Why, and how to appeal").click()
    expect(page.locator("main")).to_contain_text("Not here.")
    expect(page).to_have_url(re.compile("/en/answer/appeal/$"))
    page.get_by_label("Why should it be looked at once more?").fill("It insults nobody.")
    press(page, "Appeal without a name")
    expect(page.locator("h1")).to_have_text("Your appeal waits")


def test_one_side_proposes_and_the_other_agrees(open_page, cast, message):
    page = enter(open_page(script=False, width=NARROWEST), cast.awa)
    open_message(page)
    propose(page)

    other = enter(open_page(script=False), cast.issa)
    open_message(other)
    agree(other, f"{message[0].received_on:%-d %B %Y}")

    stranger = open_page(script=False)
    stranger.goto(other.url)
    expect(stranger.locator("h1")).to_have_text("Les téléphones au poste")
    expect(stranger.locator("main")).to_contain_text("Que devient un téléphone gardé à un poste")
    expect(stranger.locator("main")).to_contain_text("Écrit par les lecteurs de Tabakoro")

    remove_it()
    appeal(open_page(script=False, width=NARROWEST), message[1])
