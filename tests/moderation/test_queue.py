import gc
import gzip
from cProfile import Profile
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.urls import reverse

from palabre.moderation.desk_services import change_rule
from palabre.moderation.models import Case, Choice, this_hour
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
QUEUE = "/en/moderation/"


def queue(client, user, **query):
    client.force_login(user)
    return client.get(QUEUE, query)


def titles(answer):
    return [case.title for case in answer.context["cases"]]


def test_danger_comes_first_then_the_oldest(client, space, civilian, danger):
    for title in ("oldest", "newer"):
        CaseFactory.create(space=space, title=title)
    CaseFactory.create(space=space, title="danger", rule=danger)

    assert titles(queue(client, civilian)) == ["danger", "oldest", "newer"]


def test_what_becomes_urgent_comes_first_and_what_no_longer_is_does_not(
    client, space, civilian, insult, danger, secretary
):
    old, new = post_in(space), post_in(space)
    for post in (old, new):
        report(post, rule=insult, by=join(space))
    Case.objects.filter(item_pk=str(old.pk)).update(opened_at=this_hour() - timedelta(days=1))
    order = lambda: [case.pk for case in queue(client, civilian).context["cases"]]  # noqa: E731
    first, second = order()

    report(new, rule=danger, by=join(space))
    assert order() == [second, first]

    change_rule(danger, by=secretary, veils=False)
    Case.objects.filter(pk=second).update(score=Case.objects.get(pk=first).score)
    assert order() == [first, second]
    change_rule(danger, by=secretary, veils=True)
    assert order() == [second, first]


def test_a_moderator_sees_the_cases_of_their_own_spaces(client, space, civilian):
    CaseFactory.create(space=space, title="here")
    CaseFactory.create(title="elsewhere")

    assert titles(queue(client, civilian)) == ["here"]


def test_each_filter_has_its_count_and_its_cases(client, space, civilian, forces, insult):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(5)]
    claim(cases[1], by=civilian)
    decide(cases[2], choice=Choice.KEEP, rule=insult, by=civilian)
    decide(cases[3], choice=Choice.KEEP, rule=insult, by=forces)
    for one in (civilian, forces):
        decide(cases[4], choice=Choice.KEEP, rule=insult, by=one)

    counts = queue(client, civilian).context["counts"]

    assert (counts.todo, counts.mine, counts.waiting) == (3, 1, 1)
    for show, number in {"todo": 3, "mine": 1, "waiting": 1, "closed": 1}.items():
        assert len(queue(client, civilian, show=show).context["cases"]) == number


def test_what_one_reported_oneself_is_not_to_do(client, space, civilian, insult):
    report(post_in(space), rule=insult, by=civilian)

    assert queue(client, civilian).context["counts"].todo == 0


def test_a_colleague_at_work_is_visible_at_once(client, case, space, civilian):
    claim(case, by=moderator(space, Side.CIVILIAN, name="colleague"))

    assert "taken by colleague" in queue(client, civilian).content.decode()


def test_who_of_the_other_side_is_at_work_is_not_shown(client, case, civilian, forces):
    claim(case, by=forces)

    assert str(forces) not in queue(client, civilian).content.decode()


def test_take_the_next_opens_it(client, case, civilian):
    client.force_login(civilian)

    assert client.post(reverse("moderation:next")).url == case.get_absolute_url()
    assert client.post(reverse("moderation:next")).url == QUEUE


def test_an_empty_queue_says_so(client, civilian):
    assert "Nothing to do" in queue(client, civilian).content.decode()


@pytest.mark.parametrize("page", ["2", "0", "-1", "99999999999999999999", "x", "²"])
def test_any_page_number_leads_to_a_page(client, space, civilian, page):
    CaseFactory.create_batch(3, space=space)

    assert queue(client, civilian, page=page).status_code == 200


def test_fifty_a_page(client, space, civilian):
    CaseFactory.create_batch(51, space=space)

    assert len(queue(client, civilian).context["cases"]) == 50
    assert len(queue(client, civilian, page=2).context["cases"]) == 1


def long_queue(space, rule, number):
    title = "Fouilles au poste de la route du nord, {}"
    Case.objects.bulk_create(
        Case(label="forums.post", item_pk=str(n), title=title.format(n), space=space, rule=rule)
        for n in range(number)
    )


@pytest.mark.parametrize("number", [2, 1000])
def test_five_queries_and_few_bytes_however_long_it_is(
    client, space, civilian, insult, number, django_assert_num_queries
):
    """The session, the person, the second factor, what there is (with single keys), and the cases."""
    long_queue(space, insult, number)
    client.force_login(civilian)

    with django_assert_num_queries(5):
        answer = client.get(QUEUE)

    assert answer.context["counts"].todo == number
    assert len(gzip.compress(answer.content, 6)) < 8_000


def test_few_calls_however_long_it_is(client, space, civilian, insult):
    """What Python does for a page, as far as a busy machine does not change it. PostgreSQL's driver is
    Python as well, and calls of it are counted too."""
    long_queue(space, insult, 1_000)
    client.force_login(civilian)
    server = WSGIHandler()
    asked = client._base_environ(PATH_INFO=QUEUE, HTTP_HOST="localhost")
    page = server.get_response(WSGIRequest(asked))  # what is found once is found

    assert b"".join(page).count(b"data-case=") == 50
    calls = min(calls_of(lambda: server.get_response(WSGIRequest(asked))) for _ in range(3))
    assert calls < (9_200 if connection.vendor == "sqlite" else 10_000)


def calls_of(deed):
    """Without what Python calls on the way to let go of what tests before this one left behind."""
    seen = Profile()
    gc.collect()
    gc.disable()
    try:
        with seen:
            deed()
    finally:
        gc.enable()
    return sum(row.callcount for row in seen.getstats())


# --- The door ----------------------------------------------------------------------------------

DOORS = [
    ("get", "moderation:queue", False),
    ("post", "moderation:next", False),
    ("get", "moderation:case", True),
    ("post", "moderation:claim", True),
    ("post", "moderation:release", True),
    ("post", "moderation:decide", True),
    ("get", "moderation:recuse", True),
    ("post", "moderation:note", True),
    ("get", "moderation:batch", False),
    ("get", "moderation:claims", False),
    ("post", "moderation:keys", False),
]


def knock(client, method, name, case):
    return getattr(client, method)(reverse(name, args=[case.pk] if case else []))


@pytest.mark.parametrize(("method", "name", "of_case"), DOORS)
def test_strangers_are_sent_to_sign_in(client, case, method, name, of_case):
    answer = knock(client, method, name, case if of_case else None)

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


@pytest.mark.parametrize("who", ["outsider", "citizen", "secretary", "administrator"])
@pytest.mark.parametrize("door", DOORS)
def test_who_does_not_moderate_finds_nothing(request, client, case, who, door):
    method, name, of_case = door
    client.force_login(request.getfixturevalue(who))

    assert knock(client, method, name, case if of_case else None).status_code == 404


@pytest.mark.parametrize(("method", "name", "of_case"), [door for door in DOORS if door[2]])
def test_a_moderator_of_another_space_finds_no_case(client, case, forum, method, name, of_case):
    client.force_login(moderator(forum, Side.CIVILIAN))

    assert knock(client, method, name, case).status_code == 404


def test_a_moderator_without_a_second_factor_is_sent_to_add_one(client, case, space):
    client.force_login(join(space, role="moderator", side=Side.CIVILIAN))

    assert client.get(QUEUE).url == reverse("mfa_index")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40])
def test_a_case_that_is_not_there(client, civilian, number):
    client.force_login(civilian)

    assert client.get(f"/en/moderation/{number}/").status_code == 404


def test_a_rule_may_leave_force_while_a_case_cites_it(client, case, civilian, insult):
    insult.is_active = False
    insult.save()
    client.force_login(civilian)

    answer = client.post(
        reverse("moderation:decide", args=[case.pk]), {"decision": "keep", "reason": "insult"}
    )

    assert answer.status_code == 302
