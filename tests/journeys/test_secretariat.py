"""The house is furnished in its own pages: categories, roles, rules."""

import pytest
from playwright.sync_api import Page, expect

from palabre.core.days import today
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.journeys.cast import enter, follow, sign_in
from tests.moderation.factories import rule_named
from tests.people.factories import TOTP_SECRET, UserFactory, with_password, with_second_factor
from tests.spaces.factories import join

pytestmark = pytest.mark.browser


@pytest.fixture
def sira(open_page, forum):
    person = join(forum, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="sira")
    return with_password(with_second_factor(person))


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(request, open_page, sira) -> Page:
    page = enter(open_page(script=request.param), sira)
    page.goto("/en/secretariat/")
    return page


def fill(page: Page, **fields: str) -> None:
    for name, words in fields.items():
        page.locator(f"main [name={name}]").fill(words)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


def test_the_secretariat_signs_in_with_its_second_factor(open_page, sira):
    page = open_page()
    sign_in(page, "sira", secret=TOTP_SECRET, language="fr")

    page.goto("/fr/secretariat/")
    assert page.locator("main li.card").count() >= 4
    expect(page.get_by_role("link", name="Back office")).to_have_count(0)


def test_a_category_is_made_renamed_and_used(desk: Page, open_page):
    follow(desk, "Forum")
    follow(desk, "Add a category")
    fill(desk, title_fr="Routes et postes", title_en="Roads and posts", slug="roads")
    send(desk)
    expect(desk.get_by_role("link", name="Roads and posts")).to_be_visible()

    desk.get_by_role("link", name="Roads and posts").click()
    fill(desk, title_en="Roads")
    send(desk)
    visitor = open_page(script=False)
    visitor.goto("/en/forum/")
    follow(visitor, "Roads")
    expect(visitor.get_by_role("heading", name="No topic here yet")).to_be_visible()


def test_an_address_of_the_forum_itself_is_refused_with_words(desk: Page):
    desk.goto("/en/secretariat/forum/add/")
    fill(desk, title_fr="Sujets", slug="topics")
    send(desk)

    expect(desk.get_by_role("alert")).to_be_visible()
    assert desk.locator("[name=title_fr]").input_value() == "Sujets"


def test_a_role_is_given_and_withdrawn(desk: Page):
    person = UserFactory.create(
        username="mariam",
        name="Mariam",
        side=Side.CIVILIAN,
        verified_on=today(),
        verified_by=UserFactory.create(),
    )
    follow(desk, "People")
    desk.get_by_role("link", name="Mariam").click()
    desk.locator("[name=role-role]").select_option(Role.MODERATOR)
    desk.locator("[name=role-side]").select_option(Side.CIVILIAN)
    desk.get_by_role("button", name="Give this role").click()
    assert person.memberships.get().role == Role.MODERATOR

    desk.get_by_role("button", name="Withdraw").click()
    expect(desk.get_by_text("No role in a space that you run.")).to_be_visible()
    assert not person.memberships.exists()


def test_a_rule_changes_for_everybody(desk: Page, open_page):
    rule = rule_named("insult")
    follow(desk, "Rules of the dialogue")
    desk.get_by_role("link", name=str(rule)).click()
    fill(desk, title_en="No insults, whatever the anger")
    send(desk)

    visitor = open_page(script=False)
    visitor.goto("/en/rules/")
    assert "No insults, whatever the anger" in visitor.locator("main").inner_text()


def test_an_office_is_no_place_for_a_member(open_page, forum):
    page = enter(open_page(), join(forum, name="member"))
    hidden = page.goto("/en/secretariat/")
    assert hidden
    assert hidden.status == 404
    expect(page.locator("main a[href*=secretariat]")).to_have_count(0)
