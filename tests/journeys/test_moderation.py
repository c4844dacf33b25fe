"""Two moderators, each in a browser of their own, at the same time and in the dark."""

import pytest
from playwright.sync_api import Page, expect

from palabre.forums.models import Post
from palabre.moderation.models import Case
from palabre.moderation.services import report
from palabre.people.models import Side
from tests.journeys.cast import code_of, come_in, enter, follow, press, sign_in
from tests.moderation.factories import moderator, post_in, reader_of, rule_named
from tests.people.factories import TOTP_SECRET, UserFactory, with_password
from tests.spaces.factories import join

BLIND = "Their choice appears after yours"

pytestmark = pytest.mark.browser


@pytest.fixture
def mariam(open_page, forum):
    return with_password(moderator(forum, Side.CIVILIAN, name="mariam"))


@pytest.fixture
def salif(open_page, forum):
    return with_password(moderator(forum, Side.FORCES, name="salif"))


@pytest.fixture
def author(forum):
    return UserFactory.create(username="author", name="Oumar")


@pytest.fixture
def case(open_page, forum, author, mariam, salif) -> Case:
    post = post_in(forum, by=author)
    return report(post, rule=rule_named("insult"), note="It is rude.", by=reader_of(forum))


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desks(request, open_page, case, mariam, salif) -> tuple[Page, Page]:
    civilian, forces = (open_page(script=request.param) for _ in "12")
    return enter(civilian, mariam), enter(forces, salif)


def decide(page: Page, choice: str, note: str = "") -> None:
    page.locator(f"[name=decision][value={choice}]").check()
    page.get_by_label("Why, in your words").fill(note)
    press(page, "Decide for my side")


def take(page: Page, case: Case) -> None:
    page.goto("/en/moderation/")
    page.locator("main ul.rows a").first.click()
    assert "Author hidden" in page.locator("article").inner_text()
    assert "Oumar" not in page.locator("body").inner_text()
    press(page, "Take it for 30 minutes")
    page.get_by_role("button", name="Give it back to the queue").wait_for()


def test_a_moderator_signs_in_with_the_six_digits_of_an_app(open_page, mariam):
    page = open_page()
    sign_in(page, "mariam", secret=TOTP_SECRET)

    page.get_by_role("link", name="Moderation", exact=True).click()
    expect(page.locator("h1")).to_have_text("Moderation")
    assert len(code_of()) == 6


def test_a_moderator_without_a_second_factor_is_asked_for_one(open_page, forum):
    person = join(forum, role="moderator", name="new")
    page = enter(open_page(), person)

    page.goto("/en/moderation/")

    assert "/accounts/2fa/" in page.url
    assert "two-step sign-in" in page.get_by_role("status").inner_text()


def test_two_sides_agree_each_in_the_dark(desks, case, author, work, open_page):
    civilian, forces = desks
    take(civilian, case)
    take(forces, case)
    forces.reload()
    assert "mariam" not in forces.locator("#work").inner_text().lower()

    decide(civilian, "remove", "It names somebody.")
    assert "without seeing it" in civilian.get_by_role("status").inner_text()
    forces.reload()
    seen = forces.locator("#work").inner_text()
    assert BLIND in seen
    assert "It names somebody." not in seen
    assert Case.objects.get().is_open

    decide(forces, "remove", "I agree with the rule.")
    assert "Both sides have decided" in forces.get_by_role("status").inner_text()
    civilian.reload()
    assert "I agree with the rule." in civilian.locator("#work").inner_text()
    work()
    the_author_is_told(open_page, author)
    the_public_reads_it(open_page)


def the_author_is_told(open_page, author) -> None:
    page = enter(open_page(), author)
    page.goto("/en/me/")
    told = page.locator("section[aria-labelledby=news] li").first.inner_text()
    assert rule_named("insult").title in told
    assert "It names somebody." in told
    for name in ("mariam", "salif"):
        assert name not in told


def the_public_reads_it(open_page) -> None:
    page = open_page(script=False)
    page.goto("/en/moderation/register/")
    said = page.locator("main li").first.inner_text()
    assert str(rule_named("insult")) in said
    for name in ("mariam", "salif", "Oumar"):
        assert name.lower() not in page.content().lower()
    page.goto(f"/en/forum/topics/{Post.objects.get(pk=Case.objects.get().item_pk).topic_id}/")
    assert "fouilles durent" not in page.locator("main").inner_text()


def test_danger_hides_at_once_and_two_looks_that_differ_bring_it_back(
    desks, case, forum, open_page
):
    post = case.item
    reader = enter(open_page(script=False), UserFactory.create(name="Reader"))
    report_danger(reader, post)
    expect(reader.get_by_text("fouilles durent")).to_have_count(0)

    civilian, forces = desks
    for desk in desks:
        desk.goto(case.get_absolute_url())
    decide(civilian, "remove", "It names somebody.")
    forces.reload()
    decide(forces, "keep", "It is a fact.")
    for desk in desks:
        desk.reload()
        expect(desk.get_by_role("heading", name="Second look")).to_be_visible()
        reasons = desk.locator("#work .duo")
        expect(reasons).to_contain_text("It names somebody.")
        expect(reasons).to_contain_text("It is a fact.")
    decide(civilian, "remove")
    decide(forces, "keep")

    expect(forces.get_by_text("Kept: the two sides disagreed").first).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("fouilles durent")).to_be_visible()
    reader.goto("/en/moderation/register/")
    said = reader.locator("main li").first
    expect(said).to_contain_text("Civilian")
    expect(said).to_contain_text("Forces")


def report_danger(page: Page, post: Post) -> None:
    page.goto(post.get_absolute_url())
    page.locator(f"#p{post.number}").get_by_role("link", name="Report").click()
    page.get_by_label("1. ").check()
    page.get_by_label("What should the moderators know?").fill("It leads to a door.")
    press(page, "Report")
    page.get_by_role("status").get_by_text("Thank you").wait_for()


def test_what_was_typed_is_kept_whatever_comes_between(desks, case):
    page, _forces = desks
    page.goto(case.get_absolute_url())
    page.get_by_label("Why, in your words").fill("Let me think.")
    page.locator("form:has([name=decision])").evaluate("form => form.noValidate = true")
    press(page, "Decide for my side")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Why, in your words")).to_have_value("Let me think.")

    elsewhere = page.context.new_page()
    elsewhere.goto(case.get_absolute_url())
    decide(elsewhere, "keep")
    decide(page, "remove", "Much thought went into this.")
    expect(page.get_by_role("alert")).to_contain_text("Much thought went into this.")


def test_a_colleague_is_seen_at_work_at_once_and_single_keys_judge(open_page, forum, case, mariam):
    colleague = enter(open_page(), moderator(forum, Side.CIVILIAN, name="colleague"))
    colleague.goto("/en/moderation/")
    page = enter(open_page(), mariam)
    page.goto("/en/moderation/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # off until turned on

    press(page, "Turn single keys on, for a keyboard")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case.get_absolute_url()}")
    come_in(page)
    page.keyboard.press("2")
    expect(page.locator("[name=decision][value=remove]")).to_be_checked()
    page.get_by_label("Why, in your words").focus()
    page.keyboard.type("1 just")
    colleague.locator("[name=case]").focus()
    page.locator("#title").click()
    page.keyboard.press("t")
    page.get_by_role("button", name="Give it back to the queue").wait_for()
    expect(page.get_by_label("Why, in your words")).to_have_value("1 just")
    expect(page.locator("[name=decision][value=remove]")).to_be_checked()

    it_is_heard_by_itself(colleague, page)


def it_is_heard_by_itself(colleague: Page, page: Page) -> None:
    """Nobody touches the other page: it says who took what, and leaves the focus where it was."""
    title, said = "Fouilles au poste", colleague.locator("[data-said]")
    expect(colleague.locator("[data-case]")).to_have_text("taken by mariam", timeout=20_000)
    expect(said).to_have_text(f"{title}, taken by mariam")
    assert colleague.evaluate("document.activeElement.name") == "case"
    page.get_by_role("button", name="Give it back to the queue").click()
    expect(said).to_have_text(f"{title}, free again", timeout=20_000)
    expect(page.get_by_label("Why, in your words")).to_have_value("1 just")


def test_several_are_decided_together_on_a_phone_until_nothing_is_left(
    open_page, forum, case, mariam
):
    report(post_in(forum), rule=rule_named("insult"), by=reader_of(forum))
    page = enter(open_page(script=False, width=360), mariam)
    page.goto("/en/moderation/")
    for box in page.get_by_label("Pick").all():
        box.check()
    press(page, "Decide those picked together")
    expect(page.get_by_text("fouilles durent")).to_have_count(2)

    page.get_by_label("Keep it as it is").check()
    page.get_by_label("Which rule did you judge by?").select_option("insult")
    press(page, "Decide for my side")

    expect(page.get_by_role("status")).to_contain_text("2 decisions are kept.")
    expect(page.get_by_role("heading", name="Nothing to do")).to_be_visible()
    follow(page, "Register of decisions")
    expect(page.get_by_role("heading", name="No decision yet")).to_be_visible()
