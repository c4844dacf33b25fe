"""What people report counts as much as they were right before; and what came of it they read alone."""

import pytest

from palabre.moderation.models import Case, Choice, Standing
from palabre.moderation.services import appeal_by_name, decide, report
from palabre.notifications.models import Notice
from palabre.people.models import Side, User
from palabre.spaces.models import Space
from tests.moderation.factories import differ, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
OWN = "/en/moderation/reports/"


def judged(space, by, choice, judges, rule):
    case = report(post_in(space), rule=rule, by=by)
    for person in judges:
        decide(case, choice=choice, rule=rule, by=person)


def test_a_false_reporters_word_weighs_less_and_less(space, reporter, judges, insult):
    weights = []
    for _ in range(4):
        judged(space, reporter, Choice.KEEP, judges, insult)
        weights.append(Standing.objects.get(user=reporter).weight)

    assert weights == sorted(weights, reverse=True)
    assert weights[0] < 100
    assert weights[-1] <= 50


def test_who_was_right_before_comes_first_in_the_queue(client, space, judges, insult):
    right, wrong, unknown = join(space), join(space), join(space)
    for _ in range(3):
        judged(space, right, Choice.REMOVE, judges, insult)
        judged(space, wrong, Choice.KEEP, judges, insult)

    said = {name: post_in(space, body=name) for name in ("wrong", "unknown", "right")}
    report(said["wrong"], rule=insult, by=wrong)
    report(said["unknown"], rule=insult, by=unknown)
    report(said["right"], rule=insult, by=right)

    client.force_login(judges[0])
    lines = client.get("/en/moderation/").context["cases"]
    order = [Case.objects.get(pk=line.pk).item_pk for line in lines]
    assert order == [str(said[name].pk) for name in ("right", "unknown", "wrong")]


@pytest.mark.parametrize(("upheld", "dismissed"), [(0, 0), (1, 0), (0, 1), (2, 5), (40, 3), (0, 9)])
def test_the_database_adds_what_their_word_weighs(space, insult, upheld, dismissed):
    standing = Standing.objects.create(user=join(space), upheld=upheld, dismissed=dismissed)

    case = report(post_in(space), rule=insult, by=standing.user)

    case.refresh_from_db()
    assert case.score == standing.weight


def test_many_false_reporters_do_not_outweigh_one_who_is_right(space, judges, insult):
    Standing.objects.bulk_create(
        [Standing(user=join(space), dismissed=40) for _ in range(10)]
        + [Standing(user=join(space, name="right"), upheld=3)]
    )
    false, true = post_in(space), post_in(space)
    for standing in Standing.objects.select_related("user").filter(upheld=0):
        report(false, rule=insult, by=standing.user)
    report(true, rule=insult, by=User.objects.get(username="right"))

    assert Case.objects.about(true).get().score > Case.objects.about(false).get().score


def test_no_moderator_sees_who_reported_or_how_often_they_were_right(
    client, case, reporter, civilian
):
    Standing.objects.create(user=reporter, upheld=1234, dismissed=4321)
    client.force_login(civilian)

    for path in ("/en/moderation/", case.get_absolute_url()):
        page = client.get(path).content.decode()
        assert str(reporter) not in page
        assert "1234" not in page
        assert "4321" not in page


def test_each_reads_what_came_of_their_own_reports_and_nobody_else(
    client, case, reporter, judges, space
):
    client.force_login(reporter)
    assert "Being decided" in client.get(OWN).content.decode()
    assert OWN in client.get("/en/me/").content.decode()
    for person in judges:
        decide(case, choice=Choice.REMOVE, rule=case.rule, by=person)

    page = client.get(OWN).content.decode()
    assert "Removed" in page
    assert case.title not in page  # it may be what was removed
    assert space.name in page
    assert Notice.objects.filter(user=reporter, kind="moderation.report.removed").count() == 1
    Space.objects.filter(pk=space.pk).update(is_public=False)
    space.memberships.filter(user=reporter).delete()
    assert space.name not in client.get(OWN).content.decode()
    client.force_login(join(space))
    assert "You have reported nothing" in client.get(OWN).content.decode()


@pytest.fixture
def appealed(case, author, judges):
    for person in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, by=person)
    return appeal_by_name(case, plea="It asks.", by=author)


@pytest.fixture
def pair(space):
    return [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]


GIVEN_BACK = ["moderation.report.given_back", "moderation.report.removed"]


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice.KEEP, ("Given back", 0, 1, GIVEN_BACK)),
        (Choice.REMOVE, ("Left removed", 1, 0, GIVEN_BACK[1:])),
    ],
)
def test_what_an_appeal_changes_reaches_whoever_reported(
    client, appealed, reporter, pair, choice, found
):
    words, upheld, dismissed, news = found
    client.force_login(reporter)
    assert words not in client.get(OWN).content.decode()

    for person in pair:
        decide(appealed, choice=choice, rule=appealed.rule, by=person)

    assert words in client.get(OWN).content.decode()
    standing = Standing.objects.get(user=reporter)
    assert (standing.upheld, standing.dismissed) == (upheld, dismissed)
    assert sorted(Notice.objects.filter(user=reporter).values_list("kind", flat=True)) == news


def test_what_two_sides_differ_about_on_appeal_was_no_false_report(appealed, reporter, pair):
    differ(appealed, *pair)

    standing = Standing.objects.get(user=reporter)
    assert (standing.upheld, standing.dismissed) == (0, 0)
    assert Notice.objects.filter(user=reporter, kind=GIVEN_BACK[0]).count() == 1
